"""
One step of Eve: Adam whose rate listens to the loss.

A loss that jumps makes d large and the steps small. For t = 1: loss_hat =
loss and d = 1. For t > 1, with the loss_hat and d you are given:

    lo, hi = k + 1, K + 1              if loss >= loss_hat, else
    lo, hi = 1 / (K + 1), 1 / (k + 1)
    c = min(max(lo, loss / loss_hat), hi)
    new = c * loss_hat
    r = abs(new - loss_hat) / min(new, loss_hat)
    d = beta3 * d + (1 - beta3) * r,   loss_hat = new

For all t, with mhat and vhat as in adam_step (beta1, beta2, t):
    w = w - lr / d * mhat / (sqrt(vhat) + eps)

    w, grad, m, v   arrays of equal shape; m and v start at 0
    loss            float > 0: the loss that grad belongs to
    d, loss_hat     floats; 0.0 and not to be used when t is 1
    t               int, 1 in the first step; the rest are floats
    returns         w, m, v, d, loss_hat: new ones, m and v not corrected

Convention: Koushik and Hayashi 2016, arXiv 1611.01505v1. It is often printed
with slips; the lines above are the right ones.
"""

import numpy as np


def eve_step(w, grad, loss, m, v, d, loss_hat, t, lr, beta1, beta2, beta3, k, K, eps):
    """Return (w, m, v, d, loss_hat) after step number t."""
    raise NotImplementedError("TODO: eve_step")
