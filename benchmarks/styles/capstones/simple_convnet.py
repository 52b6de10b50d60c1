"""simple_convnet in two styles."""

import numpy as np


def classes(x, labels, params, batches, lr, x_test):
    class Convolution:
        def __init__(self, w, b):
            self.params, self.grads = {"w": w, "b": b}, {}

        def forward(self, x):
            self.x = x
            w, b = self.params["w"], self.params["b"]
            F, C, K_h, K_w = w.shape
            N, _, H, W = x.shape
            H_out, W_out = H - K_h + 1, W - K_w + 1
            col = np.zeros((N, C, K_h, K_w, H_out, W_out))
            for i in range(K_h):
                for j in range(K_w):
                    col[:, :, i, j] = x[:, :, i : i + H_out, j : j + W_out]
            self.col = col.transpose(0, 4, 5, 1, 2, 3).reshape(N * H_out * W_out, -1)
            out = self.col @ w.reshape(F, -1).T + b
            return out.reshape(N, H_out, W_out, F).transpose(0, 3, 1, 2)

        def backward(self, dout):
            w = self.params["w"]
            F, C, K_h, K_w = w.shape
            N, _, H_out, W_out = dout.shape
            d = dout.transpose(0, 2, 3, 1).reshape(-1, F)
            self.grads["w"] = (d.T @ self.col).reshape(w.shape)
            self.grads["b"] = d.sum(axis=0)
            dcol = (d @ w.reshape(F, -1)).reshape(N, H_out, W_out, C, K_h, K_w).transpose(0, 3, 4, 5, 1, 2)
            dx = np.zeros_like(self.x)
            for i in range(K_h):
                for j in range(K_w):
                    dx[:, :, i : i + H_out, j : j + W_out] += dcol[:, :, i, j]
            return dx

    class ReLU:
        def forward(self, x):
            self.mask = x <= 0
            out = x.copy()
            out[self.mask] = 0
            return out

        def backward(self, dout):
            dx = dout.copy()
            dx[self.mask] = 0
            return dx

    class MaxPool:
        def forward(self, x):
            N, C, H, W = x.shape
            self.shape = x.shape
            h, w = H // 2, W // 2
            windows = x[:, :, : 2 * h, : 2 * w].reshape(N, C, h, 2, w, 2).transpose(0, 1, 2, 4, 3, 5)
            windows = windows.reshape(N, C, h, w, 4)
            self.best = windows.argmax(axis=-1)
            return windows.max(axis=-1)

        def backward(self, dout):
            N, C, h, w = dout.shape
            windows = np.zeros((N, C, h, w, 4))
            np.put_along_axis(windows, self.best[..., None], dout[..., None], axis=-1)
            dx = np.zeros(self.shape)
            windows = windows.reshape(N, C, h, w, 2, 2).transpose(0, 1, 2, 4, 3, 5)
            dx[:, :, : 2 * h, : 2 * w] = windows.reshape(N, C, 2 * h, 2 * w)
            return dx

    class Affine:
        def __init__(self, w, b):
            self.params, self.grads = {"w": w, "b": b}, {}

        def forward(self, x):
            self.shape = x.shape
            self.x = x.reshape(x.shape[0], -1)
            return self.x @ self.params["w"] + self.params["b"]

        def backward(self, dout):
            self.grads["w"] = self.x.T @ dout
            self.grads["b"] = np.sum(dout, axis=0)
            dx = dout @ self.params["w"].T
            return dx.reshape(self.shape)

    class SoftmaxWithLoss:
        def forward(self, scores, labels):
            shifted = scores - scores.max(axis=1, keepdims=True)
            e = np.exp(shifted)
            self.probabilities = e / e.sum(axis=1, keepdims=True)
            self.labels = labels
            log_p = shifted - np.log(e.sum(axis=1, keepdims=True))
            self.loss = -np.mean(log_p[np.arange(len(labels)), labels])
            return self.probabilities

        def backward(self):
            dx = self.probabilities.copy()
            dx[np.arange(len(self.labels)), self.labels] -= 1
            dx /= len(self.labels)
            return dx

    net = {
        "conv": Convolution(params["W1"], params["b1"]),
        "relu1": ReLU(),
        "pool": MaxPool(),
        "affine1": Affine(params["W2"], params["b2"]),
        "relu2": ReLU(),
        "affine2": Affine(params["W3"], params["b3"]),
    }
    head = SoftmaxWithLoss()
    trained = [net["conv"], net["affine1"], net["affine2"]]
    losses = []
    for rows in batches:
        outs, douts = {}, {}
        h = x[rows]
        for name, layer in net.items():
            h = layer.forward(h)
            outs[name] = h
        outs["softmax"] = head.forward(h, labels[rows])
        losses.append(head.loss)
        d = head.backward()
        douts["softmax"] = d
        for name in reversed(net):
            d = net[name].backward(d)
            douts[name] = d
        for layer in trained:
            for key in layer.params:
                layer.params[key] = layer.params[key] - lr * layer.grads[key]
    grads, learnt = {}, {}
    for number, layer in enumerate(trained, 1):
        grads[f"W{number}"], grads[f"b{number}"] = layer.grads["w"], layer.grads["b"]
        learnt[f"W{number}"], learnt[f"b{number}"] = layer.params["w"], layer.params["b"]
    h = x_test
    for layer in net.values():
        h = layer.forward(h)
    return outs, douts, grads, np.array(losses), learnt, h.argmax(axis=1)


def one_function(x, labels, params, batches, lr, x_test):
    params = {key: value.copy() for key, value in params.items()}

    def forward(images):
        o = {}
        view = np.lib.stride_tricks.sliding_window_view(images, params["W1"].shape[2:], axis=(2, 3))
        o["conv"] = np.einsum("nchwpq,fcpq->nfhw", view, params["W1"], optimize=True)
        o["conv"] = o["conv"] + params["b1"].reshape(1, -1, 1, 1)
        o["relu1"] = np.maximum(o["conv"], 0)
        h, w = o["relu1"].shape[2] // 2, o["relu1"].shape[3] // 2
        a = o["relu1"][:, :, : 2 * h, : 2 * w]
        four = np.stack([a[:, :, ::2, ::2], a[:, :, ::2, 1::2], a[:, :, 1::2, ::2], a[:, :, 1::2, 1::2]])
        o["pool"] = four.max(axis=0)
        flat = o["pool"].reshape(len(images), -1)
        o["affine1"] = flat @ params["W2"] + params["b2"]
        o["relu2"] = np.maximum(o["affine1"], 0)
        o["affine2"] = o["relu2"] @ params["W3"] + params["b3"]
        return o, view, four, flat

    losses = np.zeros(len(batches))
    for step, rows in enumerate(batches):
        o, view, four, flat = forward(x[rows])
        B = len(rows)
        z = o["affine2"] - np.max(o["affine2"], axis=1, keepdims=True)
        log_p = z - np.log(np.sum(np.exp(z), axis=1, keepdims=True))
        o["softmax"] = np.exp(log_p)
        losses[step] = -log_p[np.arange(B), labels[rows]].sum() / B

        g, d = {}, {}
        onehot = np.zeros_like(z)
        onehot[np.arange(B), labels[rows]] = 1
        d["softmax"] = (o["softmax"] - onehot) / B
        g["W3"] = o["relu2"].T @ d["softmax"]
        g["b3"] = d["softmax"].sum(axis=0)
        d["affine2"] = d["softmax"] @ params["W3"].T
        d["relu2"] = d["affine2"] * (o["affine1"] > 0)
        g["W2"] = flat.T @ d["relu2"]
        g["b2"] = d["relu2"].sum(axis=0)
        d["affine1"] = (d["relu2"] @ params["W2"].T).reshape(o["pool"].shape)
        d["pool"] = np.zeros_like(o["relu1"])
        winner = four.argmax(axis=0)
        for k in range(4):
            h, w = o["pool"].shape[2:]
            d["pool"][:, :, k // 2 : 2 * h : 2, k % 2 : 2 * w : 2] = d["affine1"] * (winner == k)
        d["relu1"] = d["pool"] * (o["conv"] > 0)
        g["W1"] = np.einsum("nfhw,nchwpq->fcpq", d["relu1"], view, optimize=True)
        g["b1"] = d["relu1"].sum(axis=(0, 2, 3))
        d["conv"] = np.zeros_like(x[rows])
        _, _, h, w = d["relu1"].shape
        for i in range(params["W1"].shape[2]):
            for j in range(params["W1"].shape[3]):
                part = np.einsum("nfhw,fc->nchw", d["relu1"], params["W1"][:, :, i, j])
                d["conv"][:, :, i : i + h, j : j + w] += part

        for key in params:
            params[key] = params[key] - lr * g[key]
    scores = forward(x_test)[0]["affine2"]
    return o, d, g, losses, params, np.argmax(scores, axis=1)


SLIPS = {
    "classes": [
        (
            "conv_flips",
            "out = self.col @ w.reshape(F, -1).T + b",
            "out = self.col @ w[:, :, ::-1, ::-1].reshape(F, -1).T + b",
        ),
        ("conv_without_bias", "w.reshape(F, -1).T + b", "w.reshape(F, -1).T"),
        ("conv_assigns_dx", "] += dcol[", "] = dcol["),
        (None, "d.sum(axis=0)", "dout.sum(axis=0)"),
        ("conv_db_is_one_number", "d.sum(axis=0)", "d.sum()"),
        ("conv_dw_reshaped", "(d.T @ self.col).reshape(w.shape)", "(self.col.T @ d).reshape(w.shape)"),
        ("averages_again", "(d.T @ self.col).reshape(w.shape)", "(d.T @ self.col).reshape(w.shape) / N"),
        ("averages_again", "self.x.T @ dout", "self.x.T @ dout / len(dout)"),
        ("averages_again", "np.sum(dout, axis=0)", "np.mean(dout, axis=0)"),
        ("affine_db_keeps_axes", "np.sum(dout, axis=0)", "np.sum(dout, axis=0, keepdims=True)"),
        ("relu_unmasked", "            dx[self.mask] = 0\n", ""),
        ("relu_by_gradient", "dx[self.mask] = 0", "dx[dx <= 0] = 0"),
        ("relu_writes_into_dout", "dx = dout.copy()", "dx = dout"),
        ("relu_writes_into_x", "out = x.copy()", "out = x"),
        (
            "pool_takes_mean",
            "self.best = windows.argmax(axis=-1)\n            return windows.max(axis=-1)",
            "self.best = windows.argmax(axis=-1)\n            return windows.mean(axis=-1)",
        ),
        ("pool_gives_to_first", "self.best[..., None], dout", "0 * self.best[..., None], dout"),
        (
            "pool_spreads",
            "np.put_along_axis(windows, self.best[..., None], dout[..., None], axis=-1)",
            "windows[...] = dout[..., None]",
        ),
        (
            "pool_shares",
            "np.put_along_axis(windows, self.best[..., None], dout[..., None], axis=-1)",
            "windows[...] = dout[..., None] / 4",
        ),
        ("affine_dx_flat", "return dx.reshape(self.shape)", "return dx"),
        ("loss_is_sum", "-np.mean(log_p", "-np.sum(log_p"),
        (
            "loss_adds_to_probability",
            "-np.mean(log_p[np.arange(len(labels)), labels])",
            "-np.mean(np.log(self.probabilities[np.arange(len(labels)), labels] + 1e-7))",
        ),
        ("softmax_overflows", "scores - scores.max(axis=1, keepdims=True)", "scores"),
        (
            "softmax_overflows",
            "shifted = scores - scores.max(axis=1, keepdims=True)\n            e = np.exp(shifted)\n            self.probabilities = e / e.sum(axis=1, keepdims=True)\n            self.labels = labels\n            log_p = shifted - np.log(e.sum(axis=1, keepdims=True))",
            "e = np.exp(scores)\n            self.probabilities = e / e.sum(axis=1, keepdims=True)\n            self.labels = labels\n            log_p = np.log(self.probabilities)",
        ),
        ("softmax_over_batch", "e / e.sum(axis=1, keepdims=True)", "e / e.sum(axis=0)"),
        ("softmax_not_divided", "            dx /= len(self.labels)\n", ""),
        ("softmax_without_labels", "            dx[np.arange(len(self.labels)), self.labels] -= 1\n", ""),
        ("softmax_reversed", "return dx\n\n    net", "return -dx\n\n    net"),
        ("climbs", "- lr * layer.grads", "+ lr * layer.grads"),
        ("forgets_lr", "- lr * layer.grads", "- layer.grads"),
        ("updates_last_layer_only", "for layer in trained:\n", "for layer in trained[-1:]:\n"),
        ("updates_no_filters", "for layer in trained:\n", "for layer in trained[1:]:\n"),
        ("updates_no_biases", "for key in layer.params:", 'for key in ["w"]:'),
        (
            "updates_in_place",
            "layer.params[key] = layer.params[key] - lr * layer.grads[key]",
            "layer.params[key] -= lr * layer.grads[key]",
        ),
        ("first_batch_only", "h = x[rows]", "rows = batches[0]\n        h = x[rows]"),
        ("ignores_batches", "h = x[rows]", "rows = np.arange(len(x))\n        h = x[rows]"),
        (
            "douts_one_layer_off",
            "            d = net[name].backward(d)\n            douts[name] = d",
            "            douts[name] = d\n            d = net[name].backward(d)",
        ),
        ("predicts_probability", "h.argmax(axis=1)", "h.max(axis=1)"),
        ("returns_start", "np.array(losses), learnt", "np.array(losses), params"),
        (
            "flattens_channels_last",
            "self.x = x.reshape(x.shape[0], -1)",
            "self.x = (x.transpose(0, 2, 3, 1) if x.ndim == 4 else x).reshape(x.shape[0], -1)",
        ),
        ("conv_flips_dx", "d @ w.reshape(F, -1)", "d @ w[:, :, ::-1, ::-1].reshape(F, -1)"),
        (
            "gradients_add_up",
            'self.grads["w"] = self.x.T @ dout\n            self.grads["b"] = np.sum(dout, axis=0)',
            'self.grads["w"] = self.grads.get("w", 0) + self.x.T @ dout\n            self.grads["b"] = self.grads.get("b", 0) + np.sum(dout, axis=0)',
        ),
        (None, "e / e.sum(axis=1, keepdims=True)", "e"),
        (None, 'dx = dout @ self.params["w"].T', 'dx = dout @ self.params["w"].T * 2'),
        (None, "windows.max(axis=-1)", "windows.min(axis=-1)"),
    ],
    "one_function": [
        (
            "conv_flips",
            'view, params["W1"], optimize=True)\n        o',
            'view, params["W1"][:, :, ::-1, ::-1], optimize=True)\n        o',
        ),
        ("conv_without_bias", '        o["conv"] = o["conv"] + params["b1"].reshape(1, -1, 1, 1)\n', ""),
        ("relu1_missing", 'o["relu1"] = np.maximum(o["conv"], 0)', 'o["relu1"] = o["conv"]'),
        ("relu2_missing", 'o["relu2"] = np.maximum(o["affine1"], 0)', 'o["relu2"] = o["affine1"]'),
        ("conv_assigns_dx", "+= part", "= part"),
        (None, "sum(axis=(0, 2, 3))", "sum(axis=0)"),
        ("conv_db_is_one_number", 'd["relu1"].sum(axis=(0, 2, 3))', 'd["relu1"].sum()'),
        ("pool_takes_mean", "four.max(axis=0)", "four.mean(axis=0)"),
        ("pool_spreads", 'd["affine1"] * (winner == k)', 'd["affine1"]'),
        ("pool_shares", 'd["affine1"] * (winner == k)', 'd["affine1"] / 4'),
        ("pool_gives_to_first", "(winner == k)", "(k == 0)"),
        ("loss_is_sum", ".sum() / B", ".sum()"),
        ("softmax_overflows", 'z = o["affine2"] - np.max(o["affine2"], axis=1, keepdims=True)', 'z = o["affine2"]'),
        ("softmax_not_divided", '(o["softmax"] - onehot) / B', 'o["softmax"] - onehot'),
        ("softmax_without_labels", '(o["softmax"] - onehot) / B', 'o["softmax"] / B'),
        ("softmax_reversed", 'o["softmax"] - onehot', 'onehot - o["softmax"]'),
        ("climbs", "- lr * g[key]", "+ lr * g[key]"),
        ("forgets_lr", "- lr * g[key]", "- g[key]"),
        ("updates_no_biases", "for key in params:", 'for key in ("W1", "W2", "W3"):'),
        ("updates_no_filters", "for key in params:", 'for key in ("W2", "b2", "W3", "b3"):'),
        (
            "averages_again",
            'd["softmax"].sum(axis=0)\n        d["affine2"] = d["softmax"] @ params["W3"].T\n        d["relu2"] = d["affine2"] * (o["affine1"] > 0)\n        g["W2"] = flat.T @ d["relu2"]\n        g["b2"] = d["relu2"].sum(axis=0)',
            'd["softmax"].mean(axis=0)\n        d["affine2"] = d["softmax"] @ params["W3"].T\n        d["relu2"] = d["affine2"] * (o["affine1"] > 0)\n        g["W2"] = flat.T @ d["relu2"]\n        g["b2"] = d["relu2"].mean(axis=0)',
        ),
        (
            "averages_again",
            'np.einsum("nfhw,nchwpq->fcpq", d["relu1"], view, optimize=True)',
            'np.einsum("nfhw,nchwpq->fcpq", d["relu1"], view, optimize=True) / B',
        ),
        ("predicts_probability", "np.argmax(scores, axis=1)", "np.max(scores, axis=1)"),
        ("ignores_batches", "enumerate(batches):", "enumerate([np.arange(len(x))] * len(batches)):"),
        ("first_batch_only", "rows in enumerate(batches)", "rows in enumerate([batches[0]] * len(batches))"),
        (None, '(o["affine1"] > 0)', '(o["affine1"] < 0)'),
        (None, 'flat.T @ d["relu2"]', 'flat.T @ d["affine2"]'),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
