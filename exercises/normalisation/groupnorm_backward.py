"""
Group normalisation, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``groupnorm_forward(x, gamma, beta, groups, eps)``,

    out = gamma * xhat + beta,   xhat = (x - mean) / sqrt(var + eps)

where mean and var are those of one group of one image: C / groups
neighbouring channels with all their pixels. Return the gradients of the same
loss with respect to x, gamma and beta.

    dout         (N, C, H, W)
    x            (N, C, H, W)   dx like x
    gamma, beta  (C,)           dgamma like gamma, dbeta like beta
    groups       int, the number of groups; C is a multiple of it
    eps          float, added to the variance
    returns      dx, dgamma, dbeta

Three ways lead from a number of x to the loss: the direct one, one through
the mean and one through the variance of its group. dx adds up all three.
The loss already carries any 1/N: dgamma and dbeta are sums.
"""

import numpy as np


def groupnorm_backward(dout, x, gamma, beta, groups, eps):
    """Return (dx, dgamma, dbeta)."""
    raise NotImplementedError("TODO: groupnorm_backward")
