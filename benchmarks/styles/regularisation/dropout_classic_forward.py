"""dropout_classic_forward in four styles."""

import numpy as np


def two_branches(x, p, rng, train):
    if train:
        mask = rng.random(x.shape) > p
        return x * mask, mask
    return x * (1.0 - p), np.ones_like(x, dtype=bool)


def where(x, p, rng, train):
    mask = np.ones(x.shape, dtype=bool)
    if not train:
        return (1 - p) * x, mask
    mask = rng.uniform(size=x.shape) < 1 - p
    out = np.where(mask, x, 0)
    return out, mask


def on_a_copy(x, p, rng, train):
    out = np.array(x)
    mask = np.full(x.shape, True)
    if train:
        dropped = rng.random(x.shape) < p
        out[dropped] = 0
        mask = ~dropped
    else:
        out = out - p * out
    return out, mask


def binomial(x, p, rng, train):
    if not train:
        out = x * (1 - p)
        mask = np.ones(x.shape) == 1
    else:
        mask = rng.binomial(n=1, p=1 - p, size=x.shape) == 1
        out = x * mask
    return out, mask


SLIPS = {
    "two_branches": [
        ("swaps_keep_and_drop", "> p", "< p"),
        ("mask_from_randn", "rng.random(x.shape)", "rng.standard_normal(x.shape)"),
        ("always_half", "> p", "> 0.5"),
        ("one_draw_for_all", "rng.random(x.shape) > p", "np.full(x.shape, rng.random() > p)"),
        ("same_for_every_sample", "rng.random(x.shape) > p", "np.broadcast_to(rng.random(x.shape[1:]) > p, x.shape)"),
        ("drops_nothing", "x * mask, mask", "x, np.ones_like(x, dtype=bool)"),
        ("inverted_mask", "x * mask, mask", "x * mask, ~mask"),
        ("mask_drawn_again", "return x * mask, mask", "return x * mask, rng.random(x.shape) > p"),
        ("mask_not_bool", "rng.random(x.shape) > p", "(rng.random(x.shape) > p).astype(float)"),
        ("mask_not_bool", "rng.random(x.shape) > p", "(rng.random(x.shape) > p) * 1"),
        ("mask_not_bool", "np.ones_like(x, dtype=bool)", "np.ones_like(x)"),
        ("no_mask_in_evaluation", "np.ones_like(x, dtype=bool)", "None"),
        ("returns_out_only", "x * mask, mask", "x * mask"),
        (
            "returns_out_only",
            "return x * mask, mask\n    return x * (1.0 - p), np.ones_like(x, dtype=bool)",
            "return x * mask\n    return x * (1.0 - p)",
        ),
        (
            "swaps_results",
            "return x * mask, mask\n    return x * (1.0 - p), np.ones_like(x, dtype=bool)",
            "return mask, x * mask\n    return np.ones_like(x, dtype=bool), x * (1.0 - p)",
        ),
        ("swaps_modes", "if train", "if not train"),
        ("writes_into_x", "return x * mask, mask", "x *= mask\n        return x, mask"),
        ("own_seed", "rng.random(x.shape)", "np.random.default_rng(1).random(x.shape)"),
        ("own_generator", "rng.random(x.shape)", "np.random.default_rng().random(x.shape)"),
        ("global_generator", "rng.random(x.shape)", "np.random.rand(*x.shape)"),
        ("global_generator", "rng.random(x.shape)", "np.random.random(x.shape)"),
        ("inverted", "x * mask, mask\n    return x * (1.0 - p)", "x * mask / (1 - p), mask\n    return x"),
        ("scales_in_training_too", "x * mask, mask", "x * mask / (1 - p), mask"),
        ("scales_down_in_training", "x * mask, mask", "x * mask * (1 - p), mask"),
        (
            "scales_down_in_training",
            "x * mask, mask\n    return x * (1.0 - p)",
            "x * mask * (1 - p), mask\n    return x",
        ),
        ("evaluation_not_scaled", "x * (1.0 - p)", "x"),
        ("evaluation_times_p", "(1.0 - p)", "p"),
        ("evaluation_divided", "x * (1.0 - p)", "x / (1.0 - p)"),
        (None, "x * (1.0 - p)", "x - p"),
        (None, "x * mask, mask", "x + mask, mask"),
        (None, "x * (1.0 - p)", "x * (1.0 + p)"),
    ],
    "where": [
        ("swaps_keep_and_drop", "< 1 - p", "> 1 - p"),
        ("swaps_keep_and_drop", "< 1 - p", "< p"),
        (
            "drops_in_evaluation",
            "        return (1 - p) * x, mask\n    mask = rng.uniform(size=x.shape) < 1 - p\n    out = np.where(mask, x, 0)",
            "        x = (1 - p) * x\n    mask = rng.uniform(size=x.shape) < 1 - p\n    out = np.where(mask, x, 0)",
        ),
        ("mask_from_randn", "rng.uniform(size=x.shape)", "rng.normal(size=x.shape)"),
        (
            "inverted",
            "(1 - p) * x, mask\n    mask = rng.uniform(size=x.shape) < 1 - p\n    out = np.where(mask, x, 0)",
            "x, mask\n    mask = rng.uniform(size=x.shape) < 1 - p\n    out = np.where(mask, x / (1 - p), 0)",
        ),
        ("scales_in_training_too", "np.where(mask, x, 0)", "np.where(mask, x / (1 - p), 0)"),
        ("evaluation_not_scaled", "(1 - p) * x, mask", "x, mask"),
        ("evaluation_times_p", "(1 - p) * x", "p * x"),
        (
            "whole_samples",
            "rng.uniform(size=x.shape) < 1 - p",
            "np.array([np.full(x.shape[1:], rng.uniform() < 1 - p) for _ in x])",
        ),
        ("global_generator", "rng.uniform", "np.random.uniform"),
        ("no_mask_in_evaluation", "(1 - p) * x, mask", "(1 - p) * x, None"),
        ("swaps_modes", "if not train", "if train"),
        (None, "np.where(mask, x, 0)", "np.where(mask, x, p)"),
    ],
    "on_a_copy": [
        ("writes_into_x", "np.array(x)", "x"),
        ("writes_into_x", "out[dropped] = 0", "x[dropped] = 0\n        out = x"),
        ("inverted_mask", "~dropped", "dropped"),
        ("swaps_keep_and_drop", "< p", "> p"),
        ("evaluation_not_scaled", "out - p * out", "out"),
        ("evaluation_times_p", "out - p * out", "out * p"),
        ("always_half", "< p", "< 0.5"),
        (
            "draws_with_replacement",
            "dropped = rng.random(x.shape) < p",
            "dropped = np.zeros(x.size, bool)\n        dropped[rng.integers(0, x.size, int(p * x.size))] = True\n        dropped = dropped.reshape(x.shape)",
        ),
        ("mask_drawn_again", "mask = ~dropped", "mask = rng.random(x.shape) >= p"),
        (
            "drops_in_evaluation",
            "    if train:\n        dropped = rng.random(x.shape) < p\n        out[dropped] = 0\n        mask = ~dropped\n    else:",
            "    dropped = rng.random(x.shape) < p\n    out[dropped] = 0\n    mask = ~dropped\n    if not train:",
        ),
        (None, "out[dropped] = 0", "out[dropped] = 1"),
    ],
    "binomial": [
        ("swaps_keep_and_drop", "p=1 - p", "p=p"),
        ("mask_not_bool", "size=x.shape) == 1", "size=x.shape)"),
        ("mask_not_bool", "np.ones(x.shape) == 1", "np.ones(x.shape)"),
        ("always_half", "p=1 - p", "p=0.5"),
        ("inverted_mask", "out = x * mask\n    return out, mask", "out = x * mask\n    return out, ~mask"),
        ("swaps_results", "return out, mask", "return mask, out"),
        ("scales_down_in_training", "out = x * mask", "out = x * mask * (1 - p)"),
        ("evaluation_divided", "x * (1 - p)", "x / (1 - p)"),
        ("same_for_every_sample", "size=x.shape) == 1", "size=x.shape[1:]) == 1"),
        (None, "n=1", "n=2"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
