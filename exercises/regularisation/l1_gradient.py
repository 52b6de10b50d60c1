"""
The gradient of a loss with an L1 penalty (lasso).

The loss of a network gets the penalty lam * sum(|W|) added. Given the
gradient dW of the loss without it, return the gradient of both together.

    dW       any shape, gradient of the loss without the penalty
    W        the shape of dW, the weights
    lam      float, how strongly weights are punished
    returns  the shape of dW

The derivative of |w| is 1 where w is positive and -1 where it is negative.
At 0 it has none: take 0 there. So the penalty pulls all weights towards zero
with the same force, large and small ones, and many end at zero exactly.
dW must not be modified: return a new array.
"""

import numpy as np


def l1_gradient(dW, W, lam):
    """Return the gradient of the loss with the penalty."""
    raise NotImplementedError("TODO: l1_gradient")
