"""conv_general_forward in four styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def scalars(x, w, b, stride, padding, dilation, groups):
    N, C_in, H, W = x.shape
    C_out, C_g, K_h, K_w = w.shape
    H_out = (H + 2 * padding - dilation * (K_h - 1) - 1) // stride + 1
    W_out = (W + 2 * padding - dilation * (K_w - 1) - 1) // stride + 1
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    out = np.zeros((N, C_out, H_out, W_out))
    per_group = C_out // groups
    for n in range(N):
        for o in range(C_out):
            g = o // per_group
            for i in range(H_out):
                for j in range(W_out):
                    s = b[o]
                    for c in range(C_g):
                        for p in range(K_h):
                            for q in range(K_w):
                                row = i * stride + p * dilation
                                col = j * stride + q * dilation
                                s += xp[n, g * C_g + c, row, col] * w[o, c, p, q]
                    out[n, o, i, j] = s
    return out


def positions(x, w, b, stride, padding, dilation, groups):
    N, C_in, H, W = x.shape
    C_out, _, K_h, K_w = w.shape
    long_h = dilation * (K_h - 1) + 1
    long_w = dilation * (K_w - 1) + 1
    H_out = (H + 2 * padding - long_h) // stride + 1
    W_out = (W + 2 * padding - long_w) // stride + 1
    x_pad = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], mode="constant")
    out = np.zeros((N, C_out, H_out, W_out))
    ci, co = C_in // groups, C_out // groups
    for g in range(groups):
        xg = x_pad[:, g * ci : (g + 1) * ci]
        wg = w[g * co : (g + 1) * co]
        bg = b[g * co : (g + 1) * co]
        for i in range(H_out):
            for j in range(W_out):
                top, left = i * stride, j * stride
                win = xg[:, :, top : top + long_h : dilation, left : left + long_w : dilation]
                out[:, g * co : (g + 1) * co, i, j] = np.tensordot(win, wg, axes=([1, 2, 3], [1, 2, 3])) + bg
    return out


def spread_filter(x, w, b, stride, padding, dilation, groups):
    C_out, C_g, K_h, K_w = w.shape
    big = np.zeros((C_out, C_g, (K_h - 1) * dilation + 1, (K_w - 1) * dilation + 1))
    big[:, :, ::dilation, ::dilation] = w
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    view = sliding_window_view(xp, big.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    n = C_out // groups
    parts = []
    for g in range(groups):
        part = np.einsum("ncijpq,ocpq->noij", view[:, g * C_g : (g + 1) * C_g], big[g * n : (g + 1) * n])
        parts.append(part)
    out = np.concatenate(parts, axis=1)
    return out + b[:, None, None]


def offsets(x, w, b, stride, padding, dilation, groups):
    N, C_in, H, W = x.shape
    C_out, C_g, K_h, K_w = w.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    H_out = (padded.shape[2] - dilation * (K_h - 1) - 1) // stride + 1
    W_out = (padded.shape[3] - dilation * (K_w - 1) - 1) // stride + 1
    blocks = padded.reshape(N, groups, C_g, padded.shape[2], padded.shape[3])
    filters = w.reshape(groups, C_out // groups, C_g, K_h, K_w)
    out = np.zeros((N, groups, C_out // groups, H_out, W_out))
    for p in range(K_h):
        for q in range(K_w):
            top, left = p * dilation, q * dilation
            seen = blocks[
                ..., top : top + (H_out - 1) * stride + 1 : stride, left : left + (W_out - 1) * stride + 1 : stride
            ]
            out += np.einsum("ngchw,gkc->ngkhw", seen, filters[..., p, q])
    return out.reshape(N, C_out, H_out, W_out) + b.reshape(1, -1, 1, 1)


SLIPS = {
    "scalars": [
        (
            "ignores_dilation",
            "i * stride + p * dilation\n                                col = j * stride + q * dilation",
            "i * stride + p\n                                col = j * stride + q",
        ),
        (
            "size_ignores_dilation",
            "(H + 2 * padding - dilation * (K_h - 1) - 1) // stride + 1\n    W_out = (W + 2 * padding - dilation * (K_w - 1) - 1)",
            "(H + 2 * padding - K_h) // stride + 1\n    W_out = (W + 2 * padding - K_w)",
        ),
        (
            "filter_too_long",
            "dilation * (K_h - 1) - 1) // stride + 1\n    W_out = (W + 2 * padding - dilation * (K_w - 1) - 1)",
            "dilation * K_h) // stride + 1\n    W_out = (W + 2 * padding - dilation * K_w)",
        ),
        (
            "filter_too_short",
            "dilation * (K_h - 1) - 1) // stride + 1\n    W_out = (W + 2 * padding - dilation * (K_w - 1) - 1)",
            "dilation * (K_h - 1)) // stride + 1\n    W_out = (W + 2 * padding - dilation * (K_w - 1))",
        ),
        ("dilates_height_only", "q * dilation", "q"),
        ("dilates_width_only", "p * dilation", "p"),
        (
            "swaps_stride_and_dilation",
            "i * stride + p * dilation\n                                col = j * stride + q * dilation",
            "i * dilation + p * stride\n                                col = j * dilation + q * stride",
        ),
        (
            "dilation_moves_window",
            "i * stride + p * dilation\n                                col = j * stride + q * dilation",
            "(i * stride + p) * dilation\n                                col = (j * stride + q) * dilation",
        ),
        ("sees_first_group", "g * C_g + c", "c"),
        ("interleaves_filters", "g = o // per_group", "g = o % groups"),
        ("interleaves_input", "g * C_g + c", "c * groups + g"),
        (
            "ignores_groups",
            "for c in range(C_g):\n                        for p in range(K_h):\n                            for q in range(K_w):\n                                row = i * stride + p * dilation\n                                col = j * stride + q * dilation\n                                s += xp[n, g * C_g + c,",
            "for c in range(C_in):\n                        for p in range(K_h):\n                            for q in range(K_w):\n                                row = i * stride + p * dilation\n                                col = j * stride + q * dilation\n                                s += xp[n, c,",
        ),
        ("filters_counted_as_inputs", "g = o // per_group", "g = o // C_g"),
        ("flips_filter", "w[o, c, p, q]", "w[o, c, -1 - p, -1 - q]"),
        ("transposes_filter", "w[o, c, p, q]", "w[o, c, q, p]"),
        ("forgets_bias", "s = b[o]", "s = 0"),
        (
            "ignores_stride",
            "i * stride + p * dilation\n                                col = j * stride + q",
            "i + p * dilation\n                                col = j + q",
        ),
        ("forgets_padding", "s += xp[n", "s += x[n"),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("width_from_height", "range(W_out)", "range(H_out)"),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        ("same_bias_for_all", "s = b[o]", "s = b[o % per_group]"),
        ("same_filters_for_all", "w[o, c, p, q]", "w[o % per_group, c, p, q]"),
        ("first_group_only", "for o in range(C_out):", "for o in range(per_group):"),
        (
            ("ignores_dilation", "forgets_bias"),
            "s = b[o]\n                    for c in range(C_g):\n                        for p in range(K_h):\n                            for q in range(K_w):\n                                row = i * stride + p * dilation\n                                col = j * stride + q * dilation",
            "s = 0\n                    for c in range(C_g):\n                        for p in range(K_h):\n                            for q in range(K_w):\n                                row = i * stride + p\n                                col = j * stride + q",
        ),
        (None, "= b[o]", "= b[g]"),
        (None, "s += xp", "s -= xp"),
    ],
    "positions": [
        (
            "ignores_dilation",
            "dilation * (K_h - 1) + 1\n    long_w = dilation * (K_w - 1) + 1\n",
            "K_h\n    long_w = K_w\n    dilation = 1\n",
        ),
        (
            "filter_too_long",
            "dilation * (K_h - 1) + 1\n    long_w = dilation * (K_w - 1) + 1",
            "dilation * K_h\n    long_w = dilation * K_w",
        ),
        (
            "filter_too_short",
            "dilation * (K_h - 1) + 1\n    long_w = dilation * (K_w - 1) + 1",
            "dilation * (K_h - 1)\n    long_w = dilation * (K_w - 1)",
        ),
        (
            "size_ignores_dilation",
            "padding - long_h) // stride + 1\n    W_out = (W + 2 * padding - long_w)",
            "padding - K_h) // stride + 1\n    W_out = (W + 2 * padding - K_w)",
        ),
        (
            "ignores_dilation",
            "top + long_h : dilation, left : left + long_w : dilation",
            "top + K_h, left : left + K_w",
        ),
        ("sees_first_group", "x_pad[:, g * ci : (g + 1) * ci]", "x_pad[:, :ci]"),
        ("interleaves_input", "x_pad[:, g * ci : (g + 1) * ci]", "x_pad[:, g::groups]"),
        (
            "interleaves_both",
            "x_pad[:, g * ci : (g + 1) * ci]\n        wg = w[g * co : (g + 1) * co]\n        bg = b[g * co : (g + 1) * co]\n        for i in range(H_out):\n            for j in range(W_out):\n                top, left = i * stride, j * stride\n                win = xg[:, :, top : top + long_h : dilation, left : left + long_w : dilation]\n                out[:, g * co : (g + 1) * co, i, j]",
            "x_pad[:, g::groups]\n        wg = w[g::groups]\n        bg = b[g::groups]\n        for i in range(H_out):\n            for j in range(W_out):\n                top, left = i * stride, j * stride\n                win = xg[:, :, top : top + long_h : dilation, left : left + long_w : dilation]\n                out[:, g::groups, i, j]",
        ),
        ("interleaves_output", "out[:, g * co : (g + 1) * co, i, j]", "out[:, g::groups, i, j]"),
        ("same_filters_for_all", "w[g * co : (g + 1) * co]", "w[:co]"),
        ("same_bias_for_all", "b[g * co : (g + 1) * co]", "b[:co]"),
        ("filters_counted_as_inputs", "C_in // groups, C_out // groups", "C_in // groups, C_in // groups"),
        ("inputs_counted_as_filters", "C_in // groups, C_out // groups", "C_out // groups, C_out // groups"),
        ("first_group_only", "for g in range(groups)", "for g in range(1)"),
        (
            "last_group_only",
            "    for g in range(groups):\n",
            "    for g in range(groups):\n        out = np.zeros((N, C_out, H_out, W_out))\n",
        ),
        ("ignores_groups", "xg = x_pad[:, g * ci : (g + 1) * ci]", "xg = x_pad"),
        ("forgets_bias", " + bg", ""),
        ("flips_filter", "(win, wg,", "(win, wg[:, :, ::-1, ::-1],"),
        ("ignores_stride", "i * stride, j * stride", "i, j"),
        ("forgets_padding", "x_pad[:, g * ci", "x[:, g * ci"),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("width_from_height", "W_out = (W + 2 * padding - long_w)", "W_out = (H + 2 * padding - long_h)"),
        (
            "drops_last_position",
            "long_h) // stride + 1\n    W_out = (W + 2 * padding - long_w) // stride + 1",
            "long_h) // stride\n    W_out = (W + 2 * padding - long_w) // stride",
        ),
        ("channels_last", "return out", "return out.transpose(0, 2, 3, 1)"),
        (None, "+ bg", "* bg"),
        (None, "(g + 1) * ci]", "(g + 1) * ci][:, ::-1]"),
    ],
    "spread_filter": [
        (
            "dilation_counts_zeros",
            "(K_h - 1) * dilation + 1, (K_w - 1) * dilation + 1))\n    big[:, :, ::dilation, ::dilation]",
            "(K_h - 1) * (dilation + 1) + 1, (K_w - 1) * (dilation + 1) + 1))\n    big[:, :, :: dilation + 1, :: dilation + 1]",
        ),
        ("filter_too_long", "(K_h - 1) * dilation + 1, (K_w - 1) * dilation + 1", "K_h * dilation, K_w * dilation"),
        (
            "ignores_dilation",
            "(K_h - 1) * dilation + 1, (K_w - 1) * dilation + 1))\n    big[:, :, ::dilation, ::dilation]",
            "K_h, K_w))\n    big[:, :, :, :]",
        ),
        (
            "dilates_height_only",
            "(K_h - 1) * dilation + 1, (K_w - 1) * dilation + 1))\n    big[:, :, ::dilation, ::dilation]",
            "(K_h - 1) * dilation + 1, K_w))\n    big[:, :, ::dilation, :]",
        ),
        (
            "dilates_width_only",
            "(K_h - 1) * dilation + 1, (K_w - 1) * dilation + 1))\n    big[:, :, ::dilation, ::dilation]",
            "K_h, (K_w - 1) * dilation + 1))\n    big[:, :, :, ::dilation]",
        ),
        (
            "swaps_stride_and_dilation",
            "    C_out, C_g, K_h, K_w = w.shape\n",
            "    C_out, C_g, K_h, K_w = w.shape\n    stride, dilation = dilation, stride\n",
        ),
        ("dilation_moves_window", "::stride, ::stride", ":: stride * dilation, :: stride * dilation"),
        ("sees_first_group", "view[:, g * C_g : (g + 1) * C_g]", "view[:, :C_g]"),
        ("interleaves_input", "view[:, g * C_g : (g + 1) * C_g]", "view[:, g::groups]"),
        ("adds_groups_up", "np.concatenate(parts, axis=1)", "sum(parts)"),
        ("same_filters_for_all", "big[g * n : (g + 1) * n]", "big[:n]"),
        (
            "interleaves_output",
            "np.concatenate(parts, axis=1)",
            "np.stack(parts, axis=2).reshape(len(x), C_out, *part.shape[2:])",
        ),
        ("flips_filter", "= w\n", "= w[:, :, ::-1, ::-1]\n"),
        ("transposes_filter", "ocpq->", "ocqp->"),
        ("forgets_bias", " + b[:, None, None]", ""),
        ("bias_along_width", "b[:, None, None]", "b"),
        ("ignores_stride", "[:, :, ::stride, ::stride]", ""),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(padding, 0), (padding, 0)"),
        ("swaps_output_axes", "->noij", "->noji"),
        (
            "filters_before_images",
            '->noij", view[:, g * C_g : (g + 1) * C_g], big[g * n : (g + 1) * n])\n        parts.append(part)\n    out = np.concatenate(parts, axis=1)\n    return out + b[:, None, None]',
            '->onij", view[:, g * C_g : (g + 1) * C_g], big[g * n : (g + 1) * n])\n        parts.append(part)\n    out = np.concatenate(parts, axis=0)\n    return out + b[:, None, None, None]',
        ),
        (
            ("flips_filter", "forgets_bias"),
            '::dilation] = w\n    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))\n    view = sliding_window_view(xp, big.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]\n    n = C_out // groups\n    parts = []\n    for g in range(groups):\n        part = np.einsum("ncijpq,ocpq->noij", view[:, g * C_g : (g + 1) * C_g], big[g * n : (g + 1) * n])\n        parts.append(part)\n    out = np.concatenate(parts, axis=1)\n    return out + b[:, None, None]',
            '::dilation] = w[:, :, ::-1, ::-1]\n    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))\n    view = sliding_window_view(xp, big.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]\n    n = C_out // groups\n    parts = []\n    for g in range(groups):\n        part = np.einsum("ncijpq,ocpq->noij", view[:, g * C_g : (g + 1) * C_g], big[g * n : (g + 1) * n])\n        parts.append(part)\n    return np.concatenate(parts, axis=1)',
        ),
        (None, "np.concatenate(parts, axis=1)", "np.concatenate(parts[::-1], axis=1)"),
        (None, "big[g * n : (g + 1) * n]", "big[g * n : (g + 1) * n] ** 2"),
    ],
    "offsets": [
        ("ignores_dilation", "p * dilation, q * dilation", "p, q"),
        ("dilates_height_only", "q * dilation", "q"),
        (
            "filter_too_long",
            "dilation * (K_h - 1) - 1) // stride + 1\n    W_out = (padded.shape[3] - dilation * (K_w - 1) - 1)",
            "dilation * K_h) // stride + 1\n    W_out = (padded.shape[3] - dilation * K_w)",
        ),
        (
            "interleaves_input",
            "padded.reshape(N, groups, C_g, padded.shape[2], padded.shape[3])",
            "padded.reshape(N, C_g, groups, padded.shape[2], padded.shape[3]).swapaxes(1, 2)",
        ),
        (
            "interleaves_output",
            "out.reshape(N, C_out, H_out, W_out)",
            "out.transpose(0, 2, 1, 3, 4).reshape(N, C_out, H_out, W_out)",
        ),
        ("transposes_filter", "filters[..., p, q]", "filters[..., q, p]"),
        ("flips_filter", "filters[..., p, q]", "filters[..., K_h - 1 - p, K_w - 1 - q]"),
        ("forgets_bias", " + b.reshape(1, -1, 1, 1)", ""),
        ("bias_along_width", "b.reshape(1, -1, 1, 1)", "b"),
        ("pads_one_side", "(padding, padding), (padding, padding)", "(0, padding), (0, padding)"),
        ("same_filters_for_all", "filters[..., p, q]", "filters[:1, ..., p, q].repeat(groups, axis=0)"),
        ("sees_first_group", "seen, filters", "seen[:, :1].repeat(groups, axis=1), filters"),
        ("sees_all_groups", "seen, filters", "seen.sum(axis=1, keepdims=True).repeat(groups, axis=1), filters"),
        (
            "ignores_stride",
            "top + (H_out - 1) * stride + 1 : stride, left : left + (W_out - 1) * stride + 1 : stride",
            "top + H_out, left : left + W_out",
        ),
        ("width_from_height", "padded.shape[3] - dilation", "padded.shape[2] - dilation"),
        ("keeps_last_product", "out += np", "out = np"),
        (
            None,
            "w.reshape(groups, C_out // groups, C_g, K_h, K_w)",
            "w[::-1].reshape(groups, C_out // groups, C_g, K_h, K_w)",
        ),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
