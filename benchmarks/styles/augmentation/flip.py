"""flip in four styles."""

import numpy as np


def sliced(x, axis):
    if axis == "horizontal":
        return x[:, :, :, ::-1].copy()
    return x[:, :, ::-1, :].copy()


def with_numpy(x, axis):
    which = 3 if axis == "horizontal" else 2
    return np.flip(x, which)


def loops(x, axis):
    N, C, H, W = x.shape
    out = np.zeros_like(x)
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    if axis == "horizontal":
                        out[n, c, i, j] = x[n, c, i, W - 1 - j]
                    else:
                        out[n, c, i, j] = x[n, c, H - 1 - i, j]
    return out


def rows_and_columns(x, axis):
    H, W = x.shape[2:]
    out = x.copy()
    if axis == "vertical":
        for row in range(H):
            out[:, :, row] = x[:, :, H - row - 1]
    elif axis == "horizontal":
        for column in range(W):
            out[..., column] = x[..., W - column - 1]
    return out


SLIPS = {
    "sliced": [
        ("swaps_axes", 'axis == "horizontal"', 'axis == "vertical"'),
        ("ignores_axis", "x[:, :, ::-1, :]", "x[:, :, :, ::-1]"),
        (
            "flips_both",
            "x[:, :, :, ::-1].copy()\n    return x[:, :, ::-1, :]",
            "x[:, :, ::-1, ::-1].copy()\n    return x[:, :, ::-1, ::-1]",
        ),
        (
            "flips_everything",
            "x[:, :, :, ::-1].copy()\n    return x[:, :, ::-1, :]",
            "np.flip(x)\n    return np.flip(x)",
        ),
        (
            "channels_last",
            "x[:, :, :, ::-1].copy()\n    return x[:, :, ::-1, :]",
            "x[:, :, ::-1, :].copy()\n    return x[:, ::-1, :, :]",
        ),
        (
            "axes_of_a_matrix",
            "x[:, :, :, ::-1].copy()\n    return x[:, :, ::-1, :]",
            "np.fliplr(x)\n    return np.flipud(x)",
        ),
        (
            "loses_a_line",
            "x[:, :, :, ::-1].copy()\n    return x[:, :, ::-1, :]",
            "x[:, :, :, -1:0:-1].copy()\n    return x[:, :, -1:0:-1, :]",
        ),
        (
            "images_too",
            "x[:, :, :, ::-1].copy()\n    return x[:, :, ::-1, :]",
            "x[::-1, :, :, ::-1].copy()\n    return x[::-1, :, ::-1, :]",
        ),
        (
            "transposes",
            "x[:, :, :, ::-1].copy()\n    return x[:, :, ::-1, :]",
            "x.transpose(0, 1, 3, 2)\n    return x.transpose(0, 1, 3, 2)",
        ),
        (None, "x[:, :, ::-1, :]", "x[:, :, ::2, :]"),
        (None, "x[:, :, :, ::-1]", "-x[:, :, :, ::-1]"),
    ],
    "with_numpy": [
        ("swaps_axes", '3 if axis == "horizontal" else 2', '2 if axis == "horizontal" else 3'),
        ("ignores_axis", "np.flip(x, which)", "np.flip(x, 3)"),
        ("flips_everything", "np.flip(x, which)", "np.flip(x)"),
        ("flips_both", "np.flip(x, which)", "np.flip(x, (2, 3))"),
        ("channels_last", '3 if axis == "horizontal" else 2', '2 if axis == "horizontal" else 1'),
        ("axes_of_a_matrix", '3 if axis == "horizontal" else 2', '1 if axis == "horizontal" else 0'),
        ("channels_too", "np.flip(x, which)", "np.flip(x, (1, which))"),
        ("turns_by_quarter", "np.flip(x, which)", "np.rot90(x, axes=(2, 3))"),
        (None, "np.flip(x, which)", "np.roll(x, 1, which)"),
        (None, "np.flip(x, which)", "np.sort(x, which)"),
    ],
    "loops": [
        ("swaps_axes", 'axis == "horizontal"', 'axis != "horizontal"'),
        (
            "off_by_one",
            "W - 1 - j]\n                    else:\n                        out[n, c, i, j] = x[n, c, H - 1 - i",
            "-j]\n                    else:\n                        out[n, c, i, j] = x[n, c, -i",
        ),
        ("reads_what_it_wrote", "np.zeros_like(x)", "x = x.copy()"),
        ("reads_what_it_wrote", "np.zeros_like(x)", "x"),
        (
            "size_of_other_axis",
            "W - 1 - j]\n                    else:\n                        out[n, c, i, j] = x[n, c, H - 1 - i",
            "H - 1 - j]\n                    else:\n                        out[n, c, i, j] = x[n, c, W - 1 - i",
        ),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        ("first_channel_only", "for c in range(C)", "for c in range(1)"),
        (
            "flips_both",
            "i, W - 1 - j]\n                    else:\n                        out[n, c, i, j] = x[n, c, H - 1 - i, j]",
            "H - 1 - i, W - 1 - j]\n                    else:\n                        out[n, c, i, j] = x[n, c, H - 1 - i, W - 1 - j]",
        ),
        (None, "W - 1 - j", "W - j"),
        (None, "W - 1 - j", "(j + 1) % W"),
    ],
    "rows_and_columns": [
        (
            "reads_what_it_wrote",
            'x[:, :, H - row - 1]\n    elif axis == "horizontal":\n        for column in range(W):\n            out[..., column] = x[',
            'out[:, :, H - row - 1]\n    elif axis == "horizontal":\n        for column in range(W):\n            out[..., column] = out[',
        ),
        ("reads_what_it_wrote", "x.copy()", "x"),
        (
            "off_by_one",
            'H - row - 1]\n    elif axis == "horizontal":\n        for column in range(W):\n            out[..., column] = x[..., W - column - 1',
            '-row]\n    elif axis == "horizontal":\n        for column in range(W):\n            out[..., column] = x[..., -column',
        ),
        ("size_of_other_axis", "H, W = x.shape[2:]", "W, H = x.shape[2:]"),
        (
            "swaps_axes",
            'axis == "vertical":\n        for row in range(H):\n            out[:, :, row] = x[:, :, H - row - 1]\n    elif axis == "horizontal"',
            'axis == "horizontal":\n        for row in range(H):\n            out[:, :, row] = x[:, :, H - row - 1]\n    elif axis == "vertical"',
        ),
        (None, "range(H)", "range(H // 2)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
