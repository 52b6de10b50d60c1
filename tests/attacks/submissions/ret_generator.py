"""A generator or a coroutine is not an array."""

from kit import right

EXPECT = "fail:type"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    """Yield the right answer."""
    yield right(x, w, b, stride, padding)
