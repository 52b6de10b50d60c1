"""tanh_forward in four styles."""

import numpy as np


def exponentials(x):
    a = np.exp(x)
    b = np.exp(-x)
    return (a - b) / (a + b)


def one_exponential(x):
    e = np.exp(-2 * x)
    return (1 - e) / (1 + e)


def by_numpy(x):
    return np.tanh(x)


def by_sigmoid(x):
    return 2 / (1 + np.exp(-2 * x)) - 1


def sinh_over_cosh(x):
    return np.sinh(x) / np.cosh(x)


SLIPS = {
    "exponentials": [
        ("numerator_only", "(a - b) / (a + b)", "a - b"),
        ("numerator_only", "(a - b) / (a + b)", "(a - b) / 2"),
        ("denominator_only", "(a - b) / (a + b)", "(a + b) / 2"),
        ("denominator_only", "(a - b) / (a + b)", "a + b"),
        ("upside_down", "(a - b) / (a + b)", "(a + b) / (a - b)"),
        ("brackets_missing", "(a - b) / (a + b)", "a - b / a + b"),
        ("brackets_missing", "(a - b) / (a + b)", "(a - b) / a + b"),
        ("brackets_missing", "(a - b) / (a + b)", "a - b / (a + b)"),
        ("opposite_sign", "a - b", "b - a"),
        ("half_of_x", "np.exp(x)\n    b = np.exp(-x)", "np.exp(x / 2)\n    b = np.exp(-x / 2)"),
        ("twice_x", "np.exp(x)\n    b = np.exp(-x)", "np.exp(2 * x)\n    b = np.exp(-2 * x)"),
        ("opposite_sign", "np.exp(x)\n    b = np.exp(-x)", "np.exp(-x)\n    b = np.exp(x)"),
        ("loses_sign", "(a - b)", "abs(a - b)"),
        ("returns_derivative", "return (a - b) / (a + b)", "t = (a - b) / (a + b)\n    return 1 - t**2"),
        ("returns_flat", "(a - b) / (a + b)", "((a - b) / (a + b)).ravel()"),
        (
            "writes_into_x",
            "b = np.exp(-x)\n    return (a - b) / (a + b)",
            "b = np.exp(-x)\n    x[...] = (a - b) / (a + b)\n    return x",
        ),
        (None, "np.exp(-x)", "-np.exp(x)"),
        (None, "np.exp(x)", "np.exp(2 * x)"),
    ],
    "one_exponential": [
        ("half_of_x", "-2 * x", "-x"),
        ("opposite_sign", "-2 * x", "2 * x"),
        ("twice_x", "-2 * x", "-4 * x"),
        ("upside_down", "(1 - e) / (1 + e)", "(1 + e) / (1 - e)"),
        ("brackets_missing", "(1 - e) / (1 + e)", "1 - e / 1 + e"),
        ("sigmoid_not_stretched", "(1 - e) / (1 + e)", "1 - e / (1 + e)"),
        ("opposite_sign", "1 - e", "e - 1"),
        ("sigmoid_not_stretched", "(1 - e)", "1"),
        (None, "(1 + e)", "(1 - e) / 2"),
    ],
    "by_numpy": [
        ("circular_tangent", "np.tanh", "np.tan"),
        ("inverse", "np.tanh", "np.arctanh"),
        ("inverse", "np.tanh", "np.arctan"),
        ("numerator_only", "np.tanh", "np.sinh"),
        ("denominator_only", "np.tanh", "np.cosh"),
        ("hard", "np.tanh(x)", "np.clip(x, -1, 1)"),
        ("hard", "np.tanh", "np.sign"),
        ("upside_down", "np.tanh(x)", "np.cosh(x) / np.sinh(x)"),
        ("upside_down", "np.tanh(x)", "1 / np.tanh(x)"),
        ("loses_sign", "np.tanh(x)", "np.abs(np.tanh(x))"),
        ("writes_into_x", "np.tanh(x)", "np.tanh(x, out=x)"),
        (None, "np.tanh(x)", "np.tanh(x) ** 2"),
    ],
    "by_sigmoid": [
        ("sigmoid_not_lowered", " - 1", ""),
        ("sigmoid_not_stretched", "2 / (1 + np.exp(-2 * x)) - 1", "1 / (1 + np.exp(-2 * x))"),
        ("sigmoid_not_stretched", "2 / (1", "1 / (1"),
        ("half_of_x", "-2 * x", "-x"),
        ("applies_sigmoid", "2 / (1 + np.exp(-2 * x)) - 1", "1 / (1 + np.exp(-x))"),
        ("opposite_sign", "-2 * x", "2 * x"),
        (None, "- 1", "+ 1"),
    ],
    "sinh_over_cosh": [
        ("numerator_only", "np.sinh(x) / np.cosh(x)", "np.sinh(x)"),
        ("upside_down", "np.sinh(x) / np.cosh(x)", "np.cosh(x) / np.sinh(x)"),
        ("circular_tangent", "np.sinh(x) / np.cosh(x)", "np.sin(x) / np.cos(x)"),
        ("half_of_x", "np.sinh(x) / np.cosh(x)", "np.sinh(x / 2) / np.cosh(x / 2)"),
        ("denominator_only", "np.sinh(x) / np.cosh(x)", "np.cosh(x)"),
        ("returns_derivative", "np.sinh(x) / np.cosh(x)", "1 / np.cosh(x) ** 2"),
        ("opposite_sign", "np.sinh(x)", "-np.sinh(x)"),
        (None, " / ", " * "),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
