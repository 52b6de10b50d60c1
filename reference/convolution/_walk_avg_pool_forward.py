"""avg_pool_forward by hand: the mean of each window, zeros of the frame included."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import number, terms
from ._walks import PAD, framed, sizes, window

ARGS = {
    "x": np.array([[[[3, 0, 6, -3], [9, 3, 0, 6], [0, -6, 3, 9]]]], float),
    "kernel_h": 3,
    "kernel_w": 2,
    "stride": 2,
    "padding": 1,
}


def steps(x, kernel_h, kernel_w, stride, padding):
    """The frame, two windows in full, a line for each of the others."""
    N, C, H, W = x.shape
    (H_out, W_out), told = sizes(H, W, kernel_h, kernel_w, stride, padding)
    x_padded, inside = framed(x, padding)
    out = np.full((N, C, H_out, W_out), np.nan)
    size = kernel_h * kernel_w

    def write(i, j):
        values = x_padded[window(i, j, kernel_h, kernel_w, stride)][0]
        out[0, 0, i, j] = values.sum() / size
        return f"out[0, 0, {i}, {j}]: ({terms(values)})/{size} = {number(out[0, 0, i, j])}"

    def figures(i, j):
        return Figure("x_padded", x_padded, window(i, j, kernel_h, kernel_w, stride)), Figure("out", out, (0, 0, i, j))

    yield Step(
        "A {kernel_h}x{kernel_w} window goes over the image in steps of {stride}, and the mean of what is under it is "
        "kept. How many places are there?",
        (Figure("x", x), Figure("out", out)),
        told,
        "out = np.zeros((N, C, H_out, W_out))",
        {"kernel_h": kernel_h, "kernel_w": kernel_w, "stride": stride},
    )
    yield Step(
        "A frame of zeros, {padding} wide. The zeros count as pixels here: every mean is taken of {size} numbers.",
        (Figure("x_padded", x_padded, inside),),
        code=PAD,
        values={"padding": padding, "size": size},
    )
    line = write(0, 0)
    yield Step(
        "The first window: add up its {size} numbers and divide by {kernel_h}*{kernel_w}. Each channel by itself.",
        figures(0, 0),
        (line,),
        "out[:, :, i, j] = window.mean(axis=(2, 3))",
        {"size": size, "kernel_h": kernel_h, "kernel_w": kernel_w},
    )
    line = write(0, 1)
    yield Step(
        "One to the right in out is {stride} to the right in x_padded.",
        figures(0, 1),
        (line,),
        "x_padded[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]",
        {"stride": stride},
    )
    rest = [(i, j) for i, j in np.ndindex(H_out, W_out) if (0, 1) < (i, j) < (H_out - 1, W_out - 1)]
    lines = tuple(write(i, j) for i, j in rest)
    yield Step(
        "The next windows, a line each.", figures(*rest[-1]), lines, "for i in range(H_out): for j in range(W_out): ..."
    )
    line = write(H_out - 1, W_out - 1)
    yield Step("The last window. Now out is complete.", figures(H_out - 1, W_out - 1), (line,))


WALK = Walk(ARGS, steps)
