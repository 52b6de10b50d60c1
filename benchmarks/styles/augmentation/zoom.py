"""zoom in three styles."""

import numpy as np


def loops(x, factor):
    N, C, H, W = x.shape
    cy, cx = (H - 1) / 2, (W - 1) / 2
    out = np.zeros((N, C, H, W))
    for i in range(H):
        for j in range(W):
            y = cy + (i - cy) / factor
            z = cx + (j - cx) / factor
            top, left = int(np.floor(y)), int(np.floor(z))
            a, b = y - top, z - left
            for row, wr in ((top, 1 - a), (top + 1, a)):
                for column, wc in ((left, 1 - b), (left + 1, b)):
                    if 0 <= row < H and 0 <= column < W:
                        out[:, :, i, j] += wr * wc * x[:, :, row, column]
    return out


def gathered(x, factor):
    H, W = x.shape[2:]
    c_y = (H - 1) / 2
    c_x = (W - 1) / 2
    y = (np.arange(H) - c_y) / factor + c_y
    z = (np.arange(W) - c_x) / factor + c_x
    t = np.floor(y).astype(int)
    s = np.floor(z).astype(int)
    a = (y - t)[:, None]
    b = z - s

    def pixel(rows, columns):
        inside = ((rows >= 0) & (rows < H))[:, None] & ((columns >= 0) & (columns < W))
        r, c = np.clip(rows, 0, H - 1), np.clip(columns, 0, W - 1)
        return x[:, :, r][:, :, :, c] * inside

    upper = (1 - b) * pixel(t, s) + b * pixel(t, s + 1)
    lower = (1 - b) * pixel(t + 1, s) + b * pixel(t + 1, s + 1)
    return (1 - a) * upper + a * lower


def two_matrices(x, factor):
    def along(size):
        centre = (size - 1) / 2
        place = centre + (np.arange(size) - centre) / factor
        distance = np.abs(place[:, None] - np.arange(size)[None, :])
        return np.maximum(0, 1 - distance)

    rows, columns = along(x.shape[2]), along(x.shape[3])
    return np.einsum("ip,ncpq,jq->ncij", rows, x, columns)


SLIPS = {
    "loops": [
        (
            "other_way",
            "(i - cy) / factor\n            z = cx + (j - cx) / factor",
            "(i - cy) * factor\n            z = cx + (j - cx) * factor",
        ),
        (
            "about_corner",
            "cy + (i - cy) / factor\n            z = cx + (j - cx) / factor",
            "i / factor\n            z = j / factor",
        ),
        ("centre_off", "(H - 1) / 2, (W - 1) / 2", "H / 2, W / 2"),
        ("centre_off", "(H - 1) / 2, (W - 1) / 2", "H // 2, W // 2"),
        ("centre_off", "(H - 1) / 2, (W - 1) / 2", "(H - 1) // 2, (W - 1) // 2"),
        (
            "stays_at_corner",
            "cy + (i - cy) / factor\n            z = cx + (j - cx)",
            "(i - cy) / factor\n            z = (j - cx)",
        ),
        ("square_image", "(W - 1) / 2", "(H - 1) / 2"),
        ("rows_only", "cx + (j - cx) / factor", "j"),
        ("columns_only", "cy + (i - cy) / factor", "i"),
        ("int_for_floor", "int(np.floor(y)), int(np.floor(z))", "int(y), int(z)"),
        (
            "swaps_weights",
            "(top, 1 - a), (top + 1, a)):\n                for column, wc in ((left, 1 - b), (left + 1, b))",
            "(top, a), (top + 1, 1 - a)):\n                for column, wc in ((left, b), (left + 1, 1 - b))",
        ),
        ("swaps_fractions", "a, b = y - top, z - left", "b, a = y - top, z - left"),
        (
            "wraps_around",
            "if 0 <= row < H and 0 <= column < W:\n                        out[:, :, i, j] += wr * wc * x[:, :, row, column]",
            "if True:\n                        out[:, :, i, j] += wr * wc * x[:, :, row % H, column % W]",
        ),
        ("wraps_around", "0 <= row < H and 0 <= column < W", "row < H and column < W"),
        (
            "repeats_edge",
            "if 0 <= row < H and 0 <= column < W:",
            "if True:\n                        row, column = min(max(row, 0), H - 1), min(max(column, 0), W - 1)",
        ),
        (
            "cuts_at_border",
            "top, left = int",
            "if not (0 <= y <= H - 1 and 0 <= z <= W - 1):\n                continue\n            top, left = int",
        ),
        ("first_image_only", "out[:, :, i, j] += wr * wc * x[:, :,", "out[0, :, i, j] += wr * wc * x[0, :,"),
        ("averages_four", "wr * wc * x", "0.25 * x"),
        (
            "sends_pixels",
            "y = cy + (i - cy) / factor\n            z = cx + (j - cx) / factor\n            top, left = int(np.floor(y)), int(np.floor(z))\n            a, b = y - top, z - left\n            for row, wr in ((top, 1 - a), (top + 1, a)):\n                for column, wc in ((left, 1 - b), (left + 1, b)):\n                    if 0 <= row < H and 0 <= column < W:\n                        out[:, :, i, j] += wr * wc * x[:, :, row, column]",
            "row = round(cy + (i - cy) * factor)\n            column = round(cx + (j - cx) * factor)\n            if 0 <= row < H and 0 <= column < W:\n                out[:, :, row, column] = x[:, :, i, j]",
        ),
        ("takes_corner_pixel", "a, b = y - top, z - left", "a = b = 0"),
        ("nearest", "a, b = y - top, z - left", "a, b = round(y - top), round(z - left)"),
        ("first_channel_only", "out[:, :, i, j] += wr * wc * x[:, :,", "out[:, 0, i, j] += wr * wc * x[:, 0,"),
        (None, "out[:, :, i, j] +=", "out[:, :, i, j] ="),
        (None, "wr * wc * x", "wr * x"),
        (None, "(left, 1 - b), (left + 1, b)", "(left, 1 - b), (left - 1, b)"),
    ],
    "gathered": [
        (
            "other_way",
            "(np.arange(H) - c_y) / factor + c_y\n    z = (np.arange(W) - c_x) / factor",
            "(np.arange(H) - c_y) * factor + c_y\n    z = (np.arange(W) - c_x) * factor",
        ),
        (
            "stays_at_corner",
            "factor + c_y\n    z = (np.arange(W) - c_x) / factor + c_x",
            "factor\n    z = (np.arange(W) - c_x) / factor",
        ),
        (
            "about_corner",
            "(np.arange(H) - c_y) / factor + c_y\n    z = (np.arange(W) - c_x) / factor + c_x",
            "np.arange(H) / factor\n    z = np.arange(W) / factor",
        ),
        ("centre_off", "(H - 1) / 2\n    c_x = (W - 1) / 2", "H / 2\n    c_x = W / 2"),
        ("centre_off", "(H - 1) / 2\n    c_x = (W - 1) / 2", "H // 2\n    c_x = W // 2"),
        ("square_image", "c_x = (W - 1) / 2", "c_x = c_y"),
        (
            "int_for_floor",
            "np.floor(y).astype(int)\n    s = np.floor(z).astype(int)",
            "y.astype(int)\n    s = z.astype(int)",
        ),
        ("repeats_edge", " * inside\n", "\n"),
        (
            "swaps_weights",
            "(1 - b) * pixel(t, s) + b * pixel(t, s + 1)\n    lower = (1 - b) * pixel(t + 1, s) + b * pixel(t + 1, s + 1)\n    return (1 - a) * upper + a * lower",
            "b * pixel(t, s) + (1 - b) * pixel(t, s + 1)\n    lower = b * pixel(t + 1, s) + (1 - b) * pixel(t + 1, s + 1)\n    return a * upper + (1 - a) * lower",
        ),
        (
            "nearest",
            "return (1 - a) * upper + a * lower",
            "return pixel(np.rint(y).astype(int), np.rint(z).astype(int))",
        ),
        ("takes_corner_pixel", "return (1 - a) * upper + a * lower", "return pixel(t, s)"),
        (
            "averages_four",
            "(1 - b) * pixel(t, s) + b * pixel(t, s + 1)\n    lower = (1 - b) * pixel(t + 1, s) + b * pixel(t + 1, s + 1)\n    return (1 - a) * upper + a * lower",
            "pixel(t, s) + pixel(t, s + 1)\n    lower = pixel(t + 1, s) + pixel(t + 1, s + 1)\n    return (upper + lower) / 4",
        ),
        ("rows_only", "(np.arange(W) - c_x) / factor + c_x", "np.arange(W) + 0.0"),
        (
            "wraps_around",
            "r, c = np.clip(rows, 0, H - 1), np.clip(columns, 0, W - 1)\n        return x[:, :, r][:, :, :, c] * inside",
            "return x[:, :, rows % H][:, :, :, columns % W]",
        ),
        ("factor_of_area", "H, W = x.shape[2:]", "H, W = x.shape[2:]\n    factor = np.sqrt(factor)"),
        (None, "(1 - a) * upper + a * lower", "(1 - a) * upper + lower"),
        (None, "b * pixel(t, s + 1)", "b * pixel(t + 1, s)"),
    ],
    "two_matrices": [
        ("other_way", "centre) / factor", "centre) * factor"),
        ("about_corner", "(size - 1) / 2", "0"),
        ("centre_off", "(size - 1) / 2", "size / 2"),
        ("centre_off", "(size - 1) / 2", "size // 2"),
        ("stays_at_corner", "centre + (np", "(np"),
        ("rows_only", "along(x.shape[3])", "np.eye(x.shape[3])"),
        ("factor_of_area", "def along(size):", "factor = factor**0.5\n\n    def along(size):"),
        ("nearest", "np.maximum(0, 1 - distance)", "(distance <= 0.5).astype(float)"),
        (
            "channels_last",
            'along(x.shape[2]), along(x.shape[3])\n    return np.einsum("ip,ncpq,jq->ncij"',
            'along(x.shape[1]), along(x.shape[2])\n    return np.einsum("ip,npqc,jq->nijc"',
        ),
        ("columns_only", "along(x.shape[2]),", "np.eye(x.shape[2]),"),
        (None, "1 - distance", "1 - distance**2"),
        (
            None,
            '"ip,ncpq,jq->ncij", rows, x, columns',
            '"ip,ncpq,jq->ncij", rows, x, columns) / (rows.sum() / len(rows)',
        ),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
