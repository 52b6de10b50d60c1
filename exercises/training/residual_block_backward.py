"""
Residual block, backward pass: the gradient takes the short cut, too.

``dout`` is the gradient of a loss with respect to the output y of
``residual_block_forward(x, w1, b1, w2, b2)``,

    z1 = conv(x, w1, b1),  z2 = conv(relu(z1), w2, b2),  y = relu(x + z2)

Return the gradients of the same loss with respect to all five arguments.

    dout     (N, C, H, W)
    x        (N, C, H, W)                dx like x
    w1       (M, C, K1, K1), K1 odd      dw1 like w1
    b1       (M,)                        db1 like b1
    w2       (C, M, K2, K2), K2 odd      dw2 like w2
    b2       (C,)                        db2 like b2
    returns  dx, dw1, db1, dw2, db2

conv has stride 1 and "same" padding, (K - 1) // 2 zeros on all four sides.
Two ways lead from x to y: the short cut, and the one through both layers.
Where the input of a relu is 0 or less, no gradient passes. The loss already
carries any 1/N: nothing is averaged here.
"""

import numpy as np


def residual_block_backward(dout, x, w1, b1, w2, b2):
    """Return (dx, dw1, db1, dw2, db2)."""
    raise NotImplementedError("TODO: residual_block_backward")
