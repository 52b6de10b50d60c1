"""dropout_classic_backward in three styles."""

import numpy as np


def one_line(dout, mask, p):
    return dout * mask


def where(dout, mask, p):
    return np.where(mask, dout, 0.0)


def from_zeros(dout, mask, p):
    dx = np.zeros_like(dout)
    dx[mask] = dout[mask]
    return dx


SLIPS = {
    "one_line": [
        ("ignores_mask", " * mask", ""),
        ("inverted_mask", "* mask", "* ~mask"),
        ("inverted_mask", "* mask", "* (1 - mask)"),
        ("returns_mask", "dout * mask", "mask"),
        ("first_sample_mask", "* mask", "* mask[0]"),
        ("draws_new_mask", "* mask", "* (np.random.rand(*dout.shape) >= p)"),
        ("writes_into_dout", "return dout * mask", "dout *= mask\n    return dout"),
        ("only_kept", "dout * mask", "dout[mask]"),
        ("averages", "* mask", "* mask / len(dout)"),
        ("opposite_sign", "return dout", "return -dout"),
        ("inverted", "* mask", "* mask / (1 - p)"),
        ("multiplies_by_keep", "* mask", "* mask * (1 - p)"),
        ("evaluation_only", "* mask", "* (1 - p)"),
        ("divides_by_p", "* mask", "* mask / p"),
        ("multiplies_by_p", "* mask", "* mask * p"),
        (None, "* mask", "* (mask - p)"),
        (None, "dout * mask", "dout + mask"),
        (None, "dout * mask", "dout * mask / mask.mean()"),
    ],
    "where": [
        ("passes_dropped", "0.0", "dout * (1 - p)"),
        ("inverted_mask", "mask, dout, 0.0", "mask, 0.0, dout"),
        ("inverted", "dout, 0.0", "dout / (1 - p), 0.0"),
        ("multiplies_by_keep", "dout, 0.0", "dout * (1 - p), 0.0"),
        ("returns_mask", "dout, 0.0", "1.0, 0.0"),
        ("opposite_sign", "dout, 0.0", "-dout, 0.0"),
        (None, "0.0", "1.0"),
    ],
    "from_zeros": [
        (
            "writes_into_dout",
            "dx = np.zeros_like(dout)\n    dx[mask] = dout[mask]\n    return dx",
            "dout[~mask] = 0\n    return dout",
        ),
        ("inverted_mask", "dx[mask] = dout[mask]", "dx[~mask] = dout[~mask]"),
        ("only_kept", "    dx = np.zeros_like(dout)\n    dx[mask] = dout[mask]\n", "    dx = dout[mask]\n"),
        ("inverted", "= dout[mask]", "= dout[mask] / (1 - p)"),
        ("averages", "= dout[mask]", "= dout[mask] / dout.shape[0]"),
        ("multiplies_by_p", "= dout[mask]", "= dout[mask] * p"),
        (None, "zeros_like", "ones_like"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
