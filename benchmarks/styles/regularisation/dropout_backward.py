"""dropout_backward in three styles."""

import numpy as np


def one_line(dout, mask, p):
    return dout * mask / (1 - p)


def where(dout, mask, p):
    keep = 1 - p
    return np.where(mask, dout / keep, 0)


def on_a_copy(dout, mask, p):
    dx = dout.copy()
    dx[~mask] = 0
    dx /= 1 - p
    return dx


SLIPS = {
    "one_line": [
        ("ignores_mask", " * mask", ""),
        ("inverted_mask", "mask / ", "~mask / "),
        ("inverted_mask", "* mask", "* (1 - mask)"),
        ("returns_mask", "dout * mask", "mask"),
        ("first_sample_mask", "* mask", "* mask[0]"),
        ("draws_new_mask", "* mask", "* (np.random.rand(*dout.shape) > p)"),
        ("writes_into_dout", "return dout * mask / (1 - p)", "dout *= mask / (1 - p)\n    return dout"),
        ("only_kept", "dout * mask", "dout[mask]"),
        ("averages", "(1 - p)", "(1 - p) / len(dout)"),
        ("averages", "(1 - p)", "(1 - p) / dout.shape[0]"),
        ("opposite_sign", "return dout", "return -dout"),
        ("forgets_scale", " / (1 - p)", ""),
        ("multiplies_by_keep", "/ (1", "* (1"),
        ("divides_by_p", "(1 - p)", "p"),
        ("multiplies_by_p", "/ (1 - p)", "* p"),
        ("scales_twice", "(1 - p)", "(1 - p) ** 2"),
        ("divides_by_share", "(1 - p)", "mask.mean()"),
        (None, "dout * mask / (1 - p)", "dout * mask / 1 - p"),
        (None, "(1 - p)", "(1 + p)"),
        (None, "dout * mask", "(dout + mask)"),
    ],
    "where": [
        ("scales_dropped", ", 0)", ", dout)"),
        ("inverted_mask", "mask, dout / keep, 0", "mask, 0, dout / keep"),
        ("forgets_scale", "dout / keep", "dout"),
        ("multiplies_by_keep", "dout / keep", "dout * keep"),
        ("divides_by_p", "keep = 1 - p", "keep = p"),
        ("ignores_mask", "np.where(mask, dout / keep, 0)", "dout / keep"),
        ("divides_by_share", "1 - p", "mask.sum() / mask.size"),
        ("returns_mask", "dout / keep", "1 / keep"),
        ("opposite_sign", "dout / keep", "-dout / keep"),
        (None, ", 0)", ", 1)"),
    ],
    "on_a_copy": [
        ("writes_into_dout", "dout.copy()", "dout"),
        (
            "writes_into_dout",
            "dx = dout.copy()\n    dx[~mask] = 0\n    dx /= 1 - p\n    return dx",
            "dout[~mask] = 0\n    return dout / (1 - p)",
        ),
        ("inverted_mask", "dx[~mask]", "dx[mask]"),
        ("forgets_scale", "    dx /= 1 - p\n", ""),
        ("multiplies_by_keep", "dx /=", "dx *="),
        ("scales_dropped", "dx[~mask] = 0\n    dx /= 1 - p", "dx[mask] /= 1 - p"),
        ("multiplies_by_p", "dx /= 1 - p", "dx *= p"),
        ("scales_twice", "return dx", "return dx / (1 - p)"),
        ("first_sample_mask", "dx[~mask] = 0", "dx[:, ~mask[0]] = 0"),
        (None, "dx /= 1 - p", "dx -= 1 - p"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
