"""max_pool_forward in six styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def loops(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    H_out = (H + 2 * padding - kernel_h) // stride + 1
    W_out = (W + 2 * padding - kernel_w) // stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    best = -np.inf
                    for p in range(kernel_h):
                        for q in range(kernel_w):
                            row = i * stride + p - padding
                            col = j * stride + q - padding
                            if 0 <= row < H and 0 <= col < W:
                                if x[n, c, row, col] > best:
                                    best = x[n, c, row, col]
                    out[n, c, i, j] = best
    return out


def slices(x, kernel_h, kernel_w, stride, padding):
    batch, channels, height, width = x.shape
    out_h = 1 + (height + 2 * padding - kernel_h) // stride
    out_w = 1 + (width + 2 * padding - kernel_w) // stride
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-np.inf)
    out = np.empty((batch, channels, out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            top = i * stride
            left = j * stride
            window = padded[:, :, top : top + kernel_h, left : left + kernel_w]
            out[:, :, i, j] = np.max(window, axis=(2, 3))
    return out


def im2col(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    OH = int((H + 2 * padding - kernel_h) / stride + 1)
    OW = int((W + 2 * padding - kernel_w) / stride + 1)
    img = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant", constant_values=-np.inf)
    col = np.zeros((N, C, kernel_h, kernel_w, OH, OW))
    for y in range(kernel_h):
        for z in range(kernel_w):
            col[:, :, y, z, :, :] = img[:, :, y : y + stride * OH : stride, z : z + stride * OW : stride]
    col = col.transpose(0, 4, 5, 1, 2, 3)
    col = col.reshape(-1, kernel_h * kernel_w)
    out = np.max(col, axis=1)
    return out.reshape(N, OH, OW, C).transpose(0, 3, 1, 2)


def windows(x, kernel_h, kernel_w, stride, padding):
    if padding > 0:
        x = np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2), constant_values=-np.inf)
    view = sliding_window_view(x, (kernel_h, kernel_w), axis=(2, 3))
    view = view[:, :, ::stride, ::stride]
    return view.max(axis=(-2, -1))


def running(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    oh = (H - kernel_h + 2 * padding) // stride + 1
    ow = (W - kernel_w + 2 * padding) // stride + 1
    big = np.full((N, C, H + 2 * padding, W + 2 * padding), -np.inf)
    big[:, :, padding : H + padding, padding : W + padding] = x
    out = np.full((N, C, oh, ow), -np.inf)
    for a in range(kernel_h):
        for b in range(kernel_w):
            piece = big[:, :, a : a + oh * stride : stride, b : b + ow * stride : stride]
            out = np.maximum(out, piece)
    return out


def per_image(x, kernel_h, kernel_w, stride, padding):
    pooled = []
    for image in x:
        channels = []
        for plane in image:
            plane = np.pad(plane, padding, constant_values=-np.inf)
            rows = []
            for top in range(0, plane.shape[0] - kernel_h + 1, stride):
                row = []
                for left in range(0, plane.shape[1] - kernel_w + 1, stride):
                    row.append(plane[top : top + kernel_h, left : left + kernel_w].max())
                rows.append(row)
            channels.append(rows)
        pooled.append(channels)
    return np.array(pooled)


SLIPS = {
    "loops": [
        ("starts_at_zero", "best = -np.inf", "best = 0"),
        (
            "size_without_padding",
            "(H + 2 * padding - kernel_h) // stride + 1\n    W_out = (W + 2 * padding - kernel_w)",
            "(H - kernel_h) // stride + 1\n    W_out = (W - kernel_w)",
        ),
        (
            "size_with_one_padding",
            "(H + 2 * padding - kernel_h) // stride + 1\n    W_out = (W + 2 * padding",
            "(H + padding - kernel_h) // stride + 1\n    W_out = (W + padding",
        ),
        (
            "swaps_kernel",
            "for p in range(kernel_h):\n                        for q in range(kernel_w)",
            "for p in range(kernel_w):\n                        for q in range(kernel_h)",
        ),
        ("square_window", "for q in range(kernel_w)", "for q in range(kernel_h)"),
        ("width_from_height", "(W + 2 * padding - kernel_w)", "(H + 2 * padding - kernel_w)"),
        (
            "ignores_stride",
            "row = i * stride + p - padding\n                            col = j * stride + q",
            "row = i + p - padding\n                            col = j + q",
        ),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        (
            "drops_last_position",
            "range(H_out):\n                for j in range(W_out)",
            "range(H_out - 1):\n                for j in range(W_out - 1)",
        ),
        (
            "padding_at_end",
            "row = i * stride + p - padding\n                            col = j * stride + q - padding",
            "row = i * stride + p\n                            col = j * stride + q",
        ),
        (None, "row = i * stride + p - padding", "row = i * stride + p"),
        (None, "0 <= row < H and 0 <= col < W", "0 < row < H and 0 < col < W"),
    ],
    "slices": [
        ("pads_with_zeros", ", constant_values=-np.inf", ""),
        ("takes_absolute_value", "np.max(window,", "np.max(np.abs(window),"),
        ("takes_minimum", "np.max(window", "np.min(window"),
        ("takes_mean", "np.max(window", "np.mean(window"),
        (
            "size_without_padding",
            "(height + 2 * padding - kernel_h) // stride\n    out_w = 1 + (width + 2 * padding - kernel_w)",
            "(height - kernel_h) // stride\n    out_w = 1 + (width - kernel_w)",
        ),
        (
            "size_with_one_padding",
            "(height + 2 * padding - kernel_h) // stride\n    out_w = 1 + (width + 2 * padding - kernel_w)",
            "(height + padding - kernel_h) // stride\n    out_w = 1 + (width + padding - kernel_w)",
        ),
        (
            "swaps_kernel",
            "top : top + kernel_h, left : left + kernel_w",
            "top : top + kernel_w, left : left + kernel_h",
        ),
        ("square_window", "left : left + kernel_w", "left : left + kernel_h"),
        ("width_from_height", "out_w = 1 + (width", "out_w = 1 + (height"),
        ("ignores_stride", "top = i * stride\n            left = j * stride", "top = i\n            left = j"),
        (
            "steps_by_kernel",
            "top = i * stride\n            left = j * stride",
            "top = i * kernel_h\n            left = j * kernel_w",
        ),
        (
            "rounds_up",
            "(height + 2 * padding - kernel_h) // stride\n    out_w = 1 + (width + 2 * padding - kernel_w) // stride",
            "-(-(height + 2 * padding - kernel_h) // stride)\n    out_w = 1 + -(-(width + 2 * padding - kernel_w) // stride)",
        ),
        (
            "drops_last_position",
            "out_h = 1 + (height + 2 * padding - kernel_h) // stride\n    out_w = 1 + (width",
            "out_h = (height + 2 * padding - kernel_h) // stride\n    out_w = (width",
        ),
        (
            "maximum_over_channels",
            "np.max(window, axis=(2, 3))",
            "np.max(window, axis=(1, 2, 3), keepdims=True)[:, :, 0, 0]",
        ),
        ("maximum_over_channels", "np.max(window, axis=(2, 3))", "np.max(window)"),
        (
            ("pads_with_zeros", "ignores_stride"),
            "(padding, padding)), constant_values=-np.inf)\n    out = np.empty((batch, channels, out_h, out_w))\n"
            "    for i in range(out_h):\n        for j in range(out_w):\n            top = i * stride\n            left = j * stride",
            "(padding, padding)))\n    out = np.empty((batch, channels, out_h, out_w))\n"
            "    for i in range(out_h):\n        for j in range(out_w):\n            top = i\n            left = j",
        ),
        (None, "left = j * stride", "left = i * stride"),
        (
            None,
            "((0, 0), (0, 0), (padding, padding), (padding, padding))",
            "((0, 0), (padding, padding), (0, 0), (padding, padding))",
        ),
    ],
    "im2col": [
        ("pads_with_zeros", '"constant", constant_values=-np.inf', '"constant"'),
        ("takes_mean", "np.max(col, axis=1)", "np.mean(col, axis=1)"),
        ("takes_minimum", "np.max(col, axis=1)", "np.min(col, axis=1)"),
        ("returns_position", "np.max(col, axis=1)", "np.argmax(col, axis=1)"),
        ("channels_reshaped", "reshape(N, OH, OW, C).transpose(0, 3, 1, 2)", "reshape(N, C, OH, OW)"),
        ("windows_reshaped", "    col = col.transpose(0, 4, 5, 1, 2, 3)\n", ""),
        (
            "rounds_up",
            "OH = int((H + 2 * padding - kernel_h) / stride + 1)",
            "OH = int(np.ceil((H + 2 * padding - kernel_h) / stride + 1))",
        ),
        (
            "drops_last_position",
            "kernel_h) / stride + 1)\n    OW = int((W + 2 * padding - kernel_w) / stride + 1)",
            "kernel_h) / stride)\n    OW = int((W + 2 * padding - kernel_w) / stride)",
        ),
        (
            "size_without_padding",
            "(H + 2 * padding - kernel_h) / stride + 1)\n    OW = int((W + 2 * padding - kernel_w)",
            "(H - kernel_h) / stride + 1)\n    OW = int((W - kernel_w)",
        ),
        ("ignores_stride", "y : y + stride * OH : stride, z : z + stride * OW : stride", "y : y + OH, z : z + OW"),
        (
            "maximum_over_channels",
            "reshape(-1, kernel_h * kernel_w)\n    out = np.max(col, axis=1)",
            "reshape(N * OH * OW, -1)\n    out = np.repeat(np.max(col, axis=1), C)",
        ),
        (None, "col.reshape(-1, kernel_h * kernel_w)", "col.reshape(kernel_h * kernel_w, -1).T"),
        (None, "transpose(0, 3, 1, 2)", "transpose(0, 3, 2, 1)"),
    ],
    "windows": [
        ("pads_with_zeros", ", constant_values=-np.inf", ""),
        ("takes_absolute_value", "view.max(axis=(-2, -1))", "np.abs(view).max(axis=(-2, -1))"),
        ("takes_mean", "view.max(", "view.mean("),
        ("takes_minimum", "view.max(", "view.min("),
        ("swaps_kernel", "(kernel_h, kernel_w)", "(kernel_w, kernel_h)"),
        ("square_window", "(kernel_h, kernel_w)", "(kernel_h, kernel_h)"),
        ("ignores_stride", "    view = view[:, :, ::stride, ::stride]\n", ""),
        ("steps_by_kernel", "::stride, ::stride", "::kernel_h, ::kernel_w"),
        ("forgets_padding", "if padding > 0", "if padding < 0"),
        ("maximum_over_channels", "view.max(axis=(-2, -1))", "view.max(axis=(1, -2, -1))"),
        ("maximum_over_channels", "view.max(axis=(-2, -1))", "view.max(axis=(0, 1, -2, -1))"),
        ("returns_position", "view.max(axis=(-2, -1))", "view.reshape(*view.shape[:4], -1).argmax(axis=-1)"),
        ("over_one_axis", "axis=(-2, -1)", "axis=-1"),
        ("over_one_axis", "axis=(-2, -1)", "axis=4"),
        ("over_positions", "axis=(-2, -1)", "axis=(2, 3)"),
        (None, "axis=(-2, -1)", "axis=(3, 4)"),
        (None, "[:, :, ::stride, ::stride]", "[:, :, ::stride]"),
    ],
    "running": [
        ("starts_at_zero", "out = np.full((N, C, oh, ow), -np.inf)", "out = np.zeros((N, C, oh, ow))"),
        ("pads_with_zeros", "W + 2 * padding), -np.inf)", "W + 2 * padding), 0.0)"),
        (
            "takes_minimum",
            "out = np.full((N, C, oh, ow), -np.inf)\n    for a in range(kernel_h):\n        for b in range(kernel_w):\n            piece = big[:, :, a : a + oh * stride : stride, b : b + ow * stride : stride]\n            out = np.maximum",
            "out = np.full((N, C, oh, ow), np.inf)\n    for a in range(kernel_h):\n        for b in range(kernel_w):\n            piece = big[:, :, a : a + oh * stride : stride, b : b + ow * stride : stride]\n            out = np.minimum",
        ),
        ("ignores_stride", "a : a + oh * stride : stride, b : b + ow * stride : stride", "a : a + oh, b : b + ow"),
        ("padding_at_end", "padding : H + padding, padding : W + padding", "0:H, 0:W"),
        (
            "swaps_kernel",
            "for a in range(kernel_h):\n        for b in range(kernel_w)",
            "for a in range(kernel_w):\n        for b in range(kernel_h)",
        ),
        ("width_from_height", "ow = (W - kernel_w", "ow = (H - kernel_w"),
        (None, "out = np.maximum(out, piece)", "out = piece"),
    ],
    "per_image": [
        ("pads_with_zeros", ", constant_values=-np.inf", ""),
        ("takes_mean", ".max())", ".mean())"),
        ("takes_minimum", ".max())", ".min())"),
        (
            "ignores_stride",
            "- kernel_h + 1, stride):\n                row = []\n                for left in range(0, plane.shape[1] - kernel_w + 1, stride)",
            "- kernel_h + 1):\n                row = []\n                for left in range(0, plane.shape[1] - kernel_w + 1)",
        ),
        (
            "steps_by_kernel",
            "- kernel_h + 1, stride):\n                row = []\n                for left in range(0, plane.shape[1] - kernel_w + 1, stride)",
            "- kernel_h + 1, kernel_h):\n                row = []\n                for left in range(0, plane.shape[1] - kernel_w + 1, kernel_w)",
        ),
        (
            "drops_last_position",
            "- kernel_h + 1, stride):\n                row = []\n                for left in range(0, plane.shape[1] - kernel_w + 1, stride)",
            "- kernel_h, stride):\n                row = []\n                for left in range(0, plane.shape[1] - kernel_w, stride)",
        ),
        ("forgets_padding", "            plane = np.pad(plane, padding, constant_values=-np.inf)\n", ""),
        ("square_window", "left : left + kernel_w]", "left : left + kernel_h]"),
        (
            "rounds_up",
            "plane.shape[0] - kernel_h + 1, stride):\n                row = []\n                for left in range(0, plane.shape[1] - kernel_w + 1, stride)",
            "plane.shape[0], stride):\n                row = []\n                for left in range(0, plane.shape[1], stride)",
        ),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
