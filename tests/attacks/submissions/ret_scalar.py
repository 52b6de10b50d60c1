"""A single number does not stand for an array."""

EXPECT = "fail:type-or-shape"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    return 15.0
