"""
One step of gradient descent with momentum.

w rolls like a ball: the velocity v keeps a share of what it was, and the
gradient pushes it downhill.

    v = momentum * v - lr * grad
    w = w + v                          (with the new v)

    w, grad, v   arrays of equal shape; v starts at 0
    lr           float, the learning rate
    momentum     float from 0 to 1, often 0.9
    returns      w, v: the new ones, arrays of the same shape

w, grad and v must stay as they are: return new arrays.
Convention: lr stands inside v (Polyak's form, many textbooks).
torch.optim.SGD keeps v = momentum * v + grad and steps by -lr * v. The
paths of w are the same while lr is constant.
"""

import numpy as np


def momentum_step(w, grad, v, lr, momentum):
    """Return (w, v) after the step."""
    raise NotImplementedError("TODO: momentum_step")
