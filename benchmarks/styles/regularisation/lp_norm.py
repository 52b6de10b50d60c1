"""lp_norm in three styles."""

import numpy as np


def one_line(w, p):
    return np.sum(np.abs(w) ** p) ** (1 / p)


def loop(w, p):
    total = 0.0
    for value in w.ravel():
        total += abs(value) ** p
    return total ** (1.0 / p)


def steps(w, p):
    flat = w.reshape(-1)
    a = np.where(flat < 0, -flat, flat)
    powers = np.power(a, p)
    s = powers.sum()
    root = 1 / p
    norm = np.power(s, root)
    return float(norm)


def library(w, p):
    return np.linalg.norm(w.flatten(), ord=p)


SLIPS = {
    "one_line": [
        ("forgets_root", " ** (1 / p)", ""),
        ("forgets_absolute", "np.abs(w)", "w"),
        ("absolute_of_sum", "np.sum(np.abs(w) ** p)", "np.abs(np.sum(w**p))"),
        ("always_square_root", "np.sum(np.abs(w) ** p) ** (1 / p)", "np.sqrt(np.sum(np.abs(w) ** p))"),
        ("always_euclidean", "np.sum(np.abs(w) ** p) ** (1 / p)", "np.sqrt(np.sum(w**2))"),
        ("always_sum", "np.sum(np.abs(w) ** p) ** (1 / p)", "np.sum(np.abs(w))"),
        ("always_sum", "np.sum(np.abs(w) ** p) ** (1 / p)", "np.sum((np.abs(w) ** p) ** (1 / p))"),
        ("mean_of_powers", "np.sum", "np.mean"),
        ("divides_by_p", "** (1 / p)", "** 1 / p"),
        ("divides_by_p", "** (1 / p)", "/ p"),
        ("divides_by_p", "1 / p", "1 // p"),
        ("swaps_powers", "np.sum(np.abs(w) ** p) ** (1 / p)", "np.sum(np.abs(w) ** (1 / p)) ** p"),
        ("norm_of_each_row", "** p)", "** p, axis=-1)"),
        ("norm_of_each_row", "** p)", "** p, axis=1)"),
        ("sums_first_axis", "np.sum", "sum"),
        ("largest_only", "np.sum(np.abs(w) ** p) ** (1 / p)", "np.max(np.abs(w))"),
        (None, "(1 / p)", "(1 / (p + 1))"),
        (None, "np.sum(np.abs(w) ** p) ** (1 / p)", "np.sum(p ** np.abs(w)) ** (1 / p)"),
        (("forgets_absolute", "forgets_root"), "np.sum(np.abs(w) ** p) ** (1 / p)", "np.sum(w**p)"),
    ],
    "loop": [
        ("forgets_root", "total ** (1.0 / p)", "total"),
        ("forgets_absolute", "abs(value)", "value"),
        ("absolute_of_sum", "total += abs(value) ** p\n    return total", "total += value**p\n    return abs(total)"),
        ("always_square_root", "total ** (1.0 / p)", "total**0.5"),
        ("always_euclidean", "abs(value) ** p\n    return total ** (1.0 / p)", "value**2\n    return total**0.5"),
        ("divides_by_p", "** (1.0 / p)", "** 1.0 / p"),
        ("divides_by_p", "total ** (1.0 / p)", "total / p"),
        ("always_sum", "+= abs(value) ** p", "+= (abs(value) ** p) ** (1.0 / p)\n    return total"),
        ("counts_elements", "abs(value) ** p", "value != 0"),
        ("swaps_powers", "** p\n    return total ** (1.0 / p)", "** (1.0 / p)\n    return total**p"),
        (None, "+= abs(value)", "= abs(value)"),
        (None, "abs(value) ** p", "abs(value) * p"),
    ],
    "steps": [
        ("forgets_root", "np.power(s, root)", "s"),
        ("forgets_absolute", "np.power(a, p)", "np.power(flat, p)"),
        ("always_square_root", "1 / p", "1 / 2"),
        ("mean_of_powers", "powers.sum()", "powers.mean()"),
        ("writes_into_w", "a = np.where(flat < 0, -flat, flat)", "flat[flat < 0] *= -1\n    a = flat"),
        ("writes_into_w", "np.power(a, p)", "np.power(a, p, out=flat)"),
        ("largest_only", "powers.sum()", "powers.max()"),
        ("divides_by_p", "np.power(s, root)", "s * root"),
        (None, "np.where(flat < 0, -flat, flat)", "np.where(flat < 0, 0, flat)"),
    ],
    "library": [
        ("matrix_norm", "w.flatten()", "w"),
        ("always_euclidean", ", ord=p", ""),
        ("always_sum", "ord=p", "ord=1"),
        ("largest_only", "ord=p", "ord=np.inf"),
        ("norm_of_each_row", "w.flatten(), ord=p", "w, ord=p, axis=-1"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
