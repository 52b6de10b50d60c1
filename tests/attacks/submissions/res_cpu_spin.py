"""A plain infinite loop ends with the time allowed."""

EXPECT = "fail:timeout"
LAYERS = ("deadline",)


def conv_forward(x, w, b, stride, padding):
    while True:
        continue
