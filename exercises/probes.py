"""Functions that exercises receive as arguments: plain formulas of an array."""

import numpy as np


def sum_of_squares(x):
    """x0^2 + x1^2 + ..."""
    return np.sum(x**2)


def weighted_squares(x):
    """1 x0^2 + 2 x1^2 + 3 x2^2 + ..., counted row by row."""
    return np.sum(np.arange(1, x.size + 1).reshape(x.shape) * x**2)


def weighted_cubes(x):
    """1 x0^3 + 2 x1^3 + 3 x2^3 + ..., counted row by row."""
    return np.sum(np.arange(1, x.size + 1).reshape(x.shape) * x**3)


def product(x):
    """x0 x1 x2 ..."""
    return np.prod(x)


def hills(x):
    """x0^2 / (1 + x0^2) + x1^2 / (1 + x1^2) + ..."""
    return np.sum(x**2 / (1 + x**2))


def bowl_slope(w):
    """The derivative of (w - 3)**2: one valley, at 3."""
    return 2 * (w - 3)


def steep_slope(w):
    """The derivative of 10 * (w + 1)**2: one steep valley, at -1."""
    return 20 * (w + 1)


def two_valleys_slope(w):
    """The derivative of w**4 / 4 - w**2 / 2: valleys at -1 and 1, a hilltop at 0."""
    return w**3 - w
