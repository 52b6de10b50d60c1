"""A changed floating-point environment stays in the student's process."""

import contextlib
import ctypes

import numpy as np
from kit import right

EXPECT = "pass-or-fail:values-or-exception"
LAYERS = ("process",)


def conv_forward(x, w, b, stride, padding):
    np.seterr(all="raise")
    with contextlib.suppress(OSError):
        ctypes.CDLL("libm.so.6").fesetround(0x400)
    return right(x, w, b, stride, padding)
