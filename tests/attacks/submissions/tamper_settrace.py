"""A trace function sees only frames without secrets."""

import sys

from kit import told

EXPECT = "fail:values"
LAYERS = ("process",)
SEEN = []
NAMES = {"expected", "reference", "solve", "secret", "bounds", "nonce"}


def trace(frame, event, arg):
    """Look into every frame that starts or ends."""
    SEEN.extend(NAMES & set(frame.f_locals))
    return trace


def conv_forward(x, w, b, stride, padding):
    sys.settrace(trace)
    sys.setprofile(trace)
    above = sys._getframe(1)
    while above is not None:
        above.f_trace = trace
        above = above.f_back
    return told(SEEN, x, w, b, stride, padding)
