"""
The sigmoid function, element by element.

    x        array of any shape
    returns  out, same shape

    out = 1 / (1 + exp(-x))

All values lie between 0 and 1; at x = 0 the value is 0.5.

It must work for every x between -10000 and 10000, where exp(10000) is inf.
1 / inf is still 0, but inf / inf is nan. For negative x this form of the
same function meets no large number:

    out = exp(x) / (1 + exp(x))

A warning about an overflow costs no points where the values are right.
"""

import numpy as np


def sigmoid_forward(x):
    """Return the sigmoid of each element of x."""
    raise NotImplementedError("TODO: sigmoid_forward")
