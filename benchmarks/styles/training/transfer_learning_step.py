"""transfer_learning_step in three styles."""

import numpy as np


def plain(x, labels, w1, b1, w2, b2, lr):
    N = len(x)
    z = x @ w1 + b1
    features = np.maximum(z, 0)
    logits = features @ w2 + b2
    logits = logits - logits.max(axis=1, keepdims=True)
    e = np.exp(logits)
    probs = e / e.sum(axis=1, keepdims=True)
    dlogits = probs.copy()
    dlogits[np.arange(N), labels] -= 1
    dlogits /= N
    dw2 = features.T @ dlogits
    db2 = dlogits.sum(axis=0)
    return w1, b1, w2 - lr * dw2, b2 - lr * db2


def onehot(x, labels, w1, b1, w2, b2, lr):
    def softmax(a):
        a = a - np.max(a, axis=1)[:, None]
        return np.exp(a) / np.sum(np.exp(a), axis=1)[:, None]

    K = w2.shape[1]
    h = np.dot(x, w1) + b1
    h[h < 0] = 0
    y = softmax(np.dot(h, w2) + b2)
    t = np.eye(K)[labels]
    delta = (y - t) / x.shape[0]
    grads = {"w2": np.dot(h.T, delta), "b2": np.sum(delta, axis=0)}
    params = {"w1": w1.copy(), "b1": b1.copy(), "w2": w2.copy(), "b2": b2.copy()}
    for name in grads:
        params[name] -= lr * grads[name]
    return params["w1"], params["b1"], params["w2"], params["b2"]


def sample_by_sample(x, labels, w1, b1, w2, b2, lr):
    dw2 = np.zeros_like(w2)
    db2 = np.zeros_like(b2)
    for image, label in zip(x, labels):
        f = np.maximum(0, image @ w1 + b1)
        s = f @ w2 + b2
        p = np.exp(s - s.max())
        p = p / p.sum()
        p[label] -= 1
        dw2 += np.outer(f, p)
        db2 += p
    n = len(labels)
    new_w2 = w2 - lr * dw2 / n
    new_b2 = b2 - lr * db2 / n
    return w1, b1, new_w2, new_b2


SLIPS = {
    "plain": [
        (
            "trains_body",
            "    return w1, b1,",
            "    dz = dlogits @ w2.T * (z > 0)\n    w1 = w1 - lr * x.T @ dz\n    b1 = b1 - lr * dz.sum(axis=0)\n    return w1, b1,",
        ),
        (
            "trains_body",
            "    return w1, b1,",
            "    dz = dlogits @ w2.T\n    w1 = w1 - lr * x.T @ dz\n    b1 = b1 - lr * dz.sum(axis=0)\n    return w1, b1,",
        ),
        (
            "trains_body_weights",
            "    return w1, b1,",
            "    dz = dlogits @ w2.T * (z > 0)\n    w1 = w1 - lr * x.T @ dz\n    return w1, b1,",
        ),
        (
            "trains_body_bias",
            "    return w1, b1,",
            "    dz = dlogits @ w2.T * (z > 0)\n    b1 = b1 - lr * dz.sum(axis=0)\n    return w1, b1,",
        ),
        (
            "trains_body_only",
            "    return w1, b1, w2 - lr * dw2, b2 - lr * db2",
            "    dz = dlogits @ w2.T * (z > 0)\n    return w1 - lr * x.T @ dz, b1 - lr * dz.sum(axis=0), w2, b2",
        ),
        ("trains_nothing", "w2 - lr * dw2, b2 - lr * db2", "w2, b2"),
        ("head_bias_frozen", "b2 - lr * db2", "b2"),
        ("head_weights_frozen", "w2 - lr * dw2, ", "w2, "),
        ("head_from_zero", "N = len(x)", "N = len(x)\n    w2, b2 = np.zeros_like(w2), np.zeros_like(b2)"),
        ("returns_gradients", "w2 - lr * dw2, b2 - lr * db2", "dw2, db2"),
        ("climbs", "w2 - lr * dw2, b2 - lr * db2", "w2 + lr * dw2, b2 + lr * db2"),
        ("forgets_lr", "w2 - lr * dw2, b2 - lr * db2", "w2 - dw2, b2 - db2"),
        ("sums_over_batch", "    dlogits /= N\n", ""),
        ("divides_twice", "dlogits /= N", "dlogits /= N * N"),
        (
            "divides_twice",
            "features.T @ dlogits\n    db2 = dlogits.sum(axis=0)",
            "features.T @ dlogits / N\n    db2 = dlogits.mean(axis=0)",
        ),
        ("divides_by_classes", "dlogits /= N", "dlogits /= dlogits.size"),
        ("bias_by_mean", "dlogits.sum(axis=0)", "dlogits.mean(axis=0)"),
        ("bias_not_summed", "dlogits.sum(axis=0)", "dlogits"),
        ("bias_keeps_axes", "dlogits.sum(axis=0)", "dlogits.sum(axis=0, keepdims=True)"),
        ("without_labels", "    dlogits[np.arange(N), labels] -= 1\n", ""),
        ("without_softmax", "dlogits = probs.copy()", "dlogits = logits.copy()"),
        ("like_squared_error", "dlogits /= N", "dlogits *= probs * (1 - probs)\n    dlogits /= N"),
        ("softmax_over_batch", "e.sum(axis=1", "e.sum(axis=0"),
        ("softmax_overflows", "    logits = logits - logits.max(axis=1, keepdims=True)\n", ""),
        ("head_without_bias", "features @ w2 + b2", "features @ w2"),
        ("body_without_bias", "x @ w1 + b1", "x @ w1"),
        ("body_without_relu", "features = np.maximum(z, 0)", "features = z"),
        ("head_on_sums", "features.T @ dlogits", "z.T @ dlogits"),
        ("returns_head_only", "return w1, b1, ", "return "),
        ("head_first", "return w1, b1, w2 - lr * dw2, b2 - lr * db2", "return w2 - lr * dw2, b2 - lr * db2, w1, b1"),
        (
            "writes_into_head",
            "return w1, b1, w2 - lr * dw2, b2 - lr * db2",
            "w2 -= lr * dw2\n    b2 -= lr * db2\n    return w1, b1, w2, b2",
        ),
        ("writes_into_head", "return w1, b1, w2 - lr * dw2", "w2 -= lr * dw2\n    return w1, b1, w2"),
        ("without_softmax", "dlogits = probs.copy()", "dlogits = features @ w2 + b2"),
        (None, "dlogits[np.arange(N), labels] -= 1", "dlogits[:, labels] -= 1"),
        (None, "np.maximum(z, 0)", "np.tanh(z)"),
        (None, "w2 - lr * dw2", "w2 - lr * dw2 / 2"),
    ],
    "onehot": [
        ("sums_over_batch", " / x.shape[0]", ""),
        ("without_labels", "(y - t)", "y"),
        ("climbs", "-= lr", "+= lr"),
        ("forgets_lr", "-= lr *", "-="),
        ("writes_into_head", '"w2": w2.copy(), "b2": b2.copy()', '"w2": w2, "b2": b2'),
        ("softmax_overflows", "        a = a - np.max(a, axis=1)[:, None]\n", ""),
        ("softmax_over_batch", "np.sum(np.exp(a), axis=1)[:, None]", "np.sum(np.exp(a), axis=0)"),
        ("head_bias_frozen", ', "b2": np.sum(delta, axis=0)', ""),
        ("head_weights_frozen", '"w2": np.dot(h.T, delta), ', ""),
        ("bias_by_mean", "np.sum(delta, axis=0)", "np.mean(delta, axis=0)"),
        ("body_without_relu", "    h[h < 0] = 0\n", ""),
        ("body_without_bias", "np.dot(x, w1) + b1", "np.dot(x, w1)"),
        ("head_without_bias", "np.dot(h, w2) + b2", "np.dot(h, w2)"),
        ("head_on_images", "np.dot(h.T, delta)", "np.dot(x.T, delta)"),
        (
            "trains_body",
            "    params = {",
            '    dh = np.dot(delta, w2.T) * (h > 0)\n    grads["w1"], grads["b1"] = np.dot(x.T, dh), np.sum(dh, axis=0)\n    params = {',
        ),
        ("like_squared_error", "delta = (y - t) / x.shape[0]", "delta = (y - t) * y * (1 - y) / x.shape[0]"),
        ("divides_by_classes", "x.shape[0]", "(x.shape[0] * K)"),
        ("climbs", "(y - t)", "(t - y)"),
        ("returns_gradients", 'params["w2"], params["b2"]', 'grads["w2"], grads["b2"]'),
        (
            "head_first",
            'return params["w1"], params["b1"], params["w2"], params["b2"]',
            'return params["w2"], params["b2"], params["w1"], params["b1"]',
        ),
        ("returns_head_only", 'params["w1"], params["b1"], params["w2"]', 'params["w2"]'),
        (None, "np.eye(K)[labels]", "np.eye(K)[labels - 1]"),
        (None, "h[h < 0] = 0", "h[h > 0] = 0"),
    ],
    "sample_by_sample": [
        ("sums_over_batch", "lr * dw2 / n\n    new_b2 = b2 - lr * db2 / n", "lr * dw2\n    new_b2 = b2 - lr * db2"),
        ("without_labels", "        p[label] -= 1\n", ""),
        ("softmax_overflows", "np.exp(s - s.max())", "np.exp(s)"),
        ("without_softmax", "        p = np.exp(s - s.max())\n        p = p / p.sum()\n", "        p = s.copy()\n"),
        ("body_without_relu", "np.maximum(0, image @ w1 + b1)", "image @ w1 + b1"),
        ("body_without_bias", "image @ w1 + b1", "image @ w1"),
        ("head_without_bias", "f @ w2 + b2", "f @ w2"),
        ("head_on_images", "np.outer(f, p)", "np.outer(image, p)"),
        ("climbs", "w2 - lr * dw2 / n\n    new_b2 = b2 - lr", "w2 + lr * dw2 / n\n    new_b2 = b2 + lr"),
        ("head_bias_frozen", "new_w2, new_b2", "new_w2, b2"),
        ("trains_nothing", "new_w2, new_b2", "w2, b2"),
        ("divides_by_classes", "n = len(labels)", "n = len(labels) * len(b2)"),
        ("forgets_lr", "lr * dw2 / n\n    new_b2 = b2 - lr * db2", "dw2 / n\n    new_b2 = b2 - db2"),
        (None, "dw2 += np.outer", "dw2 = np.outer"),
        (None, "        p = p / p.sum()\n", ""),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
