"""conv_general_backward in four styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def scalars(dout, x, w, b, stride, padding, dilation, groups):
    N, C_in, H, W = x.shape
    C_out, C_g, K_h, K_w = w.shape
    dx, dw, db = np.zeros(x.shape), np.zeros(w.shape), np.zeros(b.shape)
    for n in range(N):
        for o in range(C_out):
            g = o // (C_out // groups)
            for i in range(dout.shape[2]):
                for j in range(dout.shape[3]):
                    d = dout[n, o, i, j]
                    db[o] += d
                    for c in range(C_g):
                        channel = g * C_g + c
                        for p in range(K_h):
                            for q in range(K_w):
                                r = i * stride + p * dilation - padding
                                s = j * stride + q * dilation - padding
                                if 0 <= r < H and 0 <= s < W:
                                    dx[n, channel, r, s] += d * w[o, c, p, q]
                                    dw[o, c, p, q] += d * x[n, channel, r, s]
    return dx, dw, db


def positions(dout, x, w, b, stride, padding, dilation, groups):
    N, C_in, H, W = x.shape
    C_out, _, K_h, K_w = w.shape
    ci, co = C_in // groups, C_out // groups
    x_pad = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="constant")
    dx_pad = np.zeros_like(x_pad)
    dw = np.zeros_like(w)
    db = np.sum(dout, axis=(0, 2, 3))
    for g in range(groups):
        ins = slice(g * ci, (g + 1) * ci)
        outs = slice(g * co, (g + 1) * co)
        for i in range(dout.shape[2]):
            for j in range(dout.shape[3]):
                rows = slice(i * stride, i * stride + dilation * (K_h - 1) + 1, dilation)
                cols = slice(j * stride, j * stride + dilation * (K_w - 1) + 1, dilation)
                d = dout[:, outs, i, j]
                dw[outs] += np.tensordot(d, x_pad[:, ins, rows, cols], axes=(0, 0))
                dx_pad[:, ins, rows, cols] += np.tensordot(d, w[outs], axes=(1, 0))
    dx = dx_pad[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, db


def offsets(dout, x, w, b, stride, padding, dilation, groups):
    N, C_in, H, W = x.shape
    C_out, C_g, K_h, K_w = w.shape
    _, _, H_out, W_out = dout.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpadded = np.zeros(padded.shape)
    dw = np.zeros(w.shape)
    for g in range(groups):
        first, last = g * C_g, (g + 1) * C_g
        f = slice(g * C_out // groups, (g + 1) * C_out // groups)
        for p in range(K_h):
            for q in range(K_w):
                top, left = p * dilation, q * dilation
                place = np.s_[
                    :,
                    first:last,
                    top : top + (H_out - 1) * stride + 1 : stride,
                    left : left + (W_out - 1) * stride + 1 : stride,
                ]
                dw[f, :, p, q] = np.einsum("nohw,nchw->oc", dout[:, f], padded[place])
                dpadded[place] += np.einsum("nohw,oc->nchw", dout[:, f], w[f, :, p, q])
    db = dout.sum(axis=(0, 2, 3))
    return dpadded[:, :, padding : padding + H, padding : padding + W], dw, db


def joined(dout, x, w, b, stride, padding, dilation, groups):
    H, W = x.shape[2:]
    K_h, K_w = w.shape[2:]
    long_h, long_w = dilation * (K_h - 1) + 1, dilation * (K_w - 1) + 1
    dxs, dws, dbs = [], [], []
    x_groups = np.split(x, groups, axis=1)
    w_groups = np.split(w, groups, axis=0)
    d_groups = np.split(dout, groups, axis=1)
    for xg, wg, dg in zip(x_groups, w_groups, d_groups):
        xp = np.pad(xg, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
        view = sliding_window_view(xp, (long_h, long_w), axis=(2, 3))[:, :, ::stride, ::stride, ::dilation, ::dilation]
        dws.append(np.einsum("noij,ncijpq->ocpq", dg, view))
        dbs.append(dg.sum(axis=(0, 2, 3)))
        dxp = np.zeros(xp.shape)
        for i in range(dg.shape[2]):
            for j in range(dg.shape[3]):
                top, left = i * stride, j * stride
                spread = np.einsum("no,ocpq->ncpq", dg[:, :, i, j], wg)
                dxp[:, :, top : top + long_h : dilation, left : left + long_w : dilation] += spread
        dxs.append(dxp[:, :, padding : padding + H, padding : padding + W])
    return np.concatenate(dxs, axis=1), np.concatenate(dws, axis=0), np.concatenate(dbs)


CROP = "padding : padding + H, padding : padding + W"

SLIPS = {
    "scalars": [
        (
            "ignores_dilation",
            "p * dilation - padding\n                                s = j * stride + q * dilation",
            "p - padding\n                                s = j * stride + q",
        ),
        (
            "swaps_stride_and_dilation",
            "i * stride + p * dilation - padding\n                                s = j * stride + q * dilation",
            "i * dilation + p * stride - padding\n                                s = j * dilation + q * stride",
        ),
        ("dx_assigned", "dx[n, channel, r, s] +=", "dx[n, channel, r, s] ="),
        ("dw_assigned", "dw[o, c, p, q] +=", "dw[o, c, p, q] ="),
        ("db_assigned", "db[o] +=", "db[o] ="),
        ("dx_first_channels", "channel = g * C_g + c", "channel = c"),
        ("dx_first_channels", "dx[n, channel, r, s] +=", "dx[n, c, r, s] +="),
        ("interleaves_filters", "g = o // (C_out // groups)", "g = o % groups"),
        ("interleaves_input", "channel = g * C_g + c", "channel = c * groups + g"),
        (
            "ignores_stride",
            "i * stride + p * dilation - padding\n                                s = j * stride + q",
            "i + p * dilation - padding\n                                s = j + q",
        ),
        ("dx_flips_filter", "d * w[o, c, p, q]", "d * w[o, c, -1 - p, -1 - q]"),
        ("dw_flipped", "dw[o, c, p, q] +=", "dw[o, c, -1 - p, -1 - q] +="),
        ("upstream_is_one", "d = dout[n, o, i, j]", "d = 1"),
        ("opposite_sign", "d = dout[n, o, i, j]", "d = -dout[n, o, i, j]"),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db / N"),
        ("first_group_only", "for o in range(C_out)", "for o in range(C_out // groups)"),
        ("other_order", "return dx, dw, db", "return dw, db, dx"),
        (
            "ignores_groups",
            "for c in range(C_g):\n                        channel = g * C_g + c",
            "for c in range(C_in):\n                        channel = c",
        ),
        (None, "d * w[o, c, p, q]", "d * w[o, c, q, p]"),
        (None, "db[o] += d", "db[g] += d"),
    ],
    "positions": [
        (
            "ignores_dilation",
            "i * stride + dilation * (K_h - 1) + 1, dilation)\n                cols = slice(j * stride, j * stride + dilation * (K_w - 1) + 1, dilation)",
            "i * stride + K_h)\n                cols = slice(j * stride, j * stride + K_w)",
        ),
        ("dx_assigned", "dx_pad[:, ins, rows, cols] +=", "dx_pad[:, ins, rows, cols] ="),
        ("dw_assigned", "dw[outs] +=", "dw[outs] ="),
        ("first_group_only", "for g in range(groups)", "for g in range(1)"),
        (
            "last_group_only",
            "    for g in range(groups):\n",
            "    for g in range(groups):\n        dx_pad = np.zeros_like(x_pad)\n        dw = np.zeros_like(w)\n",
        ),
        ("dx_first_channels", "ins = slice(g * ci, (g + 1) * ci)", "ins = slice(0, ci)"),
        ("dx_first_channels", "dx_pad[:, ins, rows", "dx_pad[:, :ci, rows"),
        ("interleaves_input", "slice(g * ci, (g + 1) * ci)", "slice(g, None, groups)"),
        ("interleaves_filters", "slice(g * co, (g + 1) * co)", "slice(g, None, groups)"),
        (
            "interleaves_both",
            "slice(g * ci, (g + 1) * ci)\n        outs = slice(g * co, (g + 1) * co)",
            "slice(g, None, groups)\n        outs = slice(g, None, groups)",
        ),
        ("mean_over_batch", "return dx, dw, db", "return dx, dw / N, db / N"),
        ("mean_over_positions", "return dx, dw, db", "return dx, dw / dout[0, 0].size, db / dout[0, 0].size"),
        ("divides_by_groups", "return dx, dw, db", "return dx, dw / groups, db"),
        ("db_sums_batch_only", "axis=(0, 2, 3)", "axis=0"),
        ("db_keeps_batch", "axis=(0, 2, 3)", "axis=(2, 3)"),
        ("db_sums_everything", "np.sum(dout, axis=(0, 2, 3))", "np.sum(dout)"),
        ("db_with_mean", "np.sum(dout, axis=(0, 2, 3))", "np.mean(dout, axis=(0, 2, 3))"),
        ("db_keeps_axes", "axis=(0, 2, 3)", "axis=(0, 2, 3), keepdims=True"),
        ("dx_keeps_padding", "dx_pad[:, :, padding : padding + H, padding : padding + W]", "dx_pad"),
        ("crops_to_minus_padding", CROP, "padding:-padding, padding:-padding"),
        ("crops_at_zero", CROP, ":H, :W"),
        ("crops_to_size", CROP, "padding:H, padding:W"),
        ("dx_flips_filter", "w[outs], axes", "w[outs, :, ::-1, ::-1], axes"),
        ("ignores_groups", "ins = slice(g * ci, (g + 1) * ci)", "ins = slice(0, C_in)"),
        (
            "ignores_stride",
            "slice(i * stride, i * stride + dilation * (K_h - 1) + 1, dilation)\n                cols = slice(j * stride, j * stride + dilation * (K_w - 1) + 1, dilation)",
            "slice(i, i + dilation * (K_h - 1) + 1, dilation)\n                cols = slice(j, j + dilation * (K_w - 1) + 1, dilation)",
        ),
        (
            ("db_sums_batch_only", "dx_keeps_padding"),
            "    dx = dx_pad[:, :, padding : padding + H, padding : padding + W]\n    return dx, dw, db",
            "    return dx_pad, dw, dout.sum(axis=0)",
        ),
        (None, "w[outs], axes", "w[outs] ** 2, axes"),
        (None, "return dx, dw, db", "return dx, dw, db / groups"),
    ],
    "offsets": [
        ("ignores_dilation", "p * dilation, q * dilation", "p, q"),
        ("first_group_only", "for g in range(groups)", "for g in range(1)"),
        ("dx_assigned", "dpadded[place] +=", "dpadded[place] ="),
        ("dx_first_channels", "first, last = g * C_g, (g + 1) * C_g", "first, last = 0, C_g"),
        ("dw_flipped", "dw[f, :, p, q] =", "dw[f, :, K_h - 1 - p, K_w - 1 - q] ="),
        ("dx_flips_filter", "w[f, :, p, q])", "w[f, :, K_h - 1 - p, K_w - 1 - q])"),
        (
            "swaps_stride_and_dilation",
            "    N, C_in, H, W = x.shape\n",
            "    N, C_in, H, W = x.shape\n    stride, dilation = dilation, stride\n",
        ),
        ("dx_keeps_padding", "dpadded[:, :, padding : padding + H, padding : padding + W]", "dpadded"),
        ("crops_to_minus_padding", CROP, "padding:-padding, padding:-padding"),
        ("crops_at_zero", CROP, ":H, :W"),
        ("mean_over_batch", "], dw, db", "], dw / N, db / N"),
        ("opposite_sign", "], dw, db", "] * -1, -dw, -db"),
        ("db_with_mean", "dout.sum(", "dout.mean("),
        ("interleaves_filters", "slice(g * C_out // groups, (g + 1) * C_out // groups)", "slice(g, None, groups)"),
        (None, "dout[:, f], padded[place]", "dout[:, f], np.abs(padded[place])"),
    ],
    "joined": [
        ("ignores_dilation", "dilation * (K_h - 1) + 1, dilation * (K_w - 1) + 1\n", "K_h, K_w\n    dilation = 1\n"),
        (
            "ignores_dilation",
            "top : top + long_h : dilation, left : left + long_w : dilation",
            "top : top + K_h, left : left + K_w",
        ),
        ("dw_stays_dilated", ", ::dilation, ::dilation]", "]"),
        (
            "last_group_only",
            "return np.concatenate(dxs, axis=1), np.concatenate(dws, axis=0), np.concatenate(dbs)",
            "return dxs[-1], dws[-1], dbs[-1]",
        ),
        ("dx_adds_groups", "np.concatenate(dxs, axis=1)", "sum(dxs)"),
        ("dw_adds_groups", "np.concatenate(dws, axis=0)", "np.concatenate([sum(dws)] * groups, axis=0)"),
        ("db_of_one_group", "np.concatenate(dbs)", "dbs[0]"),
        ("db_of_one_group", "np.concatenate(dbs)", "dbs[-1]"),
        ("divides_by_groups", "np.concatenate(dws, axis=0)", "np.concatenate(dws, axis=0) / groups"),
        ("dx_assigned", "] += spread", "] = spread"),
        ("dw_channels_swapped", "->ocpq", "->copq"),
        ("dw_transposed", "->ocpq", "->ocqp"),
        ("crops_to_minus_padding", CROP, "padding:-padding, padding:-padding"),
        ("crops_at_zero", CROP, ":H, :W"),
        (
            "mean_over_batch",
            'dws.append(np.einsum("noij,ncijpq->ocpq", dg, view))',
            'dws.append(np.einsum("noij,ncijpq->ocpq", dg, view) / len(x))',
        ),
        ("dx_flips_filter", "dg[:, :, i, j], wg)", "dg[:, :, i, j], wg[:, :, ::-1, ::-1])"),
        (
            ("dx_assigned", "db_of_one_group"),
            "] += spread\n        dxs.append(dxp[:, :, padding : padding + H, padding : padding + W])\n    return np.concatenate(dxs, axis=1), np.concatenate(dws, axis=0), np.concatenate(dbs)",
            "] = spread\n        dxs.append(dxp[:, :, padding : padding + H, padding : padding + W])\n    return np.concatenate(dxs, axis=1), np.concatenate(dws, axis=0), dbs[0]",
        ),
        (None, "np.concatenate(dws, axis=0)", "np.concatenate(dws[::-1], axis=0)"),
        (None, "np.concatenate(dxs, axis=1)", "np.concatenate(dxs, axis=1)[:, ::-1]"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
