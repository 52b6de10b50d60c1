"""
Convolution with dilation and groups, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``conv_general_forward(x, w, b, stride, padding, dilation, groups)``. Return
the gradients of the same loss with respect to x, w and b.

    dout      (N, C_out, H_out, W_out)
    x         (N, C_in, H, W)                     dx like x
    w         (C_out, C_in / groups, K_h, K_w)    dw like w
    b         (C_out,)                            db like b
    stride    int, at least 1      padding  int, at least 0
    dilation  int, at least 1      groups   int, divides C_in and C_out
    returns   dx, dw, db

As in conv_backward every factor of a product receives dout times the other
factor, and all that arrives is added. The pixels of a window now lie
`dilation` apart, and a filter sends gradients to the input channels of its
own group only. Nothing is averaged.
"""

import numpy as np


def conv_general_backward(dout, x, w, b, stride, padding, dilation, groups):
    """Return (dx, dw, db)."""
    raise NotImplementedError("TODO: conv_general_backward")
