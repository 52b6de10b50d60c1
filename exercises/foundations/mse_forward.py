"""
Mean squared error, forward pass.

    pred     array of any shape, what the network gives
    target   array of the same shape, what it should give
    returns  float

    loss = mean of (pred - target) ** 2 over all elements

The mean is over all elements, not only over the samples. Some textbooks sum
and take half of it; that is another loss.
"""

import numpy as np


def mse_forward(pred, target):
    """Return the mean of the squared differences."""
    raise NotImplementedError("TODO: mse_forward")
