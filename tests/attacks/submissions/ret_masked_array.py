"""A masked array compares as masked, which counts as true, and is no right answer."""

import numpy as np
from kit import blank

EXPECT = "fail:type"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    return np.ma.masked_all_like(blank(x, w, stride, padding))
