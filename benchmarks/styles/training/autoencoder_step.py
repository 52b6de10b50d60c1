"""autoencoder_step in three styles."""

import numpy as np


def plain(x, w1, b1, w2, b2, lr):
    N, D = x.shape
    z = x @ w1 + b1
    h = np.maximum(z, 0)
    out = h @ w2 + b2
    loss = np.mean((out - x) ** 2)
    dout = 2 * (out - x) / (N * D)
    dw2 = h.T @ dout
    db2 = dout.sum(axis=0)
    dh = dout @ w2.T
    dz = dh * (z > 0)
    dw1 = x.T @ dz
    db1 = dz.sum(axis=0)
    return loss, w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2


def dictionaries(x, w1, b1, w2, b2, lr):
    params = {"w1": w1.copy(), "b1": b1.copy(), "w2": w2.copy(), "b2": b2.copy()}
    grads = {}
    hidden = np.dot(x, params["w1"]) + params["b1"]
    mask = hidden <= 0
    code = hidden.copy()
    code[mask] = 0
    error = np.dot(code, params["w2"]) + params["b2"] - x
    loss = float(np.sum(error * error) / error.size)
    delta = error * 2 / error.size
    grads["w2"] = np.dot(code.T, delta)
    grads["b2"] = np.sum(delta, axis=0)
    delta = np.dot(delta, params["w2"].T)
    delta[mask] = 0
    grads["w1"] = np.dot(x.T, delta)
    grads["b1"] = np.sum(delta, axis=0)
    for key in grads:
        params[key] -= lr * grads[key]
    return loss, params["w1"], params["b1"], params["w2"], params["b2"]


def layer_functions(x, w1, b1, w2, b2, lr):
    def affine(a, w, b):
        return np.matmul(a, w) + b

    def affine_back(g, a, w):
        return np.matmul(g, w.T), np.matmul(a.T, g), g.sum(0)

    def relu(a):
        return np.where(a > 0, a, 0.0)

    def mse(y, t):
        return ((y - t) ** 2).mean(), 2.0 * (y - t) / y.size

    z = affine(x, w1, b1)
    h = relu(z)
    y = affine(h, w2, b2)
    loss, g = mse(y, x)
    g, dw2, db2 = affine_back(g, h, w2)
    g = g * (h > 0)
    _, dw1, db1 = affine_back(g, x, w1)
    new_w1 = w1 - lr * dw1
    new_b1 = b1 - lr * db1
    new_w2 = w2 - lr * dw2
    new_b2 = b2 - lr * db2
    return loss, new_w1, new_b1, new_w2, new_b2


SLIPS = {
    "plain": [
        ("target_is_zero", "np.mean((out - x) ** 2)\n    dout = 2 * (out - x)", "np.mean(out**2)\n    dout = 2 * out"),
        (
            "relu_missing",
            "h = np.maximum(z, 0)\n    out = h @ w2 + b2\n    loss = np.mean((out - x) ** 2)\n    dout = 2 * (out - x) / (N * D)\n    dw2 = h.T @ dout\n    db2 = dout.sum(axis=0)\n    dh = dout @ w2.T\n    dz = dh * (z > 0)",
            "h = z\n    out = h @ w2 + b2\n    loss = np.mean((out - x) ** 2)\n    dout = 2 * (out - x) / (N * D)\n    dw2 = h.T @ dout\n    db2 = dout.sum(axis=0)\n    dh = dout @ w2.T\n    dz = dh",
        ),
        ("relu_missing", "np.maximum(z, 0)", "z"),
        (
            "relu_at_the_end",
            "h @ w2 + b2\n    loss = np.mean((out - x) ** 2)\n    dout = 2 * (out - x) / (N * D)",
            "np.maximum(h @ w2 + b2, 0)\n    loss = np.mean((out - x) ** 2)\n    dout = 2 * (out - x) / (N * D) * (out > 0)",
        ),
        ("relu_at_the_end", "out = h @ w2 + b2", "out = np.maximum(h @ w2 + b2, 0)"),
        (
            "sigmoid_at_the_end",
            "h @ w2 + b2\n    loss = np.mean((out - x) ** 2)\n    dout = 2 * (out - x) / (N * D)",
            "1 / (1 + np.exp(-(h @ w2 + b2)))\n    loss = np.mean((out - x) ** 2)\n    dout = 2 * (out - x) / (N * D) * out * (1 - out)",
        ),
        ("relu_unmasked", "dh * (z > 0)", "dh"),
        ("relu_by_gradient", "(z > 0)", "(dh > 0)"),
        ("factor_two_missing", "2 * (out - x)", "(out - x)"),
        ("mean_over_samples", "(N * D)", "N"),
        (
            "mean_over_samples",
            "np.mean((out - x) ** 2)\n    dout = 2 * (out - x) / (N * D)",
            "np.sum((out - x) ** 2) / N\n    dout = 2 * (out - x) / N",
        ),
        ("mean_over_samples", "2 * (out - x) / (N * D)", "(out - x) / N"),
        ("sum_of_squares", " / (N * D)", ""),
        (
            "sum_of_squares",
            "np.mean((out - x) ** 2)\n    dout = 2 * (out - x) / (N * D)",
            "np.sum((out - x) ** 2)\n    dout = 2 * (out - x)",
        ),
        ("only_loss_summed", "np.mean", "np.sum"),
        ("only_loss_over_samples", "np.mean((out - x) ** 2)", "np.sum((out - x) ** 2) / N"),
        ("loss_halved", "np.mean(", "0.5 * np.mean("),
        ("loss_is_root", "np.mean((out - x) ** 2)", "np.sqrt(np.mean((out - x) ** 2))"),
        ("loss_is_absolute", "np.mean((out - x) ** 2)", "np.mean(np.abs(out - x))"),
        ("loss_is_an_array", "** 2)\n", "** 2, axis=1)\n"),
        (
            "loss_after_step",
            "    return loss, w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2",
            "    w1, b1, w2, b2 = w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2\n    loss = np.mean((np.maximum(x @ w1 + b1, 0) @ w2 + b2 - x) ** 2)\n    return loss, w1, b1, w2, b2",
        ),
        ("climbs", "2 * (out - x)", "2 * (x - out)"),
        (
            "climbs",
            "w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2",
            "w1 + lr * dw1, b1 + lr * db1, w2 + lr * dw2, b2 + lr * db2",
        ),
        (
            "forgets_lr",
            "w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2",
            "w1 - dw1, b1 - db1, w2 - dw2, b2 - db2",
        ),
        (
            "encoder_sees_new_decoder",
            "db2 = dout.sum(axis=0)\n    dh = dout @ w2.T\n    dz = dh * (z > 0)\n    dw1 = x.T @ dz\n    db1 = dz.sum(axis=0)\n    return loss, w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2",
            "db2 = dout.sum(axis=0)\n    w2 = w2 - lr * dw2\n    dh = dout @ w2.T\n    dz = dh * (z > 0)\n    dw1 = x.T @ dz\n    db1 = dz.sum(axis=0)\n    return loss, w1 - lr * dw1, b1 - lr * db1, w2",
        ),
        ("decoder_gets_z", "h.T @ dout", "z.T @ dout"),
        ("trains_decoder_only", "w1 - lr * dw1, b1 - lr * db1,", "w1, b1,"),
        ("trains_encoder_only", "w2 - lr * dw2, b2 - lr * db2", "w2, b2"),
        ("trains_nothing", "w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2", "w1, b1, w2, b2"),
        ("biases_not_trained", "b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2", "b1, w2 - lr * dw2, b2"),
        (
            "biases_by_mean",
            "db2 = dout.sum(axis=0)\n    dh = dout @ w2.T\n    dz = dh * (z > 0)\n    dw1 = x.T @ dz\n    db1 = dz.sum(axis=0)",
            "db2 = dout.mean(axis=0)\n    dh = dout @ w2.T\n    dz = dh * (z > 0)\n    dw1 = x.T @ dz\n    db1 = dz.mean(axis=0)",
        ),
        ("forward_without_b1", "x @ w1 + b1", "x @ w1"),
        ("forward_without_b2", "h @ w2 + b2", "h @ w2"),
        ("returns_gradients", "w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2", "dw1, db1, dw2, db2"),
        (
            "loss_last",
            "return loss, w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2",
            "return w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2, loss",
        ),
        ("loss_missing", "return loss, ", "return "),
        ("weights_tied", "out = h @ w2 + b2", "out = h @ w1.T + b2"),
        (None, "dw1 = x.T @ dz", "dw1 = x.T @ dh"),
        (
            "writes_into_parameters",
            "return loss, w1 - lr * dw1, b1 - lr * db1, w2 - lr * dw2, b2 - lr * db2",
            "w1 -= lr * dw1\n    b1 -= lr * db1\n    w2 -= lr * dw2\n    b2 -= lr * db2\n    return loss, w1, b1, w2, b2",
        ),
        (None, "(out - x) ** 2", "(out - x) ** 3"),
        (None, "b2 - lr * db2", "b2 - db2"),
        (
            ("factor_two_missing", "relu_unmasked"),
            "2 * (out - x) / (N * D)\n    dw2 = h.T @ dout\n    db2 = dout.sum(axis=0)\n    dh = dout @ w2.T\n    dz = dh * (z > 0)",
            "(out - x) / (N * D)\n    dw2 = h.T @ dout\n    db2 = dout.sum(axis=0)\n    dh = dout @ w2.T\n    dz = dh",
        ),
    ],
    "dictionaries": [
        ("target_is_zero", ' + params["b2"] - x', ' + params["b2"]'),
        ("relu_missing", "    code[mask] = 0\n", ""),
        ("relu_unmasked", "    delta[mask] = 0\n", ""),
        ("relu_by_gradient", "delta[mask] = 0", "delta[delta <= 0] = 0"),
        ("factor_two_missing", "error * 2", "error"),
        ("mean_over_samples", "error * 2 / error.size", "error * 2 / len(x)"),
        ("mean_over_samples", "error * 2 / error.size", "error / len(x)"),
        ("sum_of_squares", "error * 2 / error.size", "error * 2"),
        ("only_loss_summed", "np.sum(error * error) / error.size", "np.sum(error * error)"),
        ("only_loss_over_samples", "np.sum(error * error) / error.size", "np.sum(error * error) / len(error)"),
        ("loss_halved", "np.sum(error * error) / error.size", "np.sum(error * error) / 2 / error.size"),
        ("loss_is_root", "np.sum(error * error) / error.size", "np.sqrt(np.sum(error * error) / error.size)"),
        ("loss_is_absolute", "error * error", "abs(error)"),
        ("climbs", "-= lr", "+= lr"),
        ("forgets_lr", "-= lr *", "-="),
        ("decoder_gets_z", "code.T", "hidden.T"),
        (
            "writes_into_parameters",
            '{"w1": w1.copy(), "b1": b1.copy(), "w2": w2.copy(), "b2": b2.copy()}',
            '{"w1": w1, "b1": b1, "w2": w2, "b2": b2}',
        ),
        ("biases_not_trained", "for key in grads", 'for key in ("w1", "w2")'),
        ("trains_decoder_only", "for key in grads", 'for key in ("w2", "b2")'),
        ("trains_encoder_only", "for key in grads", 'for key in ("w1", "b1")'),
        (
            "biases_by_mean",
            'np.sum(delta, axis=0)\n    delta = np.dot(delta, params["w2"].T)\n    delta[mask] = 0\n    grads["w1"] = np.dot(x.T, delta)\n    grads["b1"] = np.sum(',
            'np.mean(delta, axis=0)\n    delta = np.dot(delta, params["w2"].T)\n    delta[mask] = 0\n    grads["w1"] = np.dot(x.T, delta)\n    grads["b1"] = np.mean(',
        ),
        (
            "returns_gradients",
            'params["w1"], params["b1"], params["w2"], params["b2"]',
            'grads["w1"], grads["b1"], grads["w2"], grads["b2"]',
        ),
        ("forward_without_b1", ' + params["b1"]', ""),
        ("forward_without_b2", ' + params["b2"]', ""),
        (
            "encoder_sees_new_decoder",
            '    delta = np.dot(delta, params["w2"].T)',
            '    params["w2"] -= lr * grads.pop("w2")\n    delta = np.dot(delta, params["w2"].T)',
        ),
        (
            "encoder_sees_new_decoder",
            '    delta = np.dot(delta, params["w2"].T)',
            '    params["w2"] -= lr * grads.pop("w2")\n    params["b2"] -= lr * grads.pop("b2")\n    delta = np.dot(delta, params["w2"].T)',
        ),
        (None, "hidden <= 0", "hidden > 0"),
        (None, "error * 2 / error.size", "error**2 / error.size"),
    ],
    "layer_functions": [
        ("relu_missing", "np.where(a > 0, a, 0.0)", "a"),
        ("relu_unmasked", "    g = g * (h > 0)\n", ""),
        ("relu_by_gradient", "(h > 0)", "(g > 0)"),
        ("target_is_hidden", "mse(y, x)", "mse(y, h)"),
        ("target_is_zero", "mse(y, x)", "mse(y, 0)"),
        ("relu_at_the_end", "y = affine(h, w2, b2)", "y = relu(affine(h, w2, b2))"),
        ("sigmoid_at_the_end", "y = affine(h, w2, b2)", "y = 1 / (1 + np.exp(-affine(h, w2, b2)))"),
        ("factor_two_missing", "2.0 * ", ""),
        (
            "mean_over_samples",
            "((y - t) ** 2).mean(), 2.0 * (y - t) / y.size",
            "((y - t) ** 2).sum() / len(y), 2.0 * (y - t) / len(y)",
        ),
        ("mean_over_samples", "y.size", "y.shape[0]"),
        ("sum_of_squares", "((y - t) ** 2).mean(), 2.0 * (y - t) / y.size", "((y - t) ** 2).sum(), 2.0 * (y - t)"),
        ("loss_halved", ".mean()", ".mean() / 2"),
        (
            ("factor_two_missing", "loss_halved"),
            "((y - t) ** 2).mean(), 2.0 * (y - t) / y.size",
            "0.5 * ((y - t) ** 2).mean(), (y - t) / y.size",
        ),
        ("biases_by_mean", "g.sum(0)", "g.mean(0)"),
        ("biases_keep_axes", "g.sum(0)", "g.sum(0, keepdims=True)"),
        ("climbs", "2.0 * (y - t)", "2.0 * (t - y)"),
        ("decoder_gets_z", "affine_back(g, h, w2)", "affine_back(g, z, w2)"),
        ("weights_tied", "affine(h, w2, b2)", "affine(h, w1.T, b2)"),
        ("loss_missing", "return loss, new_w1", "return new_w1"),
        ("loss_last", "return loss, new_w1, new_b1, new_w2, new_b2", "return new_w1, new_b1, new_w2, new_b2, loss"),
        ("biases_not_trained", "new_w1, new_b1, new_w2, new_b2", "new_w1, b1, new_w2, b2"),
        ("trains_decoder_only", "new_w1, new_b1, new_w2, new_b2", "w1, b1, new_w2, new_b2"),
        ("trains_nothing", "new_w1, new_b1, new_w2, new_b2", "w1, b1, w2, b2"),
        (
            "writes_into_parameters",
            "    new_w1 = w1 - lr * dw1\n    new_b1 = b1 - lr * db1\n    new_w2 = w2 - lr * dw2\n    new_b2 = b2 - lr * db2\n    return loss, new_w1, new_b1, new_w2, new_b2",
            "    w1 -= lr * dw1\n    w2 -= lr * dw2\n    return loss, w1, b1 - lr * db1, w2, b2 - lr * db2",
        ),
        (
            "forgets_lr",
            "    new_w1 = w1 - lr * dw1\n    new_b1 = b1 - lr * db1\n    new_w2 = w2 - lr * dw2\n    new_b2 = b2 - lr * db2",
            "    new_w1 = w1 - dw1\n    new_b1 = b1 - db1\n    new_w2 = w2 - dw2\n    new_b2 = b2 - db2",
        ),
        (None, "np.matmul(g, w.T)", "np.matmul(g, w.T) / len(g)"),
        (None, "new_b1 = b1 - lr * db1", "new_b1 = b1 - lr * db1 / len(x)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
