"""adagrad_step in four styles."""

import numpy as np


def two_lines(w, grad, h, lr, eps):
    h = h + grad**2
    return w - lr * grad / (np.sqrt(h) + eps), h


def on_copies(w, grad, h, lr, eps):
    w, h = w.copy(), h.copy()
    h += grad * grad
    w -= lr * grad / (np.sqrt(h) + eps)
    return w, h


def loops(w, grad, h, lr, eps):
    new_w, new_h = np.empty_like(w), np.empty_like(h)
    for i in np.ndindex(w.shape):
        new_h[i] = h[i] + grad[i] ** 2
        new_w[i] = w[i] - lr / (new_h[i] ** 0.5 + eps) * grad[i]
    return new_w, new_h


def temporaries(w, grad, h, lr, eps):
    squares = np.square(grad)
    h_new = np.add(h, squares)
    root = np.sqrt(h_new)
    rate = lr / (root + eps)
    w_new = w - rate * grad
    return w_new, h_new


SLIPS = {
    "two_lines": [
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr * grad /", "grad /"),
        ("lr_fixed", "lr * grad", "0.01 * grad"),
        ("eps_inside_root", "np.sqrt(h) + eps", "np.sqrt(h + eps)"),
        ("eps_missing", "(np.sqrt(h) + eps)", "np.sqrt(h)"),
        ("eps_fixed", "+ eps", "+ 1e-7"),
        ("eps_after_quotient", "(np.sqrt(h) + eps)", "np.sqrt(h) + eps"),
        ("root_missing", "np.sqrt(h)", "h"),
        ("multiplies", "grad / (np", "grad * (np"),
        ("root_not_used", " / (np.sqrt(h) + eps)", ""),
        ("state_reset", "h = h + grad**2", "h = grad**2"),
        (
            "old_average",
            "h = h + grad**2\n    return w - lr * grad / (np.sqrt(h) + eps), h",
            "return w - lr * grad / (np.sqrt(h) + eps), h + grad**2",
        ),
        ("gradient_not_squared", "grad**2", "grad"),
        ("gradient_not_squared", "grad**2", "abs(grad)"),
        ("square_summed", "grad**2", "np.sum(grad**2)"),
        ("square_summed", "grad**2", "np.linalg.norm(grad)**2"),
        ("square_summed", "grad**2", "grad @ grad"),
        ("averages", "h + grad**2", "0.9 * h + 0.1 * grad**2"),
        (
            "eps_in_sum",
            "grad**2\n    return w - lr * grad / (np.sqrt(h) + eps)",
            "grad**2 + eps\n    return w - lr * grad / np.sqrt(h)",
        ),
        (
            "root_stored",
            "h = h + grad**2\n    return w - lr * grad / (np.sqrt(h) + eps)",
            "h = np.sqrt(h + grad**2)\n    return w - lr * grad / (h + eps)",
        ),
        ("accumulates_steps", "h + grad**2", "h + (lr * grad)**2"),
        ("state_not_returned", "eps), h", "eps)"),
        ("w_kept", "w - lr * grad / (np.sqrt(h) + eps)", "w"),
        ("step_alone", "w - lr", "-lr"),
        (None, "lr * grad", "lr * grad**2"),
    ],
    "on_copies": [
        ("writes_into_everything", "w.copy(), h.copy()", "w, h"),
        ("writes_into_state", "w.copy(), h.copy()", "w.copy(), h"),
        ("writes_into_w", "w.copy(), h.copy()", "w, h.copy()"),
        ("gradient_ascent", "w -=", "w +="),
        ("step_alone", "w -=", "w = -"),
        ("step_alone", "w -=", "w ="),
        ("state_reset", "h += grad", "h = grad"),
        ("gradient_not_squared", "grad * grad", "grad"),
        ("square_summed", "grad * grad", "np.dot(grad, grad)"),
        ("square_summed", "grad * grad", "(grad * grad).sum()"),
        ("eps_inside_root", "np.sqrt(h) + eps", "np.sqrt(h + eps)"),
        ("eps_missing", "(np.sqrt(h) + eps)", "np.sqrt(h)"),
        ("eps_after_quotient", "(np.sqrt(h) + eps)", "np.sqrt(h) + eps"),
        ("eps_fixed", "+ eps", "+ 1e-8"),
        ("root_missing", "np.sqrt(h)", "h"),
        ("multiplies", "grad / (", "grad * ("),
        ("averages", "h += grad * grad", "h *= 0.9\n    h += 0.1 * grad * grad"),
        (
            "old_average",
            "h += grad * grad\n    w -= lr * grad / (np.sqrt(h) + eps)",
            "w -= lr * grad / (np.sqrt(h) + eps)\n    h += grad * grad",
        ),
        ("lr_forgotten", "lr * grad /", "grad /"),
        ("w_last", "return w, h", "return h, w"),
        (
            "state_kept",
            "h += grad * grad\n    w -= lr * grad / (np.sqrt(h) + eps)",
            "w -= lr * grad / (np.sqrt(h + grad**2) + eps)",
        ),
        (None, "h += grad * grad", "grad *= grad\n    h += grad"),
        (
            ("eps_inside_root", "gradient_ascent"),
            "w -= lr * grad / (np.sqrt(h) + eps)",
            "w += lr * grad / np.sqrt(h + eps)",
        ),
        (None, "h += grad * grad", "h -= grad * grad"),
        (None, "h += grad * grad", "h += w * grad"),
    ],
    "loops": [
        ("gradient_ascent", "w[i] - lr", "w[i] + lr"),
        ("eps_inside_root", "(new_h[i] ** 0.5 + eps)", "(new_h[i] + eps) ** 0.5"),
        ("eps_missing", "(new_h[i] ** 0.5 + eps)", "new_h[i] ** 0.5"),
        ("root_missing", "new_h[i] ** 0.5", "new_h[i]"),
        ("old_average", "new_h[i] ** 0.5", "h[i] ** 0.5"),
        ("multiplies", "lr / (", "lr * ("),
        ("lr_forgotten", "lr / (", "1 / ("),
        ("gradient_not_squared", "grad[i] ** 2", "grad[i]"),
        ("gradient_not_squared", "grad[i] ** 2", "abs(grad[i])"),
        ("state_reset", "h[i] + grad", "grad"),
        ("state_kept", "return new_w, new_h", "return new_w, h"),
        ("eps_after_quotient", "(new_h[i] ** 0.5 + eps) * grad[i]", "new_h[i] ** 0.5 * grad[i] + eps"),
        ("square_summed", "grad[i] ** 2", "(grad**2).sum()"),
        ("lr_fixed", "lr / (", "0.01 / ("),
        ("root_not_used", "lr / (new_h[i] ** 0.5 + eps)", "lr"),
        ("step_alone", "w[i] - lr", "-lr"),
        ("w_last", "return new_w, new_h", "return new_h, new_w"),
        (None, "new_h[i] ** 0.5", "new_h[i] ** 2"),
        (None, " * grad[i]", ""),
    ],
    "temporaries": [
        ("gradient_ascent", "w - rate", "w + rate"),
        ("lr_forgotten", "lr / (root", "1 / (root"),
        (
            "eps_inside_root",
            "np.sqrt(h_new)\n    rate = lr / (root + eps)",
            "np.sqrt(h_new + eps)\n    rate = lr / root",
        ),
        ("eps_missing", "(root + eps)", "root"),
        ("eps_fixed", "root + eps", "root + 1e-6"),
        ("root_missing", "np.sqrt(h_new)", "h_new"),
        ("multiplies", "lr / (root", "lr * (root"),
        ("old_average", "np.sqrt(h_new)", "np.sqrt(h)"),
        ("root_not_used", "w - rate * grad", "w - lr * grad"),
        ("state_kept", "return w_new, h_new", "return w_new, h"),
        ("root_stored", "return w_new, h_new", "return w_new, root"),
        ("gradient_not_squared", "np.square(grad)", "np.abs(grad)"),
        ("square_summed", "np.square(grad)", "np.square(grad).mean()"),
        ("step_alone", "w - rate * grad", "rate * grad"),
        ("state_reset", "np.add(h, squares)", "squares"),
        ("root_stored", "return w_new, h_new", "return w_new, root + eps"),
        ("flat", "w - rate * grad", "(w - rate * grad).ravel()"),
        ("averages", "np.add(h, squares)", "0.99 * h + 0.01 * squares"),
        ("accumulates_steps", "np.square(grad)", "np.square(lr * grad)"),
        ("eps_after_quotient", "lr / (root + eps)", "lr / root + eps"),
        (None, "rate * grad", "rate * squares"),
        (None, "np.sqrt(h_new)", "np.sqrt(squares)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
