"""
The perceptron: a neuron that fires or does not.

Multiply each input of a sample by its weight, add the products up, and
answer 1 if the sum reaches the threshold, else 0.

    x          (N, D), one sample per row
    w          (D,), one weight per input
    threshold  float
    returns    (N,) int array, a 1 or a 0 for each sample

    out[n] = 1  if  sum over d of x[n, d] * w[d]  >=  threshold
             0  otherwise

For example x = (5, 2, 3) and w = (0.1, 0.7, 0.2) add up to 2.5, which does
not reach the threshold 3: the answer is 0.

A sum that meets the threshold exactly counts as reaching it. The result is
an array of ints, not of bools or floats.
"""

import numpy as np


def perceptron(x, w, threshold):
    """Return 1 or 0 for each sample, an int array (N,)."""
    raise NotImplementedError("TODO: perceptron")
