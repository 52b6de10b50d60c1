"""upsample_nearest_forward in four styles."""

import numpy as np


def loops(x, scale):
    N, C, H, W = x.shape
    out = np.zeros((N, C, H * scale, W * scale))
    for n in range(N):
        for c in range(C):
            for i in range(H * scale):
                for j in range(W * scale):
                    out[n, c, i, j] = x[n, c, i // scale, j // scale]
    return out


def repeat(x, scale):
    rows = np.repeat(x, scale, axis=2)
    return np.repeat(rows, scale, axis=3)


def blocks(x, scale):
    N, C, H, W = x.shape
    out = np.zeros((N, C, scale * H, scale * W))
    for i in range(H):
        for j in range(W):
            out[:, :, i * scale : (i + 1) * scale, j * scale : (j + 1) * scale] = x[:, :, i : i + 1, j : j + 1]
    return out


def broadcast(x, scale):
    N, C, H, W = x.shape
    grid = x[:, :, :, None, :, None] * np.ones((1, 1, 1, scale, 1, scale))
    return grid.reshape(N, C, H * scale, W * scale)


SLIPS = {
    "loops": [
        ("tiles_image", "i // scale, j // scale", "i % H, j % W"),
        (
            "always_two",
            "np.zeros((N, C, H * scale, W * scale))\n    for n in range(N):\n        for c in range(C):\n"
            "            for i in range(H * scale):\n                for j in range(W * scale):\n"
            "                    out[n, c, i, j] = x[n, c, i // scale, j // scale]",
            "np.zeros((N, C, H * 2, W * 2))\n    for n in range(N):\n        for c in range(C):\n"
            "            for i in range(H * 2):\n                for j in range(W * 2):\n"
            "                    out[n, c, i, j] = x[n, c, i // 2, j // 2]",
        ),
        ("width_from_height", "np.zeros((N, C, H * scale, W * scale))", "np.zeros((N, C, H * scale, H * scale))"),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        ("always_two", "i // scale, j // scale", "i // 2, j // 2"),
        (None, "i // scale, j // scale", "j // scale % H, i // scale % W"),
        (None, "i // scale, j // scale", "-(-i // scale) % H, -(-j // scale) % W"),
    ],
    "repeat": [
        (
            "tiles_image",
            "    rows = np.repeat(x, scale, axis=2)\n    return np.repeat(rows, scale, axis=3)",
            "    return np.tile(x, (1, 1, scale, scale))",
        ),
        ("one_axis_only", "return np.repeat(rows, scale, axis=3)", "return rows"),
        ("one_axis_only", "np.repeat(rows, scale, axis=3)", "np.repeat(x, scale, axis=3)"),
        ("one_axis_twice", "axis=3", "axis=2"),
        ("one_axis_twice", "axis=2", "axis=3"),
        (
            "wrong_axes",
            "scale, axis=2)\n    return np.repeat(rows, scale, axis=3)",
            "scale, axis=0)\n    return np.repeat(rows, scale, axis=1)",
        ),
        (
            "wrong_axes",
            "scale, axis=2)\n    return np.repeat(rows, scale, axis=3)",
            "scale, axis=1)\n    return np.repeat(rows, scale, axis=2)",
        ),
        (
            "repeats_flat",
            "    rows = np.repeat(x, scale, axis=2)\n    return np.repeat(rows, scale, axis=3)",
            "    N, C, H, W = x.shape\n    return np.repeat(x, scale * scale).reshape(N, C, H * scale, W * scale)",
        ),
        (
            "always_two",
            "np.repeat(x, scale, axis=2)\n    return np.repeat(rows, scale,",
            "np.repeat(x, 2, axis=2)\n    return np.repeat(rows, 2,",
        ),
        ("divides_by_area", "np.repeat(rows, scale, axis=3)", "np.repeat(rows, scale, axis=3) / scale**2"),
        ("tiles_image", "np.repeat(rows, scale, axis=3)", "np.tile(rows, (1, 1, 1, scale))"),
        ("tiles_image", "np.repeat(x, scale, axis=2)", "np.tile(x, (1, 1, scale, 1))"),
        (None, "np.repeat(rows, scale, axis=3)", "np.repeat(rows.transpose(0, 1, 3, 2), scale, axis=3)"),
    ],
    "blocks": [
        (
            "fills_corners_only",
            "i * scale : (i + 1) * scale, j * scale : (j + 1) * scale",
            "i * scale : i * scale + 1, j * scale : j * scale + 1",
        ),
        (
            "always_two",
            "i * scale : (i + 1) * scale, j * scale : (j + 1) * scale",
            "i * 2 : (i + 1) * 2, j * 2 : (j + 1) * 2",
        ),
        ("divides_by_area", "x[:, :, i : i + 1, j : j + 1]", "x[:, :, i : i + 1, j : j + 1] / (scale * scale)"),
        ("tiles_image", "i * scale : (i + 1) * scale, j * scale : (j + 1) * scale", "i::H, j::W"),
        ("blocks_overlap", "i * scale : (i + 1) * scale, j * scale : (j + 1) * scale", "i : i + scale, j : j + scale"),
    ],
    "broadcast": [
        (
            "tiles_image",
            "x[:, :, :, None, :, None] * np.ones((1, 1, 1, scale, 1, scale))",
            "x[:, :, None, :, None, :] * np.ones((1, 1, scale, 1, scale, 1))",
        ),
        (
            "repeats_flat",
            "x[:, :, :, None, :, None] * np.ones((1, 1, 1, scale, 1, scale))",
            "x[:, :, :, :, None, None] * np.ones((1, 1, 1, 1, scale, scale))",
        ),
        ("divides_by_area", "np.ones((1, 1, 1, scale, 1, scale))", "np.ones((1, 1, 1, scale, 1, scale)) / scale**2"),
        (
            "tiles_image",
            "x[:, :, :, None, :, None] * np.ones((1, 1, 1, scale, 1, scale))",
            "x[:, :, None, :, :, None] * np.ones((1, 1, scale, 1, 1, scale))",
        ),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
