"""
Max pooling, forward pass.

Slide a window over every channel and keep its largest pixel. Each channel is
pooled on its own, so their number does not change.

    x         (N, C, H, W)
    kernel_h  int, rows of the window
    kernel_w  int, columns of the window
    stride    int, at least 1, for both axes
    padding   int, at least 0, on all four sides; at most half the window
    returns   (N, C, H_out, W_out)

    H_out = floor((H + 2 * padding - kernel_h) / stride) + 1, W_out likewise

    out[n, c, i, j] = max over p, q of
        x_padded[n, c, i * stride + p, j * stride + q]

The padding never wins: it counts as minus infinity, not as zero.
"""

import numpy as np


def max_pool_forward(x, kernel_h, kernel_w, stride, padding):
    """Return the largest pixel of every window."""
    raise NotImplementedError("TODO: max_pool_forward")
