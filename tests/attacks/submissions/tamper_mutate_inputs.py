"""Zeroing the inputs does not zero the judge's own."""

from kit import blank

EXPECT = "fail:values"
LAYERS = ("process",)


def conv_forward(x, w, b, stride, padding):
    for array in (x, w, b):
        array[...] = 0.0
    return blank(x, w, stride, padding)
