"""nadam_step in three styles."""

import numpy as np


def as_printed(w, grad, m, v, mu_product, t, lr, beta1, beta2, eps, momentum_decay):
    mu = beta1 * (1 - 0.5 * 0.96 ** (t * momentum_decay))
    mu_next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentum_decay))
    mu_product = mu_product * mu
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    ahead = (1 - mu) * grad / (1 - mu_product) + mu_next * m / (1 - mu_product * mu_next)
    w = w - lr * ahead / (np.sqrt(v / (1 - beta2**t)) + eps)
    return w, m, v, mu_product


def temporaries(w, grad, m, v, mu_product, t, lr, beta1, beta2, eps, momentum_decay):
    def momentum(step):
        return beta1 * (1 - 0.5 * 0.96 ** (step * momentum_decay))

    mu, mu_next = momentum(t), momentum(t + 1)
    product = mu_product * mu
    new_m = m + (1 - beta1) * (grad - m)
    new_v = v + (1 - beta2) * (grad * grad - v)
    from_grad = (1 - mu) / (1 - product) * grad
    from_mean = mu_next / (1 - product * mu_next) * new_m
    vhat = new_v / (1 - beta2**t)
    root = np.sqrt(vhat) + eps
    new_w = w - lr * (from_grad + from_mean) / root
    return new_w, new_m, new_v, product


def on_copies(w, grad, m, v, mu_product, t, lr, beta1, beta2, eps, momentum_decay):
    w, m, v = w.copy(), m.copy(), v.copy()
    mu = beta1 * (1 - 0.96 ** (t * momentum_decay) / 2)
    mu_next = beta1 * (1 - 0.96 ** (momentum_decay * (t + 1)) / 2)
    mu_product *= mu
    m *= beta1
    m += (1 - beta1) * grad
    v *= beta2
    v += (1 - beta2) * np.square(grad)
    root = np.sqrt(v / (1 - beta2**t)) + eps
    w -= lr * (1 - mu) / (1 - mu_product) * grad / root
    w -= lr * mu_next / (1 - mu_product * mu_next) * m / root
    return w, m, v, mu_product


SLIPS = {
    "as_printed": [
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr * ahead", "ahead"),
        ("adam_instead", "lr * ahead", "lr * m / (1 - beta1**t)"),
        (
            "schedule_missing",
            "mu = beta1 * (1 - 0.5 * 0.96 ** (t * momentum_decay))\n"
            "    mu_next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentum_decay))",
            "mu = beta1\n    mu_next = beta1",
        ),
        ("next_is_same", "(t + 1) * momentum_decay", "t * momentum_decay"),
        (
            "half_missing",
            "(1 - 0.5 * 0.96 ** (t * momentum_decay))\n    mu_next = beta1 * (1 - 0.5 *",
            "(1 - 0.96 ** (t * momentum_decay))\n    mu_next = beta1 * (1 -",
        ),
        (
            "decay_outside_power",
            "0.96 ** (t * momentum_decay))\n    mu_next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentum_decay))",
            "0.96 ** t * momentum_decay)\n    mu_next = beta1 * (1 - 0.5 * 0.96 ** (t + 1) * momentum_decay)",
        ),
        (
            "decay_missing_in_power",
            "(t * momentum_decay))\n    mu_next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentum_decay))",
            "t)\n    mu_next = beta1 * (1 - 0.5 * 0.96 ** (t + 1))",
        ),
        (
            "decay_fixed",
            "(t * momentum_decay))\n    mu_next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentum_decay))",
            "(t * 0.004))\n    mu_next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * 0.004))",
        ),
        (
            "schedule_behind",
            "(t * momentum_decay))\n    mu_next = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) *",
            "((t - 1) * momentum_decay))\n    mu_next = beta1 * (1 - 0.5 * 0.96 ** (t *",
        ),
        (
            "product_is_power",
            "/ (1 - mu_product) + mu_next * m / (1 - mu_product * mu_next)",
            "/ (1 - beta1**t) + mu_next * m / (1 - beta1 ** (t + 1))",
        ),
        ("next_not_in_product", "mu_next * m / (1 - mu_product * mu_next)", "mu_next * m / (1 - mu_product)"),
        ("next_in_product", "return w, m, v, mu_product", "return w, m, v, mu_product * mu_next"),
        ("gradient_not_corrected", "grad / (1 - mu_product)", "grad"),
        ("mean_not_corrected", "mu_next * m / (1 - mu_product * mu_next)", "mu_next * m"),
        ("gradient_left_out", "(1 - mu) * grad / (1 - mu_product) + ", ""),
        ("mean_left_out", " + mu_next * m / (1 - mu_product * mu_next)", ""),
        (
            "parts_swapped",
            "(1 - mu) * grad / (1 - mu_product) + mu_next * m",
            "mu_next * grad / (1 - mu_product) + (1 - mu) * m",
        ),
        ("schedule_in_mean", "beta1 * m + (1 - beta1)", "mu * m + (1 - mu)"),
        ("no_bias_correction", "v / (1 - beta2**t)", "v"),
        ("correction_outside_root", "np.sqrt(v / (1 - beta2**t))", "np.sqrt(v) / (1 - beta2**t)"),
        ("power_forgotten", "beta2**t", "beta2"),
        ("eps_inside_root", "np.sqrt(v / (1 - beta2**t)) + eps", "np.sqrt(v / (1 - beta2**t) + eps)"),
        ("eps_missing", "(np.sqrt(v / (1 - beta2**t)) + eps)", "np.sqrt(v / (1 - beta2**t))"),
        ("root_missing", "np.sqrt(v / (1 - beta2**t))", "v / (1 - beta2**t)"),
        ("state_not_returned", "return w, m, v, mu_product", "return w, m, v"),
        ("old_product", "mu_product = mu_product * mu\n", "new = mu_product * mu\n"),
        ("weights_swapped", "beta1 * m + (1 - beta1)", "(1 - beta1) * m + beta1"),
        ("gradient_not_squared", "grad**2", "grad"),
        ("state_reset", "mu_product = mu_product * mu", "mu_product = mu"),
        (None, "0.5 * 0.96 ** (t", "0.5 * 0.99 ** (t"),
        (None, "(1 - mu) * grad", "(1 + mu) * grad"),
        (None, "grad**2", "ahead**2 if t > 99 else grad**2 * mu"),
    ],
    "temporaries": [
        ("gradient_ascent", "w - lr", "w + lr"),
        ("next_is_same", "momentum(t + 1)", "momentum(t)"),
        ("half_missing", "0.5 * ", ""),
        ("schedule_behind", "momentum(t), momentum(t + 1)", "momentum(t - 1), momentum(t)"),
        ("schedule_ahead", "momentum(t), momentum(t + 1)", "momentum(t + 1), momentum(t + 2)"),
        ("decay_outside_power", "(step * momentum_decay)", "step * momentum_decay"),
        ("decay_missing_in_power", "(step * momentum_decay)", "step"),
        ("decay_fixed", "step * momentum_decay", "step * 0.004"),
        (
            "old_product",
            "(1 - product) * grad\n    from_mean = mu_next / (1 - product * mu_next)",
            "(1 - mu_product) * grad\n    from_mean = mu_next / (1 - mu_product * mu_next)",
        ),
        ("product_is_power", "product = mu_product * mu", "product = beta1**t"),
        ("next_not_in_product", "1 - product * mu_next", "1 - product"),
        ("gradient_not_corrected", "(1 - mu) / (1 - product)", "(1 - mu)"),
        ("mean_not_corrected", "mu_next / (1 - product * mu_next)", "mu_next"),
        ("gradient_left_out", "(from_grad + from_mean)", "from_mean"),
        ("mean_left_out", "(from_grad + from_mean)", "from_grad"),
        (
            "parts_swapped",
            "(1 - mu) / (1 - product) * grad\n    from_mean = mu_next",
            "mu_next / (1 - product) * grad\n    from_mean = (1 - mu)",
        ),
        ("old_average", "* new_m\n", "* m\n"),
        ("old_average", "new_v / (1", "v / (1"),
        ("state_kept", "new_m, new_v, product", "new_m, new_v, mu_product"),
        ("state_kept", "new_m, new_v, product", "m, v, mu_product"),
        ("next_in_product", "new_m, new_v, product", "new_m, new_v, product * mu_next"),
        ("weights_swapped", "(1 - beta2) * (grad", "beta2 * (grad"),
        ("no_bias_correction", "np.sqrt(vhat)", "np.sqrt(new_v)"),
        ("eps_missing", " + eps", ""),
        ("multiplies", "/ root", "* root"),
        ("root_not_used", " / root", ""),
        ("schedule_in_mean", "m + (1 - beta1)", "m + (1 - mu)"),
        ("squares_the_mean", "grad * grad", "new_m * new_m"),
        (
            "betas_swapped",
            "m + (1 - beta1) * (grad - m)\n    new_v = v + (1 - beta2)",
            "m + (1 - beta2) * (grad - m)\n    new_v = v + (1 - beta1)",
        ),
        (None, "return beta1 *", "return 0.9 *"),
        ("correction_without_one", "1 - beta2**t", "beta2**t"),
        ("eps_after_quotient", "(from_grad + from_mean) / root", "(from_grad + from_mean) / np.sqrt(vhat) + eps"),
        ("eps_fixed", "+ eps", "+ 1e-8"),
        ("flat", "return new_w,", "return new_w.ravel(),"),
        ("lr_fixed", "lr * (from", "0.002 * (from"),
        ("step_alone", "w - lr", "-lr"),
        ("step_behind", "beta2**t", "beta2 ** (t - 1)"),
        ("adam_instead", "lr * (from_grad + from_mean)", "lr * new_m / (1 - beta1**t)"),
        ("schedule_missing", "beta1 * (1 - 0.5 * 0.96 ** (step * momentum_decay))", "beta1"),
        (None, "from_grad + from_mean", "from_grad - from_mean"),
    ],
    "on_copies": [
        ("writes_into_everything", "w.copy(), m.copy(), v.copy()", "w, m, v"),
        ("writes_into_state", "w.copy(), m.copy(), v.copy()", "w.copy(), m, v"),
        ("decay_missing", "    m *= beta1\n", ""),
        ("decay_missing", "    v *= beta2\n", ""),
        ("weight_missing", "(1 - beta2) * ", ""),
        ("state_reset", "m += (1", "m = (1"),
        (
            "gradient_ascent",
            "w -= lr * (1 - mu) / (1 - mu_product) * grad / root\n    w -=",
            "w += lr * (1 - mu) / (1 - mu_product) * grad / root\n    w +=",
        ),
        ("mean_left_out", "    w -= lr * mu_next / (1 - mu_product * mu_next) * m / root\n", ""),
        ("gradient_left_out", "    w -= lr * (1 - mu) / (1 - mu_product) * grad / root\n", ""),
        ("next_is_same", "(t + 1)", "t"),
        (
            "half_missing",
            "(t * momentum_decay) / 2)\n    mu_next = beta1 * (1 - 0.96 ** (momentum_decay * (t + 1)) / 2)",
            "(t * momentum_decay))\n    mu_next = beta1 * (1 - 0.96 ** (momentum_decay * (t + 1)))",
        ),
        ("next_not_in_product", "(1 - mu_product * mu_next)", "(1 - mu_product)"),
        ("old_product", "    mu_product *= mu\n    m *=", "    m *="),
        ("state_swapped", "return w, m, v, mu_product", "return w, v, m, mu_product"),
        ("w_last", "return w, m, v, mu_product", "return m, v, mu_product, w"),
        ("square_summed", "np.square(grad)", "np.sum(grad**2)"),
        ("correction_multiplied", "v / (1 - beta2**t)", "v * (1 - beta2**t)"),
        ("step_ahead", "beta2**t", "beta2 ** (t + 1)"),
        ("writes_into_w", "w.copy(), m.copy(), v.copy()", "w, m.copy(), v.copy()"),
        ("summed_up", "m *= beta1\n    m += (1 - beta1) * grad", "m += grad"),
        (
            "w_kept",
            "return w, m",
            "return w + lr * mu_next / (1 - mu_product * mu_next) * m / root + lr * (1 - mu) / (1 - mu_product) * grad / root, m",
        ),
        ("state_kept", "return w, m, v, mu_product", "return w, m, v, mu_product / mu"),
        (
            "parts_swapped",
            "lr * (1 - mu) / (1 - mu_product) * grad / root\n    w -= lr * mu_next",
            "lr * mu_next / (1 - mu_product) * grad / root\n    w -= lr * (1 - mu)",
        ),
        ("schedule_in_mean", "m *= beta1\n    m += (1 - beta1)", "m *= mu\n    m += (1 - mu)"),
        ("gradient_not_corrected", "(1 - mu) / (1 - mu_product)", "(1 - mu)"),
        ("product_is_power", "mu_product *= mu", "mu_product = beta1**t"),
        (None, "(1 - mu) / (1 - mu_product)", "(1 - beta1) / (1 - mu_product)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
