"""An object that says it is an array is none."""

import numpy as np

EXPECT = "fail:type"
LAYERS = ("verify",)


class Liar:
    """Lies to isinstance."""

    __class__ = np.ndarray
    dtype = np.dtype(float)
    shape = (1, 1, 2, 2)
    nbytes = 32

    def __array__(self, dtype=None, copy=None):
        return np.zeros(self.shape)


def conv_forward(x, w, b, stride, padding):
    return Liar()
