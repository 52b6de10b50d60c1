"""
One step of Adam: momentum and RMSProp together.

    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    mhat = m / (1 - beta1**t)
    vhat = v / (1 - beta2**t)
    w = w - lr * mhat / (sqrt(vhat) + eps)

    w, grad, m, v   arrays of equal shape; m and v start at 0
    t               int, the number of this step: 1 in the first
    lr              float, the learning rate
    beta1, beta2    floats from 0 to 1, often 0.9 and 0.999
    eps             float: no division by zero
    returns         w, m, v: the new ones, m and v not corrected

m and v start at 0, so at first they are too small; dividing by
1 - beta**t takes this bias away.
w, grad, m and v must stay as they are: return new arrays.
Convention: as torch.optim.Adam: eps outside the root, after the correction.
Kingma and Ba, arXiv 1412.6980.
"""

import numpy as np


def adam_step(w, grad, m, v, t, lr, beta1, beta2, eps):
    """Return (w, m, v) after step number t."""
    raise NotImplementedError("TODO: adam_step")
