"""A segmentation fault is reported as a crash of the student's code, and the judge goes on."""

import ctypes

EXPECT = "fail:crash"
LAYERS = ("process",)


def conv_forward(x, w, b, stride, padding):
    return ctypes.string_at(8)
