"""affine_backward in four styles."""

import numpy as np


def matrix_products(dout, x, w, b):
    x_flat = x.reshape(x.shape[0], -1)
    dx = (dout @ w.T).reshape(x.shape)
    dw = x_flat.T @ dout
    db = dout.sum(axis=0)
    return dx, dw, db


def einsum(dout, x, w, b):
    flat = x.reshape(len(x), w.shape[0])
    dx = np.einsum("nm,dm->nd", dout, w)
    dw = np.einsum("nd,nm->dm", flat, dout)
    db = np.einsum("nm->m", dout)
    return dx.reshape(x.shape), dw, db


def loop_over_samples(dout, x, w, b):
    N = x.shape[0]
    dx = np.zeros_like(x)
    dw = np.zeros_like(w)
    db = np.zeros_like(b)
    for n in range(N):
        row = x[n].reshape(-1)
        dx[n] = np.dot(w, dout[n]).reshape(x[n].shape)
        dw += np.outer(row, dout[n])
        db += dout[n]
    return dx, dw, db


def element_loops(dout, x, w, b):
    N, M = dout.shape
    D = w.shape[0]
    x_flat = x.reshape(N, D)
    dx = np.zeros((N, D))
    dw = np.zeros((D, M))
    db = np.zeros(M)
    for n in range(N):
        for m in range(M):
            g = dout[n, m]
            db[m] += g
            for d in range(D):
                dx[n, d] += g * w[d, m]
                dw[d, m] += g * x_flat[n, d]
    dx = dx.reshape(x.shape)
    return dx, dw, db


def transposed_products(dout, x, w, b):
    shape = x.shape
    X = x.reshape(shape[0], -1)
    db = np.sum(dout, axis=0)
    dw = np.dot(dout.T, X).T
    dx = np.dot(w, dout.T).T
    return dx.reshape(*shape), dw, db


SLIPS = {
    "matrix_products": [
        ("dx_flat", "(dout @ w.T).reshape(x.shape)", "dout @ w.T"),
        ("dx_transposed", "(dout @ w.T).reshape(x.shape)", "w @ dout.T"),
        ("dx_order", ".reshape(x.shape)", '.reshape(x.shape, order="F")'),
        ("w_not_transposed", "dout @ w.T", "dout @ w"),
        ("w_reshaped", "dout @ w.T", "dout @ w.reshape(w.shape[1], w.shape[0])"),
        ("dw_transposed", "x_flat.T @ dout", "dout.T @ x_flat"),
        ("does_not_flatten", "x_flat = x.reshape(x.shape[0], -1)", "x_flat = x"),
        ("order_of_flattening", "x.reshape(x.shape[0], -1)", 'x.reshape(x.shape[0], -1, order="F")'),
        ("x_reshaped", "x_flat.T @ dout", "x.reshape(-1, x.shape[0]) @ dout"),
        ("db_not_summed", "dout.sum(axis=0)", "dout"),
        ("db_per_sample", "axis=0", "axis=1"),
        ("db_sums_everything", "dout.sum(axis=0)", "dout.sum()"),
        ("db_keeps_axes", "axis=0", "axis=0, keepdims=True"),
        ("db_is_one", "dout.sum(axis=0)", "np.ones_like(b)"),
        ("db_is_zero", "dout.sum(axis=0)", "np.zeros_like(b)"),
        ("db_times_b", "dout.sum(axis=0)", "dout.sum(axis=0) * b"),
        ("mean_over_batch", "x_flat.T @ dout", "x_flat.T @ dout / x.shape[0]"),
        ("mean_over_batch", "dout.sum(", "dout.mean("),
        (
            "mean_over_batch",
            "x_flat.T @ dout\n    db = dout.sum(axis=0)",
            "x_flat.T @ dout / len(x)\n    db = dout.sum(axis=0) / len(x)",
        ),
        ("dx_times_x", "(dout @ w.T).reshape(x.shape)", "(dout @ w.T).reshape(x.shape) * x"),
        ("order_of_results", "return dx, dw, db", "return dw, db, dx"),
        ("order_of_results", "return dx, dw, db", "return dw, dx, db"),
        (
            "reshapes_x_in_place",
            "x_flat = x.reshape(x.shape[0], -1)\n    dx = (dout @ w.T).reshape(x.shape)",
            "shape = x.shape\n    x.shape = (shape[0], -1)\n    x_flat = x\n    dx = (dout @ w.T).reshape(shape)",
        ),
        ("upstream_is_one", "dout.sum(axis=0)", "np.ones_like(dout).sum(axis=0)"),
        (
            "dx_of_first_sample",
            "(dout @ w.T).reshape(x.shape)",
            "np.zeros_like(x)\n    dx[0] = (dout[0] @ w.T).reshape(x[0].shape)",
        ),
        (
            ("dw_transposed", "db_not_summed"),
            "x_flat.T @ dout\n    db = dout.sum(axis=0)",
            "dout.T @ x_flat\n    db = dout",
        ),
        (
            ("dx_flat", "db_per_sample"),
            "(dout @ w.T).reshape(x.shape)\n    dw = x_flat.T @ dout\n    db = dout.sum(axis=0)",
            "dout @ w.T\n    dw = x_flat.T @ dout\n    db = dout.sum(axis=1)",
        ),
        (
            ("mean_over_batch", "dx_flat"),
            "(dout @ w.T).reshape(x.shape)\n    dw = x_flat.T @ dout",
            "dout @ w.T\n    dw = x_flat.T @ dout / len(x)",
        ),
        (None, "dout.sum(axis=0)", "dout.max(axis=0)"),
        (None, "dout @ w.T", "dout @ w.T + x_flat"),
        (None, "x_flat.T @ dout", "x_flat.T @ dout + b"),
    ],
    "einsum": [
        ("dx_flat", "dx.reshape(x.shape)", "dx"),
        ("dx_transposed", 'dm->nd", dout, w)', 'dm->dn", dout, w)'),
        ("dw_transposed", "nm->dm", "nm->md"),
        ("dw_per_sample", "nm->dm", "nm->ndm"),
        ("db_per_sample", "nm->m", "nm->n"),
        ("db_sums_everything", "nm->m", "nm->"),
        ("db_not_summed", 'np.einsum("nm->m", dout)', "dout"),
        ("w_not_transposed", "nm,dm->nd", "nm,md->nd"),
        ("upstream_is_one", 'np.einsum("nd,nm->dm", flat, dout)', 'np.einsum("nd,nm->dm", flat, np.ones_like(dout))'),
        ("does_not_flatten", "flat = x.reshape(len(x), w.shape[0])", "flat = x"),
        ("opposite_sign", "return dx.reshape(x.shape), dw, db", "return -dx.reshape(x.shape), -dw, -db"),
        (
            "mean_over_batch",
            "return dx.reshape(x.shape), dw, db",
            "return dx.reshape(x.shape), dw / len(x), db / len(x)",
        ),
        (
            "mean_over_batch",
            "return dx.reshape(x.shape), dw, db",
            "N = len(x)\n    return dx.reshape(x.shape) / N, dw / N, db / N",
        ),
        ("order_of_results", "dx.reshape(x.shape), dw, db", "dx.reshape(x.shape), db, dw"),
        (
            ("dx_flat", "dw_transposed"),
            '"nd,nm->dm", flat, dout)\n    db = np.einsum("nm->m", dout)\n    return dx.reshape(x.shape)',
            '"nd,nm->md", flat, dout)\n    db = np.einsum("nm->m", dout)\n    return dx',
        ),
        (None, "return dx.reshape(x.shape), dw, db", "return dx.reshape(x.shape), dw, -db"),
    ],
    "loop_over_samples": [
        ("dw_assigned", "dw += np", "dw = np"),
        ("db_of_one_sample", "db += dout[n]", "db = dout[n]"),
        ("db_sums_everything", "db += dout[n]", "db += dout[n].sum()"),
        ("db_is_one", "db += dout[n]", "db = np.ones_like(b)"),
        ("dw_begins_with_w", "dw = np.zeros_like(w)", "dw = w.copy()"),
        ("dw_begins_with_w", "dw = np.zeros_like(w)", "dw = w"),
        ("order_of_flattening", "row = x[n].reshape(-1)", 'row = x[n].reshape(-1, order="F")'),
        ("w_not_transposed", "np.dot(w, dout[n])", "np.dot(dout[n], w)"),
        (
            "dw_transposed",
            "np.zeros_like(w)\n    db = np.zeros_like(b)\n    for n in range(N):\n        row = x[n].reshape(-1)\n        dx[n] = np.dot(w, dout[n]).reshape(x[n].shape)\n        dw += np.outer(row, dout[n])",
            "np.zeros(w.T.shape)\n    db = np.zeros_like(b)\n    for n in range(N):\n        row = x[n].reshape(-1)\n        dx[n] = np.dot(w, dout[n]).reshape(x[n].shape)\n        dw += np.outer(dout[n], row)",
        ),
        ("dx_sums_samples", "dx[n] = np", "dx += np"),
        ("mean_over_batch", "    return dx, dw, db", "    dw /= N\n    db /= N\n    return dx, dw, db"),
        ("mean_over_batch", "    return dx, dw, db", "    return dx, dw / N, db"),
        ("upstream_is_one", "db += dout[n]", "db += 1"),
        ("dw_times_w", "np.outer(row, dout[n])", "np.outer(row, dout[n]) * w"),
        (
            ("dw_assigned", "db_of_one_sample"),
            "dw += np.outer(row, dout[n])\n        db += dout[n]",
            "dw = np.outer(row, dout[n])\n        db = dout[n]",
        ),
        (
            ("dw_assigned", "db_is_zero"),
            "dw += np.outer(row, dout[n])\n        db += dout[n]",
            "dw = np.outer(row, dout[n])",
        ),
        (None, "    return dx, dw, db", "        return dx, dw, db"),
        (None, "np.outer(row, dout[n])", "np.outer(x[0].reshape(-1), dout[n])"),
    ],
    "element_loops": [
        ("dx_assigned", "dx[n, d] += g", "dx[n, d] = g"),
        ("dw_assigned", "dw[d, m] += g", "dw[d, m] = g"),
        ("db_of_one_sample", "db[m] += g", "db[m] = g"),
        ("dx_flat", "    dx = dx.reshape(x.shape)\n", ""),
        ("dx_order", "dx.reshape(x.shape)", 'dx.reshape(x.shape, order="F")'),
        ("db_is_one", "db[m] += g", "db[m] = 1"),
        ("upstream_is_one", "dw[d, m] += g * x_flat[n, d]", "dw[d, m] += x_flat[n, d]"),
        ("upstream_is_one", "dx[n, d] += g * w[d, m]", "dx[n, d] += w[d, m]"),
        ("dw_begins_with_w", "np.zeros((D, M))", "w"),
        ("w_not_transposed", "g * w[d, m]", "g * w[m, d]"),
        ("dw_of_first_sample", "x_flat[n, d]\n    dx = ", "x_flat[n, d] * (n == 0)\n    dx = "),
        ("order_of_flattening", "x.reshape(N, D)", 'x.reshape(N, D, order="F")'),
        ("db_times_b", "db[m] += g", "db[m] += g * b[m]"),
        ("x_reshaped", "x.reshape(N, D)", "x.reshape(D, N).T"),
        (
            ("dx_assigned", "dw_assigned"),
            "dx[n, d] += g * w[d, m]\n                dw[d, m] += g",
            "dx[n, d] = g * w[d, m]\n                dw[d, m] = g",
        ),
        (
            None,
            "            db[m] += g\n            for d in range(D):\n",
            "            for d in range(D):\n                db[m] += g\n",
        ),
        (None, "db[m] += g", "db[m] += g * g"),
    ],
    "transposed_products": [
        ("dw_transposed", "np.dot(dout.T, X).T", "np.dot(dout.T, X)"),
        ("dx_transposed", "np.dot(w, dout.T).T\n    return dx.reshape(*shape)", "np.dot(w, dout.T)\n    return dx"),
        ("dx_transposed", "np.dot(w, dout.T).T", "np.dot(w, dout.T)"),
        ("dx_flat", "dx.reshape(*shape)", "dx"),
        ("dx_order", "dx.reshape(*shape)", 'dx.reshape(shape, order="F")'),
        ("db_per_sample", "axis=0", "axis=1"),
        ("db_sums_everything", ", axis=0", ""),
        ("db_keeps_axes", "axis=0", "axis=0, keepdims=True"),
        ("db_of_one_sample", "np.sum(dout, axis=0)", "dout[0]"),
        ("db_not_summed", "np.sum(dout, axis=0)", "dout"),
        ("db_is_one", "np.sum(dout, axis=0)", "np.ones(b.shape)"),
        ("mean_over_batch", "np.sum(", "np.mean("),
        ("mean_over_batch", "np.dot(dout.T, X).T", "np.dot(dout.T, X).T / shape[0]"),
        ("order_of_results", "dx.reshape(*shape), dw, db", "dx.reshape(*shape), db, dw"),
        ("opposite_sign", "dx.reshape(*shape), dw, db", "-dx.reshape(*shape), -dw, -db"),
        ("dw_begins_with_w", "dw = np.dot(dout.T, X).T", "dw = w + np.dot(dout.T, X).T"),
        ("order_of_flattening", "x.reshape(shape[0], -1)", 'x.reshape(shape[0], -1, order="F")'),
        ("upstream_is_one", "np.dot(w, dout.T).T", "np.dot(w, np.ones_like(dout).T).T"),
        ("dx_sums_samples", "np.dot(w, dout.T).T", "np.dot(w, dout.T).T.sum(axis=0) * np.ones_like(X)"),
        (
            ("dx_flat", "mean_over_batch"),
            "dw = np.dot(dout.T, X).T\n    dx = np.dot(w, dout.T).T\n    return dx.reshape(*shape)",
            "dw = np.dot(dout.T, X).T / shape[0]\n    dx = np.dot(w, dout.T).T\n    return dx",
        ),
        (
            ("dw_transposed", "db_keeps_axes"),
            "axis=0)\n    dw = np.dot(dout.T, X).T",
            "axis=0, keepdims=True)\n    dw = np.dot(dout.T, X)",
        ),
        (None, "np.sum(dout, axis=0)", "np.sum(dout, axis=0) + b"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
