"""cross_entropy_forward in four styles."""

import numpy as np


def indices(logits, labels):
    N = logits.shape[0]
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    log_probs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.mean(log_probs[np.arange(N), labels])


def one_hot_rows(logits, labels):
    N, K = logits.shape
    one_hot = np.eye(K)[labels]
    z = logits - logits.max(axis=1, keepdims=True)
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.sum(one_hot * log_p) / N


def loop_over_samples(logits, labels):
    loss = 0.0
    for n in range(len(logits)):
        row = logits[n] - np.max(logits[n])
        log_prob = row - np.log(np.sum(np.exp(row)))
        loss += -log_prob[labels[n]]
    return loss / len(logits)


def log_sum_exp(logits, labels):
    m = logits.max(axis=1)
    lse = m + np.log(np.exp(logits - m[:, None]).sum(axis=1))
    right = logits[range(len(labels)), labels]
    return (lse - right).mean()


def picked_first(logits, labels):
    N = len(labels)
    z = logits - logits.max(axis=1, keepdims=True)
    e = np.exp(z)
    log_p = z[np.arange(N), labels] - np.log(e.sum(axis=1))
    return -log_p.sum() / N


SLIPS = {
    "indices": [
        (
            "log_of_softmax",
            "log_probs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))",
            "log_probs = np.log(np.exp(shifted) / np.sum(np.exp(shifted), axis=1, keepdims=True))",
        ),
        (
            "log_of_softmax",
            "log_probs = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))",
            "log_probs = np.log(np.exp(shifted) / np.sum(np.exp(shifted), axis=1, keepdims=True) + 1e-7)",
        ),
        ("not_shifted", "logits - np.max(logits, axis=1, keepdims=True)", "logits"),
        ("shifted_by_batch", "np.max(logits, axis=1, keepdims=True)", "np.max(logits)"),
        ("shifted_by_column", "np.max(logits, axis=1", "np.max(logits, axis=0"),
        ("over_samples", "np.exp(shifted), axis=1", "np.exp(shifted), axis=0"),
        ("over_everything", "np.sum(np.exp(shifted), axis=1, keepdims=True)", "np.sum(np.exp(shifted))"),
        ("sum_not_in_line", "np.sum(np.exp(shifted), axis=1, keepdims=True)", "np.sum(np.exp(shifted), axis=1)"),
        ("sum_for_mean", "np.mean(", "np.sum("),
        ("divides_twice", "labels])", "labels]) / N"),
        ("without_minus", "-np.mean", "np.mean"),
        ("one_loss_a_sample", "-np.mean(log_probs[np.arange(N), labels])", "-log_probs[np.arange(N), labels]"),
        ("all_classes", "log_probs[np.arange(N), labels]", "log_probs"),
        ("columns", "[np.arange(N), labels]", "[:, labels]"),
        ("rows", "[np.arange(N), labels]", "[labels]"),
        ("counts_from_one", "labels]", "labels - 1]"),
        ("winner_for_label", "[np.arange(N), labels]", "[np.arange(N), np.argmax(logits, axis=1)]"),
        ("without_log", "np.mean(log_probs[", "np.mean(np.exp(log_probs)["),
        ("without_softmax", "log_probs[np", "logits[np"),
        (
            "sum_without_log",
            "np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))",
            "np.sum(np.exp(shifted), axis=1, keepdims=True)",
        ),
        ("logarithm_to_base_2", "np.log(", "np.log2("),
        ("shifted_in_the_sum_only", "= shifted - np.log", "= logits - np.log"),
        (
            "divides_by_classes",
            "-np.mean(log_probs[np.arange(N), labels])",
            "-np.sum(log_probs[np.arange(N), labels]) / logits.shape[1]",
        ),
        ("writes_into_logits", "shifted = logits - np", "shifted = logits\n    shifted -= np"),
        (None, "-np.mean(", "-np.median("),
        (None, "-np.mean(", "-np.max("),
        (("sum_for_mean", "without_minus"), "-np.mean(", "np.sum("),
        (
            ("sum_for_mean", "counts_from_one"),
            "-np.mean(log_probs[np.arange(N), labels])",
            "-np.sum(log_probs[np.arange(N), labels - 1])",
        ),
    ],
    "one_hot_rows": [
        ("classes_from_labels", "np.eye(K)", "np.eye(labels.max() + 1)"),
        ("labels_as_one_hot", "one_hot * log_p", "labels[:, None] * log_p"),
        ("mean_over_everything", "-np.sum(one_hot * log_p) / N", "-np.mean(one_hot * log_p)"),
        ("divides_by_classes", "/ N", "/ K"),
        ("sum_for_mean", " / N", ""),
        ("without_minus", "-np.sum", "np.sum"),
        (
            "log_of_softmax",
            "z - np.log(np.exp(z).sum(axis=1, keepdims=True))",
            "np.log(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))",
        ),
        (
            "log_of_softmax",
            "z - np.log(np.exp(z).sum(axis=1, keepdims=True))",
            "np.log(np.clip(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), 1e-12, 1))",
        ),
        (
            "log_of_softmax",
            "z - np.log(np.exp(z).sum(axis=1, keepdims=True))",
            "np.log(np.clip(np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), 1e-12, 1 - 1e-12))",
        ),
        ("all_classes", "np.sum(one_hot * log_p)", "np.sum(log_p)"),
        ("one_loss_a_sample", "np.sum(one_hot * log_p) / N", "np.sum(one_hot * log_p, axis=1)"),
        ("binary", "one_hot * log_p)", "one_hot * log_p + (1 - one_hot) * np.log(1 - np.exp(log_p)))"),
        ("squared_error", "-np.sum(one_hot * log_p)", "np.sum((one_hot - np.exp(log_p)) ** 2)"),
        ("over_samples", "sum(axis=1", "sum(axis=0"),
        ("sum_not_in_line", ".max(axis=1, keepdims=True)", ".max(axis=1)"),
        ("shifted_by_minimum", "logits.max(", "logits.min("),
        ("weighted_by_probability", "one_hot * log_p", "np.exp(log_p) * log_p"),
        ("without_log", "one_hot * log_p", "one_hot * np.exp(log_p)"),
        (
            ("log_of_softmax", "sum_for_mean"),
            "    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))\n    return -np.sum(one_hot * log_p) / N",
            "    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)\n    return -np.sum(one_hot * np.log(p + 1e-7))",
        ),
        (None, "np.eye(K)[labels]", "np.eye(K)[labels] * 0.9 + 0.1 / K"),
    ],
    "loop_over_samples": [
        ("sum_for_mean", " / len(logits)", ""),
        ("last_sample_only", "loss += -log", "loss = -log"),
        ("without_minus", "loss += -log", "loss += log"),
        ("without_minus", "loss += -log", "loss -= -log"),
        ("first_sample_only", "    return loss", "        return loss"),
        ("divides_by_classes", "/ len(logits)", "/ logits.shape[1]"),
        ("divides_by_classes", "/ len(logits)", "/ len(logits[0])"),
        ("log_of_softmax", "row - np.log(np.sum(np.exp(row)))", "np.log(np.exp(row) / np.sum(np.exp(row)))"),
        ("not_shifted", "logits[n] - np.max(logits[n])", "logits[n]"),
        ("shifted_by_batch", "np.max(logits[n])", "np.max(logits)"),
        ("counts_from_one", "labels[n]", "labels[n] - 1"),
        ("winner_for_label", "log_prob[labels[n]]", "log_prob[np.argmax(row)]"),
        ("all_classes", "-log_prob[labels[n]]", "-np.sum(log_prob)"),
        ("labels_as_one_hot", "-log_prob[labels[n]]", "-np.sum(labels[n] * log_prob)"),
        ("mean_for_sum", "np.sum(", "np.mean("),
        ("mean_over_everything", "/ len(logits)", "/ logits.size"),
        (None, "log_prob[labels[n]]", "log_prob[labels[0]]"),
        (None, "loss / len(logits)", "loss / (len(logits) - 1)"),
    ],
    "log_sum_exp": [
        ("shifted_in_the_sum_only", "m + np.log(", "np.log("),
        ("without_minus", "lse - right", "right - lse"),
        ("sum_for_mean", ".mean()", ".sum()"),
        ("one_loss_a_sample", "(lse - right).mean()", "lse - right"),
        ("without_softmax", "(lse - right)", "(-right)"),
        ("not_shifted", "m + np.log(np.exp(logits - m[:, None]).sum(axis=1))", "np.log(np.exp(logits).sum(axis=1))"),
        ("columns", "logits[range(len(labels)), labels]", "logits[:, labels]"),
        (
            "sum_without_log",
            "np.log(np.exp(logits - m[:, None]).sum(axis=1))",
            "np.exp(logits - m[:, None]).sum(axis=1)",
        ),
        (
            "shifted_by_batch",
            "m = logits.max(axis=1)\n    lse = m + np.log(np.exp(logits - m[:, None]).sum(axis=1))",
            "m = logits.max()\n    lse = m + np.log(np.exp(logits - m).sum(axis=1))",
        ),
        ("without_sum", "m + np.log(np.exp(logits - m[:, None]).sum(axis=1))", "m"),
        ("counts_from_one", "labels]", "labels - 1]"),
    ],
    "picked_first": [
        (
            "log_of_softmax",
            "z[np.arange(N), labels] - np.log(e.sum(axis=1))",
            "np.log(e[np.arange(N), labels] / e.sum(axis=1))",
        ),
        (
            "log_of_softmax",
            "z[np.arange(N), labels] - np.log(e.sum(axis=1))",
            "np.log(e[np.arange(N), labels] / e.sum(axis=1) + 1e-7)",
        ),
        (
            "log_of_softmax",
            "z[np.arange(N), labels] - np.log(e.sum(axis=1))",
            "np.log(np.maximum(e[np.arange(N), labels] / e.sum(axis=1), 1e-15))",
        ),
        ("without_log", "z[np.arange(N), labels] - np.log(e.sum(axis=1))", "e[np.arange(N), labels] / e.sum(axis=1)"),
        ("without_sum", " - np.log(e.sum(axis=1))", ""),
        ("sum_without_log", "np.log(e.sum(axis=1))", "e.sum(axis=1)"),
        ("not_shifted", "z = logits - logits.max(axis=1, keepdims=True)", "z = logits"),
        ("shifted_in_the_sum_only", "z[np", "logits[np"),
        ("shifted_in_front_only", "np.exp(z)", "np.exp(logits)"),
        ("over_everything", "e.sum(axis=1)", "e.sum()"),
        ("sum_for_mean", " / N", ""),
        ("divides_by_classes", "/ N", "/ logits.shape[1]"),
        ("without_minus", "-log_p", "log_p"),
        ("one_loss_a_sample", "-log_p.sum() / N", "-log_p"),
        ("one_loss_a_sample", "-log_p.sum() / N", "-log_p / N"),
        ("share_of_errors", "-log_p.sum() / N", "(z.argmax(axis=1) != labels).mean()"),
        (None, "-log_p.sum() / N", "np.exp(-log_p.sum() / N)"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
