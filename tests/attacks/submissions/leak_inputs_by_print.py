"""What is printed in a hidden case is not shown."""

from kit import blank
from table import PUBLIC

EXPECT = "fail:values"
LAYERS = ("report",)
CALLS = []


def conv_forward(x, w, b, stride, padding):
    CALLS.append(1)
    if len(CALLS) > PUBLIC:
        print("tatami_attack_inputs", x.tolist())
    return blank(x, w, stride, padding)
