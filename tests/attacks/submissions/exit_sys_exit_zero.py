"""SystemExit(0) is not a pass."""

import sys

EXPECT = "fail:crash-or-exception"
LAYERS = ("process",)


def conv_forward(x, w, b, stride, padding):
    sys.exit(0)
