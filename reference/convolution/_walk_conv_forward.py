"""conv_forward by hand: two channels, two filters, a stride and a padding."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, number, products, terms
from ._walks import CUT, PAD, framed, sizes, window

ARGS = {
    "x": np.array([[[[1, 0, 2, 1], [3, 1, 0, 2], [0, 2, 1, 1]], [[0, 1, 1, 0], [2, 0, 1, 3], [1, 1, 0, 2]]]], float),
    "w": np.array([[[[1, 0], [2, 1], [0, -1]], [[0, 1], [1, 0], [1, 2]]],
                   [[[0, 1], [-1, 0], [1, 1]], [[2, 0], [0, 1], [0, 0]]]], float),
    "b": np.array([1.0, -2.0]),
    "stride": 2,
    "padding": 1,
}  # fmt: skip


def steps(x, w, b, stride, padding):
    """The frame, two positions in full, the other filter, then a line for each position, and the last one."""
    (N, C_in, H, W), (C_out, _, K_h, K_w) = x.shape, w.shape
    (H_out, W_out), told = sizes(H, W, K_h, K_w, stride, padding)
    yield Step(
        "An image with {C_in} channels meets {C_out} filters. A filter is as deep as the image: it has a "
        "{K_h}x{K_w} sheet for each channel. First: how many places are there for the window?",
        (Figure("x", x), Figure("w", w), Figure("b", b)),
        told,
        "out = np.zeros((N, C_out, H_out, W_out))",
        {"C_in": C_in, "C_out": C_out, "K_h": K_h, "K_w": K_w},
    )
    x_padded, inside = framed(x, padding)
    yield Step(
        "Put a frame of zeros around each channel, {padding} wide. The image is marked. From here on only x_padded "
        "is used.",
        (Figure("x_padded", x_padded, inside),),
        code=PAD,
        values={"padding": padding},
    )
    out = np.full((N, C_out, H_out, W_out), np.nan)

    def write(o, i, j):
        """Compute out[0, o, i, j]; gives the lines: one for each channel, then the sum with the bias."""
        seen = x_padded[window(i, j, K_h, K_w, stride)]
        sums = [np.sum(seen[c] * w[o, c]) for c in range(C_in)]
        out[0, o, i, j] = sum(sums) + b[o]
        lines = [f"c={c}: {products(seen[c], w[o, c])} = {number(sums[c])}" for c in range(C_in)]
        return *lines, f"out[0, {o}, {i}, {j}]: {terms(sums)} + {factor(b[o])} = {number(out[0, o, i, j])}"

    def figures(o, i, j):
        here = Figure("x_padded", x_padded, window(i, j, K_h, K_w, stride))
        return here, Figure(f"w[{o}]", w[o]), Figure("out", out, np.s_[0, o, i, j])

    work = write(0, 0, 0)
    yield Step(
        "Lay the window on the top left corner. Multiply each marked cell by the cell of filter {o} that lies on it. "
        "Add up all products of all channels, and add the bias b[{o}] once.",
        figures(0, 0, 0),
        work,
        "out[n, o, i, j] = np.sum(window * w[o]) + b[o]",
        {"o": 0},
    )
    for o in range(1, C_out):
        work = write(o, 0, 0)
        yield Step(
            "The same window, filter {o}. Each filter makes a map of its own: out has one channel per filter.",
            figures(o, 0, 0),
            work,
            "for o in range(C_out): ... w[o] ... b[o]",
            {"o": o},
        )
    work = write(0, 0, 1)
    yield Step(
        "One step to the right in out is {stride} columns in x_padded: the stride. For column {j} of out the window "
        "begins at column {left}.",
        figures(0, 0, 1),
        work,
        CUT,
        {"stride": stride, "j": 1, "left": stride},
    )
    last = H_out - 1, W_out - 1
    positions = [(i, j) for i, j in np.ndindex(H_out, W_out) if (0, 1) < (i, j) < last]
    lines = tuple(write(0, i, j)[-1] for i, j in positions)
    yield Step(
        "The next positions in the same way, a line each: the sum of each channel, then the bias. One row down in out "
        "is {stride} rows in x_padded.",
        figures(0, *positions[-1]),
        lines,
        "for i in range(H_out): for j in range(W_out): ...",
        {"stride": stride},
    )
    work = write(0, *last)
    yield Step(
        "The last position. The window ends at row {bottom} and column {right}; one stride more, and it would stick "
        "out.",
        figures(0, *last),
        work,
        values={"bottom": last[0] * stride + K_h - 1, "right": last[1] * stride + K_w - 1},
    )
    for o in range(1, C_out):
        lines = tuple(write(o, i, j)[-1] for i, j in np.ndindex(H_out, W_out) if (i, j) != (0, 0))
        yield Step(
            "Filter {o} goes over the same windows. Then out is complete.",
            (Figure(f"w[{o}]", w[o]), Figure("out", out, np.s_[0, o])),
            lines,
            values={"o": o},
        )


WALK = Walk(ARGS, steps)
