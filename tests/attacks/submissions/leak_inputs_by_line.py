"""The line on which a hidden case failed is a line of the submission, and not a number made from the inputs."""

from kit import right
from table import PUBLIC

EXPECT = "fail:exception"
LAYERS = ("report",)
CALLS = []


def conv_forward(x, w, b, stride, padding):
    CALLS.append(1)
    if len(CALLS) > PUBLIC:
        height, width = x.shape[2:]
        exec(compile("\n" * (1000 * height + width) + "raise ValueError", __file__, "exec"), {})
    return right(x, w, b, stride, padding)
