"""An answer that is off by a thousandth is wrong, and so is one that drops what is small."""

import numpy as np
from kit import right

EXPECT = "fail:values"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    out = right(x, w, b, stride, padding)
    return np.where(abs(out) < 0.1 * abs(out).max(), 0.0, out * 1.001)
