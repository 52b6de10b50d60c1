"""rmsprop_graves_step in four styles."""

import numpy as np


def three_lines(w, grad, m, v, lr, rho, eps):
    m = rho * m + (1 - rho) * grad
    v = rho * v + (1 - rho) * grad**2
    return w - lr * grad / (np.sqrt(v - m**2) + eps), m, v


def on_copies(w, grad, m, v, lr, rho, eps):
    w, m, v = w.copy(), m.copy(), v.copy()
    m *= rho
    m += (1 - rho) * grad
    v *= rho
    v += (1 - rho) * grad * grad
    variance = v - m * m
    w -= lr * grad / (np.sqrt(variance) + eps)
    return w, m, v


def loops(w, grad, m, v, lr, rho, eps):
    new_w, new_m, new_v = np.empty_like(w), np.empty_like(m), np.empty_like(v)
    for i in np.ndindex(w.shape):
        g = grad[i]
        new_m[i] = rho * m[i] + (1 - rho) * g
        new_v[i] = rho * v[i] + (1 - rho) * g**2
        spread = (new_v[i] - new_m[i] ** 2) ** 0.5
        new_w[i] = w[i] - lr * g / (spread + eps)
    return new_w, new_m, new_v


def by_difference(w, grad, m, v, lr, rho, eps):
    share = 1 - rho
    mean = m + share * (grad - m)
    mean_square = v + share * (np.square(grad) - v)
    std = np.sqrt(mean_square - np.square(mean))
    step = lr / (std + eps) * grad
    return w - step, mean, mean_square


SLIPS = {
    "three_lines": [
        ("not_centred", "v - m**2", "v"),
        ("mean_not_squared", "v - m**2", "v - np.abs(m)"),
        ("square_added", "v - m**2", "v + m**2"),
        ("subtracted_outside", "np.sqrt(v - m**2)", "np.sqrt(v) - m"),
        ("steps_by_mean", "lr * grad", "lr * m"),
        ("steps_by_difference", "lr * grad", "lr * (grad - m)"),
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr * grad /", "grad /"),
        ("eps_inside_root", "np.sqrt(v - m**2) + eps", "np.sqrt(v - m**2 + eps)"),
        ("eps_missing", "(np.sqrt(v - m**2) + eps)", "np.sqrt(v - m**2)"),
        ("eps_fixed", "+ eps", "+ 1e-8"),
        ("eps_after_quotient", "(np.sqrt(v - m**2) + eps)", "np.sqrt(v - m**2) + eps"),
        ("root_missing", "np.sqrt(v - m**2)", "v - m**2"),
        ("multiplies", "grad / (np", "grad * (np"),
        ("root_not_used", " / (np.sqrt(v - m**2) + eps)", ""),
        (
            "rho_fixed",
            "rho * m + (1 - rho) * grad\n    v = rho * v + (1 - rho)",
            "0.9 * m + 0.1 * grad\n    v = 0.9 * v + 0.1",
        ),
        (
            "weights_swapped",
            "rho * m + (1 - rho) * grad\n    v = rho * v + (1 - rho)",
            "(1 - rho) * m + rho * grad\n    v = (1 - rho) * v + rho",
        ),
        ("square_summed", "grad**2", "np.mean(grad**2)"),
        ("square_summed", "grad**2", "np.sum(grad**2)"),
        ("gradient_not_squared", "grad**2", "np.abs(grad)"),
        ("centred_gradient_squared", "grad**2", "(grad - m)**2"),
        (
            "centred_gradient_squared",
            "grad**2\n    return w - lr * grad / (np.sqrt(v - m**2)",
            "(grad - m)**2\n    return w - lr * grad / (np.sqrt(v)",
        ),
        ("state_swapped", "eps), m, v", "eps), v, m"),
        ("state_not_returned", "eps), m, v", "eps)"),
        ("state_reset", "rho * m + ", ""),
        (None, "m**2", "2 * m"),
        (None, "lr * grad", "lr * grad**2"),
        (None, "grad**2", "grad**3"),
    ],
    "on_copies": [
        ("writes_into_everything", "w.copy(), m.copy(), v.copy()", "w, m, v"),
        ("writes_into_state", "w.copy(), m.copy(), v.copy()", "w.copy(), m, v"),
        ("writes_into_w", "w.copy(), m.copy(), v.copy()", "w, m.copy(), v.copy()"),
        ("not_centred", "np.sqrt(variance)", "np.sqrt(v)"),
        (
            "stores_variance",
            "variance = v - m * m\n    w -= lr * grad / (np.sqrt(variance) + eps)",
            "v -= m * m\n    w -= lr * grad / (np.sqrt(v) + eps)",
        ),
        ("stores_variance", "return w, m, v", "return w, m, variance"),
        ("mean_not_squared", "v - m * m", "v - m"),
        ("square_added", "v - m * m", "v + m * m"),
        ("decay_missing", "    m *= rho\n", ""),
        ("decay_missing", "    v *= rho\n", ""),
        ("weight_missing", "(1 - rho) * grad * grad", "grad * grad"),
        ("state_reset", "m += (1", "m = (1"),
        ("gradient_ascent", "w -=", "w +="),
        ("root_missing", "np.sqrt(variance)", "variance"),
        ("eps_inside_root", "(np.sqrt(variance) + eps)", "np.sqrt(variance + eps)"),
        ("eps_missing", "(np.sqrt(variance) + eps)", "np.sqrt(variance)"),
        ("steps_by_mean", "lr * grad", "lr * m"),
        ("steps_by_difference", "lr * grad", "lr * (grad - m)"),
        ("square_summed", "grad * grad", "np.dot(grad, grad)"),
        ("gradient_not_squared", "grad * grad", "grad"),
        ("w_last", "return w, m, v", "return m, v, w"),
        (
            "negative_variance",
            "v += (1 - rho) * grad * grad\n    variance = v - m * m",
            "variance = v - m * m\n    v += (1 - rho) * grad * grad",
        ),
        (None, "v - m * m", "m * m"),
        (None, "np.sqrt(variance)", "np.sqrt(np.abs(v - 2 * m * m))"),
    ],
    "loops": [
        ("not_centred", "new_v[i] - new_m[i] ** 2", "new_v[i]"),
        ("mean_not_squared", "new_m[i] ** 2", "new_m[i]"),
        ("mean_not_squared", "new_m[i] ** 2", "abs(new_m[i])"),
        ("square_added", "new_v[i] - new_m", "new_v[i] + new_m"),
        ("old_average", "new_v[i] - new_m[i] ** 2", "new_v[i] - m[i] ** 2"),
        ("old_average", "new_v[i] - new_m[i] ** 2", "v[i] - m[i] ** 2"),
        ("negative_variance", "new_v[i] - new_m[i] ** 2", "v[i] - new_m[i] ** 2"),
        ("steps_by_mean", "lr * g", "lr * new_m[i]"),
        ("gradient_ascent", "w[i] - lr", "w[i] + lr"),
        ("eps_missing", "(spread + eps)", "spread"),
        (
            "eps_inside_root",
            "(new_v[i] - new_m[i] ** 2) ** 0.5\n        new_w[i] = w[i] - lr * g / (spread + eps)",
            "(new_v[i] - new_m[i] ** 2 + eps) ** 0.5\n        new_w[i] = w[i] - lr * g / spread",
        ),
        ("root_missing", " ** 0.5", ""),
        ("weights_swapped", "rho * v[i] + (1 - rho) *", "(1 - rho) * v[i] + rho *"),
        ("summed_up", "rho * v[i] + (1 - rho) * ", "v[i] + "),
        ("state_kept", "return new_w, new_m, new_v", "return new_w, m, v"),
        ("state_swapped", "return new_w, new_m, new_v", "return new_w, new_v, new_m"),
        ("subtracted_outside", "(new_v[i] - new_m[i] ** 2) ** 0.5", "new_v[i] ** 0.5 - new_m[i]"),
        (None, "lr * g", "lr * new_v[i]"),
    ],
    "by_difference": [
        ("not_centred", "mean_square - np.square(mean)", "mean_square"),
        ("mean_not_squared", "np.square(mean)", "mean"),
        ("square_added", "mean_square - np", "mean_square + np"),
        ("steps_by_mean", "(std + eps) * grad", "(std + eps) * mean"),
        ("steps_by_difference", "(std + eps) * grad", "(std + eps) * (grad - mean)"),
        ("weights_swapped", "share = 1 - rho", "share = rho"),
        ("decay_missing", "share * (grad - m)", "share * grad"),
        ("gradient_ascent", "w - step", "w + step"),
        ("step_alone", "w - step", "-step"),
        ("state_kept", "w - step, mean, mean_square", "w - step, m, v"),
        ("stores_variance", "w - step, mean, mean_square", "w - step, mean, std**2"),
        ("centred_gradient_squared", "np.square(grad) - v", "np.square(grad - mean) - v"),
        (
            "eps_inside_root",
            "np.square(mean))\n    step = lr / (std + eps)",
            "np.square(mean) + eps)\n    step = lr / std",
        ),
        ("multiplies", "lr / (", "lr * ("),
        ("flat", "w - step, mean", "(w - step).ravel(), mean"),
        ("lr_fixed", "lr / (", "0.01 / ("),
        ("eps_after_quotient", "lr / (std + eps) * grad", "lr / std * grad + eps"),
        ("rho_fixed", "1 - rho", "1 - 0.95"),
        ("subtracted_outside", "np.sqrt(mean_square - np.square(mean))", "np.sqrt(mean_square) - mean"),
        ("w_last", "w - step, mean, mean_square", "mean, mean_square, w - step"),
        (
            "not_centred",
            "np.square(mean))\n    step = lr / (std",
            "np.square(mean))\n    std = np.sqrt(mean_square)\n    step = lr / (std",
        ),
        (None, "- np.square(mean)", "- 0.5 * np.square(mean)"),
        (None, "w - step, mean, mean_square", "w - step, mean, std"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
