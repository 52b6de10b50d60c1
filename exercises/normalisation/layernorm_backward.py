"""
Layer normalisation, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``layernorm_forward(x, gamma, beta, eps)``,

    out = gamma * xhat + beta,   xhat = (x - mean) / sqrt(var + eps)

where mean and var (which divides by D) are those of one sample. Return the
gradients of the same loss with respect to x, gamma and beta.

    dout         (N, D)
    x            (N, D)    dx like x
    gamma, beta  (D,)      dgamma like gamma, dbeta like beta
    eps          float, added to the variance
    returns      dx, dgamma, dbeta

Three ways lead from a number of x to the loss: the direct one, one through
the mean and one through the variance of its sample. dx adds up all three.
The loss already carries any 1/N: dgamma and dbeta are sums.
"""

import numpy as np


def layernorm_backward(dout, x, gamma, beta, eps):
    """Return (dx, dgamma, dbeta)."""
    raise NotImplementedError("TODO: layernorm_backward")
