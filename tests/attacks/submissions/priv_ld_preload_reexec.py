"""The process cannot become another program with its own libraries and paths."""

import os
import sys

from kit import blank

EXPECT = "fail:values-or-crash"
LAYERS = ("seccomp", "landlock")


def conv_forward(x, w, b, stride, padding):
    environment = {"LD_PRELOAD": "/tmp/tatami_attack.so", "PYTHONPATH": "/tmp", "PYTHONSTARTUP": "/tmp/x.py"}
    for program in (sys.executable, "/usr/bin/env", "/bin/sh", "/proc/self/exe"):
        try:
            os.execve(program, [program, "-c", "print('PASSED')"], environment)
        except (OSError, ValueError):
            continue
    return blank(x, w, stride, padding)
