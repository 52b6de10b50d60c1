"""conv_output_size in five styles."""

import math

import numpy as np


def formula(size, kernel, stride, padding):
    if kernel > size + 2 * padding:
        raise ValueError("the window is larger than the padded axis")
    return (size + 2 * padding - kernel) // stride + 1


def floats(size, kernel, stride, padding):
    room = size + 2 * padding - kernel
    if room < 0:
        raise ValueError("kernel too large")
    return int(np.floor(room / stride) + 1)


def counted(size, kernel, stride, padding):
    length = size + 2 * padding
    if length < kernel:
        raise ValueError(f"{kernel} > {length}")
    count = 0
    start = 0
    while start + kernel <= length:
        count += 1
        start += stride
    return count


def ranged(size, kernel, stride, padding):
    positions = range(0, size + 2 * padding - kernel + 1, stride)
    if len(positions) == 0:
        raise ValueError("no position")
    return len(positions)


def rounded(size, kernel, stride, padding):
    padded = size + padding * 2
    if padded - kernel < 0:
        raise ValueError("the kernel does not fit")
    return math.floor((padded - kernel) / stride + 1)


SLIPS = {
    "formula": [
        (
            "forgets_padding",
            'size + 2 * padding:\n        raise ValueError("the window is larger than the padded axis")\n    return (size + 2 * padding - kernel)',
            'size:\n        raise ValueError("the window is larger than the padded axis")\n    return (size - kernel)',
        ),
        ("forgets_padding", "return (size + 2 * padding - kernel)", "return (size - kernel)"),
        ("pads_one_side", "return (size + 2 * padding - kernel)", "return (size + padding - kernel)"),
        (
            "pads_one_side",
            'size + 2 * padding:\n        raise ValueError("the window is larger than the padded axis")\n    return (size + 2 * padding - kernel)',
            'size + padding:\n        raise ValueError("the window is larger than the padded axis")\n    return (size + padding - kernel)',
        ),
        ("forgets_plus_one", " + 1", ""),
        ("ignores_stride", " // stride", ""),
        ("does_not_round", "//", "/"),
        ("rounds_up", "(size + 2 * padding - kernel) // stride", "-(-(size + 2 * padding - kernel) // stride)"),
        (
            "divides_everything",
            "(size + 2 * padding - kernel) // stride + 1",
            "(size + 2 * padding - kernel + 1) // stride",
        ),
        ("subtracts_padding", "return (size + 2 * padding - kernel)", "return (size - 2 * padding - kernel)"),
        (
            ("pads_one_side", "forgets_plus_one"),
            "return (size + 2 * padding - kernel) // stride + 1",
            "return (size + padding - kernel) // stride",
        ),
        (None, "kernel > size + 2 * padding", "kernel >= size + 2 * padding"),
        ("compares_before_padding", "size + 2 * padding:", "size:"),
    ],
    "floats": [
        ("forgets_padding", "size + 2 * padding - kernel", "size - kernel"),
        ("pads_one_side", "2 * padding", "padding"),
        ("forgets_plus_one", " + 1", ""),
        ("ignores_stride", "room / stride", "room"),
        ("does_not_round", "int(np.floor(room / stride) + 1)", "room / stride + 1"),
        ("rounds_up", "np.floor", "np.ceil"),
        ("divides_everything", "np.floor(room / stride) + 1", "np.floor((room + 1) / stride)"),
        ("subtracts_padding", "+ 2 * padding", "- 2 * padding"),
        (None, "int(np.floor(room / stride) + 1)", "np.floor(room / stride) + 1"),
        ("compares_before_padding", "if room < 0", "if kernel > size"),
        (None, "int(np.floor(room / stride) + 1)", "round(room / stride + 1)"),
        (None, "room < 0", "room <= 0"),
    ],
    "counted": [
        ("forgets_padding", "size + 2 * padding", "size"),
        ("pads_one_side", "2 * padding", "padding"),
        ("forgets_plus_one", "start + kernel <= length", "start + kernel + stride <= length"),
        ("ignores_stride", "start += stride", "start += 1"),
        ("rounds_up", "while start + kernel <= length", "while start + kernel < length + stride"),
        ("subtracts_padding", "size + 2 * padding", "size - 2 * padding"),
        ("compares_before_padding", "if length < kernel", "if size < kernel"),
        (None, "start + kernel <= length", "start + kernel < length"),
        (None, "start + kernel <= length", "start < length"),
    ],
    "ranged": [
        ("forgets_padding", "size + 2 * padding - kernel + 1", "size - kernel + 1"),
        ("pads_one_side", "2 * padding", "padding"),
        ("ignores_stride", ", stride)", ")"),
        ("subtracts_padding", "+ 2 * padding", "- 2 * padding"),
        (None, "kernel + 1, stride", "kernel, stride"),
        (None, "return len(positions)", "return positions[-1]"),
    ],
    "rounded": [
        ("forgets_padding", "size + padding * 2", "size"),
        ("pads_one_side", "padding * 2", "padding"),
        ("forgets_plus_one", " + 1", ""),
        ("does_not_round", "math.floor((padded - kernel) / stride + 1)", "(padded - kernel) / stride + 1"),
        ("rounds_up", "math.floor", "math.ceil"),
        ("rounds_up", "math.floor((padded - kernel) / stride + 1)", "math.ceil((padded - kernel) / stride) + 1"),
        ("divides_everything", "(padded - kernel) / stride + 1", "(padded - kernel + 1) / stride"),
        ("ignores_stride", " / stride", ""),
        (None, "(padded - kernel) / stride + 1", "padded / stride"),
        (None, "math.floor", "round"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
