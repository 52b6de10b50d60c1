"""A regular expression that takes exponential time ends with the time allowed."""

import re

EXPECT = "fail:timeout"
LAYERS = ("deadline",)


def conv_forward(x, w, b, stride, padding):
    return re.match(r"(a|aa)+$", "a" * 60 + "b")
