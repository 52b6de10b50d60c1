"""avg_pool_backward in five styles."""

import numpy as np


def loops(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    H_out, W_out = dout.shape[2], dout.shape[3]
    dx = np.zeros_like(x)
    for n in range(N):
        for c in range(C):
            for i in range(H_out):
                for j in range(W_out):
                    share = dout[n, c, i, j] / (kernel_h * kernel_w)
                    for p in range(kernel_h):
                        for q in range(kernel_w):
                            row = i * stride + p - padding
                            col = j * stride + q - padding
                            if 0 <= row < H and 0 <= col < W:
                                dx[n, c, row, col] += share
    return dx


def slices(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    _, _, H_out, W_out = dout.shape
    dpadded = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    area = kernel_h * kernel_w
    for i in range(H_out):
        for j in range(W_out):
            top, left = i * stride, j * stride
            grad = dout[:, :, i, j][:, :, None, None]
            dpadded[:, :, top : top + kernel_h, left : left + kernel_w] += grad / area
    return dpadded[:, :, padding : padding + H, padding : padding + W]


def offsets(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    Ho, Wo = dout.shape[2:]
    dxp = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for p in range(kernel_h):
        for q in range(kernel_w):
            dxp[:, :, p : p + stride * Ho : stride, q : q + stride * Wo : stride] += dout
    dxp /= kernel_h * kernel_w
    return dxp[:, :, padding : H + padding, padding : W + padding]


def im2col(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    _, _, OH, OW = dout.shape
    pool_size = kernel_h * kernel_w
    grad = dout.transpose(0, 2, 3, 1).reshape(-1, 1)
    dcol = np.repeat(grad / pool_size, pool_size, axis=1)
    dcol = dcol.reshape(N, OH, OW, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 1, 2)
    img = np.zeros((N, C, H + 2 * padding, W + 2 * padding))
    for y in range(kernel_h):
        for z in range(kernel_w):
            img[:, :, y : y + stride * OH : stride, z : z + stride * OW : stride] += dcol[:, :, y, z]
    return img[:, :, padding : H + padding, padding : W + padding]


def matrices(dout, x, kernel_h, kernel_w, stride, padding):
    N, C, H, W = x.shape
    _, _, oh, ow = dout.shape
    rows = np.zeros((oh, H))
    for i in range(oh):
        for p in range(kernel_h):
            r = i * stride + p - padding
            if 0 <= r < H:
                rows[i, r] = 1 / kernel_h
    columns = np.zeros((ow, W))
    for j in range(ow):
        for q in range(kernel_w):
            r = j * stride + q - padding
            if 0 <= r < W:
                columns[j, r] = 1 / kernel_w
    return np.einsum("ncij,ih,jw->nchw", dout, rows, columns)


SLIPS = {
    "loops": [
        ("forgets_division", " / (kernel_h * kernel_w)", ""),
        ("divides_by_square", " / (kernel_h * kernel_w)", " / kernel_h**2"),
        ("divides_by_one_side", " / (kernel_h * kernel_w)", " / kernel_w"),
        ("divides_by_stride", " / (kernel_h * kernel_w)", " / stride**2"),
        ("assigned", "dx[n, c, row, col] += share", "dx[n, c, row, col] = share"),
        ("multiplies_by_x", "+= share", "+= share * x[n, c, row, col]"),
        (
            "swaps_kernel",
            "for p in range(kernel_h):\n                        for q in range(kernel_w)",
            "for p in range(kernel_w):\n                        for q in range(kernel_h)",
        ),
        ("square_window", "for q in range(kernel_w)", "for q in range(kernel_h)"),
        (
            "ignores_stride",
            "row = i * stride + p - padding\n                            col = j * stride + q",
            "row = i + p - padding\n                            col = j + q",
        ),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        ("upstream_is_one", "share = dout[n, c, i, j] / ", "share = 1 / "),
        ("opposite_sign", "+= share", "-= share"),
        (
            "crops_at_zero",
            "row = i * stride + p - padding\n                            col = j * stride + q - padding",
            "row = i * stride + p\n                            col = j * stride + q",
        ),
        (None, "row = i * stride + p - padding", "row = i * stride + p"),
        (None, "dx = np.zeros_like(x)", "dx = np.ones_like(x)"),
    ],
    "slices": [
        ("forgets_division", "+= grad / area", "+= grad"),
        ("divides_by_square", "area = kernel_h * kernel_w", "area = kernel_w * kernel_w"),
        ("divides_by_one_side", "area = kernel_h * kernel_w", "area = kernel_h"),
        ("divides_by_image", "area = kernel_h * kernel_w", "area = H * W"),
        ("divides_by_stride", "area = kernel_h * kernel_w", "area = stride * stride"),
        ("assigned", "left : left + kernel_w] += grad", "left : left + kernel_w] = grad"),
        (
            "swaps_kernel",
            "top : top + kernel_h, left : left + kernel_w",
            "top : top + kernel_w, left : left + kernel_h",
        ),
        ("square_window", "left : left + kernel_w", "left : left + kernel_h"),
        ("ignores_stride", "top, left = i * stride, j * stride", "top, left = i, j"),
        ("steps_by_kernel", "top, left = i * stride, j * stride", "top, left = i * kernel_h, j * kernel_w"),
        ("keeps_padding", "return dpadded[:, :, padding : padding + H, padding : padding + W]", "return dpadded"),
        (
            "crops_to_minus_padding",
            "padding : padding + H, padding : padding + W",
            "padding:-padding, padding:-padding",
        ),
        ("crops_at_zero", "padding : padding + H, padding : padding + W", ":H, :W"),
        ("crops_at_one", "padding : padding + H, padding : padding + W", "1:-1, 1:-1"),
        (
            "size_without_padding",
            "_, _, H_out, W_out = dout.shape",
            "H_out, W_out = (H - kernel_h) // stride + 1, (W - kernel_w) // stride + 1",
        ),
        (
            "drops_last_position",
            "range(H_out):\n        for j in range(W_out)",
            "range(H_out - 1):\n        for j in range(W_out - 1)",
        ),
        ("mean_over_batch", "+= grad / area", "+= grad / area / N"),
        ("upstream_is_one", "+= grad / area", "+= 1 / area"),
        (
            "gradient_to_maximum",
            "+= grad / area",
            "+= grad * (\n                (w := np.pad(x, ((0, 0), (0, 0), (padding,) * 2, (padding,) * 2))[:, :, top : top + kernel_h, left : left + kernel_w])"
            "\n                == w.max(axis=(2, 3), keepdims=True)\n            )",
        ),
        (None, "top, left = i * stride, j * stride", "top, left = i * stride, i * stride"),
    ],
    "offsets": [
        ("forgets_division", "    dxp /= kernel_h * kernel_w\n", ""),
        ("divides_by_one_side", "dxp /= kernel_h * kernel_w", "dxp /= kernel_h"),
        ("divides_by_square", "dxp /= kernel_h * kernel_w", "dxp /= kernel_h**2"),
        ("assigned", ": stride] += dout", ": stride] = dout"),
        ("ignores_stride", "p : p + stride * Ho : stride, q : q + stride * Wo : stride", "p : p + Ho, q : q + Wo"),
        (
            "writes_into_dout",
            "dxp /= kernel_h * kernel_w",
            "dout /= kernel_h * kernel_w\n    dxp /= kernel_h * kernel_w",
        ),
        (
            "crops_to_minus_padding",
            "padding : H + padding, padding : W + padding",
            "padding:-padding, padding:-padding",
        ),
        ("keeps_padding", "return dxp[:, :, padding : H + padding, padding : W + padding]", "return dxp"),
        ("mean_over_batch", "dxp /= kernel_h * kernel_w", "dxp /= N * kernel_h * kernel_w"),
        (
            ("forgets_division", "crops_at_zero"),
            "    dxp /= kernel_h * kernel_w\n    return dxp[:, :, padding : H + padding, padding : W + padding]",
            "    return dxp[:, :, :H, :W]",
        ),
        (None, "+= dout", "+= dout.mean(axis=0)"),
    ],
    "im2col": [
        ("forgets_division", "grad / pool_size", "grad"),
        ("dout_reshaped", "dout.transpose(0, 2, 3, 1)", "dout"),
        ("dout_reshaped", "dout.transpose(0, 2, 3, 1)", "dout.transpose(0, 3, 2, 1)"),
        ("dout_reshaped", "dout.transpose(0, 2, 3, 1)", "dout.transpose(2, 3, 0, 1)"),
        ("assigned", "stride] += dcol", "stride] = dcol"),
        ("keeps_padding", "return img[:, :, padding : H + padding, padding : W + padding]", "return img"),
        ("divides_by_image", "grad / pool_size", "grad / (H * W)"),
        ("opposite_sign", "return img[", "return -img["),
        ("crops_at_one", "padding : H + padding, padding : W + padding", "1 : H + 1, 1 : W + 1"),
        (
            None,
            "reshape(N, OH, OW, C, kernel_h, kernel_w).transpose(0, 3, 4, 5, 1, 2)",
            "reshape(N, C, kernel_h, kernel_w, OH, OW)",
        ),
    ],
    "matrices": [
        (
            "forgets_division",
            "1 / kernel_h\n    columns = np.zeros((ow, W))\n    for j in range(ow):\n        for q in range(kernel_w):\n            r = j * stride + q - padding\n            if 0 <= r < W:\n                columns[j, r] = 1 / kernel_w",
            "1\n    columns = np.zeros((ow, W))\n    for j in range(ow):\n        for q in range(kernel_w):\n            r = j * stride + q - padding\n            if 0 <= r < W:\n                columns[j, r] = 1",
        ),
        ("divides_by_square", "columns[j, r] = 1 / kernel_w", "columns[j, r] = 1 / kernel_h"),
        ("divides_by_one_side", "columns[j, r] = 1 / kernel_w", "columns[j, r] = 1"),
        ("square_window", "for q in range(kernel_w)", "for q in range(kernel_h)"),
        ("upstream_is_one", 'jw->nchw", dout', 'jw->nchw", np.ones_like(dout)'),
        ("mean_over_batch", "dout, rows, columns)", "dout, rows, columns) / N"),
        (None, '"ncij,ih,jw->nchw"', '"ncij,ih,iw->nchw"'),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
