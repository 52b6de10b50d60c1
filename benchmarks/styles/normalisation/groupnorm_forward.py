"""groupnorm_forward in four styles."""

import numpy as np


def reshaped(x, gamma, beta, groups, eps):
    N, C, H, W = x.shape
    parts = x.reshape(N, groups, C // groups, H, W)
    mean = parts.mean(axis=(2, 3, 4), keepdims=True)
    var = parts.var(axis=(2, 3, 4), keepdims=True)
    parts = (parts - mean) / np.sqrt(var + eps)
    xhat = parts.reshape(N, C, H, W)
    return gamma.reshape(1, C, 1, 1) * xhat + beta.reshape(1, C, 1, 1)


def loops(x, gamma, beta, groups, eps):
    N, C, H, W = x.shape
    size = C // groups
    out = np.zeros((N, C, H, W))
    for n in range(N):
        for g in range(groups):
            start = g * size
            block = x[n, start : start + size]
            mu = block.mean()
            sigma = np.sqrt(((block - mu) ** 2).mean() + eps)
            for c in range(start, start + size):
                out[n, c] = gamma[c] * (x[n, c] - mu) / sigma + beta[c]
    return out


def flat(x, gamma, beta, groups, eps):
    N, C = x.shape[:2]
    rows = x.reshape(N * groups, -1)
    m = rows.shape[1]
    mu = rows.sum(axis=1, keepdims=True) / m
    centred = rows - mu
    var = (centred**2).sum(axis=1, keepdims=True) / m
    rows = centred / np.sqrt(var + eps)
    xn = rows.reshape(x.shape)
    return xn * gamma[:, None, None] + beta[:, None, None]


def split(x, gamma, beta, groups, eps):
    outs = []
    for part in np.split(x, groups, axis=1):
        mean = part.mean(axis=(1, 2, 3), keepdims=True)
        std = np.sqrt(part.var(axis=(1, 2, 3), keepdims=True) + eps)
        outs.append((part - mean) / std)
    y = np.concatenate(outs, axis=1)
    return np.einsum("nchw,c->nchw", y, gamma) + beta[None, :, None, None]


SLIPS = {
    "reshaped": [
        (
            "interleaves",
            "x.reshape(N, groups, C // groups, H, W)\n    mean = parts.mean(axis=(2, 3, 4), keepdims=True)\n    var = parts.var(axis=(2, 3, 4), keepdims=True)",
            "x.reshape(N, C // groups, groups, H, W)\n    mean = parts.mean(axis=(1, 3, 4), keepdims=True)\n    var = parts.var(axis=(1, 3, 4), keepdims=True)",
        ),
        ("groups_are_sizes", "x.reshape(N, groups, C // groups, H, W)", "x.reshape(N, C // groups, groups, H, W)"),
        (
            "ignores_groups",
            "parts.mean(axis=(2, 3, 4), keepdims=True)\n    var = parts.var(axis=(2, 3, 4), keepdims=True)",
            "parts.mean(axis=(1, 2, 3, 4), keepdims=True)\n    var = parts.var(axis=(1, 2, 3, 4), keepdims=True)",
        ),
        (
            "each_channel",
            "parts.mean(axis=(2, 3, 4), keepdims=True)\n    var = parts.var(axis=(2, 3, 4), keepdims=True)",
            "parts.mean(axis=(3, 4), keepdims=True)\n    var = parts.var(axis=(3, 4), keepdims=True)",
        ),
        (
            "over_batch",
            "parts.mean(axis=(2, 3, 4), keepdims=True)\n    var = parts.var(axis=(2, 3, 4), keepdims=True)",
            "parts.mean(axis=(0, 2, 3, 4), keepdims=True)\n    var = parts.var(axis=(0, 2, 3, 4), keepdims=True)",
        ),
        (
            "each_pixel",
            "parts.mean(axis=(2, 3, 4), keepdims=True)\n    var = parts.var(axis=(2, 3, 4), keepdims=True)",
            "parts.mean(axis=2, keepdims=True)\n    var = parts.var(axis=2, keepdims=True)",
        ),
        (
            "like_batch_norm",
            "parts.mean(axis=(2, 3, 4), keepdims=True)\n    var = parts.var(axis=(2, 3, 4), keepdims=True)",
            "parts.mean(axis=(0, 3, 4), keepdims=True)\n    var = parts.var(axis=(0, 3, 4), keepdims=True)",
        ),
        (
            "over_everything",
            "parts.mean(axis=(2, 3, 4), keepdims=True)\n    var = parts.var(axis=(2, 3, 4), keepdims=True)",
            "parts.mean()\n    var = parts.var()",
        ),
        ("eps_outside_root", "np.sqrt(var + eps)", "(np.sqrt(var) + eps)"),
        ("eps_missing", "np.sqrt(var + eps)", "np.sqrt(var)"),
        ("eps_fixed", "var + eps", "var + 1e-5"),
        ("divides_by_variance", "np.sqrt(var + eps)", "(var + eps)"),
        (
            "unbiased_variance",
            "parts.var(axis=(2, 3, 4), keepdims=True)",
            "parts.var(axis=(2, 3, 4), keepdims=True, ddof=1)",
        ),
        ("mean_not_subtracted", "(parts - mean)", "parts"),
        ("gamma_not_in_line", "gamma.reshape(1, C, 1, 1) * xhat + beta.reshape(1, C, 1, 1)", "gamma * xhat + beta"),
        ("stops_at_standard", "return gamma.reshape(1, C, 1, 1) * xhat + beta.reshape(1, C, 1, 1)", "return xhat"),
        (
            "output_in_groups",
            "xhat = parts.reshape(N, C, H, W)\n    return gamma.reshape(1, C, 1, 1) * xhat + beta.reshape(1, C, 1, 1)",
            "shape = (1, groups, C // groups, 1, 1)\n    return gamma.reshape(shape) * parts + beta.reshape(shape)",
        ),
        (
            "swaps_gamma_and_beta",
            "gamma.reshape(1, C, 1, 1) * xhat + beta.reshape",
            "beta.reshape(1, C, 1, 1) * xhat + gamma.reshape",
        ),
        (
            ("eps_outside_root", "unbiased_variance"),
            "parts.var(axis=(2, 3, 4), keepdims=True)\n    parts = (parts - mean) / np.sqrt(var + eps)",
            "parts.var(axis=(2, 3, 4), keepdims=True, ddof=1)\n    parts = (parts - mean) / (np.sqrt(var) + eps)",
        ),
        (
            ("ignores_groups", "forgets_gamma"),
            "parts.mean(axis=(2, 3, 4), keepdims=True)\n    var = parts.var(axis=(2, 3, 4), keepdims=True)\n"
            "    parts = (parts - mean) / np.sqrt(var + eps)\n    xhat = parts.reshape(N, C, H, W)\n    return gamma.reshape(1, C, 1, 1) * xhat",
            "parts.mean(axis=(1, 2, 3, 4), keepdims=True)\n    var = parts.var(axis=(1, 2, 3, 4), keepdims=True)\n"
            "    parts = (parts - mean) / np.sqrt(var + eps)\n    xhat = parts.reshape(N, C, H, W)\n    return xhat",
        ),
        (None, "parts.mean(axis=(2, 3, 4), keepdims=True)", "parts.mean(axis=(3, 4), keepdims=True)"),
        (None, "gamma.reshape(1, C, 1, 1) * xhat", "gamma.reshape(1, C, 1, 1) + xhat"),
    ],
    "loops": [
        (
            "groups_are_sizes",
            "size = C // groups\n    out = np.zeros((N, C, H, W))",
            "size = groups\n    groups = C // groups\n    out = np.zeros((N, C, H, W))",
        ),
        (
            "interleaves",
            "block = x[n, start : start + size]\n            mu = block.mean()\n            sigma = np.sqrt(((block - mu) ** 2).mean() + eps)\n            for c in range(start, start + size)",
            "block = x[n, g::groups]\n            mu = block.mean()\n            sigma = np.sqrt(((block - mu) ** 2).mean() + eps)\n            for c in range(g, C, groups)",
        ),
        ("ignores_groups", "block = x[n, start : start + size]", "block = x[n]"),
        ("first_sample_only", "for n in range(N)", "for n in range(1)"),
        (
            "gamma_for_groups",
            "gamma[c] * (x[n, c] - mu) / sigma + beta[c]",
            "gamma[g] * (x[n, c] - mu) / sigma + beta[g]",
        ),
        (
            "gamma_within_groups",
            "gamma[c] * (x[n, c] - mu) / sigma + beta[c]",
            "gamma[c - start] * (x[n, c] - mu) / sigma + beta[c - start]",
        ),
        ("over_batch", "x[n, start : start + size]", "x[:, start : start + size]"),
        ("variance_of_squares", "((block - mu) ** 2).mean()", "(block**2).mean()"),
        ("variance_not_divided", "((block - mu) ** 2).mean()", "((block - mu) ** 2).sum()"),
        ("absolute_deviation", "((block - mu) ** 2).mean()", "np.abs(block - mu).mean()"),
        ("eps_missing", ".mean() + eps)", ".mean())"),
        ("eps_outside_root", "np.sqrt(((block - mu) ** 2).mean() + eps)", "np.sqrt(((block - mu) ** 2).mean()) + eps"),
        ("forgets_gamma", "gamma[c] * (x", "(x"),
        ("forgets_beta", " + beta[c]", ""),
        ("opposite_sign", "(x[n, c] - mu)", "(mu - x[n, c])"),
        (
            "each_channel",
            "            block = x[n, start : start + size]\n            mu = block.mean()\n            sigma = np.sqrt(((block - mu) ** 2).mean() + eps)\n            for c in range(start, start + size):\n",
            "            for c in range(start, start + size):\n                mu = x[n, c].mean()\n                sigma = np.sqrt(((x[n, c] - mu) ** 2).mean() + eps)\n",
        ),
        (None, "start = g * size", "start = g"),
        (None, "block.mean()", "block[0].mean()"),
    ],
    "flat": [
        (
            "unbiased_variance",
            "(centred**2).sum(axis=1, keepdims=True) / m",
            "(centred**2).sum(axis=1, keepdims=True) / (m - 1)",
        ),
        (
            "variance_not_divided",
            "(centred**2).sum(axis=1, keepdims=True) / m",
            "(centred**2).sum(axis=1, keepdims=True)",
        ),
        ("variance_of_squares", "(centred**2)", "(rows**2)"),
        ("only_root_mean_square", "centred = rows - mu", "centred = rows"),
        ("only_centred", "rows = centred / np.sqrt(var + eps)", "rows = centred"),
        ("divides_by_variance", "np.sqrt(var + eps)", "(var + eps)"),
        ("mean_not_subtracted", "rows = centred /", "rows = rows /"),
        (
            "beta_before_gamma",
            "xn * gamma[:, None, None] + beta[:, None, None]",
            "(xn + beta[:, None, None]) * gamma[:, None, None]",
        ),
        ("subtracts_beta", "+ beta[:, None, None]", "- beta[:, None, None]"),
        ("gamma_not_in_line", "xn * gamma[:, None, None] + beta[:, None, None]", "xn * gamma + beta"),
        ("ignores_groups", "x.reshape(N * groups, -1)", "x.reshape(N, -1)"),
        ("each_channel", "x.reshape(N * groups, -1)", "x.reshape(N * C, -1)"),
        ("groups_are_sizes", "x.reshape(N * groups, -1)", "x.reshape(N * (C // groups), -1)"),
        ("writes_into_x", "centred = rows - mu", "rows -= mu\n    centred = rows"),
        (
            "output_flat",
            "xn = rows.reshape(x.shape)\n    return xn * gamma[:, None, None] + beta[:, None, None]",
            "xn = rows.reshape(x.shape)\n    return (xn * gamma[:, None, None] + beta[:, None, None]).reshape(N, -1)",
        ),
        ("eps_squared", "var + eps", "var + eps * eps"),
        (None, "x.reshape(N * groups, -1)", "x.reshape(-1, N * groups).T"),
        (None, "rows.sum(axis=1, keepdims=True) / m", "rows.max(axis=1, keepdims=True)"),
    ],
    "split": [
        ("groups_are_sizes", "np.split(x, groups, axis=1)", "np.split(x, x.shape[1] // groups, axis=1)"),
        ("ignores_groups", "np.split(x, groups, axis=1)", "[x]"),
        (
            "interleaves",
            "np.split(x, groups, axis=1):\n        mean = part.mean(axis=(1, 2, 3), keepdims=True)\n        std = np.sqrt(part.var(axis=(1, 2, 3), keepdims=True) + eps)\n        outs.append((part - mean) / std)\n    y = np.concatenate(outs, axis=1)",
            "[x[:, g::groups] for g in range(groups)]:\n        mean = part.mean(axis=(1, 2, 3), keepdims=True)\n        std = np.sqrt(part.var(axis=(1, 2, 3), keepdims=True) + eps)\n        outs.append((part - mean) / std)\n    y = np.stack(outs, axis=2).reshape(x.shape)",
        ),
        (
            "each_channel",
            "mean = part.mean(axis=(1, 2, 3), keepdims=True)\n        std = np.sqrt(part.var(axis=(1, 2, 3)",
            "mean = part.mean(axis=(2, 3), keepdims=True)\n        std = np.sqrt(part.var(axis=(2, 3)",
        ),
        (
            "over_batch",
            "part.mean(axis=(1, 2, 3), keepdims=True)\n        std = np.sqrt(part.var(axis=(1, 2, 3), keepdims=True)",
            "part.mean()\n        std = np.sqrt(part.var()",
        ),
        (
            "eps_outside_root",
            "np.sqrt(part.var(axis=(1, 2, 3), keepdims=True) + eps)",
            "part.std(axis=(1, 2, 3), keepdims=True) + eps",
        ),
        (
            "unbiased_variance",
            "part.var(axis=(1, 2, 3), keepdims=True)",
            "part.var(axis=(1, 2, 3), keepdims=True, ddof=1)",
        ),
        ("forgets_gamma", 'np.einsum("nchw,c->nchw", y, gamma)', "y"),
        ("forgets_beta", " + beta[None, :, None, None]", ""),
        ("only_centred", "(part - mean) / std", "part - mean"),
        (None, "axis=1)\n    return", "axis=1)[:, ::-1]\n    return"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
