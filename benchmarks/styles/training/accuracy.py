"""accuracy in three styles."""

import numpy as np


def counters(logits, labels):
    correct = 0
    total = 0
    for batch, classes in zip(logits, labels):
        predictions = np.argmax(batch, axis=1)
        correct += np.sum(predictions == classes)
        total += len(classes)
    return correct / total


def concatenated(logits, labels):
    scores = np.concatenate(logits)
    truth = np.concatenate(labels)
    return float((scores.argmax(axis=1) == truth).mean())


def element_loops(logits, labels):
    right = 0
    n = 0
    for b in range(len(logits)):
        for i in range(logits[b].shape[0]):
            best = 0
            for k in range(1, logits[b].shape[1]):
                if logits[b][i, k] > logits[b][i, best]:
                    best = k
            if best == labels[b][i]:
                right += 1
            n += 1
    return right / n


SLIPS = {
    "counters": [
        ("counts_missing_samples", "return correct / total", "return correct / (len(logits) * len(logits[0]))"),
        (
            "mean_of_batches",
            "correct += np.sum(predictions == classes)\n        total += len(classes)",
            "correct += np.mean(predictions == classes)\n        total += 1",
        ),
        (
            "sum_of_batches",
            "correct += np.sum(predictions == classes)\n        total += len(classes)\n    return correct / total",
            "correct += np.mean(predictions == classes)\n    return correct",
        ),
        (
            "sum_of_batches",
            "correct += np.sum(predictions == classes)\n        total += len(classes)\n    return correct / total",
            "correct += np.sum(predictions == classes) / len(classes)\n    return correct",
        ),
        ("divides_by_batches", "total += len(classes)", "total += 1"),
        ("divides_by_batches", "return correct / total", "return correct / len(logits)"),
        ("divides_by_one_batch", "total += len(classes)", "total = len(classes)"),
        ("divides_by_one_batch", "return correct / total", "return correct / len(labels[0])"),
        ("divides_by_classes", "total += len(classes)", "total += batch.size"),
        ("counts_only", "return correct / total", "return float(correct)"),
        ("counts_only", "return correct / total", "return correct"),
        (
            "last_batch_only",
            "    correct = 0\n    total = 0\n    for batch, classes in zip(logits, labels):\n",
            "    for batch, classes in zip(logits, labels):\n        correct = 0\n        total = 0\n",
        ),
        (
            "last_batch_only",
            "correct += np.sum(predictions == classes)\n        total += len(classes)",
            "correct = np.sum(predictions == classes)\n        total = len(classes)",
        ),
        ("first_batch_only", "    return correct / total", "        return correct / total"),
        ("leaves_out_last_batch", "zip(logits, labels)", "zip(logits[:-1], labels[:-1])"),
        ("error_rate", "predictions == classes", "predictions != classes"),
        ("in_percent", "correct / total", "100 * correct / total"),
        ("smallest_logit", "argmax", "argmin"),
        ("largest_absolute_logit", "np.argmax(batch", "np.argmax(np.abs(batch)"),
        ("argmax_over_samples", "axis=1", "axis=0"),
        ("labels_from_one", "np.argmax(batch, axis=1)", "np.argmax(batch, axis=1) + 1"),
        ("whole_division", "correct / total", "correct // total"),
        (None, "np.argmax(batch, axis=1)", "np.argmax(batch)"),
        (None, "correct = 0\n", "correct = 1\n"),
        (None, "correct += np.sum(predictions == classes)", "correct = np.sum(predictions == classes)"),
    ],
    "concatenated": [
        ("error_rate", "== truth", "!= truth"),
        ("smallest_logit", "scores.argmax", "scores.argmin"),
        ("argmax_over_samples", "argmax(axis=1)", "argmax(axis=0)"),
        ("counts_only", ".mean()", ".sum()"),
        (
            "in_percent",
            "float((scores.argmax(axis=1) == truth).mean())",
            "float((scores.argmax(axis=1) == truth).mean() * 100)",
        ),
        ("labels_from_one", "== truth", "== truth - 1"),
        (
            "divides_by_batches",
            "(scores.argmax(axis=1) == truth).mean()",
            "(scores.argmax(axis=1) == truth).sum() / len(logits)",
        ),
        (
            "divides_by_classes",
            "(scores.argmax(axis=1) == truth).mean()",
            "(scores.argmax(axis=1) == truth).sum() / scores.size",
        ),
        (
            "mean_of_batches",
            "float((scores.argmax(axis=1) == truth).mean())",
            "np.mean([np.mean(s.argmax(axis=1) == t) for s, t in zip(logits, labels)])",
        ),
        ("largest_absolute_logit", "scores.argmax(axis=1)", "abs(scores).argmax(axis=1)"),
        (
            "leaves_out_last_batch",
            "np.concatenate(logits)\n    truth = np.concatenate(labels)",
            "np.concatenate(logits[:-1])\n    truth = np.concatenate(labels[:-1])",
        ),
        (
            "counts_missing_samples",
            "(scores.argmax(axis=1) == truth).mean()",
            "(scores.argmax(axis=1) == truth).sum() / (len(labels) * len(labels[0]))",
        ),
        (None, "scores.argmax(axis=1)", "scores.argsort(axis=1)[:, -2]"),
        (None, "== truth", ">= truth"),
    ],
    "element_loops": [
        ("smallest_logit", "[i, k] > logits", "[i, k] < logits"),
        ("error_rate", "best == labels", "best != labels"),
        ("positive_logit", "if best == labels[b][i]", "if logits[b][i, labels[b][i]] > 0"),
        ("labels_from_one", "== labels[b][i]", "+ 1 == labels[b][i]"),
        ("first_batch_only", "    return right / n", "        return right / n"),
        ("leaves_out_last_batch", "range(len(logits))", "range(len(logits) - 1)"),
        ("divides_by_batches", "            n += 1", "        n += 1"),
        ("counts_only", "return right / n", "return float(right)"),
        ("whole_division", "right / n", "right // n"),
        (
            "divides_by_one_batch",
            "    n = 0\n    for b in range(len(logits)):\n",
            "    for b in range(len(logits)):\n        n = 0\n",
        ),
        (None, "range(1, logits[b].shape[1])", "range(1, logits[b].shape[1] - 1)"),
        (None, "                    best = k\n", "                    best = k\n                    break\n"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
