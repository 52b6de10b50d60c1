"""
The Lp norm: how large a bunch of weights is.

    w        any shape; all its elements count, as if it were flat
    p        float, at least 1
    returns  float

    norm = (sum over all elements of |w|^p) ^ (1/p)

p = 1 adds up the absolute values, p = 2 is the usual length, and for larger
p the largest elements count more and more.

A penalty on the weights with p = 1 is called lasso, or L1; the square of the
norm with p = 2 is called ridge, or L2, or weight decay. (A lecture that has
lasso for L2 is wrong.)

Known: w = (3, -4) has the norm 7 for p = 1, and 5 for p = 2.
"""

import numpy as np


def lp_norm(w, p):
    """Return the Lp norm of all elements of w."""
    raise NotImplementedError("TODO: lp_norm")
