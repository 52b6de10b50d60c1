"""
The sigmoid function, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``sigmoid_forward(x)``. Return the gradient of the same loss with respect
to x.

    dout     array of any shape
    x        same shape, the input (not the output) of the forward pass
    returns  dx, same shape

With s = 1 / (1 + exp(-x)) the derivative of the sigmoid is s * (1 - s). It
is largest at x = 0, where it is 0.25. By the chain rule each element of dout
is multiplied by the derivative at its x.

As in the forward pass, every x between -10000 and 10000 must work. Leave
dout and x as they are.
"""

import numpy as np


def sigmoid_backward(dout, x):
    """Return dx."""
    raise NotImplementedError("TODO: sigmoid_backward")
