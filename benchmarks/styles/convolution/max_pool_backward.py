"""max_pool_backward in six styles."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


def loops(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    _, _, H_out, W_out = dout.shape
    padded = np.full((N, C, H + 2 * padding, W + 2 * padding), -np.inf)
    padded[:, :, padding : padding + H, padding : padding + W] = x
    dpadded = np.zeros(padded.shape)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    top = i * stride
                    left = j * stride
                    window = padded[n, c, top : top + kernel_h, left : left + kernel_w]
                    winner = np.argmax(window)
                    p, q = winner // kernel_w, winner % kernel_w
                    dpadded[n, c, top + p, left + q] += dout[n, c, i, j]
    return dpadded[:, :, padding : padding + H, padding : padding + W]


def masks(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    H_out, W_out = dout.shape[2:]
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-np.inf)
    dxp = np.zeros_like(xp)
    for i in range(H_out):
        for j in range(W_out):
            h, w = i * stride, j * stride
            window = xp[:, :, h : h + kernel_h, w : w + kernel_w]
            top = window.max(axis=(2, 3), keepdims=True)
            mask = (window == top).astype(float)
            mask = mask / mask.sum(axis=(2, 3), keepdims=True)
            dxp[:, :, h : h + kernel_h, w : w + kernel_w] += mask * dout[:, :, i : i + 1, j : j + 1]
    return dxp[:, :, padding : H + padding, padding : W + padding]


def im2col(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    _, _, OH, OW = dout.shape
    pool_size = kernel_h * kernel_w
    img = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)], constant_values=-np.inf)
    col = np.zeros((N, C, kernel_h, kernel_w, OH, OW))
    for y in range(kernel_h):
        for z in range(kernel_w):
            col[:, :, y, z] = img[:, :, y : y + stride * OH : stride, z : z + stride * OW : stride]
    col = col.transpose(0, 4, 5, 1, 2, 3).reshape(-1, pool_size)
    arg_max = np.argmax(col, axis=1)

    grad = dout.transpose(0, 2, 3, 1)
    dmax = np.zeros((grad.size, pool_size))
    dmax[np.arange(arg_max.size), arg_max] = grad.flatten()
    dcol = dmax.reshape(N, OH, OW, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 1, 2)
    dimg = np.zeros(img.shape)
    for y in range(kernel_h):
        for z in range(kernel_w):
            dimg[:, :, y : y + stride * OH : stride, z : z + stride * OW : stride] += dcol[:, :, y, z]
    return dimg[:, :, padding : H + padding, padding : W + padding]


def scatter(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    pad = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    xp = np.pad(x, pad, mode="constant", constant_values=-np.inf)
    view = sliding_window_view(xp, (kernel_h, kernel_w), axis=(2, 3))[:, :, ::stride, ::stride]
    flat = view.reshape(*dout.shape, kernel_h * kernel_w)
    p, q = np.unravel_index(flat.argmax(axis=-1), (kernel_h, kernel_w))
    n, c, i, j = np.indices(dout.shape)
    dxp = np.zeros_like(xp)
    np.add.at(dxp, (n, c, i * stride + p, j * stride + q), dout)
    return dxp[:, :, padding : padding + H, padding : padding + W]


def offsets(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    _, _, oh, ow = dout.shape
    xp = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)), constant_values=-np.inf)
    best = np.full(dout.shape, -np.inf)
    where = np.zeros(dout.shape, dtype=int)
    for p in range(kernel_h):
        for q in range(kernel_w):
            part = xp[:, :, p : p + oh * stride : stride, q : q + ow * stride : stride]
            better = part > best
            best[better] = part[better]
            where[better] = p * kernel_w + q
    dxp = np.zeros(xp.shape)
    for p in range(kernel_h):
        for q in range(kernel_w):
            mine = where == p * kernel_w + q
            dxp[:, :, p : p + oh * stride : stride, q : q + ow * stride : stride] += dout * mine
    return dxp[:, :, padding : padding + H, padding : padding + W]


def split_axes(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    flat_x = x.reshape(N * C, H, W)
    flat_d = dout.reshape(N * C, *dout.shape[2:])
    out = []
    for plane, grad in zip(flat_x, flat_d):
        plane = np.pad(plane, padding, constant_values=-np.inf)
        dplane = np.zeros_like(plane)
        for i, row in enumerate(grad):
            for j, value in enumerate(row):
                y, z = i * stride, j * stride
                part = plane[y : y + kernel_h, z : z + kernel_w]
                a, b = np.argwhere(part == part.max())[0]
                dplane[y + a, z + b] += value
        out.append(dplane[padding : padding + H, padding : padding + W])
    return np.stack(out).reshape(x.shape)


SLIPS = {
    "loops": [
        ("assigned", "left + q] += dout", "left + q] = dout"),
        ("unravels_with_height", "winner // kernel_w, winner % kernel_w", "winner // kernel_h, winner % kernel_h"),
        ("swaps_row_and_column", "winner // kernel_w, winner % kernel_w", "winner % kernel_w, winner // kernel_w"),
        ("forgets_corner", "top + p, left + q", "p, q"),
        ("forgets_corner", "top + p, left + q", "i + p, j + q"),
        ("pads_with_zeros", "padding), -np.inf)", "padding), 0.0)"),
        ("multiplies_by_maximum", "+= dout[n, c, i, j]", "+= dout[n, c, i, j] * window[p, q]"),
        (
            "swaps_kernel",
            "top : top + kernel_h, left : left + kernel_w]",
            "top : top + kernel_w, left : left + kernel_h]",
        ),
        ("square_window", "left : left + kernel_w]", "left : left + kernel_h]"),
        (
            "ignores_stride",
            "top = i * stride\n                    left = j * stride",
            "top = i\n                    left = j",
        ),
        (
            "steps_by_kernel",
            "top = i * stride\n                    left = j * stride",
            "top = i * kernel_h\n                    left = j * kernel_w",
        ),
        ("keeps_padding", "return dpadded[:, :, padding : padding + H, padding : padding + W]", "return dpadded"),
        (
            "crops_at_zero",
            "return dpadded[:, :, padding : padding + H, padding : padding + W]",
            "return dpadded[:, :, :H, :W]",
        ),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        ("upstream_is_one", "+= dout[n, c, i, j]", "+= 1"),
        (
            "drops_last_position",
            "range(H_out):\n                for j in range(W_out)",
            "range(H_out - 1):\n                for j in range(W_out - 1)",
        ),
        ("opposite_sign", "+= dout", "-= dout"),
        ("gradient_to_minimum", "np.argmax(window)", "np.argmin(window)"),
        (None, "top + p, left + q", "top + p, left + p"),
        (None, "dout[n, c, i, j]", "dout[n, c, j % H_out, i % W_out]"),
    ],
    "masks": [
        ("gradient_to_every_maximum", "            mask = mask / mask.sum(axis=(2, 3), keepdims=True)\n", ""),
        ("assigned", "w : w + kernel_w] += mask", "w : w + kernel_w] = mask"),
        ("pads_with_zeros", ", constant_values=-np.inf", ""),
        (
            "maximum_over_channels",
            "window.max(axis=(2, 3), keepdims=True)",
            "window.max(axis=(1, 2, 3), keepdims=True)",
        ),
        ("maximum_over_channels", "window.max(axis=(2, 3), keepdims=True)", "window.max()"),
        ("maximum_of_image", "window.max(axis=(2, 3), keepdims=True)", "x.max(axis=(2, 3), keepdims=True)"),
        ("gradient_to_every_position", "+= mask * dout", "+= dout"),
        (
            "spreads_evenly",
            "+= mask * dout[:, :, i : i + 1, j : j + 1]",
            "+= dout[:, :, i : i + 1, j : j + 1] / (kernel_h * kernel_w)",
        ),
        (
            "divides_by_window",
            "+= mask * dout[:, :, i : i + 1, j : j + 1]",
            "+= mask * dout[:, :, i : i + 1, j : j + 1] / (kernel_h * kernel_w)",
        ),
        ("multiplies_by_maximum", "+= mask * dout", "+= mask * top * dout"),
        ("ignores_stride", "h, w = i * stride, j * stride", "h, w = i, j"),
        ("steps_by_kernel", "h, w = i * stride, j * stride", "h, w = i * kernel_h, j * kernel_w"),
        ("keeps_padding", "return dxp[:, :, padding : H + padding, padding : W + padding]", "return dxp"),
        (
            "crops_to_minus_padding",
            "padding : H + padding, padding : W + padding",
            "padding:-padding, padding:-padding",
        ),
        ("crops_at_one", "padding : H + padding, padding : W + padding", "1:-1, 1:-1"),
        (
            "size_without_padding",
            "H_out, W_out = dout.shape[2:]",
            "H_out, W_out = (H - kernel_h) // stride + 1, (W - kernel_w) // stride + 1",
        ),
        (
            "mean_over_batch",
            "return dxp[:, :, padding : H + padding, padding : W + padding]",
            "return dxp[:, :, padding : H + padding, padding : W + padding] / N",
        ),
        ("opposite_sign", "+= mask", "-= mask"),
        (
            ("assigned", "pads_with_zeros"),
            "constant_values=-np.inf)\n    dxp = np.zeros_like(xp)\n    for i in range(H_out):\n"
            "        for j in range(W_out):\n            h, w = i * stride, j * stride\n"
            "            window = xp[:, :, h : h + kernel_h, w : w + kernel_w]\n"
            "            top = window.max(axis=(2, 3), keepdims=True)\n"
            "            mask = (window == top).astype(float)\n"
            "            mask = mask / mask.sum(axis=(2, 3), keepdims=True)\n"
            "            dxp[:, :, h : h + kernel_h, w : w + kernel_w] +=",
            "constant_values=0)\n    dxp = np.zeros_like(xp)\n    for i in range(H_out):\n"
            "        for j in range(W_out):\n            h, w = i * stride, j * stride\n"
            "            window = xp[:, :, h : h + kernel_h, w : w + kernel_w]\n"
            "            top = window.max(axis=(2, 3), keepdims=True)\n"
            "            mask = (window == top).astype(float)\n"
            "            mask = mask / mask.sum(axis=(2, 3), keepdims=True)\n"
            "            dxp[:, :, h : h + kernel_h, w : w + kernel_w] =",
        ),
        (None, "window == top", "window < top"),
        (None, "mask.sum(axis=(2, 3), keepdims=True)", "mask.sum()"),
    ],
    "im2col": [
        ("assigned", "z : z + stride * OW : stride] += dcol", "z : z + stride * OW : stride] = dcol"),
        ("dout_reshaped", "    grad = dout.transpose(0, 2, 3, 1)\n", "    grad = dout\n"),
        ("dout_reshaped", "dout.transpose(0, 2, 3, 1)", "dout.transpose(0, 3, 2, 1)"),
        ("pads_with_zeros", ", constant_values=-np.inf", ""),
        (
            "gradient_to_every_position",
            "dmax[np.arange(arg_max.size), arg_max] = grad.flatten()",
            "dmax += grad.reshape(-1, 1)",
        ),
        (
            "spreads_evenly",
            "dmax[np.arange(arg_max.size), arg_max] = grad.flatten()",
            "dmax += grad.reshape(-1, 1) / pool_size",
        ),
        ("upstream_is_one", "= grad.flatten()", "= 1"),
        ("keeps_padding", "return dimg[:, :, padding : H + padding, padding : W + padding]", "return dimg"),
        (
            "crops_to_minus_padding",
            "padding : H + padding, padding : W + padding",
            "padding:-padding, padding:-padding",
        ),
        ("crops_at_zero", "padding : H + padding, padding : W + padding", ":H, :W"),
        ("crops_at_one", "padding : H + padding, padding : W + padding", "1 : H + 1, 1 : W + 1"),
        ("mean_over_batch", "= grad.flatten()", "= grad.flatten() / N"),
        (
            None,
            "reshape(N, OH, OW, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 1, 2)",
            "reshape(N, C, kernel_h, kernel_w, OH, OW)",
        ),
        ("gradient_to_minimum", "np.argmax(col, axis=1)", "np.argmin(col, axis=1)"),
    ],
    "scatter": [
        (
            "assigned",
            "np.add.at(dxp, (n, c, i * stride + p, j * stride + q), dout)",
            "dxp[n, c, i * stride + p, j * stride + q] = dout",
        ),
        (
            "assigned",
            "np.add.at(dxp, (n, c, i * stride + p, j * stride + q), dout)",
            "dxp[n, c, i * stride + p, j * stride + q] += dout",
        ),
        ("unravels_with_height", "axis=-1), (kernel_h, kernel_w))", "axis=-1), (kernel_h, kernel_h))"),
        ("unravels_with_height", "axis=-1), (kernel_h, kernel_w))", "axis=-1), (kernel_w, kernel_h))"),
        ("swaps_row_and_column", "p, q = np.unravel_index", "q, p = np.unravel_index"),
        ("forgets_corner", "i * stride + p, j * stride + q", "p, q"),
        ("forgets_corner", "i * stride + p, j * stride + q", "i + p, j + q"),
        ("pads_with_zeros", ', mode="constant", constant_values=-np.inf', ""),
        ("multiplies_by_maximum", "j * stride + q), dout)", "j * stride + q), dout * flat.max(axis=-1))"),
        ("divides_by_window", "j * stride + q), dout)", "j * stride + q), dout / (kernel_h * kernel_w))"),
        ("upstream_is_one", "j * stride + q), dout)", "j * stride + q), 1)"),
        ("keeps_padding", "return dxp[:, :, padding : padding + H, padding : padding + W]", "return dxp"),
        (
            "ignores_padding",
            """xp = np.pad(x, pad, mode="constant", constant_values=-np.inf)
    view = sliding_window_view(xp, (kernel_h, kernel_w), axis=(2, 3))[:, :, ::stride, ::stride]
    flat = view.reshape(*dout.shape, kernel_h * kernel_w)
    p, q = np.unravel_index(flat.argmax(axis=-1), (kernel_h, kernel_w))
    n, c, i, j = np.indices(dout.shape)
    dxp = np.zeros_like(xp)
    np.add.at(dxp, (n, c, i * stride + p, j * stride + q), dout)
    return dxp[:, :, padding : padding + H, padding : padding + W]""",
            """view = sliding_window_view(x, (kernel_h, kernel_w), axis=(2, 3))[:, :, ::stride, ::stride]
    flat = view.reshape(*dout.shape, kernel_h * kernel_w)
    p, q = np.unravel_index(flat.argmax(axis=-1), (kernel_h, kernel_w))
    n, c, i, j = np.indices(dout.shape)
    dx = np.zeros_like(x)
    np.add.at(dx, (n, c, i * stride + p, j * stride + q), dout)
    return dx""",
        ),
        ("gradient_to_minimum", "flat.argmax(axis=-1)", "flat.argmin(axis=-1)"),
        ("swaps_row_and_column", "i * stride + p, j * stride + q", "i * stride + q, j * stride + p"),
    ],
    "offsets": [
        ("assigned", "stride] += dout * mine", "stride] = dout * mine"),
        ("gradient_to_every_position", "+= dout * mine", "+= dout"),
        ("spreads_evenly", "+= dout * mine", "+= dout / (kernel_h * kernel_w)"),
        ("pads_with_zeros", ", constant_values=-np.inf", ""),
        ("multiplies_by_maximum", "+= dout * mine", "+= dout * mine * best"),
        ("upstream_is_one", "+= dout * mine", "+= mine"),
        (
            "gradient_to_minimum",
            "best = np.full(dout.shape, -np.inf)\n    where = np.zeros(dout.shape, dtype=int)\n    for p in range(kernel_h):\n        for q in range(kernel_w):\n            part = xp[:, :, p : p + oh * stride : stride, q : q + ow * stride : stride]\n            better = part > best",
            "best = np.full(dout.shape, np.inf)\n    where = np.zeros(dout.shape, dtype=int)\n    for p in range(kernel_h):\n        for q in range(kernel_w):\n            part = xp[:, :, p : p + oh * stride : stride, q : q + ow * stride : stride]\n            better = part < best",
        ),
        ("keeps_padding", "return dxp[:, :, padding : padding + H, padding : padding + W]", "return dxp"),
        ("crops_at_zero", "padding : padding + H, padding : padding + W", ":H, :W"),
        ("mean_over_batch", "+= dout * mine", "+= dout * mine / N"),
        (
            "gradient_to_every_maximum",
            "mine = where == p * kernel_w + q",
            "mine = xp[:, :, p : p + oh * stride : stride, q : q + ow * stride : stride] == best",
        ),
        (None, "better = part > best", "better = part > 0"),
    ],
    "split_axes": [
        ("assigned", "z + b] += value", "z + b] = value"),
        ("pads_with_zeros", ", constant_values=-np.inf", ""),
        ("forgets_corner", "y + a, z + b", "a, b"),
        ("swaps_row_and_column", "a, b = np.argwhere", "b, a = np.argwhere"),
        ("swaps_kernel", "y : y + kernel_h, z : z + kernel_w", "y : y + kernel_w, z : z + kernel_h"),
        ("square_window", "z : z + kernel_w", "z : z + kernel_h"),
        ("ignores_stride", "i * stride, j * stride", "i, j"),
        ("gradient_to_minimum", "part.max()", "part.min()"),
        ("multiplies_by_maximum", "+= value", "+= value * part.max()"),
        (
            "keeps_padding",
            "dplane[padding : padding + H, padding : padding + W])\n    return np.stack(out).reshape(x.shape)",
            "dplane)\n    return np.stack(out).reshape(N, C, H + 2 * padding, W + 2 * padding)",
        ),
        (
            "maximum_of_image",
            "part == part.max())[0]\n                dplane[y + a, z + b]",
            "plane == plane.max())[0]\n                dplane[a, b]",
        ),
        (None, "[0]\n                dplane", "[-1] // 2\n                dplane"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
