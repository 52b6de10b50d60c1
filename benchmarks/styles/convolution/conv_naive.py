"""conv_naive in six styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def four_loops(x, w, b):
    H, W = x.shape
    K_h, K_w = w.shape
    out = np.zeros((H - K_h + 1, W - K_w + 1))
    for i in range(H - K_h + 1):
        for j in range(W - K_w + 1):
            total = 0.0
            for p in range(K_h):
                for q in range(K_w):
                    total += x[i + p, j + q] * w[p, q]
            out[i, j] = total + b
    return out


def in_place(x, w, b):
    H_out = x.shape[0] - w.shape[0] + 1
    W_out = x.shape[1] - w.shape[1] + 1
    y = np.zeros((H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            for p in range(w.shape[0]):
                for q in range(w.shape[1]):
                    y[i, j] += x[i + p, j + q] * w[p, q]
            y[i, j] += b
    return y


def windows(x, w, b):
    H, W = x.shape
    kh, kw = w.shape
    oh = H - kh + 1
    ow = W - kw + 1
    result = np.zeros((oh, ow))
    for i in range(oh):
        for j in range(ow):
            window = x[i : i + kh, j : j + kw]
            result[i, j] = np.sum(window * w) + b
    return result


def shifted(x, w, b):
    H, W = x.shape
    K_h, K_w = w.shape
    rows, columns = H - K_h + 1, W - K_w + 1
    out = np.full((rows, columns), float(b))
    for p in range(K_h):
        for q in range(K_w):
            out += w[p, q] * x[p : p + rows, q : q + columns]
    return out


def einsum(x, w, b):
    view = sliding_window_view(x, w.shape)
    return np.einsum("ijpq,pq->ij", view, w) + b


def comprehension(x, w, b):
    h, k = w.shape
    return np.array(
        [
            [b + (x[i : i + h, j : j + k] * w).sum() for j in range(x.shape[1] - k + 1)]
            for i in range(x.shape[0] - h + 1)
        ]
    )


SLIPS = {
    "four_loops": [
        ("flips_filter", "w[p, q]", "w[K_h - 1 - p, K_w - 1 - q]"),
        ("transposes_filter", "w[p, q]", "w[q, p]"),
        ("forgets_bias", "total + b", "total"),
        (
            "adds_bias_per_product",
            "* w[p, q]\n            out[i, j] = total + b",
            "* w[p, q] + b\n            out[i, j] = total",
        ),
        (
            "adds_bias_per_product",
            "* w[p, q]\n            out[i, j] = total + b",
            "* w[p, q]\n                total += b\n            out[i, j] = total",
        ),
        ("keeps_last_product", "total += x", "total = x"),
        (
            "never_reset",
            "    for i in range(H - K_h + 1):\n        for j in range(W - K_w + 1):\n            total = 0.0\n",
            "    total = 0.0\n    for i in range(H - K_h + 1):\n        for j in range(W - K_w + 1):\n",
        ),
        (
            "never_reset",
            "        for j in range(W - K_w + 1):\n            total = 0.0\n",
            "        total = 0.0\n        for j in range(W - K_w + 1):\n",
        ),
        (
            "keeps_last_product",
            "            total = 0.0\n            for p in range(K_h):\n",
            "            for p in range(K_h):\n                total = 0.0\n",
        ),
        (
            "drops_last_position",
            "np.zeros((H - K_h + 1, W - K_w + 1))\n    for i in range(H - K_h + 1):\n        for j in range(W - K_w + 1)",
            "np.zeros((H - K_h, W - K_w))\n    for i in range(H - K_h):\n        for j in range(W - K_w)",
        ),
        (
            "drops_last_position",
            "for i in range(H - K_h + 1):\n        for j in range(W - K_w + 1)",
            "for i in range(H - K_h):\n        for j in range(W - K_w)",
        ),
        ("keeps_input_size", "np.zeros((H - K_h + 1, W - K_w + 1))", "np.zeros((H, W))"),
        ("keeps_input_size", "np.zeros((H - K_h + 1, W - K_w + 1))", "np.zeros_like(x)"),
        ("width_from_height", "for j in range(W - K_w + 1)", "for j in range(H - K_h + 1)"),
        ("filter_taken_as_square", "for q in range(K_w)", "for q in range(K_h)"),
        ("filter_taken_as_square", "K_h, K_w = w.shape", "K_h = K_w = w.shape[0]"),
        ("averages_window", "total + b", "total / (K_h * K_w) + b"),
        (None, "total += x[i + p, j + q]", "total += x[i, j]"),
        (
            ("flips_filter", "forgets_bias"),
            "w[p, q]\n            out[i, j] = total + b",
            "w[-1 - p, -1 - q]\n            out[i, j] = total",
        ),
        (None, "total + b", "total - b"),
        (None, "total += x[i + p, j + q] * w[p, q]", "total += x[i + p, j + q] + w[p, q]"),
    ],
    "in_place": [
        ("flips_filter", "w[p, q]", "w[-p - 1, -q - 1]"),
        ("transposes_filter", "w[p, q]", "w[q, p]"),
        ("forgets_bias", "            y[i, j] += b\n", ""),
        ("adds_bias_per_product", "* w[p, q]\n            y[i, j] += b", "* w[p, q] + b"),
        ("adds_bias_per_product", "            y[i, j] += b", "                y[i, j] += b"),
        ("keeps_last_product", "y[i, j] += x", "y[i, j] = x"),
        (
            "drops_last_position",
            "x.shape[0] - w.shape[0] + 1\n    W_out = x.shape[1] - w.shape[1] + 1",
            "x.shape[0] - w.shape[0]\n    W_out = x.shape[1] - w.shape[1]",
        ),
        ("width_from_height", "for j in range(W_out)", "for j in range(H_out)"),
        ("width_from_height", "W_out = x.shape[1] - w.shape[1] + 1", "W_out = H_out"),
        ("filter_taken_as_square", "x.shape[1] - w.shape[1]", "x.shape[1] - w.shape[0]"),
        ("filter_taken_as_square", "for q in range(w.shape[1])", "for q in range(w.shape[0])"),
        ("transposes_output", "return y", "return y.T"),
        (
            "pads_to_same_size",
            "    H_out = x.shape[0] - w.shape[0] + 1",
            "    x = np.pad(x, ((w.shape[0] // 2, w.shape[0] // 2), (w.shape[1] // 2, w.shape[1] // 2)))\n    H_out = x.shape[0] - w.shape[0] + 1",
        ),
        (None, "y[i, j] += b", "y[i, j] *= b"),
        (None, "x[i + p, j + q]", "x[i + p, j + p]"),
    ],
    "windows": [
        ("flips_filter", "window * w", "window * w[::-1, ::-1]"),
        ("flips_filter", "window * w", "window * np.flip(w)"),
        ("transposes_filter", "window * w", "window * w.T"),
        ("multiplies_matrices", "window * w", "window @ w"),
        ("multiplies_matrices", "np.sum(window * w)", "np.sum(np.dot(window, w))"),
        ("forgets_bias", " + b", ""),
        ("adds_bias_per_product", "np.sum(window * w) + b", "np.sum(window * w + b)"),
        ("averages_window", "np.sum(window", "np.mean(window"),
        ("keeps_input_size", "np.zeros((oh, ow))", "np.zeros((H, W))"),
        ("drops_last_position", "oh = H - kh + 1\n    ow = W - kw + 1", "oh = H - kh\n    ow = W - kw"),
        ("width_from_height", "ow = W - kw + 1", "ow = oh"),
        ("width_from_height", "for j in range(ow)", "for j in range(oh)"),
        ("filter_taken_as_square", "j : j + kw", "j : j + kh"),
        ("filter_taken_as_square", "kh, kw = w.shape", "kh = kw = len(w)"),
        ("transposes_output", "return result", "return result.T"),
        (
            "pads_to_same_size",
            "    kh, kw = w.shape\n",
            "    kh, kw = w.shape\n    x = np.pad(x, 1)\n    H, W = x.shape\n",
        ),
        (None, "+ b", "* b"),
        (None, "result[i, j]", "result[j, i]"),
        (None, "np.sum(window * w)", "np.max(window * w)"),
    ],
    "shifted": [
        ("flips_filter", "w[p, q]", "w[K_h - 1 - p, K_w - 1 - q]"),
        ("transposes_filter", "w[p, q]", "w[q, p]"),
        ("forgets_bias", "np.full((rows, columns), float(b))", "np.zeros((rows, columns))"),
        ("keeps_last_product", "out += w", "out = b + w"),
        ("drops_last_position", "H - K_h + 1, W - K_w + 1", "H - K_h, W - K_w"),
        ("filter_taken_as_square", "for q in range(K_w)", "for q in range(K_h)"),
        ("transposes_output", "return out", "return out.T"),
        ("averages_window", "out += w[p, q] *", "out += w[p, q] / w.size *"),
        (None, "out += w[p, q] * x[p :", "out -= w[p, q] * x[p :"),
        (("forgets_bias", "keeps_last_product"), "out += w", "out = w"),
    ],
    "einsum": [
        ("flips_filter", "view, w)", "view, w[::-1, ::-1])"),
        ("transposes_filter", ",pq->ij", ",qp->ij"),
        ("forgets_bias", " + b", ""),
        ("transposes_output", "->ij", "->ji"),
        ("averages_window", 'np.einsum("ijpq,pq->ij", view, w)', "np.mean(view * w, axis=(2, 3))"),
        (
            "pads_to_same_size",
            "sliding_window_view(x, w.shape)",
            "sliding_window_view(np.pad(x, [(k // 2, k // 2) for k in w.shape]), w.shape)",
        ),
        (None, "view, w)", "view, w**2)"),
    ],
    "comprehension": [
        ("flips_filter", "* w)", "* w[::-1, ::-1])"),
        ("transposes_filter", "* w)", "* w.T)"),
        ("multiplies_matrices", "* w)", "@ w)"),
        ("adds_bias_per_product", "b + (x[i : i + h, j : j + k] * w).sum()", "(x[i : i + h, j : j + k] * w + b).sum()"),
        ("averages_window", ".sum()", ".mean()"),
        (
            "drops_last_position",
            "k + 1)]\n            for i in range(x.shape[0] - h + 1)",
            "k)]\n            for i in range(x.shape[0] - h)",
        ),
        (
            "transposes_output",
            "for j in range(x.shape[1] - k + 1)]\n            for i in range(x.shape[0] - h + 1)",
            "for i in range(x.shape[0] - h + 1)]\n            for j in range(x.shape[1] - k + 1)",
        ),
        ("width_from_height", "x.shape[1] - k", "x.shape[0] - h"),
        ("filter_taken_as_square", "h, k = w.shape", "h = k = w.shape[0]"),
        (None, "b + (x", "b + abs(x"),
        (None, "b + (x[i : i + h, j : j + k] * w).sum()", "b * w.sum() + (x[i : i + h, j : j + k] * w).sum()"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
