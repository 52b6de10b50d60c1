"""max_pool_forward by hand: the largest pixel of each window, with a frame that never wins."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import number
from ._walks import sizes, window
from ._walks_pooling import IMAGE, LARGEST, framed_below, largest

ARGS = {"x": IMAGE, "kernel_h": 3, "kernel_w": 2, "stride": 2, "padding": 1}


def steps(x, kernel_h, kernel_w, stride, padding):
    """The frame, two windows in full, a line for each of the others, and the one where zeros would have won."""
    N, C, H, W = x.shape
    (H_out, W_out), told = sizes(H, W, kernel_h, kernel_w, stride, padding)
    x_padded, inside = framed_below(x, padding)
    out = np.full((N, C, H_out, W_out), np.nan)

    def write(i, j):
        values = x_padded[window(i, j, kernel_h, kernel_w, stride)][0]
        out[0, 0, i, j] = values.max()
        return f"out[0, 0, {i}, {j}]: {largest(values)} = {number(values.max())}"

    def figures(i, j):
        return Figure("x_padded", x_padded, window(i, j, kernel_h, kernel_w, stride)), Figure("out", out, (0, 0, i, j))

    yield Step(
        "A {kernel_h}x{kernel_w} window goes over the image in steps of {stride}, and only the largest pixel under it "
        "is kept. How many places are there?",
        (Figure("x", x), Figure("out", out)),
        told,
        "out = np.zeros((N, C, H_out, W_out))",
        {"kernel_h": kernel_h, "kernel_w": kernel_w, "stride": stride},
    )
    yield Step(
        "The frame must never win, not even against negative pixels. So it is filled with -inf, not with 0.",
        (Figure("x_padded", x_padded, inside),),
        code="x_padded = np.pad(x, ..., constant_values=-np.inf)",
    )
    line = write(0, 0)
    yield Step(
        "The first window, at the top left. Each channel is looked at by itself; there is nothing to multiply or add.",
        figures(0, 0),
        (line,),
        LARGEST,
    )
    line = write(0, 1)
    yield Step(
        "One to the right in out is {stride} to the right in x_padded.",
        figures(0, 1),
        (line,),
        "x_padded[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]",
        {"stride": stride},
    )
    line = write(0, 2)
    yield Step(
        "Here all pixels are negative. With zeros in the frame the answer would be 0, a pixel that nobody has.",
        figures(0, 2),
        (line,),
    )
    lines = tuple(write(1, j) for j in range(W_out - 1))
    yield Step(
        "One row down. Row {row} of x_padded is seen again, because the window is {kernel_h} high and moves by "
        "{stride}: a pixel may win twice.",
        figures(1, W_out - 2),
        lines,
        values={"row": stride, "kernel_h": kernel_h, "stride": stride},
    )
    line = write(H_out - 1, W_out - 1)
    yield Step("The last window. Now out is complete.", figures(H_out - 1, W_out - 1), (line,))


WALK = Walk(ARGS, steps)
