"""residual_block_backward in two styles."""

import numpy as np


def _conv(x, w, b):
    K = w.shape[2]
    p = (K - 1) // 2
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    out = np.zeros((x.shape[0], w.shape[0], x.shape[2], x.shape[3]))
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            out[:, :, i, j] = np.einsum("ncpq,fcpq->nf", padded[:, :, i : i + K, j : j + K], w)
    return out + b[None, :, None, None]


def _conv_back(dout, x, w):
    K = w.shape[2]
    p = (K - 1) // 2
    H, W = x.shape[2:]
    padded = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
    dpadded, dw = np.zeros_like(padded), np.zeros_like(w)
    for i in range(H):
        for j in range(W):
            g = dout[:, :, i, j]
            dw += np.einsum("nf,ncpq->fcpq", g, padded[:, :, i : i + K, j : j + K])
            dpadded[:, :, i : i + K, j : j + K] += np.einsum("nf,fcpq->ncpq", g, w)
    return dpadded[:, :, p : p + H, p : p + W], dw, dout.sum(axis=(0, 2, 3))


def helpers(dout, x, w1, b1, w2, b2):
    z1 = _conv(x, w1, b1)
    h = np.maximum(z1, 0)
    z2 = _conv(h, w2, b2)
    d = dout * (x + z2 > 0)
    dh, dw2, db2 = _conv_back(d, h, w2)
    dz1 = dh * (z1 > 0)
    dx, dw1, db1 = _conv_back(dz1, x, w1)
    dx = dx + d
    return dx, dw1, db1, dw2, db2


def own_layers(dout, x, w1, b1, w2, b2):
    N, C, H, W = x.shape

    def padded(a, K):
        p = K // 2
        return np.pad(a, [(0, 0), (0, 0), (p, p), (p, p)])

    def forward(a, w, b):
        K = w.shape[-1]
        a = padded(a, K)
        out = np.zeros((N, len(w), H, W))
        for p in range(K):
            for q in range(K):
                out += np.tensordot(a[:, :, p : p + H, q : q + W], w[:, :, p, q], ([1], [1])).transpose(0, 3, 1, 2)
        return out + b.reshape(-1, 1, 1)

    def backward(g, a, w):
        K = w.shape[-1]
        a = padded(a, K)
        da, dw = np.zeros_like(a), np.zeros_like(w)
        for p in range(K):
            for q in range(K):
                window = a[:, :, p : p + H, q : q + W]
                dw[:, :, p, q] = np.tensordot(g, window, ([0, 2, 3], [0, 2, 3]))
                da[:, :, p : p + H, q : q + W] += np.tensordot(g, w[:, :, p, q], ([1], [0])).transpose(0, 3, 1, 2)
        db = np.sum(g, axis=(0, 2, 3))
        cut = K // 2
        return da[:, :, cut : cut + H, cut : cut + W], dw, db

    hidden = forward(x, w1, b1)
    active = hidden.copy()
    active[active < 0] = 0
    total = x + forward(active, w2, b2)
    g = dout.copy()
    g[total <= 0] = 0
    short = g
    g, dw2, db2 = backward(g, active, w2)
    g[hidden <= 0] = 0
    g, dw1, db1 = backward(g, x, w1)
    return g + short, dw1, db1, dw2, db2


SLIPS = {
    "helpers": [
        ("short_cut_missing", "    dx = dx + d\n", ""),
        ("short_cut_unmasked", "dx + d\n", "dx + dout\n"),
        ("short_cut_twice", "dx + d\n", "dx + 2 * d\n"),
        ("short_cut_multiplied", "dx + d\n", "dx + d * x\n"),
        ("short_cut_only", "dx = dx + d\n", "dx = d\n"),
        ("subtracts_way", "dx + d\n", "d - dx\n"),
        ("outer_unmasked", "dout * (x + z2 > 0)", "dout"),
        ("inner_unmasked", "dh * (z1 > 0)", "dh"),
        (
            "both_unmasked",
            "dout * (x + z2 > 0)\n    dh, dw2, db2 = _conv_back(d, h, w2)\n    dz1 = dh * (z1 > 0)",
            "dout\n    dh, dw2, db2 = _conv_back(d, h, w2)\n    dz1 = dh",
        ),
        ("outer_mask_without_x", "(x + z2 > 0)", "(z2 > 0)"),
        ("outer_mask_of_x", "(x + z2 > 0)", "(x > 0)"),
        ("masks_by_gradient", "dh * (z1 > 0)", "dh * (dh > 0)"),
        ("masks_by_gradient", "dout * (x + z2 > 0)", "dout * (dout > 0)"),
        ("second_layer_got_z1", "_conv_back(d, h, w2)", "_conv_back(d, z1, w2)"),
        ("forgets_b1_in_masks", "_conv(x, w1, b1)", "_conv(x, w1, 0 * b1)"),
        ("forgets_b2_in_masks", "_conv(h, w2, b2)", "_conv(h, w2, 0 * b2)"),
        ("db2_from_dout", "    dx = dx + d\n", "    dx = dx + d\n    db2 = dout.sum(axis=(0, 2, 3))\n"),
        (
            "mean_over_batch",
            "    dx = dx + d\n",
            "    dx = dx + d\n    dw1, db1, dw2, db2 = (g / len(x) for g in (dw1, db1, dw2, db2))\n",
        ),
        ("mean_over_batch", "dout * (x + z2 > 0)", "dout * (x + z2 > 0) / len(x)"),
        ("upstream_is_one", "dout * (x + z2 > 0)", "1.0 * (x + z2 > 0)"),
        ("opposite_sign", "dout * (x + z2 > 0)", "-dout * (x + z2 > 0)"),
        ("other_order", "return dx, dw1, db1, dw2, db2", "return dw2, db2, dw1, db1, dx"),
        ("other_order", "return dx, dw1, db1, dw2, db2", "return dx, dw2, db2, dw1, db1"),
        ("other_order", "return dx, dw1, db1, dw2, db2", "return dw1, db1, dw2, db2, dx"),
        ("returns_dx_only", "return dx, dw1, db1, dw2, db2", "return dx"),
        (
            "biases_over_batch_only",
            "    dx = dx + d\n",
            "    dx = dx + d\n    db1, db2 = dz1.sum(axis=0), d.sum(axis=0)\n",
        ),
        ("writes_into_dout", "d = dout * (x + z2 > 0)", "dout *= x + z2 > 0\n    d = dout"),
        (None, "h = np.maximum(z1, 0)", "h = z1"),
        (None, "_conv_back(dz1, x, w1)", "_conv_back(dz1, d, w1)"),
        (None, "dh * (z1 > 0)", "dh * z1"),
        (None, "dout * (x + z2 > 0)", "dout * (x + z2)"),
    ],
    "own_layers": [
        ("short_cut_missing", "return g + short", "return g"),
        ("short_cut_unmasked", "g + short", "g + dout"),
        ("outer_unmasked", "    g[total <= 0] = 0\n", ""),
        ("inner_unmasked", "    g[hidden <= 0] = 0\n", ""),
        ("writes_into_dout", "g = dout.copy()", "g = dout"),
        ("outer_mask_without_x", "total = x + forward(active, w2, b2)", "total = forward(active, w2, b2)"),
        ("outer_mask_of_x", "g[total <= 0]", "g[x <= 0]"),
        ("masks_by_gradient", "g[total <= 0] = 0", "g[g <= 0] = 0"),
        ("masks_by_gradient", "g[hidden <= 0] = 0", "g[g < 0] = 0"),
        ("second_layer_got_z1", "backward(g, active, w2)", "backward(g, hidden, w2)"),
        ("biases_over_batch_only", "np.sum(g, axis=(0, 2, 3))", "np.sum(g, axis=0)"),
        ("biases_keep_axes", "np.sum(g, axis=(0, 2, 3))", "np.sum(g, axis=(0, 2, 3), keepdims=True)"),
        (
            "mean_over_batch",
            "return da[:, :, cut : cut + H, cut : cut + W], dw, db",
            "return da[:, :, cut : cut + H, cut : cut + W], dw / N, db / N",
        ),
        ("forgets_b1_in_masks", "hidden = forward(x, w1, b1)", "hidden = forward(x, w1, np.zeros_like(b1))"),
        ("forgets_b2_in_masks", "forward(active, w2, b2)", "forward(active, w2, np.zeros_like(b2))"),
        ("short_cut_twice", "g + short", "g + short + short"),
        ("upstream_is_one", "dout.copy()", "np.ones_like(dout)"),
        ("returns_dx_only", "return g + short, dw1, db1, dw2, db2", "return g + short"),
        ("other_order", "g + short, dw1, db1, dw2, db2", "g + short, dw2, db2, dw1, db1"),
        ("subtracts_way", "g + short", "short - g"),
        (
            None,
            "np.tensordot(g, window, ([0, 2, 3], [0, 2, 3]))",
            "np.tensordot(g, window, ([0, 2, 3], [0, 2, 3])) / K",
        ),
        (None, "da[:, :, p : p + H, q : q + W] +=", "da[:, :, p : p + H, q : q + W] ="),
        (None, "g[hidden <= 0]", "g[hidden > 0]"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
