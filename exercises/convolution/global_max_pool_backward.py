"""
Global max pooling, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``global_max_pool_forward(x)``. Return the gradient of the same loss with
respect to x.

    dout     (N, C)
    x        (N, C, H, W)
    returns  dx, like x

In every channel of every image the largest pixel gets dout, the others get 0.

When several pixels tie for the maximum, give dout to any one of them or share
it among them: together they get it once, not each of them.
"""

import numpy as np


def global_max_pool_backward(dout, x):
    """Return dx."""
    raise NotImplementedError("TODO: global_max_pool_backward")
