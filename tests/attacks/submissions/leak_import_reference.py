"""The grader, its references and its tests cannot be imported, nor read."""

import importlib.util
import os
import sys

from kit import attempt, told

EXPECT = "fail:values"
LAYERS = ("rootview", "landlock")


def roots():
    """Folders in which the checkout might be: above every file that is loaded, and what the .pth files name."""
    files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
    frame = sys._getframe()
    while frame:
        files.append(frame.f_code.co_filename)
        frame = frame.f_back
    found = {os.path.abspath(file) for file in files if file}
    for _ in range(4):
        found |= {os.path.dirname(path) for path in found}
    for folder in list(found):
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            if name.endswith(".pth"):
                try:
                    with open(os.path.join(folder, name)) as file:
                        found |= set(file.read().split())
                except OSError:
                    continue
    return found


def take(path):
    """Run the reference from its file."""
    with open(path) as file:
        return "solve" in file.read()


def load(name):
    """Import past the courtesy that refuses it."""
    sys.meta_path[:] = [finder for finder in sys.meta_path if "importlib" in getattr(finder, "__module__", "")]
    return importlib.util.find_spec(name) is not None


def conv_forward(x, w, b, stride, padding):
    worked = []
    for root in sorted(roots()):
        for path in ("reference/convolution/conv_forward.py", "grader/judge.py", "tests/attacks/harness.py"):
            attempt(worked, path, take, os.path.join(root, path))
    for name in ("grader.judge", "reference.convolution.conv_forward", "exercises"):
        attempt(worked, name, load, name)
    return told(worked, x, w, b, stride, padding)
