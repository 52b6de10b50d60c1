"""
Rows back to images: col2im.

``col`` is laid out like the result of ``im2col``. Add every number in it to the
pixel that it would have been cut from. Where windows overlap, a pixel receives
several numbers: their sum. Numbers that fall on the padding are dropped, and a
pixel that no window sees stays zero.

    col       (N * H_out * W_out, C * kernel_h * kernel_w)
    x_shape   the tuple (N, C, H, W)
    kernel_h  int, rows of a window
    kernel_w  int, columns of a window
    stride    int, at least 1
    padding   int, at least 0
    returns   (N, C, H, W)

This is what the backward pass of a convolution needs. It is not the inverse of
im2col: a pixel that lay in four windows comes back four times as large.
"""

import numpy as np


def col2im(col, x_shape, kernel_h, kernel_w, stride, padding):
    """Return the images, summed up from the windows."""
    raise NotImplementedError("TODO: col2im")
