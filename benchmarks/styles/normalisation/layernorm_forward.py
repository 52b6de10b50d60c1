"""layernorm_forward in four styles."""

import numpy as np


def axes(x, gamma, beta, eps):
    mean = x.mean(axis=1, keepdims=True)
    var = x.var(axis=1, keepdims=True)
    xhat = (x - mean) / np.sqrt(var + eps)
    return gamma * xhat + beta


def loops(x, gamma, beta, eps):
    N, D = x.shape
    out = np.zeros((N, D))
    for n in range(N):
        mean = sum(x[n]) / D
        var = sum((x[n] - mean) ** 2) / D
        std = np.sqrt(var + eps)
        for d in range(D):
            out[n, d] = gamma[d] * (x[n, d] - mean) / std + beta[d]
    return out


def sums(x, gamma, beta, eps):
    D = x.shape[-1]
    mu = np.sum(x, axis=-1)[:, None] / D
    xc = x - mu
    var = np.sum(xc * xc, axis=-1)[:, None] / D
    out = xc * (var + eps) ** -0.5
    out = out * gamma
    return out + beta


def rows(x, gamma, beta, eps):
    out = []
    for sample in x:
        centred = sample - np.average(sample)
        out.append(gamma * centred / np.sqrt(np.dot(centred, centred) / len(sample) + eps) + beta)
    return np.array(out)


SLIPS = {
    "axes": [
        (
            "over_batch",
            "x.mean(axis=1, keepdims=True)\n    var = x.var(axis=1, keepdims=True)",
            "x.mean(axis=0)\n    var = x.var(axis=0)",
        ),
        (
            "over_everything",
            "x.mean(axis=1, keepdims=True)\n    var = x.var(axis=1, keepdims=True)",
            "x.mean()\n    var = x.var()",
        ),
        (
            "mean_not_in_line",
            "x.mean(axis=1, keepdims=True)\n    var = x.var(axis=1, keepdims=True)",
            "x.mean(axis=1)\n    var = x.var(axis=1)",
        ),
        ("eps_outside_root", "np.sqrt(var + eps)", "(np.sqrt(var) + eps)"),
        ("eps_missing", "np.sqrt(var + eps)", "np.sqrt(var)"),
        ("eps_fixed", "np.sqrt(var + eps)", "np.sqrt(var + 1e-5)"),
        ("eps_fixed", "np.sqrt(var + eps)", "np.sqrt(var + 1e-6)"),
        ("divides_by_variance", "np.sqrt(var + eps)", "(var + eps)"),
        ("unbiased_variance", "x.var(axis=1, keepdims=True)", "x.var(axis=1, keepdims=True, ddof=1)"),
        ("mean_not_subtracted", "(x - mean) /", "x /"),
        ("only_centred", "(x - mean) / np.sqrt(var + eps)", "x - mean"),
        (
            "stretches_to_range",
            "(x - mean) / np.sqrt(var + eps)",
            "(x - x.min(axis=1, keepdims=True)) / (x.max(axis=1, keepdims=True) - x.min(axis=1, keepdims=True))",
        ),
        ("forgets_gamma", "gamma * xhat", "xhat"),
        ("forgets_beta", " + beta", ""),
        ("stops_at_standard", "return gamma * xhat + beta", "return xhat"),
        ("swaps_gamma_and_beta", "gamma * xhat + beta", "beta * xhat + gamma"),
        ("beta_before_gamma", "gamma * xhat + beta", "gamma * (xhat + beta)"),
        ("opposite_sign", "(x - mean)", "(mean - x)"),
        ("writes_into_x", "xhat = (x - mean) /", "x -= mean\n    xhat = x /"),
        (
            ("eps_outside_root", "unbiased_variance"),
            "x.var(axis=1, keepdims=True)\n    xhat = (x - mean) / np.sqrt(var + eps)",
            "x.var(axis=1, keepdims=True, ddof=1)\n    xhat = (x - mean) / (np.sqrt(var) + eps)",
        ),
        (
            ("over_batch", "subtracts_beta"),
            "x.mean(axis=1, keepdims=True)\n    var = x.var(axis=1, keepdims=True)\n    xhat = (x - mean) / np.sqrt(var + eps)\n    return gamma * xhat + beta",
            "x.mean(axis=0)\n    var = x.var(axis=0)\n    xhat = (x - mean) / np.sqrt(var + eps)\n    return gamma * xhat - beta",
        ),
        (None, "gamma * xhat + beta", "gamma * (xhat + gamma) + beta"),
        (None, "x.var(axis=1, keepdims=True)", "x.var(axis=0, keepdims=True)"),
    ],
    "loops": [
        ("variance_not_divided", "sum((x[n] - mean) ** 2) / D", "sum((x[n] - mean) ** 2)"),
        ("unbiased_variance", "sum((x[n] - mean) ** 2) / D", "sum((x[n] - mean) ** 2) / (D - 1)"),
        ("variance_of_squares", "sum((x[n] - mean) ** 2) / D", "sum(x[n] ** 2) / D"),
        ("absolute_deviation", "sum((x[n] - mean) ** 2) / D", "sum(abs(x[n] - mean)) / D"),
        (
            "gamma_for_samples",
            "gamma[d] * (x[n, d] - mean) / std + beta[d]",
            "gamma[n] * (x[n, d] - mean) / std + beta[n]",
        ),
        ("eps_outside_root", "np.sqrt(var + eps)", "np.sqrt(var) + eps"),
        ("eps_missing", "np.sqrt(var + eps)", "np.sqrt(var)"),
        ("eps_squared", "var + eps", "var + eps**2"),
        ("divides_by_variance", "std = np.sqrt(var + eps)", "std = var + eps"),
        ("first_sample_only", "for n in range(N)", "for n in range(1)"),
        ("subtracts_median", "mean = sum(x[n]) / D", "mean = np.median(x[n])"),
        ("mean_not_subtracted", "(x[n, d] - mean)", "x[n, d]"),
        ("forgets_gamma", "gamma[d] * (x", "(x"),
        ("subtracts_beta", "+ beta[d]", "- beta[d]"),
        ("opposite_sign", "x[n, d] - mean", "mean - x[n, d]"),
        (None, "sum(x[n]) / D", "sum(x[n]) / N"),
        (None, "beta[d]", "beta[0]"),
    ],
    "sums": [
        ("only_root_mean_square", "xc = x - mu", "xc = x"),
        ("variance_of_squares", "np.sum(xc * xc, axis=-1)", "np.sum(x * x, axis=-1)"),
        ("variance_not_divided", "np.sum(xc * xc, axis=-1)[:, None] / D", "np.sum(xc * xc, axis=-1)[:, None]"),
        ("eps_missing", "(var + eps)", "var"),
        ("eps_fixed", "(var + eps)", "(var + 1e-12)"),
        ("divides_by_variance", "** -0.5", "** -1"),
        ("unbiased_variance", "np.sum(xc * xc, axis=-1)[:, None] / D", "np.sum(xc * xc, axis=-1)[:, None] / (D - 1)"),
        (
            "mean_not_in_line",
            "np.sum(x, axis=-1)[:, None] / D\n    xc = x - mu\n    var = np.sum(xc * xc, axis=-1)[:, None]",
            "np.sum(x, axis=-1) / D\n    xc = x - mu\n    var = np.sum(xc * xc, axis=-1)",
        ),
        ("stops_at_standard", "    out = out * gamma\n    return out + beta", "    return out"),
        ("forgets_beta", "return out + beta", "return out"),
        (
            "divides_by_range",
            "xc * (var + eps) ** -0.5",
            "xc / (x.max(axis=1, keepdims=True) - x.min(axis=1, keepdims=True) + eps)",
        ),
        (
            "gamma_for_samples",
            "out = out * gamma\n    return out + beta",
            "out = out * gamma[:, None]\n    return out + beta[:, None]",
        ),
        (
            "over_everything",
            "np.sum(x, axis=-1)[:, None] / D\n    xc = x - mu\n    var = np.sum(xc * xc, axis=-1)[:, None] / D",
            "np.sum(x) / x.size\n    xc = x - mu\n    var = np.sum(xc * xc) / x.size",
        ),
        ("writes_into_x", "xc = x - mu", "x -= mu\n    xc = x"),
        (None, "** -0.5", "** 0.5"),
        (None, "out * gamma", "out * gamma**2"),
    ],
    "rows": [
        ("variance_not_divided", " / len(sample)", ""),
        ("unbiased_variance", "/ len(sample)", "/ (len(sample) - 1)"),
        ("eps_missing", " + eps)", ")"),
        (
            "divides_by_variance",
            "np.sqrt(np.dot(centred, centred) / len(sample) + eps)",
            "(np.dot(centred, centred) / len(sample) + eps)",
        ),
        (
            "over_everything",
            "np.average(sample)\n        out.append(gamma * centred / np.sqrt(np.dot(centred, centred) / len(sample) + eps)",
            "np.average(x)\n        out.append(gamma * centred / np.sqrt(x.var() + eps)",
        ),
        (
            "swaps_gamma_and_beta",
            "gamma * centred / np.sqrt(np.dot(centred, centred) / len(sample) + eps) + beta",
            "beta * centred / np.sqrt(np.dot(centred, centred) / len(sample) + eps) + gamma",
        ),
        ("forgets_beta", " + beta)", ")"),
        ("variance_of_squares", "np.dot(centred, centred)", "np.dot(sample, sample)"),
        (None, "/ len(sample)", "/ len(x)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
