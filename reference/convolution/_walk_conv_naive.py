"""conv_naive by hand: one number of the output after the other, product by product."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import number, products
from ._walks import sizes

ARGS = {
    "x": np.array([[1, 2, 3, 0, 1], [0, 1, 2, 3, 0], [3, 0, 1, 2, 2]], float),
    "w": np.array([[2, 0, 1], [0, 1, -1]], float),
    "b": 3.0,
}


def steps(x, w, b):
    """The sizes, the first number loop by loop, the second in one line, then a line for each position."""
    (H, W), (K_h, K_w) = x.shape, w.shape
    (H_out, W_out), told = sizes(H, W, K_h, K_w, 1, 0)
    yield Step(
        "The filter slides over the image and never sticks out. Its top left corner can stand in {H_out} rows and "
        "{W_out} columns: so large is out.",
        (Figure("x", x), Figure("w", w)),
        tuple(line.replace(" + 2*0", "").replace(" // 1", "").replace("(", "").replace(")", "") for line in told),
        "out = np.zeros((H - K_h + 1, W - K_w + 1))",
        {"H_out": H_out, "W_out": W_out},
    )
    out = np.full((H_out, W_out), np.nan)

    def seen(i, j):
        return np.s_[i : i + K_h, j : j + K_w]

    def figures(i, j):
        return Figure("x", x, seen(i, j)), Figure("w", w), Figure("out", out, np.s_[i, j])

    lines, total = [f"total = b = {number(b)}"], b
    for p in range(K_h):
        before, total = total, total + np.sum(x[seen(0, 0)][p] * w[p])
        lines.append(f"p={p}: {number(before)} + {products(x[seen(0, 0)][p], w[p])} = {number(total)}")
    out[0, 0] = total
    yield Step(
        "The first number of out. Begin with the bias; for each row p and column q of the filter add one product: the "
        "pixel under the filter's cell times that cell.",
        figures(0, 0),
        tuple(lines),
        "total = b; for p ...: for q ...: total += x[i + p, j + q] * w[p, q]",
    )

    def write(i, j):
        out[i, j] = np.sum(x[seen(i, j)] * w) + b
        return f"out[{i}, {j}]: {number(b)} + {products(x[seen(i, j)], w)} = {number(out[i, j])}"

    line = write(0, 1)
    yield Step(
        "One to the right. The filter stays as it is; the pixels under it change, and total begins with the bias "
        "again.",
        figures(0, 1),
        (line,),
        "for i ...: for j ...: total = b; ...",
    )
    lines = tuple(write(0, j) for j in range(2, W_out))
    yield Step(
        "To the end of the row. The window ends at the last column, {right}.",
        figures(0, W_out - 1),
        lines,
        "for j in range(W - K_w + 1): ...",
        {"right": W - 1},
    )
    lines = tuple(write(1, j) for j in range(W_out - 1))
    yield Step(
        "Back to the left, one row down.",
        figures(1, W_out - 2),
        lines,
        "for i in range(H - K_h + 1): ...",
    )
    lines = (write(H_out - 1, W_out - 1),)
    yield Step(
        "The last position: the window ends in the bottom right corner, and out is complete.",
        figures(H_out - 1, W_out - 1),
        lines,
    )


WALK = Walk(ARGS, steps)
