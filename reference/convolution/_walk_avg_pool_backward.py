"""avg_pool_backward by hand: each number of dout is shared out over its window."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number
from ._walks import CROP, framed, window

ARGS = {
    "dout": np.array([[[[6, 12, -6], [18, 6, 0]]]], float),
    "x": np.array([[[[3, 0, 6, -3], [9, 3, 0, 6], [0, -6, 3, 9]]]], float),
    "kernel_h": 3,
    "kernel_w": 2,
    "stride": 2,
    "padding": 1,
}


def steps(dout, x, kernel_h, kernel_w, stride, padding):
    """The share, two windows in full, the overlap, the others, the crop."""
    _, inside = framed(x, padding)
    dx_padded = framed(np.zeros(x.shape), padding)[0]
    size, share = kernel_h * kernel_w, dout / (kernel_h * kernel_w)

    def send(i, j):
        dx_padded[window(i, j, kernel_h, kernel_w, stride)] += share[0, 0, i, j]
        return f"i={i}, j={j}: {number(dout[0, 0, i, j])}/{size} = {number(share[0, 0, i, j])}"

    def figures(i, j):
        return (
            Figure("dout", dout, (0, 0, i, j)),
            Figure("dx_padded", dx_padded, window(i, j, kernel_h, kernel_w, stride)),
        )

    yield Step(
        "A mean is a sum of {size} numbers, each times 1/{size}. So each of the {size} places in the window gets "
        "dout/{size}. The values of x do not matter, only where the windows were.",
        (Figure("dout", dout), Figure("dx_padded", dx_padded, inside)),
        (f"{kernel_h}*{kernel_w} = {size}",),
        "share = dout / (kernel_h * kernel_w)",
        {"size": size},
    )
    line = send(0, 0)
    yield Step(
        "The first number of dout: the same share for every place of its window, those in the frame as well.",
        figures(0, 0),
        (line,),
        "dx_padded[:, :, rows, columns] += share[:, :, i : i + 1, j : j + 1]",
    )
    line = send(0, 1)
    yield Step(
        "The second one, {stride} columns further.",
        figures(0, 1),
        (line,),
        "columns = slice(j * stride, j * stride + kernel_w)",
        {"stride": stride},
    )
    line = send(0, 2)
    yield Step("To the end of the row.", figures(0, 2), (line,))
    before = dx_padded[0, 0, stride, 0]
    line = send(1, 0)
    after = dx_padded[0, 0, stride, 0]
    yield Step(
        "One row down. Row {row} lies in both windows, and it gets both shares: +=, not =.",
        figures(1, 0),
        (line, f"dx_padded[0, 0, {stride}, 0]: {number(before)} + {factor(share[0, 0, 1, 0])} = {number(after)}"),
        values={"row": stride},
    )
    lines = tuple(send(1, j) for j in range(1, dout.shape[3]))
    yield Step("The rest of the row.", figures(1, dout.shape[3] - 1), lines)
    yield Step(
        "Cut the frame off: what arrived there came to no pixel of x.",
        (Figure("dx_padded", dx_padded, inside), Figure("dx", dx_padded[inside])),
        code=CROP,
    )


WALK = Walk(ARGS, steps)
