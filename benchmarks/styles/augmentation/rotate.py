"""rotate in three styles."""

import numpy as np


def loops(x, degrees):
    N, C, H, W = x.shape
    t = np.deg2rad(degrees)
    sin, cos = np.sin(t), np.cos(t)
    cy, cx = (H - 1) / 2, (W - 1) / 2
    out = np.zeros((N, C, H, W))
    for i in range(H):
        for j in range(W):
            dy, dx = i - cy, j - cx
            row = cy + sin * dx + cos * dy
            column = cx + cos * dx - sin * dy
            top, left = int(np.floor(row)), int(np.floor(column))
            a, b = row - top, column - left
            for p, wp in ((top, 1 - a), (top + 1, a)):
                for q, wq in ((left, 1 - b), (left + 1, b)):
                    if 0 <= p < H and 0 <= q < W:
                        out[:, :, i, j] += wp * wq * x[:, :, p, q]
    return out


def gathered(x, degrees):
    H, W = x.shape[2], x.shape[3]
    angle = degrees * np.pi / 180
    c_y = (H - 1) / 2
    c_x = (W - 1) / 2
    dy, dx = np.meshgrid(np.arange(H) - c_y, np.arange(W) - c_x, indexing="ij")
    y = c_y + np.sin(angle) * dx + np.cos(angle) * dy
    z = c_x + np.cos(angle) * dx - np.sin(angle) * dy
    t = np.floor(y).astype(int)
    s = np.floor(z).astype(int)
    a, b = y - t, z - s

    def pixel(r, c):
        inside = (r >= 0) & (r < H) & (c >= 0) & (c < W)
        return x[:, :, np.clip(r, 0, H - 1), np.clip(c, 0, W - 1)] * inside

    upper = (1 - b) * pixel(t, s) + b * pixel(t, s + 1)
    lower = (1 - b) * pixel(t + 1, s) + b * pixel(t + 1, s + 1)
    return (1 - a) * upper + a * lower


def framed(x, degrees):
    N, C, H, W = x.shape
    t = np.radians(degrees)
    turn = np.array([[np.cos(t), np.sin(t)], [-np.sin(t), np.cos(t)]])
    centre = np.array([[(H - 1) / 2], [(W - 1) / 2]])
    places = np.indices((H, W)).reshape(2, -1)
    source = turn @ (places - centre) + centre
    room = H + W
    big = np.pad(x, ((0, 0), (0, 0), (room, room), (room, room)))
    corner = np.floor(source).astype(int)
    a, b = source - corner
    r, c = corner + room
    out = (1 - a) * (1 - b) * big[:, :, r, c]
    out += (1 - a) * b * big[:, :, r, c + 1]
    out += a * (1 - b) * big[:, :, r + 1, c]
    out += a * b * big[:, :, r + 1, c + 1]
    return out.reshape(N, C, H, W)


SLIPS = {
    "loops": [
        (
            "clockwise",
            "cy + sin * dx + cos * dy\n            column = cx + cos * dx - sin",
            "cy - sin * dx + cos * dy\n            column = cx + cos * dx + sin",
        ),
        ("in_radians", "np.deg2rad(degrees)", "degrees"),
        ("converts_twice", "np.deg2rad(degrees)", "np.deg2rad(degrees) * np.pi / 180"),
        ("half_circle_off", "np.deg2rad(degrees)", "degrees * np.pi / 360"),
        ("half_circle_off", "np.deg2rad(degrees)", "degrees * 2 * np.pi / 180"),
        ("about_corner", "(H - 1) / 2, (W - 1) / 2", "0, 0"),
        ("centre_off", "(H - 1) / 2, (W - 1) / 2", "H / 2, W / 2"),
        ("centre_off", "(H - 1) / 2, (W - 1) / 2", "H // 2, W // 2"),
        (
            "stays_at_corner",
            "cy + sin * dx + cos * dy\n            column = cx + cos",
            "sin * dx + cos * dy\n            column = cos",
        ),
        ("square_image", "(W - 1) / 2", "(H - 1) / 2"),
        ("swaps_sine_and_cosine", "sin, cos = np", "cos, sin = np"),
        ("forgets_minus", "cos * dx - sin * dy", "cos * dx + sin * dy"),
        (
            "uses_new_coordinate",
            "row = cy + sin * dx + cos * dy\n            column = cx + cos * dx - sin * dy",
            "dy = sin * dx + cos * dy\n            dx = cos * dx - sin * dy\n            row, column = cy + dy, cx + dx",
        ),
        ("swaps_dx_and_dy", "dy, dx = i - cy, j - cx", "dx, dy = i - cy, j - cx"),
        ("int_for_floor", "int(np.floor(row)), int(np.floor(column))", "int(row), int(column)"),
        (
            "swaps_weights",
            "(top, 1 - a), (top + 1, a)):\n                for q, wq in ((left, 1 - b), (left + 1, b))",
            "(top, a), (top + 1, 1 - a)):\n                for q, wq in ((left, b), (left + 1, 1 - b))",
        ),
        ("wraps_around", "if 0 <= p < H and 0 <= q < W", "if p < H and q < W"),
        (
            "cuts_at_border",
            "top, left = int",
            "if not (0 <= row <= H - 1 and 0 <= column <= W - 1):\n                continue\n            top, left = int",
        ),
        (
            "repeats_edge",
            "if 0 <= p < H and 0 <= q < W:",
            "if True:\n                        p, q = min(max(p, 0), H - 1), min(max(q, 0), W - 1)",
        ),
        ("averages_four", "wp * wq * x", "0.25 * x"),
        (
            "sends_pixels",
            "            row = cy + sin * dx + cos * dy\n            column = cx + cos * dx - sin * dy\n            top, left = int(np.floor(row)), int(np.floor(column))\n            a, b = row - top, column - left\n            for p, wp in ((top, 1 - a), (top + 1, a)):\n                for q, wq in ((left, 1 - b), (left + 1, b)):\n                    if 0 <= p < H and 0 <= q < W:\n                        out[:, :, i, j] += wp * wq * x[:, :, p, q]",
            "            row = round(cy - sin * dx + cos * dy)\n            column = round(cx + cos * dx + sin * dy)\n            if 0 <= row < H and 0 <= column < W:\n                out[:, :, row, column] = x[:, :, i, j]",
        ),
        ("first_image_only", "out[:, :, i, j] += wp * wq * x[:, :,", "out[0, :, i, j] += wp * wq * x[0, :,"),
        ("first_channel_only", "out[:, :, i, j] += wp * wq * x[:, :,", "out[:, 0, i, j] += wp * wq * x[:, 0,"),
        (
            "ignores_proportions",
            "dy, dx = i - cy, j - cx\n            row = cy + sin * dx + cos * dy\n            column = cx + cos * dx - sin * dy",
            "dy, dx = (i - cy) / H, (j - cx) / W\n            row = cy + H * (sin * dx + cos * dy)\n            column = cx + W * (cos * dx - sin * dy)",
        ),
        (None, "wp * wq * x", "wp * x"),
        (None, "out[:, :, i, j] +=", "out[:, :, i, j] ="),
    ],
    "gathered": [
        ("clockwise", "degrees * np", "-degrees * np"),
        ("in_radians", "degrees * np.pi / 180", "degrees"),
        ("half_circle_off", "degrees * np.pi / 180", "degrees * np.pi / 360"),
        ("half_circle_off", "degrees * np.pi / 180", "2 * np.pi * degrees / 180"),
        ("swaps_dx_and_dy", "dy, dx = np", "dx, dy = np"),
        ("forgets_minus", "np.cos(angle) * dx - np", "np.cos(angle) * dx + np"),
        ("square_image", "c_x = (W - 1) / 2", "c_x = c_y"),
        ("repeats_edge", " * inside\n", "\n"),
        (
            "nearest",
            "return (1 - a) * upper + a * lower",
            "return pixel(np.round(y).astype(int), np.round(z).astype(int))",
        ),
        ("takes_corner_pixel", "return (1 - a) * upper + a * lower", "return pixel(t, s)"),
        ("swaps_fractions", "a, b = y - t, z - s", "b, a = y - t, z - s"),
        (
            "int_for_floor",
            "np.floor(y).astype(int)\n    s = np.floor(z).astype(int)",
            "y.astype(int)\n    s = z.astype(int)",
        ),
        (
            "stays_at_corner",
            "c_y + np.sin(angle) * dx + np.cos(angle) * dy\n    z = c_x + np",
            "np.sin(angle) * dx + np.cos(angle) * dy\n    z = np",
        ),
        (
            "about_corner",
            'np.arange(H) - c_y, np.arange(W) - c_x, indexing="ij")\n    y = c_y + np.sin(angle) * dx + np.cos(angle) * dy\n    z = c_x + np',
            'np.arange(H), np.arange(W), indexing="ij")\n    y = np.sin(angle) * dx + np.cos(angle) * dy\n    z = np',
        ),
        (None, "np.arange(H) - c_y, np.arange(W) - c_x", "np.arange(H), np.arange(W)"),
        (None, "b * pixel(t, s + 1)", "b * pixel(t + 1, s)"),
    ],
    "framed": [
        ("clockwise", "np.sin(t)], [-np.sin(t)", "-np.sin(t)], [np.sin(t)"),
        ("forgets_minus", "[-np.sin(t)", "[np.sin(t)"),
        ("in_radians", "np.radians(degrees)", "degrees"),
        ("converts_twice", "np.radians(degrees)", "np.radians(np.radians(degrees))"),
        ("stays_at_corner", "(places - centre) + centre", "(places - centre)"),
        ("about_corner", "turn @ (places - centre) + centre", "turn @ places"),
        ("centre_off", "[[(H - 1) / 2], [(W - 1) / 2]]", "[[H / 2], [W / 2]]"),
        ("swaps_fractions", "a, b = source", "b, a = source"),
        ("repeats_edge", "(room, room)))", '(room, room)), mode="edge")'),
        (
            "ignores_proportions",
            "turn @ (places - centre) + centre",
            "turn @ ((places - centre) / centre) * centre + centre",
        ),
        (
            "swaps_sine_and_cosine",
            "[[np.cos(t), np.sin(t)], [-np.sin(t), np.cos(t)]]",
            "[[np.sin(t), np.cos(t)], [-np.cos(t), np.sin(t)]]",
        ),
        (None, "reshape(N, C, H, W)", "reshape(N, C, W, H)"),
        (None, "turn @ (places - centre) + centre", "turn @ (places - centre) * 2 + centre"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
