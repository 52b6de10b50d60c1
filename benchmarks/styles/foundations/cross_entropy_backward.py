"""cross_entropy_backward in four styles."""

import numpy as np


def subtract_one(dout, logits, labels):
    N = logits.shape[0]
    exps = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    probs = exps / np.sum(exps, axis=1, keepdims=True)
    dlogits = probs.copy()
    dlogits[np.arange(N), labels] -= 1
    return dout * dlogits / N


def one_hot_rows(dout, logits, labels):
    N, K = logits.shape
    one_hot = np.zeros((N, K))
    one_hot[np.arange(N), labels] = 1
    z = logits - logits.max(axis=1, keepdims=True)
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return (p - one_hot) * dout / N


def loop_over_samples(dout, logits, labels):
    N = len(logits)
    dlogits = np.zeros(logits.shape)
    for n in range(N):
        e = np.exp(logits[n] - max(logits[n]))
        p = e / sum(e)
        p[labels[n]] -= 1
        dlogits[n] = p * dout / N
    return dlogits


def element_loops(dout, logits, labels):
    N, K = logits.shape
    dlogits = np.zeros((N, K))
    for n in range(N):
        m = np.max(logits[n])
        total = np.sum(np.exp(logits[n] - m))
        for k in range(K):
            p = np.exp(logits[n, k] - m) / total
            if k == labels[n]:
                dlogits[n, k] = dout / N * (p - 1)
            else:
                dlogits[n, k] = dout / N * p
    return dlogits


def scaled_copy(dout, logits, labels):
    N, K = logits.shape
    grad = np.exp(logits - logits.max(1).reshape(N, 1))
    grad /= grad.sum(1).reshape(N, 1)
    hot = np.arange(K) == labels.reshape(N, 1)
    grad = grad - hot
    grad *= dout
    grad /= N
    return grad


SLIPS = {
    "subtract_one": [
        ("ignores_dout", "dout * dlogits / N", "dlogits / N"),
        ("forgets_mean", "dout * dlogits / N", "dout * dlogits"),
        ("forgets_mean", "dout * dlogits / N", "dlogits"),
        ("divides_by_classes", "/ N", "/ logits.shape[1]"),
        ("divides_by_everything", "/ N", "/ logits.size"),
        ("forgets_labels", "    dlogits[np.arange(N), labels] -= 1\n", ""),
        ("adds_labels", "-= 1", "+= 1"),
        ("columns", "[np.arange(N), labels]", "[:, labels]"),
        ("rows", "[np.arange(N), labels]", "[labels]"),
        ("counts_from_one", "labels]", "labels - 1]"),
        ("subtracts_label", "labels] -= 1", "labels] -= labels"),
        ("winner_for_label", "[np.arange(N), labels]", "[np.arange(N), np.argmax(logits, axis=1)]"),
        ("not_shifted", "np.exp(logits - np.max(logits, axis=1, keepdims=True))", "np.exp(logits)"),
        ("shifted_by_batch", "np.max(logits, axis=1, keepdims=True)", "np.max(logits)"),
        ("over_samples", "np.sum(exps, axis=1", "np.sum(exps, axis=0"),
        ("sum_not_in_line", "np.sum(exps, axis=1, keepdims=True)", "np.sum(exps, axis=1)"),
        ("not_divided", " / np.sum(exps, axis=1, keepdims=True)", ""),
        ("over_everything", "np.sum(exps, axis=1, keepdims=True)", "np.sum(exps)"),
        ("writes_into_logits", "dlogits = probs.copy()", "dlogits = logits\n    dlogits[:] = probs"),
        ("squared_error", "dout * dlogits", "2 * dout * dlogits"),
        ("adds_dout", "dout * dlogits / N", "dout + dlogits / N"),
        ("derivative_twice", "dout * dlogits / N", "dout * dlogits * probs * (1 - probs) / N"),
        ("log_for_softmax", "probs.copy()", "np.log(probs)"),
        ("divides_twice", "-= 1", "-= 1 / N"),
        (None, "-= 1", "= 1"),
        (
            ("columns", "forgets_mean"),
            "dlogits[np.arange(N), labels] -= 1\n    return dout * dlogits / N",
            "dlogits[:, labels] -= 1\n    return dout * dlogits",
        ),
        (
            ("ignores_dout", "over_samples"),
            "np.sum(exps, axis=1, keepdims=True)\n    dlogits = probs.copy()\n    dlogits[np.arange(N), labels] -= 1\n    return dout * dlogits / N",
            "np.sum(exps, axis=0)\n    dlogits = probs.copy()\n    dlogits[np.arange(N), labels] -= 1\n    return dlogits / N",
        ),
    ],
    "one_hot_rows": [
        ("opposite_sign", "(p - one_hot)", "(one_hot - p)"),
        ("ignores_dout", " * dout", ""),
        ("forgets_mean", " / N", ""),
        ("forgets_mean", "(p - one_hot) * dout / N", "p - one_hot"),
        ("divides_by_classes", "dout / N", "dout / K"),
        ("divides_by_everything", "dout / N", "dout / (N * K)"),
        ("divides_twice", "dout / N", "dout / N / N"),
        ("dout_inside", "(p - one_hot) * dout / N", "(p * dout - one_hot) / N"),
        ("mean_inside", "(p - one_hot) * dout / N", "(p - one_hot / N) * dout"),
        ("mean_inside", "(p - one_hot) * dout / N", "(p / N - one_hot) * dout"),
        ("mean_inside", "(p - one_hot) * dout / N", "dout * (p - one_hot / N)"),
        ("brackets_missing", "(p - one_hot) * dout / N", "dout / N * p - one_hot"),
        ("columns", "one_hot[np.arange(N), labels]", "one_hot[:, labels]"),
        ("rows", "one_hot[np.arange(N), labels]", "one_hot[labels]"),
        ("without_softmax", "(p - one_hot)", "(logits - one_hot)"),
        ("right_class_only", "(p - one_hot)", "(p - one_hot) * one_hot"),
        ("stops_at_probabilities", "(p - one_hot)", "(-one_hot / p)"),
        ("stops_at_log_probabilities", "(p - one_hot)", "(-one_hot)"),
        ("classes_from_labels", "np.zeros((N, K))", "np.zeros((N, labels.max() + 1))"),
        ("labels_as_one_hot", "(p - one_hot)", "(p - labels[:, None])"),
        ("sum_over_batch", "(p - one_hot) * dout / N", "np.sum(p - one_hot, axis=0) * dout / N"),
        ("divides_by_dout", "* dout / N", "/ dout / N"),
        ("over_samples", "sum(axis=1", "sum(axis=0"),
        ("shifted_by_minimum", "logits.max(", "logits.min("),
        ("sigmoid", "np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)", "1 / (1 + np.exp(-logits))"),
        ("winner_takes_all", "np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)", "np.eye(K)[logits.argmax(axis=1)]"),
        ("transposed", "(p - one_hot) * dout / N", "((p - one_hot) * dout / N).T"),
        ("squared_error", "(p - one_hot)", "2 * (p - one_hot)"),
        ("adds_labels", "(p - one_hot)", "(p + one_hot)"),
        (("opposite_sign", "forgets_mean"), "(p - one_hot) * dout / N", "(one_hot - p) * dout"),
        (None, "(p - one_hot) * dout / N", "(p - one_hot) ** 2 * dout / N"),
    ],
    "loop_over_samples": [
        ("forgets_mean", " / N", ""),
        ("ignores_dout", "p * dout", "p"),
        ("forgets_labels", "        p[labels[n]] -= 1\n", ""),
        ("adds_labels", "-= 1", "+= 1"),
        ("counts_from_one", "p[labels[n]]", "p[labels[n] - 1]"),
        ("not_shifted", "logits[n] - max(logits[n])", "logits[n]"),
        ("not_divided", "e / sum(e)", "e"),
        ("first_sample_only", "    return dlogits", "        return dlogits"),
        ("subtracts_label", "-= 1", "-= labels[n]"),
        ("shifted_by_batch", "max(logits[n])", "logits.max()"),
        ("writes_into_logits", "np.zeros(logits.shape)", "logits"),
        ("winner_for_label", "p[labels[n]]", "p[np.argmax(p)]"),
        ("divides_by_classes", "dout / N", "dout / len(p)"),
        (None, "dlogits[n] = p", "dlogits += p"),
    ],
    "element_loops": [
        ("right_class_only", "            else:\n                dlogits[n, k] = dout / N * p\n", ""),
        (
            "opposite_sign",
            "dlogits[n, k] = dout / N * (p - 1)\n            else:\n                dlogits[n, k] = dout / N * p",
            "dlogits[n, k] = dout / N * (1 - p)\n            else:\n                dlogits[n, k] = -dout / N * p",
        ),
        (
            "ignores_dout",
            "dlogits[n, k] = dout / N * (p - 1)\n            else:\n                dlogits[n, k] = dout / N * p",
            "dlogits[n, k] = (p - 1) / N\n            else:\n                dlogits[n, k] = p / N",
        ),
        (
            "forgets_mean",
            "dlogits[n, k] = dout / N * (p - 1)\n            else:\n                dlogits[n, k] = dout / N * p",
            "dlogits[n, k] = dout * (p - 1)\n            else:\n                dlogits[n, k] = dout * p",
        ),
        ("counts_from_one", "k == labels[n]", "k + 1 == labels[n]"),
        (None, "(p - 1)", "(1 - p)"),
        ("brackets_missing", "dout / N * (p - 1)", "dout / N * p - 1"),
        ("over_everything", "np.sum(np.exp(logits[n] - m))", "np.sum(np.exp(logits - m))"),
    ],
    "scaled_copy": [
        ("ignores_dout", "    grad *= dout\n", ""),
        ("forgets_mean", "    grad /= N\n", ""),
        ("opposite_sign", "grad - hot", "hot - grad"),
        ("forgets_labels", "    grad = grad - hot\n", ""),
        ("adds_labels", "grad - hot", "grad + hot"),
        ("not_divided", "    grad /= grad.sum(1).reshape(N, 1)\n", ""),
        ("over_everything", "grad.sum(1).reshape(N, 1)", "grad.sum()"),
        ("over_samples", "grad.sum(1).reshape(N, 1)", "grad.sum(0)"),
        ("counts_from_one", "np.arange(K) ==", "np.arange(1, K + 1) =="),
        ("divides_by_classes", "grad /= N", "grad /= K"),
        ("divides_by_everything", "grad /= N", "grad /= N * K"),
        ("sum_not_in_line", "grad.sum(1).reshape(N, 1)", "grad.sum(1)"),
        ("not_shifted", " - logits.max(1).reshape(N, 1)", ""),
        ("shifted_by_mean", "logits.max(1)", "logits.mean(1)"),
        ("labels_as_one_hot", "grad - hot", "grad - labels.reshape(N, 1)"),
        ("dout_inside", "grad = grad - hot\n    grad *= dout", "grad *= dout\n    grad = grad - hot"),
        (
            "brackets_missing",
            "    grad = grad - hot\n    grad *= dout\n    grad /= N\n",
            "    grad *= dout\n    grad /= N\n    grad = grad - hot\n",
        ),
        ("right_class_only", "return grad", "return grad * hot"),
        ("sum_over_batch", "return grad", "return grad.sum(axis=0)"),
        (None, "grad *= dout", "grad += dout"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
