"""cutout in four styles."""

import numpy as np


def slices(x, top, left, height, width):
    out = x.copy()
    out[:, :, max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)] = 0
    return out


def loops(x, top, left, height, width):
    N, C, H, W = x.shape
    out = np.array(x)
    for i in range(top, top + height):
        for j in range(left, left + width):
            if 0 <= i < H and 0 <= j < W:
                out[:, :, i, j] = 0
    return out


def masked(x, top, left, height, width):
    H, W = x.shape[2], x.shape[3]
    rows = np.arange(H)[:, None]
    columns = np.arange(W)[None, :]
    hole = (rows >= top) & (rows < top + height) & (columns >= left) & (columns < left + width)
    return np.where(hole, 0, x)


def ends_clipped(x, top, left, height, width):
    H, W = x.shape[2:]
    first_row, last_row = np.clip([top, top + height], 0, H)
    first_column, last_column = np.clip([left, left + width], 0, W)
    mask = np.ones((H, W))
    mask[first_row:last_row, first_column:last_column] = 0
    return x * mask


SLIPS = {
    "slices": [
        (
            "negative_slice",
            "max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)",
            "top : top + height, left : left + width",
        ),
        (
            "negative_end",
            "max(top + height, 0), max(left, 0) : max(left + width, 0)",
            "top + height, max(left, 0) : left + width",
        ),
        ("clipped_start_moves_end", "out = x.copy()", "out = x.copy()\n    top, left = max(top, 0), max(left, 0)"),
        ("swaps_corner", "out = x.copy()", "out = x.copy()\n    top, left = left, top"),
        ("swaps_size", "out = x.copy()", "out = x.copy()\n    height, width = width, height"),
        ("square", "left + width", "left + height"),
        ("size_as_end", "max(top + height, 0), max(left, 0) : max(left + width, 0)", "height, max(left, 0) : width"),
        (
            "end_included",
            "max(top + height, 0), max(left, 0) : max(left + width, 0)",
            "max(top + height + 1, 0), max(left, 0) : max(left + width + 1, 0)",
        ),
        (
            "end_too_early",
            "max(top + height, 0), max(left, 0) : max(left + width, 0)",
            "max(top + height - 1, 0), max(left, 0) : max(left + width - 1, 0)",
        ),
        ("writes_into_x", "x.copy()", "x"),
        ("fills_with_one", "0)] = 0", "0)] = 1"),
        ("fills_with_mean", "0)] = 0", "0)] = x.mean()"),
        (
            "keeps_hole_only",
            "out = x.copy()\n    out[:, :, max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)] = 0",
            "out = np.zeros_like(x)\n    a, b, c, d = max(top, 0), max(top + height, 0), max(left, 0), max(left + width, 0)\n    out[:, :, a:b, c:d] = x[:, :, a:b, c:d]",
        ),
        (
            "channels_last",
            "out[:, :, max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)]",
            "out[:, max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)]",
        ),
        ("first_image_only", "out[:, :,", "out[0, :,"),
        ("first_channel_only", "out[:, :,", "out[:, 0,"),
        ("corner_as_centre", "out = x.copy()", "out = x.copy()\n    top, left = top - height // 2, left - width // 2"),
        (
            "bands",
            "out[:, :, max(top, 0) : max(top + height, 0), max(left, 0) : max(left + width, 0)] = 0",
            "out[:, :, max(top, 0) : max(top + height, 0)] = 0\n    out[:, :, :, max(left, 0) : max(left + width, 0)] = 0",
        ),
        (None, "0)] = 0", "0)] *= 0.5"),
        (None, "max(top, 0)", "max(top, 1)"),
    ],
    "loops": [
        ("wraps_around", "if 0 <= i < H and 0 <= j < W", "if i < H and j < W"),
        ("wraps_around", "if 0 <= i < H and 0 <= j < W", "if True"),
        (
            "end_included",
            "top + height):\n        for j in range(left, left + width)",
            "top + height + 1):\n        for j in range(left, left + width + 1)",
        ),
        (
            "end_too_early",
            "top + height):\n        for j in range(left, left + width)",
            "top + height - 1):\n        for j in range(left, left + width - 1)",
        ),
        (
            "starts_one_late",
            "range(top, top + height):\n        for j in range(left,",
            "range(top + 1, top + height):\n        for j in range(left + 1,",
        ),
        (
            "size_as_end",
            "top + height):\n        for j in range(left, left + width)",
            "height):\n        for j in range(left, width)",
        ),
        ("writes_into_x", "np.array(x)", "x"),
        ("writes_into_x", "np.array(x)", "np.asarray(x)"),
        (
            "swaps_corner",
            "range(top, top + height):\n        for j in range(left, left + width)",
            "range(left, left + height):\n        for j in range(top, top + width)",
        ),
        (
            "swaps_size",
            "top + height):\n        for j in range(left, left + width)",
            "top + width):\n        for j in range(left, left + height)",
        ),
        (
            "channels_last",
            "N, C, H, W = x.shape\n    out = np.array(x)\n    for i in range(top, top + height):\n        for j in range(left, left + width):\n            if 0 <= i < H and 0 <= j < W:\n                out[:, :, i, j]",
            "N, H, W, C = x.shape\n    out = np.array(x)\n    for i in range(top, top + height):\n        for j in range(left, left + width):\n            if 0 <= i < H and 0 <= j < W:\n                out[:, i, j]",
        ),
        ("fills_with_one", "out[:, :, i, j] = 0", "out[:, :, i, j] = 1"),
        ("width_clipped_by_height", "0 <= j < W", "0 <= j < H"),
        ("first_image_only", "out[:, :, i, j]", "out[0, :, i, j]"),
        (
            "wraps_around",
            "if 0 <= i < H and 0 <= j < W:\n                out[:, :, i, j]",
            "if True:\n                out[:, :, i % H, j % W]",
        ),
        (None, "0 <= i < H and", "0 < i < H and"),
        (None, "0 <= j < W", "0 <= j <= W - 2"),
    ],
    "masked": [
        ("bands", "(rows < top + height) & (columns", "(rows < top + height) | (columns"),
        ("keeps_hole_only", "np.where(hole, 0, x)", "np.where(hole, x, 0)"),
        ("keeps_hole_only", "np.where(hole, 0, x)", "x * hole"),
        (
            "end_included",
            "rows < top + height) & (columns >= left) & (columns <",
            "rows <= top + height) & (columns >= left) & (columns <=",
        ),
        (
            "starts_one_late",
            "(rows >= top) & (rows < top + height) & (columns >= left)",
            "(rows > top) & (rows < top + height) & (columns > left)",
        ),
        (
            "swaps_rows_and_columns",
            "np.arange(H)[:, None]\n    columns = np.arange(W)[None, :]",
            "np.arange(W)[None, :]\n    columns = np.arange(H)[:, None]",
        ),
        ("fills_with_one", "np.where(hole, 0, x)", "np.where(hole, 1, x)"),
        ("fills_with_mean", "np.where(hole, 0, x)", "np.where(hole, x.mean(), x)"),
        ("square", "columns < left + width", "columns < left + height"),
        (
            "size_as_end",
            "rows < top + height) & (columns >= left) & (columns < left + width)",
            "rows < height) & (columns >= left) & (columns < width)",
        ),
        (
            "corner_as_centre",
            "H, W = x.shape[2], x.shape[3]",
            "H, W = x.shape[2], x.shape[3]\n    top, left = top - height // 2, left - width // 2",
        ),
        (
            "clipped_start_moves_end",
            "H, W = x.shape[2], x.shape[3]",
            "H, W = x.shape[2], x.shape[3]\n    top, left = max(0, top), max(0, left)",
        ),
        (
            "moved_inside",
            "H, W = x.shape[2], x.shape[3]",
            "H, W = x.shape[2], x.shape[3]\n    top, left = np.clip(top, 0, H - height), np.clip(left, 0, W - width)",
        ),
        ("writes_into_x", "return np.where(hole, 0, x)", "x[:, :, hole] = 0\n    return x"),
        (None, "columns < left + width", "columns < left + width // 2"),
        (None, "np.where(hole, 0, x)", "np.where(hole, -x, x)"),
    ],
    "ends_clipped": [
        (
            "keeps_hole_only",
            "np.ones((H, W))\n    mask[first_row:last_row, first_column:last_column] = 0",
            "np.zeros((H, W))\n    mask[first_row:last_row, first_column:last_column] = 1",
        ),
        ("returns_patch", "x * mask", "x[:, :, first_row:last_row, first_column:last_column]"),
        ("width_clipped_by_height", "left + width], 0, W", "left + width], 0, H"),
        (
            "swaps_corner",
            "[top, top + height], 0, H)\n    first_column, last_column = np.clip([left, left + width]",
            "[left, left + height], 0, H)\n    first_column, last_column = np.clip([top, top + width]",
        ),
        (
            "end_too_early",
            "top + height], 0, H)\n    first_column, last_column = np.clip([left, left + width]",
            "top + height - 1], 0, H)\n    first_column, last_column = np.clip([left, left + width - 1]",
        ),
        ("writes_into_x", "return x * mask", "x *= mask\n    return x"),
        ("square", "left + width", "left + height"),
        (
            "skipped_when_outside",
            "H, W = x.shape[2:]",
            "H, W = x.shape[2:]\n    if top < 0 or left < 0 or top + height > H or left + width > W:\n        return x.copy()",
        ),
        (
            "negative_slice",
            "first_row, last_row = np.clip([top, top + height], 0, H)\n    first_column, last_column = np.clip([left, left + width], 0, W)",
            "first_row, last_row = top, min(top + height, H)\n    first_column, last_column = left, min(left + width, W)",
        ),
        (None, "x * mask", "x * mask / mask.mean()"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
