"""
Group normalisation, forward pass: every group of channels of every image
gets mean 0 and variance 1.

    x            (N, C, H, W)
    gamma, beta  (C,), one for each channel
    groups       int, the number of groups; C is a multiple of it
    eps          float, added to the variance
    returns      (N, C, H, W)

    out = gamma * (x - mean) / sqrt(var + eps) + beta

Neighbouring channels form a group: with C = 6 and groups = 2 these are the
channels 0, 1, 2 and 3, 4, 5. mean and var are those of one group of one
image, taken over its C / groups channels and all their pixels; var divides by
the number of all these. gamma and beta belong to channels, not to groups.
"""

import numpy as np


def groupnorm_forward(x, gamma, beta, groups, eps):
    """Return x, standardised group by group, then scaled and shifted."""
    raise NotImplementedError("TODO: groupnorm_forward")
