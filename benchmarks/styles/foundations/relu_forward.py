"""relu_forward in four styles."""

import numpy as np


def maximum(x):
    return np.maximum(x, 0)


def where(x):
    return np.where(x > 0, x, 0)


def copy_and_mask(x):
    out = x.copy()
    out[x < 0] = 0
    return out


def loop_over_elements(x):
    out = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        if x[i] > 0:
            out[i] = x[i]
    return out


SLIPS = {
    "maximum": [
        ("maximum_along_axis", "np.maximum(x, 0)", "np.max(x, 0)"),
        ("takes_minimum", "np.maximum", "np.minimum"),
        ("one_number_only", "np.maximum(x, 0)", "max(x, 0)"),
        ("one_number_only", "np.maximum(x, 0)", "max(0, x)"),
        ("takes_absolute_value", "np.maximum(x, 0)", "np.abs(x)"),
        ("at_least_one", "(x, 0)", "(x, 1)"),
        ("leaky", "(x, 0)", "(x, 0.01 * x)"),
        ("negates", "(x, 0)", "(-x, 0)"),
        ("writes_into_x", "np.maximum(x, 0)", "np.maximum(x, 0, out=x)"),
        ("cut_at_six", "np.maximum(x, 0)", "np.clip(x, 0, 6)"),
        ("cut_at_one", "np.maximum(x, 0)", "np.clip(x, 0, 1)"),
        ("loses_fractions", "np.maximum(x, 0)", "np.maximum(x, 0).astype(int)"),
        ("returns_flat", "np.maximum(x, 0)", "np.maximum(x, 0).flatten()"),
        ("applies_softplus", "np.maximum(x, 0)", "np.log(1 + np.exp(x))"),
        ("applies_sigmoid", "np.maximum(x, 0)", "1 / (1 + np.exp(-x))"),
        (None, "(x, 0)", "(x, -1)"),
        (None, "np.maximum(x, 0)", "np.maximum(x, 0) ** 2"),
    ],
    "where": [
        ("takes_minimum", "x > 0", "x < 0"),
        ("returns_step", "x > 0, x, 0", "x > 0, 1, 0"),
        ("returns_step", "np.where(x > 0, x, 0)", "x > 0"),
        ("leaky", "x, 0)", "x, 0.01 * x)"),
        ("leaky", "x, 0)", "x, 0.1 * x)"),
        ("applies_elu", "x, 0)", "x, np.exp(x) - 1)"),
        ("takes_absolute_value", "x, 0)", "x, -x)"),
        ("drops_negatives", "np.where(x > 0, x, 0)", "x[x > 0]"),
        ("takes_minimum", "x > 0, x, 0", "x > 0, 0, x"),
        ("returns_zeros", "x > 0, x, 0", "x > 0, 0, 0"),
        (None, "x > 0", "x > 0.5"),
        (None, "x, 0)", "x, 1)"),
    ],
    "copy_and_mask": [
        ("writes_into_x", "x.copy()", "x"),
        ("takes_minimum", "x < 0", "x > 0"),
        ("returns_x", "    out[x < 0] = 0\n", ""),
        ("takes_absolute_value", "out[x < 0] = 0", "out[x < 0] *= -1"),
        ("leaky", "out[x < 0] = 0", "out[x < 0] *= 0.01"),
        ("returns_step", "    return out", "    out[x > 0] = 1\n    return out"),
        ("returns_x", "out[x < 0] = 0", "out[x < 0] == 0"),
        ("one_number_only", "out[x < 0] = 0", "if x < 0:\n        out = 0"),
        ("returns_zeros", "out[x < 0] = 0", "out[:] = 0"),
        (None, "x < 0", "x < 1"),
    ],
    "loop_over_elements": [
        ("returns_step", "out[i] = x[i]", "out[i] = 1"),
        ("takes_minimum", "x[i] > 0", "x[i] < 0"),
        (
            "writes_into_x",
            "out = np.zeros(x.shape)\n    for i in np.ndindex(x.shape):\n        if x[i] > 0:\n            out[i] = x[i]",
            "out = x\n    for i in np.ndindex(x.shape):\n        if x[i] < 0:\n            out[i] = 0",
        ),
        ("negates", "if x[i] > 0:\n            out[i] = x[i]", "if x[i] < 0:\n            out[i] = -x[i]"),
        ("takes_absolute_value", "out[i] = x[i]", "out[i] = x[i]\n        else:\n            out[i] = -x[i]"),
        ("leaky", "out[i] = x[i]", "out[i] = x[i]\n        else:\n            out[i] = 0.01 * x[i]"),
        ("loses_fractions", "np.zeros(x.shape)", "np.zeros(x.shape, dtype=int)"),
        ("at_least_one", "out[i] = x[i]", "out[i] = max(x[i], 1)\n        else:\n            out[i] = 1"),
        (None, "    return out", "            return out\n    return out"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
