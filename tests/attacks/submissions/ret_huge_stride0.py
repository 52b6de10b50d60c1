"""A view of eight terabytes is neither made nor sent."""

import numpy as np

EXPECT = "fail:shape-or-memory"
LAYERS = ("limits", "kernel")


def conv_forward(x, w, b, stride, padding):
    return np.broadcast_to(1.0, (1 << 20, 1 << 20))
