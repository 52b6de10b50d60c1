"""
Numerical gradient by central differences.

f takes an array like x and returns one number. Move one number of x at a
time, by h up and by h down, and see how much f changes:

    grad[i] = (f(x with x[i] + h) - f(x with x[i] - h)) / (2 * h)

    f        function: array of the shape of x -> float
    x        array of any shape; of floats, or of whole numbers
    h        float, the step
    returns  array of floats, shaped like x

Afterwards x must be what it was, to the last bit. f may be expensive: call
it at most 2 * x.size times, or it raises RuntimeError.

Expected is the formula with the given h, not the exact derivative: for x**3
it gives 3 * x**2 + h**2.
"""

import numpy as np


def numerical_gradient(f, x, h=1e-4):
    """Return the gradient of f at x, one number for each number of x."""
    raise NotImplementedError("TODO: numerical_gradient")
