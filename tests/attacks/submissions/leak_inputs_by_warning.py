"""The warnings of a right answer must not carry the inputs of a hidden case out."""

import warnings

from kit import right
from table import PUBLIC, TOTAL

EXPECT = "pass"
LAYERS = ("report",)
CALLS = []


def conv_forward(x, w, b, stride, padding):
    CALLS.append(1)
    if PUBLIC < len(CALLS) <= TOTAL:
        warnings.warn(f"tatami_attack_inputs {x.tolist()}", stacklevel=1)
    return right(x, w, b, stride, padding)
