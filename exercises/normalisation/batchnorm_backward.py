"""
Batch normalisation, backward pass, in training mode.

``dout`` is the gradient of a loss with respect to the output

    out = gamma * xhat + beta,   xhat = (x - mean) / sqrt(var + eps)

where every feature has the mean and the variance of its own m numbers in this
batch (var divides by m): m = N for x (N, D), and m = N * H * W for images
(N, C, H, W), which have one feature per channel. Return the gradients of the
same loss with respect to x, gamma and beta.

    dout         like x
    x            (N, D) or (N, C, H, W)   dx like x
    gamma, beta  (D,) or (C,)             dgamma like gamma, dbeta like beta
    eps          float, added to the variance
    returns      dx, dgamma, dbeta

Three ways lead from a number of x to the loss: the direct one, one through
the mean and one through the variance of its feature. dx adds up all three.
The loss already carries any 1/N: dgamma and dbeta are sums.
"""

import numpy as np


def batchnorm_backward(dout, x, gamma, beta, eps):
    """Return (dx, dgamma, dbeta)."""
    raise NotImplementedError("TODO: batchnorm_backward")
