"""Memory that was never written holds no right answer, because the judge's is another process's."""

import numpy as np
from kit import blank

EXPECT = "fail:values-or-nonfinite"
LAYERS = ("process",)


def conv_forward(x, w, b, stride, padding):
    return np.empty_like(blank(x, w, stride, padding))
