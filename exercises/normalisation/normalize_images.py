"""
Pixels to small numbers around zero, the first step of almost every network.

    images   (N, C, H, W), uint8, pixels from 0 to 255
    mean     float, what is subtracted, on the scale from 0 to 1
    std      float, what is divided by, on the same scale
    returns  (N, C, H, W), float32; images stays as it is

First bring the pixels to the scale from 0 to 1, then shift and scale them:

    out = (images / 255 - mean) / std

The mean and the standard deviation are given; they are not computed from the
images. With the defaults black becomes -0.5 and white 0.5.
"""

import numpy as np


def normalize_images(images, mean=0.5, std=1.0):
    """Return the pixels as float32, centred and scaled."""
    raise NotImplementedError("TODO: normalize_images")
