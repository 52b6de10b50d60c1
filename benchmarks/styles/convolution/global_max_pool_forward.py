"""global_max_pool_forward in three styles."""

import numpy as np


def loops(x):
    N, C, H, W = x.shape
    out = np.zeros((N, C))
    for n in range(N):
        for c in range(C):
            best = x[n, c, 0, 0]
            for i in range(H):
                for j in range(W):
                    if x[n, c, i, j] > best:
                        best = x[n, c, i, j]
            out[n, c] = best
    return out


def axes(x):
    return np.max(x, axis=(2, 3))


def flat(x):
    N, C, H, W = x.shape
    return x.reshape(N, C, -1).max(axis=-1)


SLIPS = {
    "loops": [
        ("starts_at_zero", "best = x[n, c, 0, 0]", "best = 0"),
        ("takes_minimum", "x[n, c, i, j] > best", "x[n, c, i, j] < best"),
        (
            "takes_absolute_value",
            "x[n, c, 0, 0]\n            for i in range(H):\n                for j in range(W):\n"
            "                    if x[n, c, i, j] > best:\n                        best = x[n, c, i, j]",
            "0\n            for i in range(H):\n                for j in range(W):\n                    best = max(best, abs(x[n, c, i, j]))",
        ),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        (
            "returns_position",
            "best = x[n, c, 0, 0]\n            for i in range(H):\n                for j in range(W):\n"
            "                    if x[n, c, i, j] > best:\n                        best = x[n, c, i, j]\n            out[n, c] = best",
            "best = x[n, c, 0, 0]\n            where = 0\n            for i in range(H):\n                for j in range(W):\n"
            "                    if x[n, c, i, j] > best:\n                        best = x[n, c, i, j]\n"
            "                        where = i * W + j\n            out[n, c] = where",
        ),
        (
            None,
            "                        best = x[n, c, i, j]\n",
            "                        best = x[n, c, j % H, i % W]\n",
        ),
        (None, "for i in range(H)", "for i in range(H - 1)"),
    ],
    "axes": [
        ("takes_minimum", "np.max", "np.min"),
        ("takes_mean", "np.max", "np.mean"),
        ("takes_absolute_value", "np.max(x,", "np.max(np.abs(x),"),
        ("over_batch_too", "axis=(2, 3)", "axis=(0, 2, 3)"),
        ("over_channels_too", "axis=(2, 3)", "axis=(1, 2, 3)"),
        ("over_everything", ", axis=(2, 3)", ""),
        ("over_channels_only", "axis=(2, 3)", "axis=1"),
        ("over_first_axes", "axis=(2, 3)", "axis=(0, 1)"),
        ("over_one_axis", "axis=(2, 3)", "axis=3"),
        ("over_one_axis", "axis=(2, 3)", "axis=2"),
        ("channels_last", "axis=(2, 3)", "axis=(1, 2)"),
        ("keeps_axes", "axis=(2, 3)", "axis=(2, 3), keepdims=True"),
        ("swaps_batch_and_channels", "axis=(2, 3))", "axis=(2, 3)).T"),
        (None, "np.max(x, axis=(2, 3))", "np.maximum(np.max(x, axis=(2, 3)), np.mean(x))"),
    ],
    "flat": [
        ("returns_position", ".max(axis=-1)", ".argmax(axis=-1)"),
        ("takes_mean", ".max(axis=-1)", ".mean(axis=-1)"),
        ("takes_minimum", ".max(axis=-1)", ".min(axis=-1)"),
        ("mixes_channels", "x.reshape(N, C, -1).max(axis=-1)", "x.reshape(N, -1, C).max(axis=1)"),
        ("over_channels_too", "x.reshape(N, C, -1)", "x.reshape(N, -1)"),
        (None, "x.reshape(N, C, -1)", "x.reshape(C, N, -1).transpose(1, 0, 2)"),
        (None, ".max(axis=-1)", ".sum(axis=-1)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
