"""smorms3_step in three styles."""

import numpy as np


def as_printed(w, grad, mem, g1, g2, lr, eps):
    r = 1 / (mem + 1)
    g1 = (1 - r) * g1 + r * grad
    g2 = (1 - r) * g2 + r * grad**2
    zeta = g1**2 / (g2 + eps)
    w = w - grad * np.minimum(lr, zeta) / (np.sqrt(g2) + eps)
    mem = 1 + mem * (1 - zeta)
    return w, mem, g1, g2


def loops(w, grad, mem, g1, g2, lr, eps):
    new_w, new_mem = np.zeros_like(w), np.zeros_like(w)
    new_g1, new_g2 = np.zeros_like(w), np.zeros_like(w)
    for i in np.ndindex(w.shape):
        g = grad[i]
        share = 1 / (mem[i] + 1)
        new_g1[i] = (1 - share) * g1[i] + share * g
        new_g2[i] = (1 - share) * g2[i] + share * g * g
        z = new_g1[i] ** 2 / (new_g2[i] + eps)
        rate = min(lr, z)
        new_w[i] = w[i] - rate * g / (new_g2[i] ** 0.5 + eps)
        new_mem[i] = 1 + mem[i] * (1 - z)
    return new_w, new_mem, new_g1, new_g2


def by_difference(w, grad, mem, g1, g2, lr, eps):
    r = 1.0 / (1.0 + mem)
    mean = g1 + r * (grad - g1)
    square = g2 + r * (np.square(grad) - g2)
    agreement = mean * mean / (square + eps)
    rate = np.where(agreement < lr, agreement, lr)
    step = rate * grad / (np.sqrt(square) + eps)
    kept = mem * (1 - agreement)
    return w - step, 1 + kept, mean, square


SLIPS = {
    "as_printed": [
        ("gradient_ascent", "w - grad", "w + grad"),
        (
            "weights_swapped",
            "(1 - r) * g1 + r * grad\n    g2 = (1 - r) * g2 + r *",
            "r * g1 + (1 - r) * grad\n    g2 = r * g2 + (1 - r) *",
        ),
        ("share_without_one", "1 / (mem + 1)", "1 / mem"),
        ("share_fixed", "1 / (mem + 1)", "0.5"),
        (
            "summed_up",
            "(1 - r) * g1 + r * grad\n    g2 = (1 - r) * g2 + r *",
            "(1 - r) * g1 + grad\n    g2 = (1 - r) * g2 +",
        ),
        ("gradient_not_squared", "grad**2", "grad"),
        ("squares_the_mean", "grad**2", "g1**2"),
        ("zeta_not_squared", "g1**2 /", "g1 /"),
        ("zeta_without_eps", "/ (g2 + eps)", "/ g2"),
        ("zeta_upside_down", "g1**2 / (g2 + eps)", "g2 / (g1**2 + eps)"),
        ("maximum", "np.minimum", "np.maximum"),
        ("zeta_not_used", "np.minimum(lr, zeta)", "lr"),
        ("lr_not_used", "np.minimum(lr, zeta)", "zeta"),
        ("lr_times_zeta", "np.minimum(lr, zeta)", "lr * zeta"),
        ("smallest_of_array", "np.minimum(lr, zeta)", "min(lr, zeta.min())"),
        ("steps_by_mean", "w - grad", "w - g1"),
        ("memory_without_one", "1 + mem * (1 - zeta)", "mem * (1 - zeta)"),
        ("memory_by_zeta", "mem * (1 - zeta)", "mem * zeta"),
        ("memory_counts", "1 + mem * (1 - zeta)", "1 + mem"),
        ("memory_parentheses", "1 + mem * (1", "(1 + mem) * (1"),
        ("memory_by_rate", "(1 - zeta)", "(1 - np.minimum(lr, zeta))"),
        (
            "memory_first",
            """    r = 1 / (mem + 1)
    g1 = (1 - r) * g1 + r * grad
    g2 = (1 - r) * g2 + r * grad**2
    zeta = g1**2 / (g2 + eps)
    w = w - grad * np.minimum(lr, zeta) / (np.sqrt(g2) + eps)
    mem = 1 + mem * (1 - zeta)
""",
            """    mem = 1 + mem * (1 - g1**2 / (g2 + eps))
    r = 1 / (mem + 1)
    g1 = (1 - r) * g1 + r * grad
    g2 = (1 - r) * g2 + r * grad**2
    zeta = g1**2 / (g2 + eps)
    w = w - grad * np.minimum(lr, zeta) / (np.sqrt(g2) + eps)
""",
        ),
        ("eps_inside_root", "np.sqrt(g2) + eps", "np.sqrt(g2 + eps)"),
        ("eps_missing", "(np.sqrt(g2) + eps)", "np.sqrt(g2)"),
        ("eps_after_quotient", "(np.sqrt(g2) + eps)", "np.sqrt(g2) + eps"),
        ("root_missing", "np.sqrt(g2)", "g2"),
        ("multiplies", "/ (np", "* (np"),
        ("root_not_used", " / (np.sqrt(g2) + eps)", ""),
        ("state_not_returned", "return w, mem, g1, g2", "return w"),
        ("state_swapped", "return w, mem, g1, g2", "return w, g1, mem, g2"),
        ("w_last", "return w, mem, g1, g2", "return mem, g1, g2, w"),
        ("root_missing", "np.sqrt(g2)", "np.sqrt(g2**2)"),
        ("square_under_root", "np.sqrt(g2) + eps", "np.sqrt(g2**2 + eps)"),
        ("lr_fixed", "np.minimum(lr, zeta)", "np.minimum(0.001, zeta)"),
        ("state_reset", "(1 - r) * g1 + r * grad", "r * grad"),
        (None, "np.minimum(lr, zeta)", "(lr + zeta) / 2"),
        (None, "1 / (mem + 1)", "1 / (mem + 2)"),
        (None, "1 + mem *", "2 + mem *"),
    ],
    "loops": [
        ("gradient_ascent", "w[i] - rate", "w[i] + rate"),
        (
            "weights_swapped",
            "(1 - share) * g1[i] + share * g\n        new_g2[i] = (1 - share) * g2[i] + share * g * g",
            "share * g1[i] + (1 - share) * g\n        new_g2[i] = share * g2[i] + (1 - share) * g * g",
        ),
        ("share_without_one", "(mem[i] + 1)", "mem[i]"),
        ("gradient_not_squared", "share * g * g", "share * g"),
        ("zeta_not_squared", "new_g1[i] ** 2", "new_g1[i]"),
        ("zeta_without_eps", "/ (new_g2[i] + eps)", "/ new_g2[i]"),
        ("zeta_from_old", "new_g1[i] ** 2 / (new_g2[i] + eps)", "g1[i] ** 2 / (g2[i] + eps)"),
        ("maximum", "min(", "max("),
        ("zeta_not_used", "min(lr, z)", "lr"),
        ("lr_not_used", "min(lr, z)", "z"),
        ("lr_times_zeta", "min(lr, z)", "lr * z"),
        ("steps_by_mean", "rate * g /", "rate * new_g1[i] /"),
        ("memory_without_one", "1 + mem[i] * (", "mem[i] * ("),
        ("memory_by_zeta", "mem[i] * (1 - z)", "mem[i] * z"),
        ("memory_by_rate", "(1 - z)", "(1 - rate)"),
        ("memory_parentheses", "1 + mem[i] * (", "(1 + mem[i]) * ("),
        ("eps_inside_root", "(new_g2[i] ** 0.5 + eps)", "(new_g2[i] + eps) ** 0.5"),
        ("eps_missing", "(new_g2[i] ** 0.5 + eps)", "new_g2[i] ** 0.5"),
        ("root_missing", "new_g2[i] ** 0.5", "new_g2[i]"),
        ("state_kept", "return new_w, new_mem, new_g1, new_g2", "return new_w, mem, g1, g2"),
        ("state_kept", "return new_w, new_mem, new_g1, new_g2", "return new_w, mem, new_g1, new_g2"),
        ("old_average", "(new_g2[i] ** 0.5", "(g2[i] ** 0.5"),
        (
            "summed_up",
            "(1 - share) * g1[i] + share * g\n        new_g2[i] = (1 - share) * g2[i] + share * g * g",
            "g1[i] + share * g\n        new_g2[i] = g2[i] + share * g * g",
        ),
        ("squares_the_mean", "share * g * g", "share * new_g1[i] ** 2"),
        (None, "rate * g /", "rate /"),
        (None, "(1 - z)", "(1 + z)"),
    ],
    "by_difference": [
        ("gradient_ascent", "w - step", "w + step"),
        ("step_alone", "w - step", "-step"),
        ("share_without_one", "(1.0 + mem)", "mem"),
        ("zeta_upside_down", "mean * mean / (square + eps)", "square / (mean * mean + eps)"),
        ("maximum", "agreement < lr", "agreement > lr"),
        ("zeta_not_squared", "mean * mean", "mean"),
        ("steps_by_mean", "rate * grad", "rate * mean"),
        ("memory_without_one", "1 + kept", "kept"),
        ("memory_by_zeta", "(1 - agreement)", "agreement"),
        ("memory_by_rate", "(1 - agreement)", "(1 - rate)"),
        ("state_kept", "1 + kept, mean, square", "mem, g1, g2"),
        ("square_under_root", "np.sqrt(square) + eps", "np.sqrt(square**2 + eps)"),
        ("eps_missing", "(np.sqrt(square) + eps)", "np.sqrt(square)"),
        ("gradient_not_squared", "np.square(grad)", "grad"),
        ("zeta_from_old", "mean * mean / (square + eps)", "g1 * g1 / (g2 + eps)"),
        ("summed_up", "r * (grad - g1)", "r * grad"),
        ("flat", "w - step, 1", "(w - step).ravel(), 1"),
        ("lr_not_used", "np.where(agreement < lr, agreement, lr)", "agreement"),
        ("zeta_not_used", "np.where(agreement < lr, agreement, lr)", "lr"),
        ("memory_parentheses", "1 + kept", "kept + 1 - agreement"),
        ("share_fixed", "1.0 / (1.0 + mem)", "0.5"),
        ("eps_after_quotient", "/ (np.sqrt(square) + eps)\n", "/ np.sqrt(square) + eps\n"),
        ("smallest_of_array", "np.where(agreement < lr, agreement, lr)", "min(lr, np.min(agreement))"),
        ("squares_the_mean", "np.square(grad)", "np.square(mean)"),
        (
            "weights_swapped",
            "r * (grad - g1)\n    square = g2 + r *",
            "(1 - r) * (grad - g1)\n    square = g2 + (1 - r) *",
        ),
        (None, "w - step", "w - step * r"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
