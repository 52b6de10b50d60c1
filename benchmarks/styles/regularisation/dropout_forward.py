"""dropout_forward in five styles."""

import numpy as np


def two_branches(x, p, rng, train):
    if not train:
        return x.copy(), np.ones(x.shape, dtype=bool)
    mask = rng.random(x.shape) >= p
    out = x * mask / (1 - p)
    return out, mask


def keep_probability(x, p, rng, train):
    keep = 1 - p
    if train:
        mask = rng.random(size=x.shape) < keep
        out = np.where(mask, x / keep, 0.0)
    else:
        mask = np.ones_like(x, dtype=bool)
        out = x
    return out, mask


def binomial(x, p, rng, train):
    if train:
        mask = rng.binomial(1, 1 - p, size=x.shape)
        scaled = mask / (1 - p)
        out = x * scaled
        mask = mask.astype(bool)
    else:
        mask = np.full(x.shape, True)
        out = x.copy()
    return out, mask


def on_a_copy(x, p, rng, train):
    out = x.copy()
    mask = np.ones(x.shape, bool)
    if train:
        r = rng.uniform(0, 1, x.shape)
        mask = r > p
        out[~mask] = 0
        out /= 1 - p
    return out, mask


def choice(x, p, rng, train):
    if not train:
        return x, np.ones(x.shape).astype(bool)
    mask = rng.choice([True, False], size=x.shape, p=[1 - p, p])
    return mask * x * (1 / (1 - p)), mask


SLIPS = {
    "two_branches": [
        ("swaps_keep_and_drop", ">= p", "< p"),
        ("swaps_keep_and_drop", ">= p\n    out = x * mask / (1 - p)", "< p\n    out = x * mask / p"),
        ("mask_from_randn", "rng.random(x.shape)", "rng.standard_normal(x.shape)"),
        ("mask_from_randn", "rng.random(x.shape) >= p", "rng.normal(size=x.shape) > p"),
        ("always_half", ">= p", ">= 0.5"),
        ("one_draw_for_all", "mask = rng.random(x.shape) >= p", "mask = np.full(x.shape, rng.random() >= p)"),
        ("same_for_every_sample", "rng.random(x.shape) >= p", "np.broadcast_to(rng.random(x.shape[1:]) >= p, x.shape)"),
        ("same_for_every_sample", "rng.random(x.shape)", "rng.random(x.shape[1:])"),
        ("whole_samples", "rng.random(x.shape)", "rng.random(len(x)).reshape(-1, *[1] * (x.ndim - 1))"),
        (
            "drops_nothing",
            "rng.random(x.shape) >= p\n    out = x * mask / (1 - p)",
            "rng.random(x.shape) >= 0\n    out = x",
        ),
        ("inverted_mask", "return out, mask", "return out, ~mask"),
        ("mask_drawn_again", "return out, mask", "return out, rng.random(x.shape) >= p"),
        ("mask_drawn_again", "x * mask", "x * (rng.random(x.shape) >= p)"),
        ("mask_not_bool", "rng.random(x.shape) >= p", "(rng.random(x.shape) >= p).astype(float)"),
        ("mask_not_bool", "rng.random(x.shape) >= p", "(rng.random(x.shape) >= p).astype(int)"),
        ("mask_is_scaled", ">= p\n    out = x * mask / (1 - p)", ">= p\n    mask = mask / (1 - p)\n    out = x * mask"),
        ("no_mask_in_evaluation", "np.ones(x.shape, dtype=bool)", "None"),
        ("returns_out_only", "return out, mask", "return out"),
        (
            "returns_out_only",
            "x.copy(), np.ones(x.shape, dtype=bool)\n    mask = rng.random(x.shape) >= p\n    out = x * mask / (1 - p)\n    return out, mask",
            "x\n    mask = rng.random(x.shape) >= p\n    return x * mask / (1 - p)",
        ),
        (
            "swaps_results",
            "x.copy(), np.ones(x.shape, dtype=bool)\n    mask = rng.random(x.shape) >= p\n    out = x * mask / (1 - p)\n    return out, mask",
            "np.ones(x.shape, dtype=bool), x\n    mask = rng.random(x.shape) >= p\n    out = x * mask / (1 - p)\n    return mask, out",
        ),
        ("drops_in_evaluation", "    if not train:\n        return x.copy(), np.ones(x.shape, dtype=bool)\n", ""),
        ("swaps_modes", "if not train", "if train"),
        ("writes_into_x", "out = x * mask / (1 - p)\n    return out, mask", "x *= mask / (1 - p)\n    return x, mask"),
        ("own_seed", "rng.random(x.shape)", "np.random.default_rng(0).random(x.shape)"),
        ("own_generator", "rng.random(x.shape)", "np.random.default_rng().random(x.shape)"),
        ("global_generator", "rng.random(x.shape)", "np.random.rand(*x.shape)"),
        ("global_generator", "mask = rng.random(x.shape)", "np.random.seed(0)\n    mask = np.random.rand(*x.shape)"),
        ("not_inverted", " / (1 - p)", ""),
        (
            "not_inverted",
            "return x.copy(), np.ones(x.shape, dtype=bool)\n    mask = rng.random(x.shape) >= p\n    out = x * mask / (1 - p)",
            "return x * (1 - p), np.ones(x.shape, dtype=bool)\n    mask = rng.random(x.shape) >= p\n    out = x * mask",
        ),
        ("multiplies_by_keep", "/ (1 - p)", "* (1 - p)"),
        ("divides_by_p", "/ (1 - p)", "/ p"),
        ("multiplies_by_p", "/ (1 - p)", "* p"),
        ("divides_by_share", "(1 - p)", "mask.mean()"),
        ("scales_in_evaluation", "x.copy()", "x / (1 - p)"),
        ("scales_down_in_evaluation", "x.copy()", "x * (1 - p)"),
        (
            "mask_from_randn",
            "rng.random(x.shape) >= p\n    out = x * mask / (1 - p)",
            "rng.standard_normal(x.shape) < p\n    out = x * mask / (1 - p)",
        ),
        (None, "/ (1 - p)", "/ (1 + p)"),
        (None, "x * mask", "x + mask"),
        (None, "np.ones(x.shape, dtype=bool)", "np.zeros(x.shape, dtype=bool)"),
    ],
    "keep_probability": [
        ("swaps_keep_and_drop", "< keep", "> keep"),
        ("swaps_keep_and_drop", "keep = 1 - p", "keep = p"),
        ("one_draw_for_all", "rng.random(size=x.shape) < keep", "np.full(x.shape, rng.random() < keep)"),
        ("not_inverted", "x / keep", "x"),
        ("multiplies_by_keep", "x / keep", "x * keep"),
        ("scaled_twice", "out = np.where(mask, x / keep, 0.0)", "out = np.where(mask, x / keep, 0.0) / keep"),
        ("scales_in_evaluation", "out = x\n", "out = x / keep\n"),
        ("scales_down_in_evaluation", "out = x\n", "out = keep * x\n"),
        ("swaps_modes", "if train:", "if not train:"),
        ("mask_not_bool", "mask = np.ones_like(x, dtype=bool)", "mask = np.ones_like(x)"),
        ("no_mask_in_evaluation", "mask = np.ones_like(x, dtype=bool)", "mask = None"),
        (
            "inverted_mask",
            "< keep\n        out = np.where(mask, x / keep, 0.0)",
            "> keep\n        out = np.where(mask, 0.0, x / keep)",
        ),
        ("mask_from_randn", "rng.random(size=x.shape)", "rng.standard_normal(size=x.shape)"),
        ("global_generator", "rng.random(size=x.shape)", "np.random.random(x.shape)"),
        ("own_generator", "rng.random(size=x.shape)", "np.random.default_rng().random(x.shape)"),
        (
            "whole_samples",
            "rng.random(size=x.shape) < keep",
            "np.empty(x.shape, bool)\n        for i in range(len(x)):\n            mask[i] = rng.random() < keep",
        ),
        (
            "same_for_every_sample",
            "rng.random(size=x.shape) < keep",
            "np.empty(x.shape, bool)\n        mask[:] = rng.random(x.shape[1:]) < keep",
        ),
        (None, "0.0)", "x)"),
        (None, "0.0)", "-1.0)"),
    ],
    "binomial": [
        ("swaps_keep_and_drop", "binomial(1, 1 - p", "binomial(1, p"),
        ("mask_not_bool", "        mask = mask.astype(bool)\n", ""),
        ("mask_is_scaled", "mask = mask.astype(bool)", "mask = scaled"),
        ("always_half", "1 - p, size", "0.5, size"),
        ("not_inverted", "x * scaled", "x * mask"),
        ("divides_by_p", "mask / (1 - p)", "mask / p"),
        ("inverted_mask", "mask = mask.astype(bool)", "mask = mask == 0"),
        ("scaled_twice", "out = x * scaled", "out = x * scaled / (1 - p)"),
        (
            "same_for_every_sample",
            "rng.binomial(1, 1 - p, size=x.shape)",
            "np.broadcast_to(rng.binomial(1, 1 - p, size=x.shape[1:]), x.shape)",
        ),
        ("one_draw_for_all", "rng.binomial(1, 1 - p, size=x.shape)", "rng.binomial(1, 1 - p) * np.ones(x.shape)"),
        ("global_generator", "rng.binomial", "np.random.binomial"),
        ("swaps_results", "return out, mask", "return mask, out"),
        ("returns_out_only", "return out, mask", "return out"),
        (None, "binomial(1, 1 - p", "binomial(2, 1 - p"),
    ],
    "on_a_copy": [
        ("writes_into_x", "x.copy()", "x"),
        ("writes_into_x", "out[~mask] = 0\n        out /= 1 - p", "x[~mask] = 0\n        out = x / (1 - p)"),
        ("swaps_keep_and_drop", "out[~mask] = 0", "out[mask] = 0\n        mask = ~mask"),
        ("inverted_mask", "r > p\n        out[~mask]", "r < p\n        out[mask]"),
        ("not_inverted", "        out /= 1 - p\n", ""),
        ("multiplies_by_keep", "out /= 1 - p", "out *= 1 - p"),
        ("multiplies_by_p", "out /= 1 - p", "out *= p"),
        ("drops_in_evaluation", "if train:", "if True:"),
        ("divides_by_share", "out /= 1 - p", "out *= out.size / np.sum(mask)"),
        ("scales_in_evaluation", "        out /= 1 - p", "    out /= 1 - p"),
        ("own_seed", "rng.uniform", "np.random.default_rng(42).uniform"),
        ("always_half", "r > p", "r > 0.5"),
        ("global_generator", "rng.uniform", "np.random.uniform"),
        (
            "whole_channels",
            "rng.uniform(0, 1, x.shape)",
            "rng.uniform(0, 1, x.shape[:2] + (1,) * (x.ndim - 2)) * np.ones(x.shape)",
        ),
        (None, "out /= 1 - p", "out -= 1 - p"),
        (None, "rng.uniform(0, 1", "rng.uniform(-1, 1"),
    ],
    "choice": [
        ("swaps_keep_and_drop", "p=[1 - p, p]", "p=[p, 1 - p]"),
        ("always_half", ", p=[1 - p, p]", ""),
        (
            "draws_with_replacement",
            "mask = rng.choice([True, False], size=x.shape, p=[1 - p, p])",
            "drop = rng.choice(x.size, size=int(round(p * x.size)))\n    mask = np.ones(x.size, bool)\n    mask[drop] = False\n    mask = mask.reshape(x.shape)",
        ),
        ("mask_not_bool", "[True, False]", "[1, 0]"),
        ("mask_not_bool", "[True, False]", "[1.0, 0.0]"),
        ("not_inverted", " * (1 / (1 - p))", ""),
        ("multiplies_by_keep", "(1 / (1 - p))", "(1 - p)"),
        ("inverted_mask", "* (1 / (1 - p)), mask", "* (1 / (1 - p)), mask == False"),
        ("global_generator", "rng.choice", "np.random.choice"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
