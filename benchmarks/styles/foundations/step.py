"""step in three styles."""

import numpy as np


def comparison(x):
    y = x > 0
    return y.astype(int)


def where(x):
    return np.where(x > 0, 1, 0)


def loop_over_elements(x):
    out = np.zeros(x.shape, dtype=int)
    for i in np.ndindex(x.shape):
        if x[i] > 0:
            out[i] = 1
    return out


SLIPS = {
    "comparison": [
        ("zero_counts", "x > 0", "x >= 0"),
        ("returns_bools", "y.astype(int)", "y"),
        ("returns_floats", "astype(int)", "astype(float)"),
        ("other_way_round", "x > 0", "x <= 0"),
        ("other_way_round", "x > 0", "x < 0"),
        ("not_zero", "x > 0", "x != 0"),
        ("at_one", "x > 0", "x >= 1"),
        ("at_one", "x > 0", "x > 1"),
        ("at_half", "x > 0", "x > 0.5"),
        ("sign", "x > 0", "np.sign(x)"),
        ("returns_flat", "y.astype(int)", "y.astype(int).flatten()"),
        ("returns_list", "y.astype(int)", "y.astype(int).tolist()"),
        ("keeps_x", "y.astype(int)", "x * y"),
        ("at_one", "x > 0", "x.astype(int) > 0"),
        ("returns_bools", "x > 0\n    return y.astype(int)", "x >= 0\n    return y"),
        ("returns_floats", "x > 0\n    return y.astype(int)", "x >= 0\n    return y.astype(float)"),
        (None, "x > 0", "x == 1"),
        (None, "x > 0", "x > np.mean(x)"),
    ],
    "where": [
        ("zero_counts", "x > 0", "x >= 0"),
        ("sign", "1, 0)", "1, -1)"),
        ("other_way_round", "1, 0)", "0, 1)"),
        ("returns_floats", "1, 0)", "1.0, 0.0)"),
        ("keeps_x", "1, 0)", "x, 0)"),
        ("returns_bools", "1, 0)", "True, False)"),
        ("half_at_zero", "np.where(x > 0, 1, 0)", "np.where(x > 0, 1, np.where(x == 0, 0.5, 0))"),
        ("half_at_zero", "np.where(x > 0, 1, 0)", "np.heaviside(x, 0.5)"),
        ("sign", "np.where(x > 0, 1, 0)", "np.sign(x)"),
        ("sign", "x > 0, 1, 0", "x >= 0, 1, -1"),
        ("one_number_only", "return np.where(x > 0, 1, 0)", "if x > 0:\n        return 1\n    else:\n        return 0"),
        (("other_way_round", "returns_floats"), "1, 0)", "0.0, 1.0)"),
        (None, "1, 0)", "2, 0)"),
        (None, "1, 0)", "1, 1)"),
    ],
    "loop_over_elements": [
        ("zero_counts", "x[i] > 0", "x[i] >= 0"),
        ("returns_floats", "np.zeros(x.shape, dtype=int)", "np.zeros(x.shape)"),
        ("sign", "out[i] = 1", "out[i] = 1\n        else:\n            out[i] = -1"),
        ("sign", "out[i] = 1", "out[i] = 1\n        elif x[i] < 0:\n            out[i] = -1"),
        ("keeps_x", "out[i] = 1", "out[i] = x[i]"),
        (
            "keeps_x",
            "dtype=int)\n    for i in np.ndindex(x.shape):\n        if x[i] > 0:\n            out[i] = 1",
            "dtype=float)\n    for i in np.ndindex(x.shape):\n        if x[i] > 0:\n            out[i] = x[i]",
        ),
        (
            "writes_into_x",
            "np.zeros(x.shape, dtype=int)\n    for i in np.ndindex(x.shape):\n        if x[i] > 0:\n            out[i] = 1",
            "x\n    for i in np.ndindex(x.shape):\n        if x[i] > 0:\n            out[i] = 1\n        else:\n            out[i] = 0",
        ),
        ("other_way_round", "x[i] > 0", "x[i] < 0"),
        ("not_zero", "if x[i] > 0", "if x[i]"),
        ("one_number_only", "np.ndindex(x.shape)", "range(len(x))"),
        ("returns_bools", "dtype=int", "dtype=bool"),
        ("returns_floats", "np.zeros(x.shape, dtype=int)", "np.zeros_like(x)"),
        (None, "    return out", "            return out\n    return out"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
