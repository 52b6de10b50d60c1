"""
Zero stuffing.

Pull the pixels of every image apart and fill the gaps with zeros, so that
neighbours end up ``stride`` pixels from each other. Zeros go between pixels
only: none before the first, none after the last. This is the first half of a
transposed convolution.

    x        (N, C, H, W)
    stride   int, at least 1
    returns  (N, C, (H - 1) * stride + 1, (W - 1) * stride + 1)

    1 2    stride 3:    1 0 0 2
    3 4                 0 0 0 0
                        0 0 0 0
                        3 0 0 4
"""

import numpy as np


def zero_stuff(x, stride):
    """Return the images with zeros between their pixels."""
    raise NotImplementedError("TODO: zero_stuff")
