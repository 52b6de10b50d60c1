"""Unbounded recursion with the limit lifted may end its own process only."""

import sys

EXPECT = "fail:any"
LAYERS = ("process",)


class Deep:
    """Its representation recurses through C."""

    def __repr__(self):
        return repr([self])


def conv_forward(x, w, b, stride, padding):
    sys.setrecursionlimit(2**31 - 1)
    return repr(Deep())
