"""
Average pooling, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``avg_pool_forward(x, kernel_h, kernel_w, stride, padding)``. Return the
gradient of the same loss with respect to x.

    dout      (N, C, H_out, W_out)
    x         (N, C, H, W)
    kernel_h  int, rows of the window
    kernel_w  int, columns of the window
    stride    int, at least 1
    padding   int, at least 0; its zeros count in the mean
    returns   dx, like x

Each of the kernel_h * kernel_w places of a window weighs the same in its mean,
so each gets the same part of its dout. What falls on the padding is dropped.
A pixel that lies in several windows collects from all of them.
"""

import numpy as np


def avg_pool_backward(dout, x, kernel_h, kernel_w, stride, padding):
    """Return dx."""
    raise NotImplementedError("TODO: avg_pool_backward")
