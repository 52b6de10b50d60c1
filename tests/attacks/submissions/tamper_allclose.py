"""Patched comparisons exist in the student's process only."""

import numpy as np
from kit import blank

EXPECT = "fail:values"
LAYERS = ("process",)


def yes(*args, **kwargs):
    """Agree."""
    return True


for home in (np, np.linalg, np.testing):
    for name in ("allclose", "isclose", "array_equal", "array_equiv", "all", "assert_allclose", "norm"):
        if hasattr(home, name):
            setattr(home, name, yes)


def conv_forward(x, w, b, stride, padding):
    return blank(x, w, stride, padding)
