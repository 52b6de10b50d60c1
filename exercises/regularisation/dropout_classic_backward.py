"""
Dropout as many textbooks write it, backward pass (classic, in training).

``dout`` is the gradient of a loss with respect to the output of
``dropout_classic_forward(x, p, rng, True)``, and ``mask`` is the mask that
it returned. Return the gradient of the same loss with respect to x.

    dout     any shape
    mask     bool, the shape of dout: True where x was kept
    p        float, 0 <= p < 1, the probability to drop
    returns  dx, the shape of dout

Where x was kept, out = x; where it was dropped, out = 0 whatever x is.
Ask yourself whether every argument is needed. dout is not modified.
"""

import numpy as np


def dropout_classic_backward(dout, mask, p):
    """Return dx."""
    raise NotImplementedError("TODO: dropout_classic_backward")
