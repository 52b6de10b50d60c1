"""
One step of stochastic gradient descent (SGD).

The gradient points to where the loss grows fastest. Take a step of
length lr times the gradient in the opposite direction:

    w = w - lr * grad

    w, grad      arrays of equal shape, any number of axes
    lr           float, the learning rate
    returns      the new w, an array of the same shape

The name stochastic comes from the gradient: it is that of a random
mini-batch, not of all data. The step is the same.
w and grad must stay as they are: return a new array.
Convention: as torch.optim.SGD without momentum.
"""

import numpy as np


def sgd_step(w, grad, lr):
    """Return the new w."""
    raise NotImplementedError("TODO: sgd_step")
