"""im2col by hand: each window becomes a row."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import listed
from ._walks import sizes, window

ARGS = {
    "x": np.arange(24.0).reshape(1, 2, 3, 4),
    "kernel_h": 2,
    "kernel_w": 2,
    "stride": 1,
    "padding": 0,
}


def steps(x, kernel_h, kernel_w, stride, padding):
    """The size, the first row channel by channel, the second, the others."""
    N, C, H, W = x.shape
    (H_out, W_out), told = sizes(H, W, kernel_h, kernel_w, stride, padding)
    yield Step(
        "A {kernel_h}x{kernel_w} window over an image with {C} channels, here without padding. The matrix gets a row "
        "for each place where the window stops, and a column for each number that it sees.",
        (Figure("x", x),),
        (
            *told,
            f"N*H_out*W_out = {N}*{H_out}*{W_out} = {N * H_out * W_out}",
            f"C*kernel_h*kernel_w = {C}*{kernel_h}*{kernel_w} = {C * kernel_h * kernel_w}",
        ),
        "out = np.empty((N * H_out * W_out, C * kernel_h * kernel_w))",
        {"kernel_h": kernel_h, "kernel_w": kernel_w, "C": C},
    )
    size = kernel_h * kernel_w
    out = np.full((N * H_out * W_out, C * size), np.nan)

    def fill(row, channels):
        seen = x[window(row // W_out, row % W_out, kernel_h, kernel_w, stride)]
        for c in channels:
            out[row, c * size : (c + 1) * size] = [seen[c, p, q] for p in range(kernel_h) for q in range(kernel_w)]
        return f"out[{row}], i={row // W_out}, j={row % W_out}: {listed(seen)}"

    def figures(row, channels):
        place = window(row // W_out, row % W_out, kernel_h, kernel_w, stride)
        marked = np.s_[row, channels.start * size : channels.stop * size]
        return Figure("x", x, (0, slice(channels.start, channels.stop), *place[2:])), Figure("out", out, marked)

    first, every = range(1), range(C)
    fill(0, first)
    yield Step(
        "The first window. Write its numbers one after the other, as you read: the first row of the window, then the "
        "next. Channel {c} comes first.",
        figures(0, first),
        code="window = x[n, :, i * stride : i * stride + kernel_h, j * stride : ...]",
        values={"c": 0},
    )
    fill(0, every)
    yield Step(
        "Then the next channel from the same window, behind it in the same row. So the columns are ordered c, p, q, "
        "the last one fastest; this is the order in which reshape reads a window (C, kernel_h, kernel_w).",
        figures(0, every),
        code="out[row] = window.reshape(-1)",
    )
    line = fill(1, every)
    yield Step(
        "The window moves one to the right: the next row of the matrix. Pixels that both windows see stand in both "
        "rows.",
        figures(1, every),
        (line,),
        "row = (n * H_out + i) * W_out + j",
    )
    lines = tuple(fill(row, every) for row in range(2, len(out) - 1))
    yield Step(
        "And so on: first along j, then one down. A second image would come below the first.",
        figures(len(out) - 2, every),
        lines,
    )
    line = fill(len(out) - 1, every)
    yield Step(
        "The last window. What is all this good for? The matrix times a filter, written as a column in the same order, "
        "is the whole output of a convolution in one product.",
        figures(len(out) - 1, every),
        (line,),
        "out @ w.reshape(C_out, -1).T",
    )


WALK = Walk(ARGS, steps)
