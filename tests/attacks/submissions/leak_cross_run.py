"""A right answer that leaves files wherever it can: the next run must find none."""

import os

from kit import MARK, attempt, folders, right, told

EXPECT = "pass"
LAYERS = ("rootview", "landlock")


def seen(place):
    """Look for a file of an earlier run, then leave one."""
    path = os.path.join(place, f"{MARK}_seen")
    if os.path.exists(path):
        return True
    open(path, "w").close()
    return False


found = []
for place in sorted({os.path.realpath(place) for place in folders()}):
    attempt(found, place, seen, place)


def conv_forward(x, w, b, stride, padding):
    return told(found, x, w, b, stride, padding) if found else right(x, w, b, stride, padding)
