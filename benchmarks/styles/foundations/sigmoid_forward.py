"""sigmoid_forward in four styles."""

import numpy as np


def one_line(x):
    return 1 / (1 + np.exp(-x))


def two_branches(x):
    z = np.exp(-np.abs(x))
    return np.where(x >= 0, 1 / (1 + z), z / (1 + z))


def masks(x):
    out = np.zeros_like(x)
    pos = x >= 0
    neg = x < 0
    out[pos] = 1 / (1 + np.exp(-x[pos]))
    e = np.exp(x[neg])
    out[neg] = e / (1 + e)
    return out


def by_tanh(x):
    return 0.5 * (np.tanh(x / 2) + 1)


def by_logaddexp(x):
    log_s = -np.logaddexp(0, -x)
    return np.exp(log_s)


SLIPS = {
    "one_line": [
        ("overflows", "1 / (1 + np.exp(-x))", "np.exp(x) / (1 + np.exp(x))"),
        ("mirrored", "np.exp(-x)", "np.exp(x)"),
        ("no_reciprocal", "1 / (1 + np.exp(-x))", "1 / 1 + np.exp(-x)"),
        ("no_reciprocal", "1 / (1 + np.exp(-x))", "1 + np.exp(-x)"),
        ("minus_in_denominator", "1 + np", "1 - np"),
        ("misses_one", "(1 + np.exp(-x))", "np.exp(-x)"),
        ("applies_tanh", "1 / (1 + np.exp(-x))", "(np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))"),
        ("applies_tanh", "1 / (1 + np.exp(-x))", "np.tanh(x)"),
        ("applies_softplus", "1 / (1 + np.exp(-x))", "np.log(1 + np.exp(x))"),
        ("takes_log", "1 / (1 + np.exp(-x))", "-np.log(1 + np.exp(-x))"),
        ("returns_derivative", "return 1 / (1 + np.exp(-x))", "s = 1 / (1 + np.exp(-x))\n    return s * (1 - s)"),
        ("twice_x", "np.exp(-x)", "np.exp(-2 * x)"),
        ("hard", "1 / (1 + np.exp(-x))", "(x > 0).astype(float)"),
        ("hard", "1 / (1 + np.exp(-x))", "np.clip(0.2 * x + 0.5, 0, 1)"),
        ("applies_softmax", "1 / (1 + np.exp(-x))", "np.exp(x) / np.sum(np.exp(x))"),
        ("mirrored", "1 / (1 + np.exp(-x))", "np.exp(-x) / (1 + np.exp(-x))"),
        ("returns_flat", "1 / (1 + np.exp(-x))", "(1 / (1 + np.exp(-x))).reshape(-1)"),
        (
            "one_number_only",
            "return 1 / (1 + np.exp(-x))",
            "if x >= 0:\n        return 1 / (1 + np.exp(-x))\n    return np.exp(x) / (1 + np.exp(x))",
        ),
        (None, "np.exp(-x)", "2 ** (-x)"),
        (None, "1 / (1 + np.exp(-x))", "1 / (1 + np.exp(-x)) - 0.5"),
        (None, "1 / (1 + np.exp(-x))", "-1 / (1 + np.exp(-x))"),
        (None, "1 / (1 + np.exp(-x))", "1 / (2 + np.exp(-x))"),
    ],
    "two_branches": [
        ("one_branch_for_all", "np.where(x >= 0, 1 / (1 + z), z / (1 + z))", "1 / (1 + z)"),
        ("one_branch_for_all", "np.where(x >= 0, 1 / (1 + z), z / (1 + z))", "z / (1 + z)"),
        ("mirrored", "x >= 0", "x < 0"),
        ("mirrored", "1 / (1 + z), z / (1 + z)", "z / (1 + z), 1 / (1 + z)"),
        (
            "overflows",
            "z = np.exp(-np.abs(x))\n    return np.where(x >= 0, 1 / (1 + z), z / (1 + z))",
            "z = np.exp(x)\n    return z / (1 + z)",
        ),
        ("minus_in_denominator", "1 / (1 + z), z / (1 + z)", "1 / (1 - z), z / (1 - z)"),
        ("twice_x", "-np.abs(x)", "-2 * np.abs(x)"),
        ("half_left_out", "z / (1 + z))", "0)"),
        (
            "one_number_only",
            "return np.where(x >= 0, 1 / (1 + z), z / (1 + z))",
            "if x >= 0:\n        return 1 / (1 + z)\n    else:\n        return z / (1 + z)",
        ),
        ("mirrored", "-np.abs(x)", "np.abs(x)"),
        (None, "z / (1 + z))", "1 - 1 / z)"),
    ],
    "masks": [
        ("zero_left_out", "x >= 0", "x > 0"),
        ("half_left_out", "    e = np.exp(x[neg])\n    out[neg] = e / (1 + e)\n", ""),
        ("half_left_out", "    out[pos] = 1 / (1 + np.exp(-x[pos]))\n", ""),
        ("writes_into_x", "np.zeros_like(x)", "x"),
        ("mirrored", "np.exp(-x[pos]))\n    e = np.exp(x[neg])", "np.exp(x[pos]))\n    e = np.exp(-x[neg])"),
        ("returns_derivative", "return out", "return out * (1 - out)"),
        (
            "no_reciprocal",
            "1 / (1 + np.exp(-x[pos]))\n    e = np.exp(x[neg])\n    out[neg] = e / (1 + e)",
            "1 + np.exp(-x[pos])\n    e = np.exp(-x[neg])\n    out[neg] = 1 + e",
        ),
        ("one_branch_for_all", "e / (1 + e)", "1 / (1 + e)"),
        (None, "np.exp(x[neg])", "np.exp(-x[neg])"),
    ],
    "by_tanh": [
        ("twice_x", "x / 2", "x"),
        ("applies_tanh", "0.5 * (np.tanh(x / 2) + 1)", "np.tanh(x / 2)"),
        ("applies_tanh", "0.5 * (np.tanh(x / 2) + 1)", "np.tanh(x)"),
        (None, "0.5 * (", "("),
        (None, " + 1)", ")"),
        (None, "0.5 * (np.tanh(x / 2) + 1)", "0.5 * np.tanh(x / 2) + 1"),
    ],
    "by_logaddexp": [
        ("takes_log", "np.exp(log_s)", "log_s"),
        ("mirrored", "-x)", "x)"),
        ("no_reciprocal", "-np.log", "np.log"),
        ("applies_softplus", "log_s = -np.logaddexp(0, -x)\n    return np.exp(log_s)", "return np.logaddexp(0, x)"),
        ("returns_derivative", "return np.exp(log_s)", "s = np.exp(log_s)\n    return s - s**2"),
        ("twice_x", "-x)", "-2 * x)"),
        (
            "writes_into_x",
            "log_s = -np.logaddexp(0, -x)\n    return np.exp(log_s)",
            "x[...] = np.exp(-np.logaddexp(0, -x))\n    return x",
        ),
        (None, "np.logaddexp(0", "np.logaddexp(1"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
