"""A hook that raises at every event may break its own run only."""

import sys

from kit import blank

EXPECT = "fail:any"
LAYERS = ("process",)


def hook(event, args):
    """Refuse everything."""
    raise RuntimeError(event)


def conv_forward(x, w, b, stride, padding):
    sys.addaudithook(hook)
    return blank(x, w, stride, padding)
