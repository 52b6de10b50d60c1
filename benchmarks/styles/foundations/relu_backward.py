"""relu_backward in four styles."""

import numpy as np


def mask_product(dout, x):
    mask = x > 0
    return dout * mask


def where(dout, x):
    return np.where(x > 0, dout, 0)


def copy_and_clear(dout, x):
    dx = dout.copy()
    dx[x <= 0] = 0
    return dx


def loop_over_elements(dout, x):
    dx = np.zeros_like(dout)
    for i in np.ndindex(x.shape):
        if x[i] > 0:
            dx[i] = dout[i]
    return dx


def slope(dout, x):
    derivative = np.zeros_like(x)
    derivative[x > 0] = 1
    return np.multiply(derivative, dout)


SLIPS = {
    "mask_product": [
        ("one_at_zero", "x > 0", "x >= 0"),
        ("other_way_round", "x > 0", "x <= 0"),
        ("other_way_round", "x > 0", "x < 0"),
        ("derivative_at_dout", "x > 0", "dout > 0"),
        ("upstream_is_one", "dout * mask", "mask"),
        ("upstream_is_one", "dout * mask", "mask.astype(float)"),
        ("sign_as_derivative", "x > 0", "np.sign(x)"),
        ("calls_forward", "dout * mask", "x * mask"),
        ("times_x", "dout * mask", "dout * mask * x"),
        ("opposite_sign", "dout * mask", "-dout * mask"),
        ("mean_over_batch", "dout * mask", "dout * mask / len(x)"),
        ("sums_up", "dout * mask", "np.sum(dout * mask)"),
        ("drops_zeros", "dout * mask", "dout[mask]"),
        ("adds_dout", "dout * mask", "dout + mask"),
        ("returns_dout", "dout * mask", "dout"),
        ("writes_into_dout", "return dout * mask", "dout *= mask\n    return dout"),
        ("derivative_of_sigmoid", "dout * mask", "dout * (1 / (1 + np.exp(-x))) * (1 - 1 / (1 + np.exp(-x)))"),
        ("derivative_of_softplus", "dout * mask", "dout / (1 + np.exp(-x))"),
        ("maximum_of_both", "dout * mask", "np.maximum(dout, x)"),
        ("only_positive_dout", "dout * mask", "np.maximum(0, dout * x)"),
        (("one_at_zero", "opposite_sign"), "x > 0\n    return dout", "x >= 0\n    return -dout"),
        (None, "dout * mask", "(dout * mask) ** 2"),
        (None, "x > 0", "x > 1"),
    ],
    "where": [
        ("one_at_zero", "x > 0", "x >= 0"),
        ("other_way_round", "dout, 0)", "0, dout)"),
        ("upstream_is_one", "dout, 0)", "1, 0)"),
        ("only_positive_dout", "dout, 0)", "np.maximum(dout, 0), 0)"),
        ("leaky", "dout, 0)", "dout, 0.01 * dout)"),
        ("leaky", "dout, 0)", "dout, 0.2 * dout)"),
        ("calls_forward", "dout, 0)", "x, 0)"),
        ("sign_as_derivative", "dout, 0)", "dout, -dout)"),
        ("derivative_at_dout", "x > 0", "dout > 0"),
        ("swaps_arguments", "x > 0, dout, 0", "dout > 0, x, 0"),
        ("times_x", "dout, 0)", "dout * x, 0)"),
        ("half_at_zero", "np.where(x > 0, dout, 0)", "np.where(x > 0, dout, np.where(x == 0, 0.5 * dout, 0))"),
        (None, "dout, 0)", "dout, 1)"),
        (None, "dout, 0)", "dout, x)"),
    ],
    "copy_and_clear": [
        ("writes_into_dout", "dout.copy()", "dout"),
        ("one_at_zero", "x <= 0", "x < 0"),
        ("other_way_round", "x <= 0", "x > 0"),
        ("derivative_at_dout", "x <= 0", "dout <= 0"),
        ("derivative_at_dout", "dx[x <= 0]", "dx[dx <= 0]"),
        ("only_positive_dout", "x <= 0", "(x <= 0) | (dout <= 0)"),
        ("calls_forward", "dout.copy()", "x.copy()"),
        ("returns_dout", "dx[x <= 0] = 0", "x[x <= 0] == 0"),
        ("upstream_is_one", "    return dx", "    dx[x > 0] = 1\n    return dx"),
        ("upstream_is_one", "dout.copy()", "np.ones_like(x)"),
        ("writes_into_dout", "dx = dout.copy()\n    dx[x <= 0] = 0", "dx = dout\n    dx[x < 0] = 0"),
        ("leaky", "dx[x <= 0] = 0", "dx[x <= 0] *= 0.01"),
        ("changes_x", "dx = dout.copy()\n    dx[x <= 0] = 0", "x[x < 0] = 0\n    x[x > 0] = 1\n    dx = dout * x"),
        (None, "x <= 0", "x == 0"),
    ],
    "loop_over_elements": [
        ("one_at_zero", "x[i] > 0", "x[i] >= 0"),
        ("other_way_round", "x[i] > 0", "x[i] < 0"),
        ("upstream_is_one", "dx[i] = dout[i]", "dx[i] = 1"),
        ("calls_forward", "dx[i] = dout[i]", "dx[i] = x[i]"),
        ("derivative_at_dout", "if x[i] > 0", "if dout[i] > 0"),
        ("only_positive_dout", "if x[i] > 0", "if x[i] > 0 and dout[i] > 0"),
        (
            "writes_into_dout",
            "dx = np.zeros_like(dout)\n    for i in np.ndindex(x.shape):\n        if x[i] > 0:\n            dx[i] = dout[i]",
            "dx = dout\n    for i in np.ndindex(x.shape):\n        if x[i] <= 0:\n            dx[i] = 0",
        ),
        (
            "sign_as_derivative",
            "dx[i] = dout[i]",
            "dx[i] = dout[i]\n        if x[i] < 0:\n            dx[i] = -dout[i]",
        ),
        ("leaky", "dx[i] = dout[i]", "dx[i] = dout[i]\n        else:\n            dx[i] = 0.01 * dout[i]"),
        (
            "one_number_only",
            "for i in np.ndindex(x.shape):\n        if x[i] > 0:\n            dx[i] = dout[i]",
            "if x > 0:\n        dx = dout",
        ),
        (
            "sums_up",
            "dx = np.zeros_like(dout)\n    for i in np.ndindex(x.shape):\n        if x[i] > 0:\n            dx[i] = dout[i]",
            "dx = 0.0\n    for i in np.ndindex(x.shape):\n        if x[i] > 0:\n            dx += dout[i]",
        ),
        (None, "    return dx", "            return dx\n    return dx"),
    ],
    "slope": [
        ("one_at_zero", "x > 0", "x >= 0"),
        ("other_way_round", "x > 0", "x < 0"),
        ("upstream_is_one", "np.multiply(derivative, dout)", "derivative"),
        ("adds_dout", "np.multiply", "np.add"),
        ("changes_x", "np.zeros_like(x)", "x"),
        (
            "changes_x",
            "np.zeros_like(x)\n    derivative[x > 0] = 1",
            "x\n    derivative[x < 0] = 0\n    derivative[x > 0] = 1",
        ),
        (
            "changes_x",
            "np.zeros_like(x)\n    derivative[x > 0] = 1",
            "x\n    derivative[x > 0] = 1\n    derivative[x <= 0] = 0",
        ),
        ("derivative_at_dout", "derivative[x > 0]", "derivative[dout > 0]"),
        ("times_x", "derivative[x > 0] = 1", "derivative[x > 0] = x[x > 0]"),
        ("leaky", "np.zeros_like(x)", "np.full_like(x, 0.01)"),
        ("sign_as_derivative", "derivative[x > 0] = 1", "derivative[x > 0] = 1\n    derivative[x < 0] = -1"),
        ("writes_into_dout", "return np.multiply(derivative, dout)", "dout *= derivative\n    return dout"),
        ("mean_over_batch", "= 1\n", "= 1 / x.size\n"),
        (None, "= 1\n", "= 2\n"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
