"""A record of the right size is not a number."""

import numpy as np
from kit import right

EXPECT = "fail:dtype"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    return right(x, w, b, stride, padding).view(np.dtype([("value", "<f8")]))
