"""upsample_nearest_backward in five styles."""

import numpy as np


def loops(dout, x, scale):
    N, C, H, W = x.shape
    dx = np.zeros((N, C, H, W))
    for n in range(N):
        for c in range(C):
            for i in range(H * scale):
                for j in range(W * scale):
                    dx[n, c, i // scale, j // scale] += dout[n, c, i, j]
    return dx


def blocks(dout, x, scale):
    dx = np.zeros(x.shape)
    for i in range(x.shape[2]):
        for j in range(x.shape[3]):
            block = dout[:, :, i * scale : (i + 1) * scale, j * scale : (j + 1) * scale]
            dx[:, :, i, j] = block.sum(axis=(2, 3))
    return dx


def reshaped(dout, x, scale):
    N, C, H, W = x.shape
    parts = dout.reshape(N, C, H, scale, W, scale)
    return parts.sum(axis=(3, 5))


def strided(dout, x, scale):
    dx = np.zeros_like(x)
    for p in range(scale):
        for q in range(scale):
            dx += dout[:, :, p::scale, q::scale]
    return dx


def twice(dout, x, scale):
    N, C, H, W = x.shape
    columns = sum(dout[..., q::scale] for q in range(scale))
    return sum(columns[:, :, p::scale, :] for p in range(scale))


SLIPS = {
    "loops": [
        ("takes_last", "+= dout", "= dout"),
        ("sums_tiles", "i // scale, j // scale", "i % H, j % W"),
        ("opposite_sign", "+= dout", "-= dout"),
        ("adds_to_input", "np.zeros((N, C, H, W))", "x.copy()"),
        ("times_input", "+= dout[n, c, i, j]", "+= dout[n, c, i, j] * x[n, c, i // scale, j // scale]"),
        ("upstream_is_one", "+= dout[n, c, i, j]", "+= 1"),
        ("averages", "return dx", "return dx / scale**2"),
        ("one_axis_first", "for j in range(W * scale)", "for j in range(0, W * scale, scale)"),
        ("always_two", "i // scale, j // scale", "i // 2, j // 2"),
        (None, "for i in range(H * scale)", "for i in range(H)"),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
    ],
    "blocks": [
        ("averages", "block.sum(axis=(2, 3))", "block.mean(axis=(2, 3))"),
        ("takes_maximum", "block.sum(axis=(2, 3))", "block.max(axis=(2, 3))"),
        ("takes_first", "block.sum(axis=(2, 3))", "block[:, :, 0, 0]"),
        (
            "always_two",
            "i * scale : (i + 1) * scale, j * scale : (j + 1) * scale",
            "i * 2 : (i + 1) * 2, j * 2 : (j + 1) * 2",
        ),
        ("one_axis_first", "block.sum(axis=(2, 3))", "block.sum(axis=2)[:, :, 0]"),
        ("times_input", "block.sum(axis=(2, 3))", "block.sum(axis=(2, 3)) * x[:, :, i, j]"),
        ("mean_over_batch", "return dx", "return dx / x.shape[0]"),
        ("opposite_sign", "= block.sum(", "= -block.sum("),
        ("blocks_overlap", "i * scale : (i + 1) * scale, j * scale : (j + 1) * scale", "i : i + scale, j : j + scale"),
        ("sums_everything", "block.sum(axis=(2, 3))", "block.sum()"),
    ],
    "reshaped": [
        ("averages", "parts.sum", "parts.mean"),
        ("takes_maximum", "parts.sum", "parts.max"),
        (
            "reshapes_wrongly",
            "reshape(N, C, H, scale, W, scale)\n    return parts.sum(axis=(3, 5))",
            "reshape(N, C, H, W, scale, scale)\n    return parts.sum(axis=(4, 5))",
        ),
        (
            "reshapes_wrongly",
            "reshape(N, C, H, scale, W, scale)\n    return parts.sum(axis=(3, 5))",
            "reshape(N, C, scale, H, W, scale)\n    return parts.sum(axis=(2, 5))",
        ),
        (
            "sums_tiles",
            "reshape(N, C, H, scale, W, scale)\n    return parts.sum(axis=(3, 5))",
            "reshape(N, C, scale, H, scale, W)\n    return parts.sum(axis=(2, 4))",
        ),
        ("one_axis_only", "axis=(3, 5)", "axis=3"),
        ("one_axis_only", "axis=(3, 5)", "axis=5"),
        ("always_two", "reshape(N, C, H, scale, W, scale)", "reshape(N, C, H, 2, W, 2)"),
        ("mean_over_batch", "parts.sum(axis=(3, 5))", "parts.sum(axis=(3, 5)) / N"),
        (("opposite_sign", "mean_over_batch"), "return parts.sum(axis=(3, 5))", "return -parts.sum(axis=(3, 5)) / N"),
        ("sums_pixels", "axis=(3, 5)", "axis=(2, 4)"),
        (None, "axis=(3, 5)", "axis=(4, 5)"),
    ],
    "strided": [
        ("takes_last", "dx += dout", "dx = dout"),
        ("adds_to_input", "np.zeros_like(x)", "x"),
        ("adds_to_input", "np.zeros_like(x)", "x.copy()"),
        (
            "always_two",
            "dx = np.zeros_like(x)\n    for p in range(scale):\n        for q in range(scale):\n            dx += dout[:, :, p::scale, q::scale]",
            "dx = np.zeros_like(x)\n    for p in range(2):\n        for q in range(2):\n            dx += dout[:, :, p::2, q::2]",
        ),
        (
            "one_axis_first",
            "        for q in range(scale):\n            dx += dout[:, :, p::scale, q::scale]",
            "        dx += dout[:, :, p::scale, ::scale]",
        ),
        ("averages", "return dx", "return dx / (scale * scale)"),
        (
            "takes_first",
            "    for p in range(scale):\n        for q in range(scale):\n            dx += dout[:, :, p::scale, q::scale]",
            "    dx += dout[:, :, ::scale, ::scale]",
        ),
        (None, "p::scale, q::scale", "p::scale, p::scale"),
    ],
    "twice": [
        ("one_axis_only", "sum(columns[:, :, p::scale, :] for p in range(scale))", "columns"),
        ("one_axis_first", "sum(columns[:, :, p::scale, :] for p in range(scale))", "columns[:, :, ::scale, :]"),
        ("averages", "for p in range(scale))", "for p in range(scale)) / scale**2"),
        (
            "sums_tiles",
            "dout[..., q::scale] for q in range(scale))\n    return sum(columns[:, :, p::scale, :] for p",
            "dout[..., q * W : (q + 1) * W] for q in range(scale))\n    return sum(columns[:, :, p * H : (p + 1) * H] for p",
        ),
        (
            "times_input",
            "return sum(columns[:, :, p::scale, :] for p in range(scale))",
            "return x * sum(columns[:, :, p::scale, :] for p in range(scale))",
        ),
        (None, "dout[..., q::scale] for", "dout[..., q::scale] * q for"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
