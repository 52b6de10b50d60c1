"""
Shift images by whole pixels.

    x        (N, C, H, W)
    dy       int, how many pixels down (up where it is negative)
    dx       int, how many pixels to the right (left where it is negative)
    returns  (N, C, H, W), a new array; x stays as it is

    out[n, c, i, j] = x[n, c, i - dy, j - dx]

where that pixel exists, and 0 elsewhere: what leaves the image on one side
does not come back on the other. A shift may be longer than the image.
"""

import numpy as np


def shift(x, dy, dx):
    """Return the shifted images."""
    raise NotImplementedError("TODO: shift")
