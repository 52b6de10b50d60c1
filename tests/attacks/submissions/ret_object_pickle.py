"""An array of objects is refused, and nothing is ever unpickled."""

import os

import numpy as np

EXPECT = "fail:dtype"
LAYERS = ("frames",)


class Pickled:
    """Would leave a file behind where it is unpickled."""

    def __reduce__(self):
        return os.mkdir, ("/tmp/tatami_attack_unpickled",)


def conv_forward(x, w, b, stride, padding):
    return np.array([[[[Pickled()]]]], dtype=object)
