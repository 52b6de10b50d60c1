"""An exception that is no Exception is caught like any error."""

EXPECT = "fail:exception"
LAYERS = ("process",)


class Gotcha(BaseException):
    """Not derived from Exception."""


KINDS = [Gotcha, GeneratorExit, KeyboardInterrupt, SystemExit, BaseExceptionGroup]


def conv_forward(x, w, b, stride, padding):
    kind = KINDS.pop(0) if len(KINDS) > 1 else KINDS[0]
    raise kind("stop", [Gotcha()]) if kind is BaseExceptionGroup else kind("stop")
