"""fan_in_fan_out in three styles."""

import numpy as np


def by_cases(shape):
    if len(shape) == 2:
        return shape[0], shape[1]
    C_out, C_in, K_h, K_w = shape
    fan_in = C_in * K_h * K_w
    fan_out = C_out * K_h * K_w
    return fan_in, fan_out


def by_area(shape):
    area = int(np.prod(shape[2:]))
    inputs, outputs = shape[0], shape[1]
    if len(shape) > 2:
        inputs, outputs = outputs, inputs
    return inputs * area, outputs * area


def by_loop(shape):
    if len(shape) == 2:
        fan_in, fan_out = shape
    else:
        fan_out, fan_in = shape[0], shape[1]
        for side in shape[2:]:
            fan_in *= side
            fan_out *= side
    return fan_in, fan_out


SLIPS = {
    "by_cases": [
        ("swapped", "shape[0], shape[1]\n    C_out, C_in,", "shape[1], shape[0]\n    C_in, C_out,"),
        ("convolution_swapped", "C_out, C_in, K_h, K_w = shape", "C_in, C_out, K_h, K_w = shape"),
        ("affine_swapped", "shape[0], shape[1]", "shape[1], shape[0]"),
        ("convolution_swapped", "return fan_in, fan_out\n", "return fan_out, fan_in\n"),
        ("without_area", "C_in * K_h * K_w\n    fan_out = C_out * K_h * K_w", "C_in\n    fan_out = C_out"),
        ("without_area", "C_out * K_h * K_w", "C_out"),
        (
            "square_window",
            "C_in * K_h * K_w\n    fan_out = C_out * K_h * K_w",
            "C_in * K_h**2\n    fan_out = C_out * K_h**2",
        ),
        (
            "square_window",
            "C_in * K_h * K_w\n    fan_out = C_out * K_h * K_w",
            "C_in * K_w**2\n    fan_out = C_out * K_w**2",
        ),
        ("one_side", "C_in * K_h * K_w\n    fan_out = C_out * K_h * K_w", "C_in * K_h\n    fan_out = C_out * K_h"),
        ("one_side", "C_in * K_h * K_w\n    fan_out = C_out * K_h * K_w", "C_in * K_w\n    fan_out = C_out * K_w"),
        (
            "sides_added",
            "C_in * K_h * K_w\n    fan_out = C_out * K_h * K_w",
            "C_in * (K_h + K_w)\n    fan_out = C_out * (K_h + K_w)",
        ),
        ("all_weights", "fan_out = C_out * K_h * K_w", "fan_out = C_in * C_out * K_h * K_w"),
        (
            "with_bias",
            "shape[0], shape[1]\n    C_out, C_in, K_h, K_w = shape\n    fan_in = C_in * K_h * K_w",
            "shape[0] + 1, shape[1]\n    C_out, C_in, K_h, K_w = shape\n    fan_in = C_in * K_h * K_w + 1",
        ),
        (
            "as_affine",
            "C_out, C_in, K_h, K_w = shape\n",
            "return shape[0], shape[1]\n    C_out, C_in, K_h, K_w = shape\n",
        ),
        (None, "C_out * K_h * K_w", "C_out * K_h * K_w // 2"),
        (None, "C_in * K_h * K_w", "C_in + K_h * K_w"),
    ],
    "by_area": [
        ("convolution_swapped", "    if len(shape) > 2:\n        inputs, outputs = outputs, inputs\n", ""),
        (
            "affine_swapped",
            "    if len(shape) > 2:\n        inputs, outputs = outputs, inputs\n",
            "    inputs, outputs = outputs, inputs\n",
        ),
        ("floats", "int(np.prod(shape[2:]))", "np.prod(shape[2:])"),
        ("floats", "int(np.prod(shape[2:]))", "float(np.prod(shape[2:]))"),
        ("without_area", "outputs * area", "outputs"),
        ("without_area", "inputs * area, outputs * area", "inputs, outputs"),
        ("sides_added", "int(np.prod(shape[2:]))", "sum(shape[2:]) or 1"),
        ("all_weights", "inputs * area, outputs * area", "inputs * area, int(np.prod(shape))"),
        ("swapped", "inputs * area, outputs * area", "outputs * area, inputs * area"),
        ("average", "inputs * area, outputs * area", "(inputs + outputs) * area / 2"),
        ("square_window", "int(np.prod(shape[2:]))", "shape[2] ** 2 if len(shape) > 2 else 1"),
        (None, "int(np.prod(shape[2:]))", "len(shape[2:])"),
        (None, "int(np.prod(shape[2:]))", "int(np.prod(shape[1:]))"),
    ],
    "by_loop": [
        ("without_area", "            fan_in *= side\n", ""),
        ("without_area", "            fan_out *= side\n", ""),
        ("affine_swapped", "fan_in, fan_out = shape\n", "fan_out, fan_in = shape\n"),
        ("convolution_swapped", "fan_out, fan_in = shape[0], shape[1]", "fan_in, fan_out = shape[0], shape[1]"),
        ("one_side", "shape[2:]", "shape[2:3]"),
        ("one_side", "shape[2:]", "shape[3:]"),
        ("swapped", "return fan_in, fan_out", "return fan_out, fan_in"),
        (None, "shape[2:]", "shape[1:]"),
        (None, "fan_in *= side", "fan_in += side"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
