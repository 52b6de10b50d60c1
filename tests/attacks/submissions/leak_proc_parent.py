"""Nothing about the process above this one can be read under /proc."""

import os

from kit import attempt, told

EXPECT = "fail:values"
LAYERS = ("rootview", "landlock")


def read(path):
    """Read a few bytes."""
    with open(path, "rb") as file:
        return bool(file.read(64))


def conv_forward(x, w, b, stride, padding):
    worked = []
    for pid in {os.getppid(), 1, "self"} - {0}:
        for name in ("environ", "cmdline", "maps", "status", "stat"):
            attempt(worked, f"{pid}/{name}", read, f"/proc/{pid}/{name}")
        attempt(worked, f"{pid}/mem", os.open, f"/proc/{pid}/mem", os.O_RDWR)
        attempt(worked, f"{pid}/fd", os.listdir, f"/proc/{pid}/fd")
    return told(worked, x, w, b, stride, padding)
