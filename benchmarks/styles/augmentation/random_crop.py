"""random_crop in three styles."""

import numpy as np


def loop(x, size_h, size_w, padding, rng):
    N, C, H, W = x.shape
    big = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    tops = rng.integers(0, H + 2 * padding - size_h + 1, N)
    lefts = rng.integers(0, W + 2 * padding - size_w + 1, N)
    out = np.zeros((N, C, size_h, size_w))
    for n in range(N):
        out[n] = big[n, :, tops[n] : tops[n] + size_h, lefts[n] : lefts[n] + size_w]
    return out


def one_by_one(x, size_h, size_w, padding, rng):
    N, C, H, W = x.shape
    big = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    big[:, :, padding : padding + H, padding : padding + W] = x
    crops = []
    for image in big:
        top = rng.integers(image.shape[1] - size_h, endpoint=True)
        left = rng.integers(image.shape[2] - size_w, endpoint=True)
        crops.append(image[:, top : top + size_h, left : left + size_w])
    return np.stack(crops)


def fancy(x, size_h, size_w, padding, rng):
    big = np.pad(x, [(0, 0), (0, 0), (padding,) * 2, (padding,) * 2])
    N, C, H, W = big.shape
    rows = rng.choice(H - size_h + 1, N)[:, None] + np.arange(size_h)
    columns = rng.choice(W - size_w + 1, N)[:, None] + np.arange(size_w)
    n = np.arange(N)[:, None, None, None]
    c = np.arange(C)[:, None, None]
    return big[n, c, rows[:, None, :, None], columns[:, None, None, :]]


SLIPS = {
    "loop": [
        (
            "never_last",
            "size_h + 1, N)\n    lefts = rng.integers(0, W + 2 * padding - size_w + 1",
            "size_h, N)\n    lefts = rng.integers(0, W + 2 * padding - size_w",
        ),
        (
            "never_first",
            "integers(0, H + 2 * padding - size_h + 1, N)\n    lefts = rng.integers(0",
            "integers(1, H + 2 * padding - size_h + 1, N)\n    lefts = rng.integers(1",
        ),
        ("columns_from_rows", "0, W + 2 * padding - size_w", "0, H + 2 * padding - size_h"),
        ("one_draw_for_both", "rng.integers(0, W + 2 * padding - size_w + 1, N)", "tops"),
        (
            "same_for_all_images",
            "1, N)\n    lefts = rng.integers(0, W + 2 * padding - size_w + 1, N)",
            "1) * np.ones(N, int)\n    lefts = rng.integers(0, W + 2 * padding - size_w + 1) * np.ones(N, int)",
        ),
        (
            "centre",
            "rng.integers(0, H + 2 * padding - size_h + 1, N)\n    lefts = rng.integers(0, W + 2 * padding - size_w + 1, N)",
            "[(H + 2 * padding - size_h) // 2] * N\n    lefts = [(W + 2 * padding - size_w) // 2] * N",
        ),
        (
            "positions_without_padding",
            "H + 2 * padding - size_h + 1, N)\n    lefts = rng.integers(0, W + 2 * padding",
            "H - size_h + 1, N)\n    lefts = rng.integers(0, W",
        ),
        (
            "counts_padding_once",
            "H + 2 * padding - size_h + 1, N)\n    lefts = rng.integers(0, W + 2 * padding",
            "H + padding - size_h + 1, N)\n    lefts = rng.integers(0, W + padding",
        ),
        ("frame_not_zero", "(padding, padding)))", '(padding, padding)), mode="edge")'),
        ("frame_not_zero", "(padding, padding)))", '(padding, padding)), mode="reflect")'),
        ("own_generator", "tops = rng", "rng = np.random.default_rng(0)\n    tops = rng"),
        ("own_generator", "tops = rng", "rng = np.random.default_rng()\n    tops = rng"),
        (
            "global_generator",
            "rng.integers(0, H + 2 * padding - size_h + 1, N)\n    lefts = rng.integers",
            "np.random.randint(0, H + 2 * padding - size_h + 1, N)\n    lefts = np.random.randint",
        ),
        (
            "ends_half_as_likely",
            "rng.integers(0, H + 2 * padding - size_h + 1, N)\n    lefts = rng.integers(0, W + 2 * padding - size_w + 1, N)",
            "np.round(rng.uniform(0, H + 2 * padding - size_h, N)).astype(int)\n    lefts = np.round(rng.uniform(0, W + 2 * padding - size_w, N)).astype(int)",
        ),
        (None, "big[n, :", "big[0, :"),
        (None, "out[n] = big", "out[n] = 2 * big"),
    ],
    "one_by_one": [
        (
            "never_last",
            "size_h, endpoint=True)\n        left = rng.integers(image.shape[2] - size_w, endpoint=True)",
            "size_h)\n        left = rng.integers(image.shape[2] - size_w)",
        ),
        (
            "same_for_all_images",
            "    for image in big:\n        top = rng.integers(image.shape[1] - size_h, endpoint=True)\n        left = rng.integers(image.shape[2] - size_w, endpoint=True)\n",
            "    top = rng.integers(big.shape[2] - size_h, endpoint=True)\n    left = rng.integers(big.shape[3] - size_w, endpoint=True)\n    for image in big:\n",
        ),
        ("columns_from_rows", "image.shape[2] - size_w", "image.shape[1] - size_h"),
        ("one_draw_for_both", "left = rng.integers(image.shape[2] - size_w, endpoint=True)", "left = top"),
        (
            "channels_apart",
            "crops.append(image[:, top : top + size_h, left : left + size_w])",
            "crop = []\n        for channel in image:\n            top = rng.integers(image.shape[1] - size_h, endpoint=True)\n            left = rng.integers(image.shape[2] - size_w, endpoint=True)\n            crop.append(channel[top : top + size_h, left : left + size_w])\n        crops.append(crop)",
        ),
        ("corner", "image[:, top : top + size_h, left : left + size_w]", "image[:, :size_h, :size_w]"),
        ("swaps_sizes", "crops = []", "crops = []\n    size_h, size_w = size_w, size_h"),
        (
            "forgets_padding",
            "    big = np.zeros((N, C, H + 2 * padding, W + 2 * padding))\n    big[:, :, padding : padding + H, padding : padding + W] = x\n",
            "    big = x\n",
        ),
        ("frame_not_zero", "np.zeros((", "np.ones(("),
        (
            "positions_without_padding",
            "image.shape[1] - size_h, endpoint=True)\n        left = rng.integers(image.shape[2] - size_w",
            "H - size_h, endpoint=True)\n        left = rng.integers(W - size_w",
        ),
        (
            "pads_one_side",
            "H + 2 * padding, W + 2 * padding))\n    big[:, :, padding : padding + H, padding : padding + W]",
            "H + 2 * padding, W + 2 * padding))\n    big[:, :, :H, :W]",
        ),
        ("counts_padding_once", "H + 2 * padding, W + 2 * padding", "H + padding, W + padding"),
        (None, "image[:, top : top + size_h", "image[:, H - top : H - top + size_h"),
    ],
    "fancy": [
        (
            "never_last",
            "size_h + 1, N)[:, None] + np.arange(size_h)\n    columns = rng.choice(W - size_w + 1",
            "size_h, N)[:, None] + np.arange(size_h)\n    columns = rng.choice(W - size_w",
        ),
        ("columns_from_rows", "W - size_w + 1", "H - size_h + 1"),
        (
            "global_generator",
            "rng.choice(H - size_h + 1, N)[:, None] + np.arange(size_h)\n    columns = rng",
            "np.random.choice(H - size_h + 1, N)[:, None] + np.arange(size_h)\n    columns = np.random",
        ),
        ("frame_not_zero", "(padding,) * 2])", '(padding,) * 2], mode="wrap")'),
        (
            "same_for_all_images",
            "1, N)[:, None] + np.arange(size_h)\n    columns = rng.choice(W - size_w + 1, N)[:, None]",
            "1, 1)[:, None] + np.arange(size_h)\n    columns = rng.choice(W - size_w + 1, 1)[:, None]",
        ),
        (
            "corner",
            "rng.choice(H - size_h + 1, N)[:, None] + np.arange(size_h)\n    columns = rng.choice(W - size_w + 1, N)[:, None] +",
            "np.zeros((N, 1), int) + np.arange(size_h)\n    columns = np.zeros((N, 1), int) +",
        ),
        (
            "never_first",
            "rng.choice(H - size_h + 1, N)[:, None] + np.arange(size_h)\n    columns = rng.choice(W - size_w + 1, N)[:, None]",
            "1 + rng.choice(H - size_h, N)[:, None] + np.arange(size_h)\n    columns = 1 + rng.choice(W - size_w, N)[:, None]",
        ),
        (None, "np.arange(N)[:, None, None, None]", "rng.permutation(N)[:, None, None, None]"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
