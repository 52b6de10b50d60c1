"""multilayer_perceptron in three styles."""

import numpy as np


def matrix_products(x, weights, thresholds):
    h = x
    for W, t in zip(weights, thresholds):
        h = (h @ W >= t).astype(int)
    return h


def indices(x, weights, thresholds):
    L = len(weights)
    inputs = x.copy()
    for i in range(L):
        sums = np.dot(inputs, weights[i])
        z = sums - thresholds[i]
        inputs = np.where(z >= 0, 1, 0)
    return inputs


def loop_over_neurons(x, weights, thresholds):
    inputs = x
    for W, t in zip(weights, thresholds):
        N, M = len(inputs), W.shape[1]
        out = np.zeros((N, M), dtype=int)
        for n in range(N):
            for k in range(M):
                total = np.sum(inputs[n] * W[:, k])
                if total >= t[k]:
                    out[n, k] = 1
        inputs = out
    return inputs


SLIPS = {
    "matrix_products": [
        ("strictly_greater", ">=", ">"),
        ("ignores_thresholds", ">= t", ">= 0"),
        ("ignores_thresholds", ">= t", "> 0"),
        ("adds_thresholds", "h @ W >= t", "h @ W + t >= 0"),
        ("fires_below", ">=", "<"),
        ("fires_below", ">=", "<="),
        ("feeds_x_again", "h @ W", "x @ W"),
        ("first_layer_only", "    return h", "        return h"),
        ("transposes_weights", "h @ W", "h @ W.T"),
        ("returns_bools", "(h @ W >= t).astype(int)", "h @ W >= t"),
        ("returns_floats", "astype(int)", "astype(float)"),
        ("first_threshold_for_all", ">= t", ">= t[0]"),
        ("loses_an_axis", "return h", "return h.flatten()"),
        ("loses_an_axis", "return h", "return h.squeeze()"),
        ("loses_an_axis", "return h", "return h[:, 0]"),
        ("neurons_first", "return h", "return h.T"),
        (
            "returns_sums",
            "h = (h @ W >= t).astype(int)\n    return h",
            "sums = h @ W\n        h = (sums >= t).astype(int)\n    return sums",
        ),
        ("stops_before_last_layer", "zip(weights, thresholds)", "zip(weights[:-1], thresholds[:-1])"),
        ("minus_one", "(h @ W >= t).astype(int)", "np.where(h @ W >= t, 1, -1)"),
        (
            "returns_every_layer",
            "h = x\n    for W, t in zip(weights, thresholds):\n        h = (h @ W >= t).astype(int)\n    return h",
            "h = x\n    layers = []\n    for W, t in zip(weights, thresholds):\n        h = (h @ W >= t).astype(int)\n        layers.append(h)\n    return layers",
        ),
        (
            "empties_the_lists",
            "for W, t in zip(weights, thresholds):\n        h = (h @ W >= t)",
            "while weights:\n        W, t = weights.pop(0), thresholds.pop(0)\n        h = (h @ W >= t)",
        ),
        (("strictly_greater", "returns_floats"), "(h @ W >= t).astype(int)", "(h @ W > t).astype(float)"),
        (("strictly_greater", "returns_bools"), "(h @ W >= t).astype(int)", "h @ W > t"),
        (None, "zip(weights, thresholds)", "zip(weights[::-1], thresholds[::-1])"),
        (None, "zip(weights, thresholds)", "zip(weights[1:], thresholds[1:])"),
    ],
    "indices": [
        ("strictly_greater", ">=", ">"),
        ("adds_thresholds", "sums - thresholds", "sums + thresholds"),
        ("ignores_thresholds", "sums - thresholds[i]", "sums"),
        ("stops_before_last_layer", "range(L)", "range(L - 1)"),
        ("feeds_x_again", "np.dot(inputs, weights[i])", "np.dot(x, weights[i])"),
        ("fires_below", "1, 0)", "0, 1)"),
        ("minus_one", "1, 0)", "1, -1)"),
        ("returns_floats", "1, 0)", "1.0, 0.0)"),
        ("first_layer_only", "    return inputs", "        return inputs"),
        (
            "sums_between_layers",
            "inputs = np.where(z >= 0, 1, 0)\n    return inputs",
            "inputs = z\n    return np.where(z >= 0, 1, 0)",
        ),
        (
            "sums_between_layers",
            "z = sums - thresholds[i]\n        inputs = np.where(z >= 0, 1, 0)\n    return inputs",
            "z = sums - thresholds[i]\n        inputs = sums\n    return np.where(z >= 0, 1, 0)",
        ),
        (
            "relu_between_layers",
            "inputs = np.where(z >= 0, 1, 0)\n    return inputs",
            "inputs = np.maximum(z, 0)\n    return np.where(z >= 0, 1, 0)",
        ),
        (
            "sigmoid_between_layers",
            "inputs = np.where(z >= 0, 1, 0)\n    return inputs",
            "inputs = 1 / (1 + np.exp(-z))\n    return np.where(z >= 0, 1, 0)",
        ),
        ("returns_sums", "return inputs", "return z"),
        ("first_threshold_for_all", "thresholds[i]", "thresholds[i][0]"),
        (None, "thresholds[i]", "thresholds[0]"),
        (None, "weights[i]", "weights[0]"),
        (
            ("strictly_greater", "stops_before_last_layer"),
            "range(L):\n        sums = np.dot(inputs, weights[i])\n        z = sums - thresholds[i]\n        inputs = np.where(z >= 0",
            "range(L - 1):\n        sums = np.dot(inputs, weights[i])\n        z = sums - thresholds[i]\n        inputs = np.where(z > 0",
        ),
    ],
    "loop_over_neurons": [
        ("strictly_greater", ">=", ">"),
        ("fires_below", ">=", "<"),
        ("ignores_thresholds", ">= t[k]", ">= 0"),
        ("first_threshold_for_all", "t[k]", "t[0]"),
        ("feeds_x_again", "inputs[n] *", "x[n] *"),
        ("first_layer_only", "    return inputs", "        return inputs"),
        ("transposes_weights", "W[:, k]", "W[k]"),
        ("returns_floats", "np.zeros((N, M), dtype=int)", "np.zeros((N, M))"),
        ("minus_one", "out[n, k] = 1", "out[n, k] = 1\n                else:\n                    out[n, k] = -1"),
        ("adds_thresholds", "total >= t[k]", "total + t[k] >= 0"),
        ("neurons_first", "return inputs", "return inputs.T"),
        (None, "t[k]", "t[-1]"),
        (None, "inputs = out", "x = out"),
        (None, "W[:, k]", "W[:, 0]"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
