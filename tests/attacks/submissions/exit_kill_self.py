"""Stopping and killing its own process must not hang the judge."""

import os
import signal

from kit import blank

EXPECT = "fail:any"
LAYERS = ("deadline",)


def conv_forward(x, w, b, stride, padding):
    for number in (signal.SIGSTOP, signal.SIGKILL):
        try:
            os.kill(os.getpid(), number)
        except OSError:
            continue
    return blank(x, w, stride, padding)
