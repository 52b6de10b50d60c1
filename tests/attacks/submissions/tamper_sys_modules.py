"""Replaced modules may break their own run only."""

import sys
import types

from kit import blank

EXPECT = "fail:any"
LAYERS = ("process",)


def conv_forward(x, w, b, stride, padding):
    out = blank(x, w, stride, padding)
    for name in ("json", "struct", "socket", "math", "grader", "_tatami_wire", "grader.compare", "warnings"):
        sys.modules[name] = types.SimpleNamespace()
    for module in list(sys.modules.values()):
        for name in ("encode", "message", "compare", "type_name"):
            if hasattr(module, name):
                setattr(module, name, lambda *args, **kwargs: b"")
    return out
