"""col2im by hand: each row goes back to the window that it came from, and is added there."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import number, terms
from ._walks import framed, sizes, window

ARGS = {
    "col": np.array([[1, 2, 3, 4, 5, 6], [1, 0, 2, 0, 3, 0], [2, 2, 1, 1, 0, 3], [5, 1, 1, 2, 2, 4]], float),
    "x_shape": (1, 1, 2, 3),
    "kernel_h": 2,
    "kernel_w": 3,
    "stride": 2,
    "padding": 1,
}


def steps(col, x_shape, kernel_h, kernel_w, stride, padding):
    """Zeros, one row after the other, the overlap, the crop."""
    C, H, W = x_shape[1:]
    (_, W_out), told = sizes(H, W, kernel_h, kernel_w, stride, padding)
    room, inside = framed(np.zeros(x_shape), padding)
    yield Step(
        "Each row of col is a {kernel_h}x{kernel_w} window, and it goes back to its place. Begin with zeros in the "
        "size of the padded image; x itself is marked.",
        (Figure("col", col), Figure("x_padded", room, inside)),
        told,
        "x_padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))",
        {"kernel_h": kernel_h, "kernel_w": kernel_w},
    )

    def places(row):
        return window(row // W_out, row % W_out, kernel_h, kernel_w, stride)

    def send(row):
        room[places(row)] += col[row].reshape(C, kernel_h, kernel_w)

    def figures(row):
        return (
            Figure("col", col, row),
            Figure("window", col[row].reshape(kernel_h, kernel_w)),
            Figure("x_padded", room, places(row)),
        )

    send(0)
    yield Step(
        "Row {row} of col came from the window at the top left. Give it the shape of a window again, and add it there.",
        figures(0),
        code="window = col[row].reshape(C, kernel_h, kernel_w)",
        values={"row": 0},
    )
    shared = stride
    before = room[0, 0, :kernel_h, shared].copy()
    send(1)
    after = room[0, 0, :kernel_h, shared]
    yield Step(
        "Row {row} belongs {stride} columns to the right. Column {shared} lies in both windows: what comes is added to "
        "what is there. This is why it is += and not =.",
        figures(1),
        tuple(
            f"x_padded[0, 0, {p}, {shared}]: {terms((before[p], col[1][p * kernel_w]))} = {number(after[p])}"
            for p in range(kernel_h)
        ),
        "x_padded[:, :, i * stride : i * stride + kernel_h, j * stride : ...] += window",
        {"row": 1, "stride": stride, "shared": shared},
    )
    send(2)
    yield Step(
        "Row {row} begins a new row of windows, {stride} further down. Above it nothing overlaps: the windows are "
        "{kernel_h} high.",
        figures(2),
        values={"row": 2, "stride": stride, "kernel_h": kernel_h},
    )
    send(3)
    yield Step(
        "The last row, again with an overlap in column {shared}.",
        figures(3),
        values={"shared": shared},
    )
    yield Step(
        "im2col had put a frame around the image. What arrived in the frame is cut off; the rest is the answer.",
        (Figure("x_padded", room, inside), Figure("out", room[inside])),
        code="x_padded[:, :, padding : padding + H, padding : padding + W]",
    )


WALK = Walk(ARGS, steps)
