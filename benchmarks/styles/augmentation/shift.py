"""shift in four styles."""

import numpy as np


def loops(x, dy, dx):
    N, C, H, W = x.shape
    out = np.zeros_like(x)
    for i in range(H):
        for j in range(W):
            if 0 <= i - dy < H and 0 <= j - dx < W:
                out[:, :, i, j] = x[:, :, i - dy, j - dx]
    return out


def rolled(x, dy, dx):
    H, W = x.shape[2:]
    out = np.roll(x, (dy, dx), axis=(2, 3))
    if abs(dy) >= H or abs(dx) >= W:
        return np.zeros_like(x)
    if dy > 0:
        out[:, :, :dy] = 0
    if dy < 0:
        out[:, :, dy:] = 0
    if dx > 0:
        out[:, :, :, :dx] = 0
    if dx < 0:
        out[:, :, :, dx:] = 0
    return out


def slices(x, dy, dx):
    H, W = x.shape[2], x.shape[3]
    out = np.zeros(x.shape)
    top, bottom = max(0, dy), min(H, H + dy)
    left, right = max(0, dx), min(W, W + dx)
    if top < bottom and left < right:
        out[:, :, top:bottom, left:right] = x[:, :, top - dy : bottom - dy, left - dx : right - dx]
    return out


def framed(x, dy, dx):
    H, W = x.shape[2], x.shape[3]
    a, b = abs(dy), abs(dx)
    big = np.pad(x, ((0, 0), (0, 0), (a, a), (b, b)))
    row, column = a - dy, b - dx
    return big[:, :, row : row + H, column : column + W]


SLIPS = {
    "loops": [
        ("checks_one_end", "0 <= i - dy < H and 0 <= j - dx < W", "i - dy < H and j - dx < W"),
        (
            "opposite",
            "0 <= i - dy < H and 0 <= j - dx < W:\n                out[:, :, i, j] = x[:, :, i - dy, j - dx]",
            "0 <= i + dy < H and 0 <= j + dx < W:\n                out[:, :, i, j] = x[:, :, i + dy, j + dx]",
        ),
        ("opposite", "out[:, :, i, j] = x[:, :, i - dy, j - dx]", "out[:, :, i - dy, j - dx] = x[:, :, i, j]"),
        (
            "wraps_around",
            "if 0 <= i - dy < H and 0 <= j - dx < W:\n                out[:, :, i, j] = x[:, :, i - dy, j - dx]",
            "out[:, :, i, j] = x[:, :, (i - dy) % H, (j - dx) % W]",
        ),
        (
            "wraps_around",
            "if 0 <= i - dy < H and 0 <= j - dx < W:\n                out[:, :, i, j] = x[:, :, i - dy, j - dx]",
            "out[:, :, i, j] = x[:, :, i - dy, j - dx]",
        ),
        (
            "swaps_dy_and_dx",
            "0 <= i - dy < H and 0 <= j - dx < W:\n                out[:, :, i, j] = x[:, :, i - dy, j - dx]",
            "0 <= i - dx < H and 0 <= j - dy < W:\n                out[:, :, i, j] = x[:, :, i - dx, j - dy]",
        ),
        (
            "ignores_dx",
            "0 <= j - dx < W:\n                out[:, :, i, j] = x[:, :, i - dy, j - dx]",
            "0 <= j < W:\n                out[:, :, i, j] = x[:, :, i - dy, j]",
        ),
        ("old_pixels_stay", "np.zeros_like(x)", "x.copy()"),
        ("old_pixels_stay", "np.zeros_like(x)", "x"),
        (
            "repeats_edge",
            "if 0 <= i - dy < H and 0 <= j - dx < W:\n                out[:, :, i, j] = x[:, :, i - dy, j - dx]",
            "out[:, :, i, j] = x[:, :, min(max(i - dy, 0), H - 1), min(max(j - dx, 0), W - 1)]",
        ),
        (
            "dx_leftwards",
            "0 <= j - dx < W:\n                out[:, :, i, j] = x[:, :, i - dy, j - dx]",
            "0 <= j + dx < W:\n                out[:, :, i, j] = x[:, :, i - dy, j + dx]",
        ),
        ("first_image_only", "out[:, :, i, j] = x[:, :,", "out[0, :, i, j] = x[0, :,"),
        ("first_channel_only", "out[:, :, i, j] = x[:, :,", "out[:, 0, i, j] = x[:, 0,"),
        (None, "0 <= i - dy < H", "0 < i - dy < H"),
        (None, "0 <= j - dx < W", "0 <= j - dx < W - 1"),
    ],
    "rolled": [
        ("wraps_around", "if abs(dy) >= H or abs(dx) >= W:", "return out\n    if False:"),
        ("opposite", "(dy, dx), axis=(2, 3))", "(-dy, -dx), axis=(2, 3))\n    dy, dx = -dy, -dx"),
        ("swaps_dy_and_dx", "H, W = x.shape[2:]", "H, W = x.shape[2:]\n    dy, dx = dx, dy"),
        (
            "clears_first_lines",
            "    if dy < 0:\n        out[:, :, dy:] = 0\n    if dx > 0:\n        out[:, :, :, :dx] = 0\n    if dx < 0:\n        out[:, :, :, dx:] = 0\n",
            "    if dy < 0:\n        out[:, :, :-dy] = 0\n    if dx > 0:\n        out[:, :, :, :dx] = 0\n    if dx < 0:\n        out[:, :, :, :-dx] = 0\n",
        ),
        (
            "negative_wraps",
            "    if dy < 0:\n        out[:, :, dy:] = 0\n    if dx > 0:\n        out[:, :, :, :dx] = 0\n    if dx < 0:\n        out[:, :, :, dx:] = 0\n",
            "    if dx > 0:\n        out[:, :, :, :dx] = 0\n",
        ),
        (None, "dy < 0:\n        out[:, :, dy:] = 0", "dy < 0:\n        out[:, :, dy:] = 1"),
        (None, "out[:, :, :dy] = 0", "out[:, :, : dy + 1] = 0"),
    ],
    "slices": [
        (
            "opposite",
            "x[:, :, top - dy : bottom - dy, left - dx : right - dx]",
            "x[:, :, top:bottom, left:right]\n        out2 = np.zeros(x.shape)\n        out2[:, :, top - dy : bottom - dy, left - dx : right - dx] = x[:, :, top:bottom, left:right]\n        return out2",
        ),
        ("swaps_dy_and_dx", "H, W = x.shape[2], x.shape[3]", "H, W = x.shape[2], x.shape[3]\n    dy, dx = dx, dy"),
        (
            "negative_ignored",
            "H, W = x.shape[2], x.shape[3]",
            "H, W = x.shape[2], x.shape[3]\n    dy, dx = max(dy, 0), max(dx, 0)",
        ),
        (
            "sign_ignored",
            "H, W = x.shape[2], x.shape[3]",
            "H, W = x.shape[2], x.shape[3]\n    dy, dx = abs(dy), abs(dx)",
        ),
        ("old_pixels_stay", "np.zeros(x.shape)", "x.copy()"),
        (
            "positive_only",
            "top, bottom = max(0, dy), min(H, H + dy)\n    left, right = max(0, dx), min(W, W + dx)\n    if top < bottom and left < right:\n        out[:, :, top:bottom, left:right] = x[:, :, top - dy : bottom - dy, left - dx : right - dx]",
            "out[:, :, dy:, dx:] = x[:, :, :-dy, :-dx]",
        ),
        (
            "positive_only",
            "top, bottom = max(0, dy), min(H, H + dy)\n    left, right = max(0, dx), min(W, W + dx)\n    if top < bottom and left < right:\n        out[:, :, top:bottom, left:right] = x[:, :, top - dy : bottom - dy, left - dx : right - dx]",
            "out[:, :, dy:, dx:] = x[:, :, : H - dy, : W - dx]",
        ),
        (None, "x[:, :, top - dy : bottom - dy, left - dx : right - dx]", "x[:, :, top:bottom, left:right]"),
        ("old_pixels_stay", "np.zeros(x.shape)", "x"),
        ("shrinks", "return out", "return out[:, :, top:bottom, left:right]"),
    ],
    "framed": [
        ("opposite", "a - dy, b - dx", "a + dy, b + dx"),
        ("dy_upwards", "a - dy", "a + dy"),
        ("dx_leftwards", "b - dx", "b + dx"),
        ("swaps_dy_and_dx", "a, b = abs(dy), abs(dx)", "dy, dx = dx, dy\n    a, b = abs(dy), abs(dx)"),
        ("repeats_edge", "(b, b)))", '(b, b)), mode="edge")'),
        ("wraps_around", "(b, b)))", '(b, b)), mode="wrap")'),
        ("grows", "big[:, :, row : row + H, column : column + W]", "big[:, :, row:, column:]"),
        ("grows", "big[:, :, row : row + H, column : column + W]", "big"),
        ("ignores_dy", "a - dy", "a"),
        (
            "channels_last",
            "x.shape[2], x.shape[3]\n    a, b = abs(dy), abs(dx)\n    big = np.pad(x, ((0, 0), (0, 0), (a, a), (b, b)))\n    row, column = a - dy, b - dx\n    return big[:, :, row : row + H, column : column + W]",
            "x.shape[1], x.shape[2]\n    a, b = abs(dy), abs(dx)\n    big = np.pad(x, ((0, 0), (a, a), (b, b), (0, 0)))\n    row, column = a - dy, b - dx\n    return big[:, row : row + H, column : column + W]",
        ),
        ("one_too_far", "a, b = abs(dy), abs(dx)", "dy, dx = dy + 1, dx + 1\n    a, b = abs(dy), abs(dx)"),
        (("ignores_dx", "ignores_dy"), "a - dy, b - dx", "a, b"),
        (
            "shrinks",
            "big[:, :, row : row + H, column : column + W]",
            "x[:, :, max(-dy, 0) : H - max(dy, 0), max(-dx, 0) : W - max(dx, 0)]",
        ),
        ("sign_ignored", "row, column = a - dy, b - dx", "row, column = 0, 0"),
        ("negative_ignored", "a, b = abs(dy), abs(dx)", "dy, dx = max(dy, 0), max(dx, 0)\n    a, b = abs(dy), abs(dx)"),
        (None, "(b, b)))", "(b, b)), constant_values=1)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
