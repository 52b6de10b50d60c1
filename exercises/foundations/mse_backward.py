"""
Mean squared error, backward pass.

``dout`` is the gradient of whatever comes after with respect to the loss
``mse_forward(pred, target)``. Return the gradient with respect to pred; the
target is given and needs none.

    dout     float; 1 if nothing comes after, but not always 1
    pred     array of any shape
    target   array of the same shape
    returns  dpred, shaped like pred

The loss is the mean of (pred - target) ** 2 over all elements: each element
has its own square in it, divided by how many elements there are.
"""

import numpy as np


def mse_backward(dout, pred, target):
    """Return dpred."""
    raise NotImplementedError("TODO: mse_backward")
