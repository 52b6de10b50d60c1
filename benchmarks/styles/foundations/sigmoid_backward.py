"""sigmoid_backward in three styles."""

import numpy as np


def from_the_output(dout, x):
    z = np.exp(-np.abs(x))
    s = np.where(x >= 0, 1 / (1 + z), z / (1 + z))
    return dout * s * (1 - s)


def one_line_forward(dout, x):
    sig = 1 / (1 + np.exp(-x))
    grad = sig - sig**2
    return grad * dout


def loop_over_elements(dout, x):
    dx = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.exp(-abs(x[i]))
        dx[i] = dout[i] * e / (1 + e) ** 2
    return dx


SLIPS = {
    "from_the_output": [
        ("only_s", "dout * s * (1 - s)", "dout * s"),
        ("only_one_minus_s", "dout * s * (1 - s)", "dout * (1 - s)"),
        ("x_as_output", "dout * s * (1 - s)", "dout * x * (1 - x)"),
        ("dout_as_output", "dout * s * (1 - s)", "dout * (1 - dout) * dout"),
        ("dout_as_output", "dout * s * (1 - s)", "dout * (1 - dout)"),
        ("brackets_missing", "s * (1 - s)", "s * 1 - s"),
        ("one_plus_s", "(1 - s)", "(1 + s)"),
        ("derivative_of_tanh", "s * (1 - s)", "(1 - s**2)"),
        ("squares_derivative", "(1 - s)", "(1 - s) ** 2"),
        ("calls_forward", "dout * s * (1 - s)", "s"),
        ("divides_by_derivative", "dout * s * (1 - s)", "dout / (s * (1 - s))"),
        ("upstream_is_one", "dout * s * (1 - s)", "s * (1 - s)"),
        ("adds_dout", "dout * s * (1 - s)", "dout + s * (1 - s)"),
        ("times_x", "dout * s", "x * dout * s"),
        ("opposite_sign", "dout * s", "-dout * s"),
        ("opposite_sign", "(1 - s)", "(s - 1)"),
        ("mean_over_batch", "(1 - s)", "(1 - s) / len(x)"),
        ("sums_up", "dout * s * (1 - s)", "np.sum(dout * s * (1 - s))"),
        ("writes_into_dout", "return dout * s * (1 - s)", "dout *= s * (1 - s)\n    return dout"),
        (
            "derivative_at_dout",
            "np.exp(-np.abs(x))\n    s = np.where(x >= 0",
            "np.exp(-np.abs(dout))\n    s = np.where(dout >= 0",
        ),
        ("swaps_arguments", "z = np", "dout, x = x, dout\n    z = np"),
        ("always_a_quarter", "s * (1 - s)", "0.25"),
        (None, "(1 - s)", "(0.5 - s)"),
        (None, "dout * s * (1 - s)", "dout * 2 * s * (1 - s)"),
        (None, "z / (1 + z))", "1 / (1 + z) - 1)"),
    ],
    "one_line_forward": [
        ("derivative_of_tanh", "sig - sig**2", "1 - sig**2"),
        ("brackets_missing", "grad = sig - sig**2\n    return grad * dout", "return dout * sig - sig**2"),
        ("upstream_is_one", "grad * dout", "grad"),
        ("returns_dout", "grad * dout", "dout"),
        ("one_plus_s", "sig - sig", "sig + sig"),
        ("only_s", "sig - sig**2", "sig"),
        ("sigmoid_twice", "sig = 1 / (1 + np.exp(-x))", "sig = 1 / (1 + np.exp(-x))\n    sig = 1 / (1 + np.exp(-sig))"),
        (
            "overflows",
            "sig = 1 / (1 + np.exp(-x))\n    grad = sig - sig**2",
            "grad = np.exp(-x) / (1 + np.exp(-x)) ** 2",
        ),
        (
            "square_missing",
            "sig = 1 / (1 + np.exp(-x))\n    grad = sig - sig**2",
            "grad = np.exp(-x) / (1 + np.exp(-x))",
        ),
        ("overflows", "1 / (1 + np.exp(-x))", "np.exp(x) / (1 + np.exp(x))"),
        ("adds_dout", "grad * dout", "grad + dout"),
        ("divides_by_derivative", "grad * dout", "dout / grad"),
        ("writes_into_dout", "return grad * dout", "dout *= grad\n    return dout"),
        ("changes_x", "grad = sig", "x[:] = sig\n    grad = sig"),
        (None, "sig - sig**2", "sig - sig / 2"),
        (None, "grad * dout", "grad * dout**2"),
    ],
    "loop_over_elements": [
        ("square_missing", "(1 + e) ** 2", "(1 + e)"),
        ("upstream_is_one", "dout[i] * e", "e"),
        (
            "sums_up",
            "np.zeros(x.shape)\n    for i in np.ndindex(x.shape):\n        e = np.exp(-abs(x[i]))\n        dx[i] = dout",
            "0.0\n    for i in np.ndindex(x.shape):\n        e = np.exp(-abs(x[i]))\n        dx += dout",
        ),
        ("overflows", "np.exp(-abs(x[i]))", "np.exp(-x[i])"),
        ("mean_over_batch", "return dx", "return dx / len(x)"),
        ("opposite_sign", "= dout[i]", "= -dout[i]"),
        ("times_x", "dout[i] * e", "dout[i] * x[i] * e"),
        (None, "(1 + e) ** 2", "1 + e**2"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
