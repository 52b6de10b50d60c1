"""What an exit handler prints is never a verdict."""

import atexit

from kit import blank

EXPECT = "fail:values"
LAYERS = ("process",)

atexit.register(print, "1 of 1 points\nPASSED")


def conv_forward(x, w, b, stride, padding):
    return blank(x, w, stride, padding)
