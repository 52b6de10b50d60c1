"""batchnorm_forward in five styles."""

import numpy as np


def axes(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    if x.ndim == 2:
        axis, shape = 0, (1, -1)
    else:
        axis, shape = (0, 2, 3), (1, -1, 1, 1)
    if train:
        mean = x.mean(axis=axis)
        var = x.var(axis=axis)
        m = x.size / x.shape[1]
        unbiased = var * m / (m - 1)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * unbiased
    else:
        mean = running_mean
        var = running_var
    xhat = (x - mean.reshape(shape)) / np.sqrt(var.reshape(shape) + eps)
    out = gamma.reshape(shape) * xhat + beta.reshape(shape)
    return out, running_mean, running_var


def rows(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    images = x.ndim == 4
    if images:
        N, C, H, W = x.shape
        flat = x.transpose(0, 2, 3, 1).reshape(-1, C)
    else:
        flat = x
    m = flat.shape[0]
    new_mean, new_var = running_mean, running_var
    if train:
        mu = np.sum(flat, axis=0) / m
        xc = flat - mu
        var = np.sum(xc**2, axis=0) / m
        std = np.sqrt(var + eps)
        xn = xc / std
        new_mean = (1 - momentum) * running_mean + momentum * mu
        new_var = (1 - momentum) * running_var + momentum * np.sum(xc**2, axis=0) / (m - 1)
    else:
        xn = (flat - running_mean) / np.sqrt(running_var + eps)
    out = gamma * xn + beta
    if images:
        out = out.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    return out, new_mean, new_var


def keepdims(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    dims = (0,) if x.ndim == 2 else (0, 2, 3)
    wide = [1] * x.ndim
    wide[1] = x.shape[1]
    g, b = gamma.reshape(wide), beta.reshape(wide)
    if not train:
        scaled = (x - running_mean.reshape(wide)) / np.sqrt(running_var.reshape(wide) + eps)
        return g * scaled + b, running_mean, running_var
    mean = np.mean(x, axis=dims, keepdims=True)
    var = np.var(x, axis=dims, keepdims=True)
    scaled = (x - mean) / np.sqrt(var + eps)
    out = g * scaled + b
    unbiased = np.var(x, axis=dims, ddof=1)
    running_mean = running_mean * (1 - momentum) + np.mean(x, axis=dims) * momentum
    running_var = running_var * (1 - momentum) + unbiased * momentum
    return out, running_mean, running_var


def loops(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    out = np.zeros_like(x)
    new_mean = running_mean.copy()
    new_var = running_var.copy()
    for c in range(x.shape[1]):
        values = x[:, c]
        if train:
            mean = values.mean()
            var = ((values - mean) ** 2).mean()
            m = values.size
            new_mean[c] += momentum * (mean - running_mean[c])
            new_var[c] += momentum * (var * m / (m - 1) - running_var[c])
        else:
            mean, var = running_mean[c], running_var[c]
        out[:, c] = gamma[c] * (values - mean) / np.sqrt(var + eps) + beta[c]
    return out, new_mean, new_var


def moved(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    y = np.moveaxis(x, 1, -1)
    flat = y.reshape(-1, y.shape[-1])
    if train:
        n = len(flat)
        mu = flat.sum(0) / n
        squares = (flat**2).sum(0) / n
        s2 = squares - mu**2
        running_mean = running_mean + momentum * (mu - running_mean)
        running_var = running_var + momentum * (s2 * n / (n - 1) - running_var)
        normal = (y - mu) / np.sqrt(s2 + eps)
    else:
        normal = (y - running_mean) / np.sqrt(running_var + eps)
    return np.moveaxis(normal * gamma + beta, -1, 1), running_mean, running_var


SLIPS = {
    "axes": [
        ("rows_only", "axis, shape = (0, 2, 3), (1, -1, 1, 1)", "axis, shape = 0, (1, *x.shape[1:])"),
        ("eps_outside_root", "np.sqrt(var.reshape(shape) + eps)", "(np.sqrt(var.reshape(shape)) + eps)"),
        ("eps_missing", "np.sqrt(var.reshape(shape) + eps)", "np.sqrt(var.reshape(shape))"),
        ("eps_fixed", "var.reshape(shape) + eps", "var.reshape(shape) + 1e-5"),
        ("divides_by_variance", "np.sqrt(var.reshape(shape) + eps)", "(var.reshape(shape) + eps)"),
        ("mean_not_subtracted", "(x - mean.reshape(shape)) /", "x /"),
        ("only_centred", "(x - mean.reshape(shape)) / np.sqrt(var.reshape(shape) + eps)", "(x - mean.reshape(shape))"),
        ("unbiased_to_normalise", "        running_mean = (1", "        var = unbiased\n        running_mean = (1"),
        ("biased_running_var", "momentum * unbiased", "momentum * var"),
        (
            "swaps_variances",
            "var = x.var(axis=axis)\n        m = x.size / x.shape[1]\n        unbiased = var * m / (m - 1)",
            "var = x.var(axis=axis, ddof=1)\n        m = x.size / x.shape[1]\n        unbiased = var * (m - 1) / m",
        ),
        ("unbiased_by_batch_size", "m = x.size / x.shape[1]", "m = x.shape[0]"),
        ("running_deviation", "momentum * unbiased", "momentum * np.sqrt(unbiased)"),
        ("ignores_train", "if train:", "if True:"),
        ("swaps_modes", "if train:", "if not train:"),
        (
            "momentum_reversed",
            "(1 - momentum) * running_mean + momentum * mean\n        running_var = (1 - momentum) * running_var + momentum * unbiased",
            "momentum * running_mean + (1 - momentum) * mean\n        running_var = momentum * running_var + (1 - momentum) * unbiased",
        ),
        (
            "trains_with_running",
            "    else:\n        mean = running_mean\n        var = running_var",
            "    mean = running_mean\n    var = running_var",
        ),
        (
            "evaluates_with_batch",
            "    else:\n        mean = running_mean\n        var = running_var",
            "    else:\n        mean = x.mean(axis=axis)\n        var = x.var(axis=axis)",
        ),
        (
            "swaps_gamma_and_beta",
            "gamma.reshape(shape) * xhat + beta.reshape(shape)",
            "beta.reshape(shape) * xhat + gamma.reshape(shape)",
        ),
        ("stops_at_standard", "out = gamma.reshape(shape) * xhat + beta.reshape(shape)", "out = xhat"),
        ("forgets_beta", " * xhat + beta.reshape(shape)", " * xhat"),
        ("swaps_running", "return out, running_mean, running_var", "return out, running_var, running_mean"),
        ("returns_out_only", "return out, running_mean, running_var", "return out"),
        (
            "forgets_old",
            "(1 - momentum) * running_mean + momentum * mean\n        running_var = (1 - momentum) * running_var + momentum * unbiased",
            "mean\n        running_var = unbiased",
        ),
        (
            ("eps_outside_root", "biased_running_var"),
            "momentum * unbiased\n    else:\n        mean = running_mean\n        var = running_var\n    xhat = (x - mean.reshape(shape)) / np.sqrt(var.reshape(shape) + eps)",
            "momentum * var\n    else:\n        mean = running_mean\n        var = running_var\n    xhat = (x - mean.reshape(shape)) / (np.sqrt(var.reshape(shape)) + eps)",
        ),
        (
            "momentum_reversed",
            "(1 - momentum) * running_mean + momentum * mean\n        running_var = (1 - momentum) * running_var + momentum * unbiased",
            "momentum * running_mean + (1 - momentum) * mean\n        running_var = momentum * running_var + (1 - momentum) * var",
        ),
        (
            None,
            "running_mean = (1 - momentum) * running_mean + momentum * mean",
            "running_mean = (1 - momentum) * running_mean - momentum * mean",
        ),
        (
            ("swaps_gamma_and_beta", "beta_before_gamma"),
            "gamma.reshape(shape) * xhat + beta",
            "(gamma.reshape(shape) + xhat) * beta",
        ),
    ],
    "rows": [
        ("channels_not_moved", "x.transpose(0, 2, 3, 1).reshape(-1, C)", "x.reshape(-1, C)"),
        ("channels_not_moved_back", "out.reshape(N, H, W, C).transpose(0, 3, 1, 2)", "out.reshape(x.shape)"),
        ("channels_not_moved_back", "out.reshape(N, H, W, C).transpose(0, 3, 1, 2)", "out.reshape(N, H, W, C)"),
        ("eps_outside_root", "std = np.sqrt(var + eps)", "std = np.sqrt(var) + eps"),
        ("eps_missing", "std = np.sqrt(var + eps)", "std = np.sqrt(var)"),
        ("eps_fixed", "std = np.sqrt(var + eps)", "std = np.sqrt(var + 1e-7)"),
        ("divides_by_variance", "xn = xc / std", "xn = xc / (var + eps)"),
        ("only_centred", "xn = xc / std", "xn = xc"),
        ("mean_not_subtracted", "xn = xc / std", "xn = flat / std"),
        ("variance_not_divided", "var = np.sum(xc**2, axis=0) / m", "var = np.sum(xc**2, axis=0)"),
        ("variance_of_squares", "var = np.sum(xc**2, axis=0) / m", "var = np.sum(flat**2, axis=0) / m"),
        ("unbiased_to_normalise", "var = np.sum(xc**2, axis=0) / m", "var = np.sum(xc**2, axis=0) / (m - 1)"),
        ("biased_running_var", "momentum * np.sum(xc**2, axis=0) / (m - 1)", "momentum * var"),
        ("running_deviation", "momentum * np.sum(xc**2, axis=0) / (m - 1)", "momentum * std"),
        (
            "over_everything",
            "mu = np.sum(flat, axis=0) / m\n        xc = flat - mu\n        var = np.sum(xc**2, axis=0) / m",
            "mu = np.mean(flat)\n        xc = flat - mu\n        var = np.var(flat)",
        ),
        ("evaluates_by_deviation", "np.sqrt(running_var + eps)", "(running_var + eps)"),
        (
            "evaluates_without_affine",
            "/ np.sqrt(running_var + eps)\n    out = gamma * xn + beta",
            "/ np.sqrt(running_var + eps)\n    out = gamma * xn + beta if train else xn",
        ),
        (
            "momentum_reversed",
            "(1 - momentum) * running_mean + momentum * mu\n        new_var = (1 - momentum) * running_var + momentum * ",
            "momentum * running_mean + (1 - momentum) * mu\n        new_var = momentum * running_var + (1 - momentum) * ",
        ),
        (
            "momentum_fixed",
            "(1 - momentum) * running_mean + momentum * mu\n        new_var = (1 - momentum) * running_var + momentum * ",
            "0.9 * running_mean + 0.1 * mu\n        new_var = 0.9 * running_var + 0.1 * ",
        ),
        ("running_not_moved", "return out, new_mean, new_var", "return out, running_mean, running_var"),
        ("beta_before_gamma", "gamma * xn + beta", "gamma * (xn + beta)"),
        ("subtracts_beta", "xn + beta", "xn - beta"),
        ("divides_by_batch_size", "m = flat.shape[0]", "m = x.shape[0]"),
        ("trains_with_running", "xn = xc / std", "xn = (flat - running_mean) / np.sqrt(running_var + eps)"),
        (
            "adds_without_decay",
            "(1 - momentum) * running_mean + momentum * mu\n        new_var = (1 - momentum) * running_var + momentum * ",
            "running_mean + momentum * mu\n        new_var = running_var + momentum * ",
        ),
        (
            None,
            "new_var = (1 - momentum) * running_var + momentum * np",
            "new_var = (1 - momentum) * running_mean + momentum * np",
        ),
        (None, "std = np.sqrt(var + eps)", "std = np.sqrt(var + eps) / 2"),
    ],
    "keepdims": [
        (
            "keeps_axes",
            "np.mean(x, axis=dims) * momentum\n    running_var = running_var * (1 - momentum) + unbiased * momentum",
            "mean * momentum\n    running_var = running_var * (1 - momentum) + np.var(x, axis=dims, ddof=1, keepdims=True) * momentum",
        ),
        (
            "per_pixel",
            "dims = (0,) if x.ndim == 2 else (0, 2, 3)\n    wide = [1] * x.ndim\n    wide[1] = x.shape[1]",
            "dims = (0,)\n    wide = (1, x.shape[1])",
        ),
        ("per_pixel", "else (0, 2, 3)", "else (0,)"),
        ("per_image", "else (0, 2, 3)", "else (2, 3)"),
        (
            "over_everything",
            "np.mean(x, axis=dims, keepdims=True)\n    var = np.var(x, axis=dims, keepdims=True)",
            "np.mean(x) * np.ones(x.shape[1]).reshape(wide)\n    var = np.var(x)",
        ),
        ("eps_outside_root", "np.sqrt(var + eps)", "(np.sqrt(var) + eps)"),
        ("eps_missing", "np.sqrt(var + eps)", "np.sqrt(var)"),
        ("divides_by_variance", "np.sqrt(var + eps)", "(var + eps)"),
        ("biased_running_var", "ddof=1", "ddof=0"),
        ("unbiased_to_normalise", "np.var(x, axis=dims, keepdims=True)", "np.var(x, axis=dims, keepdims=True, ddof=1)"),
        (
            "momentum_reversed",
            "running_mean * (1 - momentum) + np.mean(x, axis=dims) * momentum\n    running_var = running_var * (1 - momentum) + unbiased * momentum",
            "running_mean * momentum + np.mean(x, axis=dims) * (1 - momentum)\n    running_var = running_var * momentum + unbiased * (1 - momentum)",
        ),
        (
            "evaluates_without_affine",
            "return g * scaled + b, running_mean, running_var",
            "return scaled, running_mean, running_var",
        ),
        ("evaluates_by_deviation", "np.sqrt(running_var.reshape(wide) + eps)", "running_var.reshape(wide)"),
        ("swaps_modes", "if not train", "if train"),
        ("ignores_train", "if not train", "if False"),
        ("writes_into_x", "scaled = (x - mean) /", "x -= mean\n    scaled = x /"),
        (
            "writes_into_running",
            "running_mean = running_mean * (1 - momentum) + np.mean(x, axis=dims) * momentum\n    running_var = running_var * (1 - momentum) + unbiased * momentum",
            "running_mean *= 1 - momentum\n    running_mean += np.mean(x, axis=dims) * momentum\n    running_var *= 1 - momentum\n    running_var += unbiased * momentum",
        ),
        ("opposite_sign", "(x - mean)", "(mean - x)"),
        ("not_in_line", "wide = [1] * x.ndim\n    wide[1] = x.shape[1]", "wide = x.shape[1]"),
        (None, "np.mean(x, axis=dims) * momentum", "unbiased * momentum"),
        (None, "np.var(x, axis=dims, ddof=1)", "np.std(x) ** 2"),
    ],
    "loops": [
        ("biased_running_var", "var * m / (m - 1) - running_var[c]", "var - running_var[c]"),
        ("unbiased_by_batch_size", "m = values.size", "m = x.shape[0]"),
        ("eps_outside_root", "np.sqrt(var + eps)", "(np.sqrt(var) + eps)"),
        ("eps_missing", "np.sqrt(var + eps)", "np.sqrt(var)"),
        ("divides_by_variance", "np.sqrt(var + eps)", "(var + eps)"),
        ("variance_of_squares", "((values - mean) ** 2).mean()", "(values**2).mean()"),
        ("variance_not_divided", "((values - mean) ** 2).mean()", "((values - mean) ** 2).sum()"),
        (
            "writes_into_running",
            "running_mean.copy()\n    new_var = running_var.copy()",
            "running_mean\n    new_var = running_var",
        ),
        (
            "momentum_reversed",
            "momentum * (mean - running_mean[c])\n            new_var[c] += momentum * (",
            "(1 - momentum) * (mean - running_mean[c])\n            new_var[c] += (1 - momentum) * (",
        ),
        ("forgets_gamma", "gamma[c] * (values - mean)", "(values - mean)"),
        ("forgets_beta", " + beta[c]", ""),
        ("opposite_sign", "gamma[c] * (values - mean)", "gamma[c] * (mean - values)"),
        (
            "adds_without_decay",
            "(mean - running_mean[c])\n            new_var[c] += momentum * (var * m / (m - 1) - running_var[c])",
            "mean\n            new_var[c] += momentum * var * m / (m - 1)",
        ),
        ("running_not_moved", "return out, new_mean, new_var", "return out, running_mean, running_var"),
        (None, "out[:, c] = gamma[c]", "out[:, c] += gamma[0]"),
        (
            None,
            "new_mean[c] += momentum * (mean - running_mean[c])",
            "new_mean[c] -= momentum * (mean - running_mean[c])",
        ),
    ],
    "moved": [
        ("biased_running_var", "s2 * n / (n - 1) - running_var", "s2 - running_var"),
        ("eps_outside_root", "np.sqrt(s2 + eps)", "(np.sqrt(s2) + eps)"),
        ("eps_missing", "np.sqrt(s2 + eps)", "np.sqrt(s2)"),
        ("divides_by_variance", "np.sqrt(s2 + eps)", "(s2 + eps)"),
        ("variance_of_squares", "s2 = squares - mu**2", "s2 = squares"),
        ("unbiased_twice", "s2 = squares - mu**2", "s2 = flat.var(0, ddof=1)"),
        ("channels_not_moved_back", "np.moveaxis(normal * gamma + beta, -1, 1)", "normal * gamma + beta"),
        (
            "channels_not_moved_back",
            "np.moveaxis(normal * gamma + beta, -1, 1)",
            "(normal * gamma + beta).reshape(x.shape)",
        ),
        (
            "momentum_reversed",
            "momentum * (mu - running_mean)\n        running_var = running_var + momentum * (",
            "(1 - momentum) * (mu - running_mean)\n        running_var = running_var + (1 - momentum) * (",
        ),
        (
            "adds_without_decay",
            "(mu - running_mean)\n        running_var = running_var + momentum * (s2 * n / (n - 1) - running_var)",
            "mu\n        running_var = running_var + momentum * s2 * n / (n - 1)",
        ),
        (
            "writes_into_running",
            "running_mean = running_mean + momentum * (mu - running_mean)\n        running_var = running_var + momentum",
            "running_mean += momentum * (mu - running_mean)\n        running_var += momentum",
        ),
        ("running_deviation", "(s2 * n / (n - 1) - running_var)", "(np.sqrt(s2 * n / (n - 1)) - running_var)"),
        ("mean_not_subtracted", "(y - mu) / np.sqrt(s2 + eps)", "y / np.sqrt(s2 + eps)"),
        ("mean_not_subtracted", "(y - running_mean) / np", "y / np"),
        (
            "evaluates_by_deviation",
            "(y - running_mean) / np.sqrt(running_var + eps)",
            "(y - running_mean) / (running_var + eps)",
        ),
        (
            "trains_with_running",
            "normal = (y - mu) / np.sqrt(s2 + eps)",
            "normal = (y - running_mean) / np.sqrt(running_var + eps)",
        ),
        ("divides_by_batch_size", "n = len(flat)", "n = len(x)"),
        ("beta_before_gamma", "normal * gamma + beta", "(normal + beta) * gamma"),
        (
            "unbiased_to_normalise",
            "normal = (y - mu) / np.sqrt(s2 + eps)",
            "normal = (y - mu) / np.sqrt(s2 * n / (n - 1) + eps)",
        ),
        (
            ("forgets_beta", "momentum_reversed"),
            "momentum * (mu - running_mean)\n        running_var = running_var + momentum * (s2 * n / (n - 1) - running_var)\n        normal = (y - mu) / np.sqrt(s2 + eps)\n    else:\n        normal = (y - running_mean) / np.sqrt(running_var + eps)\n    return np.moveaxis(normal * gamma + beta, -1, 1)",
            "(1 - momentum) * (mu - running_mean)\n        running_var = running_var + (1 - momentum) * (s2 * n / (n - 1) - running_var)\n        normal = (y - mu) / np.sqrt(s2 + eps)\n    else:\n        normal = (y - running_mean) / np.sqrt(running_var + eps)\n    return np.moveaxis(normal * gamma, -1, 1)",
        ),
        (None, "squares - mu**2", "squares + mu**2"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
