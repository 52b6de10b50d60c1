"""global_avg_pool_backward in three styles."""

import numpy as np


def loops(dout, x):
    N, C, H, W = x.shape
    dx = np.zeros((N, C, H, W))
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    dx[n, c, i, j] = dout[n, c] / (H * W)
    return dx


def broadcast(dout, x):
    H, W = x.shape[2:]
    share = dout[:, :, None, None] / (H * W)
    return share * np.ones_like(x)


def repeated(dout, x):
    N, C, H, W = x.shape
    area = H * W
    grad = np.repeat(dout.reshape(N, C, 1), area, axis=2)
    return (grad / area).reshape(N, C, H, W)


SLIPS = {
    "loops": [
        ("forgets_division", " / (H * W)", ""),
        ("divides_by_one_side", " / (H * W)", " / W"),
        ("divides_by_square", " / (H * W)", " / (H * H)"),
        ("mean_over_batch", " / (H * W)", " / (N * H * W)"),
        ("divides_by_channels", " / (H * W)", " / (C * H * W)"),
        ("multiplies_by_x", "dout[n, c] /", "dout[n, c] * x[n, c, i, j] /"),
        ("upstream_is_one", "dout[n, c]", "1.0"),
        ("opposite_sign", "= dout[n, c]", "= -dout[n, c]"),
        (
            "gradient_to_first_pixel",
            "            for i in range(H):\n                for j in range(W):\n                    dx[n, c, i, j]",
            "            dx[n, c, 0, 0]",
        ),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        (None, "dout[n, c] / (H * W)", "dout[n, c] / (H + W)"),
    ],
    "broadcast": [
        ("forgets_division", " / (H * W)", ""),
        ("divides_by_everything", " / (H * W)", " / x.size"),
        ("does_not_spread", "return share * np.ones_like(x)", "return share"),
        ("multiplies_by_x", "np.ones_like(x)", "x"),
        (
            "multiplies_by_mean",
            "dout[:, :, None, None] / (H * W)",
            "dout[:, :, None, None] * x.mean(axis=(2, 3), keepdims=True)",
        ),
        ("dout_aligned_with_pixels", "dout[:, :, None, None]", "dout"),
        ("upstream_is_one", "dout[:, :, None, None] / ", "1 / "),
        ("divides_twice", "return share *", "return share / (H * W) *"),
        (
            "gradient_to_maximum",
            "dout[:, :, None, None] / (H * W)\n    return share * np.ones_like(x)",
            "dout[:, :, None, None]\n    return share * (x == x.max(axis=(2, 3), keepdims=True))",
        ),
        ("mean_over_batch", "(H * W)", "(H * W) / x.shape[0]"),
        ("divides_by_other_axes", "H, W = x.shape[2:]", "H, W = x.shape[:2]"),
        ("divides_by_other_axes", "H, W = x.shape[2:]", "_, H, W, _ = x.shape"),
        (None, "(H * W)", "(H + W)"),
    ],
    "repeated": [
        ("forgets_division", "grad / area", "grad"),
        ("returns_flat", "(grad / area).reshape(N, C, H, W)", "grad / area"),
        ("dout_reshaped", "np.repeat(dout.reshape(N, C, 1), area, axis=2)", "np.tile(dout, area)"),
        (
            "divides_by_square",
            "area = H * W\n    grad = np.repeat(dout.reshape(N, C, 1), area, axis=2)\n    return (grad / area)",
            "area = H * W\n    grad = np.repeat(dout.reshape(N, C, 1), area, axis=2)\n    return (grad / W**2)",
        ),
        (
            "writes_into_dout",
            "area = H * W\n    grad = np.repeat(dout.reshape(N, C, 1), area, axis=2)\n    return (grad / area)",
            "area = H * W\n    dout /= area\n    grad = np.repeat(dout.reshape(N, C, 1), area, axis=2)\n    return grad",
        ),
        ("divides_by_one_side", "(grad / area)", "(grad / H)"),
        (
            None,
            "np.repeat(dout.reshape(N, C, 1), area, axis=2)",
            "np.tile(dout.reshape(C, N).T.reshape(N, C, 1), area)",
        ),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
