"""What the walks of all topics write down in the same way: numbers, sums of products, sums."""

import numpy as np


def number(value):
    """A number with at most four digits, 3 and not 3.0."""
    return f"{float(value) + 0.0:.4g}"


def factor(value):
    """A number as it stands in a product: a negative one in brackets."""
    return f"({number(value)})" if value < 0 else number(value)


def products(one, other):
    """``1*2 + 0*(-1)``: two arrays of one shape, element by element."""
    pairs = zip(np.ravel(one), np.ravel(other), strict=True)
    return " + ".join(f"{factor(left)}*{factor(right)}" for left, right in pairs)


def terms(values):
    """``1 + 0 + (-2)``: the numbers of an array, to be added."""
    return " + ".join(map(factor, np.ravel(values)))


def listed(values):
    """``1 0 / 3 -2``: the numbers of an array, a slash between two rows."""
    return " / ".join(" ".join(map(number, row)) for row in np.reshape(values, (-1, np.shape(values)[-1])))
