"""Where the time ran out in a hidden case is said by line, and not by names made from its inputs."""

from kit import right
from table import PUBLIC

EXPECT = "fail:timeout"
LAYERS = ("report",)
CALLS = []
SPIN = """
def tatami_attack_inputs_{}():
    while True:
        continue
"""


def conv_forward(x, w, b, stride, padding):
    CALLS.append(1)
    if len(CALLS) > PUBLIC:
        space = {}
        exec(compile(SPIN.format("_".join(map(str, x.shape))), __file__, "exec"), space)
        print("tatami_attack_inputs")
        space[f"tatami_attack_inputs_{'_'.join(map(str, x.shape))}"]()
    return right(x, w, b, stride, padding)
