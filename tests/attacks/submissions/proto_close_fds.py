"""Closing every descriptor means that there is no answer."""

import os

from kit import blank

EXPECT = "fail:crash-or-protocol-or-timeout"
LAYERS = ("frames",)


def conv_forward(x, w, b, stride, padding):
    os.closerange(0, 4096)
    return blank(x, w, stride, padding)
