"""lenet in two styles."""

import numpy as np


def helpers(x, params):
    def conv(x, w, b):
        N, C, H, W = x.shape
        F, _, K, _ = w.shape
        H_out, W_out = H - K + 1, W - K + 1
        out = np.zeros((N, F, H_out, W_out))
        for i in range(H_out):
            for j in range(W_out):
                patch = x[:, :, i : i + K, j : j + K].reshape(N, -1)
                out[:, :, i, j] = patch @ w.reshape(F, -1).T + b
        return out

    def pool(x):
        N, C, H, W = x.shape
        return x.reshape(N, C, H // 2, 2, W // 2, 2).mean(axis=(3, 5))

    def affine(x, w, b):
        return x @ w + b

    c1 = np.tanh(conv(x, params["W1"], params["b1"]))
    s2 = pool(c1)
    c3 = np.tanh(conv(s2, params["W2"], params["b2"]))
    s4 = pool(c3)
    flat = s4.reshape(len(x), -1)
    c5 = np.tanh(affine(flat, params["W3"], params["b3"]))
    f6 = np.tanh(affine(c5, params["W4"], params["b4"]))
    out = affine(f6, params["W5"], params["b5"])
    return c1, s2, c3, s4, c5, f6, out


def layers(x, params):
    class Conv:
        def __init__(self, w, b):
            self.w, self.b = w, b

        def forward(self, x):
            k = self.w.shape[-1]
            view = np.lib.stride_tricks.sliding_window_view(x, (k, k), axis=(2, 3))
            return np.einsum("nchwpq,fcpq->nfhw", view, self.w, optimize=True) + self.b[:, None, None]

    class AvgPool:
        def forward(self, x):
            total = x[:, :, ::2, ::2] + x[:, :, 1::2, ::2] + x[:, :, ::2, 1::2] + x[:, :, 1::2, 1::2]
            return total / 4

    class Tanh:
        def forward(self, x):
            return np.tanh(x)

    class Affine:
        def __init__(self, w, b):
            self.w, self.b = w, b

        def forward(self, x):
            if x.ndim > 2:
                x = x.reshape(x.shape[0], -1)
            return np.dot(x, self.w) + self.b

    p = params
    blocks = [
        [Conv(p["W1"], p["b1"]), Tanh()],
        [AvgPool()],
        [Conv(p["W2"], p["b2"]), Tanh()],
        [AvgPool()],
        [Affine(p["W3"], p["b3"]), Tanh()],
        [Affine(p["W4"], p["b4"]), Tanh()],
        [Affine(p["W5"], p["b5"])],
    ]
    outs = []
    for block in blocks:
        for layer in block:
            x = layer.forward(x)
        outs.append(x)
    return tuple(outs)


SLIPS = {
    "helpers": [
        ("takes_maximum", ".mean(axis=(3, 5))", ".max(axis=(3, 5))"),
        ("pools_without_dividing", ".mean(axis=(3, 5))", ".sum(axis=(3, 5))"),
        ("pools_every_second", "x.reshape(N, C, H // 2, 2, W // 2, 2).mean(axis=(3, 5))", "x[:, :, ::2, ::2]"),
        (
            "squashes_pooling",
            "return x.reshape(N, C, H // 2, 2, W // 2, 2).mean(axis=(3, 5))",
            "return np.tanh(x.reshape(N, C, H // 2, 2, W // 2, 2).mean(axis=(3, 5)))",
        ),
        (
            "squashes_after_pooling",
            'np.tanh(conv(x, params["W1"], params["b1"]))\n    s2 = pool(c1)\n    c3 = np.tanh(conv(s2, params["W2"], params["b2"]))\n    s4 = pool(c3)',
            'conv(x, params["W1"], params["b1"])\n    s2 = np.tanh(pool(c1))\n    c3 = conv(s2, params["W2"], params["b2"])\n    s4 = np.tanh(pool(c3))',
        ),
        (
            "without_tanh",
            'np.tanh(conv(x, params["W1"], params["b1"]))\n    s2 = pool(c1)\n    c3 = np.tanh(conv(s2, params["W2"], params["b2"]))',
            'conv(x, params["W1"], params["b1"])\n    s2 = pool(c1)\n    c3 = conv(s2, params["W2"], params["b2"])',
        ),
        (
            "without_tanh",
            'np.tanh(affine(flat, params["W3"], params["b3"]))\n    f6 = np.tanh(affine(c5, params["W4"], params["b4"]))',
            'affine(flat, params["W3"], params["b3"])\n    f6 = affine(c5, params["W4"], params["b4"])',
        ),
        (
            "f6_without_tanh",
            'np.tanh(affine(c5, params["W4"], params["b4"]))',
            'affine(c5, params["W4"], params["b4"])',
        ),
        (
            "c5_without_tanh",
            'np.tanh(affine(flat, params["W3"], params["b3"]))',
            'affine(flat, params["W3"], params["b3"])',
        ),
        ("c1_without_tanh", 'np.tanh(conv(x, params["W1"], params["b1"]))', 'conv(x, params["W1"], params["b1"])'),
        ("c3_without_tanh", 'np.tanh(conv(s2, params["W2"], params["b2"]))', 'conv(s2, params["W2"], params["b2"])'),
        ("squashes_out", 'affine(f6, params["W5"], params["b5"])', 'np.tanh(affine(f6, params["W5"], params["b5"]))'),
        (
            "softmax_at_the_end",
            "    return c1",
            "    e = np.exp(out - out.max(axis=1, keepdims=True))\n    out = e / e.sum(axis=1, keepdims=True)\n    return c1",
        ),
        ("flips_filters", "w.reshape(F, -1).T", "w[:, :, ::-1, ::-1].reshape(F, -1).T"),
        ("transposes_filters", "w.reshape(F, -1).T", "w.transpose(0, 1, 3, 2).reshape(F, -1).T"),
        ("convolutions_without_bias", "w.reshape(F, -1).T + b", "w.reshape(F, -1).T"),
        ("affine_without_bias", "return x @ w + b", "return x @ w"),
        ("filters_reshaped", "w.reshape(F, -1).T", "w.reshape(-1, F)"),
        ("flattens_channels_last", "s4.reshape(", "s4.transpose(0, 2, 3, 1).reshape("),
        ("s4_flat", "s2, c3, s4, c5", "s2, c3, flat, c5"),
        ("c5_is_an_image", "    return c1", "    c5 = c5[:, :, None, None]\n    return c1"),
        ("returns_out_only", "return c1, s2, c3, s4, c5, f6, out", "return out"),
        ("returns_image_too", "return c1", "return x, c1"),
        ("backwards_order", "return c1, s2, c3, s4, c5, f6, out", "return out, f6, c5, s4, c3, s2, c1"),
        (
            "pads_c1",
            "H_out, W_out = H - K + 1, W - K + 1",
            "if C == 1:\n            x = np.pad(x, ((0, 0), (0, 0), (2, 2), (2, 2)))\n            H, W = H + 4, W + 4\n        H_out, W_out = H - K + 1, W - K + 1",
        ),
        (
            "c3_sees_one_map",
            "patch = x[:, :, i : i + K, j : j + K].reshape(N, -1)\n                out[:, :, i, j] = patch @ w.reshape(F, -1).T",
            "patch = x[:, 0, i : i + K, j : j + K].reshape(N, -1)\n                out[:, :, i, j] = patch @ w[:, 0].reshape(F, -1).T",
        ),
        ("first_image_only", "c1 = np.tanh(conv(x,", "x = x[:1]\n    c1 = np.tanh(conv(x,"),
        (None, 'params["W2"], params["b2"]', 'params["W2"], params["b2"] ** 2'),
        (None, "H // 2, 2, W // 2, 2).mean(axis=(3, 5))", "2, H // 2, 2, W // 2).mean(axis=(2, 4))"),
        (None, "s4.reshape(len(x), -1)", "s4.reshape(len(x), -1)[:, ::-1]"),
    ],
    "layers": [
        (
            "takes_maximum",
            "total = x[:, :, ::2, ::2] + x[:, :, 1::2, ::2] + x[:, :, ::2, 1::2] + x[:, :, 1::2, 1::2]\n            return total / 4",
            "a = np.maximum(x[:, :, ::2, ::2], x[:, :, 1::2, ::2])\n            return np.maximum(a, np.maximum(x[:, :, ::2, 1::2], x[:, :, 1::2, 1::2]))",
        ),
        ("pools_without_dividing", "total / 4", "total"),
        ("pools_every_second", "return total / 4", "return x[:, :, ::2, ::2]"),
        ("sigmoid_for_tanh", "np.tanh(x)", "1 / (1 + np.exp(-x))"),
        ("relu_for_tanh", "np.tanh(x)", "np.maximum(x, 0)"),
        ("scaled_tanh", "np.tanh(x)", "1.7159 * np.tanh(2 * x / 3)"),
        ("without_tanh", "return np.tanh(x)", "return x"),
        ("flips_filters", "view, self.w,", "view, self.w[:, :, ::-1, ::-1],"),
        ("transposes_filters", "fcpq->", "fcqp->"),
        ("convolutions_without_bias", " + self.b[:, None, None]", ""),
        ("convolutions_without_bias", 'Conv(p["W1"], p["b1"])', 'Conv(p["W1"], 0 * p["b1"])'),
        ("convolutions_without_bias", 'Conv(p["W2"], p["b2"])', 'Conv(p["W2"], 0 * p["b2"])'),
        ("affine_without_bias", "np.dot(x, self.w) + self.b", "np.dot(x, self.w)"),
        (
            "flattens_channels_last",
            "x = x.reshape(x.shape[0], -1)",
            "x = x.transpose(0, 2, 3, 1).reshape(x.shape[0], -1)",
        ),
        (
            "flattens_columns_first",
            "x = x.reshape(x.shape[0], -1)",
            "x = x.transpose(0, 1, 3, 2).reshape(x.shape[0], -1)",
        ),
        ("squashes_out", '[Affine(p["W5"], p["b5"])]', '[Affine(p["W5"], p["b5"]), Tanh()]'),
        (
            "squashes_pooling",
            '[AvgPool()],\n        [Conv(p["W2"], p["b2"]), Tanh()],\n        [AvgPool()],',
            '[AvgPool(), Tanh()],\n        [Conv(p["W2"], p["b2"]), Tanh()],\n        [AvgPool(), Tanh()],',
        ),
        ("f6_without_tanh", '[Affine(p["W4"], p["b4"]), Tanh()]', '[Affine(p["W4"], p["b4"])]'),
        ("c5_without_tanh", '[Affine(p["W3"], p["b3"]), Tanh()]', '[Affine(p["W3"], p["b3"])]'),
        (
            "before_tanh",
            "            x = layer.forward(x)\n        outs.append(x)",
            "            if isinstance(layer, Conv | Affine | AvgPool):\n                outs.append(layer.forward(x))\n            x = layer.forward(x)",
        ),
        ("returns_image_too", "outs = []", "outs = [x]"),
        ("returns_out_only", "return tuple(outs)", "return outs[-1]"),
        ("backwards_order", "return tuple(outs)", "return tuple(outs[::-1])"),
        (None, '[Affine(p["W4"], p["b4"]), Tanh()]', '[Affine(p["W4"], p["b4"]), Tanh(), Tanh()]'),
        (None, "total / 4", "total / 2"),
        (None, "self.b[:, None, None]", "self.b.mean()"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
