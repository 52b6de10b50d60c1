"""pad2d in five styles."""

import numpy as np


def numpy_pad(x, padding, mode="zeros"):
    pairs = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    if mode == "zeros":
        return np.pad(x, pairs, mode="constant")
    return np.pad(x, pairs, mode="edge")


def slices(x, padding, mode="zeros"):
    N, C, H, W = x.shape
    out = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    out[:, :, padding : padding + H, padding : padding + W] = x
    if mode == "replicate" and padding > 0:
        top, bottom = padding, padding + H
        left, right = padding, padding + W
        out[:, :, :top, left:right] = x[:, :, :1, :]
        out[:, :, bottom:, left:right] = x[:, :, -1:, :]
        out[:, :, :, :left] = out[:, :, :, left : left + 1]
        out[:, :, :, right:] = out[:, :, :, right - 1 : right]
    return out


def clipped(x, padding, mode="zeros"):
    N, C, H, W = x.shape
    if mode == "zeros":
        out = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
        out[:, :, padding : H + padding, padding : W + padding] = x
        return out
    i = np.clip(np.arange(H + 2 * padding) - padding, 0, H - 1)
    j = np.clip(np.arange(W + 2 * padding) - padding, 0, W - 1)
    return x[:, :, i[:, None], j[None, :]]


def loops(x, padding, mode="zeros"):
    N, C, H, W = x.shape
    out = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for n in range(N):
        for c in range(C):
            for i in range(H + 2 * padding):
                for j in range(W + 2 * padding):
                    r, s = i - padding, j - padding
                    if mode == "replicate":
                        r = min(max(r, 0), H - 1)
                        s = min(max(s, 0), W - 1)
                    if 0 <= r < H and 0 <= s < W:
                        out[n, c, i, j] = x[n, c, r, s]
    return out


def stacked(x, padding, mode="zeros"):
    N, C, H, W = x.shape
    if mode == "zeros":
        side = np.zeros((N, C, H, padding))
        wide = np.concatenate([side, x, side], axis=3)
        row = np.zeros((N, C, padding, W + 2 * padding))
        return np.concatenate([row, wide, row], axis=2)
    left = np.repeat(x[:, :, :, :1], padding, axis=3)
    right = np.repeat(x[:, :, :, -1:], padding, axis=3)
    wide = np.concatenate([left, x, right], axis=3)
    above = np.repeat(wide[:, :, :1], padding, axis=2)
    below = np.repeat(wide[:, :, -1:], padding, axis=2)
    return np.concatenate([above, wide, below], axis=2)


PAIRS = "((0, 0), (0, 0), (padding, padding), (padding, padding))"

SLIPS = {
    "numpy_pad": [
        (
            "ignores_mode",
            '    if mode == "zeros":\n        return np.pad(x, pairs, mode="constant")\n    return np.pad(x, pairs, mode="edge")',
            "    return np.pad(x, pairs)",
        ),
        ("ignores_mode", '    if mode == "zeros":\n        return np.pad(x, pairs, mode="constant")\n', ""),
        ("swaps_modes", 'mode == "zeros"', 'mode == "replicate"'),
        ("mirrors", '"edge"', '"reflect"'),
        ("mirrors", '"edge"', '"symmetric"'),
        ("wraps_around", '"edge"', '"wrap"'),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(0, padding), (0, padding)"),
        ("pads_one_axis", "(padding, padding), (padding, padding)", "(padding, padding), (0, 0)"),
        ("pads_one_axis", "(padding, padding), (padding, padding)", "(0, 0), (padding, padding)"),
        ("pads_every_axis", PAIRS, "padding"),
        ("pads_wrong_axes", PAIRS, "((padding, padding), (padding, padding), (0, 0), (0, 0))"),
        ("pads_wrong_axes", PAIRS, "((0, 0), (padding, padding), (padding, padding), (0, 0))"),
        (
            "doubles_padding",
            "(padding, padding), (padding, padding)",
            "(2 * padding, 2 * padding), (2 * padding, 2 * padding)",
        ),
        (
            ("pads_one_side", "mirrors"),
            '(padding, padding), (padding, padding))\n    if mode == "zeros":\n        return np.pad(x, pairs, mode="constant")\n    return np.pad(x, pairs, mode="edge")',
            '(padding, 0), (padding, 0))\n    if mode == "zeros":\n        return np.pad(x, pairs, mode="constant")\n    return np.pad(x, pairs, mode="reflect")',
        ),
        (None, '"edge"', '"mean"'),
        (None, '"edge"', '"linear_ramp"'),
        (None, 'mode="constant"', 'mode="constant", constant_values=1'),
    ],
    "slices": [
        ("ignores_mode", 'if mode == "replicate" and padding > 0', 'if mode == "edge" and padding > 0'),
        ("swaps_modes", 'mode == "replicate"', 'mode == "zeros"'),
        (
            "shifts_image",
            "out[:, :, padding : padding + H, padding : padding + W] = x\n    if",
            "out[:, :, :H, :W] = x\n    if",
        ),
        (
            "slices_to_minus_padding",
            "padding : padding + H, padding : padding + W",
            "padding:-padding, padding:-padding",
        ),
        (
            "leaves_corners_empty",
            "out[:, :, :, :left] = out[:, :, :, left : left + 1]\n        out[:, :, :, right:] = out[:, :, :, right - 1 : right]",
            "out[:, :, top:bottom, :left] = x[:, :, :, :1]\n        out[:, :, top:bottom, right:] = x[:, :, :, -1:]",
        ),
        (
            "copies_as_many_rows",
            "x[:, :, :1, :]\n        out[:, :, bottom:, left:right] = x[:, :, -1:, :]\n        out[:, :, :, :left] = out[:, :, :, left : left + 1]\n        out[:, :, :, right:] = out[:, :, :, right - 1 : right]",
            "x[:, :, :padding, :]\n        out[:, :, bottom:, left:right] = x[:, :, -padding:, :]\n        out[:, :, :, :left] = out[:, :, :, left : left + padding]\n        out[:, :, :, right:] = out[:, :, :, right - padding : right]",
        ),
        (
            "wraps_around",
            "x[:, :, :1, :]\n        out[:, :, bottom:, left:right] = x[:, :, -1:, :]\n        out[:, :, :, :left] = out[:, :, :, left : left + 1]\n        out[:, :, :, right:] = out[:, :, :, right - 1 : right]",
            "x[:, :, -padding:, :]\n        out[:, :, bottom:, left:right] = x[:, :, :padding, :]\n        out[:, :, :, :left] = out[:, :, :, right - padding : right]\n        out[:, :, :, right:] = out[:, :, :, left : left + padding]",
        ),
        (
            "fills_from_minus_padding",
            'mode == "replicate" and padding > 0:\n        top, bottom = padding, padding + H\n        left, right = padding, padding + W',
            'mode == "replicate":\n        top, bottom = padding, -padding\n        left, right = padding, W + padding',
        ),
        (
            "doubles_padding",
            "H + 2 * padding, W + 2 * padding))\n    out[:, :, padding : padding + H, padding : padding + W] = x",
            "H + 4 * padding, W + 4 * padding))\n    padding = 2 * padding\n    out[:, :, padding : padding + H, padding : padding + W] = x",
        ),
        (
            "pads_one_side",
            "out = np.zeros((N, C, H + 2 * padding, W + 2 * padding))\n",
            "out = np.zeros((N, C, H + padding, W + padding))\n",
        ),
        (None, "x[:, :, :1, :]", "x[:, :, -1:, :]"),
        (None, "out[:, :, :, :left] = out[:, :, :, left : left + 1]", "out[:, :, :, :left] = out[:, :, :, :1]"),
    ],
    "clipped": [
        ("ignores_mode", 'if mode == "zeros"', 'if mode != "edge"'),
        ("swaps_modes", 'mode == "zeros"', 'mode != "zeros"'),
        (
            "mirrors",
            "np.clip(np.arange(H + 2 * padding) - padding, 0, H - 1)\n    j = np.clip(np.arange(W + 2 * padding) - padding, 0, W - 1)",
            "np.abs(np.arange(H + 2 * padding) - padding)\n    j = np.abs(np.arange(W + 2 * padding) - padding)\n    i = np.where(i > H - 1, 2 * (H - 1) - i, i)\n    j = np.where(j > W - 1, 2 * (W - 1) - j, j)",
        ),
        (
            "wraps_around",
            "np.clip(np.arange(H + 2 * padding) - padding, 0, H - 1)\n    j = np.clip(np.arange(W + 2 * padding) - padding, 0, W - 1)",
            "(np.arange(H + 2 * padding) - padding) % H\n    j = (np.arange(W + 2 * padding) - padding) % W",
        ),
        ("shifts_image", "padding : H + padding, padding : W + padding", ":H, :W"),
        (
            "slices_to_minus_padding",
            "padding : H + padding, padding : W + padding",
            "padding:-padding, padding:-padding",
        ),
        (None, "i[:, None], j[None, :]", "j[:, None], i[None, :]"),
        (None, "- padding, 0, H - 1", "- padding, 1, H - 1"),
    ],
    "loops": [
        ("ignores_mode", 'if mode == "replicate"', 'if mode == "edge"'),
        ("swaps_modes", 'mode == "replicate"', 'mode == "zeros"'),
        ("shifts_image", "r, s = i - padding, j - padding", "r, s = i, j"),
        ("leaves_corners_empty", 'if mode == "replicate":', 'if mode == "replicate" and (0 <= r < H or 0 <= s < W):'),
        (
            "wraps_around",
            "r = min(max(r, 0), H - 1)\n                        s = min(max(s, 0), W - 1)",
            "r = r % H\n                        s = s % W",
        ),
        (
            "mirrors",
            "r = min(max(r, 0), H - 1)\n                        s = min(max(s, 0), W - 1)",
            "r = abs(r) if r < H else 2 * H - 2 - r\n                        s = abs(s) if s < W else 2 * W - 2 - s",
        ),
        (None, "r = min(max(r, 0), H - 1)\n", ""),
        (None, "s = min(max(s, 0), W - 1)", "s = min(max(s, 0), H - 1)"),
    ],
    "stacked": [
        ("ignores_mode", 'if mode == "zeros"', "if True"),
        ("swaps_modes", 'mode == "zeros"', 'mode == "replicate"'),
        (
            "copies_as_many_rows",
            "np.repeat(x[:, :, :, :1], padding, axis=3)\n    right = np.repeat(x[:, :, :, -1:], padding, axis=3)\n    wide = np.concatenate([left, x, right], axis=3)\n    above = np.repeat(wide[:, :, :1], padding, axis=2)\n    below = np.repeat(wide[:, :, -1:], padding, axis=2)",
            "x[:, :, :, :padding]\n    right = x[:, :, :, W - padding :]\n    wide = np.concatenate([left, x, right], axis=3)\n    above = wide[:, :, :padding]\n    below = wide[:, :, H - padding :]",
        ),
        (
            "mirrors",
            "np.repeat(x[:, :, :, :1], padding, axis=3)\n    right = np.repeat(x[:, :, :, -1:], padding, axis=3)\n    wide = np.concatenate([left, x, right], axis=3)\n    above = np.repeat(wide[:, :, :1], padding, axis=2)\n    below = np.repeat(wide[:, :, -1:], padding, axis=2)",
            "x[:, :, :, :padding][:, :, :, ::-1]\n    right = x[:, :, :, W - padding :][:, :, :, ::-1]\n    wide = np.concatenate([left, x, right], axis=3)\n    above = wide[:, :, :padding][:, :, ::-1]\n    below = wide[:, :, H - padding :][:, :, ::-1]",
        ),
        (None, "np.concatenate([above, wide, below], axis=2)", "np.concatenate([below, wide, above], axis=2)"),
        (None, "np.concatenate([left, x, right], axis=3)", "np.concatenate([right, x, left], axis=3)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
