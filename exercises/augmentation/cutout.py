"""
Cutout: erase a rectangle of every image.

A network that cannot see one part of an object has to learn the others, too
(DeVries & Taylor 2017).

    x        (N, C, H, W)
    top      int, the first row of the rectangle; may be negative
    left     int, its first column; may be negative
    height   int, at least 1, its number of rows
    width    int, at least 1, its number of columns
    returns  (N, C, H, W), a new array; x stays as it is

The rectangle is 0 in all images and channels. The part of it that sticks out
of the image is cut off; the rest stays where it is.
"""

import numpy as np


def cutout(x, top, left, height, width):
    """Return the images with a hole."""
    raise NotImplementedError("TODO: cutout")
