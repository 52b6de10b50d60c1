"""activation_stats in three styles."""

import numpy as np


def appended(x, weights, activation):
    means, stds, fractions = [], [], []
    a = x
    for W in weights:
        z = a @ W
        if activation == "sigmoid":
            a = 1 / (1 + np.exp(-z))
            dead = (a < 0.05) | (a > 0.95)
        elif activation == "tanh":
            a = np.tanh(z)
            dead = (a < -0.95) | (a > 0.95)
        else:
            a = np.maximum(z, 0)
            dead = a == 0
        means.append(a.mean())
        stds.append(a.std())
        fractions.append(dead.mean())
    return np.array(means), np.array(stds), np.array(fractions)


def filled(x, weights, activation):
    L = len(weights)
    mean, std, saturated = np.zeros(L), np.zeros(L), np.zeros(L)
    functions = {
        "sigmoid": lambda z: 1 / (1 + np.exp(-z)),
        "tanh": np.tanh,
        "relu": lambda z: np.where(z > 0, z, 0),
    }
    low = {"sigmoid": 0.05, "tanh": -0.95}
    for layer in range(L):
        x = functions[activation](np.dot(x, weights[layer]))
        mean[layer] = np.mean(x)
        std[layer] = np.sqrt(np.mean((x - mean[layer]) ** 2))
        if activation == "relu":
            count = np.sum(x == 0)
        else:
            count = np.sum(x < low[activation]) + np.sum(x > 0.95)
        saturated[layer] = count / x.size
    return mean, std, saturated


def in_two_passes(x, weights, activation):
    layers = [x]
    for W in weights:
        z = layers[-1].dot(W)
        if activation == "relu":
            layers.append(z * (z > 0))
        elif activation == "tanh":
            layers.append((np.exp(z) - np.exp(-z)) / (np.exp(z) + np.exp(-z)))
        else:
            layers.append(1 / (1 + np.exp(-z)))
    outs = layers[1:]
    edges = {"sigmoid": (0.05, 0.95), "tanh": (-0.95, 0.95), "relu": (1e-300, np.inf)}
    lower, upper = edges[activation]
    mean = np.array([np.mean(a) for a in outs])
    std = np.array([np.std(a) for a in outs])
    saturated = np.array([np.mean((a < lower) | (a > upper)) for a in outs])
    return mean, std, saturated


SLIPS = {
    "appended": [
        (
            "before_activation",
            "means.append(a.mean())\n        stds.append(a.std())",
            "means.append(z.mean())\n        stds.append(z.std())",
        ),
        ("always_from_x", "z = a @ W", "z = x @ W"),
        ("transposed_weights", "a @ W", "a @ W.T"),
        (
            "activation_not_passed_on",
            "        fractions.append(dead.mean())",
            "        fractions.append(dead.mean())\n        a = z",
        ),
        (
            "last_layer_only",
            "    a = x\n    for W in weights:\n",
            "    a = x\n    for W in weights:\n        means, stds, fractions = [], [], []\n",
        ),
        (
            "first_sample_only",
            "a.mean())\n        stds.append(a.std())\n        fractions.append(dead.mean())",
            "a[0].mean())\n        stds.append(a[0].std())\n        fractions.append(dead[0].mean())",
        ),
        (
            "for_each_node",
            "a.mean())\n        stds.append(a.std())\n        fractions.append(dead.mean())",
            "a.mean(axis=0))\n        stds.append(a.std(axis=0))\n        fractions.append(dead.mean(axis=0))",
        ),
        ("mean_of_deviations", "a.std()", "a.std(axis=0).mean()"),
        ("mean_of_deviations", "a.std()", "a.std(axis=1).mean()"),
        ("variance_for_std", "a.std()", "a.var()"),
        ("unbiased_std", "a.std()", "a.std(ddof=1)"),
        ("swaps_mean_and_std", "np.array(means), np.array(stds)", "np.array(stds), np.array(means)"),
        (
            "upper_end_only",
            '(a < 0.05) | (a > 0.95)\n        elif activation == "tanh":\n            a = np.tanh(z)\n            dead = (a < -0.95) | (a > 0.95)',
            'a > 0.95\n        elif activation == "tanh":\n            a = np.tanh(z)\n            dead = a > 0.95',
        ),
        (
            "lower_end_only",
            '(a < 0.05) | (a > 0.95)\n        elif activation == "tanh":\n            a = np.tanh(z)\n            dead = (a < -0.95) | (a > 0.95)',
            'a < 0.05\n        elif activation == "tanh":\n            a = np.tanh(z)\n            dead = a < -0.95',
        ),
        (
            "both_at_once",
            '(a < 0.05) | (a > 0.95)\n        elif activation == "tanh":\n            a = np.tanh(z)\n            dead = (a < -0.95) | (a > 0.95)',
            '(a < 0.05) & (a > 0.95)\n        elif activation == "tanh":\n            a = np.tanh(z)\n            dead = (a < -0.95) & (a > 0.95)',
        ),
        ("counts_the_others", "dead.mean()", "1 - dead.mean()"),
        ("tanh_like_sigmoid", "a < -0.95", "a < 0.05"),
        ("relu_alive", "a == 0", "a > 0"),
        ("relu_never", "dead = a == 0", "dead = np.zeros_like(a)"),
        ("relu_never", "a == 0", "a < 0"),
        (
            "wider_edge",
            '(a < 0.05) | (a > 0.95)\n        elif activation == "tanh":\n            a = np.tanh(z)\n            dead = (a < -0.95) | (a > 0.95)',
            '(a < 0.1) | (a > 0.9)\n        elif activation == "tanh":\n            a = np.tanh(z)\n            dead = (a < -0.9) | (a > 0.9)',
        ),
        ("counts_for_fraction", "dead.mean()", "dead.sum()"),
        ("divides_by_samples", "dead.mean()", "dead.sum() / len(x)"),
        ("percent", "dead.mean()", "100 * dead.mean()"),
        ("root_mean_square", "a.std()", "np.sqrt((a**2).mean())"),
        (None, "np.maximum(z, 0)", "np.abs(z)"),
        (None, "a.mean()", "np.median(a)"),
        (None, "1 / (1 + np.exp(-z))", "1 / (1 + np.exp(z))"),
    ],
    "filled": [
        ("always_sigmoid", "functions[activation](", 'functions["sigmoid"]('),
        ("transposed_weights", "weights[layer])", "weights[layer].T)"),
        ("without_activation", "functions[activation](np.dot(x, weights[layer]))", "np.dot(x, weights[layer])"),
        ("variance_for_std", "np.sqrt(np.mean((x - mean[layer]) ** 2))", "np.mean((x - mean[layer]) ** 2)"),
        (
            "unbiased_std",
            "np.sqrt(np.mean((x - mean[layer]) ** 2))",
            "np.sqrt(np.sum((x - mean[layer]) ** 2) / (x.size - 1))",
        ),
        ("root_mean_square", "(x - mean[layer]) ** 2", "x**2"),
        ("counts_for_fraction", "count / x.size", "count"),
        ("divides_by_samples", "count / x.size", "count / len(x)"),
        ("percent", "count / x.size", "100 * count / x.size"),
        ("tanh_like_sigmoid", '"tanh": -0.95', '"tanh": 0.05'),
        ("upper_end_only", "np.sum(x < low[activation]) + ", ""),
        ("lower_end_only", " + np.sum(x > 0.95)", ""),
        ("relu_alive", "x == 0", "x > 0"),
        ("counts_the_others", "count / x.size", "1 - count / x.size"),
        ("swaps_mean_and_std", "return mean, std,", "return std, mean,"),
        ("sigmoid_like_tanh", '"sigmoid": 0.05', '"sigmoid": -0.95'),
        ("activates_x", "    for layer in range(L):", "    x = functions[activation](x)\n    for layer in range(L):"),
        ("first_sample_only", "    low = {", "    x = x[:1]\n    low = {"),
        ("last_layer_only", "return mean, std, saturated", "return mean[-1:], std[-1:], saturated[-1:]"),
        ("relu_never", "x == 0", "x < 0"),
        (None, "/ x.size", "/ x.shape[1]"),
        (None, "z > 0, z, 0", "z > 0, z, 0.01 * z"),
    ],
    "in_two_passes": [
        ("counts_inputs", "layers[1:]", "layers[:-1]"),
        ("counts_x", "layers[1:]", "layers"),
        ("always_from_x", "layers[-1].dot(W)", "layers[0].dot(W)"),
        ("variance_for_std", "np.std(a)", "np.var(a)"),
        (
            "for_each_node",
            "np.mean(a) for a in outs])\n    std = np.array([np.std(a) for a in outs])\n    saturated = np.array([np.mean((a < lower) | (a > upper)) for a in outs])",
            "np.mean(a, axis=0) for a in outs])\n    std = np.array([np.std(a, axis=0) for a in outs])\n    saturated = np.array([np.mean((a < lower) | (a > upper), axis=0) for a in outs])",
        ),
        ("both_at_once", "(a < lower) | (a > upper)", "(a < lower) & (a > upper)"),
        ("counts_the_others", "(a < lower) | (a > upper)", "(a >= lower) & (a <= upper)"),
        ("all_like_sigmoid", "edges[activation]", 'edges["sigmoid"]'),
        ("relu_like_sigmoid", "(1e-300, np.inf)", "(0.05, 0.95)"),
        ("relu_like_sigmoid", "(1e-300, np.inf)", "(0.05, np.inf)"),
        ("counts_for_fraction", "np.mean((a < lower) | (a > upper))", "np.sum((a < lower) | (a > upper))"),
        ("wider_edge", '(0.05, 0.95), "tanh": (-0.95, 0.95)', '(0.1, 0.9), "tanh": (-0.9, 0.9)'),
        ("narrower_edge", '(0.05, 0.95), "tanh": (-0.95, 0.95)', '(0.01, 0.99), "tanh": (-0.99, 0.99)'),
        ("unbiased_std", "np.std(a)", "np.std(a, ddof=1)"),
        ("mean_of_deviations", "np.std(a)", "np.mean(np.std(a, axis=0))"),
        ("all_layers_together", "outs = layers[1:]", "outs = [np.concatenate([a.ravel() for a in layers[1:]])]"),
        (None, "(a < lower) | (a > upper)", "a < upper"),
        (None, "z * (z > 0)", "np.minimum(z, 0)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
