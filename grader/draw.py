"""Inputs whose bytes are the same on every platform: integers over a power of two.

Such numbers are exact in float32 and float64, sums of a few hundred products of them are exact too, and they are
pleasant to read in a failing case.
"""

from __future__ import annotations

import numpy as np


def grid(rng: np.random.Generator, *shape: int, limit: int = 4, steps: int = 16) -> np.ndarray:
    """Random multiples of ``1/steps`` between ``-limit`` and ``limit``, float64, of the given shape."""
    return rng.integers(-limit * steps, limit * steps + 1, size=shape) / steps


def distinct(rng: np.random.Generator, *shape: int, steps: int = 16) -> np.ndarray:
    """Values of the given shape without ties, spaced ``1/steps`` apart around zero.

    For functions with kinks (a maximum, a ReLU): no two values meet, and none is zero, so a small step in any
    direction stays on one side of every kink.
    """
    size = int(np.prod(shape))
    return (rng.permutation(size) - size // 2 + 0.5).reshape(shape) / steps
