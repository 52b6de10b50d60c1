"""rmsprop_step in four styles."""

import numpy as np


def two_lines(w, grad, h, lr, alpha, eps):
    h = alpha * h + (1 - alpha) * grad**2
    return w - lr * grad / (np.sqrt(h) + eps), h


def on_copies(w, grad, h, lr, alpha, eps):
    w, h = w.copy(), h.copy()
    h *= alpha
    h += (1 - alpha) * grad * grad
    w -= lr * grad / (np.sqrt(h) + eps)
    return w, h


def loops(w, grad, h, lr, alpha, eps):
    new_w, new_h = np.empty_like(w), np.empty_like(h)
    for i in np.ndindex(w.shape):
        g = grad[i]
        new_h[i] = alpha * h[i] + (1 - alpha) * g**2
        new_w[i] = w[i] - lr / (new_h[i] ** 0.5 + eps) * g
    return new_w, new_h


def by_difference(w, grad, h, lr, alpha, eps):
    change = np.square(grad) - h
    mean_square = h + (1 - alpha) * change
    rms = np.sqrt(mean_square) + eps
    step = lr * grad / rms
    return w - step, mean_square


SLIPS = {
    "two_lines": [
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr * grad /", "grad /"),
        ("lr_fixed", "lr * grad", "0.001 * grad"),
        ("eps_inside_root", "np.sqrt(h) + eps", "np.sqrt(h + eps)"),
        ("eps_missing", "(np.sqrt(h) + eps)", "np.sqrt(h)"),
        ("eps_fixed", "+ eps", "+ 1e-8"),
        ("eps_after_quotient", "(np.sqrt(h) + eps)", "np.sqrt(h) + eps"),
        ("root_missing", "np.sqrt(h)", "h"),
        ("multiplies", "grad / (np", "grad * (np"),
        ("root_not_used", " / (np.sqrt(h) + eps)", ""),
        (
            "old_average",
            "h = alpha * h + (1 - alpha) * grad**2\n    return w - lr * grad / (np.sqrt(h) + eps), h",
            "return w - lr * grad / (np.sqrt(h) + eps), alpha * h + (1 - alpha) * grad**2",
        ),
        ("weights_swapped", "alpha * h + (1 - alpha) *", "(1 - alpha) * h + alpha *"),
        ("weight_missing", "(1 - alpha) * ", ""),
        ("decay_missing", "alpha * h", "h"),
        ("summed_up", "alpha * h + (1 - alpha) * ", "h + "),
        ("square_summed", "grad**2", "np.sum(grad**2)"),
        ("square_summed", "grad**2", "np.mean(grad**2)"),
        ("square_summed", "grad**2", "np.dot(grad, grad)"),
        ("gradient_not_squared", "grad**2", "grad"),
        ("gradient_not_squared", "grad**2", "np.abs(grad)"),
        ("alpha_fixed", "alpha * h + (1 - alpha)", "0.9 * h + 0.1"),
        ("alpha_fixed", "alpha * h + (1 - alpha)", "0.99 * h + 0.01"),
        ("weighted_before_square", "(1 - alpha) * grad**2", "((1 - alpha) * grad)**2"),
        (
            "root_stored",
            "h = alpha * h + (1 - alpha) * grad**2\n    return w - lr * grad / (np.sqrt(h) + eps)",
            "h = np.sqrt(alpha * h + (1 - alpha) * grad**2)\n    return w - lr * grad / (h + eps)",
        ),
        ("state_reset", "alpha * h + ", ""),
        (None, "alpha * h", "alpha**2 * h"),
        (None, "(1 - alpha)", "(1 + alpha)"),
        (None, "lr * grad", "lr * h"),
    ],
    "on_copies": [
        ("writes_into_everything", "w.copy(), h.copy()", "w, h"),
        ("writes_into_state", "w.copy(), h.copy()", "w.copy(), h"),
        ("writes_into_w", "w.copy(), h.copy()", "w, h.copy()"),
        ("decay_missing", "    h *= alpha\n", ""),
        ("weight_missing", "(1 - alpha) * ", ""),
        ("weights_swapped", "h *= alpha\n    h += (1 - alpha)", "h *= 1 - alpha\n    h += alpha"),
        ("state_reset", "h += (1", "h = (1"),
        ("square_summed", "grad * grad", "np.sum(grad * grad)"),
        ("gradient_not_squared", "* grad * grad", "* grad"),
        ("eps_inside_root", "np.sqrt(h) + eps", "np.sqrt(h + eps)"),
        ("eps_missing", "(np.sqrt(h) + eps)", "np.sqrt(h)"),
        ("eps_after_quotient", "(np.sqrt(h) + eps)", "np.sqrt(h) + eps"),
        (
            "eps_in_average",
            "h += (1 - alpha) * grad * grad\n    w -= lr * grad / (np.sqrt(h) + eps)",
            "h += (1 - alpha) * grad * grad + eps\n    w -= lr * grad / np.sqrt(h)",
        ),
        ("root_missing", "np.sqrt(h)", "h"),
        ("multiplies", "grad / (", "grad * ("),
        ("gradient_ascent", "w -=", "w +="),
        ("step_alone", "w -=", "w ="),
        ("w_last", "return w, h", "return h, w"),
        ("state_not_returned", "return w, h", "return w"),
        ("alpha_fixed", "h *= alpha\n    h += (1 - alpha)", "h *= 0.9\n    h += (1 - 0.9)"),
        (
            "old_average",
            "h *= alpha\n    h += (1 - alpha) * grad * grad\n    w -= lr * grad / (np.sqrt(h) + eps)",
            "w -= lr * grad / (np.sqrt(h) + eps)\n    h *= alpha\n    h += (1 - alpha) * grad * grad",
        ),
        (None, "h *= alpha\n    h += (1 - alpha) * grad * grad", "h += (1 - alpha) * grad * grad\n    h *= alpha"),
        (None, "grad * grad", "grad * w"),
    ],
    "loops": [
        ("gradient_ascent", "w[i] - lr", "w[i] + lr"),
        ("eps_inside_root", "(new_h[i] ** 0.5 + eps)", "(new_h[i] + eps) ** 0.5"),
        ("eps_missing", "(new_h[i] ** 0.5 + eps)", "new_h[i] ** 0.5"),
        ("root_missing", "new_h[i] ** 0.5", "new_h[i]"),
        ("old_average", "new_h[i] ** 0.5", "h[i] ** 0.5"),
        ("multiplies", "lr / (", "lr * ("),
        ("lr_forgotten", "lr / (", "1 / ("),
        ("gradient_not_squared", "g**2", "g"),
        ("weight_missing", "(1 - alpha) * ", ""),
        ("decay_missing", "alpha * h[i]", "h[i]"),
        ("weights_swapped", "alpha * h[i] + (1 - alpha) *", "(1 - alpha) * h[i] + alpha *"),
        ("state_kept", "return new_w, new_h", "return new_w, h"),
        ("summed_up", "alpha * h[i] + (1 - alpha) * ", "h[i] + "),
        ("flat", "return new_w, new_h", "return new_w.ravel(), new_h"),
        ("alpha_fixed", "alpha * h[i] + (1 - alpha)", "0.99 * h[i] + 0.01"),
        ("weighted_before_square", "(1 - alpha) * g**2", "((1 - alpha) * g) ** 2"),
        ("w_kept", "return new_w, new_h", "return w, new_h"),
        ("eps_after_quotient", "(new_h[i] ** 0.5 + eps) * g", "new_h[i] ** 0.5 * g + eps"),
        (None, "new_h[i] ** 0.5", "new_h[i] ** 2"),
        (None, "* g\n", "\n"),
    ],
    "by_difference": [
        ("weights_swapped", "(1 - alpha) * change", "alpha * change"),
        ("square_summed", "np.square(grad)", "np.sum(np.square(grad))"),
        ("gradient_not_squared", "np.square(grad)", "grad"),
        ("gradient_not_squared", "np.square(grad)", "np.abs(grad)"),
        ("gradient_ascent", "w - step", "w + step"),
        ("step_alone", "w - step", "-step"),
        ("step_alone", "w - step", "step"),
        ("eps_inside_root", "np.sqrt(mean_square) + eps", "np.sqrt(mean_square + eps)"),
        ("eps_missing", "np.sqrt(mean_square) + eps", "np.sqrt(mean_square)"),
        ("root_missing", "np.sqrt(mean_square)", "mean_square"),
        ("multiplies", "/ rms", "* rms"),
        ("root_not_used", "lr * grad / rms", "lr * grad"),
        ("old_average", "np.sqrt(mean_square)", "np.sqrt(h)"),
        ("state_kept", "w - step, mean_square", "w - step, h"),
        ("root_stored", "w - step, mean_square", "w - step, rms"),
        ("decay_missing", "np.square(grad) - h", "np.square(grad)"),
        ("lr_forgotten", "lr * grad", "grad"),
        ("state_reset", "change = np.square(grad) - h", "h = np.zeros_like(h)\n    change = np.square(grad) - h"),
        ("alpha_fixed", "1 - alpha", "1 - 0.9"),
        (None, "h + (1 - alpha)", "h - (1 - alpha)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
