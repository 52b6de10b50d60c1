"""
Batch normalisation, forward pass: every feature gets mean 0 and variance 1.

    x             (N, D), or (N, C, H, W) with one feature per channel
    gamma, beta   (D,) or (C,)
    running_mean  (D,) or (C,), mean of earlier batches
    running_var   (D,) or (C,), variance of earlier batches
    momentum      float, weight of the newest batch
    eps           float, added to the variance
    train         bool, training or evaluation
    returns       out (like x), running_mean, running_var

    out = gamma * (x - mean) / sqrt(var + eps) + beta

In training mean and var are those of this batch, one of each per feature,
taken over all m numbers of it: m = N, on images N * H * W. var divides by m.
The running values are kept for evaluation. They move a little towards this
batch, running_var with the variance that divides by m - 1 (unbiased):

    running_mean = (1 - momentum) * running_mean + momentum * mean
    running_var  = (1 - momentum) * running_var  + momentum * unbiased var

In evaluation the running values take the place of mean and var, and are
given back as they came. Change no argument in place: make new arrays.
"""

import numpy as np


def batchnorm_forward(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Return (out, running_mean, running_var)."""
    raise NotImplementedError("TODO: batchnorm_forward")
