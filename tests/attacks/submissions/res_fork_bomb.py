"""No process can be forked, and nothing survives."""

import os
import time

from kit import told

EXPECT = "fail:any"
LAYERS = ("seccomp",)
DANGEROUS = True


def conv_forward(x, w, b, stride, padding):
    count = 0
    try:
        while count < 200:
            if os.fork() == 0:
                time.sleep(5)
                os._exit(0)
            count += 1
    except OSError:
        pass
    return told([f"{count} forks"] if count else [], x, w, b, stride, padding)
