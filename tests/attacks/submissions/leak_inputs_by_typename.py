"""The name of an exception class made from the inputs is not shown for a hidden case."""

from kit import right
from table import PUBLIC

EXPECT = "fail:exception"
LAYERS = ("report",)
CALLS = []


def conv_forward(x, w, b, stride, padding):
    CALLS.append(1)
    if len(CALLS) > PUBLIC:
        name = "tatami_attack_inputs_" + "_".join(str(int(v)) for v in x.ravel()[:8])
        raise type(name, (Exception,), {})("-")
    return right(x, w, b, stride, padding)
