"""
One step of Nesterov's accelerated gradient (NAG).

Momentum again, but the gradient is meant to be taken a little ahead, where
the velocity will carry w. In this form, which needs no second gradient, the
step itself looks ahead:

    v = momentum * v + grad
    w = w - lr * (grad + momentum * v)         (with the new v)

    w, grad, v   arrays of equal shape; v starts at 0
    lr           float, the learning rate
    momentum     float from 0 to 1, often 0.9
    returns      w, v: the new ones, arrays of the same shape

w, grad and v must stay as they are: return new arrays.
Convention: as torch.optim.SGD(nesterov=True): v holds no lr, and its sign
is that of the gradient. (momentum_step keeps v the other way.)
NAG is often printed with slips, the old v in place of the new one or a
minus too many; the two lines above are the right ones.
"""

import numpy as np


def nesterov_step(w, grad, v, lr, momentum):
    """Return (w, v) after the step."""
    raise NotImplementedError("TODO: nesterov_step")
