"""The numbers of the x32 interface must not lead past the filter."""

import os

from kit import attempt, syscall, told

EXPECT = "fail:crash-or-values"
LAYERS = ("seccomp", "kernel")
X32 = 0x40000000


def conv_forward(x, w, b, stride, padding):
    worked = []
    if os.uname().machine == "x86_64":
        attempt(worked, "x32 socket", lambda: syscall(X32 + 41, 2, 1, 0))
        attempt(worked, "x32 getpid", lambda: syscall(X32 + 39))
    return told(worked, x, w, b, stride, padding)
