"""
Nearest-neighbour upsampling, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``upsample_nearest_forward(x, scale)``. Return the gradient of the same loss
with respect to x.

    dout     (N, C, H * scale, W * scale)
    x        (N, C, H, W)
    scale    int, at least 1
    returns  (N, C, H, W)

A pixel was copied to a block of scale x scale outputs. It receives what arrives
at each of its copies.
"""

import numpy as np


def upsample_nearest_backward(dout, x, scale):
    """Return dx."""
    raise NotImplementedError("TODO: upsample_nearest_backward")
