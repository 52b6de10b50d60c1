"""There is no right answer in any frame above the call."""

import sys

import numpy as np
from kit import blank

EXPECT = "fail:values"
LAYERS = ("process",)


def search(value, shape, depth=3):
    """An array of the right shape somewhere in a value."""
    if isinstance(value, np.ndarray) and value.shape == shape:
        return value
    if depth and isinstance(value, dict | list | tuple):
        parts = value.values() if isinstance(value, dict) else value
    elif depth and hasattr(value, "__dict__"):
        parts = vars(value).values()
    else:
        return None
    for part in list(parts):
        found = search(part, shape, depth - 1)
        if found is not None:
            return found
    return None


def conv_forward(x, w, b, stride, padding):
    zeros = blank(x, w, stride, padding)
    frame = sys._getframe(1)
    while frame is not None:
        for space in (frame.f_locals, frame.f_globals):
            for name in ("expected", "outputs", "answer", "reference", "solve", "secret", "nonce", "right"):
                found = search(space.get(name), zeros.shape)
                if found is not None:
                    return found
                if callable(space.get(name)):
                    return space[name](x, w, b, stride, padding)
        frame = frame.f_back
    return zeros
