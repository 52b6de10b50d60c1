"""
Dropout, forward pass (inverted dropout).

In training every element of x is dropped with probability p, each on its
own; what is kept is scaled by 1 / (1 - p), so that its expected value stays.
In evaluation nothing is dropped and nothing is scaled.

    x        any shape
    p        float, 0 <= p < 1, the probability to drop
    rng      numpy.random.Generator: draw from it, and from nothing else
    train    bool, training or evaluation
    returns  out (like x), mask (bool, the shape of x)

    mask = True where x is kept (so with probability 1 - p), False elsewhere
    out  = x / (1 - p) where mask is True, 0 where it is False

In evaluation out = x, and mask is True everywhere. x is not modified.

Your numbers need not be those of anyone else: what is checked is how often
elements are kept, and that the same rng gives the same result.
"""

import numpy as np


def dropout_forward(x, p, rng, train):
    """Return (out, mask)."""
    raise NotImplementedError("TODO: dropout_forward")
