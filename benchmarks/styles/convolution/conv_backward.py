"""conv_backward in eight styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def loops(dout, x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    C_out, _, K_h, K_w = w.shape
    _, _, H_out, W_out = dout.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpadded = np.zeros_like(padded)
    dw = np.zeros_like(w)
    db = np.zeros_like(b)
    for n in range(N):
        for f in range(C_out):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    g = dout[n, f, i, j]
                    db[f] += g
                    dw[f] += g * padded[n, :, top : top + K_h, left : left + K_w]
                    dpadded[n, :, top : top + K_h, left : left + K_w] += g * w[f]
    dx = dpadded[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, db


def scalars(dout, x, w, b, stride, padding):
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for n in range(x.shape[0]):
        for o in range(w.shape[0]):
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    db[o] += dout[n, o, i, j]
                    for c in range(x.shape[1]):
                        for p in range(w.shape[2]):
                            for q in range(w.shape[3]):
                                r = i * stride + p - padding
                                s = j * stride + q - padding
                                if 0 <= r < x.shape[2] and 0 <= s < x.shape[3]:
                                    dx[n, c, r, s] += dout[n, o, i, j] * w[o, c, p, q]
                                    dw[o, c, p, q] += dout[n, o, i, j] * x[n, c, r, s]
    return dx, dw, db


def positions(dout, x, w, b, stride, padding):
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    _, _, Hp, Wp = dout.shape
    x_pad = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="constant")
    dx_pad = np.zeros_like(x_pad)
    dw = np.zeros_like(w)
    db = np.sum(dout, axis=(0, 2, 3))
    for i in range(Hp):
        for j in range(Wp):
            x_win = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            for f in range(F):
                dw[f] += np.sum(x_win * dout[:, f, i, j][:, None, None, None], axis=0)
            for n in range(N):
                dx_pad[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW] += np.sum(
                    w * dout[n, :, i, j][:, None, None, None], axis=0
                )
    dx = dx_pad[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, db


def im2col(dout, x, w, b, stride, padding):
    N, C, H, W = x.shape
    FN, _, FH, FW = w.shape
    out_h, out_w = dout.shape[2], dout.shape[3]
    img = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant")
    col = np.zeros((N, C, FH, FW, out_h, out_w))
    for y in range(FH):
        for k in range(FW):
            col[:, :, y, k] = img[:, :, y : y + stride * out_h : stride, k : k + stride * out_w : stride]
    col = col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)
    col_w = w.reshape(FN, -1).T

    d = dout.transpose(0, 2, 3, 1).reshape(-1, FN)
    db = np.sum(d, axis=0)
    dw = np.dot(col.T, d)
    dw = dw.transpose(1, 0).reshape(FN, C, FH, FW)
    dcol = np.dot(d, col_w.T)

    dcol = dcol.reshape(N, out_h, out_w, C, FH, FW).transpose(0, 3, 4, 5, 1, 2)
    dimg = np.zeros((N, C, H + 2 * padding + stride - 1, W + 2 * padding + stride - 1))
    for y in range(FH):
        for k in range(FW):
            dimg[:, :, y : y + stride * out_h : stride, k : k + stride * out_w : stride] += dcol[:, :, y, k]
    return dimg[:, :, padding : H + padding, padding : W + padding], dw, db


def einsum(dout, x, w, b, stride, padding):
    H, W = x.shape[2:]
    K_h, K_w = w.shape[2:]
    H_out, W_out = dout.shape[2:]
    x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    view = sliding_window_view(x_padded, (K_h, K_w), axis=(2, 3))[:, :, ::stride, ::stride]
    dw = np.einsum("noij,ncijpq->ocpq", dout, view)
    db = np.einsum("noij->o", dout)
    dx_padded = np.zeros_like(x_padded)
    for i in range(H_out):
        for j in range(W_out):
            spread = np.einsum("no,ocpq->ncpq", dout[:, :, i, j], w)
            dx_padded[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] += spread
    dx = dx_padded[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, db


def full_correlation(dout, x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    C_out, _, K_h, K_w = w.shape
    _, _, H_out, W_out = dout.shape
    x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    stuffed = np.zeros((N, C_out, H + 2 * padding - K_h + 1, W + 2 * padding - K_w + 1))
    stuffed[:, :, : (H_out - 1) * stride + 1 : stride, : (W_out - 1) * stride + 1 : stride] = dout
    around = np.pad(stuffed, ((0, 0), (0, 0), (K_h - 1, K_h - 1), (K_w - 1, K_w - 1)))
    rotated = w[:, :, ::-1, ::-1]
    windows = sliding_window_view(around, (K_h, K_w), axis=(2, 3))
    dx = np.einsum("noijpq,ocpq->ncij", windows, rotated)
    dx = dx[:, :, padding : padding + H, padding : padding + W]
    dw = np.zeros((C_out, C_in, K_h, K_w))
    for p in range(K_h):
        for q in range(K_w):
            seen = x_padded[:, :, p : p + stuffed.shape[2], q : q + stuffed.shape[3]]
            dw[:, :, p, q] = np.tensordot(stuffed, seen, axes=((0, 2, 3), (0, 2, 3)))
    db = dout.sum(axis=(0, 2, 3))
    return dx, dw, db


def per_image(dout, x, w, b, stride, padding):
    dx = np.zeros_like(x)
    dw = np.zeros_like(w)
    db = np.zeros_like(b)
    kh, kw = w.shape[2], w.shape[3]
    for n in range(len(x)):
        image = np.pad(x[n], ((0, 0), (padding, padding), (padding, padding)))
        dimage = np.zeros(image.shape)
        dw_n = np.zeros(w.shape)
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                rows = slice(i * stride, i * stride + kh)
                cols = slice(j * stride, j * stride + kw)
                g = dout[n, :, i, j].reshape(-1, 1, 1, 1)
                dw_n += g * image[:, rows, cols]
                dimage[:, rows, cols] += (g * w).sum(axis=0)
        dw += dw_n
        db += dout[n].sum(axis=(1, 2))
        dx[n] = dimage[:, padding : padding + x.shape[2], padding : padding + x.shape[3]]
    return dx, dw, db


def fancy_indices(dout, x, w, b, stride, padding):
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    _, _, out_h, out_w = dout.shape
    x_pad = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="constant")
    rows = np.arange(HH)[:, None, None, None] + stride * np.arange(out_h)[None, None, :, None]
    columns = np.arange(WW)[None, :, None, None] + stride * np.arange(out_w)[None, None, None, :]
    windows = x_pad[:, :, rows, columns]
    dw = np.tensordot(dout, windows, axes=([0, 2, 3], [0, 4, 5]))
    db = dout.sum(axis=(0, 2, 3))
    shares = np.tensordot(w, dout, axes=([0], [1])).transpose(3, 0, 1, 2, 4, 5)
    dx_pad = np.zeros_like(x_pad)
    np.add.at(dx_pad, (slice(None), slice(None), rows, columns), shares)
    return dx_pad[:, :, padding : H + padding, padding : W + padding], dw, db


CROP = "padding : padding + H, padding : padding + W"

SLIPS = {
    "loops": [
        ("dx_assigned", "left + K_w] += g * w[f]", "left + K_w] = g * w[f]"),
        ("dw_assigned", "dw[f] += g", "dw[f] = g"),
        ("db_assigned", "db[f] += g", "db[f] = g"),
        ("dx_keeps_padding", "dpadded[:, :, padding : padding + H, padding : padding + W]", "dpadded"),
        ("crops_to_minus_padding", CROP, "padding:-padding, padding:-padding"),
        ("crops_at_zero", CROP, ":H, :W"),
        ("crops_at_zero", CROP, "padding:, padding:"),
        ("crops_to_size", CROP, "padding:H, padding:W"),
        ("crops_at_one", CROP, "1:-1, 1:-1"),
        ("ignores_stride", "i * stride, j * stride", "i, j"),
        ("ignores_stride", "i * stride, j * stride", "i * stride, j"),
        ("dx_ignores_padding", "g * padded[n,", "g * x[n,"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db / N"),
        ("mean_over_batch", "return dx, dw, db", "return dx / N, dw / N, db / N"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db"),
        ("dx_flips_filter", "g * w[f]", "g * w[f, :, ::-1, ::-1]"),
        ("upstream_is_one", "g = dout[n, f, i, j]", "g = 1"),
        ("takes_square_filter", "C_out, _, K_h, K_w = w.shape", "C_out, _, K_h, _ = w.shape\n    K_w = K_h"),
        ("width_from_height", "for j in range(W_out)", "for j in range(H_out)"),
        (None, "g * padded[n,", "g * padded[0,"),
        ("other_order", "return dx, dw, db", "return dw, db, dx"),
        ("other_order", "return dx, dw, db", "return dw, dx, db"),
        ("opposite_sign", "g = dout[n, f, i, j]", "g = -dout[n, f, i, j]"),
        (
            ("dx_assigned", "dw_assigned"),
            "dw[f] += g * padded[n, :, top : top + K_h, left : left + K_w]\n                    dpadded[n, :, top : top + K_h, left : left + K_w] += g",
            "dw[f] = g * padded[n, :, top : top + K_h, left : left + K_w]\n                    dpadded[n, :, top : top + K_h, left : left + K_w] = g",
        ),
        (None, "db[f] += g", "db[f] += g * g"),
        (None, "g * padded[n,", "padded[n,"),
        (None, "db[f] += g", "db[f] += g * b[f]"),
    ],
    "scalars": [
        ("dx_assigned", "dx[n, c, r, s] +=", "dx[n, c, r, s] ="),
        ("dw_assigned", "dw[o, c, p, q] +=", "dw[o, c, p, q] ="),
        ("db_assigned", "db[o] +=", "db[o] ="),
        ("dx_flips_filter", "* w[o, c, p, q]", "* w[o, c, w.shape[2] - 1 - p, w.shape[3] - 1 - q]"),
        ("dw_flipped", "dw[o, c, p, q] +=", "dw[o, c, -1 - p, -1 - q] +="),
        (
            "ignores_stride",
            "i * stride + p - padding\n                                s = j * stride + q",
            "i + p - padding\n                                s = j + q",
        ),
        (
            "dx_ignores_padding",
            "i * stride + p - padding\n                                s = j * stride + q - padding",
            "i * stride + p\n                                s = j * stride + q",
        ),
        ("takes_square_filter", "for q in range(w.shape[3])", "for q in range(w.shape[2])"),
        ("width_from_height", "for j in range(dout.shape[3])", "for j in range(dout.shape[2])"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / len(x), db / len(x)"),
        (
            "upstream_is_one",
            "dx[n, c, r, s] += dout[n, o, i, j] * w[o, c, p, q]\n                                    dw[o, c, p, q] += dout[n, o, i, j] * x",
            "dx[n, c, r, s] += w[o, c, p, q]\n                                    dw[o, c, p, q] += x",
        ),
        ("other_order", "return dx, dw, db", "return dx, db, dw"),
        (None, "w[o, c, p, q]\n", "w[o, c, p, q] * x[n, c, r, s]\n"),
        (None, "if 0 <= r < x.shape[2] and 0 <= s < x.shape[3]", "if 0 < r < x.shape[2] and 0 < s < x.shape[3]"),
    ],
    "positions": [
        ("dx_assigned", "] += np.sum(\n                    w", "] = np.sum(\n                    w"),
        ("dw_assigned", "dw[f] += np", "dw[f] = np"),
        ("db_sums_batch_only", "np.sum(dout, axis=(0, 2, 3))", "np.sum(dout, axis=0)"),
        ("db_keeps_batch", "np.sum(dout, axis=(0, 2, 3))", "np.sum(dout, axis=(2, 3))"),
        ("db_per_image", "np.sum(dout, axis=(0, 2, 3))", "np.sum(dout, axis=(1, 2, 3))"),
        ("db_sums_everything", "np.sum(dout, axis=(0, 2, 3))", "np.sum(dout)"),
        ("db_with_mean", "np.sum(dout, axis=(0, 2, 3))", "np.mean(dout, axis=(0, 2, 3))"),
        ("db_keeps_axes", "np.sum(dout, axis=(0, 2, 3))", "np.sum(dout, axis=(0, 2, 3), keepdims=True)"),
        ("dx_keeps_padding", "dx_pad[:, :, padding : padding + H, padding : padding + W]", "dx_pad"),
        ("crops_to_minus_padding", CROP, "padding:-padding, padding:-padding"),
        ("crops_at_zero", CROP, ":H, :W"),
        ("crops_to_size", CROP, "padding:H, padding:W"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db / N"),
        ("mean_over_batch", "dw[f] += np.sum(", "dw[f] += np.mean("),
        ("mean_over_positions", "return dx, dw, db", "return dx, dw / (Hp * Wp), db / (Hp * Wp)"),
        ("dx_ignores_padding", "dx_pad = np.zeros_like(x_pad)", "dx_pad = np.zeros_like(x)"),
        ("dx_ignores_padding", "x_win = x_pad[", "x_win = x["),
        ("dx_flips_filter", "w * dout[n, :", "w[:, :, ::-1, ::-1] * dout[n, :"),
        ("takes_square_filter", "F, _, HH, WW = w.shape", "F, _, HH, _ = w.shape\n    WW = HH"),
        ("width_from_height", "for j in range(Wp)", "for j in range(Hp)"),
        (
            "ignores_stride",
            "x_win = x_pad[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]",
            "x_win = x_pad[:, :, i : i + HH, j : j + WW]",
        ),
        (
            "ignores_stride",
            "dx_pad[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW]",
            "dx_pad[n, :, i : i + HH, j : j + WW]",
        ),
        ("opposite_sign", "return dx, dw, db", "return -dx, -dw, -db"),
        (
            ("db_sums_batch_only", "dx_keeps_padding"),
            "    dx = dx_pad[:, :, padding : padding + H, padding : padding + W]\n    return dx, dw, db",
            "    return dx_pad, dw, np.sum(dout, axis=0)",
        ),
        (
            ("dx_keeps_padding", "dw_assigned"),
            "                dw[f] += np.sum(x_win * dout[:, f, i, j][:, None, None, None], axis=0)\n            for n in range(N):\n                dx_pad[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW] += np.sum(\n                    w * dout[n, :, i, j][:, None, None, None], axis=0\n                )\n    dx = dx_pad[:, :, padding : padding + H, padding : padding + W]",
            "                dw[f] = np.sum(x_win * dout[:, f, i, j][:, None, None, None], axis=0)\n            for n in range(N):\n                dx_pad[n, :, i * stride : i * stride + HH, j * stride : j * stride + WW] += np.sum(\n                    w * dout[n, :, i, j][:, None, None, None], axis=0\n                )\n    dx = dx_pad",
        ),
        (None, "np.sum(dout, axis=(0, 2, 3))", "np.sum(dout, axis=(0, 1, 2))"),
        (None, "np.sum(x_win * dout", "np.sum(x_win + dout"),
    ],
    "im2col": [
        ("dx_assigned", "] += dcol[", "] = dcol["),
        ("dout_reshaped", "dout.transpose(0, 2, 3, 1).reshape(-1, FN)", "dout.reshape(-1, FN)"),
        ("db_sums_everything", "np.sum(d, axis=0)", "np.sum(d)"),
        ("db_with_mean", "np.sum(d, axis=0)", "np.mean(d, axis=0)"),
        ("db_keeps_axes", "np.sum(d, axis=0)", "np.sum(d, axis=0, keepdims=True)"),
        ("dw_flat", "    dw = dw.transpose(1, 0).reshape(FN, C, FH, FW)\n", ""),
        ("dw_flat", "dw.transpose(1, 0).reshape(FN, C, FH, FW)", "dw.T"),
        ("dw_channels_reshaped", "dw.transpose(1, 0).reshape(FN, C, FH, FW)", "dw.reshape(FN, C, FH, FW)"),
        (
            "dx_still_columns",
            "return dimg[:, :, padding : H + padding, padding : W + padding], dw, db",
            "return np.dot(d, col_w.T), dw, db",
        ),
        (
            "dx_columns_reshaped",
            "dcol.reshape(N, out_h, out_w, C, FH, FW).transpose(0, 3, 4, 5, 1, 2)",
            "dcol.reshape(N, C, FH, FW, out_h, out_w)",
        ),
        (
            "dx_keeps_padding",
            "return dimg[:, :, padding : H + padding, padding : W + padding]",
            "return dimg",
        ),
        (
            "crops_to_minus_padding",
            "padding : H + padding, padding : W + padding",
            "padding:-padding, padding:-padding",
        ),
        ("crops_at_zero", "padding : H + padding, padding : W + padding", ":H, :W"),
        ("crops_to_size", "padding : H + padding, padding : W + padding", "padding:H, padding:W"),
        ("mean_over_batch", "], dw, db", "], dw / N, db / N"),
        ("mean_over_batch", "], dw, db", "] / N, dw / N, db / N"),
        ("dx_ignores_padding", 'np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant")', "x"),
        ("dx_flips_filter", "col_w = w.reshape", "col_w = w[:, :, ::-1, ::-1].reshape"),
        (
            "ignores_stride",
            "dimg[:, :, y : y + stride * out_h : stride, k : k + stride * out_w : stride]",
            "dimg[:, :, y : y + out_h, k : k + out_w]",
        ),
        (
            "ignores_stride",
            "= img[:, :, y : y + stride * out_h : stride, k : k + stride * out_w : stride]",
            "= img[:, :, y : y + out_h, k : k + out_w]",
        ),
        (
            "dw_transposed",
            "dw.transpose(1, 0).reshape(FN, C, FH, FW)",
            "dw.transpose(1, 0).reshape(FN, C, FW, FH)",
        ),
        (
            "dw_channels_swapped",
            "dw.transpose(1, 0).reshape(FN, C, FH, FW)",
            "dw.transpose(1, 0).reshape(FN, C, FH, FW).transpose(1, 0, 2, 3)",
        ),
        ("mean_over_positions", "], dw, db", "], dw / (out_h * out_w), db / (out_h * out_w)"),
        (
            ("dx_assigned", "dw_flat"),
            "    dw = dw.transpose(1, 0).reshape(FN, C, FH, FW)\n    dcol = np.dot(d, col_w.T)\n\n    dcol = dcol.reshape(N, out_h, out_w, C, FH, FW).transpose(0, 3, 4, 5, 1, 2)\n    dimg = np.zeros((N, C, H + 2 * padding + stride - 1, W + 2 * padding + stride - 1))\n    for y in range(FH):\n        for k in range(FW):\n            dimg[:, :, y : y + stride * out_h : stride, k : k + stride * out_w : stride] +=",
            "    dcol = np.dot(d, col_w.T)\n\n    dcol = dcol.reshape(N, out_h, out_w, C, FH, FW).transpose(0, 3, 4, 5, 1, 2)\n    dimg = np.zeros((N, C, H + 2 * padding + stride - 1, W + 2 * padding + stride - 1))\n    for y in range(FH):\n        for k in range(FW):\n            dimg[:, :, y : y + stride * out_h : stride, k : k + stride * out_w : stride] =",
        ),
        (None, "np.sum(d, axis=0)", "np.sum(d, axis=0) + b"),
        (None, "dcol[:, :, y, k]", "dcol[:, :, y, 0]"),
    ],
    "einsum": [
        ("dx_assigned", "] += spread", "] = spread"),
        ("db_keeps_batch", '"noij->o"', '"noij->no"'),
        ("db_sums_batch_only", '"noij->o"', '"noij->oij"'),
        ("db_sums_everything", '"noij->o"', '"noij->"'),
        ("db_per_image", '"noij->o"', '"noij->n"'),
        ("dw_channels_swapped", "->ocpq", "->copq"),
        ("dw_transposed", "->ocpq", "->ocqp"),
        ("dw_flipped", "dout, view)", "dout, view)[:, :, ::-1, ::-1]"),
        ("dx_keeps_padding", "dx_padded[:, :, padding : padding + H, padding : padding + W]", "dx_padded"),
        ("crops_to_minus_padding", CROP, "padding:-padding, padding:-padding"),
        ("crops_at_zero", CROP, ":H, :W"),
        ("dx_ignores_padding", "sliding_window_view(x_padded", "sliding_window_view(x"),
        ("dx_ignores_padding", "np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))", "x"),
        ("ignores_stride", "i * stride : i * stride + K_h, j * stride : j * stride + K_w", "i : i + K_h, j : j + K_w"),
        ("ignores_stride", "[:, :, ::stride, ::stride]", "[:, :, :H_out, :W_out]"),
        ("mean_over_batch", "dout, view)", "dout, view) / x.shape[0]"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / len(x), db / len(x)"),
        ("mean_over_batch", "dx = dx_padded", "db /= len(x)\n    dx = dx_padded"),
        ("dx_flips_filter", "dout[:, :, i, j], w)", "dout[:, :, i, j], np.flip(w, (2, 3)))"),
        ("width_from_height", "range(W_out)", "range(H_out)"),
        ("takes_square_filter", "K_h, K_w = w.shape[2:]", "K_h = K_w = w.shape[2]"),
        ("opposite_sign", "return dx, dw, db", "return -dx, -dw, -db"),
        ("other_order", "return dx, dw, db", "return dw, db, dx"),
        (
            ("db_keeps_batch", "dw_flipped"),
            'dout, view)\n    db = np.einsum("noij->o"',
            'dout, view)[..., ::-1, ::-1]\n    db = np.einsum("noij->no"',
        ),
        (None, "dout[:, :, i, j], w)", "dout[:, :, i, j], w**2)"),
        (None, "dout, view)", "dout, view - view.mean())"),
    ],
    "full_correlation": [
        ("dx_flips_filter", "w[:, :, ::-1, ::-1]", "w"),
        (
            "ignores_stride",
            "stuffed[:, :, : (H_out - 1) * stride + 1 : stride, : (W_out - 1) * stride + 1 : stride]",
            "stuffed[:, :, :H_out, :W_out]",
        ),
        ("dx_keeps_padding", "    dx = dx[:, :, padding : padding + H, padding : padding + W]\n", ""),
        ("crops_to_minus_padding", CROP, "padding:-padding, padding:-padding"),
        ("crops_at_zero", CROP, ":H, :W"),
        ("dx_shifted", "(K_h - 1, K_h - 1), (K_w - 1, K_w - 1)", "(K_h, K_h), (K_w, K_w)"),
        ("dx_valid_only", "sliding_window_view(around", "sliding_window_view(stuffed"),
        ("dx_valid_only", "(K_h - 1, K_h - 1), (K_w - 1, K_w - 1)", "(padding, padding), (padding, padding)"),
        ("dw_channels_swapped", "np.tensordot(stuffed, seen,", "np.tensordot(seen, stuffed,"),
        ("dw_flipped", "dw[:, :, p, q]", "dw[:, :, K_h - 1 - p, K_w - 1 - q]"),
        ("db_sums_batch_only", "axis=(0, 2, 3)", "axis=0"),
        ("db_keeps_axes", "axis=(0, 2, 3)", "axis=(0, 2, 3), keepdims=True"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db / N"),
        ("mean_over_positions", "return dx, dw, db", "return dx, dw / (H_out * W_out), db / (H_out * W_out)"),
        ("dx_ignores_padding", "seen = x_padded[", "seen = x["),
        ("opposite_sign", "return dx, dw, db", "return -dx, -dw, -db"),
        (
            "dw_from_dx",
            "seen = x_padded[",
            "seen = np.pad(dx, ((0, 0), (0, 0), (padding, padding), (padding, padding)))[",
        ),
        (
            ("dx_flips_filter", "db_with_mean"),
            "db = dout.sum(axis=(0, 2, 3))\n    return dx, dw, db",
            'rotated = w\n    dx = np.einsum("noijpq,ocpq->ncij", windows, rotated)\n    dx = dx[:, :, padding:, padding:][:, :, :H, :W]\n    return dx, dw, dout.mean(axis=(0, 2, 3))',
        ),
        (None, "w[:, :, ::-1, ::-1]", "w[:, :, ::-1]"),
        (None, "db = dout.sum(axis=(0, 2, 3))", "db = dw.sum(axis=(1, 2, 3))"),
    ],
    "per_image": [
        ("last_image_only", "        dw += dw_n", "        dw = dw_n"),
        ("db_assigned", "db += dout[n]", "db = dout[n]"),
        ("dw_assigned", "dw_n += g", "dw_n = g"),
        ("dx_assigned", "dimage[:, rows, cols] +=", "dimage[:, rows, cols] ="),
        (
            "dx_keeps_padding",
            "dx[n] = dimage[:, padding : padding + x.shape[2], padding : padding + x.shape[3]]",
            "dx[n] = dimage",
        ),
        (
            "crops_to_minus_padding",
            "padding : padding + x.shape[2], padding : padding + x.shape[3]",
            "padding:-padding, padding:-padding",
        ),
        (
            "crops_at_zero",
            "padding : padding + x.shape[2], padding : padding + x.shape[3]",
            ": x.shape[2], : x.shape[3]",
        ),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / len(x), db / len(x)"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw, db / len(x)"),
        ("db_with_mean", "db += dout[n].sum(axis=(1, 2))", "db += dout[n].mean(axis=(1, 2)) / len(x)"),
        (
            "ignores_stride",
            "slice(i * stride, i * stride + kh)\n                cols = slice(j * stride, j * stride + kw)",
            "slice(i, i + kh)\n                cols = slice(j, j + kw)",
        ),
        ("dx_flips_filter", "(g * w)", "(g * w[:, :, ::-1, ::-1])"),
        ("takes_square_filter", "kh, kw = w.shape[2], w.shape[3]", "kh = kw = w.shape[2]"),
        ("dx_ignores_padding", "dimage = np.zeros(image.shape)", "dimage = np.zeros(x[n].shape)"),
        ("upstream_is_one", "g = dout[n, :, i, j].reshape(-1, 1, 1, 1)", "g = np.ones((len(w), 1, 1, 1))"),
        ("width_from_height", "for j in range(dout.shape[3])", "for j in range(dout.shape[2])"),
        ("mean_over_positions", "dw += dw_n", "dw += dw_n / dout[n, 0].size"),
        ("other_order", "return dx, dw, db", "return dw, db, dx"),
        (None, "dw += dw_n", "dw += dw_n + w"),
        (None, "db += dout[n].sum(axis=(1, 2))", "db += np.abs(dout[n]).sum(axis=(1, 2))"),
        (None, "(g * w).sum(axis=0)", "(g * w).mean(axis=0)"),
    ],
    "fancy_indices": [
        (
            "dx_assigned",
            "np.add.at(dx_pad, (slice(None), slice(None), rows, columns), shares)",
            "dx_pad[:, :, rows, columns] += shares",
        ),
        ("dx_keeps_padding", "return dx_pad[:, :, padding : H + padding, padding : W + padding]", "return dx_pad"),
        (
            "crops_to_minus_padding",
            "padding : H + padding, padding : W + padding",
            "padding:-padding, padding:-padding",
        ),
        ("crops_to_size", "padding : H + padding, padding : W + padding", "padding:H, padding:W"),
        ("crops_at_zero", "padding : H + padding, padding : W + padding", ":H, :W"),
        ("dx_flips_filter", "np.tensordot(w, dout", "np.tensordot(w[..., ::-1, ::-1], dout"),
        (
            "ignores_stride",
            "stride * np.arange(out_h)[None, None, :, None]\n    columns = np.arange(WW)[None, :, None, None] + stride * np",
            "np.arange(out_h)[None, None, :, None]\n    columns = np.arange(WW)[None, :, None, None] + np",
        ),
        ("ignores_stride", "+ stride * np.arange(out_w)", "+ np.arange(out_w)"),
        ("dx_ignores_padding", "windows = x_pad[", "windows = x["),
        ("dx_ignores_padding", "np.zeros_like(x_pad)", "np.zeros_like(x)"),
        ("mean_over_batch", "dw, db\n", "dw / N, db / N\n"),
        ("db_sums_batch_only", "axis=(0, 2, 3))\n    shares", "axis=0)\n    shares"),
        ("db_with_mean", "dout.sum(", "dout.mean("),
        ("db_keeps_axes", "axis=(0, 2, 3))\n    shares", "axis=(0, 2, 3), keepdims=True)\n    shares"),
        (
            "dw_channels_swapped",
            "np.tensordot(dout, windows, axes=([0, 2, 3], [0, 4, 5]))",
            "np.tensordot(windows, dout, axes=([0, 4, 5], [0, 2, 3])).transpose(0, 3, 1, 2)",
        ),
        ("first_image_only", "np.tensordot(dout, windows,", "np.tensordot(dout[:1], windows[:1],"),
        ("opposite_sign", "padding : W + padding], dw, db", "padding : W + padding] * -1, -dw, -db"),
        (
            "other_order",
            "return dx_pad[:, :, padding : H + padding, padding : W + padding], dw, db",
            "return dw, db, dx_pad[:, :, padding : H + padding, padding : W + padding]",
        ),
        (
            ("dx_assigned", "mean_over_batch"),
            "np.add.at(dx_pad, (slice(None), slice(None), rows, columns), shares)\n    return dx_pad[:, :, padding : H + padding, padding : W + padding], dw, db",
            "dx_pad[:, :, rows, columns] = shares\n    return dx_pad[:, :, padding : H + padding, padding : W + padding], dw / N, db",
        ),
        (None, "np.tensordot(w, dout", "np.tensordot(np.abs(w), dout"),
        (None, "np.tensordot(dout, windows", "np.tensordot(dout, windows**2"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
