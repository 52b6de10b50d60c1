"""
One step of AdaMax: Adam with a maximum in place of the root mean square.

    m = beta1 * m + (1 - beta1) * grad
    u = max(beta2 * u, abs(grad) + eps)
    w = w - lr / (1 - beta1**t) * m / u        (with the new m and u)

    w, grad, m, u   arrays of equal shape; m and u start at 0
    t               int, the number of this step: 1 in the first
    lr              float, the learning rate
    beta1, beta2    floats from 0 to 1, often 0.9 and 0.999
    eps             float: no division by zero
    returns         w, m, u: the new ones, m not corrected

The maximum is taken of two arrays, element by element. u needs no bias
correction: a maximum is not too small at first.
w, grad, m and u must stay as they are: return new arrays.
Convention: as torch.optim.Adamax: eps stands inside the maximum, beside
abs(grad). Kingma and Ba (arXiv 1412.6980, section 7.1) have no eps at all.
"""

import numpy as np


def adamax_step(w, grad, m, u, t, lr, beta1, beta2, eps):
    """Return (w, m, u) after step number t."""
    raise NotImplementedError("TODO: adamax_step")
