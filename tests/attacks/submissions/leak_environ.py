"""The message shows an environment that was made for this process and holds no secret."""

import os

EXPECT = "fail:exception"
LAYERS = ("handles",)


def conv_forward(x, w, b, stride, padding):
    raise RuntimeError(f"{dict(os.environ)} {os.environb}")
