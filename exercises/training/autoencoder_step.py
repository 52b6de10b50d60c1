"""
Autoencoder: one training step in which the input is its own target.

The encoder squeezes x into few numbers, the decoder makes x of them again:

    z    = x @ w1 + b1,  h = relu(z)            the encoder
    out  = h @ w2 + b2                          the decoder
    loss = mean of (out - x) ** 2 over all N * D numbers

Compute the loss, then take one step of gradient descent, w - lr * dw, on all
four parameters, with the gradients of the network before the step.

    x        (N, D)
    w1, b1   (D, M), (M,)
    w2, b2   (M, D), (D,)
    lr       float
    returns  loss (a float, before the step), then w1, b1, w2, b2 after it; no
             argument is changed in place

Where z is 0 or less, no gradient passes. No labels are needed: what out should
be is x itself.
"""

import numpy as np


def autoencoder_step(x, w1, b1, w2, b2, lr):
    """Return (loss, w1, b1, w2, b2)."""
    raise NotImplementedError("TODO: autoencoder_step")
