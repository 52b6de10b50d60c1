"""conv_forward in eight styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def scalars(x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    C_out, _, K_h, K_w = w.shape
    H_out = (H + 2 * padding - K_h) // stride + 1
    W_out = (W + 2 * padding - K_w) // stride + 1
    x_padded = np.zeros((N, C_in, H + 2 * padding, W + 2 * padding))
    x_padded[:, :, padding : padding + H, padding : padding + W] = x
    out = np.zeros((N, C_out, H_out, W_out))
    for n in range(N):
        for o in range(C_out):
            for i in range(H_out):
                for j in range(W_out):
                    for c in range(C_in):
                        for p in range(K_h):
                            for q in range(K_w):
                                out[n, o, i, j] += x_padded[n, c, i * stride + p, j * stride + q] * w[o, c, p, q]
                    out[n, o, i, j] += b[o]
    return out


def windows(x, w, b, stride, padding):
    batch, _, height, width = x.shape
    filters, _, kh, kw = w.shape
    oh = int((height + 2 * padding - kh) / stride) + 1
    ow = int((width + 2 * padding - kw) / stride) + 1
    image = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="constant")
    y = np.zeros((batch, filters, oh, ow))
    for k in range(batch):
        for f in range(filters):
            for r in range(oh):
                for s in range(ow):
                    top = r * stride
                    left = s * stride
                    patch = image[k, :, top : top + kh, left : left + kw]
                    y[k, f, r, s] = np.sum(patch * w[f]) + b[f]
    return y


def positions(x, w, b, stride, padding):
    N, C, H, W = x.shape
    F, C, HH, WW = w.shape
    H_out = 1 + (H + 2 * padding - HH) // stride
    W_out = 1 + (W + 2 * padding - WW) // stride
    xp = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)])
    out = np.zeros((N, F, H_out, W_out))
    for i in range(H_out):
        for j in range(W_out):
            window = xp[:, :, i * stride : i * stride + HH, j * stride : j * stride + WW]
            for f in range(F):
                out[:, f, i, j] = (window * w[f]).sum(axis=(1, 2, 3)) + b[f]
    return out


def im2col(x, w, b, stride, padding):
    N, C, H, W = x.shape
    FN, C, FH, FW = w.shape
    out_h = (H + 2 * padding - FH) // stride + 1
    out_w = (W + 2 * padding - FW) // stride + 1
    img = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant")
    col = np.zeros((N, C, FH, FW, out_h, out_w))
    for y in range(FH):
        y_max = y + stride * out_h
        for k in range(FW):
            x_max = k + stride * out_w
            col[:, :, y, k, :, :] = img[:, :, y:y_max:stride, k:x_max:stride]
    col = col.transpose(0, 4, 5, 1, 2, 3).reshape(N * out_h * out_w, -1)
    col_w = w.reshape(FN, -1).T
    out = np.dot(col, col_w) + b
    return out.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)


def einsum(x, w, b, stride, padding):
    K_h, K_w = w.shape[2:]
    x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    views = sliding_window_view(x_padded, (K_h, K_w), axis=(2, 3))[:, :, ::stride, ::stride]
    out = np.einsum("ncijpq,ocpq->noij", views, w)
    return out + b.reshape(1, -1, 1, 1)


def offsets(x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    C_out, _, K_h, K_w = w.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    H_out = (padded.shape[2] - K_h) // stride + 1
    W_out = (padded.shape[3] - K_w) // stride + 1
    out = np.zeros((N, C_out, H_out, W_out))
    for p in range(K_h):
        for q in range(K_w):
            part = padded[:, :, p : p + (H_out - 1) * stride + 1 : stride, q : q + (W_out - 1) * stride + 1 : stride]
            out += np.tensordot(part, w[:, :, p, q], axes=(1, 1)).transpose(0, 3, 1, 2)
    return out + b[:, None, None]


def per_channel(x, w, b, stride, padding):
    out_h = int(np.floor((x.shape[2] + 2 * padding - w.shape[2]) / stride)) + 1
    out_w = int(np.floor((x.shape[3] + 2 * padding - w.shape[3]) / stride)) + 1
    out = np.zeros((x.shape[0], w.shape[0], out_h, out_w))
    for n in range(x.shape[0]):
        for o in range(w.shape[0]):
            for c in range(x.shape[1]):
                plane = np.pad(x[n, c], padding)
                for i in range(out_h):
                    for j in range(out_w):
                        piece = plane[i * stride : i * stride + w.shape[2], j * stride : j * stride + w.shape[3]]
                        out[n, o, i, j] += np.sum(piece * w[o, c])
            out[n, o] += b[o]
    return out


def fancy_indices(x, w, b, stride, padding):
    N, C, H, W = x.shape
    F, _, HH, WW = w.shape
    out_h = (H + 2 * padding - HH) // stride + 1
    out_w = (W + 2 * padding - WW) // stride + 1
    x_pad = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), mode="constant")
    i0 = np.tile(np.repeat(np.arange(HH), WW), C)
    i1 = stride * np.repeat(np.arange(out_h), out_w)
    j0 = np.tile(np.arange(WW), HH * C)
    j1 = stride * np.tile(np.arange(out_w), out_h)
    k = np.repeat(np.arange(C), HH * WW).reshape(-1, 1)
    cols = x_pad[:, k, i0.reshape(-1, 1) + i1, j0.reshape(-1, 1) + j1]
    res = w.reshape(F, -1) @ cols + b.reshape(-1, 1)
    return res.reshape(N, F, out_h, out_w)


PAIRS = "((0, 0), (0, 0), (padding, padding), (padding, padding))"
LIST = "[(0, 0), (0, 0), (padding, padding), (padding, padding)]"

SLIPS = {
    "scalars": [
        ("flips_filter", "w[o, c, p, q]", "w[o, c, K_h - 1 - p, K_w - 1 - q]"),
        ("transposes_filter", "w[o, c, p, q]", "w[o, c, q, p]"),
        ("channels_swapped", "w[o, c, p, q]", "w[c, o, p, q]"),
        ("takes_square_filter", "for q in range(K_w)", "for q in range(K_h)"),
        ("takes_square_filter", "C_out, _, K_h, K_w = w.shape", "C_out, _, K_h, _ = w.shape\n    K_w = K_h"),
        ("forgets_bias", "                    out[n, o, i, j] += b[o]\n", ""),
        (
            "adds_bias_per_product",
            "* w[o, c, p, q]\n                    out[n, o, i, j] += b[o]\n",
            "* w[o, c, p, q] + b[o]\n",
        ),
        (
            "adds_bias_per_input_channel",
            "                    out[n, o, i, j] += b[o]\n",
            "                        out[n, o, i, j] += b[o]\n",
        ),
        ("ignores_stride", "i * stride + p, j * stride + q", "i + p, j + q"),
        ("ignores_stride", "j * stride + q", "j + q"),
        ("steps_by_kernel", "i * stride + p, j * stride + q", "i * K_h + p, j * K_w + q"),
        ("forgets_padding", "out[n, o, i, j] += x_padded[n,", "out[n, o, i, j] += x[n,"),
        (
            "pads_one_side",
            "(H + 2 * padding - K_h) // stride + 1\n    W_out = (W + 2 * padding",
            "(H + padding - K_h) // stride + 1\n    W_out = (W + padding",
        ),
        (
            "pads_to_minus_padding",
            "x_padded[:, :, padding : padding + H, padding : padding + W] = x",
            "x_padded[:, :, padding:-padding, padding:-padding] = x",
        ),
        (
            "pads_one_side",
            "x_padded[:, :, padding : padding + H, padding : padding + W] = x",
            "x_padded[:, :, :H, :W] = x",
        ),
        ("width_from_height", "for j in range(W_out)", "for j in range(H_out)"),
        ("width_from_height", "W_out = (W + 2 * padding - K_w)", "W_out = (H + 2 * padding - K_h)"),
        ("width_from_height", "W_out = (W + 2 * padding - K_w)", "W_out = (H + 2 * padding - K_w)"),
        ("sums_one_channel", "for c in range(C_in)", "for c in range(1)"),
        (
            "drops_last_position",
            "for i in range(H_out):\n                for j in range(W_out)",
            "for i in range(H_out - 1):\n                for j in range(W_out - 1)",
        ),
        (
            "swaps_output_axes",
            "out[n, o, i, j] += x_padded[n, c, i * stride + p, j * stride + q] * w[o, c, p, q]",
            "out[n, o, i, j] += x_padded[n, c, j * stride + p, i * stride + q] * w[o, c, p, q]",
        ),
        (
            ("flips_filter", "forgets_bias"),
            "w[o, c, p, q]\n                    out[n, o, i, j] += b[o]\n",
            "w[o, c, -1 - p, -1 - q]\n",
        ),
        ("keeps_last_product", "out[n, o, i, j] += x_padded", "out[n, o, i, j] = x_padded"),
        (None, "* w[o, c, p, q]", "* w[o, c, p, q] ** 2"),
        (None, "j * stride + q]", "j * stride + p]"),
    ],
    "windows": [
        ("flips_filter", "np.sum(patch * w[f])", "np.sum(patch * w[f, :, ::-1, ::-1])"),
        ("flips_filter", "np.sum(patch * w[f])", "np.sum(patch * np.flip(w[f], axis=(1, 2)))"),
        ("transposes_filter", "patch * w[f]", "patch * w[f].transpose(0, 2, 1)"),
        ("channels_swapped", "patch * w[f]", "patch * w[:, f]"),
        ("takes_square_filter", "filters, _, kh, kw = w.shape", "filters, _, kh, _ = w.shape\n    kw = kh"),
        ("takes_square_filter", "left : left + kw", "left : left + kh"),
        ("forgets_bias", " + b[f]", ""),
        ("adds_bias_per_product", "np.sum(patch * w[f]) + b[f]", "np.sum(patch * w[f] + b[f])"),
        (
            "ignores_stride",
            "top = r * stride\n                    left = s * stride",
            "top = r\n                    left = s",
        ),
        ("ignores_stride", "top = r * stride\n", "top = r\n"),
        (
            "ignores_stride",
            "oh = int((height + 2 * padding - kh) / stride) + 1\n    ow = int((width + 2 * padding - kw) / stride) + 1",
            "oh = height + 2 * padding - kh + 1\n    ow = width + 2 * padding - kw + 1",
        ),
        (
            "steps_by_kernel",
            "top = r * stride\n                    left = s * stride",
            "top = r * kh\n                    left = s * kw",
        ),
        ("forgets_padding", "patch = image[", "patch = x["),
        (
            "size_forgets_padding",
            "(height + 2 * padding - kh) / stride) + 1\n    ow = int((width + 2 * padding - kw)",
            "(height - kh) / stride) + 1\n    ow = int((width - kw)",
        ),
        (
            "pads_one_side",
            "(height + 2 * padding - kh) / stride) + 1\n    ow = int((width + 2 * padding - kw)",
            "(height + padding - kh) / stride) + 1\n    ow = int((width + padding - kw)",
        ),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("pads_all_axes", PAIRS, "padding"),
        ("pads_with_edge", 'mode="constant"', 'mode="edge"'),
        ("width_from_height", "ow = int((width + 2 * padding - kw)", "ow = int((height + 2 * padding - kw)"),
        ("width_from_height", "ow = int((width + 2 * padding - kw)", "ow = int((height + 2 * padding - kh)"),
        ("width_from_height", "for s in range(ow)", "for s in range(oh)"),
        ("sums_one_channel", "np.sum(patch * w[f])", "np.sum(patch[0] * w[f, 0])"),
        ("sums_one_channel", "np.sum(patch * w[f])", "np.sum(patch[0] * w[f][0])"),
        ("averages_window", "np.sum(patch * w[f])", "np.mean(patch * w[f])"),
        ("first_image_only", "for k in range(batch)", "for k in range(1)"),
        ("first_image_only", "image[k,", "image[0,"),
        (
            "drops_last_position",
            "(height + 2 * padding - kh) / stride) + 1\n    ow = int((width + 2 * padding - kw) / stride) + 1",
            "(height + 2 * padding - kh) / stride)\n    ow = int((width + 2 * padding - kw) / stride)",
        ),
        ("channels_last", "    return y", "    return y.transpose(0, 2, 3, 1)"),
        ("swaps_output_axes", "    return y", "    return y.transpose(0, 1, 3, 2)"),
        (("averages_window", "forgets_bias"), "np.sum(patch * w[f]) + b[f]", "np.mean(patch * w[f])"),
        (None, "np.sum(patch * w[f]) + b[f]", "np.sum(patch * w[f]) - b[f]"),
        (None, "np.sum(patch * w[f]) + b[f]", "np.max(patch * w[f]) + b[f]"),
        (None, "+ b[f]", "+ b[0]"),
    ],
    "positions": [
        ("flips_filter", "w[f]).sum", "w[f, :, ::-1, ::-1]).sum"),
        ("transposes_filter", "F, C, HH, WW = w.shape", "F, C, WW, HH = w.shape"),
        ("channels_swapped", "(window * w[f])", "(window * w[:, f])"),
        (
            "takes_square_filter",
            "W_out = 1 + (W + 2 * padding - WW)",
            "WW = HH\n    W_out = 1 + (W + 2 * padding - WW)",
        ),
        ("forgets_bias", " + b[f]", ""),
        ("ignores_stride", "i * stride : i * stride + HH, j * stride : j * stride + WW", "i : i + HH, j : j + WW"),
        (
            "steps_by_kernel",
            "i * stride : i * stride + HH, j * stride : j * stride + WW",
            "i * HH : (i + 1) * HH, j * WW : (j + 1) * WW",
        ),
        ("forgets_padding", "window = xp[", "window = x["),
        (
            "size_forgets_padding",
            "(H + 2 * padding - HH) // stride\n    W_out = 1 + (W + 2 * padding - WW)",
            "(H - HH) // stride\n    W_out = 1 + (W - WW)",
        ),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(0, padding), (0, padding)"),
        ("pads_all_axes", LIST, "padding"),
        ("pads_with_edge", "(padding, padding)])", '(padding, padding)], mode="edge")'),
        ("width_from_height", "range(W_out)", "range(H_out)"),
        ("sums_one_channel", "(window * w[f]).sum(axis=(1, 2, 3))", "(window[:, 0] * w[f, 0]).sum(axis=(1, 2))"),
        ("averages_window", ".sum(axis", ".mean(axis"),
        (
            "drops_last_position",
            "range(H_out):\n        for j in range(W_out)",
            "range(H_out - 1):\n        for j in range(W_out - 1)",
        ),
        (None, "+ b[f]", "* b[f]"),
        ("averages_channels", ".sum(axis=(1, 2, 3))", ".sum(axis=(1, 2, 3)) / C"),
        (None, "= (window * w[f])", "+= (window * w[f - 1])"),
    ],
    "im2col": [
        ("flips_filter", "w.reshape(FN, -1).T", "w[:, :, ::-1, ::-1].reshape(FN, -1).T"),
        ("transposes_filter", "w.reshape(FN, -1).T", "w.transpose(0, 1, 3, 2).reshape(FN, -1).T"),
        ("window_channels_last", "col.transpose(0, 4, 5, 1, 2, 3)", "col.transpose(0, 4, 5, 2, 3, 1)"),
        ("reshapes_filter", "w.reshape(FN, -1).T", "w.reshape(-1, FN)"),
        ("channels_swapped", "FN, C, FH, FW = w.shape", "C, FN, FH, FW = w.shape"),
        ("takes_square_filter", "for k in range(FW)", "for k in range(FH)"),
        ("takes_square_filter", "FN, C, FH, FW = w.shape", "FN, C, FH, _ = w.shape\n    FW = FH"),
        ("forgets_bias", " + b\n", "\n"),
        ("ignores_stride", "img[:, :, y:y_max:stride, k:x_max:stride]", "img[:, :, y : y + out_h, k : k + out_w]"),
        ("forgets_padding", 'np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant")', "x"),
        (
            "forgets_padding",
            '(H + 2 * padding - FH) // stride + 1\n    out_w = (W + 2 * padding - FW) // stride + 1\n    img = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], "constant")',
            "(H - FH) // stride + 1\n    out_w = (W - FW) // stride + 1\n    img = x",
        ),
        (
            "size_forgets_padding",
            "(H + 2 * padding - FH) // stride + 1\n    out_w = (W + 2 * padding - FW)",
            "(H - FH) // stride + 1\n    out_w = (W - FW)",
        ),
        (
            "pads_one_side",
            "(H + 2 * padding - FH) // stride + 1\n    out_w = (W + 2 * padding - FW)",
            "(H + padding - FH) // stride + 1\n    out_w = (W + padding - FW)",
        ),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("pads_all_axes", LIST, "padding"),
        ("pads_with_edge", '"constant"', '"edge"'),
        ("width_from_height", "out_w = (W + 2 * padding - FW)", "out_w = (H + 2 * padding - FW)"),
        ("width_from_height", "out_w = (W + 2 * padding - FW)", "out_w = (W + 2 * padding - FH)"),
        ("channels_last", ".transpose(0, 3, 1, 2)", ""),
        ("filters_before_images", ".transpose(0, 3, 1, 2)", ".transpose(3, 0, 1, 2)"),
        ("swaps_output_axes", ".transpose(0, 3, 1, 2)", ".transpose(0, 3, 2, 1)"),
        (
            "reshapes_output",
            "out.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)",
            "out.reshape(N, FN, out_h, out_w)",
        ),
        (
            "reshapes_output",
            "out.reshape(N, out_h, out_w, -1).transpose(0, 3, 1, 2)",
            "out.T.reshape(N, FN, out_h, out_w)",
        ),
        (
            ("flips_filter", "forgets_bias"),
            "w.reshape(FN, -1).T\n    out = np.dot(col, col_w) + b",
            "np.flip(w, (2, 3)).reshape(FN, -1).T\n    out = np.dot(col, col_w)",
        ),
        (None, "np.dot(col, col_w) + b", "np.dot(col, col_w) * b"),
        ("transposes_filter", "col.transpose(0, 4, 5, 1, 2, 3)", "col.transpose(0, 4, 5, 1, 3, 2)"),
        (None, "col.transpose(0, 4, 5, 1, 2, 3)", "col.transpose(0, 5, 4, 1, 2, 3)"),
    ],
    "einsum": [
        ("flips_filter", "views, w)", "views, w[:, :, ::-1, ::-1])"),
        ("flips_filter", "views, w)", "views, np.rot90(w, 2, axes=(2, 3)))"),
        ("transposes_filter", "ocpq", "ocqp"),
        ("transposes_filter", "(x_padded, (K_h, K_w)", "(x_padded, (K_w, K_h)"),
        ("channels_swapped", "ocpq", "copq"),
        ("takes_square_filter", "K_h, K_w = w.shape[2:]", "K_h = K_w = w.shape[2]"),
        ("forgets_bias", " + b.reshape(1, -1, 1, 1)", ""),
        ("bias_along_width", "b.reshape(1, -1, 1, 1)", "b"),
        ("ignores_stride", "[:, :, ::stride, ::stride]", ""),
        ("ignores_stride", "[:, :, ::stride, ::stride]", "[:, :, ::stride]"),
        ("steps_by_kernel", "::stride, ::stride", "::K_h, ::K_w"),
        ("forgets_padding", "sliding_window_view(x_padded", "sliding_window_view(x"),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(0, padding), (0, padding)"),
        ("pads_all_axes", PAIRS, "padding"),
        ("pads_with_edge", "(padding, padding)))", '(padding, padding)), "edge")'),
        ("sums_one_channel", "views, w)", "views[:, :1], w[:, :1])"),
        ("averages_window", "views, w)", "views, w) / (K_h * K_w)"),
        ("averages_channels", "views, w)", "views, w) / x.shape[1]"),
        ("channels_last", "return out + b.reshape(1, -1, 1, 1)", "return out.transpose(0, 2, 3, 1) + b"),
        (
            "filters_before_images",
            "return out + b.reshape(1, -1, 1, 1)",
            "return out.transpose(1, 0, 2, 3) + b[:, None, None, None]",
        ),
        ("swaps_output_axes", "->noij", "->noji"),
        (
            ("flips_filter", "bias_along_width"),
            "views, w)\n    return out + b.reshape(1, -1, 1, 1)",
            "views, w[..., ::-1, ::-1])\n    return out + b",
        ),
        (None, "out + b.reshape(1, -1, 1, 1)", "np.maximum(out + b.reshape(1, -1, 1, 1), 0)"),
        (None, "views, w)", "views, w[::-1])"),
    ],
    "offsets": [
        ("flips_filter", "w[:, :, p, q]", "w[:, :, K_h - 1 - p, K_w - 1 - q]"),
        ("flips_filter", "w[:, :, p, q]", "w[:, :, -p - 1, -q - 1]"),
        ("transposes_filter", "w[:, :, p, q]", "w[:, :, q, p]"),
        ("channels_swapped", "axes=(1, 1)", "axes=(1, 0)"),
        ("takes_square_filter", "for q in range(K_w)", "for q in range(K_h)"),
        ("forgets_bias", " + b[:, None, None]", ""),
        ("bias_along_width", " + b[:, None, None]", " + b"),
        ("forgets_padding", "part = padded[", "part = x["),
        (
            "ignores_stride",
            "p : p + (H_out - 1) * stride + 1 : stride, q : q + (W_out - 1) * stride + 1 : stride",
            "p : p + H_out, q : q + W_out",
        ),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("pads_all_axes", PAIRS, "padding"),
        ("width_from_height", "padded.shape[3] - K_w", "padded.shape[2] - K_w"),
        ("width_from_height", "padded.shape[3] - K_w", "padded.shape[3] - K_h"),
        ("sums_one_channel", "tensordot(part, w[:, :, p, q]", "tensordot(part[:, :1], w[:, :1, p, q]"),
        (
            "size_forgets_padding",
            "(padded.shape[2] - K_h) // stride + 1\n    W_out = (padded.shape[3] - K_w)",
            "(H - K_h) // stride + 1\n    W_out = (W - K_w)",
        ),
        (
            "drops_last_position",
            "(padded.shape[2] - K_h) // stride + 1\n    W_out = (padded.shape[3] - K_w) // stride + 1",
            "(padded.shape[2] - K_h) // stride\n    W_out = (padded.shape[3] - K_w) // stride",
        ),
        ("averages_window", "out + b", "out / (K_h * K_w * C_in) + b"),
        ("keeps_last_product", "out += np", "out = np"),
        (None, "return out + b[:, None, None]", "return out + len(b) * b[:, None, None]"),
    ],
    "per_channel": [
        ("flips_filter", "piece * w[o, c]", "piece * w[o, c, ::-1, ::-1]"),
        ("flips_filter", "piece * w[o, c]", "piece * np.rot90(w[o, c], 2)"),
        ("transposes_filter", "piece * w[o, c]", "piece * w[o, c].T"),
        ("channels_swapped", "w[o, c]", "w[c, o]"),
        ("forgets_bias", "            out[n, o] += b[o]\n", ""),
        ("adds_bias_per_input_channel", "            out[n, o] += b[o]\n", "                out[n, o] += b[o]\n"),
        (
            "adds_bias_per_input_channel",
            "np.sum(piece * w[o, c])\n            out[n, o] += b[o]\n",
            "np.sum(piece * w[o, c]) + b[o]\n",
        ),
        (
            "ignores_stride",
            "i * stride : i * stride + w.shape[2], j * stride : j * stride + w.shape[3]",
            "i : i + w.shape[2], j : j + w.shape[3]",
        ),
        ("forgets_padding", "np.pad(x[n, c], padding)", "x[n, c]"),
        ("pads_one_side", "np.pad(x[n, c], padding)", "np.pad(x[n, c], ((padding, 0), (padding, 0)))"),
        ("pads_with_edge", "np.pad(x[n, c], padding)", 'np.pad(x[n, c], padding, "edge")'),
        ("takes_square_filter", "j * stride : j * stride + w.shape[3]", "j * stride : j * stride + w.shape[2]"),
        ("width_from_height", "out_w = int(np.floor((x.shape[3]", "out_w = int(np.floor((x.shape[2]"),
        ("sums_one_channel", "out[n, o, i, j] += np", "out[n, o, i, j] = np"),
        ("sums_one_channel", "range(x.shape[1])", "range(1)"),
        ("averages_channels", "out[n, o] += b[o]", "out[n, o] = out[n, o] / x.shape[1] + b[o]"),
        ("averages_window", "np.sum(piece", "np.mean(piece"),
        ("averages_window", "np.sum(piece * w[o, c])", "np.sum(piece * w[o, c]) / piece.size"),
        ("first_image_only", "    return out", "        return out"),
        (None, "out[n, o] += b[o]", "out[n, o] -= b[o]"),
        (None, "piece * w[o, c]", "piece @ w[o, c].T"),
    ],
    "fancy_indices": [
        ("forgets_padding", "cols = x_pad[", "cols = x["),
        ("flips_filter", "w.reshape(F, -1)", "w[:, :, ::-1, ::-1].reshape(F, -1)"),
        ("transposes_filter", "w.reshape(F, -1)", "w.swapaxes(2, 3).reshape(F, -1)"),
        ("transposes_filter", "np.tile(np.repeat(np.arange(HH), WW), C)\n", "np.tile(np.arange(HH), WW * C)\n"),
        ("ignores_stride", "stride * np.repeat(np.arange(out_h), out_w)", "np.repeat(np.arange(out_h), out_w)"),
        ("ignores_stride", "stride * np.tile(np.arange(out_w), out_h)", "np.tile(np.arange(out_w), out_h)"),
        ("reshapes_filter", "w.reshape(F, -1) @", "w.reshape(-1, F).T @"),
        (
            "sums_one_channel",
            "np.repeat(np.arange(C), HH * WW).reshape(-1, 1)",
            "np.zeros((C * HH * WW, 1), dtype=int)",
        ),
        ("forgets_bias", " + b.reshape(-1, 1)", ""),
        (
            "bias_along_width",
            "b.reshape(-1, 1)\n    return res.reshape(N, F, out_h, out_w)",
            "0\n    return res.reshape(N, F, out_h, out_w) + b",
        ),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("pads_all_axes", "((0, 0), (0, 0), (padding, padding), (padding, padding))", "padding"),
        ("pads_with_edge", '"constant"', '"edge"'),
        ("width_from_height", "out_w = (W +", "out_w = (H +"),
        (
            "size_forgets_padding",
            "(H + 2 * padding - HH) // stride + 1\n    out_w = (W + 2 * padding - WW)",
            "(H - HH) // stride + 1\n    out_w = (W - WW)",
        ),
        (
            "channels_last",
            "return res.reshape(N, F, out_h, out_w)",
            "return res.reshape(N, F, out_h, out_w).transpose(0, 2, 3, 1)",
        ),
        ("swaps_output_axes", "reshape(N, F, out_h, out_w)", "reshape(N, F, out_h, out_w).swapaxes(2, 3)"),
        ("averages_window", "@ cols +", "@ cols / len(k) +"),
        (None, "reshape(N, F, out_h, out_w)", "reshape(N, F, out_w, out_h)"),
        (None, "np.repeat(np.arange(C), HH * WW)", "np.tile(np.arange(C), HH * WW)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
