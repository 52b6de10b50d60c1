"""
Dropout, backward pass (inverted dropout, in training).

``dout`` is the gradient of a loss with respect to the output of
``dropout_forward(x, p, rng, True)``, and ``mask`` is the mask that it
returned. Return the gradient of the same loss with respect to x.

    dout     any shape
    mask     bool, the shape of dout: True where x was kept
    p        float, 0 <= p < 1, the probability to drop
    returns  dx, the shape of dout

Where x was kept, out = x / (1 - p); where it was dropped, out = 0 whatever
x is. Nothing is drawn here: the mask says what has happened.
dout is not modified.
"""

import numpy as np


def dropout_backward(dout, mask, p):
    """Return dx."""
    raise NotImplementedError("TODO: dropout_backward")
