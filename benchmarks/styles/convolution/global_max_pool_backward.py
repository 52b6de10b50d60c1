"""global_max_pool_backward in four styles."""

import numpy as np


def loops(dout, x):
    N, C, H, W = x.shape
    dx = np.zeros((N, C, H, W))
    for n in range(N):
        for c in range(C):
            k = np.argmax(x[n, c])
            i, j = k // W, k % W
            dx[n, c, i, j] = dout[n, c]
    return dx


def mask(dout, x):
    top = x.max(axis=(2, 3), keepdims=True)
    winners = x == top
    count = winners.sum(axis=(2, 3), keepdims=True)
    return winners * dout[:, :, None, None] / count


def flat(dout, x):
    N, C, H, W = x.shape
    rows = x.reshape(N * C, H * W)
    winner = np.argmax(rows, axis=1)
    dx = np.zeros_like(rows)
    dx[np.arange(N * C), winner] = dout.reshape(-1)
    return dx.reshape(x.shape)


def where(dout, x):
    dx = np.zeros(x.shape)
    for n, c in np.ndindex(dout.shape):
        a, b = np.where(x[n, c] == x[n, c].max())
        dx[n, c, a[0], b[0]] += dout[n, c]
    return dx


SLIPS = {
    "loops": [
        ("unravels_with_height", "k // W, k % W", "k // H, k % H"),
        ("swaps_row_and_column", "i, j = k // W, k % W", "j, i = k // W, k % W"),
        ("multiplies_by_maximum", "= dout[n, c]", "= dout[n, c] * x[n, c, i, j]"),
        ("upstream_is_one", "= dout[n, c]", "= 1"),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        ("opposite_sign", "= dout[n, c]", "= -dout[n, c]"),
        ("gradient_to_every_position", "dx[n, c, i, j] =", "dx[n, c] ="),
        ("divides_by_image", "= dout[n, c]", "= dout[n, c] / (H * W)"),
        ("spreads_evenly", "dx[n, c, i, j] = dout[n, c]", "dx[n, c] = dout[n, c] / (H * W)"),
        (
            "maximum_of_each_row",
            "            k = np.argmax(x[n, c])\n            i, j = k // W, k % W\n            dx[n, c, i, j] = dout[n, c]",
            "            for i in range(H):\n                j = np.argmax(x[n, c, i])\n                dx[n, c, i, j] = dout[n, c]",
        ),
        ("gradient_to_minimum", "np.argmax", "np.argmin"),
        (None, "x[n, c])", "np.abs(x[n, c]))"),
    ],
    "mask": [
        ("gradient_to_every_maximum", " / count", ""),
        ("maximum_over_channels", "x.max(axis=(2, 3), keepdims=True)", "x.max(axis=(1, 2, 3), keepdims=True)"),
        ("maximum_over_channels", "x.max(axis=(2, 3), keepdims=True)", "x.max()"),
        ("maximum_over_batch", "x.max(axis=(2, 3), keepdims=True)", "x.max(axis=(0, 2, 3), keepdims=True)"),
        ("maximum_of_each_row", "x.max(axis=(2, 3), keepdims=True)", "x.max(axis=3, keepdims=True)"),
        ("maximum_of_each_row", "x.max(axis=(2, 3), keepdims=True)", "x.max(axis=2, keepdims=True)"),
        ("multiplies_by_maximum", "return winners", "return top * winners"),
        ("mean_over_batch", " / count", " / count / x.shape[0]"),
        ("divides_by_image", " / count", " / count / (x.shape[2] * x.shape[3])"),
        (
            "spreads_evenly",
            "winners * dout[:, :, None, None] / count",
            "np.ones_like(x) * dout[:, :, None, None] / (x.shape[2] * x.shape[3])",
        ),
        ("upstream_is_one", "winners * dout[:, :, None, None] / count", "winners / count"),
        ("dout_reshaped", "dout[:, :, None, None]", "dout.T.reshape(x.shape[0], x.shape[1], 1, 1)"),
        ("gradient_to_minimum", "x.max(", "x.min("),
        (None, "x == top", "x != top"),
    ],
    "flat": [
        ("returns_flat", "dx.reshape(x.shape)", "dx.reshape(N, C, H * W)"),
        ("returns_flat", "dx.reshape(x.shape)", "dx"),
        ("dout_reshaped", "dout.reshape(-1)", "dout.T.reshape(-1)"),
        ("upstream_is_one", "= dout.reshape(-1)", "= 1"),
        ("mean_over_batch", "dout.reshape(-1)", "dout.reshape(-1) / N"),
        ("gradient_to_every_position", "dx[np.arange(N * C), winner] = dout.reshape(-1)", "dx += dout.reshape(-1, 1)"),
        ("writes_into_x", "np.zeros_like(rows)", "rows"),
        (None, "x.reshape(N * C, H * W)", "x.reshape(H * W, N * C).T"),
    ],
    "where": [
        ("gradient_to_every_maximum", "a[0], b[0]", "a, b"),
        ("swaps_row_and_column", "a, b = np.where", "b, a = np.where"),
        ("gradient_to_minimum", "x[n, c].max()", "x[n, c].min()"),
        (
            "maximum_over_channels",
            "x[n, c] == x[n, c].max())\n        dx[n, c, a[0], b[0]]",
            "x[n, c] == x[n].max())\n        dx[n, c, a, b]",
        ),
        ("opposite_sign", "+= dout", "-= dout"),
        ("upstream_is_one", "+= dout[n, c]", "+= 1"),
        ("mean_over_batch", "return dx", "return dx / len(x)"),
        (None, "+= dout[n, c]", "+= dout[n, c - 1]"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
