"""
Convolution layer, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``conv_forward(x, w, b, stride, padding)``. Return the gradients of the same
loss with respect to x, w and b.

    dout     (N, C_out, H_out, W_out)
    x        (N, C_in, H, W)              dx like x
    w        (C_out, C_in, K_h, K_w)      dw like w
    b        (C_out,)                     db like b
    stride   int, at least 1
    padding  int, at least 0
    returns  dx, dw, db

Every output pixel is a sum of products; each factor of a product receives
dout times the other factor, and what arrives from several outputs is added.
The loss already carries any 1/N: nothing is averaged here.
"""

import numpy as np


def conv_backward(dout, x, w, b, stride, padding):
    """Return (dx, dw, db)."""
    raise NotImplementedError("TODO: conv_backward")
