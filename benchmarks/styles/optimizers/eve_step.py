"""eve_step in three styles."""

import numpy as np


def as_printed(w, grad, loss, m, v, d, loss_hat, t, lr, beta1, beta2, beta3, k, K, eps):
    if t == 1:
        d, loss_hat = 1.0, loss
    else:
        if loss >= loss_hat:
            lo, hi = k + 1, K + 1
        else:
            lo, hi = 1 / (K + 1), 1 / (k + 1)
        c = min(max(lo, loss / loss_hat), hi)
        new = c * loss_hat
        r = abs(new - loss_hat) / min(new, loss_hat)
        d = beta3 * d + (1 - beta3) * r
        loss_hat = new
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    mhat = m / (1 - beta1**t)
    vhat = v / (1 - beta2**t)
    w = w - lr / d * mhat / (np.sqrt(vhat) + eps)
    return w, m, v, d, loss_hat


def with_clip(w, grad, loss, m, v, d, loss_hat, t, lr, beta1, beta2, beta3, k, K, eps):
    new_d, new_hat = 1.0, loss
    if t > 1:
        low, high = 1 + k, 1 + K
        if loss < loss_hat:
            low, high = 1 / high, 1 / low
        new_hat = loss_hat * np.clip(loss / loss_hat, low, high)
        change = np.abs(new_hat - loss_hat) / np.minimum(new_hat, loss_hat)
        new_d = d * beta3 + change * (1 - beta3)
    new_m = m + (1 - beta1) * (grad - m)
    new_v = v + (1 - beta2) * (grad * grad - v)
    first = new_m / (1 - beta1**t)
    second = new_v / (1 - beta2**t)
    step = lr * first / (np.sqrt(second) + eps) / new_d
    return w - step, new_m, new_v, float(new_d), float(new_hat)


def on_copies(w, grad, loss, m, v, d, loss_hat, t, lr, beta1, beta2, beta3, k, K, eps):
    w, m, v = w.copy(), m.copy(), v.copy()
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * np.square(grad)
    if t == 1:
        d = 1.0
        loss_hat = loss
    else:
        old = loss_hat
        ratio = loss / old
        if ratio >= 1:
            ratio = min(max(ratio, 1 + k), 1 + K)
        else:
            ratio = min(max(ratio, 1 / (1 + K)), 1 / (1 + k))
        loss_hat = ratio * old
        d *= beta3
        d += (1 - beta3) * abs(loss_hat - old) / min(loss_hat, old)
    rate = lr / d / (1 - beta1**t)
    w -= rate * m / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v, d, loss_hat


SLIPS = {
    "as_printed": [
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr / d", "1 / d"),
        ("adam_instead", "lr / d * mhat", "lr * mhat"),
        ("multiplies_by_d", "lr / d", "lr * d"),
        ("first_step_always", "t == 1", "t >= 1"),
        ("no_limits", "min(max(lo, loss / loss_hat), hi)", "loss / loss_hat"),
        ("branches_swapped", "loss >= loss_hat", "loss < loss_hat"),
        ("strictly_greater", "loss >= loss_hat", "loss > loss_hat"),
        (
            "limits_without_one",
            "k + 1, K + 1\n        else:\n            lo, hi = 1 / (K + 1), 1 / (k + 1)",
            "k, K\n        else:\n            lo, hi = 1 / K, 1 / k",
        ),
        (
            "limits_swapped",
            "k + 1, K + 1\n        else:\n            lo, hi = 1 / (K + 1), 1 / (k + 1)",
            "K + 1, k + 1\n        else:\n            lo, hi = 1 / (k + 1), 1 / (K + 1)",
        ),
        ("falling_limits_swapped", "1 / (K + 1), 1 / (k + 1)", "1 / (k + 1), 1 / (K + 1)"),
        ("no_lower_limit", "min(max(lo, loss / loss_hat), hi)", "min(loss / loss_hat, hi)"),
        ("no_upper_limit", "min(max(lo, loss / loss_hat), hi)", "max(lo, loss / loss_hat)"),
        ("keeps_factor", "loss_hat = new", "loss_hat = c"),
        ("keeps_loss", "loss_hat = new", "loss_hat = loss"),
        ("divides_by_old", "/ min(new, loss_hat)", "/ loss_hat"),
        ("divides_by_new", "/ min(new, loss_hat)", "/ new"),
        ("divides_by_larger", "/ min(new, loss_hat)", "/ max(new, loss_hat)"),
        ("absolute_missing", "abs(new - loss_hat)", "(new - loss_hat)"),
        ("change_not_relative", " / min(new, loss_hat)", ""),
        (
            "change_of_raw_loss",
            "abs(new - loss_hat) / min(new, loss_hat)",
            "abs(loss - loss_hat) / min(loss, loss_hat)",
        ),
        ("change_not_averaged", "beta3 * d + (1 - beta3) * r", "r"),
        ("change_weights_swapped", "beta3 * d + (1 - beta3) * r", "(1 - beta3) * d + beta3 * r"),
        ("change_weight_missing", "(1 - beta3) * r", "r"),
        ("change_summed_up", "beta3 * d + (1 - beta3) * r", "d + r"),
        ("other_beta", "beta3 * d + (1 - beta3) * r", "beta2 * d + (1 - beta2) * r"),
        ("beta3_fixed", "beta3 * d + (1 - beta3) * r", "0.999 * d + 0.001 * r"),
        ("no_bias_correction", "lr / d * mhat / (np.sqrt(vhat)", "lr / d * m / (np.sqrt(v)"),
        ("eps_inside_root", "np.sqrt(vhat) + eps", "np.sqrt(vhat + eps)"),
        ("eps_missing", "(np.sqrt(vhat) + eps)", "np.sqrt(vhat)"),
        ("root_missing", "np.sqrt(vhat)", "vhat"),
        ("state_kept", "        loss_hat = new\n", ""),
        ("returns_corrected", "return w, m, v,", "return w, mhat, vhat,"),
        ("weights_swapped", "beta2 * v + (1 - beta2)", "(1 - beta2) * v + beta2"),
        ("gradient_not_squared", "grad**2", "grad"),
        ("w_last", "return w, m, v, d, loss_hat", "return m, v, d, loss_hat, w"),
        (
            "rises_only",
            "if loss >= loss_hat:\n            lo, hi = k + 1, K + 1\n        else:\n"
            "            lo, hi = 1 / (K + 1), 1 / (k + 1)",
            "lo, hi = k + 1, K + 1",
        ),
        ("state_swapped", "return w, m, v, d, loss_hat", "return w, v, m, d, loss_hat"),
        (
            "falls_only",
            "if loss >= loss_hat:\n            lo, hi = k + 1, K + 1\n        else:\n            lo, hi = 1 / (K + 1), 1 / (k + 1)",
            "lo, hi = 1 / (K + 1), 1 / (k + 1)",
        ),
        ("eps_fixed", "+ eps", "+ 1e-8"),
        ("correction_betas_swapped", "v / (1 - beta2**t)", "v / (1 - beta1**t)"),
        (
            "power_forgotten",
            "m / (1 - beta1**t)\n    vhat = v / (1 - beta2**t)",
            "m / (1 - beta1)\n    vhat = v / (1 - beta2)",
        ),
        ("step_ahead", "beta1**t", "beta1 ** (t + 1)"),
        ("squares_the_mean", "grad**2", "m**2"),
        ("state_not_returned", "return w, m, v, d, loss_hat", "return w, m, v"),
        ("state_reset", "m = beta1 * m +", "m ="),
        ("root_not_used", " / (np.sqrt(vhat) + eps)", ""),
        ("multiplies", "mhat / (np", "mhat * (np"),
        ("flat", "return w, m", "return w.ravel(), m"),
        ("first_step_not_special", "if t == 1:", "if t == 0:"),
        (None, "k + 1, K + 1", "k + 1, K"),
        (None, "lr / d *", "lr / d**2 *"),
        (None, "d, loss_hat = 1.0, loss", "d, loss_hat = 2.0, loss"),
    ],
    "with_clip": [
        ("gradient_ascent", "w - step", "w + step"),
        ("adam_instead", " / new_d", ""),
        ("multiplies_by_d", "/ new_d", "* new_d"),
        ("first_step_not_special", "if t > 1:", "if t > 0:"),
        ("branches_swapped", "loss < loss_hat", "loss >= loss_hat"),
        ("strictly_greater", "loss < loss_hat", "loss <= loss_hat"),
        ("rises_only", "        if loss < loss_hat:\n            low, high = 1 / high, 1 / low\n", ""),
        ("falling_limits_swapped", "1 / high, 1 / low", "1 / low, 1 / high"),
        ("no_limits", "loss_hat * np.clip(loss / loss_hat, low, high)", "loss"),
        ("keeps_factor", "loss_hat * np.clip", "np.clip"),
        ("absolute_missing", "np.abs(new_hat - loss_hat)", "(new_hat - loss_hat)"),
        ("divides_by_old", "/ np.minimum(new_hat, loss_hat)", "/ loss_hat"),
        ("divides_by_larger", "np.minimum", "np.maximum"),
        ("change_not_relative", " / np.minimum(new_hat, loss_hat)", ""),
        ("change_weights_swapped", "d * beta3 + change * (1 - beta3)", "d * (1 - beta3) + change * beta3"),
        ("change_weight_missing", " * (1 - beta3)", ""),
        ("change_not_averaged", "d * beta3 + change * (1 - beta3)", "change"),
        ("limits_without_one", "1 + k, 1 + K", "k, K"),
        ("limits_fixed", "1 + k, 1 + K", "1.1, 11"),
        ("keeps_loss", "float(new_hat)", "float(loss)"),
        ("state_kept", "float(new_d), float(new_hat)", "d, loss_hat"),
        ("state_kept", "new_m, new_v, float", "m, v, float"),
        ("weights_swapped", "(1 - beta1) * (grad", "beta1 * (grad"),
        ("eps_missing", "(np.sqrt(second) + eps)", "np.sqrt(second)"),
        ("eps_after_quotient", "(np.sqrt(second) + eps) / new_d", "np.sqrt(second) / new_d + eps"),
        (
            "correction_outside_root",
            "new_v / (1 - beta2**t)\n    step = lr * first / (np.sqrt(second)",
            "new_v\n    step = lr * first / (np.sqrt(second) / (1 - beta2**t)",
        ),
        ("step_alone", "w - step", "-step"),
        ("old_average", "first = new_m /", "first = m /"),
        (
            "betas_swapped",
            "m + (1 - beta1) * (grad - m)\n    new_v = v + (1 - beta2)",
            "m + (1 - beta2) * (grad - m)\n    new_v = v + (1 - beta1)",
        ),
        ("lr_fixed", "lr * first", "0.001 * first"),
        ("old_d", "/ new_d\n", "/ (d if t > 1 else 1.0)\n"),
        ("division_by_zero", "/ new_d\n", "/ d\n"),
        ("other_beta", "d * beta3 + change * (1 - beta3)", "d * beta2 + change * (1 - beta2)"),
        (
            "change_of_raw_loss",
            "np.abs(new_hat - loss_hat) / np.minimum(new_hat, loss_hat)",
            "np.abs(loss - loss_hat) / np.minimum(loss, loss_hat)",
        ),
        ("step_behind", "beta2**t", "beta2 ** (t - 1)"),
        (None, "change * (1 - beta3)", "change**2 * (1 - beta3)"),
        (None, "1 + k, 1 + K", "1 - k, 1 + K"),
    ],
    "on_copies": [
        ("writes_into_everything", "w.copy(), m.copy(), v.copy()", "w, m, v"),
        ("writes_into_state", "w.copy(), m.copy(), v.copy()", "w.copy(), m, v"),
        ("gradient_ascent", "w -=", "w +="),
        ("decay_missing", "    m *= beta1\n", ""),
        ("weight_missing", "(1 - beta2) * ", ""),
        ("change_summed_up", "        d *= beta3\n        d += (1 - beta3) *", "        d +="),
        ("change_weight_missing", "(1 - beta3) * abs", "abs"),
        ("change_not_averaged", "        d *= beta3\n        d += (1 - beta3) *", "        d ="),
        (
            "no_lower_limit",
            "min(max(ratio, 1 + k), 1 + K)\n        else:\n"
            "            ratio = min(max(ratio, 1 / (1 + K)), 1 / (1 + k))",
            "min(ratio, 1 + K)\n        else:\n            ratio = min(ratio, 1 / (1 + k))",
        ),
        (
            "no_upper_limit",
            "min(max(ratio, 1 + k), 1 + K)\n        else:\n"
            "            ratio = min(max(ratio, 1 / (1 + K)), 1 / (1 + k))",
            "max(ratio, 1 + k)\n        else:\n            ratio = max(ratio, 1 / (1 + K))",
        ),
        ("strictly_greater", "ratio >= 1", "ratio > 1"),
        ("keeps_factor", "loss_hat = ratio * old\n", "loss_hat = ratio\n"),
        ("divides_by_new", "/ min(loss_hat, old)", "/ loss_hat"),
        ("absolute_missing", "abs(loss_hat - old)", "(loss_hat - old)"),
        ("multiplies_by_d", "lr / d /", "lr * d /"),
        ("adam_instead", "lr / d /", "lr /"),
        ("no_bias_correction", "lr / d / (1 - beta1**t)", "lr / d"),
        ("no_bias_correction", "v / (1 - beta2**t)", "v"),
        ("correction_outside_root", "np.sqrt(v / (1 - beta2**t))", "np.sqrt(v) / (1 - beta2**t)"),
        ("square_summed", "np.square(grad)", "np.sum(grad**2)"),
        ("w_kept", "    w -= rate * m / (np.sqrt(v / (1 - beta2**t)) + eps)\n", ""),
        ("steps_by_gradient", "rate * m", "lr / d * grad"),
        (None, "d = 1.0", "d = loss"),
        (None, "lr / d /", "lr / (1 + d) /"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
