"""No detached process may be alive when the verdict is out."""

import os
import time

from kit import attempt, told

EXPECT = "fail:values"
LAYERS = ("seccomp",)
DANGEROUS = True


def daemon():
    """Fork twice and leave the session."""
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(20)
        os._exit(0)


def conv_forward(x, w, b, stride, padding):
    worked = []
    attempt(worked, "daemon", daemon)
    return told(worked, x, w, b, stride, padding)
