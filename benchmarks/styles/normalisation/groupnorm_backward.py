"""groupnorm_backward in four styles."""

import numpy as np


def reshaped(dout, x, gamma, beta, groups, eps):
    N, C, H, W = x.shape
    parts = x.reshape(N, groups, C // groups, H, W)
    axes = (2, 3, 4)
    mean = parts.mean(axis=axes, keepdims=True)
    std = np.sqrt(parts.var(axis=axes, keepdims=True) + eps)
    xhat = (parts - mean) / std
    dbeta = dout.sum(axis=(0, 2, 3))
    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(0, 2, 3))
    g = (dout * gamma.reshape(1, C, 1, 1)).reshape(parts.shape)
    dx = (g - g.mean(axis=axes, keepdims=True) - xhat * (g * xhat).mean(axis=axes, keepdims=True)) / std
    return dx.reshape(x.shape), dgamma, dbeta


def loops(dout, x, gamma, beta, groups, eps):
    N, C, H, W = x.shape
    size = C // groups
    m = size * H * W
    dx = np.zeros((N, C, H, W))
    dgamma = np.zeros(C)
    dbeta = np.zeros(C)
    for n in range(N):
        for k in range(groups):
            part = slice(k * size, (k + 1) * size)
            block = x[n, part]
            d = dout[n, part]
            mu = block.mean()
            inv = 1 / np.sqrt(block.var() + eps)
            xn = (block - mu) * inv
            dgamma[part] += (d * xn).sum(axis=(1, 2))
            dbeta[part] += d.sum(axis=(1, 2))
            g = d * gamma[part, None, None]
            dx[n, part] = (m * g - g.sum() - xn * (g * xn).sum()) * inv / m
    return dx, dgamma, dbeta


def chain(dout, x, gamma, beta, groups, eps):
    N, C, H, W = x.shape
    rows = x.reshape(N, groups, -1)
    m = rows.shape[2]
    xc = rows - rows.mean(axis=2, keepdims=True)
    var = (xc**2).mean(axis=2, keepdims=True)
    inv = 1.0 / np.sqrt(var + eps)
    xn = xc * inv
    dgamma = np.sum(dout * xn.reshape(N, C, H, W), axis=(0, 2, 3))
    dbeta = np.sum(dout, axis=(0, 2, 3))
    dxn = (dout * gamma[:, None, None]).reshape(N, groups, -1)
    dvar = -0.5 * np.sum(dxn * xc, axis=2, keepdims=True) * inv**3
    dmu = -np.sum(dxn * inv, axis=2, keepdims=True)
    dx = dxn * inv + dvar * 2 * xc / m + dmu / m
    return dx.reshape(N, C, H, W), dgamma, dbeta


def per_channel(dout, x, gamma, beta, groups, eps):
    N, C, H, W = x.shape
    k = C // groups
    m = k * H * W
    mean = x.sum(axis=(2, 3)).reshape(N, groups, k).sum(axis=2) / m
    second = (x**2).sum(axis=(2, 3)).reshape(N, groups, k).sum(axis=2) / m
    inv = 1 / np.sqrt(second - mean**2 + eps)
    mean, inv = (np.repeat(v, k, axis=1)[:, :, None, None] for v in (mean, inv))
    xhat = (x - mean) * inv
    ds = (dout * xhat).sum(axis=(2, 3))
    db = dout.sum(axis=(2, 3))
    a = np.repeat((gamma * db).reshape(N, groups, k).sum(axis=2), k, axis=1)[:, :, None, None]
    b = np.repeat((gamma * ds).reshape(N, groups, k).sum(axis=2), k, axis=1)[:, :, None, None]
    dx = inv * (dout * gamma[:, None, None] - (a + xhat * b) / m)
    return dx, ds.sum(axis=0), db.sum(axis=0)


SLIPS = {
    "reshaped": [
        ("variance_is_constant", " - xhat * (g * xhat).mean(axis=axes, keepdims=True)", ""),
        ("mean_is_constant", "g - g.mean(axis=axes, keepdims=True) -", "g -"),
        (
            "statistics_are_constant",
            "(g - g.mean(axis=axes, keepdims=True) - xhat * (g * xhat).mean(axis=axes, keepdims=True)) / std",
            "g / std",
        ),
        (
            "sums_for_means",
            "g.mean(axis=axes, keepdims=True) - xhat * (g * xhat).mean(",
            "g.sum(axis=axes, keepdims=True) - xhat * (g * xhat).sum(",
        ),
        ("groups_are_sizes", "x.reshape(N, groups, C // groups, H, W)", "x.reshape(N, C // groups, groups, H, W)"),
        (
            "interleaves",
            "x.reshape(N, groups, C // groups, H, W)\n    axes = (2, 3, 4)",
            "x.reshape(N, C // groups, groups, H, W)\n    axes = (1, 3, 4)",
        ),
        ("ignores_groups", "axes = (2, 3, 4)", "axes = (1, 2, 3, 4)"),
        ("each_channel", "axes = (2, 3, 4)", "axes = (3, 4)"),
        ("over_batch", "axes = (2, 3, 4)", "axes = (0, 2, 3, 4)"),
        ("each_pixel", "axes = (2, 3, 4)", "axes = (2,)"),
        ("like_batch_norm", "axes = (2, 3, 4)", "axes = (0, 3, 4)"),
        ("grad_over_everything", "axes = (2, 3, 4)", "axes = (0, 1, 2, 3, 4)"),
        (
            "means_of_channel",
            "g.mean(axis=axes, keepdims=True) - xhat * (g * xhat).mean(axis=axes, keepdims=True)",
            "g.mean(axis=(3, 4), keepdims=True) - xhat * (g * xhat).mean(axis=(3, 4), keepdims=True)",
        ),
        ("forgets_gamma_in_dx", "(dout * gamma.reshape(1, C, 1, 1)).reshape", "dout.reshape"),
        (
            "gamma_outside_means",
            "(dout * gamma.reshape(1, C, 1, 1)).reshape(parts.shape)\n    dx = (g - g.mean(axis=axes, keepdims=True) - xhat * (g * xhat).mean(axis=axes, keepdims=True)) / std\n    return dx.reshape(x.shape)",
            "dout.reshape(parts.shape)\n    dx = (g - g.mean(axis=axes, keepdims=True) - xhat * (g * xhat).mean(axis=axes, keepdims=True)) / std\n    return gamma.reshape(1, C, 1, 1) * dx.reshape(x.shape)",
        ),
        ("dx_in_groups", "dx.reshape(x.shape)", "dx"),
        (
            "gamma_for_groups",
            "dout.sum(axis=(0, 2, 3))\n    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(0, 2, 3))",
            "dout.reshape(parts.shape).sum(axis=(0, 2, 3, 4))\n    dgamma = (dout.reshape(parts.shape) * xhat).sum(axis=(0, 2, 3, 4))",
        ),
        (
            "gradients_in_groups",
            "dout.sum(axis=(0, 2, 3))\n    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(0, 2, 3))",
            "dout.reshape(parts.shape).sum(axis=(0, 3, 4))\n    dgamma = (dout.reshape(parts.shape) * xhat).sum(axis=(0, 3, 4))",
        ),
        ("gamma_not_in_line", "gamma.reshape(1, C, 1, 1)", "gamma"),
        (
            "sums_batch_only",
            "dout.sum(axis=(0, 2, 3))\n    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(0, 2, 3))",
            "dout.sum(axis=0)\n    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=0)",
        ),
        (
            "sums_pixels_only",
            "dout.sum(axis=(0, 2, 3))\n    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(0, 2, 3))",
            "dout.sum(axis=(2, 3))\n    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(2, 3))",
        ),
        ("grad_eps_missing", "keepdims=True) + eps)", "keepdims=True))"),
        (
            "grad_eps_outside_root",
            "np.sqrt(parts.var(axis=axes, keepdims=True) + eps)",
            "np.sqrt(parts.var(axis=axes, keepdims=True)) + eps",
        ),
        (
            "grad_unbiased_variance",
            "parts.var(axis=axes, keepdims=True)",
            "parts.var(axis=axes, keepdims=True, ddof=1)",
        ),
        ("dgamma_with_x", "dout * xhat.reshape(x.shape)", "dout * x"),
        (
            "means_over_batch",
            "dout.sum(axis=(0, 2, 3))\n    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(0, 2, 3))",
            "dout.mean(axis=(0, 2, 3))\n    dgamma = (dout * xhat.reshape(x.shape)).mean(axis=(0, 2, 3))",
        ),
        ("other_order", "dgamma, dbeta\n", "dbeta, dgamma\n"),
        (
            ("forgets_gamma_in_dx", "means_over_batch"),
            "dout.sum(axis=(0, 2, 3))\n    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(0, 2, 3))\n    g = (dout * gamma.reshape(1, C, 1, 1)).reshape",
            "dout.mean(axis=(0, 2, 3))\n    dgamma = (dout * xhat.reshape(x.shape)).mean(axis=(0, 2, 3))\n    g = dout.reshape",
        ),
        (None, "(dout * gamma.reshape(1, C, 1, 1))", "(dout + gamma.reshape(1, C, 1, 1))"),
        ("variance_way_without_xhat", "xhat * (g * xhat)", "xhat * (g + xhat)"),
    ],
    "loops": [
        ("variance_is_constant", " - xn * (g * xn).sum()", ""),
        ("mean_is_constant", "m * g - g.sum() -", "m * g -"),
        ("forgets_division", "* inv / m", "* inv"),
        ("divides_direct_way", "(m * g - g.sum()", "(g - g.sum()"),
        ("divides_by_pixels", "m = size * H * W", "m = H * W"),
        ("divides_by_pixels", "m = size * H * W", "m = C * H * W"),
        ("groups_are_sizes", "size = C // groups\n", "size = groups\n    groups = C // groups\n"),
        (
            "last_sample_only",
            "dgamma[part] += (d * xn).sum(axis=(1, 2))\n            dbeta[part] +=",
            "dgamma[part] = (d * xn).sum(axis=(1, 2))\n            dbeta[part] =",
        ),
        (
            "gamma_for_groups",
            "(d * xn).sum(axis=(1, 2))\n            dbeta[part] += d.sum(axis=(1, 2))",
            "(d * xn).sum()\n            dbeta[part] += d.sum()",
        ),
        ("forgets_std", "* inv / m", "/ m"),
        ("sign_of_mean", "m * g - g.sum()", "m * g + g.sum()"),
        ("sign_of_variance", "- xn * (g", "+ xn * (g"),
        ("variance_way_without_factor", "- xn * (g * xn).sum()", "- (g * xn).sum()"),
        ("not_standardised", "xn * (g * xn).sum()", "(block - mu) * (g * (block - mu)).sum()"),
        ("forgets_gamma_in_dx", "g = d * gamma[part, None, None]", "g = d"),
        ("grad_eps_missing", "block.var() + eps", "block.var()"),
        ("grad_eps_fixed", "block.var() + eps", "block.var() + 1e-5"),
        ("grad_unbiased_variance", "block.var()", "block.var(ddof=1)"),
        ("grad_variance_for_std", "1 / np.sqrt(block.var() + eps)", "1 / (block.var() + eps)"),
        ("dgamma_times_gamma", "(d * xn).sum", "(d * gamma[part, None, None] * xn).sum"),
        ("dgamma_with_centred", "(d * xn).sum", "(d * (block - mu)).sum"),
        ("means_over_batch", "return dx, dgamma, dbeta", "return dx, dgamma / N, dbeta / N"),
        ("gradients_opposite", "return dx, dgamma, dbeta", "return -dx, -dgamma, -dbeta"),
        (
            "over_batch",
            "mu = block.mean()\n            inv = 1 / np.sqrt(block.var() + eps)",
            "mu = x[:, part].mean()\n            inv = 1 / np.sqrt(x[:, part].var() + eps)",
        ),
        (None, "dbeta[part] += d.sum", "dbeta[part] += block.sum"),
        (None, "slice(k * size, (k + 1) * size)", "slice(k, k + size)"),
    ],
    "chain": [
        ("statistics_are_constant", "dxn * inv + dvar * 2 * xc / m + dmu / m", "dxn * inv"),
        ("variance_is_constant", " + dvar * 2 * xc / m", ""),
        ("mean_is_constant", " + dmu / m", ""),
        ("direct_way_missing", "dxn * inv + dvar", "dvar"),
        ("variance_way_only", "dxn * inv + dvar * 2 * xc / m + dmu / m", "dvar * 2 * xc / m"),
        ("sums_for_means", "xc / m + dmu / m", "xc + dmu"),
        ("sums_for_means", "+ dmu / m", "+ dmu"),
        ("sign_of_mean", "dmu = -np.sum", "dmu = np.sum"),
        ("sign_of_variance", "-0.5 * np", "0.5 * np"),
        ("halves_variance_way", "dvar * 2 * xc", "dvar * xc"),
        ("doubles_variance_way", "-0.5 * np", "-1 * np"),
        ("standardised_too_often", "np.sum(dxn * xc", "np.sum(dxn * xn"),
        ("not_standardised", "inv**3", "inv**2"),
        ("dx_in_groups", "dx.reshape(N, C, H, W)", "dx"),
        (
            "each_channel",
            "x.reshape(N, groups, -1)\n    m = rows.shape[2]",
            "x.reshape(N, C, -1)\n    groups = C\n    m = rows.shape[2]",
        ),
        ("ignores_groups", "rows = x.reshape", "groups = 1\n    rows = x.reshape"),
        ("groups_are_sizes", "rows = x.reshape", "groups = C // groups\n    rows = x.reshape"),
        ("divides_by_pixels", "m = rows.shape[2]", "m = H * W"),
        ("dbeta_times_gamma", "np.sum(dout, axis", "np.sum(dout * gamma[:, None, None], axis"),
        ("dgamma_without_dout", "np.sum(dout * xn.reshape(N, C, H, W)", "np.sum(xn.reshape(N, C, H, W)"),
        (
            "keeps_axes",
            "np.sum(dout * xn.reshape(N, C, H, W), axis=(0, 2, 3))\n    dbeta = np.sum(dout, axis=(0, 2, 3))",
            "np.sum(dout * xn.reshape(N, C, H, W), axis=(0, 2, 3), keepdims=True)\n    dbeta = np.sum(dout, axis=(0, 2, 3), keepdims=True)",
        ),
        (
            "not_summed",
            "np.sum(dout * xn.reshape(N, C, H, W), axis=(0, 2, 3))\n    dbeta = np.sum(dout, axis=(0, 2, 3))",
            "dout * xn.reshape(N, C, H, W)\n    dbeta = dout",
        ),
        ("sums_everything", "np.sum(dout, axis=(0, 2, 3))", "np.sum(dout)"),
        ("means_over_batch", "np.sum(dout, axis=(0, 2, 3))", "np.mean(dout, axis=(0, 2, 3))"),
        ("gamma_not_in_line", "gamma[:, None, None]", "gamma"),
        ("not_standardised", "inv**3", "inv"),
        (None, "np.sum(dout, axis=(0, 2, 3))", "np.sum(x, axis=(0, 2, 3))"),
    ],
    "per_channel": [
        ("variance_is_constant", "(a + xhat * b) / m", "a / m"),
        ("mean_is_constant", "(a + xhat * b) / m", "(xhat * b) / m"),
        ("sums_for_means", "(a + xhat * b) / m", "(a + xhat * b)"),
        (
            "divides_by_pixels",
            "m = k * H * W\n    mean = x.sum(axis=(2, 3)).reshape(N, groups, k).sum(axis=2) / m\n    second = (x**2).sum(axis=(2, 3)).reshape(N, groups, k).sum(axis=2) / m",
            "m = H * W\n    mean = x.sum(axis=(2, 3)).reshape(N, groups, k).sum(axis=2) / m / k\n    second = (x**2).sum(axis=(2, 3)).reshape(N, groups, k).sum(axis=2) / m / k",
        ),
        ("forgets_gamma_in_dx", "dout * gamma[:, None, None] - (a", "dout - (a"),
        ("sums_pixels_only", "ds.sum(axis=0), db.sum(axis=0)", "ds, db"),
        ("means_over_batch", "ds.sum(axis=0), db.sum(axis=0)", "ds.mean(axis=0), db.mean(axis=0)"),
        ("sign_of_mean", "(a + xhat", "(-a + xhat"),
        ("sign_of_variance", "(a + xhat", "(a - xhat"),
        ("signs_of_both", "- (a +", "+ (a +"),
        ("forgets_std", "dx = inv * (", "dx = ("),
        ("grad_eps_missing", "- mean**2 + eps", "- mean**2"),
        ("groups_are_sizes", "k = C // groups", "k = groups\n    groups = C // groups"),
        ("gamma_in_direct_way_only", "(gamma * db)", "db"),
        (None, "second - mean**2", "second"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
