"""
Transposed convolution, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``conv_transpose_forward(x, w, b, stride, padding)``. Return the gradients of
the same loss with respect to x, w and b.

    dout     (N, C_out, H_out, W_out)
    x        (N, C_in, H, W)              dx like x
    w        (C_in, C_out, K_h, K_w)      dw like w
    b        (C_out,)                     db like b
    stride   int, at least 1
    padding  int, at least 0
    returns  dx, dw, db

Every input pixel painted one window of the output: it collects its gradient
from the same window of dout. What the forward pass cut off had no influence
on the loss, so dout is zero there.
The loss already carries any 1/N: nothing is averaged here.
"""

import numpy as np


def conv_transpose_backward(dout, x, w, b, stride, padding):
    """Return (dx, dw, db)."""
    raise NotImplementedError("TODO: conv_transpose_backward")
