"""adam_step in five styles."""

import numpy as np


def textbook(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    mhat = m / (1 - beta1**t)
    vhat = v / (1 - beta2**t)
    w = w - lr * mhat / (np.sqrt(vhat) + eps)
    return w, m, v


def on_copies(w, grad, m, v, t, lr, beta1, beta2, eps):
    w, m, v = w.copy(), m.copy(), v.copy()
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * grad * grad
    c1 = 1 - beta1**t
    c2 = 1 - beta2**t
    w -= lr * (m / c1) / (np.sqrt(v / c2) + eps)
    return w, m, v


def by_difference(w, grad, m, v, t, lr, beta1, beta2, eps):
    new_m = m + (1 - beta1) * (grad - m)
    new_v = v + (1 - beta2) * (grad**2 - v)
    root = np.sqrt(new_v / (1.0 - beta2**t)) + eps
    step = lr / (1.0 - beta1**t) * new_m / root
    return w - step, new_m, new_v


def folded(w, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * np.square(grad)
    root2 = np.sqrt(1 - beta2**t)
    rate = lr * root2 / (1 - beta1**t)
    w = w - rate * m / (np.sqrt(v) + eps * root2)
    return w, m, v


def loops(w, grad, m, v, t, lr, beta1, beta2, eps):
    new_w, new_m, new_v = np.zeros_like(w), np.zeros_like(m), np.zeros_like(v)
    for i in np.ndindex(w.shape):
        g = grad[i]
        new_m[i] = beta1 * m[i] + (1 - beta1) * g
        new_v[i] = beta2 * v[i] + (1 - beta2) * g * g
        mhat = new_m[i] / (1 - beta1**t)
        vhat = new_v[i] / (1 - beta2**t)
        new_w[i] = w[i] - lr * mhat / (vhat**0.5 + eps)
    return new_w, new_m, new_v


SLIPS = {
    "textbook": [
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr * mhat", "mhat"),
        ("lr_fixed", "lr * mhat", "0.001 * mhat"),
        ("w_last", "return w, m, v", "return m, v, w"),
        ("state_swapped", "return w, m, v", "return w, v, m"),
        ("state_not_returned", "return w, m, v", "return w"),
        ("eps_inside_root", "np.sqrt(vhat) + eps", "np.sqrt(vhat + eps)"),
        ("eps_missing", "(np.sqrt(vhat) + eps)", "np.sqrt(vhat)"),
        ("eps_fixed", "+ eps", "+ 1e-8"),
        ("eps_after_quotient", "(np.sqrt(vhat) + eps)", "np.sqrt(vhat) + eps"),
        ("root_missing", "np.sqrt(vhat)", "vhat"),
        ("multiplies", "mhat / (np", "mhat * (np"),
        ("root_not_used", " / (np.sqrt(vhat) + eps)", ""),
        ("betas_fixed", "beta1 * m + (1 - beta1)", "0.9 * m + (1 - 0.9)"),
        ("correction_betas_swapped", "v / (1 - beta2**t)", "v / (1 - beta1**t)"),
        ("returns_corrected", "return w, m, v", "return w, mhat, vhat"),
        (
            "returns_corrected",
            "mhat = m / (1 - beta1**t)\n    vhat = v / (1 - beta2**t)\n    w = w - lr * mhat / (np.sqrt(vhat) + eps)",
            "m = m / (1 - beta1**t)\n    v = v / (1 - beta2**t)\n    w = w - lr * m / (np.sqrt(v) + eps)",
        ),
        ("squares_the_mean", "grad**2", "m**2"),
        ("steps_by_gradient", "lr * mhat", "lr * grad"),
        ("state_reset", "m = beta1 * m +", "m ="),
        ("weights_swapped", "beta1 * m + (1 - beta1)", "(1 - beta1) * m + beta1"),
        ("weights_swapped", "beta2 * v + (1 - beta2)", "(1 - beta2) * v + beta2"),
        ("weight_missing", "(1 - beta1) * ", ""),
        ("weight_missing", "(1 - beta2) * ", ""),
        ("decay_missing", "beta2 * v", "v"),
        ("gradient_not_squared", "grad**2", "grad"),
        ("square_summed", "grad**2", "np.sum(grad**2)"),
        ("square_summed", "grad**2", "grad.dot(grad)"),
        ("no_bias_correction", "lr * mhat / (np.sqrt(vhat)", "lr * m / (np.sqrt(v)"),
        ("no_bias_correction", "lr * mhat", "lr * m"),
        ("no_bias_correction", "np.sqrt(vhat)", "np.sqrt(v)"),
        ("power_forgotten", "(1 - beta1**t)\n    vhat = v / (1 - beta2**t)", "(1 - beta1)\n    vhat = v / (1 - beta2)"),
        ("power_forgotten", "(1 - beta1**t)", "(1 - beta1)"),
        (
            "power_forgotten",
            "(1 - beta1**t)\n    vhat = v / (1 - beta2**t)",
            "(1 - beta1 * t)\n    vhat = v / (1 - beta2 * t)",
        ),
        (
            "step_ahead",
            "(1 - beta1**t)\n    vhat = v / (1 - beta2**t)",
            "(1 - beta1**(t + 1))\n    vhat = v / (1 - beta2**(t + 1))",
        ),
        (
            "step_behind",
            "(1 - beta1**t)\n    vhat = v / (1 - beta2**t)",
            "(1 - beta1**(t - 1))\n    vhat = v / (1 - beta2**(t - 1))",
        ),
        ("correction_multiplied", "m / (1 - beta1**t)", "m * (1 - beta1**t)"),
        ("correction_without_one", "v / (1 - beta2**t)", "v / beta2**t"),
        (
            "betas_swapped",
            "m = beta1 * m + (1 - beta1) * grad\n    v = beta2 * v + (1 - beta2)",
            "m = beta2 * m + (1 - beta2) * grad\n    v = beta1 * v + (1 - beta1)",
        ),
        (
            ("gradient_ascent", "eps_inside_root"),
            "w - lr * mhat / (np.sqrt(vhat) + eps)",
            "w + lr * mhat / np.sqrt(vhat + eps)",
        ),
        (("no_bias_correction", "eps_inside_root"), "lr * mhat / (np.sqrt(vhat) + eps)", "lr * m / np.sqrt(v + eps)"),
        (None, "np.sqrt(vhat)", "np.sqrt(mhat**2)"),
        (None, "grad**2", "(grad - m)**2"),
        (None, "lr * mhat", "lr * mhat**2"),
    ],
    "on_copies": [
        ("writes_into_everything", "w.copy(), m.copy(), v.copy()", "w, m, v"),
        ("writes_into_state", "w.copy(), m.copy(), v.copy()", "w.copy(), m, v"),
        ("writes_into_w", "w.copy(), m.copy(), v.copy()", "w, m.copy(), v.copy()"),
        ("gradient_ascent", "w -=", "w +="),
        ("step_alone", "w -=", "w = -"),
        ("step_alone", "w -=", "w ="),
        ("lr_forgotten", "lr * (m", "(m"),
        ("decay_missing", "    m *= beta1\n", ""),
        ("decay_missing", "    v *= beta2\n", ""),
        ("state_reset", "v += (1", "v = (1"),
        ("weight_missing", "(1 - beta1) * grad", "grad"),
        ("weight_missing", "(1 - beta2) * ", ""),
        ("square_summed", "grad * grad", "np.dot(grad, grad)"),
        ("gradient_not_squared", "grad * grad", "np.abs(grad)"),
        ("eps_inside_root", "np.sqrt(v / c2) + eps", "np.sqrt(v / c2 + eps)"),
        ("eps_missing", "(np.sqrt(v / c2) + eps)", "np.sqrt(v / c2)"),
        ("eps_after_quotient", "(np.sqrt(v / c2) + eps)", "np.sqrt(v / c2) + eps"),
        ("correction_outside_root", "np.sqrt(v / c2)", "np.sqrt(v) / c2"),
        ("no_bias_correction", "lr * (m / c1) / (np.sqrt(v / c2)", "lr * m / (np.sqrt(v)"),
        ("no_bias_correction", "np.sqrt(v / c2)", "np.sqrt(v)"),
        ("no_bias_correction", "(m / c1)", "m"),
        ("correction_multiplied", "m / c1", "m * c1"),
        ("correction_multiplied", "v / c2", "v * c2"),
        ("correction_betas_swapped", "beta1**t\n    c2 = 1 - beta2**t", "beta2**t\n    c2 = 1 - beta1**t"),
        ("power_forgotten", "beta1**t", "beta1"),
        ("power_forgotten", "beta1**t\n    c2 = 1 - beta2**t", "beta1\n    c2 = 1 - beta2"),
        ("step_ahead", "beta2**t", "beta2**(t + 1)"),
        ("step_behind", "1 - beta1**t\n    c2 = 1 - beta2**t", "1 - beta1**(t - 1)\n    c2 = 1 - beta2**(t - 1)"),
        ("correction_without_one", "1 - beta1**t\n    c2 = 1 - beta2**t", "beta1**t\n    c2 = beta2**t"),
        ("state_swapped", "return w, m, v", "return w, v, m"),
        (
            "returns_corrected",
            "w -= lr * (m / c1) / (np.sqrt(v / c2) + eps)",
            "m /= c1\n    v /= c2\n    w -= lr * m / (np.sqrt(v) + eps)",
        ),
        (None, "c1 = 1 - beta1**t", "c1 = (1 - beta1)**t"),
        (None, "np.sqrt(v / c2)", "np.sqrt(v / c2) * c1"),
        (None, "m += (1 - beta1)", "m -= (1 - beta1)"),
    ],
    "by_difference": [
        ("gradient_ascent", "w - step", "w + step"),
        ("step_alone", "w - step", "-step"),
        ("state_kept", "w - step, new_m, new_v", "w - step, m, v"),
        ("state_kept", "w - step, new_m, new_v", "w - step, new_m, v"),
        ("old_average", "* new_m /", "* m /"),
        ("old_average", "new_v / (", "v / ("),
        ("weights_swapped", "(1 - beta1) * (grad", "beta1 * (grad"),
        ("weights_swapped", "(1 - beta2) * (grad", "beta2 * (grad"),
        ("decay_missing", "(grad - m)", "grad"),
        ("gradient_not_squared", "grad**2 - v", "grad - v"),
        ("squares_the_mean", "grad**2 - v", "new_m**2 - v"),
        ("eps_inside_root", "(1.0 - beta2**t)) + eps", "(1.0 - beta2**t) + eps)"),
        ("eps_missing", " + eps", ""),
        ("correction_outside_root", "np.sqrt(new_v / (1.0 - beta2**t))", "np.sqrt(new_v) / (1.0 - beta2**t)"),
        ("no_bias_correction", "lr / (1.0 - beta1**t) * new_m", "lr * new_m"),
        ("no_bias_correction", "new_v / (1.0 - beta2**t)", "new_v"),
        ("correction_multiplied", "lr / (1.0 - beta1**t)", "lr * (1.0 - beta1**t)"),
        ("power_forgotten", "beta2**t", "beta2"),
        ("power_forgotten", "beta2**t", "beta2 * t"),
        ("root_missing", "np.sqrt(new_v / (1.0 - beta2**t))", "new_v / (1.0 - beta2**t)"),
        ("multiplies", "/ root", "* root"),
        ("root_not_used", " / root", ""),
        ("steps_by_gradient", "lr / (1.0 - beta1**t) * new_m", "lr * grad"),
        ("correction_betas_swapped", "beta2**t", "beta1**t"),
        (None, "m + (1 - beta1)", "m - (1 - beta1)"),
        (None, "beta1**t", "t**beta1"),
        ("step_behind", "(1.0 - beta1**t)", "(1.0 - beta1**(t - 1))"),
        ("steps_by_gradient", "* new_m / root", "* grad / root"),
        ("state_reset", "new_m = m +", "m = np.zeros_like(m)\n    new_m = m +"),
        ("eps_fixed", ") + eps", ") + 1e-7"),
        ("returns_corrected", "w - step, new_m, new_v", "w - step, new_m / (1 - beta1**t), new_v"),
        ("step_ahead", "beta2**t", "beta2**(t + 1)"),
        (
            "betas_swapped",
            "m + (1 - beta1) * (grad - m)\n    new_v = v + (1 - beta2)",
            "m + (1 - beta2) * (grad - m)\n    new_v = v + (1 - beta1)",
        ),
    ],
    "folded": [
        ("gradient_ascent", "w - rate", "w + rate"),
        ("eps_before_correction", "eps * root2", "eps"),
        ("eps_fixed", "eps * root2", "1e-8"),
        ("eps_missing", "(np.sqrt(v) + eps * root2)", "np.sqrt(v)"),
        ("lr_forgotten", "lr * root2", "root2"),
        (
            "weights_swapped",
            "beta1 * m + (1 - beta1) * grad\n    v = beta2 * v + (1 - beta2)",
            "(1 - beta1) * m + beta1 * grad\n    v = (1 - beta2) * v + beta2",
        ),
        ("summed_up", "beta1 * m + (1 - beta1) * grad", "m + grad"),
        ("weight_missing", "(1 - beta1) * grad\n    v = beta2 * v + (1 - beta2) * ", "grad\n    v = beta2 * v + "),
        ("gradient_not_squared", "np.square(grad)", "grad"),
        ("steps_by_gradient", "rate * m", "lr * root2 * grad"),
        ("betas_fixed", "beta2 * v + (1 - beta2)", "0.999 * v + 0.001"),
        ("state_swapped", "return w, m, v", "return w, v, m"),
        ("eps_inside_root", "(np.sqrt(v) + eps * root2)", "np.sqrt(v + eps * root2**2)"),
        (
            "betas_swapped",
            "m = beta1 * m + (1 - beta1) * grad\n    v = beta2 * v + (1 - beta2)",
            "m = beta2 * m + (1 - beta2) * grad\n    v = beta1 * v + (1 - beta1)",
        ),
        (
            ("eps_before_correction", "gradient_ascent"),
            "w - rate * m / (np.sqrt(v) + eps * root2)",
            "w + rate * m / (np.sqrt(v) + eps)",
        ),
        (None, "lr * root2 /", "lr / root2 /"),
        ("correction_outside_root", "np.sqrt(1 - beta2**t)", "1 - beta2**t"),
        ("no_bias_correction", "lr * root2 / (1 - beta1**t)", "lr * root2"),
        ("correction_multiplied", "root2 / (1 - beta1**t)", "root2 * (1 - beta1**t)"),
        ("step_behind", "(1 - beta1**t)", "(1 - beta1 ** (t - 1))"),
        ("power_forgotten", "(1 - beta1**t)", "(1 - beta1)"),
        ("eps_after_quotient", "(np.sqrt(v) + eps * root2)", "np.sqrt(v) + eps"),
    ],
    "loops": [
        ("gradient_ascent", "w[i] - lr", "w[i] + lr"),
        ("old_average", "new_m[i] / (", "m[i] / ("),
        ("old_average", "new_v[i] / (", "v[i] / ("),
        ("old_average", "new_m[i] / (1 - beta1**t)\n        vhat = new_v", "m[i] / (1 - beta1**t)\n        vhat = v"),
        ("state_kept", "return new_w, new_m, new_v", "return new_w, m, v"),
        ("eps_inside_root", "(vhat**0.5 + eps)", "(vhat + eps) ** 0.5"),
        ("eps_missing", "(vhat**0.5 + eps)", "vhat**0.5"),
        ("root_missing", "vhat**0.5", "vhat"),
        ("gradient_not_squared", "* g * g", "* g"),
        ("squares_the_mean", "g * g", "new_m[i] ** 2"),
        ("no_bias_correction", "lr * mhat", "lr * new_m[i]"),
        ("no_bias_correction", "vhat**0.5", "new_v[i]**0.5"),
        ("correction_betas_swapped", "new_v[i] / (1 - beta2**t)", "new_v[i] / (1 - beta1**t)"),
        ("power_forgotten", "new_v[i] / (1 - beta2**t)", "new_v[i] / (1 - beta2)"),
        ("step_ahead", "(1 - beta1**t)", "(1 - beta1**(t + 1))"),
        ("weight_missing", "(1 - beta2) * ", ""),
        ("weights_swapped", "beta2 * v[i] + (1 - beta2) *", "(1 - beta2) * v[i] + beta2 *"),
        ("decay_missing", "beta1 * m[i]", "m[i]"),
        ("steps_by_gradient", "lr * mhat", "lr * g"),
        ("w_kept", "return new_w,", "return w,"),
        ("flat", "return new_w, new_m, new_v", "return new_w.flatten(), new_m, new_v"),
        ("lr_forgotten", "lr * mhat", "mhat"),
        ("multiplies", "mhat / (vhat**0.5 + eps)", "mhat * (vhat**0.5 + eps)"),
        ("eps_after_quotient", "(vhat**0.5 + eps)", "vhat**0.5 + eps"),
        (
            "correction_outside_root",
            "new_v[i] / (1 - beta2**t)\n        new_w[i] = w[i] - lr * mhat / (vhat**0.5",
            "new_v[i]\n        new_w[i] = w[i] - lr * mhat / (vhat**0.5 / (1 - beta2**t)",
        ),
        ("summed_up", "beta2 * v[i] + (1 - beta2) * g * g", "v[i] + g * g"),
        (None, "g * g", "g * w[i]"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
