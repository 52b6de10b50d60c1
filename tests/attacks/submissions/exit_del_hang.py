"""A finaliser that never returns must not delay the verdict on a right answer."""

from kit import right

EXPECT = "pass"
LAYERS = ("deadline",)


class Clingy:
    """Spins when it is collected."""

    def __del__(self):
        while True:
            continue


kept = Clingy()


def conv_forward(x, w, b, stride, padding):
    return right(x, w, b, stride, padding)
