"""sgd_step in four styles."""

import numpy as np


def one_line(w, grad, lr):
    return w - lr * grad


def on_a_copy(w, grad, lr):
    new = w.copy()
    new -= lr * grad
    return new


def loops(w, grad, lr):
    new = np.zeros(w.shape)
    for place in np.ndindex(w.shape):
        step = grad[place] * lr
        new[place] = w[place] - step
    return new


def with_ufuncs(w, grad, lr):
    step = np.multiply(grad, lr)
    return np.subtract(w, step)


SLIPS = {
    "one_line": [
        ("gradient_ascent", "w - lr", "w + lr"),
        ("lr_forgotten", "lr * grad", "grad"),
        ("lr_fixed", "lr * grad", "0.01 * grad"),
        ("lr_fixed", "lr * grad", "0.1 * grad"),
        ("step_alone", "w - lr * grad", "-lr * grad"),
        ("step_alone", "w - lr * grad", "lr * grad"),
        ("w_kept", "w - lr * grad", "w"),
        ("one_number_from_all", "lr * grad", "lr * grad.sum()"),
        ("one_number_from_all", "lr * grad", "lr * np.mean(grad)"),
        ("flat", "w - lr * grad", "(w - lr * grad).flatten()"),
        ("sign_only", "lr * grad", "lr * np.sign(grad)"),
        ("sign_lost", "lr * grad", "lr * abs(grad)"),
        ("unit_length", "lr * grad", "lr * grad / np.linalg.norm(grad)"),
        ("lr_divides", "lr * grad", "grad / lr"),
        ("lr_on_everything", "w - lr * grad", "lr * (w - grad)"),
        ("w_decays", "w - lr * grad", "lr * w - grad"),
        ("lr_on_everything", "w - lr * grad", "lr * w - lr * grad"),
        ("gradient_minus_w", "w - lr * grad", "lr * grad - w"),
        ("gradient_minus_w", "w - lr * grad", "grad - lr * w"),
        ("multiplies_by_w", "lr * grad", "lr * grad * w"),
        ("writes_into_w", "return w - lr * grad", "w -= lr * grad\n    return w"),
        (None, "lr * grad", "lr * grad**2"),
        (None, "lr * grad", "lr**2 * grad"),
        (None, "w - lr * grad", "(1 - lr) * w - lr * grad"),
    ],
    "on_a_copy": [
        ("gradient_ascent", "new -=", "new +="),
        ("lr_forgotten", "lr * grad", "grad"),
        ("lr_fixed", "lr * grad", "0.001 * grad"),
        ("step_alone", "new -= lr * grad", "new = -lr * grad"),
        ("step_alone", "new -= lr * grad", "new = lr * grad"),
        ("w_kept", "return new", "return w"),
        ("writes_into_w", "w.copy()", "w"),
        ("writes_into_w", "w.copy()", "w[:]"),
        ("writes_into_grad", "new -= lr * grad", "grad *= lr\n    new -= grad"),
        ("one_number_from_all", "lr * grad", "lr * np.sum(grad)"),
        ("flat", "w.copy()", "w.flatten()"),
        ("flat", "return new", "return new.ravel()"),
        ("sign_only", "lr * grad", "lr * np.sign(grad)"),
        ("lr_divides", "lr * grad", "grad / lr"),
        ("gradient_minus_w", "new -= lr * grad", "new = lr * grad - new"),
        ("multiplies_by_w", "lr * grad", "lr * grad * new"),
        (("gradient_ascent", "lr_forgotten"), "new -= lr * grad", "new += grad"),
        (None, "new -=", "new *="),
    ],
    "loops": [
        ("gradient_ascent", "w[place] - step", "w[place] + step"),
        ("lr_forgotten", "grad[place] * lr", "grad[place]"),
        ("lr_divides", "grad[place] * lr", "grad[place] / lr"),
        ("step_alone", "w[place] - step", "-step"),
        ("step_alone", "w[place] - step", "step"),
        ("w_kept", "return new", "return w"),
        ("sign_lost", "grad[place] * lr", "abs(grad[place]) * lr"),
        ("writes_into_w", "np.zeros(w.shape)", "w"),
        ("gradient_minus_w", "w[place] - step", "step - w[place]"),
        ("one_number_from_all", "grad[place] * lr", "grad.mean() * lr"),
        (None, "new[place] =", "new[place[0]] ="),
    ],
    "with_ufuncs": [
        ("gradient_ascent", "np.subtract", "np.add"),
        ("lr_divides", "np.multiply", "np.divide"),
        ("gradient_minus_w", "(w, step)", "(step, w)"),
        ("step_alone", "return np.subtract(w, step)", "return step"),
        ("writes_into_w", "np.subtract(w, step)", "np.subtract(w, step, out=w)"),
        ("writes_into_grad", "np.multiply(grad, lr)", "np.multiply(grad, lr, out=grad)"),
        ("lr_forgotten", "np.multiply(grad, lr)", "grad"),
        (None, "np.multiply", "np.power"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
