"""Python's and NumPy's own folders are read-only: the next run must not meet anything changed."""

import os
import sysconfig

import numpy as np
from kit import MARK, attempt, told

EXPECT = "fail:values"
LAYERS = ("rootview", "landlock")

PLACES = [os.path.dirname(np.__file__), os.path.dirname(os.path.dirname(np.__file__)), os.path.dirname(os.__file__)]
PLACES += [os.path.join(place, "__pycache__") for place in PLACES]
PLACES += [sysconfig.get_path("scripts"), os.path.dirname(np.linalg.__file__)]


def leave(place):
    """Write a file that a later start would run, if it could."""
    with open(os.path.join(place, f"{MARK}.pth"), "w") as file:
        file.write("# nothing\n")


def conv_forward(x, w, b, stride, padding):
    worked = []
    for place in PLACES:
        attempt(worked, place, leave, place)
    for module in (np, os, np.linalg):
        attempt(worked, f"{module.__name__} opened", lambda m=module: open(m.__file__, "r+b").close())
    return told(worked, x, w, b, stride, padding)
