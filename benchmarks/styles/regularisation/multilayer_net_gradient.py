"""multilayer_net_gradient in three styles."""

import numpy as np


def caches(x, labels, params, lam):
    L = len(params) // 2
    N = x.shape[0]
    inputs = []
    h = x
    for l in range(1, L + 1):
        inputs.append(h)
        z = h @ params[f"W{l}"] + params[f"b{l}"]
        h = np.maximum(z, 0) if l < L else z
    shifted = z - z.max(axis=1, keepdims=True)
    e = np.exp(shifted)
    probs = e / e.sum(axis=1, keepdims=True)
    dz = probs.copy()
    dz[np.arange(N), labels] -= 1
    dz /= N
    grads = {}
    for l in range(L, 0, -1):
        W = params[f"W{l}"]
        grads[f"W{l}"] = inputs[l - 1].T @ dz + lam * W
        grads[f"b{l}"] = dz.sum(axis=0)
        if l > 1:
            dh = dz @ W.T
            dz = dh * (inputs[l - 1] > 0)
    return grads


def pre_activations(x, labels, params, lam):
    layers = len(params) // 2
    zs, hs = [], [x]
    for i in range(layers):
        W, b = params["W" + str(i + 1)], params["b" + str(i + 1)]
        z = np.dot(hs[-1], W) + b
        zs.append(z)
        hs.append(np.where(z > 0, z, 0.0))
    logits = zs[-1]
    logits = logits - np.max(logits, axis=1, keepdims=True)
    softmax = np.exp(logits) / np.sum(np.exp(logits), axis=1, keepdims=True)
    onehot = np.zeros_like(softmax)
    onehot[np.arange(len(x)), labels] = 1
    delta = (softmax - onehot) / len(x)
    grads = {}
    for i in reversed(range(layers)):
        W = params["W" + str(i + 1)]
        grads["W" + str(i + 1)] = np.dot(hs[i].T, delta)
        grads["W" + str(i + 1)] += lam * W
        grads["b" + str(i + 1)] = np.sum(delta, axis=0)
        if i > 0:
            delta = np.dot(delta, W.T)
            delta[zs[i - 1] <= 0] = 0
    return grads


def layer_functions(x, labels, params, lam):
    def affine(h, W, b):
        return h @ W + b, (h, W)

    def affine_back(d, cache):
        h, W = cache
        return d @ W.T, h.T @ d, d.sum(0)

    def relu(z):
        return z * (z > 0), z

    def relu_back(d, z):
        return d * (z > 0)

    names = sorted(k for k in params if k.startswith("W"))
    stack = []
    out = x
    for number, name in enumerate(names):
        if number > 0:
            out, cache = relu(out)
            stack.append(cache)
        out, cache = affine(out, params[name], params["b" + name[1:]])
        stack.append(cache)
    out = out - out.max(1)[:, None]
    logp = out - np.log(np.exp(out).sum(1))[:, None]
    d = np.exp(logp)
    for n in range(len(labels)):
        d[n, labels[n]] -= 1.0
    d = d / len(labels)
    result = {}
    for number, name in reversed(list(enumerate(names))):
        d, dW, db = affine_back(d, stack.pop())
        result[name] = dW + lam * params[name]
        result["b" + name[1:]] = db
        if number > 0:
            d = relu_back(d, stack.pop())
    return result


SLIPS = {
    "caches": [
        ("decays_biases", "dz.sum(axis=0)", 'dz.sum(axis=0) + lam * params[f"b{l}"]'),
        ("forgets_decay", " + lam * W", ""),
        ("halves_decay", "lam * W", "0.5 * lam * W"),
        ("doubles_decay", "lam * W", "2 * lam * W"),
        ("subtracts_decay", "+ lam * W", "- lam * W"),
        ("adds_penalty", "lam * W", "0.5 * lam * W**2"),
        ("adds_penalty", "lam * W", "lam / 2 * np.sum(W**2)"),
        ("adds_lam_and_w", "lam * W", "lam + W"),
        ("decays_by_sign", "lam * W", "lam * np.sign(W)"),
        ("averages_decay", "lam * W", "lam * W / N"),
        (
            "averages_decay",
            '    dz /= N\n    grads = {}\n    for l in range(L, 0, -1):\n        W = params[f"W{l}"]\n        grads[f"W{l}"] = inputs[l - 1].T @ dz + lam * W\n        grads[f"b{l}"] = dz.sum(axis=0)',
            '    grads = {}\n    for l in range(L, 0, -1):\n        W = params[f"W{l}"]\n        grads[f"W{l}"] = (inputs[l - 1].T @ dz + lam * W) / N\n        grads[f"b{l}"] = dz.sum(axis=0) / N',
        ),
        ("decays_last_only", "lam * W", "lam * W * (l == L)"),
        ("not_averaged", "    dz /= N\n", ""),
        (
            "averaged_twice",
            'inputs[l - 1].T @ dz + lam * W\n        grads[f"b{l}"] = dz.sum(axis=0)',
            'inputs[l - 1].T @ dz / N + lam * W\n        grads[f"b{l}"] = dz.sum(axis=0) / N',
        ),
        ("averaged_twice", "dz.sum(axis=0)", "dz.mean(axis=0)"),
        ("averaged_twice", "inputs[l - 1].T @ dz", "inputs[l - 1].T @ dz / N"),
        ("averaged_twice", "dz /= N", "dz /= N**2"),
        ("averaged_over_classes", "dz /= N", "dz /= dz.size"),
        ("averaged_at_each_layer", "dz @ W.T", "dz @ W.T / N"),
        ("forgets_onehot", "    dz[np.arange(N), labels] -= 1\n", ""),
        ("reversed_sign", "dz /= N", "dz /= -N"),
        ("forgets_softmax", "dz = probs.copy()", "dz = z.copy()"),
        ("softmax_over_samples", "e.sum(axis=1", "e.sum(axis=0"),
        ("softmax_overflows", "z - z.max(axis=1, keepdims=True)", "z"),
        ("derives_softmax_again", "dz /= N", "dz *= probs * (1 - probs)\n    dz /= N"),
        (
            "relu_at_the_end",
            "np.maximum(z, 0) if l < L else z\n    shifted = z - z.max(axis=1, keepdims=True)",
            "np.maximum(z, 0)\n    shifted = h - h.max(axis=1, keepdims=True)",
        ),
        ("relu_at_the_end", "dz /= N", "dz /= N\n    dz *= z > 0"),
        (
            "relu_at_the_end",
            "np.maximum(z, 0) if l < L else z\n    shifted = z - z.max(axis=1, keepdims=True)\n    e = np.exp(shifted)\n    probs = e / e.sum(axis=1, keepdims=True)\n    dz = probs.copy()\n    dz[np.arange(N), labels] -= 1\n    dz /= N",
            "np.maximum(z, 0)\n    shifted = h - h.max(axis=1, keepdims=True)\n    e = np.exp(shifted)\n    probs = e / e.sum(axis=1, keepdims=True)\n    dz = probs.copy()\n    dz[np.arange(N), labels] -= 1\n    dz /= N\n    dz *= h > 0",
        ),
        ("forgets_relu", "dh * (inputs[l - 1] > 0)", "dh"),
        ("masks_by_gradient", "dh * (inputs[l - 1] > 0)", "dh * (dh > 0)"),
        ("masks_by_previous_layer", "inputs[l - 1] > 0", "inputs[l - 2] > 0"),
        ("masks_the_wrong_way", "inputs[l - 1] > 0", "inputs[l - 1] <= 0"),
        ("multiplies_by_output", "(inputs[l - 1] > 0)", "inputs[l - 1]"),
        ("derives_sigmoid", "(inputs[l - 1] > 0)", "inputs[l - 1] * (1 - inputs[l - 1])"),
        ("x_as_every_input", "inputs[l - 1].T @ dz", "x.T @ dz"),
        ("weights_not_transposed", "W.T", "W"),
        ("forgets_biases", ' + params[f"b{l}"]', ""),
        ("biases_not_summed", "dz.sum(axis=0)", "dz"),
        ("biases_keep_axis", "dz.sum(axis=0)", "dz.sum(axis=0, keepdims=True)"),
        ("biases_in_one_number", "dz.sum(axis=0)", "dz.sum()"),
        (
            "names_with_d",
            'grads[f"W{l}"] = inputs[l - 1].T @ dz + lam * W\n        grads[f"b{l}"]',
            'grads[f"dW{l}"] = inputs[l - 1].T @ dz + lam * W\n        grads[f"db{l}"]',
        ),
        ("weights_only", '        grads[f"b{l}"] = dz.sum(axis=0)\n', ""),
        (
            "returns_loss",
            "return grads",
            "loss = -np.mean(np.log(probs[np.arange(N), labels]))\n    return loss, grads",
        ),
        (
            "updates_params",
            "    return grads",
            "    for k in grads:\n        params[k] -= 0.1 * grads[k]\n    return grads",
        ),
        (
            "updates_params",
            "inputs[l - 1].T @ dz + lam * W",
            'inputs[l - 1].T @ dz\n        W *= lam\n        grads[f"W{l}"] += W',
        ),
        ("relu_on_x", "h = x\n", "h = np.maximum(x, 0)\n"),
        (None, "dz[np.arange(N), labels] -= 1", "dz[:, labels] -= 1"),
        (None, "np.exp(shifted)", "np.exp(-shifted)"),
        (None, "dz.sum(axis=0)", "dz.max(axis=0)"),
        (
            ("forgets_decay", "not_averaged"),
            '    dz /= N\n    grads = {}\n    for l in range(L, 0, -1):\n        W = params[f"W{l}"]\n        grads[f"W{l}"] = inputs[l - 1].T @ dz + lam * W',
            '    grads = {}\n    for l in range(L, 0, -1):\n        W = params[f"W{l}"]\n        grads[f"W{l}"] = inputs[l - 1].T @ dz',
        ),
    ],
    "pre_activations": [
        ("decays_biases", "np.sum(delta, axis=0)", 'np.sum(delta, axis=0) + lam * params["b" + str(i + 1)]'),
        ("forgets_decay", '        grads["W" + str(i + 1)] += lam * W\n', ""),
        ("subtracts_decay", "+= lam", "-= lam"),
        ("halves_decay", "lam * W", "lam / 2 * W"),
        (
            "decays_first_only",
            '        grads["W" + str(i + 1)] += lam * W\n',
            '        if i == 0:\n            grads["W1"] += lam * W\n',
        ),
        (
            "decays_last_only",
            '        grads["W" + str(i + 1)] += lam * W\n',
            '        if i == layers - 1:\n            grads["W" + str(i + 1)] += lam * W\n',
        ),
        ("not_averaged", " / len(x)", ""),
        ("averaged_over_classes", "/ len(x)", "/ softmax.size"),
        ("averaged_twice", "np.sum(delta, axis=0)", "np.mean(delta, axis=0)"),
        ("averaged_twice", "np.dot(hs[i].T, delta)", "np.dot(hs[i].T, delta) / len(x)"),
        ("reversed_sign", "softmax - onehot", "onehot - softmax"),
        ("forgets_onehot", "softmax - onehot", "softmax"),
        ("forgets_softmax", "softmax - onehot", "zs[-1] - onehot"),
        ("softmax_overflows", "    logits = logits - np.max(logits, axis=1, keepdims=True)\n", ""),
        ("softmax_over_samples", "np.sum(np.exp(logits), axis=1, keepdims=True)", "np.sum(np.exp(logits), axis=0)"),
        ("relu_at_the_end", "logits = zs[-1]", "logits = hs[-1]"),
        ("relu_at_the_end", "/ len(x)", "/ len(x) * (zs[-1] > 0)"),
        ("forgets_relu", "            delta[zs[i - 1] <= 0] = 0\n", ""),
        (
            "masks_by_next_layer",
            "            delta = np.dot(delta, W.T)\n            delta[zs[i - 1] <= 0] = 0",
            "            delta = np.dot(delta * (zs[i] > 0), W.T)",
        ),
        ("masks_by_gradient", "delta[zs[i - 1] <= 0]", "delta[delta <= 0]"),
        ("masks_the_wrong_way", "zs[i - 1] <= 0", "zs[i - 1] > 0"),
        ("multiplies_by_output", "delta[zs[i - 1] <= 0] = 0", "delta = delta * hs[i]"),
        ("derives_sigmoid", "delta[zs[i - 1] <= 0] = 0", "delta = delta * hs[i] * (1 - hs[i])"),
        ("input_before_relu", "np.dot(hs[i].T, delta)", "np.dot((zs[i - 1] if i > 0 else x).T, delta)"),
        ("own_output_as_input", "hs[i].T", "hs[i + 1].T"),
        ("x_as_every_input", "np.dot(hs[i].T, delta)", "np.dot(x.T, delta)"),
        ("weights_not_transposed", "W.T)", "W)"),
        ("biases_keep_axis", "np.sum(delta, axis=0)", "np.sum(delta, axis=0, keepdims=True)"),
        ("biases_in_one_number", "np.sum(delta, axis=0)", "np.sum(delta)"),
        ("biases_not_summed", "np.sum(delta, axis=0)", "delta"),
        ("forgets_biases", "np.dot(hs[-1], W) + b", "np.dot(hs[-1], W)"),
        ("relu_on_x", "[x]\n", "[np.maximum(x, 0)]\n"),
        ("averages_decay", "lam * W", "lam * W / len(x)"),
        ("averaged_at_each_layer", "np.dot(delta, W.T)", "np.dot(delta, W.T) / len(x)"),
        (
            "updates_params",
            "    return grads",
            "    for key in grads:\n        params[key] -= 0.01 * grads[key]\n    return grads",
        ),
        (None, "np.where(z > 0, z, 0.0)", "np.where(z > 0, z, 0.1 * z)"),
        (
            None,
            "if i > 0:\n            delta = np.dot(delta, W.T)",
            "if i > 0:\n            delta = np.dot(delta, W.T) + lam",
        ),
        (None, "softmax - onehot", "softmax + onehot"),
    ],
    "layer_functions": [
        ("weights_not_transposed", "d @ W.T", "d @ W"),
        ("biases_not_summed", "d.sum(0)", "d"),
        ("biases_in_one_number", "d.sum(0)", "d.sum()"),
        ("averaged_twice", "d.sum(0)", "d.mean(0)"),
        ("averaged_twice", "h.T @ d, d.sum(0)", "h.T @ d / len(h), d.sum(0) / len(h)"),
        (
            "averaged_at_each_layer",
            "d @ W.T, h.T @ d, d.sum(0)",
            "d @ W.T / len(h), h.T @ d / len(h), d.sum(0) / len(h)",
        ),
        ("not_averaged", "    d = d / len(labels)\n", ""),
        ("forgets_relu", "return d * (z > 0)", "return d"),
        (
            "forgets_relu",
            "z * (z > 0), z\n\n    def relu_back(d, z):\n        return d * (z > 0)",
            "z, z\n\n    def relu_back(d, z):\n        return d",
        ),
        ("masks_by_gradient", "d * (z > 0)", "d * (d > 0)"),
        ("multiplies_by_output", "d * (z > 0)", "d * np.maximum(z, 0)"),
        ("masks_the_wrong_way", "d * (z > 0)", "d * (z < 0)"),
        ("forgets_biases", "h @ W + b,", "h @ W,"),
        (
            "relu_on_x",
            "if number > 0:\n            out, cache = relu(out)\n            stack.append(cache)",
            "out, cache = relu(out)\n        if number > 0:\n            stack.append(cache)",
        ),
        ("forgets_decay", " + lam * params[name]", ""),
        ("decays_by_sign", "lam * params[name]", "lam * np.sign(params[name])"),
        ("adds_penalty", "lam * params[name]", "0.5 * lam * params[name] ** 2"),
        ("doubles_decay", "lam * params[name]", "2 * lam * params[name]"),
        ("decays_biases", "= db\n", '= db + lam * params["b" + name[1:]]\n'),
        ("softmax_overflows", "    out = out - out.max(1)[:, None]\n", ""),
        ("forgets_onehot", "        d[n, labels[n]] -= 1.0\n", "        pass\n"),
        (
            "derives_softmax_again",
            "    d = d / len(labels)\n",
            "    d = d * np.exp(logp) * (1 - np.exp(logp))\n    d = d / len(labels)\n",
        ),
        (
            "names_with_d",
            'result[name] = dW + lam * params[name]\n        result["b"',
            'result["d" + name] = dW + lam * params[name]\n        result["db"',
        ),
        ("returns_loss", "return result", "return -logp[range(len(labels)), labels].mean(), result"),
        ("reversed_sign", "    d = d / len(labels)\n", "    d = -d / len(labels)\n"),
        ("forgets_softmax", "d = np.exp(logp)", "d = out"),
        (None, "-= 1.0", "-= 0.9"),
        (None, "z * (z > 0), z", "abs(z), z"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
