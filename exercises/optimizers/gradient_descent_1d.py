"""
Gradient descent on a function of one number.

Start at w0 and go downhill, ``steps`` times:

    w = w - lr * df(w)

    df           function: df(w) is the derivative of f at w, a float
    w0           float, the start
    lr           float, the learning rate
    steps        int >= 0
    returns      (steps + 1,) array of floats: w0, then w after each step

The derivative is taken anew at each w. With a small lr the walk crawls;
with a good one it comes to rest in a valley; with too large a one it jumps
across the valley, further away each time. All three are right answers
here: return the walk as it is.
"""

import numpy as np


def gradient_descent_1d(df, w0, lr, steps):
    """Return all positions of the walk."""
    raise NotImplementedError("TODO: gradient_descent_1d")
