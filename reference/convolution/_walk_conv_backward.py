"""conv_backward by hand: one number of dout at a time, where windows overlap, and the frame cut off in the end."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, listed, number, terms
from ._walks import CROP, PAD, framed, window

ARGS = {
    "dout": np.array([[[[1, 2], [-1, 3]], [[1, -1], [2, -2]]]], float),
    "x": np.array([[[[1, 3], [2, 0], [4, 1]]]], float),
    "w": np.array([[[[1, 0], [2, 1], [3, -1]]], [[[0, 1], [1, 2], [-1, 1]]]], float),
    "b": np.array([1.0, 0.0]),
    "stride": 2,
    "padding": 1,
}


def steps(dout, x, w, b, stride, padding):
    """db; then for each position what comes to dw and to dx; then the crop."""
    (C_out, _, K_h, K_w), (H_out, W_out) = w.shape, dout.shape[2:]
    x_padded, inside = framed(x, padding)
    yield Step(
        "In the forward pass the window stopped at {H_out}x{W_out} places of x_padded, and each of the {C_out} filters "
        "made one number there. For each of these numbers dout says how much the loss grows with it.",
        (Figure("x_padded", x_padded, inside), Figure("w", w), Figure("dout", dout)),
        code=PAD,
        values={"H_out": H_out, "W_out": W_out, "C_out": C_out},
    )
    db = dout.sum(axis=(0, 2, 3))
    yield Step(
        "The easy one first. The bias b[o] was added to every number of channel o, so db[o] is the sum of all that "
        "arrives there: over the images and all positions.",
        (Figure("dout", dout, np.s_[:]), Figure("db", db, np.s_[:])),
        tuple(f"db[{o}]: {terms(dout[0, o])} = {number(db[o])}" for o in range(C_out)),
        "db = dout.sum(axis=...)",
    )
    dw, dx_padded = np.zeros(w.shape), np.zeros(x_padded.shape)

    def send(o, i, j):
        """Add what dout[0, o, i, j] gives."""
        place = window(i, j, K_h, K_w, stride)
        dw[o] += dout[0, o, i, j] * x_padded[place]
        dx_padded[place] += dout[0, o, i, j] * w[o]

    def figures(o, i, j):
        place = window(i, j, K_h, K_w, stride)
        return (
            Figure("x_padded", x_padded, place),
            Figure(f"w[{o}]", w[o]),
            Figure("dout", dout, np.s_[0, o, i, j]),
            Figure("dx_padded", dx_padded, place),
            Figure("dw", dw, np.s_[o]),
        )

    def told(o, i, j):
        """The two products of this position."""
        arriving, seen = factor(dout[0, o, i, j]), x_padded[window(i, j, K_h, K_w, stride)]
        return (
            f"dw[{o}] += {arriving} * window = {arriving} * ({listed(seen)})",
            f"dx_padded[window] += {arriving} * w[{o}] = {arriving} * ({listed(w[o])})",
        )

    send(0, 0, 0)
    yield Step(
        "Take one number of dout: {arriving}. It was made of products, window times filter {o}. Each factor gets dout "
        "times the other factor: the filter gets the window (dw), the window gets the filter (dx).",
        figures(0, 0, 0),
        told(0, 0, 0),
        "dw[o] += dout[n, o, i, j] * window; dx_padded[n, :, rows, columns] += dout[n, o, i, j] * w[o]",
        {"arriving": number(dout[0, 0, 0, 0]), "o": 0},
    )
    send(1, 0, 0)
    yield Step(
        "Filter {o} looked at the same window. dw[{o}] has only what filter {o} saw. dx_padded has what came through "
        "any filter, so the shares are added: +=.",
        figures(1, 0, 0),
        told(1, 0, 0),
        "for o in range(C_out): ...",
        {"o": 1},
    )
    send(0, 0, 1)
    yield Step(
        "The next number of filter {o}: one to the right in dout is {stride} columns in x_padded. dw[{o}] is the same "
        "array as before: the filter is shared by all positions, so its gradients are added up.",
        figures(0, 0, 1),
        told(0, 0, 1),
        "rows = slice(i * stride, i * stride + K_h); columns = slice(j * stride, j * stride + K_w)",
        {"o": 0, "stride": stride},
    )
    before = dx_padded[window(1, 0, K_h, K_w, stride)][0, 0].copy()
    send(0, 1, 0)
    after = dx_padded[window(1, 0, K_h, K_w, stride)][0, 0]
    yield Step(
        "One row down. Row {row} of x_padded lies in this window and in the one above: both get their share. With = "
        "instead of += the share of the first window would be lost here.",
        figures(0, 1, 0),
        tuple(
            f"dx_padded[0, 0, {stride}, {q}]: {number(before[q])} + {factor(dout[0, 0, 1, 0])}*{factor(w[0, 0, 0, q])}"
            f" = {number(after[q])}"
            for q in range(K_w)
        ),
        "dx_padded[:, :, rows, columns] += ...",
        {"row": stride},
    )
    send(0, 1, 1)
    yield Step(
        "The last position of filter {o}.",
        figures(0, 1, 1),
        told(0, 1, 1),
        values={"o": 0},
    )
    lines = []
    for i, j in [(0, 1), (1, 0), (1, 1)]:
        send(1, i, j)
        seen = x_padded[window(i, j, K_h, K_w, stride)]
        lines.append(f"i={i}, j={j}: dw[1] += {factor(dout[0, 1, i, j])} * ({listed(seen)})")
    yield Step(
        "Filter {o} at the other positions; dx_padded gets dout times w[{o}] there. Now dw and dx_padded are complete.",
        figures(1, 1, 1),
        tuple(lines),
        values={"o": 1},
    )
    yield Step(
        "The frame was no part of x: what arrived there is thrown away. dx is what is marked, in the shape of x.",
        (
            Figure("dx_padded", dx_padded, inside),
            Figure("dx", dx_padded[inside]),
            Figure("dw", dw),
            Figure("db", db),
        ),
        code=CROP,
    )


WALK = Walk(ARGS, steps)
