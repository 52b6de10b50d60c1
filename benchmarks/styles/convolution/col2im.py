"""col2im in five styles."""

import numpy as np


def rows(col, x_shape, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x_shape
    H_out = (H + 2 * padding - kernel_h) // stride + 1
    W_out = (W + 2 * padding - kernel_w) // stride + 1
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    row = 0
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                window = col[row].reshape(C, kernel_h, kernel_w)
                padded[n, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w] += window
                row += 1
    return padded[:, :, padding : padding + H, padding : padding + W]


def scalars(col, x_shape, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x_shape
    H_out = (H + 2 * padding - kernel_h) // stride + 1
    W_out = (W + 2 * padding - kernel_w) // stride + 1
    image = np.zeros(x_shape)
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                r = (n * H_out + i) * W_out + j
                for c in range(C):
                    for p in range(kernel_h):
                        for q in range(kernel_w):
                            k = (c * kernel_h + p) * kernel_w + q
                            y = i * stride + p - padding
                            z = j * stride + q - padding
                            if 0 <= y < H and 0 <= z < W:
                                image[n, c, y, z] += col[r, k]
    return image


def offsets(col, x_shape, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x_shape
    out_h = (H + 2 * padding - kernel_h) // stride + 1
    out_w = (W + 2 * padding - kernel_w) // stride + 1
    col = col.reshape(N, out_h, out_w, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((N, C, H + 2 * padding + stride - 1, W + 2 * padding + stride - 1))
    for y in range(kernel_h):
        y_max = y + stride * out_h
        for x in range(kernel_w):
            x_max = x + stride * out_w
            img[:, :, y:y_max:stride, x:x_max:stride] += col[:, :, y, x, :, :]
    return img[:, :, padding : H + padding, padding : W + padding]


def index_arrays(col, x_shape, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x_shape
    oh = (H + 2 * padding - kernel_h) // stride + 1
    ow = (W + 2 * padding - kernel_w) // stride + 1
    i0 = np.tile(np.repeat(np.arange(kernel_h), kernel_w), C)
    j0 = np.tile(np.arange(kernel_w), kernel_h * C)
    i1 = stride * np.repeat(np.arange(oh), ow)
    j1 = stride * np.tile(np.arange(ow), oh)
    k = np.repeat(np.arange(C), kernel_h * kernel_w)[None, :]
    i = i1[:, None] + i0[None, :]
    j = j1[:, None] + j0[None, :]
    x_padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    np.add.at(x_padded, (slice(None), k, i, j), col.reshape(N, oh * ow, -1))
    return x_padded[:, :, padding : padding + H, padding : padding + W]


def positions(col, x_shape, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x_shape
    H_pad, W_pad = H + 2 * padding, W + 2 * padding
    h = int((H_pad - kernel_h) / stride) + 1
    w = int((W_pad - kernel_w) / stride) + 1
    windows = col.reshape(N, h, w, C, kernel_h, kernel_w)
    out = np.zeros((N, C, H_pad, W_pad))
    for i in range(h):
        for j in range(w):
            top, left = i * stride, j * stride
            out[:, :, top : top + kernel_h, left : left + kernel_w] += windows[:, i, j]
    return out[:, :, padding : H_pad - padding, padding : W_pad - padding]


CROP = "padding : padding + H, padding : padding + W"

SLIPS = {
    "rows": [
        ("overlap_assigned", "] += window", "] = window"),
        ("keeps_padding", "padded[:, :, padding : padding + H, padding : padding + W]", "padded"),
        ("crops_to_minus_padding", CROP, "padding:-padding, padding:-padding"),
        ("crops_at_zero", CROP, ":H, :W"),
        ("crops_at_end", CROP, "padding:, padding:"),
        ("crops_at_one", CROP, "1:-1, 1:-1"),
        (
            "ignores_stride",
            "i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w",
            "i : i + kernel_h, j : j + kernel_w",
        ),
        (
            "steps_by_kernel",
            "i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w",
            "i * kernel_h : (i + 1) * kernel_h, j * kernel_w : (j + 1) * kernel_w",
        ),
        ("forgets_padding", "np.zeros((N, C, H + 2 * padding, W + 2 * padding))", "np.zeros((N, C, H, W))"),
        (
            "forgets_padding",
            "(H + 2 * padding - kernel_h) // stride + 1\n    W_out = (W + 2 * padding - kernel_w)",
            "(H - kernel_h) // stride + 1\n    W_out = (W - kernel_w)",
        ),
        ("width_from_height", "W_out = (W + 2 * padding", "W_out = (H + 2 * padding"),
        ("width_from_height", "for j in range(W_out)", "for j in range(H_out)"),
        ("mixes_up_image_axes", "N, C, H, W = x_shape", "N, C, W, H = x_shape"),
        ("mixes_up_kernel_axes", "reshape(C, kernel_h, kernel_w)", "reshape(C, kernel_w, kernel_h)"),
        ("channels_last", "reshape(C, kernel_h, kernel_w)", "reshape(kernel_h, kernel_w, C).transpose(2, 0, 1)"),
        (
            "window_read_downwards",
            "reshape(C, kernel_h, kernel_w)",
            "reshape(C, kernel_w, kernel_h).transpose(0, 2, 1)",
        ),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        (
            "windows_column_by_column",
            "for i in range(H_out):\n            for j in range(W_out):",
            "for j in range(W_out):\n            for i in range(H_out):",
        ),
        (
            ("overlap_assigned", "keeps_padding"),
            "+= window\n                row += 1\n    return padded[:, :, padding : padding + H, padding : padding + W]",
            "= window\n                row += 1\n    return padded",
        ),
        (None, "                row += 1", "            row += 1"),
        (None, "] += window", "] += window / (kernel_h * kernel_w)"),
    ],
    "scalars": [
        ("overlap_assigned", "image[n, c, y, z] +=", "image[n, c, y, z] ="),
        (
            "ignores_stride",
            "i * stride + p - padding\n                            z = j * stride + q - padding",
            "i + p - padding\n                            z = j + q - padding",
        ),
        (
            "crops_at_zero",
            "i * stride + p - padding\n                            z = j * stride + q - padding",
            "i * stride + p\n                            z = j * stride + q",
        ),
        ("channels_last", "(c * kernel_h + p) * kernel_w + q", "(p * kernel_w + q) * C + c"),
        ("window_read_downwards", "(c * kernel_h + p) * kernel_w + q", "(c * kernel_w + q) * kernel_h + p"),
        ("windows_column_by_column", "(n * H_out + i) * W_out + j", "(n * W_out + j) * H_out + i"),
        ("positions_before_images", "(n * H_out + i) * W_out + j", "(i * W_out + j) * N + n"),
        ("first_channel_only", "for c in range(C)", "for c in range(1)"),
        ("first_image_only", "    return image", "        return image"),
        ("width_from_height", "for j in range(W_out)", "for j in range(H_out)"),
        ("mixes_up_kernel_axes", "for q in range(kernel_w)", "for q in range(kernel_h)"),
        (
            "steps_by_kernel",
            "i * stride + p - padding\n                            z = j * stride + q",
            "i * kernel_h + p - padding\n                            z = j * kernel_w + q",
        ),
        (None, "if 0 <= y < H and 0 <= z < W", "if 0 < y < H and 0 < z < W"),
        (None, "(n * H_out + i) * W_out + j", "i * W_out + j"),
    ],
    "offsets": [
        ("overlap_assigned", ":stride] += col", ":stride] = col"),
        (
            "keeps_padding",
            "img[:, :, padding : H + padding, padding : W + padding]",
            "img",
        ),
        (
            "crops_to_minus_padding",
            "padding : H + padding, padding : W + padding",
            "padding:-padding, padding:-padding",
        ),
        ("crops_at_zero", "padding : H + padding, padding : W + padding", ":H, :W"),
        ("ignores_stride", "y:y_max:stride, x:x_max:stride", "y : y + out_h, x : x + out_w"),
        (
            "reshaped_wrongly",
            "col.reshape(N, out_h, out_w, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 1, 2)",
            "col.reshape(N, C, kernel_h, kernel_w, out_h, out_w)",
        ),
        (
            "positions_before_images",
            "col.reshape(N, out_h, out_w, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 1, 2)",
            "col.reshape(out_h, out_w, N, C, kernel_h, kernel_w).transpose(2, 3, 4, 5, 0, 1)",
        ),
        (
            "channels_last",
            "col.reshape(N, out_h, out_w, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 1, 2)",
            "col.reshape(N, out_h, out_w, kernel_h, kernel_w, C).transpose(0, 5, 3, 4, 1, 2)",
        ),
        (
            "windows_column_by_column",
            "col.reshape(N, out_h, out_w, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 1, 2)",
            "col.reshape(N, out_w, out_h, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 2, 1)",
        ),
        (
            "forgets_padding",
            "(H + 2 * padding - kernel_h) // stride + 1\n    out_w = (W + 2 * padding - kernel_w)",
            "(H - kernel_h) // stride + 1\n    out_w = (W - kernel_w)",
        ),
        (
            "forgets_the_rest",
            "img = np.zeros((N, C, H + 2 * padding + stride - 1, W + 2 * padding + stride - 1))",
            "img = np.zeros((N, C, (out_h - 1) * stride + kernel_h, (out_w - 1) * stride + kernel_w))",
        ),
        ("width_from_height", "out_w = (W + 2", "out_w = (H + 2"),
        ("mixes_up_kernel_axes", "C, kernel_h, kernel_w)", "C, kernel_w, kernel_h)"),
        (
            ("overlap_assigned", "crops_at_zero"),
            "+= col[:, :, y, x, :, :]\n    return img[:, :, padding : H + padding, padding : W + padding]",
            "= col[:, :, y, x, :, :]\n    return img[:, :, :H, :W]",
        ),
        (None, "W + 2 * padding + stride - 1))", "W + 2 * padding + stride - 1))\n    img[:, :, 0, 0] = 1"),
        (None, "transpose(0, 3, 4, 5, 1, 2)", "transpose(0, 3, 4, 5, 1, 2)[:, ::-1]"),
    ],
    "index_arrays": [
        (
            "overlap_assigned",
            "np.add.at(x_padded, (slice(None), k, i, j), col.reshape(N, oh * ow, -1))",
            "x_padded[:, k, i, j] = col.reshape(N, oh * ow, -1)",
        ),
        (
            "overlap_assigned",
            "np.add.at(x_padded, (slice(None), k, i, j), col.reshape(N, oh * ow, -1))",
            "x_padded[:, k, i, j] += col.reshape(N, oh * ow, -1)",
        ),
        ("keeps_padding", "x_padded[:, :, padding : padding + H, padding : padding + W]", "x_padded"),
        ("crops_to_minus_padding", CROP, "padding:-padding, padding:-padding"),
        ("crops_at_zero", CROP, ":H, :W"),
        (
            "ignores_stride",
            "stride * np.repeat(np.arange(oh), ow)\n    j1 = stride * np.tile",
            "np.repeat(np.arange(oh), ow)\n    j1 = np.tile",
        ),
        ("reshaped_wrongly", "col.reshape(N, oh * ow, -1)", "col.reshape(N, -1, oh * ow).transpose(0, 2, 1)"),
        ("positions_before_images", "col.reshape(N, oh * ow, -1)", "col.reshape(oh * ow, N, -1).transpose(1, 0, 2)"),
        (
            "windows_column_by_column",
            "np.repeat(np.arange(oh), ow)\n    j1 = stride * np.tile(np.arange(ow), oh)",
            "np.tile(np.arange(oh), ow)\n    j1 = stride * np.repeat(np.arange(ow), oh)",
        ),
        (
            "averages_overlap",
            "    return x_padded[:, :, padding : padding + H, padding : padding + W]",
            "    count = np.zeros_like(x_padded)\n    np.add.at(count, (slice(None), k, i, j), 1)\n    x_padded = x_padded / np.maximum(count, 1)\n    return x_padded[:, :, padding : padding + H, padding : padding + W]",
        ),
        (
            None,
            "np.repeat(np.arange(C), kernel_h * kernel_w)[None, :]",
            "np.zeros((1, C * kernel_h * kernel_w), dtype=int)",
        ),
        (None, "np.add.at", "np.subtract.at"),
    ],
    "positions": [
        ("overlap_assigned", "] += windows", "] = windows"),
        ("keeps_padding", "out[:, :, padding : H_pad - padding, padding : W_pad - padding]", "out"),
        (
            "crops_to_minus_padding",
            "padding : H_pad - padding, padding : W_pad - padding",
            "padding:-padding, padding:-padding",
        ),
        ("crops_at_end", "padding : H_pad - padding, padding : W_pad - padding", "padding:, padding:"),
        ("crops_at_zero", "padding : H_pad - padding, padding : W_pad - padding", ":H, :W"),
        ("ignores_stride", "i * stride, j * stride", "i, j"),
        ("steps_by_kernel", "i * stride, j * stride", "i * kernel_h, j * kernel_w"),
        ("forgets_padding", "H_pad, W_pad = H + 2 * padding, W + 2 * padding", "H_pad, W_pad = H, W"),
        (
            "reshaped_wrongly",
            "col.reshape(N, h, w, C, kernel_h, kernel_w)",
            "col.reshape(N, C, kernel_h, kernel_w, h, w).transpose(0, 4, 5, 1, 2, 3)",
        ),
        (
            "reshaped_wrongly",
            "col.reshape(N, h, w, C, kernel_h, kernel_w)",
            "col.reshape(N, C, h, w, kernel_h, kernel_w).transpose(0, 2, 3, 1, 4, 5)",
        ),
        (
            "channels_last",
            "col.reshape(N, h, w, C, kernel_h, kernel_w)",
            "col.reshape(N, h, w, kernel_h, kernel_w, C).transpose(0, 1, 2, 5, 3, 4)",
        ),
        (
            "window_read_downwards",
            "col.reshape(N, h, w, C, kernel_h, kernel_w)",
            "col.reshape(N, h, w, C, kernel_w, kernel_h).swapaxes(4, 5)",
        ),
        (
            "positions_before_images",
            "col.reshape(N, h, w, C, kernel_h, kernel_w)",
            "col.reshape(h, w, N, C, kernel_h, kernel_w).transpose(2, 0, 1, 3, 4, 5)",
        ),
        ("width_from_height", "w = int((W_pad - kernel_w)", "w = int((H_pad - kernel_w)"),
        ("width_from_height", "for j in range(w)", "for j in range(h)"),
        (None, "windows[:, i, j]", "windows[:, 0, 0]"),
        (None, "windows[:, i, j]", "np.maximum(windows[:, i, j], 0)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
