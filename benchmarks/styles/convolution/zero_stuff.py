"""zero_stuff in four styles."""

import numpy as np


def slices(x, stride):
    N, C, H, W = x.shape
    out = np.zeros((N, C, (H - 1) * stride + 1, (W - 1) * stride + 1))
    out[:, :, ::stride, ::stride] = x
    return out


def loops(x, stride):
    N, C, H, W = x.shape
    H_out = (H - 1) * stride + 1
    W_out = (W - 1) * stride + 1
    out = np.zeros((N, C, H_out, W_out))
    for n in range(N):
        for c in range(C):
            for i in range(H):
                for j in range(W):
                    out[n, c, i * stride, j * stride] = x[n, c, i, j]
    return out


def reshaped(x, stride):
    N, C, H, W = x.shape
    cells = np.zeros((N, C, H, stride, W, stride))
    cells[:, :, :, 0, :, 0] = x
    big = cells.reshape(N, C, H * stride, W * stride)
    return big[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]


def kron(x, stride):
    corner = np.zeros((stride, stride))
    corner[0, 0] = 1
    big = np.kron(x, corner)
    H, W = x.shape[2:]
    return big[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]


END = "(H - 1) * stride + 1, : (W - 1) * stride + 1"

SLIPS = {
    "slices": [
        ("keeps_trailing_zeros", "(H - 1) * stride + 1, (W - 1) * stride + 1", "H * stride, W * stride"),
        (
            "begins_with_zeros",
            "(H - 1) * stride + 1, (W - 1) * stride + 1))\n    out[:, :, ::stride, ::stride]",
            "H * stride, W * stride))\n    out[:, :, stride - 1 :: stride, stride - 1 :: stride]",
        ),
        (
            "inserts_stride_zeros",
            "(H - 1) * stride + 1, (W - 1) * stride + 1))\n    out[:, :, ::stride, ::stride]",
            "(H - 1) * (stride + 1) + 1, (W - 1) * (stride + 1) + 1))\n    out[:, :, :: stride + 1, :: stride + 1]",
        ),
        (
            "one_axis_only",
            "(H - 1) * stride + 1, (W - 1) * stride + 1))\n    out[:, :, ::stride, ::stride]",
            "(H - 1) * stride + 1, W))\n    out[:, :, ::stride, :]",
        ),
        (
            "one_axis_only",
            "(H - 1) * stride + 1, (W - 1) * stride + 1))\n    out[:, :, ::stride, ::stride]",
            "H, (W - 1) * stride + 1))\n    out[:, :, :, ::stride]",
        ),
        (
            "always_two",
            "(H - 1) * stride + 1, (W - 1) * stride + 1))\n    out[:, :, ::stride, ::stride]",
            "2 * H - 1, 2 * W - 1))\n    out[:, :, ::2, ::2]",
        ),
        ("always_two", "::stride, ::stride", "::2, ::2"),
        ("width_from_height", "(W - 1)", "(H - 1)"),
        (
            "ignores_stride",
            "(H - 1) * stride + 1, (W - 1) * stride + 1))\n    out[:, :, ::stride, ::stride]",
            "H, W))\n    out[:, :, :, :]",
        ),
        ("ignores_stride", "::stride, ::stride", ":H, :W"),
        (
            ("keeps_trailing_zeros", "always_two"),
            "(H - 1) * stride + 1, (W - 1) * stride + 1))\n    out[:, :, ::stride, ::stride]",
            "2 * H, 2 * W))\n    out[:, :, ::2, ::2]",
        ),
        (None, "np.zeros", "np.ones"),
        (None, "(H - 1) * stride + 1, (W - 1) * stride + 1", "H * stride + 1, W * stride + 1"),
    ],
    "loops": [
        (
            "keeps_trailing_zeros",
            "(H - 1) * stride + 1\n    W_out = (W - 1) * stride + 1",
            "H * stride\n    W_out = W * stride",
        ),
        ("width_from_height", "W_out = (W - 1)", "W_out = (H - 1)"),
        ("width_from_height", "for j in range(W)", "for j in range(H)"),
        ("ignores_stride", "i * stride, j * stride", "i, j"),
        (
            "inserts_stride_zeros",
            "(H - 1) * stride + 1\n    W_out = (W - 1) * stride + 1\n    out = np.zeros((N, C, H_out, W_out))\n",
            "H + (H - 1) * stride\n    W_out = W + (W - 1) * stride\n    out = np.zeros((N, C, H_out, W_out))\n    stride = stride + 1\n",
        ),
        (
            None,
            "out[n, c, i * stride, j * stride] = x[n, c, i, j]",
            "out[n, c, i * stride, j * stride] = x[0, c, i, j]",
        ),
        (None, "out[n, c, i * stride, j * stride]", "out[n, c, i * stride, j]"),
    ],
    "reshaped": [
        ("keeps_trailing_zeros", "big[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]", "big"),
        (
            "begins_with_zeros",
            "cells[:, :, :, 0, :, 0] = x\n    big = cells.reshape(N, C, H * stride, W * stride)\n    return big[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]",
            "cells[:, :, :, -1, :, -1] = x\n    return cells.reshape(N, C, H * stride, W * stride)",
        ),
        ("crops_one", END, "H * stride - 1, : W * stride - 1"),
        ("crops_to_minus_zero", END, "-(stride - 1), : -(stride - 1)"),
        ("repeats_pixels", "cells[:, :, :, 0, :, 0] = x", "cells[:] = x[:, :, :, None, :, None]"),
        (
            "repeats_pixels",
            "cells[:, :, :, 0, :, 0] = x\n    big = cells.reshape(N, C, H * stride, W * stride)\n    return big[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]",
            "cells[:] = x[:, :, :, None, :, None]\n    return cells.reshape(N, C, H * stride, W * stride)",
        ),
        (
            None,
            "np.zeros((N, C, H, stride, W, stride))\n    cells[:, :, :, 0, :, 0] = x",
            "np.zeros((N, C, stride, H, W, stride))\n    cells[:, :, 0, :, :, 0] = x",
        ),
    ],
    "kron": [
        ("keeps_trailing_zeros", "big[:, :, : (H - 1) * stride + 1, : (W - 1) * stride + 1]", "big"),
        ("crops_one", END, "-1, :-1"),
        ("crops_to_minus_zero", END, "-(stride - 1), : -(stride - 1)"),
        ("repeats_pixels", "np.zeros((stride, stride))", "np.ones((stride, stride))"),
        ("width_from_height", "H, W = x.shape[2:]", "H = W = x.shape[2]"),
        (None, "corner[0, 0] = 1", "corner[0] = 1"),
        (None, "corner[0, 0] = 1", "corner[-1, -1] = 1"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
