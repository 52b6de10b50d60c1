"""
Transposed convolution, forward pass: a learned way to make images larger.

Every input pixel paints the filter, multiplied by its value, onto the output;
where the paintings overlap they add up. Neighbouring pixels paint ``stride``
apart. At the end, ``padding`` rows and columns are cut off on all four sides,
and the bias is added.

    x        (N, C_in, H, W)
    w        (C_in, C_out, K_h, K_w)      input channels first, as in PyTorch
    b        (C_out,)
    stride   int, at least 1, for both axes
    padding  int, at least 0: what is cut off, not what is added
    returns  (N, C_out, H_out, W_out)

    H_out = (H - 1) * stride - 2 * padding + K_h, W_out likewise

    painted[n, o, i * stride + p, j * stride + q]
        += x[n, c, i, j] * w[c, o, p, q]     for all c, i, j, p, q
"""

import numpy as np


def conv_transpose_forward(x, w, b, stride, padding):
    """Return the output of the layer."""
    raise NotImplementedError("TODO: conv_transpose_forward")
