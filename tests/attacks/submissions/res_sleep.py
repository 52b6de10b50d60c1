"""Waiting without using the processor ends with the time allowed."""

import time

EXPECT = "fail:timeout"
LAYERS = ("deadline",)


def conv_forward(x, w, b, stride, padding):
    time.sleep(3600)
