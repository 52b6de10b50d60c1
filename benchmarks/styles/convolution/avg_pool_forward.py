"""avg_pool_forward in five styles."""

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
                    total = 0.0
                    count = 0
                    for p in range(kernel_h):
                        for q in range(kernel_w):
                            row = i * stride + p - padding
                            col = j * stride + q - padding
                            if 0 <= row < H and 0 <= col < W:
                                total += x[n, c, row, col]
                            count += 1
                    out[n, c, i, j] = total / count
    return out


def slices(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    out_h = int(np.floor((H + 2 * padding - kernel_h) / stride)) + 1
    out_w = int(np.floor((W + 2 * padding - kernel_w) / stride)) + 1
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    padded[:, :, padding : padding + H, padding : padding + W] = x
    out = np.zeros((N, C, out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            h, w = i * stride, j * stride
            window = padded[:, :, h : h + kernel_h, w : w + kernel_w]
            out[:, :, i, j] = window.sum(axis=(2, 3)) / (kernel_h * kernel_w)
    return out


def offsets(x, kernel_h, kernel_w, stride, padding):
    _, _, H, W = x.shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="constant")
    Ho = (H + 2 * padding - kernel_h) // stride + 1
    Wo = (W + 2 * padding - kernel_w) // stride + 1
    acc = np.zeros((x.shape[0], x.shape[1], Ho, Wo))
    for p in range(kernel_h):
        for q in range(kernel_w):
            acc = acc + xp[:, :, p : p + stride * Ho : stride, q : q + stride * Wo : stride]
    return acc / (kernel_h * kernel_w)


def im2col(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    OH = (H + 2 * padding - kernel_h) // stride + 1
    OW = (W + 2 * padding - kernel_w) // stride + 1
    col = sliding_window_view(xp, (kernel_h, kernel_w), axis=(2, 3))[:, :, ::stride, ::stride]
    col = col.transpose(0, 2, 3, 1, 4, 5).reshape(N * OH * OW * C, kernel_h * kernel_w)
    out = col.mean(axis=1)
    return out.reshape(N, OH, OW, C).transpose(0, 3, 1, 2)


def integral(x, kernel_h, kernel_w, stride, padding):
    xp = np.pad(x, ((0, 0), (0, 0), (padding + 1, padding), (padding + 1, padding)))
    total = xp.cumsum(axis=2).cumsum(axis=3)
    s = total[:, :, kernel_h:, kernel_w:] - total[:, :, :-kernel_h, kernel_w:]
    s = s - total[:, :, kernel_h:, :-kernel_w] + total[:, :, :-kernel_h, :-kernel_w]
    return s[:, :, ::stride, ::stride] / (kernel_h * kernel_w)


SLIPS = {
    "loops": [
        (
            "averages_image_only",
            "total += x[n, c, row, col]\n                            count += 1",
            "total += x[n, c, row, col]\n                                count += 1",
        ),
        ("forgets_division", "total / count", "total"),
        ("divides_by_image", "total / count", "total / (H * W)"),
        ("divides_by_stride", "total / count", "total / (stride * stride)"),
        ("averages_channels", "total += x[n, c, row, col]", "total += x[n, :, row, col].mean()"),
        (
            "ignores_stride",
            "row = i * stride + p - padding\n                            col = j * stride + q",
            "row = i + p - padding\n                            col = j + q",
        ),
        (
            "swaps_kernel",
            "for p in range(kernel_h):\n                        for q in range(kernel_w)",
            "for p in range(kernel_w):\n                        for q in range(kernel_h)",
        ),
        ("square_window", "for q in range(kernel_w)", "for q in range(kernel_h)"),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        (
            "drops_last_position",
            "range(H_out):\n                for j in range(W_out)",
            "range(H_out - 1):\n                for j in range(W_out - 1)",
        ),
        (
            "takes_maximum",
            "total += x[n, c, row, col]\n                            count += 1\n                    out[n, c, i, j] = total / count",
            "total = max(total, x[n, c, row, col])\n                            count += 1\n                    out[n, c, i, j] = total",
        ),
        (
            "padding_at_end",
            "row = i * stride + p - padding\n                            col = j * stride + q - padding",
            "row = i * stride + p\n                            col = j * stride + q",
        ),
        (None, "row = i * stride + p - padding", "row = i * stride + p"),
        (None, "total = 0.0\n                    count = 0", "total = x[n, c, 0, 0]\n                    count = 0"),
    ],
    "slices": [
        ("forgets_division", " / (kernel_h * kernel_w)", ""),
        ("divides_by_square", " / (kernel_h * kernel_w)", " / (kernel_h * kernel_h)"),
        ("divides_by_square", " / (kernel_h * kernel_w)", " / kernel_w**2"),
        ("divides_by_one_side", " / (kernel_h * kernel_w)", " / kernel_h"),
        ("divides_by_stride", " / (kernel_h * kernel_w)", " / stride**2"),
        ("takes_maximum", "window.sum(axis=(2, 3)) / (kernel_h * kernel_w)", "window.max(axis=(2, 3))"),
        ("averages_channels", "window.sum(axis=(2, 3)) / (kernel_h * kernel_w)", "np.mean(window)"),
        ("averages_channels", "window.sum(axis=(2, 3))", "window.sum()"),
        ("averages_channels", "window.sum(axis=(2, 3))", "window.sum(axis=(1, 2, 3), keepdims=True)[:, :, 0, 0]"),
        (
            "size_without_padding",
            "(H + 2 * padding - kernel_h) / stride)) + 1\n    out_w = int(np.floor((W + 2 * padding - kernel_w)",
            "(H - kernel_h) / stride)) + 1\n    out_w = int(np.floor((W - kernel_w)",
        ),
        (
            "rounds_up",
            "np.floor((H + 2 * padding - kernel_h) / stride)) + 1\n    out_w = int(np.floor(",
            "np.ceil((H + 2 * padding - kernel_h) / stride)) + 1\n    out_w = int(np.ceil(",
        ),
        ("swaps_kernel", "h : h + kernel_h, w : w + kernel_w", "h : h + kernel_w, w : w + kernel_h"),
        ("square_window", "w : w + kernel_w", "w : w + kernel_h"),
        ("ignores_stride", "h, w = i * stride, j * stride", "h, w = i, j"),
        ("steps_by_kernel", "h, w = i * stride, j * stride", "h, w = i * kernel_h, j * kernel_w"),
        ("width_from_height", "np.floor((W + 2", "np.floor((H + 2"),
        ("padding_at_end", "padding : padding + H, padding : padding + W", ":H, :W"),
        (None, "(kernel_h * kernel_w)", "(kernel_h + kernel_w)"),
    ],
    "offsets": [
        ("forgets_division", "acc / (kernel_h * kernel_w)", "acc"),
        ("divides_by_image", "acc / (kernel_h * kernel_w)", "acc / (H * W)"),
        ("divides_by_one_side", "acc / (kernel_h * kernel_w)", "acc / kernel_w"),
        ("pads_with_edge", 'mode="constant"', 'mode="edge"'),
        ("ignores_stride", "p : p + stride * Ho : stride, q : q + stride * Wo : stride", "p : p + Ho, q : q + Wo"),
        ("square_window", "for q in range(kernel_w)", "for q in range(kernel_h)"),
        (
            "size_with_one_padding",
            "(H + 2 * padding - kernel_h) // stride + 1\n    Wo = (W + 2 * padding",
            "(H + padding - kernel_h) // stride + 1\n    Wo = (W + padding",
        ),
        (
            "takes_maximum",
            "acc + xp[:, :, p : p + stride * Ho : stride, q : q + stride * Wo : stride]\n    return acc / (kernel_h * kernel_w)",
            "np.maximum(acc, xp[:, :, p : p + stride * Ho : stride, q : q + stride * Wo : stride])\n    return acc",
        ),
        ("width_from_height", "Wo = (W +", "Wo = (H +"),
        (None, "acc = acc + xp", "acc = xp"),
    ],
    "im2col": [
        ("forgets_division", "col.mean(axis=1)", "col.sum(axis=1)"),
        ("takes_maximum", "col.mean(axis=1)", "col.max(axis=1)"),
        ("channels_reshaped", "reshape(N, OH, OW, C).transpose(0, 3, 1, 2)", "reshape(N, C, OH, OW)"),
        ("channels_reshaped", "col.transpose(0, 2, 3, 1, 4, 5)", "col"),
        ("divides_by_stride", "col.mean(axis=1)", "col.sum(axis=1) / stride**2"),
        ("pads_with_edge", "(padding, padding)))", '(padding, padding)), "edge")'),
        ("ignores_stride", "[:, :, ::stride, ::stride]", "[:, :, :OH, :OW]"),
        ("steps_by_kernel", "[:, :, ::stride, ::stride]", "[:, :, ::kernel_h, ::kernel_w]"),
        (
            "averages_channels",
            "reshape(N * OH * OW * C, kernel_h * kernel_w)\n    out = col.mean(axis=1)",
            "reshape(N * OH * OW, -1)\n    out = np.repeat(col.mean(axis=1), C)",
        ),
        (
            ("pads_with_edge", "forgets_division"),
            "(padding, padding)))\n    OH = (H + 2 * padding - kernel_h) // stride + 1\n    OW = (W + 2 * padding - kernel_w) // stride + 1\n"
            "    col = sliding_window_view(xp, (kernel_h, kernel_w), axis=(2, 3))[:, :, ::stride, ::stride]\n"
            "    col = col.transpose(0, 2, 3, 1, 4, 5).reshape(N * OH * OW * C, kernel_h * kernel_w)\n    out = col.mean(axis=1)",
            "(padding, padding)), mode='edge')\n    OH = (H + 2 * padding - kernel_h) // stride + 1\n    OW = (W + 2 * padding - kernel_w) // stride + 1\n"
            "    col = sliding_window_view(xp, (kernel_h, kernel_w), axis=(2, 3))[:, :, ::stride, ::stride]\n"
            "    col = col.transpose(0, 2, 3, 1, 4, 5).reshape(N * OH * OW * C, kernel_h * kernel_w)\n    out = col.sum(axis=1)",
        ),
        (None, "col.mean(axis=1)", "np.median(col, axis=1)"),
        (None, "transpose(0, 3, 1, 2)", "transpose(0, 3, 2, 1)"),
    ],
    "integral": [
        ("forgets_division", " / (kernel_h * kernel_w)", ""),
        ("divides_by_square", " / (kernel_h * kernel_w)", " / kernel_h**2"),
        ("ignores_stride", "[:, :, ::stride, ::stride]", ""),
        ("steps_by_kernel", "::stride, ::stride", "::kernel_h, ::kernel_w"),
        (None, ".cumsum(axis=2).cumsum(axis=3)", ".cumsum(axis=3).cumsum(axis=3)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
