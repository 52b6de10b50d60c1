"""
One step of AdaGrad: every weight has a learning rate of its own.

h sums up the squares of all gradients so far. A weight whose gradients were
large takes smaller steps from then on.

    h = h + grad**2
    w = w - lr * grad / (sqrt(h) + eps)        (with the new h)

    w, grad, h   arrays of equal shape; h starts at 0
    lr           float, the learning rate
    eps          float: no division by zero where all gradients were 0
    returns      w, h: the new ones, arrays of the same shape

All operations work element by element.
w, grad and h must stay as they are: return new arrays.
Convention: as torch.optim.Adagrad (lr_decay=0): eps outside the root.
Duchi, Hazan and Singer, JMLR 12 (2011).
"""

import numpy as np


def adagrad_step(w, grad, h, lr, eps):
    """Return (w, h) after the step."""
    raise NotImplementedError("TODO: adagrad_step")
