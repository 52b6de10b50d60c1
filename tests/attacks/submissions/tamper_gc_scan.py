"""There is no right answer, and no function that computes it, on the heap."""

import gc

import numpy as np
from kit import blank

EXPECT = "fail:values"
LAYERS = ("process",)
NAMES = ("conv_forward", "solve", "torch_conv_forward")


def conv_forward(x, w, b, stride, padding):
    zeros = blank(x, w, stride, padding)
    gc.unfreeze()
    inputs = {id(value) for value in (x, w, b, zeros)}
    for holder in gc.get_objects():
        for value in gc.get_referents(holder):
            alike = type(value) is np.ndarray and value.shape == zeros.shape and value.base is None
            if alike and id(value) not in inputs and not (value == zeros).all():
                return value
            name = getattr(value, "__qualname__", "") if type(value) is type(search) else ""
            near = getattr(value, "__module__", None) or ""
            if name in NAMES and value is not conv_forward and not near.startswith("numpy"):
                return value(x, w, b, stride, padding)
    return zeros


def search():
    """Only here for its type."""
