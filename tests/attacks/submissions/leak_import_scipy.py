"""SciPy is not there, even for one who removes the finder that refuses it."""

import sys

sys.meta_path[:] = [finder for finder in sys.meta_path if isinstance(finder, type)]

import scipy.signal  # noqa: E402
from kit import right  # noqa: E402

EXPECT = "fail:import"
LAYERS = ("rootview", "landlock")


def conv_forward(x, w, b, stride, padding):
    scipy.signal.correlate(x, x)
    return right(x, w, b, stride, padding)
