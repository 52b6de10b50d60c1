"""No file with results, or with anything else, may appear anywhere."""

import os

from kit import MARK, attempt, folders, told

EXPECT = "fail:values"
LAYERS = ("rootview", "landlock")
TEXT = '{"passed": true, "score": 100}'


def write(path):
    """Write a file; one without contents counts, too."""
    try:
        with open(path, "w") as file:
            file.write(TEXT)
    except OSError:
        return os.path.exists(path)
    return True


def conv_forward(x, w, b, stride, padding):
    worked = []
    for place in folders():
        for name in ("results.json", "report.xml", "sitecustomize.py"):
            path = os.path.join(place, f"{MARK}_{name}")
            attempt(worked, path, write, path)
    attempt(worked, "gradescope", write, "/autograder/results/results.json")
    return told(worked, x, w, b, stride, padding)
