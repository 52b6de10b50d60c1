"""Changing the root and walking up must not lead out of it."""

import os

from kit import attempt, syscall, told

EXPECT = "fail:values"
LAYERS = ("seccomp", "capabilities")


def climb():
    """The old way out: change the root below an open folder, then walk up."""
    os.open("/", os.O_RDONLY)
    syscall("chroot", b".\0")
    for _ in range(32):
        os.chdir("..")
    syscall("chroot", b".\0")


def conv_forward(x, w, b, stride, padding):
    worked = []
    attempt(worked, "chroot", climb)
    attempt(worked, "chroot to a folder", lambda: os.chroot(os.path.dirname(os.__file__)))
    attempt(worked, "pivot_root", lambda: syscall("pivot_root", b".\0", b".\0"))
    return told(worked, x, w, b, stride, padding)
