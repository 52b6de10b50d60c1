"""
Average pooling, forward pass.

Slide a window over every channel and take the mean of its pixels. Each channel
is pooled on its own, so their number does not change.

    x         (N, C, H, W)
    kernel_h  int, rows of the window
    kernel_w  int, columns of the window
    stride    int, at least 1, for both axes
    padding   int, at least 0, zeros on all four sides; at most half the window
    returns   (N, C, H_out, W_out)

    H_out = floor((H + 2 * padding - kernel_h) / stride) + 1, W_out likewise

    out[n, c, i, j] = 1 / (kernel_h * kernel_w) * sum over p, q of
        x_padded[n, c, i * stride + p, j * stride + q]

The zeros of the padding count in the mean (PyTorch's default).
"""

import numpy as np


def avg_pool_forward(x, kernel_h, kernel_w, stride, padding):
    """Return the mean of every window."""
    raise NotImplementedError("TODO: avg_pool_forward")
