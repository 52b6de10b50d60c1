"""Nothing is wrong in an empty array, and yet it is not right."""

import numpy as np

EXPECT = "fail:shape"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    return np.empty((0, *w.shape[:1], 0, 0))
