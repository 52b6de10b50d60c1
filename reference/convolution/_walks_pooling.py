"""What the walks of the pooling layers share: the image, and how a maximum is written down."""

import numpy as np

from .._walk import number
from ._walks import framed

IMAGE = np.array([[[[-2, 1, 3, -1], [4, 0, 2, -3], [1, 5, -1, -4]]]], float)
"""Pooled by 3x2 windows with stride 2 and padding 1: one pixel wins twice, and one window is all negative."""

LARGEST = "out[:, :, i, j] = window.max(axis=(2, 3))"


def framed_below(x, padding):
    """x in a frame that loses against every pixel, and the index of x in it."""
    return framed(x, padding, -np.inf)


def largest(values):
    """``max(-inf, 1, 0)``: all that is compared."""
    return f"max({', '.join(map(number, np.ravel(values)))})"
