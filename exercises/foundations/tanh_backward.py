"""
The hyperbolic tangent, backward pass.

``dout`` is the gradient of a loss with respect to the output of
``tanh_forward(x)``. Return the gradient of the same loss with respect to x.

    dout     array of any shape
    x        same shape, the input (not the output) of the forward pass
    returns  dx, same shape

With t = tanh(x) the derivative of tanh is 1 - t**2. It is largest at x = 0,
where it is 1. By the chain rule each element of dout is multiplied by the
derivative at its x.

x lies between -20 and 20. Leave dout and x as they are.
"""

import numpy as np


def tanh_backward(dout, x):
    """Return dx."""
    raise NotImplementedError("TODO: tanh_backward")
