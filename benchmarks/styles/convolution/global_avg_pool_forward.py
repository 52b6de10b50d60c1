"""global_avg_pool_forward in three styles."""

import numpy as np


def loops(x):
    N, C, H, W = x.shape
    out = np.zeros((N, C))
    for n in range(N):
        for c in range(C):
            total = 0.0
            for i in range(H):
                for j in range(W):
                    total += x[n, c, i, j]
            out[n, c] = total / (H * W)
    return out


def axes(x):
    return np.mean(x, axis=(2, 3))


def flat(x):
    N, C, H, W = x.shape
    rows = x.reshape(N, C, H * W)
    return rows.sum(axis=2) / (H * W)


SLIPS = {
    "loops": [
        ("sums", "total / (H * W)", "total"),
        ("divides_by_one_side", "total / (H * W)", "total / H"),
        ("divides_by_square", "total / (H * W)", "total / H**2"),
        ("divides_by_channels", "total / (H * W)", "total / (C * H * W)"),
        ("divides_by_everything", "total / (H * W)", "total / x.size"),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        ("over_channels_too", "total += x[n, c, i, j]", "total += x[n, :, i, j].mean()"),
        (
            "takes_maximum",
            "total += x[n, c, i, j]\n            out[n, c] = total / (H * W)",
            "total = x[n, c, i, j] if i == j == 0 else max(total, x[n, c, i, j])\n            out[n, c] = total",
        ),
        (None, "total = 0.0", "total = x[n, c, 0, 0]"),
        (None, "for i in range(H)", "for i in range(1, H)"),
    ],
    "axes": [
        ("sums", "np.mean", "np.sum"),
        ("takes_maximum", "np.mean", "np.max"),
        ("over_channels_too", "axis=(2, 3)", "axis=(1, 2, 3)"),
        ("over_batch_too", "axis=(2, 3)", "axis=(0, 2, 3)"),
        ("over_everything", ", axis=(2, 3)", ""),
        ("over_channels_only", "axis=(2, 3)", "axis=1"),
        ("over_first_axes", "axis=(2, 3)", "axis=(0, 1)"),
        ("over_one_axis", "axis=(2, 3)", "axis=3"),
        ("over_one_axis", "axis=(2, 3)", "axis=2"),
        ("channels_last", "axis=(2, 3)", "axis=(1, 2)"),
        ("keeps_axes", "axis=(2, 3)", "axis=(2, 3), keepdims=True"),
        ("swaps_batch_and_channels", "axis=(2, 3))", "axis=(2, 3)).T"),
        (None, "np.mean", "np.median"),
    ],
    "flat": [
        ("sums", " / (H * W)", ""),
        ("divides_by_one_side", " / (H * W)", " / W"),
        ("divides_by_batch", " / (H * W)", " / (N * H * W)"),
        (
            "mixes_channels",
            "x.reshape(N, C, H * W)\n    return rows.sum(axis=2)",
            "x.reshape(N, H * W, C)\n    return rows.sum(axis=1)",
        ),
        (
            "over_channels_too",
            "x.reshape(N, C, H * W)\n    return rows.sum(axis=2) / (H * W)",
            "x.reshape(N, C * H * W)\n    return rows.mean(axis=1)",
        ),
        ("takes_maximum", "rows.sum(axis=2) / (H * W)", "rows.max(axis=2)"),
        (None, "rows.sum(axis=2) / (H * W)", "rows.sum(axis=2) / (H + W)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
