"""layernorm_backward in five styles."""

import numpy as np


def formula(dout, x, gamma, beta, eps):
    mean = x.mean(axis=1, keepdims=True)
    std = np.sqrt(x.var(axis=1, keepdims=True) + eps)
    xhat = (x - mean) / std
    dbeta = dout.sum(axis=0)
    dgamma = (dout * xhat).sum(axis=0)
    g = dout * gamma
    dx = (g - g.mean(axis=1, keepdims=True) - xhat * (g * xhat).mean(axis=1, keepdims=True)) / std
    return dx, dgamma, dbeta


def loops(dout, x, gamma, beta, eps):
    N, D = x.shape
    dx = np.zeros((N, D))
    dgamma = np.zeros(D)
    dbeta = np.zeros(D)
    for n in range(N):
        mu = np.sum(x[n]) / D
        var = np.sum((x[n] - mu) ** 2) / D
        inv = 1 / np.sqrt(var + eps)
        xn = (x[n] - mu) * inv
        dbeta += dout[n]
        dgamma += dout[n] * xn
        g = dout[n] * gamma
        dx[n] = inv / D * (D * g - np.sum(g) - xn * np.sum(g * xn))
    return dx, dgamma, dbeta


def chain(dout, x, gamma, beta, eps):
    N, D = x.shape
    mu = x.mean(axis=1, keepdims=True)
    xc = x - mu
    var = np.mean(xc**2, axis=1, keepdims=True)
    inv = (var + eps) ** -0.5
    xhat = xc * inv
    dgamma = np.sum(dout * xhat, axis=0)
    dbeta = np.sum(dout, axis=0)
    dxhat = dout * gamma
    dvar = np.sum(dxhat * xc * -0.5 * inv**3, axis=1, keepdims=True)
    dmu = np.sum(dxhat * -inv, axis=1, keepdims=True)
    dx = dxhat * inv
    dx += dvar * 2 * xc / D
    dx += dmu / D
    return dx, dgamma, dbeta


def transposed(dout, x, gamma, beta, eps):
    xt = x.T
    D = xt.shape[0]
    std = np.sqrt(np.var(xt, axis=0) + eps)
    xn = (xt - np.mean(xt, axis=0)) / std
    g = gamma[:, None] * dout.T
    first = D * g
    second = np.sum(g, axis=0)
    third = xn * np.sum(g * xn, axis=0)
    dx = (first - second - third) / (D * std)
    return dx.T, np.sum(xn * dout.T, axis=1), np.sum(dout, axis=0)


def jacobian(dout, x, gamma, beta, eps):
    N, D = x.shape
    dx = np.empty_like(x)
    centring = np.eye(D) - np.ones((D, D)) / D
    xhat = np.empty_like(x)
    for n in range(N):
        std = np.sqrt(np.var(x[n]) + eps)
        xhat[n] = centring @ x[n] / std
        J = (centring - np.outer(xhat[n], xhat[n]) / D) / std
        dx[n] = J @ (gamma * dout[n])
    return dx, np.einsum("nd,nd->d", dout, xhat), np.einsum("nd->d", dout)


SLIPS = {
    "formula": [
        ("variance_is_constant", " - xhat * (g * xhat).mean(axis=1, keepdims=True)", ""),
        ("mean_is_constant", " - g.mean(axis=1, keepdims=True)", ""),
        (
            "statistics_are_constant",
            "(g - g.mean(axis=1, keepdims=True) - xhat * (g * xhat).mean(axis=1, keepdims=True)) / std",
            "g / std",
        ),
        (
            "sums_for_means",
            "g.mean(axis=1, keepdims=True) - xhat * (g * xhat).mean(axis=1, keepdims=True)",
            "g.sum(axis=1, keepdims=True) - xhat * (g * xhat).sum(axis=1, keepdims=True)",
        ),
        (
            "over_batch",
            "x.mean(axis=1, keepdims=True)\n    std = np.sqrt(x.var(axis=1, keepdims=True) + eps)\n    xhat = (x - mean) / std\n"
            "    dbeta = dout.sum(axis=0)\n    dgamma = (dout * xhat).sum(axis=0)\n    g = dout * gamma\n"
            "    dx = (g - g.mean(axis=1, keepdims=True) - xhat * (g * xhat).mean(axis=1, keepdims=True))",
            "x.mean(axis=0)\n    std = np.sqrt(x.var(axis=0) + eps)\n    xhat = (x - mean) / std\n"
            "    dbeta = dout.sum(axis=0)\n    dgamma = (dout * xhat).sum(axis=0)\n    g = dout * gamma\n"
            "    dx = (g - g.mean(axis=0) - xhat * (g * xhat).mean(axis=0))",
        ),
        (
            "over_batch",
            "g.mean(axis=1, keepdims=True) - xhat * (g * xhat).mean(axis=1, keepdims=True)",
            "g.mean(axis=0) - xhat * (g * xhat).mean(axis=0)",
        ),
        (
            "mean_not_in_line",
            "g.mean(axis=1, keepdims=True) - xhat * (g * xhat).mean(axis=1, keepdims=True)",
            "g.mean(axis=1) - xhat * (g * xhat).mean(axis=1)",
        ),
        ("gamma_outside_means", "g = dout * gamma\n    dx = (", "g = dout\n    dx = gamma * ("),
        ("forgets_gamma_in_dx", "g = dout * gamma", "g = dout"),
        ("sign_of_mean", "g - g.mean", "g + g.mean"),
        ("sign_of_variance", "- xhat * (g", "+ xhat * (g"),
        ("grad_eps_missing", "x.var(axis=1, keepdims=True) + eps", "x.var(axis=1, keepdims=True)"),
        (
            "grad_eps_outside_root",
            "np.sqrt(x.var(axis=1, keepdims=True) + eps)",
            "np.sqrt(x.var(axis=1, keepdims=True)) + eps",
        ),
        ("grad_unbiased_variance", "x.var(axis=1, keepdims=True)", "x.var(axis=1, keepdims=True, ddof=1)"),
        ("grad_variance_for_std", "np.sqrt(x.var(axis=1, keepdims=True) + eps)", "x.var(axis=1, keepdims=True) + eps"),
        ("dgamma_with_x", "(dout * xhat).sum(axis=0)", "(dout * x).sum(axis=0)"),
        (
            "means_over_batch",
            "dout.sum(axis=0)\n    dgamma = (dout * xhat).sum(axis=0)",
            "dout.mean(axis=0)\n    dgamma = (dout * xhat).mean(axis=0)",
        ),
        (
            "sums_wrong_axis",
            "dout.sum(axis=0)\n    dgamma = (dout * xhat).sum(axis=0)",
            "dout.sum(axis=1)\n    dgamma = (dout * xhat).sum(axis=1)",
        ),
        ("not_summed", "dout.sum(axis=0)\n    dgamma = (dout * xhat).sum(axis=0)", "dout\n    dgamma = dout * xhat"),
        (
            "sums_everything",
            "dout.sum(axis=0)\n    dgamma = (dout * xhat).sum(axis=0)",
            "dout.sum()\n    dgamma = (dout * xhat).sum()",
        ),
        (
            "keeps_axes",
            "dout.sum(axis=0)\n    dgamma = (dout * xhat).sum(axis=0)",
            "dout.sum(axis=0, keepdims=True)\n    dgamma = (dout * xhat).sum(axis=0, keepdims=True)",
        ),
        ("other_order", "return dx, dgamma, dbeta", "return dx, dbeta, dgamma"),
        (
            ("forgets_gamma_in_dx", "means_over_batch"),
            "dout.sum(axis=0)\n    dgamma = (dout * xhat).sum(axis=0)\n    g = dout * gamma",
            "dout.mean(axis=0)\n    dgamma = (dout * xhat).mean(axis=0)\n    g = dout",
        ),
        (None, "g = dout * gamma", "g = dout + gamma"),
        ("variance_way_without_xhat", "xhat * (g * xhat)", "xhat * (g + xhat)"),
    ],
    "loops": [
        (
            "last_sample_only",
            "dbeta += dout[n]\n        dgamma += dout[n] * xn",
            "dbeta = dout[n]\n        dgamma = dout[n] * xn",
        ),
        ("variance_is_constant", " - xn * np.sum(g * xn)", ""),
        ("mean_is_constant", "D * g - np.sum(g) -", "D * g -"),
        ("forgets_division", "inv / D * (", "inv * ("),
        ("divides_direct_way", "(D * g -", "(g -"),
        ("forgets_std", "inv / D * (", "1 / D * ("),
        ("divides_by_variance_dx", "inv / D * (", "inv**2 / D * ("),
        ("divides_by_samples", "inv / D * (D * g", "inv / N * (N * g"),
        ("variance_way_without_factor", "- xn * np.sum(g * xn)", "- np.sum(g * xn)"),
        ("variance_way_with_x", "xn * np.sum(g * xn)", "x[n] * np.sum(g * x[n])"),
        ("variance_is_constant", "np.sum(g * xn)", "np.sum(xn)"),
        ("not_standardised", "xn * np.sum(g * xn)", "(x[n] - mu) * np.sum(g * (x[n] - mu))"),
        ("grad_unbiased_variance", "np.sum((x[n] - mu) ** 2) / D", "np.sum((x[n] - mu) ** 2) / (D - 1)"),
        ("grad_eps_missing", "var + eps", "var"),
        ("grad_eps_fixed", "var + eps", "var + 1e-5"),
        ("dgamma_times_gamma", "dgamma += dout[n] * xn", "dgamma += dout[n] * gamma * xn"),
        ("dgamma_without_dout", "dgamma += dout[n] * xn", "dgamma += xn"),
        ("dgamma_with_output", "dgamma += dout[n] * xn", "dgamma += dout[n] * (gamma * xn + beta)"),
        ("means_over_batch", "return dx, dgamma, dbeta", "return dx, dgamma / N, dbeta / N"),
        ("gradients_opposite", "return dx, dgamma, dbeta", "return -dx, -dgamma, -dbeta"),
        ("upstream_is_one", "g = dout[n] * gamma", "g = gamma"),
        (None, "np.sum(x[n]) / D", "np.max(x[n])"),
        (None, "dbeta += dout[n]", "dbeta += dout[0]"),
    ],
    "chain": [
        ("statistics_are_constant", "    dx += dvar * 2 * xc / D\n    dx += dmu / D\n", ""),
        ("variance_is_constant", "    dx += dvar * 2 * xc / D\n", ""),
        ("mean_is_constant", "    dx += dmu / D\n", ""),
        ("mean_way_only", "dx += dmu / D", "dx = dmu / D * np.ones_like(x)"),
        ("sums_for_means", "dx += dvar * 2 * xc / D\n    dx += dmu / D", "dx += dvar * 2 * xc\n    dx += dmu"),
        ("sums_for_means", "dx += dmu / D", "dx += dmu"),
        ("sums_for_means", "dvar * 2 * xc / D", "dvar * 2 * xc"),
        ("sign_of_mean", "dxhat * -inv", "dxhat * inv"),
        ("sign_of_variance", "xc * -0.5", "xc * 0.5"),
        ("halves_variance_way", "dvar * 2 * xc", "dvar * xc"),
        ("doubles_variance_way", "xc * -0.5 * inv", "xc * -inv"),
        ("standardised_too_often", "dxhat * xc * -0.5", "dxhat * xhat * -0.5"),
        (
            "divides_by_samples",
            "dx += dvar * 2 * xc / D\n    dx += dmu / D",
            "dx += dvar * 2 * xc / N\n    dx += dmu / N",
        ),
        ("variance_way_with_x", "dvar * 2 * xc", "dvar * 2 * x"),
        ("dgamma_with_centred", "np.sum(dout * xhat", "np.sum(dout * xc"),
        ("dbeta_times_gamma", "dbeta = np.sum(dout, axis=0)", "dbeta = np.sum(dout * gamma, axis=0)"),
        ("grad_eps_missing", "var + eps", "var"),
        ("writes_into_dout", "dxhat = dout * gamma", "dout *= gamma\n    dxhat = dout"),
        ("grad_writes_into_x", "xc = x - mu", "x -= mu\n    xc = x"),
        (
            "grad_over_everything",
            "x.mean(axis=1, keepdims=True)\n    xc = x - mu\n    var = np.mean(xc**2, axis=1, keepdims=True)",
            "x.mean()\n    xc = x - mu\n    var = np.mean(xc**2)",
        ),
        (
            "gamma_twice",
            "dx = dxhat * inv\n    dx += dvar * 2 * xc / D\n    dx += dmu / D",
            "dx = dxhat * inv\n    dx += dvar * 2 * xc / D\n    dx += dmu / D\n    dx *= gamma",
        ),
        (
            "over_batch",
            "axis=1, keepdims=True)\n    dmu = np.sum(dxhat * -inv, axis=1, keepdims=True)",
            "axis=0, keepdims=True)\n    dmu = np.sum(dxhat * -inv, axis=0, keepdims=True)",
        ),
        ("not_standardised", "inv**3", "inv"),
        (None, "dx += dmu / D", "dx += dmu / D + mu / D"),
    ],
    "transposed": [
        ("dx_transposed", "return dx.T,", "return dx,"),
        ("variance_is_constant", "first - second - third", "first - second"),
        ("mean_is_constant", "first - second - third", "first - third"),
        ("direct_way_missing", "(first - second - third)", "(-second - third)"),
        ("divides_direct_way", "first = D * g", "first = g"),
        ("divides_twice", "(D * std)", "(D * D * std)"),
        ("signs_of_both", "first - second - third", "first + second + third"),
        ("multiplies_by_std", "/ (D * std)", "/ D * std"),
        ("forgets_gamma_in_dx", "g = gamma[:, None] * dout.T", "g = dout.T"),
        ("divides_by_gamma", "g = gamma[:, None] * dout.T", "g = dout.T / gamma[:, None]"),
        ("variance_is_constant", "np.sum(g * xn, axis=0)", "np.sum(g, axis=0) * np.sum(xn, axis=0) / D"),
        ("variance_way_not_averaged", "xn * np.sum(g * xn, axis=0)", "D * xn * g * xn"),
        ("grad_unbiased_variance", "np.var(xt, axis=0)", "np.var(xt, axis=0, ddof=1)"),
        ("grad_eps_outside_root", "np.sqrt(np.var(xt, axis=0) + eps)", "np.std(xt, axis=0) + eps"),
        (
            "means_over_batch",
            "np.sum(xn * dout.T, axis=1), np.sum(dout, axis=0)",
            "np.mean(xn * dout.T, axis=1), np.mean(dout, axis=0)",
        ),
        (
            "other_order",
            "np.sum(xn * dout.T, axis=1), np.sum(dout, axis=0)",
            "np.sum(dout, axis=0), np.sum(xn * dout.T, axis=1)",
        ),
        (
            "sums_wrong_axis",
            "np.sum(xn * dout.T, axis=1), np.sum(dout, axis=0)",
            "np.sum(xn * dout.T, axis=0), np.sum(dout, axis=1)",
        ),
        (None, "second = np.sum(g, axis=0)", "second = np.sum(g * xn, axis=0)"),
        (None, "np.mean(xt, axis=0)", "np.min(xt, axis=0)"),
    ],
    "jacobian": [
        ("variance_is_constant", "(centring - np.outer(xhat[n], xhat[n]) / D)", "centring"),
        ("sums_for_means", "np.outer(xhat[n], xhat[n]) / D", "np.outer(xhat[n], xhat[n])"),
        ("sign_of_variance", "(centring - np.outer", "(centring + np.outer"),
        ("forgets_std", "np.outer(xhat[n], xhat[n]) / D) / std", "np.outer(xhat[n], xhat[n]) / D)"),
        ("forgets_gamma_in_dx", "J @ (gamma * dout[n])", "J @ dout[n]"),
        ("gamma_outside_means", "J @ (gamma * dout[n])", "gamma * (J @ dout[n])"),
        ("mean_is_constant", "(centring - np.outer", "(np.eye(D) - np.outer"),
        ("dgamma_with_x", "dout, xhat)", "dout, x)"),
        ("not_summed", 'np.einsum("nd,nd->d", dout, xhat), np.einsum("nd->d", dout)', "dout * xhat, dout"),
        ("grad_eps_missing", "np.var(x[n]) + eps", "np.var(x[n])"),
        ("grad_unbiased_variance", "np.var(x[n])", "np.var(x[n], ddof=1)"),
        ("variance_way_with_x", "np.outer(xhat[n], xhat[n])", "np.outer(x[n], xhat[n])"),
        (None, "(gamma * dout[n])", "(gamma + dout[n])"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
