"""Memory is bounded, and running out of it is said to be just that."""

import numpy as np

EXPECT = "fail:memory"
LAYERS = ("limits",)
DANGEROUS = True


def conv_forward(x, w, b, stride, padding):
    kept = []
    for _ in range(64):
        kept.append(np.empty(1 << 24))
    return kept[0]
