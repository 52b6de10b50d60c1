"""
Zoom into images, or out of them, about their centre.

    x        (N, C, H, W)
    factor   float > 0; 2.0 shows everything twice as large, 0.5 half as large
    returns  (N, C, H, W): the size of the images stays the same

Output pixel (i, j) shows what is at this place of the image:

    y = c_y + (i - c_y) / factor,  c_y = (H - 1) / 2
    x = c_x + (j - c_x) / factor,  c_x = (W - 1) / 2

Such a place lies between pixels. Interpolate bilinearly: with t = floor(y)
and a = y - t, the rows t and t + 1 count (1 - a) and a; columns likewise, so
that four pixels are mixed. A pixel outside of the image counts as 0.

PyTorch: affine_grid and grid_sample with align_corners=False.
"""

import numpy as np


def zoom(x, factor):
    """Return the zoomed images."""
    raise NotImplementedError("TODO: zoom")
