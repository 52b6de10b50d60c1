"""Numbers to normalise, and the parameters to do it with."""

import numpy as np

from grader import grid


def positive(rng, *shape):
    """Random positive numbers up to 2: variances."""
    return rng.integers(2, 33, shape) / 16


def factors(rng, count):
    """Random gammas, none of them 0 or 1."""
    return rng.choice([-1, 1], count) * rng.integers(5, 16, count) / 8


def numbers(rng, *shape):
    """Random numbers of a small spread around a mean that is not 0."""
    return grid(rng, *shape, limit=1) + 0.5


def hand_made():
    """Two rows of four: mean 2 and variance 2, mean 1 and variance 3/4; with eps 1/4 their roots are 3/2 and 1."""
    return np.array([[0.0, 2.0, 2.0, 4.0], [-0.5, 1.5, 1.5, 1.5]])
