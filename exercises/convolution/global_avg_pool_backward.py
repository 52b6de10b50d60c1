"""
Global average pooling, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``global_avg_pool_forward(x)``. Return the gradient of the same loss with
respect to x.

    dout     (N, C)
    x        (N, C, H, W)
    returns  dx, like x

Every pixel of a channel weighs the same in its mean, so every pixel gets the
same gradient.
"""

import numpy as np


def global_avg_pool_backward(dout, x):
    """Return dx."""
    raise NotImplementedError("TODO: global_avg_pool_backward")
