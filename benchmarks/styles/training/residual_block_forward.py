"""residual_block_forward in three styles."""

import numpy as np


def conv_in_loops(x, w1, b1, w2, b2):
    def conv(x, w, b):
        N, C, H, W = x.shape
        F, _, K, _ = w.shape
        p = (K - 1) // 2
        xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))
        out = np.zeros((N, F, H, W))
        for n in range(N):
            for f in range(F):
                for i in range(H):
                    for j in range(W):
                        out[n, f, i, j] = np.sum(xp[n, :, i : i + K, j : j + K] * w[f]) + b[f]
        return out

    h = np.maximum(conv(x, w1, b1), 0)
    z = conv(h, w2, b2)
    return np.maximum(x + z, 0)


def windows(x, w1, b1, w2, b2):
    def same_conv(image, filters, bias):
        K = filters.shape[-1]
        pad = K // 2
        image = np.pad(image, [(0, 0), (0, 0), (pad, pad), (pad, pad)], mode="constant")
        view = np.lib.stride_tricks.sliding_window_view(image, (K, K), axis=(2, 3))
        return np.einsum("nchwij,fcij->nfhw", view, filters) + bias.reshape(1, -1, 1, 1)

    def relu(z):
        return z * (z > 0)

    out = same_conv(x, w1, b1)
    out = relu(out)
    out = same_conv(out, w2, b2)
    out = out + x
    out = relu(out)
    return out  # noqa: RET504


def im2col(x, w1, b1, w2, b2):
    N, C, H, W = x.shape

    def columns(a, K):
        p = (K - 1) // 2
        frame = np.zeros((a.shape[0], a.shape[1], H + 2 * p, W + 2 * p))
        frame[:, :, p : p + H, p : p + W] = a
        col = np.zeros((a.shape[0], a.shape[1], K, K, H, W))
        for i in range(K):
            for j in range(K):
                col[:, :, i, j] = frame[:, :, i : i + H, j : j + W]
        return col.transpose(0, 4, 5, 1, 2, 3).reshape(N * H * W, -1)

    M = w1.shape[0]
    z1 = columns(x, w1.shape[2]) @ w1.reshape(M, -1).T + b1
    z1 = z1.reshape(N, H, W, M).transpose(0, 3, 1, 2)
    a1 = np.where(z1 > 0, z1, 0)
    z2 = columns(a1, w2.shape[2]) @ w2.reshape(C, -1).T + b2
    z2 = z2.reshape(N, H, W, C).transpose(0, 3, 1, 2)
    y = x + z2
    y[y < 0] = 0
    return y


SLIPS = {
    "conv_in_loops": [
        ("without_short_cut", "x + z, 0", "z, 0"),
        ("without_inner_relu", "np.maximum(conv(x, w1, b1), 0)", "conv(x, w1, b1)"),
        ("without_outer_relu", "np.maximum(x + z, 0)", "x + z"),
        (
            "without_any_relu",
            "np.maximum(conv(x, w1, b1), 0)\n    z = conv(h, w2, b2)\n    return np.maximum(x + z, 0)",
            "conv(x, w1, b1)\n    z = conv(h, w2, b2)\n    return x + z",
        ),
        ("relu_before_addition", "np.maximum(x + z, 0)", "x + np.maximum(z, 0)"),
        ("relu_on_short_cut", "x + z, 0", "np.maximum(x, 0) + z, 0"),
        ("relu_first", "conv(x, w1, b1), 0", "conv(np.maximum(x, 0), w1, b1), 0"),
        ("adds_hidden", "x + z, 0", "h + z, 0"),
        ("subtracts", "x + z", "x - z"),
        ("multiplies", "x + z", "x * z"),
        ("takes_larger", "np.maximum(x + z, 0)", "np.maximum(x, z)"),
        ("averages", "x + z, 0", "(x + z) / 2, 0"),
        ("adds_twice", "np.maximum(x + z, 0)", "np.maximum(x + z, 0) + x"),
        ("adds_twice", "x + z", "x + z + x"),
        ("first_bias_missing", "w1, b1)", "w1, 0 * b1)"),
        ("second_bias_missing", "conv(h, w2, b2)", "conv(h, w2, np.zeros(len(b2)))"),
        ("no_bias", " + b[f]", ""),
        ("flips_filters", "* w[f]", "* w[f, :, ::-1, ::-1]"),
        ("transposes_filters", "* w[f]", "* w[f].transpose(0, 2, 1)"),
        ("padding_is_one", "(K - 1) // 2", "1"),
        (
            "no_padding",
            "p = (K - 1) // 2\n        xp = np.pad(x, ((0, 0), (0, 0), (p, p), (p, p)))\n        out = np.zeros((N, F, H, W))",
            "xp = x\n        H, W = H - K + 1, W - K + 1\n        out = np.zeros((N, F, H, W))",
        ),
        ("pads_with_edge", "(p, p)))", '(p, p)), mode="edge")'),
        ("pads_one_side", "(p, p), (p, p)", "(0, 2 * p), (0, 2 * p)"),
        ("first_image_only", "for n in range(N)", "for n in range(1)"),
        (
            "first_image_only",
            "                    for j in range(W):\n                        out[n, f, i, j] = np.sum(xp[n, :, i : i + K, j : j + K] * w[f]) + b[f]\n        return out",
            "                    for j in range(W):\n                        out[n, f, i, j] = np.sum(xp[n, :, i : i + K, j : j + K] * w[f]) + b[f]\n            return out",
        ),
        ("writes_into_x", "return np.maximum(x + z, 0)", "x += z\n    return np.maximum(x, 0)"),
        (None, "* w[f])", "* w[f, 0])"),
        (None, "np.maximum(x + z, 0)", "np.maximum(x + z, 1)"),
        (
            None,
            "out[n, f, i, j] = np.sum(xp[n, :, i : i + K, j : j + K] * w[f])",
            "out[n, f, i, j] = np.mean(xp[n, :, i : i + K, j : j + K] * w[f])",
        ),
        ("first_bias_missing", "np.maximum(conv(x, w1, b1), 0)", "np.maximum(conv(x, w1, np.zeros_like(b1)), 0)"),
    ],
    "windows": [
        ("without_short_cut", "    out = out + x\n", ""),
        (
            "without_inner_relu",
            "    out = relu(out)\n    out = same_conv(out, w2, b2)",
            "    out = same_conv(out, w2, b2)",
        ),
        ("without_outer_relu", "    out = relu(out)\n    return out", "    return out"),
        ("relu_before_addition", "    out = out + x\n    out = relu(out)", "    out = relu(out)\n    out = out + x"),
        ("relu_before_addition", "out = same_conv(out, w2, b2)", "out = relu(same_conv(out, w2, b2))"),
        ("relu_on_short_cut", "out + x\n", "out + relu(x)\n"),
        (
            "relu_first",
            "out = same_conv(x, w1, b1)\n    out = relu(out)\n    out = same_conv(out, w2, b2)\n    out = out + x\n    out = relu(out)",
            "out = same_conv(relu(x), w1, b1)\n    out = relu(out)\n    out = same_conv(out, w2, b2)\n    out = out + x",
        ),
        ("multiplies", "out + x", "out * x"),
        ("subtracts", "out + x", "x - out"),
        (None, "out + x", "out - x"),
        ("concatenates", "out + x", "np.concatenate([x, out], axis=1)"),
        ("writes_into_x", "out = out + x\n    out = relu(out)", "x += out\n    out = relu(x)"),
        ("no_bias", " + bias.reshape(1, -1, 1, 1)", ""),
        ("flips_filters", '"nchwij,fcij->nfhw", view, filters', '"nchwij,fcij->nfhw", view, np.flip(filters, (2, 3))'),
        ("transposes_filters", "fcij->", "fcji->"),
        ("padding_is_one", "K // 2", "1"),
        (
            "padding_of_first",
            "K = filters.shape[-1]\n        pad = K // 2",
            "K = filters.shape[-1]\n        pad = w1.shape[-1] // 2",
        ),
        ("no_padding", "pad = K // 2", "pad = 0"),
        ("pads_with_edge", 'mode="constant"', 'mode="edge"'),
        (None, 'mode="constant"', 'mode="reflect"'),
        ("adds_twice", "out = relu(out)\n    return out", "out = relu(out) + x\n    return out"),
        ("averages", "out + x", "0.5 * (out + x)"),
        (None, "z * (z > 0)", "abs(z)"),
        (None, "fcij->nfhw", "fcij->nfwh"),
    ],
    "im2col": [
        ("without_short_cut", "y = x + z2", "y = z2"),
        ("without_inner_relu", "np.where(z1 > 0, z1, 0)", "z1"),
        ("without_outer_relu", "    y[y < 0] = 0\n", ""),
        ("relu_before_addition", "y = x + z2\n    y[y < 0] = 0", "z2[z2 < 0] = 0\n    y = x + z2"),
        ("adds_hidden", "y = x + z2", "y = a1 + z2"),
        ("first_bias_missing", " + b1\n", "\n"),
        ("second_bias_missing", " + b2\n", "\n"),
        ("transposes_filters", "frame[:, :, i : i + H, j : j + W]", "frame[:, :, j : j + H, i : i + W]"),
        ("pads_one_side", "frame[:, :, p : p + H, p : p + W] = a", "frame[:, :, :H, :W] = a"),
        ("padding_is_one", "p = (K - 1) // 2", "p = 1"),
        ("writes_into_x", "y = x + z2\n    y[y < 0] = 0", "y = x\n    y += z2\n    y[y < 0] = 0"),
        (
            "flips_filters",
            "frame[:, :, i : i + H, j : j + W]",
            "frame[:, :, K - 1 - i : K - 1 - i + H, K - 1 - j : K - 1 - j + W]",
        ),
        ("relu_on_short_cut", "x + z2", "np.where(x > 0, x, 0) + z2"),
        ("relu_first", "columns(x, w1", "columns(np.maximum(x, 0), w1"),
        ("subtracts", "x + z2", "x - z2"),
        (None, "z2.reshape(N, H, W, C).transpose(0, 3, 1, 2)", "z2.reshape(N, C, H, W)"),
        (None, "z1.reshape(N, H, W, M).transpose(0, 3, 1, 2)", "z1.reshape(N, M, H, W)"),
        (None, "w1.reshape(M, -1).T", "w1.reshape(-1, M)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
