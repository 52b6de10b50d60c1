"""adamax_step in four styles."""

import numpy as np


def three_lines(w, grad, m, u, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    u = np.maximum(beta2 * u, np.abs(grad) + eps)
    return w - lr / (1 - beta1**t) * m / u, m, u


def on_copies(w, grad, m, u, t, lr, beta1, beta2, eps):
    w, m, u = w.copy(), m.copy(), u.copy()
    m *= beta1
    m += (1 - beta1) * grad
    u *= beta2
    size = abs(grad) + eps
    larger = size > u
    u[larger] = size[larger]
    mhat = m / (1 - beta1**t)
    w -= lr * mhat / u
    return w, m, u


def loops(w, grad, m, u, t, lr, beta1, beta2, eps):
    new_w, new_m, new_u = np.zeros_like(w), np.zeros_like(m), np.zeros_like(u)
    for i in np.ndindex(w.shape):
        new_m[i] = beta1 * m[i] + (1 - beta1) * grad[i]
        new_u[i] = max(beta2 * u[i], abs(grad[i]) + eps)
        rate = lr / (1 - beta1**t)
        new_w[i] = w[i] - rate * new_m[i] / new_u[i]
    return new_w, new_m, new_u


def with_where(w, grad, m, u, t, lr, beta1, beta2, eps):
    mean = m + (1 - beta1) * (grad - m)
    decayed = beta2 * u
    now = np.abs(grad) + eps
    norm = np.where(decayed > now, decayed, now)
    corrected = mean / (1 - np.power(beta1, t))
    return w - lr * corrected / norm, mean, norm


SLIPS = {
    "three_lines": [
        ("absolute_missing", "np.abs(grad) + eps", "grad + eps"),
        ("gradient_squared", "np.abs(grad) + eps", "grad**2 + eps"),
        ("no_decay", "beta2 * u", "u"),
        ("decay_on_both", "np.maximum(beta2 * u, np.abs(grad) + eps)", "beta2 * np.maximum(u, np.abs(grad) + eps)"),
        ("weights_in_maximum", "np.abs(grad) + eps", "(1 - beta2) * np.abs(grad) + eps"),
        ("weights_in_maximum", "np.abs(grad) + eps", "(1 - beta2) * (np.abs(grad) + eps)"),
        (
            "average_in_place_of_maximum",
            "np.maximum(beta2 * u, np.abs(grad) + eps)",
            "beta2 * u + (1 - beta2) * (np.abs(grad) + eps)",
        ),
        (
            "average_in_place_of_maximum",
            "np.maximum(beta2 * u, np.abs(grad) + eps)",
            "beta2 * u + (1 - beta2) * np.abs(grad) + eps",
        ),
        ("sum_in_place_of_maximum", "np.maximum(beta2 * u, np.abs(grad) + eps)", "beta2 * u + np.abs(grad) + eps"),
        (
            "largest_of_array",
            "np.maximum(beta2 * u, np.abs(grad) + eps)",
            "np.maximum(beta2 * u, np.max(np.abs(grad)) + eps)",
        ),
        ("corrects_u", "m / u", "m / (u / (1 - beta2**t))"),
        ("root_of_u", "m / u", "m / np.sqrt(u)"),
        ("multiplies_by_u", "m / u", "m * u"),
        ("steps_by_gradient", "* m / u", "* grad / u"),
        ("steps_by_gradient", "lr / (1 - beta1**t) * m / u", "lr * grad / u"),
        (
            "eps_beside_u",
            "np.abs(grad) + eps)\n    return w - lr / (1 - beta1**t) * m / u",
            "np.abs(grad))\n    return w - lr / (1 - beta1**t) * m / (u + eps)",
        ),
        ("eps_beside_maximum", "np.abs(grad) + eps)", "np.abs(grad)) + eps"),
        ("eps_beside_old", "beta2 * u, np.abs(grad) + eps", "beta2 * u + eps, np.abs(grad)"),
        ("eps_missing", "np.abs(grad) + eps", "np.abs(grad)"),
        ("eps_fixed", "+ eps", "+ 1e-8"),
        ("no_bias_correction", "lr / (1 - beta1**t)", "lr"),
        ("power_forgotten", "beta1**t", "beta1"),
        ("power_forgotten", "beta1**t", "beta1 * t"),
        ("step_ahead", "beta1**t", "beta1**(t + 1)"),
        ("correction_multiplied", "lr / (1", "lr * (1"),
        ("correction_without_one", "(1 - beta1**t)", "beta1**t"),
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr / (1", "1 / (1"),
        ("state_not_returned", "m / u, m, u", "m / u"),
        ("state_swapped", "m / u, m, u", "m / u, u, m"),
        ("betas_fixed", "beta2 * u", "0.999 * u"),
        ("division_by_zero", "np.maximum", "np.minimum"),
        (None, "beta2 * u,", "beta2**t * u,"),
        (None, "m / u, m, u", "m / (m + u), m, u"),
    ],
    "on_copies": [
        ("writes_into_everything", "w.copy(), m.copy(), u.copy()", "w, m, u"),
        ("writes_into_state", "w.copy(), m.copy(), u.copy()", "w.copy(), m, u"),
        ("writes_into_w", "w.copy(), m.copy(), u.copy()", "w, m.copy(), u.copy()"),
        ("no_decay", "    u *= beta2\n", ""),
        ("decay_missing", "    m *= beta1\n", ""),
        ("weight_missing", "(1 - beta1) * grad", "grad"),
        ("state_reset", "m += (1", "m = (1"),
        ("absolute_missing", "abs(grad)", "grad"),
        ("gradient_squared", "abs(grad)", "grad**2"),
        ("eps_missing", "abs(grad) + eps", "abs(grad)"),
        ("gradient_ascent", "w -=", "w +="),
        ("step_alone", "w -=", "w = -"),
        ("no_bias_correction", "lr * mhat", "lr * m"),
        ("returns_corrected", "return w, m, u", "return w, mhat, u"),
        ("multiplies_by_u", "mhat / u", "mhat * u"),
        ("root_of_u", "mhat / u", "mhat / np.sqrt(u)"),
        ("w_last", "return w, m, u", "return m, u, w"),
        ("weights_swapped", "m *= beta1\n    m += (1 - beta1)", "m *= 1 - beta1\n    m += beta1"),
        ("division_by_zero", "size > u", "size < u"),
        (None, "w -= lr * mhat / u", "w -= lr * mhat / size"),
    ],
    "loops": [
        ("absolute_missing", "abs(grad[i])", "grad[i]"),
        ("gradient_squared", "abs(grad[i])", "grad[i] ** 2"),
        ("no_decay", "beta2 * u[i]", "u[i]"),
        ("eps_missing", "abs(grad[i]) + eps", "abs(grad[i])"),
        ("eps_beside_maximum", "abs(grad[i]) + eps)", "abs(grad[i])) + eps"),
        ("eps_as_third", "abs(grad[i]) + eps)", "abs(grad[i]), eps)"),
        ("sum_in_place_of_maximum", "max(beta2 * u[i], abs(grad[i]) + eps)", "beta2 * u[i] + abs(grad[i]) + eps"),
        ("division_by_zero", "new_m[i] / new_u[i]", "new_m[i] / u[i]"),
        ("old_average", "new_m[i] / new_u[i]", "m[i] / new_u[i]"),
        ("no_bias_correction", "lr / (1 - beta1**t)", "lr"),
        ("steps_by_gradient", "rate * new_m[i]", "rate * grad[i]"),
        ("steps_by_gradient", "rate * new_m[i]", "lr * grad[i]"),
        ("gradient_ascent", "w[i] - rate", "w[i] + rate"),
        ("multiplies_by_u", "new_m[i] / new_u[i]", "new_m[i] * new_u[i]"),
        ("state_kept", "return new_w, new_m, new_u", "return new_w, m, u"),
        ("weights_swapped", "beta1 * m[i] + (1 - beta1) *", "(1 - beta1) * m[i] + beta1 *"),
        ("division_by_zero", "max(beta2", "min(beta2"),
        ("flat", "return new_w, new_m", "return new_w.ravel(), new_m"),
        ("summed_up", "beta1 * m[i] + (1 - beta1) * grad[i]", "m[i] + grad[i]"),
        ("lr_fixed", "lr / (1", "0.002 / (1"),
        (
            "average_in_place_of_maximum",
            "max(beta2 * u[i], abs(grad[i]) + eps)",
            "beta2 * u[i] + (1 - beta2) * abs(grad[i])",
        ),
        (
            "eps_beside_u",
            "abs(grad[i]) + eps)\n        rate = lr / (1 - beta1**t)\n        new_w[i] = w[i] - rate * new_m[i] / new_u[i]",
            "abs(grad[i]))\n        rate = lr / (1 - beta1**t)\n        new_w[i] = w[i] - rate * new_m[i] / (new_u[i] + eps)",
        ),
        ("no_bias_correction", "rate * new_m", "lr * new_m"),
        ("division_by_zero", "beta1**t", "beta1 ** (t - 1)"),
        ("decay_on_both", "max(beta2 * u[i], abs(grad[i]) + eps)", "beta2 * max(u[i], abs(grad[i]) + eps)"),
        ("root_of_u", "/ new_u[i]", "/ new_u[i] ** 0.5"),
        (None, "new_m[i] / new_u[i]", "new_m[i] / new_u[i] ** 2"),
    ],
    "with_where": [
        ("absolute_missing", "np.abs(grad)", "grad"),
        ("gradient_squared", "np.abs(grad)", "np.square(grad)"),
        ("no_decay", "beta2 * u", "u"),
        ("eps_missing", "np.abs(grad) + eps", "np.abs(grad)"),
        ("division_by_zero", "decayed > now", "decayed < now"),
        ("largest_of_array", "np.where(decayed > now, decayed, now)", "np.maximum(decayed.max(), now.max()) + 0 * u"),
        ("weights_swapped", "(1 - beta1) * (grad", "beta1 * (grad"),
        ("decay_missing", "(grad - m)", "grad"),
        ("no_bias_correction", "lr * corrected", "lr * mean"),
        ("returns_corrected", "norm, mean, norm", "norm, corrected, norm"),
        ("step_ahead", "(beta1, t)", "(beta1, t + 1)"),
        ("state_kept", "norm, mean, norm", "norm, mean, u"),
        ("corrects_u", "corrected / norm,", "corrected / (norm / (1 - beta2**t)),"),
        ("gradient_ascent", "w - lr", "w + lr"),
        ("old_average", "mean / (1", "m / (1"),
        (
            "betas_swapped",
            "mean = m + (1 - beta1) * (grad - m)\n    decayed = beta2",
            "mean = m + (1 - beta2) * (grad - m)\n    decayed = beta1",
        ),
        ("weights_in_maximum", "np.abs(grad) + eps", "(1 - beta2) * np.abs(grad) + eps"),
        ("sum_in_place_of_maximum", "np.where(decayed > now, decayed, now)", "decayed + now"),
        (None, "corrected / norm,", "corrected / (1 + norm),"),
        (None, "np.power(beta1, t)", "beta1 / t"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
