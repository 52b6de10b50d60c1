"""
The number of positions of a sliding window.

A window of ``kernel`` elements slides over an axis of ``size`` elements, to
which ``padding`` elements were added on **both** sides. It moves ``stride``
elements at a time and must lie inside. How many positions are there?

    size     int    elements of the axis, before padding
    kernel   int    elements of the window
    stride   int    at least 1
    padding  int    at least 0, on each side
    returns  int

A last step that does not fit is dropped (PyTorch's convention). A window that
is larger than the padded axis is a ``ValueError``.
"""

import numpy as np


def conv_output_size(size, kernel, stride, padding):
    """Return the number of window positions, an int."""
    raise NotImplementedError("TODO: conv_output_size")
