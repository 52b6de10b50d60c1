"""conv_transpose_backward in five styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def loops(dout, x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    _, C_out, K_h, K_w = w.shape
    dpad = np.pad(dout, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx = np.zeros_like(x)
    dw = np.zeros_like(w)
    db = np.sum(dout, axis=(0, 2, 3))
    for n in range(N):
        for c in range(C_in):
            for i in range(H):
                for j in range(W):
                    top, left = i * stride, j * stride
                    window = dpad[n, :, top : top + K_h, left : left + K_w]
                    dx[n, c, i, j] = np.sum(window * w[c])
                    dw[c] += x[n, c, i, j] * window
    return dx, dw, db


def scalars(dout, x, w, b, stride, padding):
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    N, C_out, H_out, W_out = dout.shape
    for n in range(N):
        for o in range(C_out):
            for r in range(H_out):
                for s in range(W_out):
                    db[o] += dout[n, o, r, s]
            for c in range(x.shape[1]):
                for i in range(x.shape[2]):
                    for j in range(x.shape[3]):
                        for p in range(w.shape[2]):
                            for q in range(w.shape[3]):
                                r = i * stride + p - padding
                                s = j * stride + q - padding
                                if 0 <= r < H_out and 0 <= s < W_out:
                                    dx[n, c, i, j] += dout[n, o, r, s] * w[c, o, p, q]
                                    dw[c, o, p, q] += dout[n, o, r, s] * x[n, c, i, j]
    return dx, dw, db


def positions(dout, x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    K_h, K_w = w.shape[2], w.shape[3]
    d = np.pad(dout, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="constant")
    dx = np.zeros(x.shape)
    dw = np.zeros(w.shape)
    for i in range(H):
        for j in range(W):
            win = d[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]
            dx[:, :, i, j] = np.tensordot(win, w, axes=([1, 2, 3], [1, 2, 3]))
            dw += np.tensordot(x[:, :, i, j], win, axes=(0, 0))
    db = dout.sum(axis=0).sum(axis=(1, 2))
    return dx, dw, db


def einsum(dout, x, w, b, stride, padding):
    K_h, K_w = w.shape[2:]
    padded = np.pad(dout, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    view = sliding_window_view(padded, (K_h, K_w), axis=(2, 3))[:, :, ::stride, ::stride]
    dx = np.einsum("noijpq,copq->ncij", view, w)
    dw = np.einsum("ncij,noijpq->copq", x, view)
    db = np.einsum("noij->o", dout)
    return dx, dw, db


def im2col(dout, x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    _, C_out, K_h, K_w = w.shape
    d = np.pad(dout, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    col = np.zeros((N, H, W, C_out, K_h, K_w))
    for i in range(H):
        for j in range(W):
            col[:, i, j] = d[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]
    col = col.reshape(N * H * W, -1)
    flat_w = w.reshape(C_in, -1)
    dx = np.dot(col, flat_w.T).reshape(N, H, W, C_in).transpose(0, 3, 1, 2)
    flat_x = x.transpose(0, 2, 3, 1).reshape(-1, C_in)
    dw = np.dot(flat_x.T, col).reshape(w.shape)
    db = dout.sum(axis=(0, 2, 3))
    return dx, dw, db


PAIRS = "((0, 0), (0, 0), (padding, padding), (padding, padding))"

SLIPS = {
    "loops": [
        ("dw_assigned", "dw[c] += x", "dw[c] = x"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db / N"),
        ("mean_over_batch", "return dx, dw, db", "return dx / N, dw / N, db / N"),
        ("db_sums_batch_only", "axis=(0, 2, 3)", "axis=0"),
        ("db_keeps_batch", "axis=(0, 2, 3)", "axis=(2, 3)"),
        ("db_per_image", "axis=(0, 2, 3)", "axis=(1, 2, 3)"),
        ("db_sums_everything", "np.sum(dout, axis=(0, 2, 3))", "np.sum(dout)"),
        ("db_with_mean", "np.sum(dout, axis=(0, 2, 3))", "np.mean(dout, axis=(0, 2, 3))"),
        ("db_keeps_axes", "axis=(0, 2, 3)", "axis=(0, 2, 3), keepdims=True"),
        ("dx_flips_filter", "window * w[c]", "window * w[c, :, ::-1, ::-1]"),
        ("ignores_padding", "window = dpad[", "window = dout["),
        ("ignores_padding", "(padding, padding), (padding, padding)", "(0, 2 * padding), (0, 2 * padding)"),
        ("ignores_stride", "i * stride, j * stride", "i, j"),
        ("ignores_stride", "i * stride, j * stride", "i, j * stride"),
        ("takes_square_filter", "_, C_out, K_h, K_w = w.shape", "_, C_out, K_h, _ = w.shape\n    K_w = K_h"),
        ("width_from_height", "for j in range(W)", "for j in range(H)"),
        ("other_order", "return dx, dw, db", "return dw, db, dx"),
        ("opposite_sign", "return dx, dw, db", "return -dx, -dw, -db"),
        ("upstream_is_one", "dpad = np.pad(dout,", "dout = np.ones_like(dout)\n    dpad = np.pad(dout,"),
        (
            ("mean_over_batch", "dx_flips_filter"),
            "np.sum(window * w[c])\n                    dw[c] += x[n, c, i, j] * window\n    return dx, dw, db",
            "np.sum(window * w[c, :, ::-1, ::-1])\n                    dw[c] += x[n, c, i, j] * window\n    return dx, dw / N, db",
        ),
        (None, "np.sum(window * w[c])", "np.max(window * w[c])"),
        ("dw_from_dx", "dw[c] += x[n, c, i, j] * window", "dw[c] += dx[n, c, i, j] * window"),
    ],
    "scalars": [
        ("dx_assigned", "dx[n, c, i, j] +=", "dx[n, c, i, j] ="),
        ("dw_assigned", "dw[c, o, p, q] +=", "dw[c, o, p, q] ="),
        ("db_assigned", "db[o] +=", "db[o] ="),
        ("dx_flips_filter", "* w[c, o, p, q]", "* w[c, o, -1 - p, -1 - q]"),
        ("dw_flipped", "dw[c, o, p, q] +=", "dw[c, o, -1 - p, -1 - q] +="),
        (
            "ignores_stride",
            "i * stride + p - padding\n                                s = j * stride + q",
            "i + p - padding\n                                s = j + q",
        ),
        (
            "ignores_padding",
            "i * stride + p - padding\n                                s = j * stride + q - padding",
            "i * stride + p\n                                s = j * stride + q",
        ),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db / N"),
        ("takes_square_filter", "for q in range(w.shape[3])", "for q in range(w.shape[2])"),
        ("width_from_height", "for j in range(x.shape[3])", "for j in range(x.shape[2])"),
        (
            "upstream_is_one",
            "dx[n, c, i, j] += dout[n, o, r, s] * w[c, o, p, q]\n                                    dw[c, o, p, q] += dout[n, o, r, s] * x",
            "dx[n, c, i, j] += w[c, o, p, q]\n                                    dw[c, o, p, q] += x",
        ),
        (None, "dout[n, o, r, s] * w", "dout[n, o, r, s] * x[n, c, i, j] * w"),
        (None, "if 0 <= r < H_out and 0 <= s < W_out", "if 0 < r < H_out and 0 < s < W_out"),
    ],
    "positions": [
        ("dw_assigned", "dw += np", "dw = np"),
        ("dx_flips_filter", "(win, w, ", "(win, w[:, :, ::-1, ::-1], "),
        (
            "ignores_padding",
            'd = np.pad(dout, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="constant")',
            "d = dout",
        ),
        ("ignores_padding", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("ignores_padding", "(padding, padding), (padding, padding)", "(0, padding), (0, padding)"),
        ("ignores_stride", "i * stride : i * stride + K_h, j * stride : j * stride + K_w", "i : i + K_h, j : j + K_w"),
        ("db_sums_batch_only", "dout.sum(axis=0).sum(axis=(1, 2))", "dout.sum(axis=0)"),
        ("db_keeps_batch", "dout.sum(axis=0).sum(axis=(1, 2))", "dout.sum(axis=(2, 3))"),
        ("db_with_mean", "dout.sum(axis=0).sum(axis=(1, 2))", "dout.mean(axis=(0, 2, 3))"),
        (
            "mean_over_batch",
            "np.tensordot(x[:, :, i, j], win, axes=(0, 0))",
            "np.tensordot(x[:, :, i, j], win, axes=(0, 0)) / N",
        ),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db / N"),
        ("takes_square_filter", "w.shape[2], w.shape[3]", "w.shape[2], w.shape[2]"),
        ("width_from_height", "range(W)", "range(H)"),
        ("dw_channels_swapped", "return dx, dw, db", "return dx, dw.transpose(1, 0, 2, 3), db"),
        ("other_order", "return dx, dw, db", "return dx, db, dw"),
        (
            ("dw_assigned", "db_with_mean"),
            "dw += np.tensordot(x[:, :, i, j], win, axes=(0, 0))\n    db = dout.sum(axis=0).sum(axis=(1, 2))",
            "dw = np.tensordot(x[:, :, i, j], win, axes=(0, 0))\n    db = dout.mean(axis=(0, 2, 3))",
        ),
        (None, "np.tensordot(x[:, :, i, j]", "np.tensordot(x[:, :, 0, 0]"),
        (None, "db = dout.sum", "db = b * dout.sum"),
    ],
    "einsum": [
        ("dx_flips_filter", "view, w)", "view, w[:, :, ::-1, ::-1])"),
        ("dw_flipped", "x, view)", "x, view)[:, :, ::-1, ::-1]"),
        ("dw_channels_swapped", "->copq", "->ocpq"),
        ("dw_transposed", "->copq", "->coqp"),
        ("db_keeps_batch", "noij->o", "noij->no"),
        ("db_sums_batch_only", 'noij->o"', 'noij->oij"'),
        ("db_sums_everything", '"noij->o"', '"noij->"'),
        ("ignores_padding", "sliding_window_view(padded,", "sliding_window_view(dout,"),
        ("ignores_padding", "(padding, padding), (padding, padding)", "(2 * padding, 0), (2 * padding, 0)"),
        ("dx_is_all_windows", "view, w)\n", "sliding_window_view(padded, (K_h, K_w), axis=(2, 3)), w)\n"),
        ("ignores_stride", "[:, :, ::stride, ::stride]", "[:, :, : x.shape[2], : x.shape[3]]"),
        ("mean_over_batch", "x, view)", "x, view) / len(x)"),
        ("opposite_sign", "return dx, dw, db", "return -dx, -dw, -db"),
        ("upstream_is_one", "    padded", "    dout = np.ones(dout.shape)\n    padded"),
        (None, "x, view)", "np.abs(x), view)"),
        (None, "view, w)", "view, w + 1)"),
    ],
    "im2col": [
        ("dw_flat", ".reshape(w.shape)", ""),
        ("dw_flat", "np.dot(flat_x.T, col).reshape(w.shape)", "np.dot(col.T, flat_x)"),
        ("dw_channels_reshaped", "np.dot(flat_x.T, col).reshape(w.shape)", "np.dot(col.T, flat_x).reshape(w.shape)"),
        ("dx_flips_filter", "w.reshape(C_in, -1)", "w[:, :, ::-1, ::-1].reshape(C_in, -1)"),
        ("ignores_padding", "d[:, :, i * stride", "dout[:, :, i * stride"),
        ("ignores_stride", "i * stride : i * stride + K_h, j * stride : j * stride + K_w", "i : i + K_h, j : j + K_w"),
        ("db_keeps_axes", "axis=(0, 2, 3)", "axis=(0, 2, 3), keepdims=True"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db / N"),
        ("dw_transposed", "reshape(w.shape)", "reshape(C_in, C_out, K_w, K_h)"),
        ("dx_reshaped", ".reshape(N, H, W, C_in).transpose(0, 3, 1, 2)", ".reshape(N, C_in, H, W)"),
        ("x_reshaped", "x.transpose(0, 2, 3, 1).reshape(-1, C_in)", "x.reshape(-1, C_in)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
