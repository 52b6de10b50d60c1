"""
Max pooling, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``max_pool_forward(x, kernel_h, kernel_w, stride, padding)``. Return the
gradient of the same loss with respect to x.

    dout      (N, C, H_out, W_out)
    x         (N, C, H, W)
    kernel_h  int, rows of the window
    kernel_w  int, columns of the window
    stride    int, at least 1
    padding   int, at least 0; counts as minus infinity
    returns   dx, like x

A window hands its dout to its largest pixel; the others get nothing from it.
A pixel that wins several windows collects from all of them.

When several pixels of a window tie for the maximum, give dout to any one of
them or share it among them: together they get it once, not each of them.
"""

import numpy as np


def max_pool_backward(dout, x, kernel_h, kernel_w, stride, padding):
    """Return dx."""
    raise NotImplementedError("TODO: max_pool_backward")
