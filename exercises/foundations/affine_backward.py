"""
The affine (fully connected) layer, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``affine_forward(x, w, b)``. Return the gradients of the same loss with
respect to x, w and b.

    dout     (N, M)
    x        (N, ...), N samples of any shape, each of D numbers in all
    w        (D, M)
    b        (M,)
    returns  dx, dw, db, each in the shape of x, w, b

In the forward pass each sample is flattened, x_flat (N, D), and

    out[n, m] = b[m] + sum over d of x_flat[n, d] * w[d, m]

Every factor of every product gets dout[n, m] times the other factor; what
arrives from several places is added up. dx has the shape of x, not that of
x_flat. The loss already carries any 1/N: nothing is averaged here.

Leave dout, x, w and b as they are.
"""

import numpy as np


def affine_backward(dout, x, w, b):
    """Return dx, dw, db."""
    raise NotImplementedError("TODO: affine_backward")
