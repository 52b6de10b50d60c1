"""conv_transpose_forward in eight styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def scalars(x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    _, C_out, K_h, K_w = w.shape
    H_out = (H - 1) * stride - 2 * padding + K_h
    W_out = (W - 1) * stride - 2 * padding + K_w
    painted = np.zeros((N, C_out, H_out + 2 * padding, W_out + 2 * padding))
    for n in range(N):
        for c in range(C_in):
            for o in range(C_out):
                for i in range(H):
                    for j in range(W):
                        for p in range(K_h):
                            for q in range(K_w):
                                painted[n, o, i * stride + p, j * stride + q] += x[n, c, i, j] * w[c, o, p, q]
    out = painted[:, :, padding : padding + H_out, padding : padding + W_out]
    return out + b.reshape(1, C_out, 1, 1)


def bounded(x, w, b, stride, padding):
    H, W = x.shape[2], x.shape[3]
    rows = (H - 1) * stride - 2 * padding + w.shape[2]
    cols = (W - 1) * stride - 2 * padding + w.shape[3]
    out = np.zeros((x.shape[0], w.shape[1], rows, cols))
    for n in range(x.shape[0]):
        for o in range(w.shape[1]):
            for c in range(x.shape[1]):
                for i in range(H):
                    for j in range(W):
                        for p in range(w.shape[2]):
                            for q in range(w.shape[3]):
                                r = i * stride + p - padding
                                s = j * stride + q - padding
                                if 0 <= r < rows and 0 <= s < cols:
                                    out[n, o, r, s] += x[n, c, i, j] * w[c, o, p, q]
            out[n, o] += b[o]
    return out


def paintings(x, w, b, stride, padding):
    N, C, H, W = x.shape
    C, F, kh, kw = w.shape
    full_h = (H - 1) * stride + kh
    full_w = (W - 1) * stride + kw
    canvas = np.zeros((N, F, full_h, full_w))
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    top, left = i * stride, j * stride
                    canvas[n, :, top : top + kh, left : left + kw] += x[n, c, i, j] * w[c]
    out = canvas[:, :, padding : full_h - padding, padding : full_w - padding]
    return out + b[None, :, None, None]


def positions(x, w, b, stride, padding):
    N, _, H, W = x.shape
    _, C_out, K_h, K_w = w.shape
    big = np.zeros((N, C_out, (H - 1) * stride + K_h, (W - 1) * stride + K_w))
    for i in range(H):
        for j in range(W):
            stamp = np.tensordot(x[:, :, i, j], w, axes=(1, 0))
            big[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] += stamp
    big += b[:, None, None]
    return big[:, :, padding : big.shape[2] - padding, padding : big.shape[3] - padding]


def sliding(x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    _, C_out, K_h, K_w = w.shape
    stuffed = np.zeros((N, C_in, (H - 1) * stride + 1, (W - 1) * stride + 1))
    stuffed[:, :, ::stride, ::stride] = x
    ph, pw = K_h - 1, K_w - 1
    stuffed = np.pad(stuffed, ((0, 0), (0, 0), (ph, ph), (pw, pw)))
    view = sliding_window_view(stuffed, (K_h, K_w), axis=(2, 3))
    full = np.einsum("ncijpq,copq->noij", view, w[:, :, ::-1, ::-1])
    rows, columns = full.shape[2:]
    out = full[:, :, padding : rows - padding, padding : columns - padding]
    return out + b.reshape(1, -1, 1, 1)


def offsets(x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    C_in, C_out, K_h, K_w = w.shape
    out = np.zeros((N, C_out, (H - 1) * stride + K_h, (W - 1) * stride + K_w))
    for p in range(K_h):
        for q in range(K_w):
            share = np.einsum("nchw,co->nohw", x, w[:, :, p, q])
            out[:, :, p : p + (H - 1) * stride + 1 : stride, q : q + (W - 1) * stride + 1 : stride] += share
    H_out = (H - 1) * stride - 2 * padding + K_h
    W_out = (W - 1) * stride - 2 * padding + K_w
    return out[:, :, padding : padding + H_out, padding : padding + W_out] + b[None, :, None, None]


def columns(x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    _, C_out, K_h, K_w = w.shape
    flat = x.transpose(0, 2, 3, 1).reshape(-1, C_in)
    col = np.dot(flat, w.reshape(C_in, -1))
    col = col.reshape(N, H, W, C_out, K_h, K_w)
    full = np.zeros((N, C_out, (H - 1) * stride + K_h, (W - 1) * stride + K_w))
    for i in range(H):
        for j in range(W):
            full[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] += col[:, i, j]
    end_h, end_w = full.shape[2] - padding, full.shape[3] - padding
    return full[:, :, padding:end_h, padding:end_w] + b.reshape(1, -1, 1, 1)


def inserted(x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    _, C_out, K_h, K_w = w.shape
    big = np.kron(x, np.pad([[1.0]], (0, stride - 1)))[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]
    big = np.pad(big, ((0, 0), (0, 0), (K_h - 1, K_h - 1), (K_w - 1, K_w - 1)))
    kernel = w.transpose(1, 0, 2, 3)[:, :, ::-1, ::-1]
    rows, cols = big.shape[2] - K_h + 1, big.shape[3] - K_w + 1
    out = np.zeros((N, C_out, rows, cols))
    for i in range(rows):
        for j in range(cols):
            piece = big[:, None, :, i : i + K_h, j : j + K_w]
            out[:, :, i, j] = np.sum(piece * kernel[None], axis=(2, 3, 4)) + b
    return out[:, :, padding : rows - padding, padding : cols - padding]


SLIPS = {
    "scalars": [
        (
            "assigns_overlap",
            "painted[n, o, i * stride + p, j * stride + q] +=",
            "painted[n, o, i * stride + p, j * stride + q] =",
        ),
        ("flips_filter", "w[c, o, p, q]", "w[c, o, K_h - 1 - p, K_w - 1 - q]"),
        ("swaps_height_and_width", "w[c, o, p, q]", "w[c, o, q, p]"),
        ("channels_like_conv", "w[c, o, p, q]", "w[o, c, p, q]"),
        ("channels_like_conv", "_, C_out, K_h, K_w = w.shape", "C_out, _, K_h, K_w = w.shape"),
        ("takes_square_filter", "for q in range(K_w)", "for q in range(K_h)"),
        ("takes_square_filter", "_, C_out, K_h, K_w = w.shape", "_, C_out, K_h, _ = w.shape\n    K_w = K_h"),
        ("ignores_stride", "i * stride + p, j * stride + q", "i + p, j + q"),
        ("ignores_stride", "i * stride + p, j * stride + q", "i * stride + p, j + q"),
        ("keeps_padding", "out = painted[:, :, padding : padding + H_out, padding : padding + W_out]", "out = painted"),
        (
            "cuts_to_minus_padding",
            "padding : padding + H_out, padding : padding + W_out",
            "padding:-padding, padding:-padding",
        ),
        ("cuts_one_side", "padding : padding + H_out, padding : padding + W_out", ":H_out, :W_out"),
        ("width_from_height", "for j in range(W)", "for j in range(H)"),
        ("width_from_height", "W_out = (W - 1)", "W_out = (H - 1)"),
        ("forgets_bias", " + b.reshape(1, C_out, 1, 1)", ""),
        ("bias_along_width", "b.reshape(1, C_out, 1, 1)", "b"),
        (
            "bias_with_every_painting",
            "* w[c, o, p, q]\n    out = painted[:, :, padding : padding + H_out, padding : padding + W_out]\n    return out + b.reshape(1, C_out, 1, 1)",
            "* w[c, o, p, q] + b[o]\n    return painted[:, :, padding : padding + H_out, padding : padding + W_out]",
        ),
        ("sums_one_channel", "for c in range(C_in)", "for c in range(1)"),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        (
            ("assigns_overlap", "keeps_padding"),
            "] += x[n, c, i, j] * w[c, o, p, q]\n    out = painted[:, :, padding : padding + H_out, padding : padding + W_out]",
            "] = x[n, c, i, j] * w[c, o, p, q]\n    out = painted",
        ),
        (None, "j * stride + q]", "j * stride + p]"),
        (None, "return out + b", "return out - b"),
    ],
    "bounded": [
        ("assigns_overlap", "out[n, o, r, s] +=", "out[n, o, r, s] ="),
        ("flips_filter", "w[c, o, p, q]", "w[c, o, -1 - p, -1 - q]"),
        ("swaps_height_and_width", "w[c, o, p, q]", "w[c, o, q, p]"),
        ("channels_like_conv", "w[c, o, p, q]", "w[o, c, p, q]"),
        (
            "ignores_stride",
            "i * stride + p - padding\n                                s = j * stride + q",
            "i + p - padding\n                                s = j + q",
        ),
        (
            "cuts_one_side",
            "+ p - padding\n                                s = j * stride + q - padding",
            "+ p\n                                s = j * stride + q",
        ),
        (
            "adds_padding",
            "(H - 1) * stride - 2 * padding + w.shape[2]\n    cols = (W - 1) * stride - 2 * padding + w.shape[3]",
            "(H - 1) * stride + 2 * padding + w.shape[2]\n    cols = (W - 1) * stride + 2 * padding + w.shape[3]",
        ),
        ("width_from_height", "cols = (W - 1)", "cols = (H - 1)"),
        ("forgets_bias", "            out[n, o] += b[o]\n", ""),
        ("bias_per_input_channel", "            out[n, o] += b[o]", "                out[n, o] += b[o]"),
        ("bias_with_every_painting", "* w[c, o, p, q]\n            out[n, o] += b[o]", "* w[c, o, p, q] + b[o]"),
        ("sums_one_channel", "range(x.shape[1])", "range(1)"),
        ("first_image_only", "    return out", "        return out"),
        ("takes_square_filter", "range(w.shape[3])", "range(w.shape[2])"),
        (None, "0 <= r < rows and 0 <= s < cols", "0 < r < rows and 0 < s < cols"),
        (None, "out[n, o] += b[o]", "out[n, o] *= b[o]"),
    ],
    "paintings": [
        ("assigns_overlap", "left + kw] += x", "left + kw] = x"),
        ("flips_filter", "* w[c]", "* w[c, :, ::-1, ::-1]"),
        ("swaps_height_and_width", "* w[c]", "* w[c].transpose(0, 2, 1)"),
        ("channels_like_conv", "* w[c]", "* w[:, c]"),
        ("takes_square_filter", "C, F, kh, kw = w.shape", "C, F, kh, _ = w.shape\n    kw = kh"),
        ("ignores_stride", "i * stride, j * stride", "i, j"),
        (
            "ignores_stride",
            "(H - 1) * stride + kh\n    full_w = (W - 1) * stride + kw\n    canvas = np.zeros((N, F, full_h, full_w))\n    for n in range(N):\n        for c in range(C):\n            for i in range(H):\n                for j in range(W):\n                    top, left = i * stride, j * stride",
            "H - 1 + kh\n    full_w = W - 1 + kw\n    canvas = np.zeros((N, F, full_h, full_w))\n    for n in range(N):\n        for c in range(C):\n            for i in range(H):\n                for j in range(W):\n                    top, left = i, j",
        ),
        ("keeps_padding", "canvas[:, :, padding : full_h - padding, padding : full_w - padding]", "canvas"),
        (
            "cuts_to_minus_padding",
            "padding : full_h - padding, padding : full_w - padding",
            "padding:-padding, padding:-padding",
        ),
        ("cuts_one_side", "padding : full_h - padding, padding : full_w - padding", "padding:, padding:"),
        (
            "cuts_one_side",
            "padding : full_h - padding, padding : full_w - padding",
            ": full_h - padding, : full_w - padding",
        ),
        (
            "cuts_one_side",
            "padding : full_h - padding, padding : full_w - padding",
            ": full_h - 2 * padding, : full_w - 2 * padding",
        ),
        ("width_from_height", "full_w = (W - 1) * stride + kw", "full_w = (H - 1) * stride + kw"),
        ("forgets_bias", " + b[None, :, None, None]", ""),
        ("bias_along_width", " + b[None, :, None, None]", " + b"),
        ("averages_channels", "return out +", "return out / C +"),
        (
            "channels_last",
            "return out + b[None, :, None, None]",
            "return (out + b[None, :, None, None]).transpose(0, 2, 3, 1)",
        ),
        (None, "x[n, c, i, j] * w[c]", "x[n, c, i, j] * w[c] / (kh * kw)"),
        (None, "x[n, c, i, j] * w[c]", "x[n, c, i, j] + w[c]"),
    ],
    "positions": [
        ("assigns_overlap", "] += stamp", "] = stamp"),
        ("flips_filter", "w, axes=(1, 0)", "w[:, :, ::-1, ::-1], axes=(1, 0)"),
        ("channels_like_conv", "axes=(1, 0)", "axes=(1, 1)"),
        ("swaps_height_and_width", "_, C_out, K_h, K_w = w.shape", "_, C_out, K_w, K_h = w.shape"),
        ("takes_square_filter", "_, C_out, K_h, K_w = w.shape", "_, C_out, K_h, _ = w.shape\n    K_w = K_h"),
        ("ignores_stride", "i * stride : i * stride + K_h, j * stride : j * stride + K_w", "i : i + K_h, j : j + K_w"),
        (
            "keeps_padding",
            "return big[:, :, padding : big.shape[2] - padding, padding : big.shape[3] - padding]",
            "return big",
        ),
        (
            "cuts_to_minus_padding",
            "padding : big.shape[2] - padding, padding : big.shape[3] - padding",
            "padding:-padding, padding:-padding",
        ),
        ("forgets_bias", "    big += b[:, None, None]\n", ""),
        ("bias_along_width", "b[:, None, None]", "b"),
        ("bias_with_every_painting", "+= stamp\n    big += b[:, None, None]", "+= stamp + b[:, None, None]"),
        ("width_from_height", "range(W)", "range(H)"),
        (
            ("flips_filter", "forgets_bias"),
            "w, axes=(1, 0))\n            big[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] += stamp\n    big += b[:, None, None]\n",
            "w[..., ::-1, ::-1], axes=(1, 0))\n            big[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w] += stamp\n",
        ),
        (None, "big += b", "big *= b"),
        (None, "x[:, :, i, j]", "x[:, :, -1 - i, -1 - j]"),
    ],
    "sliding": [
        ("flips_filter", "w[:, :, ::-1, ::-1]", "w"),
        ("slides_with_padding", "ph, pw = K_h - 1, K_w - 1", "ph, pw = padding, padding"),
        (
            "stuffs_too_much",
            "(H - 1) * stride + 1, (W - 1) * stride + 1))\n    stuffed[:, :, ::stride, ::stride]",
            "(H - 1) * (stride + 1) + 1, (W - 1) * (stride + 1) + 1))\n    stuffed[:, :, :: stride + 1, :: stride + 1]",
        ),
        ("stuffs_too_much", "(H - 1) * stride + 1, (W - 1) * stride + 1", "H * stride, W * stride"),
        (
            "repeats_pixels",
            "stuffed = np.zeros((N, C_in, (H - 1) * stride + 1, (W - 1) * stride + 1))\n    stuffed[:, :, ::stride, ::stride] = x",
            "stuffed = x.repeat(stride, axis=2).repeat(stride, axis=3)",
        ),
        (
            "slides_with_padding",
            'ph, pw = K_h - 1, K_w - 1\n    stuffed = np.pad(stuffed, ((0, 0), (0, 0), (ph, ph), (pw, pw)))\n    view = sliding_window_view(stuffed, (K_h, K_w), axis=(2, 3))\n    full = np.einsum("ncijpq,copq->noij", view, w[:, :, ::-1, ::-1])\n    rows, columns = full.shape[2:]\n    out = full[:, :, padding : rows - padding, padding : columns - padding]\n',
            'ph = pw = padding\n    stuffed = np.pad(stuffed, ((0, 0), (0, 0), (ph, ph), (pw, pw)))\n    view = sliding_window_view(stuffed, (K_h, K_w), axis=(2, 3))\n    out = np.einsum("ncijpq,copq->noij", view, w[:, :, ::-1, ::-1])\n',
        ),
        ("channels_like_conv", "copq->", "ocpq->"),
        ("swaps_height_and_width", "copq->", "coqp->"),
        ("swaps_height_and_width", "->noij", "->noji"),
        ("keeps_padding", "full[:, :, padding : rows - padding, padding : columns - padding]", "full"),
        (
            "cuts_to_minus_padding",
            "padding : rows - padding, padding : columns - padding",
            "padding:-padding, padding:-padding",
        ),
        (
            "ignores_stride",
            "(H - 1) * stride + 1, (W - 1) * stride + 1))\n    stuffed[:, :, ::stride, ::stride]",
            "H, W))\n    stuffed[:, :, :, :]",
        ),
        ("channels_last", "return out + b.reshape(1, -1, 1, 1)", "return out.transpose(0, 2, 3, 1) + b"),
        ("sums_one_channel", "view, w[:, :, ::-1, ::-1]", "view[:, :1], w[:1, :, ::-1, ::-1]"),
        (
            "averages_channels",
            'full = np.einsum("ncijpq,copq->noij", view, w[:, :, ::-1, ::-1])',
            'full = np.einsum("ncijpq,copq->noij", view, w[:, :, ::-1, ::-1]) / C_in',
        ),
        ("bias_along_width", "b.reshape(1, -1, 1, 1)", "b"),
        (None, "w[:, :, ::-1, ::-1]", "w[:, :, ::-1]"),
        (None, "(ph, ph), (pw, pw)", "(ph, pw), (ph, pw)"),
    ],
    "offsets": [
        ("assigns_overlap", "] += share", "] = share"),
        ("flips_filter", "w[:, :, p, q]", "w[:, :, K_h - 1 - p, K_w - 1 - q]"),
        ("swaps_height_and_width", "w[:, :, p, q]", "w[:, :, q, p]"),
        ("channels_like_conv", "co->", "oc->"),
        (
            "cuts_to_minus_padding",
            "padding : padding + H_out, padding : padding + W_out",
            "padding:-padding, padding:-padding",
        ),
        ("cuts_one_side", "padding : padding + H_out, padding : padding + W_out", ":H_out, :W_out"),
        (
            "cuts_one_side",
            "- 2 * padding + K_h\n    W_out = (W - 1) * stride - 2 * padding",
            "- padding + K_h\n    W_out = (W - 1) * stride - padding",
        ),
        ("keeps_padding", "out[:, :, padding : padding + H_out, padding : padding + W_out]", "out"),
        ("bias_along_width", "b[None, :, None, None]", "b"),
        ("takes_square_filter", "for q in range(K_w)", "for q in range(K_h)"),
        (
            "ignores_stride",
            "p : p + (H - 1) * stride + 1 : stride, q : q + (W - 1) * stride + 1 : stride",
            "p : p + H, q : q + W",
        ),
        ("width_from_height", "W_out = (W - 1)", "W_out = (H - 1)"),
        (None, "x, w[:, :, p, q]", "x, w[:, :, p, q] ** 2"),
        (None, "] += share", "] -= share"),
    ],
    "columns": [
        ("assigns_overlap", "] += col[", "] = col["),
        ("channels_like_conv", "w.reshape(C_in, -1)", "w.transpose(1, 0, 2, 3).reshape(C_in, -1)"),
        ("flips_filter", "w.reshape(C_in, -1)", "w[:, :, ::-1, ::-1].reshape(C_in, -1)"),
        ("ignores_stride", "i * stride : i * stride + K_h, j * stride : j * stride + K_w", "i : i + K_h, j : j + K_w"),
        ("cuts_to_minus_padding", "padding:end_h, padding:end_w", "padding:-padding, padding:-padding"),
        ("keeps_padding", "full[:, :, padding:end_h, padding:end_w]", "full"),
        ("cuts_one_side", "padding:end_h, padding:end_w", ":end_h, :end_w"),
        ("forgets_bias", " + b.reshape(1, -1, 1, 1)", ""),
        ("bias_along_width", "b.reshape(1, -1, 1, 1)", "b"),
        ("reshapes_input", "x.transpose(0, 2, 3, 1).reshape(-1, C_in)", "x.reshape(-1, C_in)"),
        (
            None,
            "col.reshape(N, H, W, C_out, K_h, K_w)",
            "col.reshape(N, H, W, K_h, K_w, C_out).transpose(0, 1, 2, 5, 3, 4)",
        ),
    ],
    "inserted": [
        ("flips_filter", "[:, :, ::-1, ::-1]\n", "\n"),
        ("stuffs_too_much", "[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]", ""),
        (
            "stuffs_too_much",
            "(0, stride - 1)))[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]",
            "(0, stride)))[:, :, : (H - 1) * (stride + 1) + 1, : (W - 1) * (stride + 1) + 1]",
        ),
        (
            "repeats_pixels",
            "np.kron(x, np.pad([[1.0]], (0, stride - 1)))[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]",
            "np.kron(x, np.ones((stride, stride)))",
        ),
        (
            "ignores_stride",
            "np.kron(x, np.pad([[1.0]], (0, stride - 1)))[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]",
            "x",
        ),
        ("keeps_padding", "return out[:, :, padding : rows - padding, padding : cols - padding]", "return out"),
        (
            "cuts_to_minus_padding",
            "padding : rows - padding, padding : cols - padding",
            "padding:-padding, padding:-padding",
        ),
        ("cuts_one_side", "padding : rows - padding, padding : cols - padding", "padding:, padding:"),
        ("forgets_bias", " + b\n", "\n"),
        ("channels_like_conv", "w.transpose(1, 0, 2, 3)[", "w["),
        ("swaps_height_and_width", "w.transpose(1, 0, 2, 3)[", "w.transpose(1, 0, 3, 2)["),
        ("sums_one_channel", "piece * kernel[None]", "piece[:, :, :1] * kernel[None, :, :1]"),
        (
            "averages_channels",
            "np.sum(piece * kernel[None], axis=(2, 3, 4))",
            "np.sum(np.mean(piece * kernel[None], axis=2), axis=(2, 3))",
        ),
        ("slides_with_padding", "(K_h - 1, K_h - 1), (K_w - 1, K_w - 1)", "(padding, padding), (padding, padding)"),
        ("width_from_height", "for j in range(cols)", "for j in range(rows)"),
        ("takes_square_filter", "_, C_out, K_h, K_w = w.shape", "_, C_out, K_h, _ = w.shape\n    K_w = K_h"),
        (None, "w.transpose(1, 0, 2, 3)[:, :, ::-1, ::-1]", "w.transpose(1, 0, 2, 3)[:, :, ::-1]"),
        (None, "np.sum(piece", "np.max(piece"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
