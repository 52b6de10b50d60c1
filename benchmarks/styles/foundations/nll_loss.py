"""nll_loss in three styles."""

import numpy as np


def indices(log_probs, labels):
    N = log_probs.shape[0]
    return -np.mean(log_probs[np.arange(N), labels])


def loop_over_samples(log_probs, labels):
    total = 0
    for n in range(len(labels)):
        total -= log_probs[n, labels[n]]
    return total / len(labels)


def one_hot_rows(log_probs, labels):
    N, K = log_probs.shape
    target = np.eye(K)[labels]
    return -(target * log_probs).sum() / N


def take_along_axis(log_probs, labels):
    picked = np.take_along_axis(log_probs, labels[:, None], axis=1)
    return float(np.mean(-picked))


SLIPS = {
    "indices": [
        ("sum_for_mean", "np.mean(", "np.sum("),
        ("divides_twice", "labels])", "labels]) / N"),
        ("without_minus", "-np.mean", "np.mean"),
        ("one_loss_a_sample", "-np.mean(log_probs[np.arange(N), labels])", "-log_probs[np.arange(N), labels]"),
        ("all_classes", "log_probs[np.arange(N), labels]", "log_probs"),
        ("columns", "[np.arange(N), labels]", "[:, labels]"),
        ("rows", "[np.arange(N), labels]", "[labels]"),
        ("counts_from_one", "labels]", "labels - 1]"),
        ("winner_for_label", "[np.arange(N), labels]", "[np.arange(N), log_probs.argmax(axis=1)]"),
        ("winner_for_label", "log_probs[np.arange(N), labels]", "log_probs.max(axis=1)"),
        ("log_again", "np.mean(log_probs[np.arange(N), labels])", "np.mean(np.log(log_probs[np.arange(N), labels]))"),
        (
            "log_of_exp",
            "np.mean(log_probs[np.arange(N), labels])",
            "np.mean(np.log(np.exp(log_probs[np.arange(N), labels])))",
        ),
        ("probability", "np.mean(log_probs[np.arange(N), labels])", "np.mean(np.exp(log_probs[np.arange(N), labels]))"),
        (
            "divides_by_classes",
            "-np.mean(log_probs[np.arange(N), labels])",
            "-np.sum(log_probs[np.arange(N), labels]) / log_probs.shape[1]",
        ),
        ("labels_as_one_hot", "labels])", "labels.argmax()])"),
        (None, "-np.mean(", "-np.max("),
        (("sum_for_mean", "without_minus"), "-np.mean(", "np.sum("),
    ],
    "loop_over_samples": [
        ("sum_for_mean", " / len(labels)", ""),
        ("without_minus", "total -=", "total +="),
        ("last_sample_only", "total -=", "total = -"),
        ("first_sample_only", "    return total", "        return total"),
        ("counts_from_one", "labels[n]]", "labels[n] - 1]"),
        ("divides_by_classes", "/ len(labels)", "/ log_probs.shape[1]"),
        ("log_again", "total -= log_probs[n, labels[n]]", "total -= np.log(log_probs[n, labels[n]])"),
        ("probability", "total -= log_probs[n, labels[n]]", "total -= np.exp(log_probs[n, labels[n]])"),
        ("labels_as_one_hot", "log_probs[n, labels[n]]", "np.sum(log_probs[n] * labels[n])"),
        ("winner_for_label", "log_probs[n, labels[n]]", "log_probs[n].max()"),
        ("mean_over_everything", "/ len(labels)", "/ log_probs.size"),
        ("all_classes", "log_probs[n, labels[n]]", "log_probs[n].sum()"),
        ("whole_number", "/ len", "// len"),
        (None, "/ len(labels)", "/ (len(labels) - 1)"),
        (None, "log_probs[n, labels[n]]", "log_probs[0, labels[n]]"),
    ],
    "one_hot_rows": [
        ("classes_from_labels", "np.eye(K)", "np.eye(max(labels) + 1)"),
        ("labels_as_one_hot", "target * log_probs", "labels[:, None] * log_probs"),
        ("mean_over_everything", ".sum() / N", ".mean()"),
        ("sum_for_mean", " / N", ""),
        ("divides_by_classes", "/ N", "/ K"),
        ("without_minus", "-(target", "(target"),
        ("one_loss_a_sample", ".sum() / N", ".sum(axis=1)"),
        ("divides_twice", "/ N", "/ N / N"),
        ("log_again", "target * log_probs", "target * np.log(log_probs)"),
        ("probability", "target * log_probs", "target * np.exp(log_probs)"),
        (None, "-(target * log_probs)", "-((1 - target) * log_probs)"),
    ],
    "take_along_axis": [
        ("without_minus", "-picked", "picked"),
        ("sum_for_mean", "np.mean", "np.sum"),
        ("one_loss_a_sample", "float(np.mean(-picked))", "-picked[:, 0]"),
        ("one_loss_a_sample", "float(np.mean(-picked))", "-picked"),
        ("counts_from_one", "labels[:, None]", "labels[:, None] - 1"),
        ("whole_number", "float(", "int("),
        ("log_again", "-picked", "-np.log(picked)"),
        ("probability", "-picked", "-np.exp(picked)"),
        ("probability", "-picked", "1 - np.exp(picked)"),
        (
            "writes_into_log_probs",
            "picked = np.take_along_axis(log_probs, labels[:, None], axis=1)\n    return float(np.mean(-picked))",
            "log_probs *= -1\n    picked = np.take_along_axis(log_probs, labels[:, None], axis=1)\n    return float(np.mean(picked))",
        ),
        (None, "-picked", "abs(picked) ** 2"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
