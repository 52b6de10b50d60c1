"""weight_decay_penalty in three styles."""

import numpy as np


def loop(weights, lam):
    total = 0
    for W in weights:
        if W.ndim > 1:
            total += np.sum(W**2)
    return 0.5 * lam * total


def generator(weights, lam):
    return sum(lam / 2 * np.sum(W * W) for W in weights if W.ndim >= 2)


def biases_skipped(weights, lam):
    penalty = 0.0
    for i in range(len(weights)):
        param = weights[i]
        if len(param.shape) == 1:
            continue
        flat = param.ravel()
        squares = flat @ flat
        penalty = penalty + lam * squares / 2
    return penalty


SLIPS = {
    "loop": [
        ("counts_biases", "if W.ndim > 1:", "if W.ndim > 0:"),
        ("forgets_half", "0.5 * lam", "lam"),
        ("forgets_square", "W**2", "W"),
        ("square_of_sum", "np.sum(W**2)", "np.sum(W) ** 2"),
        ("absolute_values", "W**2", "np.abs(W)"),
        ("absolute_values", "np.sum(W**2)\n    return 0.5 * lam", "np.sum(np.abs(W))\n    return lam"),
        ("takes_root", "lam * total", "lam * np.sqrt(total)"),
        ("takes_root", "np.sum(W**2)", "np.sqrt(np.sum(W**2))"),
        ("takes_root", "np.sum(W**2)", "np.linalg.norm(W)"),
        ("takes_mean", "np.sum", "np.mean"),
        ("first_layer_only", "    return 0.5", "            return 0.5"),
        ("last_layer_only", "total +=", "total ="),
        ("matrices_only", "W.ndim > 1", "W.ndim == 2"),
        ("forgets_lam", "0.5 * lam * total", "0.5 * total"),
        ("squares_lam", "np.sum(W**2)\n    return 0.5 * lam * total", "np.sum((lam * W) ** 2)\n    return 0.5 * total"),
        ("sums_products", "np.sum(W**2)", "np.sum(W.T @ W)"),
        ("divides_by_layers", "* total", "* total / len(weights)"),
        ("opposite_sign", "return 0.5", "return -0.5"),
        ("writes_into_weights", "total += np.sum(W**2)", "W **= 2\n            total += np.sum(W)"),
        (
            "adds_half_once",
            "np.sum(W**2)\n    return 0.5 * lam * total",
            "np.sum(W**2)\n            total *= 0.5 * lam\n    return total",
        ),
        (
            "forgets_half",
            "if W.ndim > 1:\n            total += np.sum(W**2)\n    return 0.5 * lam",
            "if True:\n            total += np.sum(W**2)\n    return lam",
        ),
        (None, "W**2", "W**3"),
        (None, "W.ndim > 1", "W.ndim > 2"),
        ("doubles_instead_of_squares", "W**2", "2 * W"),
    ],
    "generator": [
        ("counts_biases", " if W.ndim >= 2", ""),
        ("forgets_half", "lam / 2", "lam"),
        ("forgets_square", "W * W", "W"),
        ("sums_products", "W * W", "W.T @ W"),
        (
            "returns_list",
            "sum(lam / 2 * np.sum(W * W) for W in weights if W.ndim >= 2)",
            "[lam / 2 * np.sum(W * W) for W in weights if W.ndim >= 2]",
        ),
        ("takes_mean", "np.sum(W * W)", "(W * W).mean()"),
        ("absolute_values", "lam / 2 * np.sum(W * W)", "lam * np.sum(np.abs(W))"),
        ("forgets_lam", "lam / 2", "1 / 2"),
        ("matrices_only", ">= 2", "== 2"),
        ("takes_root", "np.sum(W * W)", "np.sqrt((W * W).sum())"),
        ("square_of_sum", "np.sum(W * W)", "np.sum(W) ** 2"),
        (None, "lam / 2 *", "lam / 2 +"),
        ("doubles_instead_of_squares", "W * W", "W + W"),
        ("counts_biases_only", "W.ndim >= 2", "W.ndim < 2"),
    ],
    "biases_skipped": [
        ("counts_biases", "        if len(param.shape) == 1:\n            continue\n", ""),
        ("forgets_half", "squares / 2", "squares"),
        ("square_of_sum", "flat @ flat", "flat.sum() ** 2"),
        ("last_layer_only", "penalty + lam", "lam"),
        ("first_layer_only", "    return penalty", "        return penalty"),
        ("adds_half_once", "penalty + lam * squares / 2", "lam * (penalty + squares) / 2"),
        ("divides_by_layers", "return penalty", "return penalty / len(weights)"),
        ("divides_by_layers", "return penalty", "return penalty / (len(weights) // 2)"),
        ("matrices_only", "len(param.shape) == 1", "len(param.shape) != 2"),
        ("takes_mean", "squares / 2", "squares / 2 / param.size"),
        ("opposite_sign", "penalty + lam", "penalty - lam"),
        ("squares_lam", "lam * squares", "lam**2 * squares"),
        (None, "range(len(weights))", "range(1, len(weights))"),
        ("counts_biases_only", "len(param.shape) == 1", "len(param.shape) > 1"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
