"""Feedback on a hidden case must not repeat the message: it holds the inputs."""

from kit import right
from table import PUBLIC

EXPECT = "fail:exception"
LAYERS = ("report",)
CALLS = []


def conv_forward(x, w, b, stride, padding):
    CALLS.append(1)
    if len(CALLS) > PUBLIC:
        raise ValueError(f"tatami_attack_inputs {x.tolist()}")
    return right(x, w, b, stride, padding)
