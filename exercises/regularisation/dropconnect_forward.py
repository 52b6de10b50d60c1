"""
DropConnect: an affine layer whose weights are dropped, forward pass.

Dropout drops nodes: elements of x or of out. DropConnect drops connections:
elements of w. (Where a lecture drops elements of W and calls that dropout,
this layer is meant.)

    x        (N, D)
    w        (D, M)
    b        (M,)
    p        float, 0 <= p < 1, the probability to drop a weight
    rng      numpy.random.Generator: draw from it, and from nothing else
    train    bool, training or evaluation
    returns  out (N, M), mask (bool, the shape of w)

    mask = True where a weight is kept (so with probability 1 - p)
    training:    out = x @ (w * mask / (1 - p)) + b
    evaluation:  out = x @ w + b, and mask is True everywhere

Every weight is dropped on its own, one mask serves all samples of the batch,
and the bias is never dropped. As in dropout_forward, what is kept is scaled
in training. x, w and b are not modified.
"""

import numpy as np


def dropconnect_forward(x, w, b, p, rng, train):
    """Return (out, mask)."""
    raise NotImplementedError("TODO: dropconnect_forward")
