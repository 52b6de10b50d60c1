"""
One step of NAdam: Adam that looks ahead, as Nesterov's momentum does.

    mu      = beta1 * (1 - 0.5 * 0.96**(t * momentum_decay))
    mu_next = beta1 * (1 - 0.5 * 0.96**((t + 1) * momentum_decay))
    mu_product = mu_product * mu
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    ahead = (1 - mu) * grad / (1 - mu_product)
            + mu_next * m / (1 - mu_product * mu_next)
    w = w - lr * ahead / (sqrt(v / (1 - beta2**t)) + eps)

    w, grad, m, v   arrays of equal shape; m and v start at 0
    mu_product      float, starts at 1; returned after its update
    t               int, the number of this step: 1 in the first
    lr, beta1, beta2, eps, momentum_decay          floats
    returns         w, m, v, mu_product: the new ones, not corrected

w, grad, m and v must stay as they are: return new arrays.
Convention: as torch.optim.NAdam, after Dozat (2016), with its schedule of
momenta. Other libraries and some lectures print simpler or other forms.
"""

import numpy as np


def nadam_step(w, grad, m, v, mu_product, t, lr, beta1, beta2, eps, momentum_decay):
    """Return (w, m, v, mu_product) after step number t."""
    raise NotImplementedError("TODO: nadam_step")
