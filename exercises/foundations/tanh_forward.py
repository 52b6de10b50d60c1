"""
The hyperbolic tangent, element by element.

    x        array of any shape
    returns  out, same shape

    out = (exp(x) - exp(-x)) / (exp(x) + exp(-x))

The values lie between -1 and 1; at x = 0 the value is 0.

Write it with exponentials, or find the function in NumPy. x lies between
-20 and 20, so that nothing overflows.
"""

import numpy as np


def tanh_forward(x):
    """Return the hyperbolic tangent of each element of x."""
    raise NotImplementedError("TODO: tanh_forward")
