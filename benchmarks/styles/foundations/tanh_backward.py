"""tanh_backward in three styles."""

import numpy as np


def from_the_output(dout, x):
    t = np.tanh(x)
    return dout * (1 - t**2)


def cosh(dout, x):
    return dout / np.cosh(x) ** 2


def exponentials(dout, x):
    a, b = np.exp(x), np.exp(-x)
    y = (a - b) / (a + b)
    local = 1 - y * y
    return local * dout


SLIPS = {
    "from_the_output": [
        ("square_missing", "t**2", "t"),
        ("brackets_missing", "dout * (1 - t**2)", "dout * 1 - t**2"),
        ("square_around_difference", "(1 - t**2)", "(1 - t) ** 2"),
        ("one_missing", "(1 - t**2)", "t**2"),
        ("one_missing", "(1 - t**2)", "-(t**2)"),
        ("only_t", "(1 - t**2)", "t"),
        ("one_plus_square", "1 - t", "1 + t"),
        ("x_as_output", "t**2", "x**2"),
        ("dout_as_output", "t**2", "dout**2"),
        ("derivative_of_sigmoid", "(1 - t**2)", "t * (1 - t)"),
        ("upstream_is_one", "dout * (1 - t**2)", "1 - t**2"),
        ("adds_dout", "dout * (1 - t**2)", "dout + 1 - t**2"),
        ("calls_forward", "dout * (1 - t**2)", "t"),
        ("divides_by_derivative", "dout * (1 - t**2)", "dout / (1 - t**2)"),
        ("opposite_sign", "(1 - t**2)", "(t**2 - 1)"),
        ("tanh_twice", "t**2", "np.tanh(t) ** 2"),
        ("derivative_of_tan", "np.tanh(x)\n    return dout * (1 - t**2)", "np.tan(x)\n    return dout * (1 + t**2)"),
        ("derivative_of_tan", "np.tanh", "np.tan"),
        ("derivative_at_dout", "np.tanh(x)", "np.tanh(dout)"),
        ("swaps_arguments", "np.tanh(x)\n    return dout", "np.tanh(dout)\n    return x"),
        ("writes_into_dout", "return dout * (1 - t**2)", "dout *= 1 - t**2\n    return dout"),
        ("returns_dout", "dout * (1 - t**2)", "dout"),
        ("mean_over_batch", "(1 - t**2)", "(1 - t**2) / x.shape[0]"),
        ("sums_up", "dout * (1 - t**2)", "(dout * (1 - t**2)).sum()"),
        (("opposite_sign", "square_missing"), "(1 - t**2)", "(t - 1)"),
        (None, "t**2", "t**3"),
        (None, "t**2", "2 * t"),
    ],
    "cosh": [
        ("takes_root", " ** 2", ""),
        ("multiplies_by_cosh", "dout /", "dout *"),
        ("upstream_is_one", "dout /", "1 /"),
        ("opposite_sign", "dout /", "-dout /"),
        ("times_x", "dout /", "x * dout /"),
        ("derivative_of_arctan", "np.cosh(x) ** 2", "(1 + x**2)"),
        ("derivative_of_tan", "np.cosh(x)", "np.cos(x)"),
        (None, "np.cosh", "np.sinh"),
        (None, "** 2", "* 2"),
    ],
    "exponentials": [
        ("square_missing", "y * y", "y"),
        ("one_plus_square", "1 - y", "1 + y"),
        ("upstream_is_one", "local * dout", "local"),
        ("calls_forward", "return local * dout", "return y"),
        ("adds_dout", "local * dout", "local + dout"),
        ("returns_dout", "return local * dout", "return dout"),
        ("mean_over_batch", "return local * dout", "return (local * dout) / len(x)"),
        ("derivative_of_sigmoid", "1 - y * y", "y - y * y"),
        ("derivative_of_sigmoid", "(a - b) / (a + b)\n    local = 1 - y * y", "1 / (1 + b)\n    local = y * (1 - y)"),
        ("sums_up", "return local * dout", "return (local * dout).sum()"),
        ("writes_into_dout", "return local * dout", "dout *= local\n    return dout"),
        ("one_missing", "1 - y * y", "y * y"),
        ("changes_x", "local = ", "x[:] = y\n    local = "),
        (None, "a + b", "a - 2 * b"),
        (None, "y = (a - b) / (a + b)", "y = a - b"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
