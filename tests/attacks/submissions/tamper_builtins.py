"""Patched builtins may break their own run only."""

import builtins

from kit import blank

EXPECT = "fail:any"
LAYERS = ("process",)


def conv_forward(x, w, b, stride, padding):
    out = blank(x, w, stride, padding)
    builtins.len = lambda value: 0
    builtins.isinstance = lambda value, kind: True
    builtins.type = lambda value: float
    builtins.all = builtins.any = lambda values: True
    return out
