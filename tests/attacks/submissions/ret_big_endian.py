"""Right values in the other byte order get one verdict, and no garbled numbers."""

from kit import right

EXPECT = "pass-or-fail:dtype"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    return right(x, w, b, stride, padding).astype(">f8")
