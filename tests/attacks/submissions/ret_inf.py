"""Infinity is not close to anything."""

import numpy as np
from kit import blank

EXPECT = "fail:nonfinite"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    return blank(x, w, stride, padding) + np.inf
