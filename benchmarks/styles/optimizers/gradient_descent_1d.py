"""gradient_descent_1d in four styles."""

import numpy as np


def appended(df, w0, lr, steps):
    w = w0
    walk = [w]
    for _ in range(steps):
        w = w - lr * df(w)
        walk.append(w)
    return np.array(walk)


def filled(df, w0, lr, steps):
    walk = np.zeros(steps + 1)
    walk[0] = w0
    for i in range(1, steps + 1):
        before = walk[i - 1]
        slope = df(before)
        walk[i] = before - lr * slope
    return walk


def grown(df, w0, lr, steps):
    walk = np.array([w0])
    while len(walk) < steps + 1:
        last = walk[-1]
        walk = np.append(walk, last - lr * df(last))
    return walk


def recursive(df, w0, lr, steps):
    if steps == 0:
        return np.array([w0])
    w1 = w0 - df(w0) * lr
    rest = recursive(df, w1, lr, steps - 1)
    return np.concatenate(([w0], rest))


SLIPS = {
    "appended": [
        ("goes_uphill", "w - lr", "w + lr"),
        ("lr_forgotten", "lr * df(w)", "df(w)"),
        ("lr_fixed", "lr * df(w)", "0.1 * df(w)"),
        ("lr_fixed", "lr * df(w)", "0.01 * df(w)"),
        ("lr_divides", "lr * df(w)", "df(w) / lr"),
        ("slope_of_start", "df(w)", "df(w0)"),
        ("steps_from_start", "w = w - lr", "w = w0 - lr"),
        ("one_step_again", "w = w - lr * df(w)\n        walk.append(w)", "walk.append(w - lr * df(w))"),
        ("never_moves", "w = w - lr * df(w)", "w - lr * df(w)"),
        ("sign_only", "df(w)", "np.sign(df(w))"),
        ("position_replaced", "w = w - lr", "w = -lr"),
        ("position_replaced", "w = w - lr", "w = lr"),
        ("start_missing", "walk = [w]", "walk = []"),
        ("end_missing", "range(steps)", "range(steps - 1)"),
        ("end_missing", "range(steps)", "range(1, steps)"),
        ("one_step_too_many", "range(steps)", "range(steps + 1)"),
        ("end_only", "np.array(walk)", "w"),
        ("end_only", "np.array(walk)", "np.array(w)"),
        ("list_returned", "np.array(walk)", "walk"),
        ("slopes", "walk.append(w)", "walk.append(df(w))"),
        ("last_first", "walk.append(w)", "walk.insert(0, w)"),
        ("lr_shrinks", "w = w - lr * df(w)", "w = w - lr * df(w)\n        lr = lr * 0.9"),
        (None, "lr * df(w)", "lr * df(w) ** 2"),
        (None, "lr * df(w)", "lr * df(w) * w"),
    ],
    "filled": [
        ("goes_uphill", "before - lr", "before + lr"),
        ("lr_forgotten", "lr * slope", "slope"),
        ("lr_divides", "lr * slope", "slope / lr"),
        ("slope_of_start", "df(before)", "df(w0)"),
        ("steps_from_start", "before - lr", "w0 - lr"),
        ("one_step_again", "walk[i - 1]", "w0"),
        ("one_step_again", "walk[i - 1]", "walk[0]"),
        ("never_moves", "walk[i] = before - lr * slope", "walk[i] = before"),
        ("position_replaced", "before - lr", "-lr"),
        ("sign_only", "lr * slope", "lr * np.sign(slope)"),
        ("array_too_short", "np.zeros(steps + 1)", "np.zeros(steps)"),
        ("end_missing", "return walk", "return walk[:-1]"),
        ("start_missing", "return walk", "return walk[1:]"),
        ("end_only", "return walk", "return walk[-1]"),
        ("whole_numbers", "np.zeros(steps + 1)", "np.zeros(steps + 1, dtype=int)"),
        ("column", "return walk", "return walk.reshape(-1, 1)"),
        ("last_first", "return walk", "return walk[::-1]"),
        ("lr_shrinks", "lr * slope", "lr / i * slope"),
        (None, "walk[0] = w0", "walk[0] = 0"),
        (None, "range(1, steps + 1)", "range(1, steps)"),
        (None, "walk[i - 1]", "walk[i]"),
    ],
    "grown": [
        ("goes_uphill", "last - lr", "last + lr"),
        ("lr_forgotten", "lr * df(last)", "df(last)"),
        ("slope_of_start", "df(last)", "df(w0)"),
        ("steps_from_start", "last - lr", "w0 - lr"),
        ("one_step_again", "walk[-1]", "walk[0]"),
        ("position_replaced", "last - lr", "-lr"),
        ("end_missing", "< steps + 1", "< steps"),
        ("one_step_too_many", "< steps + 1", "<= steps + 1"),
        ("end_only", "return walk", "return walk[-1]"),
        ("lr_fixed", "lr * df(last)", "0.01 * df(last)"),
    ],
    "recursive": [
        ("goes_uphill", "w0 - df", "w0 + df"),
        ("lr_forgotten", "df(w0) * lr", "df(w0)"),
        ("lr_divides", "df(w0) * lr", "df(w0) / lr"),
        ("never_moves", "(df, w1", "(df, w0"),
        ("end_missing", "return np.array([w0])", "return np.array([])"),
        ("last_first", "([w0], rest)", "(rest, [w0])"),
        ("sign_only", "df(w0) * lr", "np.sign(df(w0)) * lr"),
        (None, "lr, steps - 1)", "lr / 2, steps - 1)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
