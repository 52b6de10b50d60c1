"""
Convolution layer, forward pass.

Slide every filter over the padded images; at each position, multiply and sum.
As in every deep learning framework the filter is *not* flipped (strictly
speaking this is cross-correlation).

    x        (N, C_in, H, W)
    w        (C_out, C_in, K_h, K_w)
    b        (C_out,)
    stride   int, at least 1, for both axes
    padding  int, at least 0, zeros on all four sides
    returns  (N, C_out, H_out, W_out)

    H_out = floor((H + 2 * padding - K_h) / stride) + 1, W_out likewise

    out[n, o, i, j] = b[o] + sum over c, p, q of
        x_padded[n, c, i * stride + p, j * stride + q] * w[o, c, p, q]
"""

import numpy as np


def conv_forward(x, w, b, stride, padding):
    """Return the output of the layer."""
    raise NotImplementedError("TODO: conv_forward")
