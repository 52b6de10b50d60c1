"""batchnorm_backward in six styles."""

import numpy as np


def formula(dout, x, gamma, beta, eps):
    axis = 0 if x.ndim == 2 else (0, 2, 3)
    shape = (1, -1) if x.ndim == 2 else (1, -1, 1, 1)
    m = x.size // x.shape[1]
    mean = x.mean(axis=axis, keepdims=True)
    var = x.var(axis=axis, keepdims=True)
    std = np.sqrt(var + eps)
    xhat = (x - mean) / std
    dgamma = np.sum(dout * xhat, axis=axis)
    dbeta = np.sum(dout, axis=axis)
    dxhat = dout * gamma.reshape(shape)
    sum1 = np.sum(dxhat, axis=axis, keepdims=True)
    sum2 = np.sum(dxhat * xhat, axis=axis, keepdims=True)
    dx = (m * dxhat - sum1 - xhat * sum2) / (m * std)
    return dx, dgamma, dbeta


def paper(dout, x, gamma, beta, eps):
    if x.ndim == 4:
        N, C, H, W = x.shape
        x2 = x.transpose(0, 2, 3, 1).reshape(-1, C)
        d2 = dout.transpose(0, 2, 3, 1).reshape(-1, C)
    else:
        x2, d2 = x, dout
    m = x2.shape[0]
    mu = x2.mean(axis=0)
    var = x2.var(axis=0)
    inv = 1.0 / np.sqrt(var + eps)
    xn = (x2 - mu) * inv

    dbeta = d2.sum(axis=0)
    dgamma = (d2 * xn).sum(axis=0)
    dxn = d2 * gamma
    dvar = np.sum(dxn * (x2 - mu), axis=0) * -0.5 * inv**3
    dmu = np.sum(-dxn * inv, axis=0) + dvar * np.mean(-2.0 * (x2 - mu), axis=0)
    dx = dxn * inv + dvar * 2.0 * (x2 - mu) / m + dmu / m
    if x.ndim == 4:
        dx = dx.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return dx, dgamma, dbeta


def graph(dout, x, gamma, beta, eps):
    dims = (0,) if x.ndim == 2 else (0, 2, 3)
    g = gamma if x.ndim == 2 else gamma[:, None, None]
    count = np.prod([x.shape[d] for d in dims])
    # forward
    mean = np.mean(x, axis=dims, keepdims=True)
    xc = x - mean
    std = np.sqrt(np.mean(xc**2, axis=dims, keepdims=True) + eps)
    xn = xc / std
    # backward
    dbeta = dout.sum(axis=dims)
    dgamma = np.sum(xn * dout, axis=dims)
    dxn = g * dout
    dxc = dxn / std
    dstd = -np.sum((dxn * xc) / (std * std), axis=dims, keepdims=True)
    dvar = 0.5 * dstd / std
    dxc = dxc + (2.0 / count) * xc * dvar
    dmu = np.sum(dxc, axis=dims, keepdims=True)
    dx = dxc - dmu / count
    return dx, dgamma, dbeta


def loops(dout, x, gamma, beta, eps):
    dx = np.zeros_like(x)
    dgamma = np.zeros_like(gamma)
    dbeta = np.zeros_like(beta)
    for c in range(x.shape[1]):
        v = x[:, c]
        d = dout[:, c]
        std = np.sqrt(v.var() + eps)
        xhat = (v - v.mean()) / std
        dgamma[c] = (d * xhat).sum()
        dbeta[c] = d.sum()
        g = d * gamma[c]
        dx[:, c] = (g - g.mean() - xhat * (g * xhat).mean()) / std
    return dx, dgamma, dbeta


def staged(dout, x, gamma, beta, eps):
    keep = dict(axis=0 if x.ndim == 2 else (0, 2, 3), keepdims=True)
    shape = [1, -1] + [1] * (x.ndim - 2)
    m = x[:, 0].size
    # forward, step by step
    mu = 1.0 / m * np.sum(x, **keep)
    xmu = x - mu
    sq = xmu**2
    var = 1.0 / m * np.sum(sq, **keep)
    sqrtvar = np.sqrt(var + eps)
    ivar = 1.0 / sqrtvar
    xhat = xmu * ivar
    # backward, step by step
    dbeta = np.sum(dout, **keep).reshape(-1)
    dgamma = np.sum(dout * xhat, **keep).reshape(-1)
    dxhat = dout * gamma.reshape(shape)
    divar = np.sum(dxhat * xmu, **keep)
    dxmu1 = dxhat * ivar
    dsqrtvar = -1.0 / (sqrtvar**2) * divar
    dvar = 0.5 * 1.0 / np.sqrt(var + eps) * dsqrtvar
    dsq = 1.0 / m * np.ones(x.shape) * dvar
    dxmu2 = 2 * xmu * dsq
    dx1 = dxmu1 + dxmu2
    dmu = -1 * np.sum(dxmu1 + dxmu2, **keep)
    dx2 = 1.0 / m * np.ones(x.shape) * dmu
    return dx1 + dx2, dgamma, dbeta


def short(dout, x, gamma, beta, eps):
    four = x.ndim == 4
    mv = (lambda a: a.transpose(1, 0, 2, 3).reshape(a.shape[1], -1)) if four else (lambda a: a.T)
    X, D = mv(x), mv(dout)
    C, m = X.shape
    mu = X.mean(1)[:, None]
    inv = ((X.var(1) + eps) ** -0.5)[:, None]
    Z = (X - mu) * inv
    dbeta = D.sum(1)
    dgamma = (D * Z).sum(1)
    G = gamma[:, None] * inv / m * (m * D - dbeta[:, None] - Z * dgamma[:, None])
    if four:
        N, _, H, W = x.shape
        return G.reshape(C, N, H, W).transpose(1, 0, 2, 3), dgamma, dbeta
    return G.T, dgamma, dbeta


SLIPS = {
    "formula": [
        ("variance_is_constant", "m * dxhat - sum1 - xhat * sum2", "m * dxhat - sum1"),
        ("mean_is_constant", "m * dxhat - sum1 - xhat * sum2", "m * dxhat - xhat * sum2"),
        ("statistics_are_constant", "(m * dxhat - sum1 - xhat * sum2) / (m * std)", "dxhat / std"),
        ("direct_way_missing", "m * dxhat - sum1", "-sum1"),
        ("forgets_division", "/ (m * std)", "/ std"),
        ("divides_direct_way", "m * dxhat - sum1", "dxhat - sum1"),
        ("sign_of_mean", "- sum1", "+ sum1"),
        ("sign_of_variance", "- xhat * sum2", "+ xhat * sum2"),
        ("forgets_std", "/ (m * std)", "/ m"),
        ("divides_by_variance_dx", "/ (m * std)", "/ (m * (var + eps))"),
        ("forgets_gamma_in_dx", "dout * gamma.reshape(shape)", "dout"),
        ("variance_way_without_factor", "- xhat * sum2", "- sum2"),
        ("variance_is_constant", "np.sum(dxhat * xhat, axis", "np.sum(xhat, axis"),
        ("variance_way_not_averaged", "- xhat * sum2", "- xhat * xhat * dxhat * m"),
        (
            "variance_way_with_x",
            "np.sum(dxhat * xhat, axis=axis, keepdims=True)\n    dx = (m * dxhat - sum1 - xhat * sum2)",
            "np.sum(dxhat * x, axis=axis, keepdims=True)\n    dx = (m * dxhat - sum1 - x * sum2)",
        ),
        (
            "not_standardised",
            "np.sum(dxhat * xhat, axis=axis, keepdims=True)\n    dx = (m * dxhat - sum1 - xhat * sum2)",
            "np.sum(dxhat * (x - mean), axis=axis, keepdims=True)\n    dx = (m * dxhat - sum1 - (x - mean) * sum2)",
        ),
        ("dgamma_with_x", "np.sum(dout * xhat", "np.sum(dout * x"),
        (
            "dgamma_times_gamma",
            "dgamma = np.sum(dout * xhat, axis=axis)\n    dbeta = np.sum(dout, axis=axis)\n    dxhat = dout * gamma.reshape(shape)",
            "dxhat = dout * gamma.reshape(shape)\n    dgamma = np.sum(dxhat * xhat, axis=axis)\n    dbeta = np.sum(dout, axis=axis)",
        ),
        (
            "means_over_batch",
            "np.sum(dout * xhat, axis=axis)\n    dbeta = np.sum(dout, axis=axis)",
            "np.mean(dout * xhat, axis=axis)\n    dbeta = np.mean(dout, axis=axis)",
        ),
        (
            "keeps_axes",
            "np.sum(dout * xhat, axis=axis)\n    dbeta = np.sum(dout, axis=axis)",
            "np.sum(dout * xhat, axis=axis, keepdims=True)\n    dbeta = np.sum(dout, axis=axis, keepdims=True)",
        ),
        (
            "sums_batch_only",
            "np.sum(dout * xhat, axis=axis)\n    dbeta = np.sum(dout, axis=axis)",
            "np.sum(dout * xhat, axis=0)\n    dbeta = np.sum(dout, axis=0)",
        ),
        ("per_pixel", "0 if x.ndim == 2 else (0, 2, 3)", "0"),
        ("divides_by_batch_size", "m = x.size // x.shape[1]", "m = x.shape[0]"),
        ("grad_eps_missing", "np.sqrt(var + eps)", "np.sqrt(var)"),
        ("grad_eps_fixed", "np.sqrt(var + eps)", "np.sqrt(var + 1e-5)"),
        ("grad_eps_outside_root", "np.sqrt(var + eps)", "np.sqrt(var) + eps"),
        ("grad_unbiased_variance", "x.var(axis=axis, keepdims=True)", "x.var(axis=axis, keepdims=True, ddof=1)"),
        ("grad_variance_for_std", "std = np.sqrt(var + eps)", "std = var + eps"),
        ("other_order", "return dx, dgamma, dbeta", "return dx, dbeta, dgamma"),
        ("returns_dx_only", "return dx, dgamma, dbeta", "return dx"),
        ("not_in_line", "gamma.reshape(shape)", "gamma"),
        (
            "not_summed",
            "np.sum(dout * xhat, axis=axis)\n    dbeta = np.sum(dout, axis=axis)",
            "dout * xhat\n    dbeta = dout",
        ),
        (
            "sums_everything",
            "np.sum(dout * xhat, axis=axis)\n    dbeta = np.sum(dout, axis=axis)",
            "np.sum(dout * xhat)\n    dbeta = np.sum(dout)",
        ),
        (
            ("means_over_batch", "variance_is_constant"),
            "np.sum(dout * xhat, axis=axis)\n    dbeta = np.sum(dout, axis=axis)\n    dxhat = dout * gamma.reshape(shape)\n"
            "    sum1 = np.sum(dxhat, axis=axis, keepdims=True)\n    sum2 = np.sum(dxhat * xhat, axis=axis, keepdims=True)\n"
            "    dx = (m * dxhat - sum1 - xhat * sum2)",
            "np.mean(dout * xhat, axis=axis)\n    dbeta = np.mean(dout, axis=axis)\n    dxhat = dout * gamma.reshape(shape)\n"
            "    sum1 = np.sum(dxhat, axis=axis, keepdims=True)\n    dx = (m * dxhat - sum1)",
        ),
        (
            ("forgets_gamma_in_dx", "dgamma_with_x"),
            "np.sum(dout * xhat, axis=axis)\n    dbeta = np.sum(dout, axis=axis)\n    dxhat = dout * gamma.reshape(shape)",
            "np.sum(dout * x, axis=axis)\n    dbeta = np.sum(dout, axis=axis)\n    dxhat = dout",
        ),
        ("variance_way_without_xhat", "- xhat * sum2", "- xhat * sum1"),
        (None, "dout * gamma.reshape(shape)", "dout * (gamma + beta).reshape(shape)"),
    ],
    "paper": [
        ("statistics_are_constant", "dxn * inv + dvar * 2.0 * (x2 - mu) / m + dmu / m", "dxn * inv"),
        ("variance_is_constant", "dxn * inv + dvar * 2.0 * (x2 - mu) / m + dmu / m", "dxn * inv + dmu / m"),
        (
            "mean_is_constant",
            "dxn * inv + dvar * 2.0 * (x2 - mu) / m + dmu / m",
            "dxn * inv + dvar * 2.0 * (x2 - mu) / m",
        ),
        ("sums_for_means", "(x2 - mu) / m + dmu / m", "(x2 - mu) + dmu"),
        ("sums_for_means", "+ dmu / m", "+ dmu"),
        ("sums_for_means", "(x2 - mu) / m +", "(x2 - mu) +"),
        ("sign_of_mean", "np.sum(-dxn * inv", "np.sum(dxn * inv"),
        ("sign_of_variance", "* -0.5 *", "* 0.5 *"),
        ("halves_variance_way", "dvar * 2.0 * (x2 - mu)", "dvar * (x2 - mu)"),
        ("doubles_variance_way", "* -0.5 * inv**3", "* -inv**3"),
        ("standardised_too_often", "np.sum(dxn * (x2 - mu), axis=0) * -0.5", "np.sum(dxn * xn, axis=0) * -0.5"),
        ("not_standardised", "inv**3", "inv**2"),
        ("not_standardised", "* -0.5 * inv**3", "* -0.5 * inv"),
        ("forgets_gamma_in_dx", "dxn = d2 * gamma", "dxn = d2"),
        ("gamma_twice", "dxn = d2 * gamma", "dxn = d2 * gamma * gamma"),
        ("not_standardised", "* -0.5 * inv**3", "* -0.5 * inv**2"),
        ("grad_eps_missing", "np.sqrt(var + eps)", "np.sqrt(var)"),
        ("grad_eps_outside_root", "1.0 / np.sqrt(var + eps)", "1.0 / (np.sqrt(var) + eps)"),
        ("grad_variance_for_std", "1.0 / np.sqrt(var + eps)", "1.0 / (var + eps)"),
        ("grad_unbiased_variance", "x2.var(axis=0)", "x2.var(axis=0, ddof=1)"),
        ("dgamma_with_centred", "(d2 * xn).sum(axis=0)", "(d2 * (x2 - mu)).sum(axis=0)"),
        ("dgamma_with_output", "(d2 * xn).sum(axis=0)", "(d2 * (gamma * xn + beta)).sum(axis=0)"),
        ("dgamma_without_dout", "(d2 * xn).sum(axis=0)", "xn.sum(axis=0)"),
        ("dbeta_times_gamma", "dbeta = d2.sum(axis=0)", "dbeta = (d2 * gamma).sum(axis=0)"),
        (
            "means_over_batch",
            "d2.sum(axis=0)\n    dgamma = (d2 * xn).sum(axis=0)",
            "d2.mean(axis=0)\n    dgamma = (d2 * xn).mean(axis=0)",
        ),
        ("means_over_batch", "dbeta = d2.sum(axis=0)", "dbeta = d2.mean(axis=0)"),
        (
            "channels_not_moved",
            "x2 = x.transpose(0, 2, 3, 1).reshape(-1, C)\n        d2 = dout.transpose(0, 2, 3, 1)",
            "x2 = x.reshape(-1, C)\n        d2 = dout",
        ),
        ("channels_not_moved", "d2 = dout.transpose(0, 2, 3, 1)", "d2 = dout"),
        ("channels_not_moved_back", "dx.reshape(N, H, W, C).transpose(0, 3, 1, 2)", "dx.reshape(x.shape)"),
        ("dx_flat", "    if x.ndim == 4:\n        dx = dx.reshape(N, H, W, C).transpose(0, 3, 1, 2)\n", ""),
        ("divides_by_batch_size", "m = x2.shape[0]", "m = x.shape[0]"),
        ("divides_by_one_less", "dvar * 2.0 * (x2 - mu) / m", "dvar * 2.0 * (x2 - mu) / (m - 1)"),
        (
            ("forgets_gamma_in_dx", "means_over_batch"),
            "d2.sum(axis=0)\n    dgamma = (d2 * xn).sum(axis=0)\n    dxn = d2 * gamma",
            "d2.mean(axis=0)\n    dgamma = (d2 * xn).mean(axis=0)\n    dxn = d2",
        ),
        (None, "inv**3", "inv**4 * 2"),
        (None, "+ dmu / m", "+ dmu / m + mu"),
    ],
    "graph": [
        ("variance_is_constant", "    dxc = dxc + (2.0 / count) * xc * dvar\n", ""),
        ("mean_is_constant", "dx = dxc - dmu / count", "dx = dxc"),
        (
            "statistics_are_constant",
            "dxc = dxc + (2.0 / count) * xc * dvar\n    dmu = np.sum(dxc, axis=dims, keepdims=True)\n    dx = dxc - dmu / count",
            "dx = dxc",
        ),
        ("variance_way_only", "dxc + (2.0 / count) * xc * dvar", "(2.0 / count) * xc * dvar"),
        ("sums_for_means", "dmu / count", "dmu"),
        ("sums_for_means", "(2.0 / count) * xc", "2.0 * xc"),
        ("sign_of_mean", "dxc - dmu / count", "dxc + dmu / count"),
        ("sign_of_variance", "dstd = -np.sum", "dstd = np.sum"),
        ("halves_variance_way", "(2.0 / count) * xc", "xc / count"),
        ("doubles_variance_way", "dvar = 0.5 * dstd / std", "dvar = dstd / std"),
        ("not_standardised", "0.5 * dstd / std", "0.5 * dstd"),
        ("standardised_too_often", "(dxn * xc) / (std * std)", "(dxn * xn) / (std * std)"),
        ("forgets_std", "dxc = dxn / std", "dxc = dxn"),
        ("forgets_gamma_in_dx", "dxn = g * dout", "dxn = dout"),
        ("upstream_is_one", "dxn = g * dout", "dxn = g * np.ones_like(dout)"),
        ("grad_eps_missing", " + eps)", ")"),
        (
            "grad_eps_outside_root",
            "np.sqrt(np.mean(xc**2, axis=dims, keepdims=True) + eps)",
            "np.sqrt(np.mean(xc**2, axis=dims, keepdims=True)) + eps",
        ),
        (
            "grad_over_everything",
            "np.mean(x, axis=dims, keepdims=True)\n    xc = x - mean\n    std = np.sqrt(np.mean(xc**2, axis=dims, keepdims=True)",
            "np.mean(x)\n    xc = x - mean\n    std = np.sqrt(np.mean(xc**2)",
        ),
        ("dgamma_with_centred", "np.sum(xn * dout", "np.sum(xc * dout"),
        ("dbeta_without_dout", "dout.sum(axis=dims)", "np.ones_like(dout).sum(axis=dims)"),
        (
            "sums_batch_only",
            "dout.sum(axis=dims)\n    dgamma = np.sum(xn * dout, axis=dims)",
            "dout.sum(axis=0)\n    dgamma = np.sum(xn * dout, axis=0)",
        ),
        (
            "sums_pixels_only",
            "dout.sum(axis=dims)\n    dgamma = np.sum(xn * dout, axis=dims)",
            "dout.sum(axis=dims if x.ndim == 2 else (2, 3))\n    dgamma = np.sum(xn * dout, axis=dims if x.ndim == 2 else (2, 3))",
        ),
        ("keeps_axes", "dout.sum(axis=dims)", "dout.sum(axis=dims, keepdims=True)"),
        ("means_over_batch", "np.sum(xn * dout, axis=dims)", "np.mean(xn * dout, axis=dims)"),
        ("per_sample", "(0,) if x.ndim == 2 else (0, 2, 3)", "(1,) if x.ndim == 2 else (1, 2, 3)"),
        ("per_image", "else (0, 2, 3)", "else (2, 3)"),
        ("not_in_line", "gamma if x.ndim == 2 else gamma[:, None, None]", "gamma"),
        ("grad_writes_into_x", "    xc = x - mean", "    x -= mean\n    xc = x"),
        ("writes_into_dout", "dxn = g * dout", "dout *= g\n    dxn = dout"),
        ("gradients_opposite", "return dx, dgamma, dbeta", "return -dx, -dgamma, -dbeta"),
        ("other_order", "return dx, dgamma, dbeta", "return dgamma, dbeta, dx"),
        ("divides_by_batch_size", "count = np.prod([x.shape[d] for d in dims])", "count = x.shape[0]"),
        (
            "divides_by_pixels",
            "np.prod([x.shape[d] for d in dims])",
            "(x.shape[0] if x.ndim == 2 else x.shape[2] * x.shape[3])",
        ),
        (None, "np.sum(dxc, axis=dims, keepdims=True)", "np.sum(dxc * xn, axis=dims, keepdims=True)"),
        (None, "np.sum(xn * dout, axis=dims)", "np.sum(xn * xn * dout, axis=dims)"),
    ],
    "loops": [
        ("variance_is_constant", " - xhat * (g * xhat).mean()", ""),
        ("mean_is_constant", " - g.mean()", ""),
        ("statistics_are_constant", "(g - g.mean() - xhat * (g * xhat).mean())", "g"),
        ("sums_for_means", "g.mean() - xhat * (g * xhat).mean()", "g.sum() - xhat * (g * xhat).sum()"),
        ("sign_of_variance", "- xhat * (g", "+ xhat * (g"),
        ("signs_of_both", "g - g.mean() - xhat", "g + g.mean() + xhat"),
        ("forgets_std", "(g * xhat).mean()) / std", "(g * xhat).mean())"),
        ("multiplies_by_std", "(g * xhat).mean()) / std", "(g * xhat).mean()) * std"),
        (
            "only_direct_way_divided",
            "(g - g.mean() - xhat * (g * xhat).mean()) / std",
            "g / std - g.mean() - xhat * (g * xhat).mean()",
        ),
        ("divides_by_variance_dx", "(g * xhat).mean()) / std", "(g * xhat).mean()) / std**2"),
        ("divides_twice", "(g * xhat).mean()) / std", "(g * xhat).mean()) / std / v.size"),
        ("forgets_gamma_in_dx", "g = d * gamma[c]", "g = d"),
        ("divides_by_gamma", "g = d * gamma[c]", "g = d / gamma[c]"),
        (
            "gamma_in_direct_way_only",
            "(g - g.mean() - xhat * (g * xhat).mean())",
            "(g - d.mean() - xhat * (d * xhat).mean())",
        ),
        ("variance_is_constant", "(g * xhat).mean()", "g.mean() * xhat.mean()"),
        ("variance_way_not_averaged", "xhat * (g * xhat).mean()", "xhat * (g * xhat)"),
        ("dgamma_with_x", "dgamma[c] = (d * xhat).sum()", "dgamma[c] = (d * v).sum()"),
        ("dgamma_times_gamma", "dgamma[c] = (d * xhat).sum()", "dgamma[c] = (gamma[c] * d * xhat).sum()"),
        (
            "means_over_batch",
            "(d * xhat).sum()\n        dbeta[c] = d.sum()",
            "(d * xhat).mean()\n        dbeta[c] = d.mean()",
        ),
        ("means_over_batch", "return dx, dgamma, dbeta", "N = x.shape[0]\n    return dx / N, dgamma / N, dbeta / N"),
        ("grad_eps_missing", "v.var() + eps", "v.var()"),
        ("grad_unbiased_variance", "v.var()", "v.var(ddof=1)"),
        ("grad_eps_outside_root", "np.sqrt(v.var() + eps)", "v.std() + eps"),
        ("grad_eps_fixed", "v.var() + eps", "v.var() + 1e-8"),
        (None, "dbeta[c] = d.sum()", "dbeta[c] += d.sum() + beta[c]"),
        (None, "- g.mean()", "- g.max()"),
    ],
    "staged": [
        (
            "variance_is_constant",
            "dx1 = dxmu1 + dxmu2\n    dmu = -1 * np.sum(dxmu1 + dxmu2, **keep)",
            "dx1 = dxmu1\n    dmu = -1 * np.sum(dxmu1, **keep)",
        ),
        ("mean_is_constant", "return dx1 + dx2", "return dx1"),
        ("mean_way_only", "return dx1 + dx2", "return dx2"),
        ("sums_for_means", "dsq = 1.0 / m * np.ones", "dsq = np.ones"),
        ("sums_for_means", "dx2 = 1.0 / m * np.ones", "dx2 = np.ones"),
        ("sign_of_mean", "dmu = -1 * np", "dmu = np"),
        ("sign_of_variance", "dsqrtvar = -1.0", "dsqrtvar = 1.0"),
        ("halves_variance_way", "dxmu2 = 2 * xmu", "dxmu2 = xmu"),
        ("doubles_variance_way", "dvar = 0.5 * 1.0", "dvar = 1.0"),
        ("not_standardised", "-1.0 / (sqrtvar**2) * divar", "-1.0 * divar"),
        ("not_standardised", "-1.0 / (sqrtvar**2) * divar", "-1.0 / sqrtvar * divar"),
        ("not_standardised", "0.5 * 1.0 / np.sqrt(var + eps) * dsqrtvar", "0.5 * dsqrtvar"),
        ("standardised_too_often", "dxhat * xmu", "dxhat * xhat"),
        ("forgets_gamma_in_dx", "dout * gamma.reshape(shape)", "dout"),
        ("dgamma_with_centred", "dout * xhat", "dout * xmu"),
        ("dgamma_with_x", "dout * xhat", "dout * x"),
        (
            "keeps_axes",
            "np.sum(dout, **keep).reshape(-1)\n    dgamma = np.sum(dout * xhat, **keep).reshape(-1)",
            "np.sum(dout, **keep)\n    dgamma = np.sum(dout * xhat, **keep)",
        ),
        (
            "means_over_batch",
            "np.sum(dout, **keep).reshape(-1)\n    dgamma = np.sum(dout * xhat, **keep)",
            "np.mean(dout, **keep).reshape(-1)\n    dgamma = np.mean(dout * xhat, **keep)",
        ),
        ("grad_eps_missing", "sqrtvar = np.sqrt(var + eps)", "sqrtvar = np.sqrt(var)"),
        ("grad_eps_missing", "1.0 / np.sqrt(var + eps) * dsqrtvar", "1.0 / np.sqrt(var) * dsqrtvar"),
        ("grad_eps_outside_root", "sqrtvar = np.sqrt(var + eps)", "sqrtvar = np.sqrt(var) + eps"),
        ("per_pixel", "0 if x.ndim == 2 else (0, 2, 3)", "0"),
        ("divides_by_batch_size", "m = x[:, 0].size", "m = x.shape[0]"),
        ("other_order", "dx1 + dx2, dgamma, dbeta", "dx1 + dx2, dbeta, dgamma"),
        (
            ("forgets_gamma_in_dx", "dgamma_with_x"),
            "dgamma = np.sum(dout * xhat, **keep).reshape(-1)\n    dxhat = dout * gamma.reshape(shape)",
            "dgamma = np.sum(dout * x, **keep).reshape(-1)\n    dxhat = dout",
        ),
        (None, "divar = np.sum(dxhat * xmu, **keep)", "divar = np.sum(dxhat * mu, **keep)"),
    ],
    "short": [
        ("variance_is_constant", " - Z * dgamma[:, None]", ""),
        ("mean_is_constant", " - dbeta[:, None]", ""),
        ("sign_of_variance", "- Z * dgamma", "+ Z * dgamma"),
        ("forgets_division", "inv / m * (m", "inv * (m"),
        ("divides_direct_way", "(m * D", "(D"),
        ("forgets_gamma_in_dx", "gamma[:, None] * inv", "inv"),
        ("forgets_std", "gamma[:, None] * inv / m", "gamma[:, None] / m"),
        ("divides_by_variance_dx", "gamma[:, None] * inv / m", "gamma[:, None] * inv**2 / m"),
        ("grad_eps_missing", "X.var(1) + eps", "X.var(1)"),
        ("grad_eps_fixed", "X.var(1) + eps", "X.var(1) + 1e-3"),
        ("grad_variance_for_std", "** -0.5", "** -1"),
        ("grad_unbiased_variance", "X.var(1)", "X.var(1, ddof=1)"),
        (
            "dgamma_with_centred",
            "(D * Z).sum(1)\n    G = gamma[:, None] * inv / m * (m * D - dbeta[:, None] - Z * dgamma[:, None])",
            "(D * (X - mu)).sum(1)\n    G = gamma[:, None] * inv / m * (m * D - dbeta[:, None] - Z * (D * Z).sum(1)[:, None])",
        ),
        (
            "means_over_batch",
            "D.sum(1)\n    dgamma = (D * Z).sum(1)\n    G = gamma[:, None] * inv / m * (m * D - dbeta[:, None] - Z * dgamma[:, None])",
            "D.mean(1)\n    dgamma = (D * Z).mean(1)\n    G = gamma[:, None] * inv * (D - dbeta[:, None] - Z * dgamma[:, None])",
        ),
        ("channels_not_moved", "a.transpose(1, 0, 2, 3).reshape(a.shape[1], -1)", "a.reshape(a.shape[1], -1)"),
        ("channels_not_moved_back", "G.reshape(C, N, H, W).transpose(1, 0, 2, 3)", "G.reshape(x.shape)"),
        ("channels_not_moved_back", "G.reshape(C, N, H, W).transpose(1, 0, 2, 3)", "G.T.reshape(x.shape)"),
        ("divides_by_batch_size", "C, m = X.shape", "C, m = X.shape[0], x.shape[0]"),
        (("dgamma_with_x", "variance_way_with_x"), "dgamma = (D * Z).sum(1)", "dgamma = (D * X).sum(1)"),
        (None, "m * D - dbeta", "m * D + m * dbeta"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
