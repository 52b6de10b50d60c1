"""pad2d by hand: a frame of zeros, then one of the nearest pixels."""

import numpy as np

from grader import Figure, Step, Walk

from ._walks import framed

ARGS = {"x": np.array([[[[1, 2, 3], [4, 5, 6]]]], float), "padding": 2, "mode": "replicate"}


def steps(x, padding, mode):
    """The size, zeros, and for replicate first the rows, then the columns."""
    N, C, H, W = x.shape
    rows, columns = H + 2 * padding, W + 2 * padding
    yield Step(
        "A frame of {padding} goes around the image: above and below, left and right. N and C get none.",
        (Figure("x", x), Figure("out", np.full((N, C, rows, columns), np.nan))),
        (f"H: {H} + 2*{padding} = {rows}", f"W: {W} + 2*{padding} = {columns}"),
        "out = np.zeros((N, C, H + 2 * padding, W + 2 * padding))",
        {"padding": padding},
    )
    zeros, inside = framed(x, padding)
    yield Step(
        'Mode "zeros". out begins with zeros, and x is written into the middle: its first row becomes row '
        "{padding} of out, its last one row {last}. So the slice ends at padding + H.",
        (Figure("x", x, np.s_[:]), Figure("out", zeros, inside)),
        code="out[:, :, padding : padding + H, padding : padding + W] = x",
        values={"padding": padding, "last": padding + H - 1},
    )
    source = [min(max(i - padding, 0), H - 1) for i in range(rows)]
    yield Step(
        'Mode "replicate". Now the frame repeats the nearest pixel. Which row of x does row i of out show? Row '
        "i - padding; where there is none, the nearest one.",
        (Figure("i", np.arange(rows)[:, None]), Figure("rows[i]", np.array(source)[:, None])),
        tuple(
            f"i={i}: {i} - {padding} = {i - padding}" + ("" if i - padding == row else f" -> {row}")
            for i, row in enumerate(source)
        ),
        "rows = np.arange(-padding, H + padding).clip(0, H - 1)",
    )
    out = np.full((N, C, rows, columns), np.nan)
    across = slice(padding, padding + W)
    for i, row in enumerate(source):
        out[:, :, i, across] = x[:, :, row]
    yield Step(
        "So the first row of x stands in the first {n} rows of out, and the last row of x in the last {n}.",
        (Figure("x", x), Figure("out", out, [np.s_[:, :, :padding, across], np.s_[:, :, padding + H :, across]])),
        values={"n": padding + 1},
    )
    for j in range(columns):
        out[:, :, :, j] = out[:, :, :, min(max(j, padding), padding + W - 1)]
    corners = [np.s_[:, :, a, b] for a in (slice(padding), slice(-padding, None)) for b in (slice(padding), slice(-padding, None))]  # fmt: skip # noqa: E501
    yield Step(
        "The same with the columns. The corners are marked: they repeat the corner pixels of x, because both indices "
        "are clipped.",
        (Figure("x", x, [np.s_[:, :, a, b] for a in (0, -1) for b in (0, -1)]), Figure("out", out, corners)),
        code="out = x[:, :, rows[:, None], columns]",
    )


WALK = Walk(ARGS, steps)
