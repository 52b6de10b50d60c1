"""
Rotate images about their centre.

    x        (N, C, H, W)
    degrees  float, the angle t; positive turns what one sees
             counter-clockwise
    returns  (N, C, H, W): the size stays the same, corners get lost

Output pixel (i, j), which lies dy = i - (H - 1)/2 below the centre and
dx = j - (W - 1)/2 to its right, shows what is at this place of the image:

    y = (H - 1)/2 + sin(t) dx + cos(t) dy
    x = (W - 1)/2 + cos(t) dx - sin(t) dy

(rows count downwards: that is why this turns counter-clockwise).

Interpolate bilinearly between four pixels, as in zoom. A pixel outside of
the image counts as 0.

PyTorch: affine_grid and grid_sample with align_corners=False, where the
matrix has to allow for H != W.
"""

import numpy as np


def rotate(x, degrees):
    """Return the rotated images."""
    raise NotImplementedError("TODO: rotate")
