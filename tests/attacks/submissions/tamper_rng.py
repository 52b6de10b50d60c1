"""Fixed random generators do not make the judge's cases predictable."""

import random

import numpy as np
from kit import blank

EXPECT = "fail:values"
LAYERS = ("verify",)


class Fixed(np.random.Generator):
    """Draws zeros."""

    def standard_normal(self, size=None, *args, **kwargs):
        return np.zeros(size or ())

    normal = random = integers = standard_normal


np.random.seed(0)
random.seed(0)
np.random.default_rng = lambda *args: Fixed(np.random.PCG64(0))


def conv_forward(x, w, b, stride, padding):
    return blank(x, w, stride, padding)
