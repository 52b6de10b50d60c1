"""
One step of RMSProp: AdaGrad that forgets.

h is a moving average of the squared gradients, so that old gradients count
less and less and the steps do not die out.

    h = alpha * h + (1 - alpha) * grad**2
    w = w - lr * grad / (sqrt(h) + eps)        (with the new h)

    w, grad, h   arrays of equal shape; h starts at 0
    lr           float, the learning rate
    alpha        float from 0 to 1: how much of the old h is kept
    eps          float: no division by zero where all gradients were 0
    returns      w, h: the new ones, arrays of the same shape

All operations work element by element.
w, grad and h must stay as they are: return new arrays.
Convention: as torch.optim.RMSprop: eps outside the root.
"""

import numpy as np


def rmsprop_step(w, grad, h, lr, alpha, eps):
    """Return (w, h) after the step."""
    raise NotImplementedError("TODO: rmsprop_step")
