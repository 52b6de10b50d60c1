"""
Convolution with dilation and groups, forward pass.

Dilation spreads a filter: its numbers meet pixels that lie `dilation` apart.
Groups split the channels: the input channels form `groups` blocks of equal
size, one after the other, and so do the filters; the filters of a block see
the input channels of that block only. A depthwise convolution has
groups = C_in; dilation 1 and groups 1 give conv_forward.

    x         (N, C_in, H, W)
    w         (C_out, C_in / groups, K_h, K_w)
    b         (C_out,)
    stride    int, at least 1      padding  int, at least 0 (zeros)
    dilation  int, at least 1      groups   int, divides C_in and C_out
    returns   (N, C_out, H_out, W_out)

    H_out = floor((H + 2*padding - dilation*(K_h - 1) - 1) / stride) + 1

    out[n, o, i, j] = b[o] + sum over c, p, q of w[o, c, p, q] *
        x_padded[n, g*(C_in/groups) + c, i*stride + p*dilation,
                                         j*stride + q*dilation]
    where g = floor(o / (C_out/groups)) is the block of filter o
"""

import numpy as np


def conv_general_forward(x, w, b, stride, padding, dilation, groups):
    """Return the output of the layer."""
    raise NotImplementedError("TODO: conv_general_forward")
