"""
The affine (fully connected) layer, forward pass.

Every output is a weighted sum of all inputs of a sample, plus a bias.

    x        (N, ...), N samples of any shape, each of D numbers in all
    w        (D, M), column m holds the weights of output m
    b        (M,), one bias per output
    returns  (N, M)

First each sample is flattened, in NumPy's order: an image (C, H, W) becomes
a row of D = C * H * W numbers, with W running fastest. With x_flat (N, D)

    out[n, m] = b[m] + sum over d of x_flat[n, d] * w[d, m]

Leave x, w and b as they are. PyTorch's nn.Linear keeps w as (M, D); here it
is (D, M).
"""

import numpy as np


def affine_forward(x, w, b):
    """Return x_flat @ w + b, (N, M)."""
    raise NotImplementedError("TODO: affine_forward")
