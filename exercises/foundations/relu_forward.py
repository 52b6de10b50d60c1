"""
The rectified linear unit (ReLU), element by element.

    x        array of any shape
    returns  out, same shape

    out = x  where x > 0
          0  elsewhere

Return a new array: whoever called you still needs x as it was.
"""

import numpy as np


def relu_forward(x):
    """Return x where it is positive, 0 elsewhere."""
    raise NotImplementedError("TODO: relu_forward")
