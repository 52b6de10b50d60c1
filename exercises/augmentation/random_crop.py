"""
Random crops.

Put a frame of `padding` zeros around every image, then cut a window out of
it at a random position: the usual augmentation for small images.

    x        (N, C, H, W)
    size_h   int, rows of the window, at most H + 2 * padding
    size_w   int, columns of the window, at most W + 2 * padding
    padding  int, at least 0, zeros on all four sides
    rng      numpy.random.Generator; draw from it and from nothing else
    returns  (N, C, size_h, size_w)

Every image gets a position of its own, the same for all its channels. All
positions are equally likely, from the first to the last one that fits: the
first row is one of 0, 1, ..., H + 2 * padding - size_h, and the column is
drawn independently of it.
"""

import numpy as np


def random_crop(x, size_h, size_w, padding, rng):
    """Return one crop of each image."""
    raise NotImplementedError("TODO: random_crop")
