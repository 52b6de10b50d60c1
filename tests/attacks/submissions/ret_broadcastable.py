"""An array of one element does not stand for all of them."""

import numpy as np
from kit import right

EXPECT = "fail:shape"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    return np.full((1, 1, 1, 1), right(x, w, b, stride, padding).ravel()[0])
