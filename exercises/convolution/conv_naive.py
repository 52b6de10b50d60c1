"""
Convolution of one image with one filter, by hand.

Lay the filter on the image; multiply what lies on top of each other, sum, add
the bias; move on by one pixel. As in every deep learning framework the filter
is *not* flipped. There is no stride and no padding here.

    x        (H, W)
    w        (K_h, K_w)
    b        a number
    returns  (H - K_h + 1, W - K_w + 1)

    out[i, j] = b + sum over p, q of x[i + p, j + q] * w[p, q]
"""

import numpy as np


def conv_naive(x, w, b):
    """Return the filtered image."""
    raise NotImplementedError("TODO: conv_naive")
