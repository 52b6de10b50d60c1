"""xavier_init in three styles."""

import numpy as np


def unpacked(shape, rng, distribution="normal", mode="avg"):
    if len(shape) == 2:
        fan_in, fan_out = shape
    else:
        C_out, C_in, K_h, K_w = shape
        fan_in = C_in * K_h * K_w
        fan_out = C_out * K_h * K_w
    if mode == "avg":
        std = np.sqrt(2 / (fan_in + fan_out))
    else:
        std = np.sqrt(1 / fan_in)
    if distribution == "normal":
        return rng.normal(0, std, shape)
    bound = np.sqrt(3) * std
    return rng.uniform(-bound, bound, shape)


def scaled(shape, rng, distribution="normal", mode="avg"):
    area = np.prod(shape[2:])
    if len(shape) == 2:
        fan_in, fan_out = shape[0], shape[1]
    else:
        fan_in, fan_out = shape[1] * area, shape[0] * area
    variance = 2.0 / (fan_in + fan_out) if mode == "avg" else 1.0 / fan_in
    std = variance**0.5
    if distribution == "uniform":
        bound = std * 3**0.5
        return (2 * rng.random(shape) - 1) * bound
    return std * rng.standard_normal(shape)


def in_a_loop(shape, rng, distribution="normal", mode="avg"):
    first, second, *window = shape
    for side in window:
        first, second = first * side, second * side
    fan_in, fan_out = (second, first) if window else (first, second)
    variance = 2.0 / (fan_in + fan_out) if mode == "avg" else 1.0 / fan_in
    out = np.zeros(shape)
    for place in np.ndindex(shape):
        if distribution == "normal":
            out[place] = rng.normal() * np.sqrt(variance)
        else:
            bound = np.sqrt(3 * variance)
            out[place] = rng.uniform(-bound, bound)
    return out


COMMON = {
    "unpacked": [
        ("std_as_mean", "rng.normal(0, std, shape)", "rng.normal(std, size=shape)"),
        ("variance_for_std", "rng.normal(0, std, shape)", "rng.normal(0, std**2, shape)"),
        (
            "fans_swapped",
            "fan_in, fan_out = shape\n    else:\n        C_out, C_in,",
            "fan_out, fan_in = shape\n    else:\n        C_in, C_out,",
        ),
        ("affine_fans_swapped", "fan_in, fan_out = shape\n", "fan_out, fan_in = shape\n"),
        ("convolution_fans_swapped", "C_out, C_in, K_h", "C_in, C_out, K_h"),
        ("without_area", "C_in * K_h * K_w\n        fan_out = C_out * K_h * K_w", "C_in\n        fan_out = C_out"),
        (
            "square_window",
            "C_in * K_h * K_w\n        fan_out = C_out * K_h * K_w",
            "C_in * K_h * K_h\n        fan_out = C_out * K_h * K_h",
        ),
        ("uniform_without_root_3", "np.sqrt(3) * std", "std"),
        ("ignores_distribution", 'if distribution == "normal"', "if True"),
        ("distributions_swapped", 'distribution == "normal":', 'distribution == "uniform":'),
        ("uniform_from_zero", "rng.uniform(-bound, bound, shape)", "rng.uniform(0, bound, shape)"),
        ("half_the_range", "rng.uniform(-bound, bound, shape)", "rng.uniform(-bound / 2, bound / 2, shape)"),
        (
            "own_seed",
            "rng.normal(0, std, shape)\n    bound",
            "np.random.default_rng(0).normal(0, std, shape)\n    rng = np.random.default_rng(0)\n    bound",
        ),
        ("unseeded", "    if len(shape) == 2", "    rng = np.random.default_rng()\n    if len(shape) == 2"),
        (
            "from_the_global",
            "rng.normal(0, std, shape)\n    bound = np.sqrt(3) * std\n    return rng.uniform",
            "np.random.normal(0, std, shape)\n    bound = np.sqrt(3) * std\n    return np.random.uniform",
        ),
        (
            "absolute",
            "rng.normal(0, std, shape)\n    bound = np.sqrt(3) * std\n    return rng.uniform(-bound, bound, shape)",
            "np.abs(rng.normal(0, std, shape))\n    bound = np.sqrt(3) * std\n    return np.abs(rng.uniform(-bound, bound, shape))",
        ),
        (
            "one_number",
            "rng.normal(0, std, shape)\n    bound = np.sqrt(3) * std\n    return rng.uniform(-bound, bound, shape)",
            "np.full(shape, rng.normal(0, std))\n    bound = np.sqrt(3) * std\n    return np.full(shape, rng.uniform(-bound, bound))",
        ),
        (None, "np.sqrt(3) * std", "2 * std"),
        (None, "rng.normal(0, std, shape)", "rng.normal(std, std, shape)"),
    ],
    "scaled": [
        ("root_of_std", "std = variance**0.5", "std = variance**0.25"),
        ("variance_for_std", "std = variance**0.5", "std = variance"),
        ("inverse", "std = variance**0.5", "std = 1 / variance**0.5"),
        ("std_1", "return std * rng", "return rng"),
        ("std_a_hundredth", "return std * rng", "return 0.01 * rng"),
        ("uniform_from_zero", "(2 * rng.random(shape) - 1) * bound", "rng.random(shape) * bound"),
        ("uniform_without_root_3", "std * 3**0.5", "std"),
        ("half_the_range", "(2 * rng.random(shape) - 1)", "(rng.random(shape) - 0.5)"),
        ("as_affine", "fan_in, fan_out = shape[1] * area, shape[0] * area", "fan_in, fan_out = shape[0], shape[1]"),
        ("without_area", "shape[1] * area, shape[0] * area", "shape[1], shape[0]"),
        ("convolution_fans_swapped", "shape[1] * area, shape[0] * area", "shape[0] * area, shape[1] * area"),
        ("affine_fans_swapped", "shape[0], shape[1]\n", "shape[1], shape[0]\n"),
        (
            "from_the_global",
            "rng.random(shape) - 1) * bound\n    return std * rng.standard_normal(shape)",
            "np.random.random(shape) - 1) * bound\n    return std * np.random.randn(*shape)",
        ),
        ("distributions_swapped", 'distribution == "uniform"', 'distribution == "normal"'),
        ("ignores_distribution", 'if distribution == "uniform"', 'if distribution == "unif"'),
        (
            "flat",
            "rng.random(shape) - 1) * bound\n    return std * rng.standard_normal(shape)",
            "rng.random(np.prod(shape)) - 1) * bound\n    return std * rng.standard_normal(np.prod(shape))",
        ),
        ("without_tails", "std * rng.standard_normal(shape)", "std * np.clip(rng.standard_normal(shape), -2, 2)"),
        ("without_tails", "std * rng.standard_normal(shape)", "std * 3**0.5 * rng.uniform(-1, 1, shape)"),
        (None, "std * 3**0.5", "std * 3"),
        (None, "std = variance**0.5", "std = variance**0.5 / 2"),
    ],
    "in_a_loop": [
        ("variance_for_std", "np.sqrt(variance)", "variance"),
        ("uniform_without_root_3", "np.sqrt(3 * variance)", "np.sqrt(variance)"),
        ("uniform_from_zero", "rng.uniform(-bound, bound)", "rng.uniform(0, bound)"),
        ("std_1", "rng.normal() * np.sqrt(variance)", "rng.normal()"),
        ("zeros", "    for place in np.ndindex(shape):", "    return out\n    for place in np.ndindex(shape):"),
        ("convolution_fans_swapped", "(second, first) if window else (first, second)", "(first, second)"),
        ("affine_fans_swapped", "(second, first) if window else (first, second)", "(second, first)"),
        ("own_seed", "    out = np.zeros(shape)", "    rng = np.random.default_rng(42)\n    out = np.zeros(shape)"),
        ("distributions_swapped", 'distribution == "normal"', 'distribution != "normal"'),
        ("transposed", "return out", "return out.T"),
        (
            "one_number",
            "    for place in np.ndindex(shape):",
            '    bound = np.sqrt(3 * variance)\n    return np.full(shape, rng.normal() * np.sqrt(variance) if distribution == "normal" else rng.uniform(-bound, bound))\n    for place in np.ndindex(shape):',
        ),
        (None, "np.sqrt(3 * variance)", "3 * np.sqrt(variance)"),
    ],
}
"""The slips that do not concern the rule."""

RULE = {
    "unpacked": [
        (
            "variance_for_std",
            "np.sqrt(2 / (fan_in + fan_out))\n    else:\n        std = np.sqrt(1 / fan_in)",
            "2 / (fan_in + fan_out)\n    else:\n        std = 1 / fan_in",
        ),
        ("modes_swapped", 'mode == "avg":', 'mode == "in":'),
        ("ignores_mode", "np.sqrt(1 / fan_in)", "np.sqrt(2 / (fan_in + fan_out))"),
        ("ignores_mode", "np.sqrt(2 / (fan_in + fan_out))", "np.sqrt(1 / fan_in)"),
        ("one_for_two", "np.sqrt(2 / (", "np.sqrt(1 / ("),
        ("he_rule", "np.sqrt(1 / fan_in)", "np.sqrt(2 / fan_in)"),
        ("product_of_fans", "(fan_in + fan_out)", "(fan_in * fan_out)"),
        ("two_outside", "np.sqrt(2 / (fan_in + fan_out))", "2 / np.sqrt(fan_in + fan_out)"),
        (
            "bound_as_std",
            "np.sqrt(2 / (fan_in + fan_out))\n    else:\n        std = np.sqrt(1 / fan_in)",
            'np.sqrt(6 / (fan_in + fan_out))\n    else:\n        std = np.sqrt(3 / fan_in)\n    if distribution == "uniform":\n        std = std / np.sqrt(3)',
        ),
        (None, "np.sqrt(2 / (fan_in + fan_out))", "np.sqrt(2 / fan_in + fan_out)"),
    ],
    "scaled": [
        ("ignores_mode", '2.0 / (fan_in + fan_out) if mode == "avg" else 1.0 / fan_in', "2.0 / (fan_in + fan_out)"),
        ("ignores_mode", '2.0 / (fan_in + fan_out) if mode == "avg" else 1.0 / fan_in', "1.0 / fan_in"),
        ("modes_swapped", 'mode == "avg"', 'mode != "avg"'),
        ("one_for_two", "2.0 / (", "1.0 / ("),
        ("he_rule", "1.0 / fan_in", "2.0 / fan_in"),
        ("product_of_fans", "fan_in + fan_out", "fan_in * fan_out"),
        (None, "2.0 / (", "3.0 / ("),
    ],
    "in_a_loop": [
        ("modes_swapped", 'mode == "avg"', 'mode == "in"'),
        ("one_for_two", "2.0 / (", "1.0 / ("),
    ],
}
SLIPS = {style: COMMON[style] + RULE[style] for style in COMMON}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
