"""conv_transpose_forward by hand: every pixel paints the filter, and where the paint overlaps it is added."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import factor, listed, number

ARGS = {
    "x": np.array([[[[1, 2, -1], [3, 0, 2]]]], float),
    "w": np.array([[[[1, 2], [0, 1], [3, -1]]]], float),
    "b": np.array([1.0]),
    "stride": 2,
    "padding": 1,
}


def steps(x, w, b, stride, padding):
    """The size, two pixels, the overlap, the others, the cut, the bias."""
    (N, _, H, W), (_, C_out, K_h, K_w) = x.shape, w.shape
    rows, columns = (H - 1) * stride + K_h, (W - 1) * stride + K_w
    painted = np.zeros((N, C_out, rows, columns))
    yield Step(
        "An ordinary convolution reads a window and writes a pixel. Here each pixel of x writes a window: the filter "
        "times that pixel. The windows begin {stride} apart.",
        (Figure("x", x), Figure("w", w), Figure("painted", painted)),
        (
            f"H: ({H} - 1)*{stride} + {K_h} = {rows}",
            f"W: ({W} - 1)*{stride} + {K_w} = {columns}",
        ),
        "painted = np.zeros((N, C_out, (H - 1) * stride + K_h, (W - 1) * stride + K_w))",
        {"stride": stride},
    )

    def place(i, j):
        return np.s_[0, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]

    def paint(i, j):
        painted[place(i, j)] += x[0, 0, i, j] * w[0]
        return f"i={i}, j={j}: {factor(x[0, 0, i, j])} * ({listed(w)}) = ({listed(x[0, 0, i, j] * w)})"

    def figures(i, j):
        return Figure("x", x, (0, 0, i, j)), Figure("w", w), Figure("painted", painted, place(i, j))

    line = paint(0, 0)
    yield Step(
        "The first pixel paints at the top left.",
        figures(0, 0),
        (line,),
        "painted[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] += ...",
    )
    line = paint(0, 1)
    yield Step(
        "The second pixel, {stride} columns further. A larger pixel paints more strongly.",
        figures(0, 1),
        (line,),
        values={"stride": stride},
    )
    line = paint(0, 2)
    yield Step("To the end of the row. A negative pixel takes away.", figures(0, 2), (line,))
    before = painted[place(1, 0)][0, 0].copy()
    line = paint(1, 0)
    after = painted[place(1, 0)][0, 0]
    yield Step(
        "One row down. The filter is {K_h} high and moves by {stride}, so row {row} is painted twice: there the "
        "products are added, +=.",
        figures(1, 0),
        (
            line,
            *(
                f"painted[0, 0, {stride}, {q}]: {number(before[q])} + {factor(x[0, 0, 1, 0])}*{factor(w[0, 0, 0, q])}"
                f" = {number(after[q])}"
                for q in range(K_w)
            ),
        ),
        values={"K_h": K_h, "stride": stride, "row": stride},
    )
    lines = tuple(paint(1, j) for j in range(1, W))
    yield Step("The rest of the row; a pixel that is zero paints nothing.", figures(1, W - 1), lines)
    inside = np.s_[:, :, padding : rows - padding, padding : columns - padding]
    cut = painted[inside]
    yield Step(
        "In an ordinary convolution padding adds a frame; here, where everything goes backwards, it cuts one off: "
        "{padding} on each side.",
        (Figure("painted", painted, inside),),
        (
            f"H_out: {rows} - 2*{padding} = {rows - 2 * padding}",
            f"W_out: {columns} - 2*{padding} = {columns - 2 * padding}",
        ),
        "painted[:, :, padding : rows - padding, padding : columns - padding]",
        {"padding": padding},
    )
    yield Step(
        "Last, the bias: b[{o}] is added once to every number of channel {o}.",
        (Figure("painted", painted, inside), Figure("b", b), Figure("out", cut + b[:, None, None])),
        code="out = cut + b[:, None, None]",
        values={"o": 0},
    )


WALK = Walk(ARGS, steps)
