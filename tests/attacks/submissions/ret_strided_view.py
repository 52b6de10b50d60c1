"""Right values in a view that is reversed and not contiguous are a right answer."""

from kit import right

EXPECT = "pass"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    out = right(x, w, b, stride, padding)
    return out[..., ::-1].repeat(2, axis=3)[..., ::-2]
