"""dropconnect_forward in four styles."""

import numpy as np


def two_branches(x, w, b, p, rng, train):
    if not train:
        return x @ w + b, np.ones(w.shape, dtype=bool)
    mask = rng.random(w.shape) >= p
    out = x @ (w * mask / (1 - p)) + b
    return out, mask


def keep_probability(x, w, b, p, rng, train):
    keep = 1.0 - p
    mask = np.ones_like(w, dtype=bool)
    weights = w
    if train:
        mask = rng.uniform(size=w.shape) < keep
        weights = np.where(mask, w, 0) / keep
    return np.dot(x, weights) + b, mask


def loops(x, w, b, p, rng, train):
    N, D = x.shape
    M = w.shape[1]
    mask = np.ones((D, M), dtype=bool)
    scale = 1.0
    if train:
        scale = 1 / (1 - p)
        for i in range(D):
            for j in range(M):
                mask[i, j] = rng.random() >= p
    out = np.zeros((N, M))
    for n in range(N):
        for j in range(M):
            out[n, j] = b[j]
            for i in range(D):
                if mask[i, j]:
                    out[n, j] += x[n, i] * w[i, j] * scale
    return out, mask


def copy_of_w(x, w, b, p, rng, train):
    W = w.copy()
    if train:
        mask = rng.binomial(1, 1 - p, size=w.shape).astype(bool)
        W[~mask] = 0
        W /= 1 - p
    else:
        mask = np.full(w.shape, True)
    out = x.dot(W)
    out += b
    return out, mask


SLIPS = {
    "two_branches": [
        (
            "drops_inputs",
            "mask = rng.random(w.shape) >= p\n    out = x @ (w * mask / (1 - p)) + b",
            "mask = rng.random(x.shape) >= p\n    out = (x * mask / (1 - p)) @ w + b",
        ),
        (
            "drops_outputs",
            "mask = rng.random(w.shape) >= p\n    out = x @ (w * mask / (1 - p)) + b",
            "out = x @ w + b\n    mask = rng.random(out.shape) >= p\n    out = out * mask / (1 - p)",
        ),
        (
            "drops_outputs",
            "mask = rng.random(w.shape) >= p\n    out = x @ (w * mask / (1 - p)) + b",
            "out = x @ w\n    mask = rng.random(out.shape) >= p\n    out = out * mask / (1 - p) + b",
        ),
        ("whole_rows", "rng.random(w.shape) >= p", "np.repeat(rng.random((w.shape[0], 1)) >= p, w.shape[1], axis=1)"),
        ("whole_columns", "rng.random(w.shape) >= p", "np.broadcast_to(rng.random(w.shape[1]) >= p, w.shape)"),
        ("scales_bias", "x @ (w * mask / (1 - p)) + b", "(x @ (w * mask) + b) / (1 - p)"),
        ("forgets_bias", "(1 - p)) + b", "(1 - p))"),
        (
            "forgets_bias",
            "return x @ w + b, np.ones(w.shape, dtype=bool)\n    mask = rng.random(w.shape) >= p\n    out = x @ (w * mask / (1 - p)) + b",
            "return x @ w, np.ones(w.shape, dtype=bool)\n    mask = rng.random(w.shape) >= p\n    out = x @ (w * mask / (1 - p))",
        ),
        ("swaps_keep_and_drop", ">= p", "< p"),
        (
            "swaps_keep_and_drop",
            ">= p\n    out = x @ (w * mask / (1 - p)) + b",
            "< p\n    out = x @ (w * mask / p) + b",
        ),
        ("mask_from_randn", "rng.random(w.shape)", "rng.standard_normal(w.shape)"),
        ("always_half", ">= p", ">= 0.5"),
        ("own_seed", "rng.random(w.shape)", "np.random.default_rng(0).random(w.shape)"),
        ("own_generator", "rng.random(w.shape)", "np.random.default_rng().random(w.shape)"),
        ("global_generator", "rng.random(w.shape)", "np.random.rand(*w.shape)"),
        ("forgets_scale", " / (1 - p)", ""),
        (
            "forgets_scale",
            "x @ w + b, np.ones(w.shape, dtype=bool)\n    mask = rng.random(w.shape) >= p\n    out = x @ (w * mask / (1 - p)) + b",
            "x @ (w * (1 - p)) + b, np.ones(w.shape, dtype=bool)\n    mask = rng.random(w.shape) >= p\n    out = x @ (w * mask) + b",
        ),
        ("multiplies_by_keep", "mask / (1 - p)", "mask * (1 - p)"),
        ("divides_by_p", "(1 - p)", "p"),
        ("scales_down_in_evaluation", "x @ w + b", "x @ (w * (1 - p)) + b"),
        ("scales_down_in_evaluation", "x @ w + b", "(x @ w + b) * (1 - p)"),
        ("drops_in_evaluation", "    if not train:\n        return x @ w + b, np.ones(w.shape, dtype=bool)\n", ""),
        ("swaps_modes", "if not train", "if train"),
        ("inverted_mask", "return out, mask", "return out, ~mask"),
        ("mask_not_bool", "rng.random(w.shape) >= p", "(rng.random(w.shape) >= p).astype(int)"),
        ("mask_not_bool", "rng.random(w.shape) >= p", "(rng.random(w.shape) >= p).astype(float)"),
        (
            "mask_is_scaled",
            ">= p\n    out = x @ (w * mask / (1 - p)) + b",
            ">= p\n    mask = mask / (1 - p)\n    out = x @ (w * mask) + b",
        ),
        (
            "returns_dropped_weights",
            "out = x @ (w * mask / (1 - p)) + b\n    return out, mask",
            "dropped = w * mask / (1 - p)\n    out = x @ dropped + b\n    return out, dropped",
        ),
        ("no_mask_in_evaluation", "np.ones(w.shape, dtype=bool)", "None"),
        (
            "returns_out_only",
            "return x @ w + b, np.ones(w.shape, dtype=bool)\n    mask = rng.random(w.shape) >= p\n    out = x @ (w * mask / (1 - p)) + b\n    return out, mask",
            "return x @ w + b\n    mask = rng.random(w.shape) >= p\n    return x @ (w * mask / (1 - p)) + b",
        ),
        ("returns_out_only", "return out, mask", "return out"),
        ("writes_into_w", "out = x @ (w * mask / (1 - p)) + b", "w *= mask / (1 - p)\n    out = x @ w + b"),
        ("drops_bias", "+ b\n    return out", "+ b * (rng.random(b.shape) >= p) / (1 - p)\n    return out"),
        ("drops_nothing", "(w * mask / (1 - p))", "w"),
        (None, "(1 - p)", "(1 + p)"),
        (None, "x @ (w * mask", "x @ (w + mask"),
        (None, "(1 - p)) + b", "(1 - p)) - b"),
        ("writes_into_w", "out = x @ (w * mask / (1 - p)) + b", "w[~mask] = 0\n    out = x @ w / (1 - p) + b"),
    ],
    "keep_probability": [
        ("swaps_keep_and_drop", "< keep", "> keep"),
        ("swaps_keep_and_drop", "keep = 1.0 - p", "keep = p"),
        ("forgets_scale", "np.where(mask, w, 0) / keep", "np.where(mask, w, 0)"),
        ("multiplies_by_keep", "/ keep", "* keep"),
        ("divides_by_p", "/ keep", "/ p"),
        ("scales_bias", "np.where(mask, w, 0) / keep", "np.where(mask, w, 0) / keep\n        b = b / keep"),
        ("drops_in_evaluation", "if train:", "if True:"),
        ("swaps_modes", "if train:", "if not train:"),
        (
            "whole_rows",
            "rng.uniform(size=w.shape) < keep",
            "np.repeat(rng.uniform(size=len(w)) < keep, w.shape[1]).reshape(w.shape)",
        ),
        (
            "inverted_mask",
            "< keep\n        weights = np.where(mask, w, 0)",
            "> keep\n        weights = np.where(mask, 0, w)",
        ),
        ("mask_not_bool", "np.ones_like(w, dtype=bool)", "np.ones_like(w)"),
        ("mask_from_randn", "rng.uniform", "rng.normal"),
        ("global_generator", "rng.uniform", "np.random.uniform"),
        ("always_half", "< keep", "< 0.5"),
        ("forgets_bias", " + b, mask", ", mask"),
        ("scales_down_in_evaluation", "weights = w\n", "weights = w * keep\n"),
        (None, "np.where(mask, w, 0)", "np.where(mask, w, 1)"),
    ],
    "loops": [  # few: each of them takes seconds
        ("forgets_bias", "            out[n, j] = b[j]\n", ""),
        ("drops_nothing", "if mask[i, j]:", "if True:"),
        (None, "out[n, j] += x", "out[n, j] = x"),
    ],
    "copy_of_w": [
        ("writes_into_w", "w.copy()", "w"),
        ("swaps_keep_and_drop", "1 - p, size", "p, size"),
        ("inverted_mask", "return out, mask", "return out, ~mask"),
        ("mask_not_bool", ".astype(bool)\n        W[~mask] = 0", "\n        W[mask == 0] = 0"),
        ("forgets_scale", "        W /= 1 - p\n", ""),
        (
            "scales_down_in_evaluation",
            "mask = np.full(w.shape, True)",
            "mask = np.full(w.shape, True)\n        W *= 1 - p",
        ),
        ("returns_dropped_weights", "return out, mask", "return out, W"),
        ("returns_out_only", "return out, mask", "return out"),
        ("divides_by_p", "W /= 1 - p", "W /= p"),
        ("global_generator", "rng.binomial", "np.random.binomial"),
        ("no_mask_in_evaluation", "np.full(w.shape, True)", "None"),
        (None, "W[~mask] = 0", "W[~mask] = 1"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
