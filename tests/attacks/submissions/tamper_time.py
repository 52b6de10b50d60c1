"""Faked clocks do not change the judge's."""

import time

from kit import right

EXPECT = "pass-or-fail:timeout"
LAYERS = ("deadline",)

for name in ("time", "monotonic", "perf_counter", "process_time", "thread_time"):
    setattr(time, name, lambda: 0.0)


def conv_forward(x, w, b, stride, padding):
    return right(x, w, b, stride, padding)
