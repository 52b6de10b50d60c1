"""
Weight decay: the gradient of a loss with an L2 penalty (ridge).

The loss of a network gets the penalty lam / 2 * sum(W^2) added. Given the
gradient dW of the loss without it, return the gradient of both together.

    dW       any shape, gradient of the loss without the penalty
    W        the shape of dW, the weights
    lam      float, how strongly large weights are punished
    returns  the shape of dW

The penalty pulls every weight towards zero, the large ones more than the
small ones. In a lecture this is the blank in ``dW += ____``; here dW must not
be modified, so return a new array.
"""

import numpy as np


def weight_decay_gradient(dW, W, lam):
    """Return the gradient of the loss with the penalty."""
    raise NotImplementedError("TODO: weight_decay_gradient")
