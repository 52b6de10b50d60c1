"""
Gabor filter: a wave under a bell.

Filters like these answer to edges and stripes of one direction and width; the
first layer of a trained network often learns something similar.

    size        int, rows and columns of the kernel
    sigma       width of the bell (a Gaussian), in pixels
    theta       direction in which the wave runs, in radians
    wavelength  pixels from one crest of the wave to the next
    phase       where in its period the wave is at the centre, in radians
    aspect      the bell's width along the wave, divided by that across it
    returns     (size, size), float

    x' =  x cos(theta) + y sin(theta)
    y' = -x sin(theta) + y cos(theta)
    kernel = exp(-(x'^2 + aspect^2 y'^2) / (2 sigma^2))
             * cos(2 pi x' / wavelength + phase)

The grid is centred: row i has y = i - (size - 1)/2 and column j has
x = j - (size - 1)/2, so y grows downwards, as rows do. The kernel is not
normalised.
"""

import numpy as np


def gabor_kernel(size, sigma, theta, wavelength, phase, aspect):
    """Return the kernel."""
    raise NotImplementedError("TODO: gabor_kernel")
