"""A forged "cannot be imported" in a hidden case must not carry its inputs into the sentence about it."""

from kit import right
from table import PUBLIC

EXPECT = "fail:any"
LAYERS = ("report",)
CALLS = []


def conv_forward(x, w, b, stride, padding):
    CALLS.append(1)
    if len(CALLS) > PUBLIC:
        name = f"tatami_attack_inputs_{'_'.join(map(str, x.shape))}"
        raise ModuleNotFoundError(f"{name} is not available here", name=name)
    return right(x, w, b, stride, padding)
