"""im2col in eight styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def rows(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    H_out = (H + 2 * padding - kernel_h) // stride + 1
    W_out = (W + 2 * padding - kernel_w) // stride + 1
    x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    result = np.zeros((N * H_out * W_out, C * kernel_h * kernel_w))
    row = 0
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                window = x_padded[n, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]
                result[row] = window.reshape(-1)
                row += 1
    return result


def scalars(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    H_out = (H + 2 * padding - kernel_h) // stride + 1
    W_out = (W + 2 * padding - kernel_w) // stride + 1
    padded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    padded[:, :, padding : padding + H, padding : padding + W] = x
    cols = np.zeros((N * H_out * W_out, C * kernel_h * kernel_w))
    for n in range(N):
        for i in range(H_out):
            for j in range(W_out):
                for c in range(C):
                    for p in range(kernel_h):
                        for q in range(kernel_w):
                            r = (n * H_out + i) * W_out + j
                            k = (c * kernel_h + p) * kernel_w + q
                            cols[r, k] = padded[n, c, i * stride + p, j * stride + q]
    return cols


def offsets(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    out_h = (H + 2 * padding - kernel_h) // stride + 1
    out_w = (W + 2 * padding - kernel_w) // stride + 1
    img = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant")
    col = np.zeros((N, C, kernel_h, kernel_w, out_h, out_w))
    for y in range(kernel_h):
        y_max = y + stride * out_h
        for k in range(kernel_w):
            x_max = k + stride * out_w
            col[:, :, y, k, :, :] = img[:, :, y:y_max:stride, k:x_max:stride]
    return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)


def views(x, kernel_h, kernel_w, stride, padding):
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = sliding_window_view(x, (kernel_h, kernel_w), axis=(2, 3))
    windows = windows[:, :, ::stride, ::stride]
    N, C, H_out, W_out, _, _ = windows.shape
    return windows.transpose(0, 2, 3, 1, 4, 5).reshape(N * H_out * W_out, C * kernel_h * kernel_w)


def positions(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    h = int((H + 2 * padding - kernel_h) / stride) + 1
    w = int((W + 2 * padding - kernel_w) / stride) + 1
    x_pad = np.pad(x, ((0,), (0,), (padding,), (padding,)), mode="constant")
    out = np.zeros((N, h, w, C * kernel_h * kernel_w))
    for i in range(h):
        for j in range(w):
            piece = x_pad[:, :, i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w]
            out[:, i, j, :] = piece.reshape(N, -1)
    return out.reshape(-1, C * kernel_h * kernel_w)


def index_arrays(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    oh = (H + 2 * padding - kernel_h) // stride + 1
    ow = (W + 2 * padding - kernel_w) // stride + 1
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    i0 = np.tile(np.repeat(np.arange(kernel_h), kernel_w), C)
    j0 = np.tile(np.arange(kernel_w), kernel_h * C)
    i1 = stride * np.repeat(np.arange(oh), ow)
    j1 = stride * np.tile(np.arange(ow), oh)
    k = np.repeat(np.arange(C), kernel_h * kernel_w)
    cols = xp[:, k[None, :], i1[:, None] + i0[None, :], j1[:, None] + j0[None, :]]
    return cols.reshape(N * oh * ow, -1)


def listed(x, kernel_h, kernel_w, stride, padding):
    frame = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    rows = []
    for image in frame:
        for top in range(0, image.shape[1] - kernel_h + 1, stride):
            for left in range(0, image.shape[2] - kernel_w + 1, stride):
                rows.append(image[:, top : top + kernel_h, left : left + kernel_w].flatten())
    return np.array(rows)


def strided(x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    p = padding
    xp = np.zeros((N, C, H + 2 * p, W + 2 * p), dtype=x.dtype)
    xp[:, :, p : p + H, p : p + W] = x
    h = (H + 2 * p - kernel_h) // stride + 1
    w = (W + 2 * p - kernel_w) // stride + 1
    sn, sc, sh, sw = xp.strides
    shape = (N, h, w, C, kernel_h, kernel_w)
    strides = (sn, sh * stride, sw * stride, sc, sh, sw)
    return np.lib.stride_tricks.as_strided(xp, shape, strides).reshape(N * h * w, C * kernel_h * kernel_w)


BOTH = "i * stride : i * stride + kernel_h, j * stride : j * stride + kernel_w"
PAIRS = "((0, 0), (0, 0), (padding, padding), (padding, padding))"

SLIPS = {
    "rows": [
        ("ignores_stride", BOTH, "i : i + kernel_h, j : j + kernel_w"),
        ("steps_by_kernel", BOTH, "i * kernel_h : (i + 1) * kernel_h, j * kernel_w : (j + 1) * kernel_w"),
        ("ignores_padding", "window = x_padded[", "window = x["),
        (
            "size_without_padding",
            "(H + 2 * padding - kernel_h) // stride + 1\n    W_out = (W + 2 * padding - kernel_w)",
            "(H - kernel_h) // stride + 1\n    W_out = (W - kernel_w)",
        ),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("pads_with_edge", "(padding, padding)))", '(padding, padding)), mode="edge")'),
        ("channels_last", "window.reshape(-1)", "window.transpose(1, 2, 0).reshape(-1)"),
        ("window_read_downwards", "window.reshape(-1)", "window.transpose(0, 2, 1).reshape(-1)"),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        ("first_image_only", "x_padded[n,", "x_padded[0,"),
        ("windows_as_columns", "return result", "return result.T"),
        ("window_taken_as_square", "j * stride + kernel_w]", "j * stride + kernel_h]"),
        ("width_from_height", "W_out = (W +", "W_out = (H +"),
        ("width_from_height", "for j in range(W_out)", "for j in range(H_out)"),
        (
            "drops_last_position",
            "// stride + 1\n    W_out = (W + 2 * padding - kernel_w) // stride + 1",
            "// stride\n    W_out = (W + 2 * padding - kernel_w) // stride",
        ),
        (
            "windows_column_by_column",
            "for i in range(H_out):\n            for j in range(W_out):",
            "for j in range(W_out):\n            for i in range(H_out):",
        ),
        (
            ("channels_last", "windows_as_columns"),
            "window.reshape(-1)\n                row += 1\n    return result",
            "window.transpose(1, 2, 0).reshape(-1)\n                row += 1\n    return result.T",
        ),
        (None, "                row += 1", "            row += 1"),
        (None, "window.reshape(-1)", "window[:, ::-1].reshape(-1)"),
    ],
    "scalars": [
        ("channels_last", "(c * kernel_h + p) * kernel_w + q", "(p * kernel_w + q) * C + c"),
        ("window_read_downwards", "(c * kernel_h + p) * kernel_w + q", "(c * kernel_w + q) * kernel_h + p"),
        ("windows_column_by_column", "(n * H_out + i) * W_out + j", "(n * W_out + j) * H_out + i"),
        ("positions_before_images", "(n * H_out + i) * W_out + j", "(i * W_out + j) * N + n"),
        ("ignores_stride", "i * stride + p, j * stride + q", "i + p, j + q"),
        ("ignores_stride", "j * stride + q", "j + q"),
        ("steps_by_kernel", "i * stride + p, j * stride + q", "i * kernel_h + p, j * kernel_w + q"),
        ("ignores_padding", "= padded[n", "= x[n"),
        ("pads_one_side", "padded[:, :, padding : padding + H, padding : padding + W] = x", "padded[:, :, :H, :W] = x"),
        ("first_channel_only", "for c in range(C)", "for c in range(1)"),
        ("first_image_only", "    return cols", "        return cols"),
        ("window_taken_as_square", "for q in range(kernel_w)", "for q in range(kernel_h)"),
        (None, "(c * kernel_h + p) * kernel_w + q", "(c * kernel_h + p) * kernel_h + q"),
        (None, "(n * H_out + i) * W_out + j", "(n * H_out + i) * H_out + j"),
    ],
    "offsets": [
        ("reshaped_too_early", ".transpose(0, 4, 5, 1, 2, 3)", ""),
        ("positions_before_images", "transpose(0, 4, 5, 1, 2, 3)", "transpose(4, 5, 0, 1, 2, 3)"),
        ("windows_column_by_column", "transpose(0, 4, 5, 1, 2, 3)", "transpose(0, 5, 4, 1, 2, 3)"),
        ("channels_last", "transpose(0, 4, 5, 1, 2, 3)", "transpose(0, 4, 5, 2, 3, 1)"),
        ("window_read_downwards", "transpose(0, 4, 5, 1, 2, 3)", "transpose(0, 4, 5, 1, 3, 2)"),
        ("images_not_merged", "reshape(N * out_h * out_w, -1)", "reshape(N, out_h * out_w, -1)"),
        (
            "images_not_merged",
            "col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)",
            "col.reshape(N, C * kernel_h * kernel_w, -1)",
        ),
        (
            "windows_as_columns",
            "col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)",
            "col.transpose(1, 2, 3, 0, 4, 5).reshape(C * kernel_h * kernel_w, -1)",
        ),
        (
            "windows_as_columns",
            "col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)",
            "col.transpose(1, 2, 3, 4, 5, 0).reshape(C * kernel_h * kernel_w, -1)",
        ),
        ("ignores_stride", "img[:, :, y:y_max:stride, k:x_max:stride]", "img[:, :, y : y + out_h, k : k + out_w]"),
        ("ignores_padding", 'np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant")', "x"),
        (
            "size_without_padding",
            "(H + 2 * padding - kernel_h) // stride + 1\n    out_w = (W + 2 * padding - kernel_w)",
            "(H - kernel_h) // stride + 1\n    out_w = (W - kernel_w)",
        ),
        (
            "ignores_padding",
            '(H + 2 * padding - kernel_h) // stride + 1\n    out_w = (W + 2 * padding - kernel_w) // stride + 1\n    img = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant")',
            "(H - kernel_h) // stride + 1\n    out_w = (W - kernel_w) // stride + 1\n    img = x",
        ),
        ("width_from_height", "out_w = (W + 2", "out_w = (H + 2"),
        ("pads_with_edge", '"constant"', '"edge"'),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(0, padding), (0, padding)"),
        ("window_taken_as_square", "for k in range(kernel_w)", "for k in range(kernel_h)"),
        (None, "y:y_max:stride", "y:y_max"),
        (None, "transpose(0, 4, 5, 1, 2, 3)", "transpose(0, 4, 5, 2, 1, 3)"),
    ],
    "views": [
        ("reshaped_too_early", ".transpose(0, 2, 3, 1, 4, 5)", ""),
        ("positions_before_images", "transpose(0, 2, 3, 1, 4, 5)", "transpose(2, 3, 0, 1, 4, 5)"),
        ("windows_column_by_column", "transpose(0, 2, 3, 1, 4, 5)", "transpose(0, 3, 2, 1, 4, 5)"),
        ("channels_last", "transpose(0, 2, 3, 1, 4, 5)", "transpose(0, 2, 3, 4, 5, 1)"),
        ("window_read_downwards", "transpose(0, 2, 3, 1, 4, 5)", "transpose(0, 2, 3, 1, 5, 4)"),
        (
            "images_not_merged",
            "reshape(N * H_out * W_out, C * kernel_h * kernel_w)",
            "reshape(N, H_out * W_out, C * kernel_h * kernel_w)",
        ),
        ("windows_as_columns", "C * kernel_h * kernel_w)", "C * kernel_h * kernel_w).T"),
        ("ignores_stride", "    windows = windows[:, :, ::stride, ::stride]\n", ""),
        ("steps_by_kernel", "::stride, ::stride", "::kernel_h, ::kernel_w"),
        ("ignores_padding", "    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))\n", ""),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("swaps_kernel_axes", "(x, (kernel_h, kernel_w)", "(x, (kernel_w, kernel_h)"),
        ("window_taken_as_square", "(x, (kernel_h, kernel_w), axis=(2, 3))", "(x, (kernel_h, kernel_h), axis=(2, 3))"),
        ("drops_last_position", "::stride, ::stride]", ":-1:stride, :-1:stride]"),
        (
            ("channels_last", "ignores_stride"),
            "windows = windows[:, :, ::stride, ::stride]\n    N, C, H_out, W_out, _, _ = windows.shape\n    return windows.transpose(0, 2, 3, 1, 4, 5)",
            "N, C, H_out, W_out, _, _ = windows.shape\n    return windows.transpose(0, 2, 3, 4, 5, 1)",
        ),
        (None, "::stride, ::stride", "::stride, ::1"),
        (
            ("windows_column_by_column", "window_read_downwards"),
            "transpose(0, 2, 3, 1, 4, 5)",
            "transpose(0, 3, 2, 1, 5, 4)",
        ),
    ],
    "positions": [
        (
            "reshaped_too_early",
            "piece.reshape(N, -1)\n    return out.reshape(-1, C * kernel_h * kernel_w)",
            "piece.reshape(N, -1)\n    return out.transpose(0, 3, 1, 2).reshape(-1, C * kernel_h * kernel_w)",
        ),
        ("images_not_merged", "out.reshape(-1, C * kernel_h * kernel_w)", "out.reshape(N, h * w, -1)"),
        ("images_not_merged", "out.reshape(-1, C * kernel_h * kernel_w)", "out"),
        (
            "windows_as_columns",
            "out.reshape(-1, C * kernel_h * kernel_w)",
            "out.reshape(-1, C * kernel_h * kernel_w).T",
        ),
        ("channels_last", "piece.reshape(N, -1)", "piece.transpose(0, 2, 3, 1).reshape(N, -1)"),
        ("window_read_downwards", "piece.reshape(N, -1)", "piece.swapaxes(2, 3).reshape(N, -1)"),
        ("ignores_stride", BOTH, "i : i + kernel_h, j : j + kernel_w"),
        ("steps_by_kernel", BOTH, "i * kernel_h : (i + 1) * kernel_h, j * kernel_w : (j + 1) * kernel_w"),
        ("ignores_padding", "piece = x_pad[", "piece = x["),
        (
            "size_without_padding",
            "(H + 2 * padding - kernel_h) / stride) + 1\n    w = int((W + 2 * padding - kernel_w)",
            "(H - kernel_h) / stride) + 1\n    w = int((W - kernel_w)",
        ),
        ("pads_with_edge", '"constant"', '"edge"'),
        ("width_from_height", "w = int((W + 2 * padding - kernel_w) / stride) + 1", "w = h"),
        (
            "drops_last_position",
            "kernel_h) / stride) + 1\n    w = int((W + 2 * padding - kernel_w) / stride) + 1",
            "kernel_h) / stride)\n    w = int((W + 2 * padding - kernel_w) / stride)",
        ),
        (None, "out[:, i, j, :]", "out[:, j, i, :]"),
        (None, "(H + 2 * padding - kernel_h) / stride) + 1", "(H + 2 * padding - kernel_h) / stride) + 2"),
    ],
    "index_arrays": [
        (
            "windows_column_by_column",
            "np.repeat(np.arange(oh), ow)\n    j1 = stride * np.tile(np.arange(ow), oh)",
            "np.tile(np.arange(oh), ow)\n    j1 = stride * np.repeat(np.arange(ow), oh)",
        ),
        (
            "window_read_downwards",
            "np.tile(np.repeat(np.arange(kernel_h), kernel_w), C)\n    j0 = np.tile(np.arange(kernel_w), kernel_h * C)",
            "np.tile(np.arange(kernel_h), kernel_w * C)\n    j0 = np.tile(np.repeat(np.arange(kernel_w), kernel_h), C)",
        ),
        (
            "ignores_stride",
            "stride * np.repeat(np.arange(oh), ow)\n    j1 = stride * np",
            "np.repeat(np.arange(oh), ow)\n    j1 = np",
        ),
        ("ignores_padding", "cols = xp[", "cols = x["),
        ("images_not_merged", "cols.reshape(N * oh * ow, -1)", "cols"),
        ("windows_as_columns", "cols.reshape(N * oh * ow, -1)", "cols.reshape(N * oh * ow, -1).T"),
        (
            "windows_as_columns",
            "cols.reshape(N * oh * ow, -1)",
            "cols.transpose(2, 1, 0).reshape(C * kernel_h * kernel_w, -1)",
        ),
        (
            "first_channel_only",
            "np.repeat(np.arange(C), kernel_h * kernel_w)",
            "np.zeros(C * kernel_h * kernel_w, dtype=int)",
        ),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("width_from_height", "ow = (W +", "ow = (H +"),
        (None, "np.repeat(np.arange(C), kernel_h * kernel_w)", "np.tile(np.arange(C), kernel_h * kernel_w)"),
        (None, "stride * np.tile", "2 * np.tile"),
    ],
    "listed": [
        (
            "windows_column_by_column",
            "for top in range(0, image.shape[1] - kernel_h + 1, stride):\n            for left in range(0, image.shape[2] - kernel_w + 1, stride):",
            "for left in range(0, image.shape[2] - kernel_w + 1, stride):\n            for top in range(0, image.shape[1] - kernel_h + 1, stride):",
        ),
        (
            "ignores_stride",
            "image.shape[1] - kernel_h + 1, stride):\n            for left in range(0, image.shape[2] - kernel_w + 1, stride)",
            "image.shape[1] - kernel_h + 1):\n            for left in range(0, image.shape[2] - kernel_w + 1)",
        ),
        (
            "steps_by_kernel",
            "image.shape[1] - kernel_h + 1, stride):\n            for left in range(0, image.shape[2] - kernel_w + 1, stride)",
            "image.shape[1] - kernel_h + 1, kernel_h):\n            for left in range(0, image.shape[2] - kernel_w + 1, kernel_w)",
        ),
        (
            "drops_last_position",
            "image.shape[1] - kernel_h + 1, stride):\n            for left in range(0, image.shape[2] - kernel_w + 1, stride)",
            "image.shape[1] - kernel_h, stride):\n            for left in range(0, image.shape[2] - kernel_w, stride)",
        ),
        ("ignores_padding", "for image in frame", "for image in x"),
        ("window_read_downwards", ".flatten()", ".transpose(0, 2, 1).flatten()"),
        ("channels_last", ".flatten()", ".transpose(1, 2, 0).flatten()"),
        ("windows_as_columns", "np.array(rows)", "np.array(rows).T"),
        ("windows_as_columns", "np.array(rows)", "np.stack(rows, axis=1)"),
        ("first_image_only", "for image in frame", "for image in frame[:1]"),
        ("pads_with_edge", "(padding, padding)))", '(padding, padding)), "edge")'),
        ("first_channel_only", "image[:, top", "image[0, top"),
        ("window_taken_as_square", "left : left + kernel_w", "left : left + kernel_h"),
        (("channels_last", "window_read_downwards"), ".flatten()", '.flatten("F")'),
        (None, "image.shape[1] - kernel_h + 1, stride", "image.shape[1], stride"),
    ],
    "strided": [
        ("ignores_stride", "sh * stride, sw * stride", "sh, sw"),
        ("ignores_stride", "sw * stride", "sw"),
        (
            "positions_before_images",
            "(N, h, w, C, kernel_h, kernel_w)\n    strides = (sn, sh * stride, sw * stride,",
            "(h, w, N, C, kernel_h, kernel_w)\n    strides = (sh * stride, sw * stride, sn,",
        ),
        (
            "channels_last",
            "w, C, kernel_h, kernel_w)\n    strides = (sn, sh * stride, sw * stride, sc, sh, sw)",
            "w, kernel_h, kernel_w, C)\n    strides = (sn, sh * stride, sw * stride, sh, sw, sc)",
        ),
        (
            "window_read_downwards",
            "w, C, kernel_h, kernel_w)\n    strides = (sn, sh * stride, sw * stride, sc, sh, sw)",
            "w, C, kernel_w, kernel_h)\n    strides = (sn, sh * stride, sw * stride, sc, sw, sh)",
        ),
        (
            "windows_column_by_column",
            "(N, h, w, C, kernel_h, kernel_w)\n    strides = (sn, sh * stride, sw * stride,",
            "(N, w, h, C, kernel_h, kernel_w)\n    strides = (sn, sw * stride, sh * stride,",
        ),
        ("windows_as_columns", "C * kernel_h * kernel_w)", "C * kernel_h * kernel_w).T"),
        (
            "images_not_merged",
            ".reshape(N * h * w, C * kernel_h * kernel_w)",
            ".reshape(N, h * w, C * kernel_h * kernel_w)",
        ),
        ("pads_one_side", "xp[:, :, p : p + H, p : p + W] = x", "xp[:, :, 2 * p :, 2 * p :] = x"),
        (
            "size_without_padding",
            "(H + 2 * p - kernel_h) // stride + 1\n    w = (W + 2 * p - kernel_w)",
            "(H - kernel_h) // stride + 1\n    w = (W - kernel_w)",
        ),
        (
            "drops_last_position",
            "kernel_h) // stride + 1\n    w = (W + 2 * p - kernel_w) // stride + 1",
            "kernel_h) // stride\n    w = (W + 2 * p - kernel_w) // stride",
        ),
        (None, "sc, sh, sw)", "sc, sw, sh)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
