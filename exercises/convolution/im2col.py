"""
Windows to rows: im2col.

Cut every window that a filter sees out of the padded images and write it as one
row of a matrix. A convolution is then a single matrix product.

    x         (N, C, H, W)
    kernel_h  int, rows of a window
    kernel_w  int, columns of a window
    stride    int, at least 1, for both axes
    padding   int, at least 0, zeros on all four sides
    returns   (N * H_out * W_out, C * kernel_h * kernel_w)

    H_out = floor((H + 2 * padding - kernel_h) / stride) + 1, W_out likewise

Rows: image by image, in each image the windows row by row (n, then i, then j).
Columns: channel by channel, in each channel the window row by row (c, then p,
then q).

    51 70 12 52     3x3 windows, stride 1: four rows, the first of which is
    12 36  1 47     51 70 12 12 36 1 82 61 73
    82 61 73 92
     3 58 27 20
"""

import numpy as np


def im2col(x, kernel_h, kernel_w, stride, padding):
    """Return the matrix of all windows."""
    raise NotImplementedError("TODO: im2col")
