"""max_pool_backward by hand: each number of dout goes to the pixel that won."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number
from ._walks import CROP, window
from ._walks_pooling import IMAGE, framed_below, largest

ARGS = {
    "dout": np.array([[[[1, 2, 3], [5, -1, 4]]]], float),
    "x": IMAGE,
    "kernel_h": 3,
    "kernel_w": 2,
    "stride": 2,
    "padding": 1,
}


def steps(dout, x, kernel_h, kernel_w, stride, padding):
    """Two windows in full, a pixel that wins twice, the others, the crop."""
    x_padded, inside = framed_below(x, padding)
    dx_padded = np.zeros(x_padded.shape)

    def winner(i, j):
        """Where in x_padded the largest pixel of the window is."""
        values = x_padded[window(i, j, kernel_h, kernel_w, stride)][0]
        row, column = divmod(int(values.argmax()), kernel_w)
        return 0, 0, i * stride + row, j * stride + column

    def send(i, j):
        """Add dout there; gives the line."""
        place = winner(i, j)
        before = dx_padded[place]
        dx_padded[place] += dout[0, 0, i, j]
        sums = f"{number(before)} + {factor(dout[0, 0, i, j])} = {number(dx_padded[place])}"
        return f"dx_padded[0, 0, {place[2]}, {place[3]}]: {sums}"

    def figures(i, j):
        return (
            Figure("x_padded", x_padded, window(i, j, kernel_h, kernel_w, stride)),
            Figure("dout", dout, (0, 0, i, j)),
            Figure("dx_padded", dx_padded, winner(i, j)),
        )

    yield Step(
        "Of each window one pixel came through, the largest. If that one grows a little, the output grows as much; "
        "the others change nothing. So each number of dout goes to one pixel, whole.",
        (Figure("x_padded", x_padded, inside), Figure("dout", dout), Figure("dx_padded", dx_padded)),
        code="dx_padded = np.zeros_like(x_padded)",
    )
    values = x_padded[window(0, 0, kernel_h, kernel_w, stride)][0]
    row, column = divmod(int(values.argmax()), kernel_w)
    line = send(0, 0)
    yield Step(
        "Look for the largest pixel in the window: number {n}, if you count row by row from 0. A row of the "
        "window is {kernel_w} long, so that is row {row}, column {column} of the window.",
        figures(0, 0),
        (
            f"{largest(values)} = {number(values.max())}",
            f"divmod({values.argmax()}, {kernel_w}): {row}, {column}",
            line,
        ),
        "winner = window.argmax(); row, column = winner // kernel_w, winner % kernel_w",
        {"n": int(values.argmax()), "kernel_w": kernel_w, "row": row, "column": column},
    )
    line = send(0, 1)
    yield Step(
        "The next window. Add its corner (i * stride, j * stride) to the place in the window, and you have the place "
        "in dx_padded.",
        figures(0, 1),
        (line,),
        "dx_padded[n, c, i * stride + row, j * stride + column] += dout[n, c, i, j]",
    )
    line = send(0, 2)
    yield Step("All negative: the least negative one wins, not the frame.", figures(0, 2), (line,))
    line = send(1, 0)
    yield Step(
        "One row down. The same pixel wins once more: windows overlap here. It gets both numbers, so it is += and not "
        "=.",
        figures(1, 0),
        (line,),
    )
    lines = tuple(send(1, j) for j in range(1, dout.shape[3]))
    yield Step("The rest of the row.", figures(1, dout.shape[3] - 1), lines)
    yield Step(
        "Cut the frame off. dx has the shape of x, and its sum is that of dout: nothing was lost.",
        (Figure("dx_padded", dx_padded, inside), Figure("dx", dx_padded[inside]), Figure("dout", dout)),
        (f"dx.sum() = {number(dx_padded[inside].sum())}", f"dout.sum() = {number(dout.sum())}"),
        CROP,
    )


WALK = Walk(ARGS, steps)
