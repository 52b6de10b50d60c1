"""
Dropout as many textbooks write it, forward pass (classic dropout).

In training every element of x is dropped with probability p, each on its
own; what is kept stays as it is. In evaluation nothing is dropped, and x is
multiplied by 1 - p, the probability to be kept in training, so that the next
layer sees about the same sums in both modes.

    x        any shape
    p        float, 0 <= p < 1, the probability to drop
    rng      numpy.random.Generator: draw from it, and from nothing else
    train    bool, training or evaluation
    returns  out (like x), mask (bool, the shape of x)

    mask = True where x is kept (so with probability 1 - p), False elsewhere
    training:    out = x where mask is True, 0 where it is False
    evaluation:  out = (1 - p) * x, and mask is True everywhere

x is not modified. Today's libraries scale in training instead: see
dropout_forward. Your numbers need not be those of anyone else: what is
checked is how often elements are kept, and that the same rng gives the same
result.
"""

import numpy as np


def dropout_classic_forward(x, p, rng, train):
    """Return (out, mask)."""
    raise NotImplementedError("TODO: dropout_classic_forward")
