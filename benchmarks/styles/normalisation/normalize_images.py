"""normalize_images in four styles."""

import numpy as np


def line(images, mean=0.5, std=1.0):
    return ((images / 255.0 - mean) / std).astype(np.float32)


def steps(images, mean=0.5, std=1.0):
    x = images.astype(np.float32)
    x /= 255.0
    x -= mean
    x /= std
    return x


def table(images, mean=0.5, std=1.0):
    levels = np.arange(256) / 255
    values = (levels - mean) / std
    return values.astype("float32")[images]


def loops(images, mean=0.5, std=1.0):
    out = np.zeros(images.shape, dtype=np.float32)
    for n in range(images.shape[0]):
        for c in range(images.shape[1]):
            out[n, c] = (images[n, c] * (1 / 255) - mean) * (1 / std)
    return out


SLIPS = {
    "line": [
        ("forgets_255", "images / 255.0", "images"),
        ("divides_by_256", "255.0", "256.0"),
        ("divides_by_half", "255.0", "127.5"),
        ("divides_by_maximum", "255.0", "images.max()"),
        ("stretches", "images / 255.0", "(images - images.min()) / (images.max() - images.min())"),
        ("subtracts_first", "(images / 255.0 - mean) / std", "(images - mean) / 255.0 / std"),
        ("scales_mean_only", "(images / 255.0 - mean) / std", "images / 255.0 - mean / std"),
        ("scales_first", "(images / 255.0 - mean) / std", "images / 255.0 / std - mean"),
        ("adds_mean", "- mean", "+ mean"),
        ("multiplies_by_std", "/ std", "* std"),
        ("std_as_variance", "/ std", "/ np.sqrt(std)"),
        ("std_as_variance", "/ std", "/ std**2"),
        ("swaps_mean_and_std", "- mean) / std", "- std) / mean"),
        ("ignores_mean", " - mean", ""),
        ("ignores_std", " / std", ""),
        ("fixed_statistics", "- mean) / std", "- 0.5) / 1.0"),
        ("fixed_statistics", "- mean) / std", "- 0.5) / 0.5"),
        ("divides_by_whole_numbers", "images / 255.0", "images // 255"),
        ("own_statistics", "- mean) / std", "- (images / 255.0).mean()) / (images / 255.0).std()"),
        ("own_statistics", "(images / 255.0 - mean) / std", "(images - images.mean()) / images.std()"),
        ("returns_pixels", "np.float32", "np.uint8"),
        ("returns_pixels", "np.float32", "int"),
        ("inverts", "images / 255.0 - mean", "mean - images / 255.0"),
        ("clips_at_one", "((images / 255.0 - mean) / std)", "np.clip((images / 255.0 - mean) / std, 0, 1)"),
        ("clips_at_one", "((images / 255.0 - mean) / std)", "np.clip((images / 255.0 - mean) / std, -1, 1)"),
        ("flattens", ".astype(np.float32)", ".astype(np.float32).reshape(len(images), -1)"),
        ("moves_channels", ".astype(np.float32)", ".astype(np.float32).transpose(0, 2, 3, 1)"),
        ("default_of_std", "std=1.0", "std=0.5"),
        ("default_of_mean", "mean=0.5", "mean=0.0"),
        (("divides_by_256", "adds_mean"), "255.0 - mean", "256.0 + mean"),
        (
            ("divides_by_256", "returns_pixels"),
            "255.0 - mean) / std).astype(np.float32)",
            "256.0 - mean) / std).astype(np.uint8)",
        ),
        ("subtracts_first", "/ 255.0 - mean", "/ 255.0 - mean / 255.0"),
        (None, "(images / 255.0 - mean)", "(images / 255.0 - mean) ** 2"),
    ],
    "steps": [
        ("divides_in_place", "x = images.astype(np.float32)", "x = images"),
        ("forgets_255", "    x /= 255.0\n", ""),
        ("divides_by_256", "255.0", "256.0"),
        ("divides_by_maximum", "255.0", "x.max()"),
        ("ignores_mean", "    x -= mean\n", ""),
        ("ignores_std", "    x /= std\n", ""),
        ("ignores_both", "    x -= mean\n    x /= std\n", ""),
        ("scales_first", "    x -= mean\n    x /= std\n", "    x /= std\n    x -= mean\n"),
        ("subtracts_first", "    x /= 255.0\n    x -= mean\n", "    x -= mean\n    x /= 255.0\n"),
        ("adds_mean", "x -= mean", "x += mean"),
        ("multiplies_by_std", "x /= std", "x *= std"),
        ("own_statistics", "x -= mean\n    x /= std", "x -= x.mean()\n    x /= x.std()"),
        (
            "own_statistics",
            "x -= mean\n    x /= std",
            "x = (x - x.mean(axis=(0, 2, 3), keepdims=True)) / x.std(axis=(0, 2, 3), keepdims=True)",
        ),
        ("mixes_scales", "x /= 255.0\n    x -= mean\n    x /= std", "x /= 255.0\n    x -= mean\n    x /= std * 255.0"),
        ("clips_at_zero", "return x", "return np.maximum(x, 0)"),
        ("divides_by_whole_numbers", "x /= 255.0", "x //= 255.0"),
        ("first_image_only", "return x", "out = np.zeros_like(x)\n    out[0] = x[0]\n    return out"),
        (None, "return x", "return x.mean(axis=1, keepdims=True)"),
        (None, "x /= 255.0", "x /= 225.0"),
    ],
    "table": [
        ("divides_by_256", "/ 255", "/ 256"),
        ("swaps_mean_and_std", "(levels - mean) / std", "(levels - std) / mean"),
        ("std_as_variance", "/ std", "/ std**0.5"),
        ("inverts", "levels - mean", "mean - levels"),
        ("forgets_255", " / 255", ""),
        ("divides_by_half", "/ 255", "/ 127.5"),
        (None, "np.arange(256) / 255", "np.linspace(1, 0, 256)"),
    ],
    "loops": [
        ("first_image_only", "range(images.shape[0])", "range(1)"),
        ("divides_by_maximum", "images[n, c] * (1 / 255)", "images[n, c] / images[n].max()"),
        ("own_statistics", "images[n, c] * (1 / 255) - mean", "images[n, c] * (1 / 255) - (images / 255).mean()"),
        ("forgets_255", " * (1 / 255)", ""),
        ("fixed_statistics", "- mean)", "- 0.5)"),
        ("multiplies_by_std", "(1 / std)", "std"),
        (
            "stretches",
            "(images[n, c] * (1 / 255) - mean) * (1 / std)",
            "(images[n, c] - images.min()) / (images.max() - images.min())",
        ),
        (None, "range(images.shape[1])", "range(1)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
