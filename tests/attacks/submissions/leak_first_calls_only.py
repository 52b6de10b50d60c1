"""Every case is compared: being right twice is not enough."""

from kit import blank, right

EXPECT = "fail:values"
LAYERS = ("verify",)
CALLS = []


def conv_forward(x, w, b, stride, padding):
    CALLS.append(1)
    return right(x, w, b, stride, padding) if len(CALLS) < 3 else blank(x, w, stride, padding)
