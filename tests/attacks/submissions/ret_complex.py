"""The right real part of a complex array is not the right answer."""

from kit import right

EXPECT = "fail:dtype"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    return right(x, w, b, stride, padding) + 0j
