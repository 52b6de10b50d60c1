"""
Fan-in and fan-out of a layer.

Fan-in is how many numbers one output is computed from, fan-out how many
outputs one number goes into. Both follow from the shape of the weights.

    shape    tuple of ints: (D, M) for an affine layer from D to M numbers,
             (C_out, C_in, K_h, K_w) for a convolution
    returns  fan_in, fan_out, two ints

    affine:       fan_in = D                  fan_out = M
    convolution:  fan_in = C_in * K_h * K_w   fan_out = C_out * K_h * K_w

Mind the order: inputs come first in an affine layer, second in a
convolution. (PyTorch has the outputs first in both.)
"""

import numpy as np


def fan_in_fan_out(shape):
    """Return (fan_in, fan_out)."""
    raise NotImplementedError("TODO: fan_in_fan_out")
