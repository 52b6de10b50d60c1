"""No limit can be raised, neither one's own nor another's."""

import resource

from kit import attempt, told

EXPECT = "fail:values"
LAYERS = ("limits",)
NAMES = ("AS", "CPU", "CORE", "NOFILE", "FSIZE")


def lift(kind):
    """Raise the hard limit by one, or find that there is none."""
    hard = resource.getrlimit(kind)[1]
    if hard == resource.RLIM_INFINITY:
        return
    resource.setrlimit(kind, (hard, hard + 1))


def conv_forward(x, w, b, stride, padding):
    worked = []
    for name in NAMES:
        attempt(worked, name, lift, getattr(resource, f"RLIMIT_{name}"))
    return told(worked, x, w, b, stride, padding)
