"""affine_backward by hand: two samples, three inputs, four outputs."""

import numpy as np

from grader import Figure, Step, Walk

from .._walk import number, products, terms

ARGS = {
    "dout": np.array([[1.0, 2, 0, -1], [3, 0, -2, 1]]),
    "x": np.array([[[1.0, 2, 3]], [[0, -1, 2]]]),
    "w": np.array([[1.0, 0, 2, -1], [2, 1, 0, 1], [0, -1, 1, 3]]),
    "b": np.array([1.0, 0, 2, -1]),
}


def steps(dout, x, w, b):
    """The flat samples, db, dw and dx number by number, the shape of dx."""
    N, (D, M) = len(x), w.shape
    flat = np.reshape(x, (N, D))
    yield Step(
        "out = x_flat @ w + b: each of the {N} samples is one row of {D} numbers, whatever shape it came in. Here it "
        "came as {shape}. dout says how much the loss grows with each of the {M} outputs.",
        (Figure("x_flat", flat), Figure("w", w), Figure("dout", dout)),
        code="x_flat = x.reshape(len(x), -1)",
        values={"N": N, "D": D, "M": M, "shape": "x".join(map(str, x.shape[1:]))},
    )
    db = dout.sum(axis=0)
    yield Step(
        "b[m] was added to output m of every sample, so db[m] is the sum of that column of dout. A sum, no mean.",
        (Figure("dout", dout, np.s_[:, 0]), Figure("db", db, 0)),
        tuple(f"db[{m}]: {terms(dout[:, m])} = {number(db[m])}" for m in range(M)),
        "db = dout.sum(axis=0)",
    )
    dw = np.full((D, M), np.nan)

    def write_dw(d, m):
        dw[d, m] = np.sum(flat[:, d] * dout[:, m])
        return f"dw[{d}, {m}]: {products(flat[:, d], dout[:, m])} = {number(dw[d, m])}"

    def figures_dw(d, m):
        return Figure("x_flat", flat, np.s_[:, d]), Figure("dout", dout, np.s_[:, m]), Figure("dw", dw, (d, m))

    line = write_dw(0, 0)
    yield Step(
        "Where does w[{d}, {m}] work? In every sample, on input {d}, for output {m}. Each time it gets dout times the "
        "input: column {d} of x_flat meets column {m} of dout.",
        figures_dw(0, 0),
        (line,),
        values={"d": 0, "m": 0},
    )
    line = write_dw(0, 1)
    yield Step(
        "The next output: the same column of x_flat, the next one of dout.",
        figures_dw(0, 1),
        (line,),
        "dw[d, m] = (x_flat[:, d] * dout[:, m]).sum()",
    )
    rest = [(d, m) for d, m in np.ndindex(D, M) if (d, m) > (0, 1)]
    lines = tuple(write_dw(d, m) for d, m in rest)
    yield Step(
        "All the others. Columns that meet columns: this is a matrix product with x_flat transposed, and its shape "
        "({D}, {N}) @ ({N}, {M}) fits.",
        figures_dw(*rest[-1]),
        lines,
        "dw = x_flat.T @ dout",
        {"D": D, "N": N, "M": M},
    )
    dx = np.full((N, D), np.nan)

    def write_dx(n, d):
        dx[n, d] = np.sum(dout[n] * w[d])
        return f"dx_flat[{n}, {d}]: {products(dout[n], w[d])} = {number(dx[n, d])}"

    def figures_dx(n, d):
        return Figure("dout", dout, n), Figure("w", w, d), Figure("dx_flat", dx, (n, d))

    line = write_dx(0, 0)
    yield Step(
        "And x_flat[{n}, {d}]? It went through row {d} of w into all {M} outputs of its sample: row {n} of dout meets "
        "row {d} of w, and the products are added.",
        figures_dx(0, 0),
        (line,),
        values={"n": 0, "d": 0, "M": M},
    )
    rest = [(n, d) for n, d in np.ndindex(N, D) if (n, d) > (0, 0)]
    lines = tuple(write_dx(n, d) for n, d in rest)
    yield Step(
        "The others. Rows that meet rows: this time w is transposed, ({N}, {M}) @ ({M}, {D}).",
        figures_dx(*rest[-1]),
        lines,
        "dx_flat = dout @ w.T",
        {"N": N, "M": M, "D": D},
    )
    yield Step(
        "dx gets the shape that x came in.",
        (Figure("dx", dx.reshape(x.shape)), Figure("dw", dw), Figure("db", db)),
        code="dx = dx_flat.reshape(x.shape)",
    )


WALK = Walk(ARGS, steps)
