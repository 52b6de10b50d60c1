"""Source that makes the parser recurse a million times may end its own process only."""

EXPECT = "fail:any"
LAYERS = ("process",)


def conv_forward(x, w, b, stride, padding):
    for text in ("-" * 3_000_000 + "1", "(" * 90 + "[" * 90, "f(" * 100_000, "x" + ".x" * 2_000_000):
        try:
            compile(text, "bomb", "eval")
        except (SyntaxError, RecursionError):
            continue
    return 0
