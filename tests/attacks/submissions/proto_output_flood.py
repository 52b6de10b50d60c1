"""A gigabyte of prints is capped, not stored."""

import os
import sys

from kit import right

EXPECT = "pass-or-fail:output-limit"
LAYERS = ("handles",)
LINE = "x" * 1_000_000


def conv_forward(x, w, b, stride, padding):
    for _ in range(1000):
        print(LINE)
        sys.stderr.write(LINE)
    for fd in (1, 2):
        try:
            os.write(fd, b"x" * 10_000_000)
        except OSError:
            continue
    return right(x, w, b, stride, padding)
