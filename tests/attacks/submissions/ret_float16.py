"""Half precision does not pass as a rounding error."""

from kit import right

EXPECT = "fail:dtype-or-values"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    return right(x, w, b, stride, padding).astype("float16")
