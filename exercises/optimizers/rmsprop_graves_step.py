"""
One step of RMSProp after Graves: centred by the mean gradient.

Where gradients agree their variance is small, and the steps get larger.

    m = rho * m + (1 - rho) * grad
    v = rho * v + (1 - rho) * grad**2
    w = w - lr * grad / (sqrt(v - m**2) + eps)     (with the new m and v)

    w, grad, m, v   arrays of equal shape; m and v start at 0
    lr              float, the learning rate
    rho             float from 0 to 1: how much of the old means is kept
    eps             float: no division by zero
    returns         w, m, v: the new ones, arrays of the same shape

v - m**2 is a variance: the mean square minus the square of the mean.
w, grad, m and v must stay as they are: return new arrays.
Convention: as torch.optim.RMSprop(centered=True): eps outside the root.
Graves (arXiv 1308.0850, section 4.2) has it inside the root, and momentum.
"""

import numpy as np


def rmsprop_graves_step(w, grad, m, v, lr, rho, eps):
    """Return (w, m, v) after the step."""
    raise NotImplementedError("TODO: rmsprop_graves_step")
