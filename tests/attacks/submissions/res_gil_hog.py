"""C code that holds the interpreter's lock ends with the time allowed."""

EXPECT = "fail:timeout"
LAYERS = ("deadline",)


def conv_forward(x, w, b, stride, padding):
    return sum(range(10**14))
