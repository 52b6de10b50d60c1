"""
The step function, element by element.

    x        array of any shape
    returns  int array of the shape of x

    out = 1  where x > 0
          0  elsewhere, also where x is exactly 0

The result is an array of ints, not of bools or floats. Return a new array:
whoever called you still needs x as it was.
"""

import numpy as np


def step(x):
    """Return 1 where x is positive, 0 elsewhere: an int array like x."""
    raise NotImplementedError("TODO: step")
