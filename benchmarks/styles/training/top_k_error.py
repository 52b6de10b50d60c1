"""top_k_error in three styles."""

import numpy as np


def sorting(logits, labels, k):
    top = np.argsort(logits, axis=1)[:, -k:]
    hit = (top == labels[:, None]).any(axis=1)
    return 1 - hit.mean()


def sample_loop(logits, labels, k):
    N = len(labels)
    missed = 0
    for i in range(N):
        order = np.argsort(-logits[i])
        if labels[i] not in order[:k]:
            missed += 1
    return missed / N


def beaten(logits, labels, k):
    own = logits[np.arange(len(labels)), labels]
    larger = np.sum(logits > own[:, np.newaxis], axis=1)
    return float(np.mean(larger >= k))


SLIPS = {
    "sorting": [
        ("accuracy_instead", "1 - hit.mean()", "hit.mean()"),
        ("smallest_logits", "[:, -k:]", "[:, :k]"),
        ("smallest_logits", "np.argsort(logits, axis=1)[:, -k:]", "np.argsort(-logits, axis=1)[:, -k:]"),
        ("one_too_few", "-k:", "-k + 1 :"),
        ("one_too_many", "-k:", "-k - 1 :"),
        ("one_too_many", "-k:", "-(k + 1) :"),
        ("kth_only", "[:, -k:]", "[:, [-k]]"),
        ("top_one", "[:, -k:]", "[:, -1:]"),
        ("top_five", "-k:", "-5:"),
        ("sorts_over_samples", "np.argsort(logits, axis=1)", "np.argsort(logits, axis=0)"),
        ("mean_over_places", ".any(axis=1)", ""),
        ("all_or_nothing", ".any(axis=1)", ".any()"),
        ("divides_by_k", "1 - hit.mean()", "(1 - hit.mean()) / k"),
        ("divides_by_classes", "1 - hit.mean()", "(~hit).sum() / logits.shape[1]"),
        ("counts_only", "1 - hit.mean()", "np.sum(~hit)"),
        ("counts_only", "1 - hit.mean()", "float(len(hit) - hit.sum())"),
        ("in_percent", "1 - hit.mean()", "100 * (1 - hit.mean())"),
        ("largest_absolute_logits", "np.argsort(logits", "np.argsort(np.abs(logits)"),
        ("labels_from_one", "labels[:, None]", "labels[:, None] - 1"),
        ("labels_from_one", "top ==", "top + 1 =="),
        (None, "any(axis=1)", "all(axis=1)"),
        (None, "np.argsort(logits, axis=1)[:, -k:]", "np.sort(logits, axis=1)[:, -k:]"),
        (None, "any(axis=1)", "any(axis=0)"),
        (None, "1 - hit.mean()", "1 - hit.sum()"),
    ],
    "sample_loop": [
        ("accuracy_instead", "not in", "in"),
        ("smallest_logits", "-logits", "logits"),
        ("one_too_few", "order[:k]", "order[: k - 1]"),
        ("one_too_many", "order[:k]", "order[: k + 1]"),
        ("kth_only", "labels[i] not in order[:k]", "labels[i] != order[k - 1]"),
        ("top_one", "labels[i] not in order[:k]", "labels[i] != order[0]"),
        ("top_five", "order[:k]", "order[:5]"),
        ("place_from_argsort", "labels[i] not in order[:k]", "order[labels[i]] >= k"),
        ("counts_only", "return missed / N", "return float(missed)"),
        ("counts_only", "return missed / N", "return missed"),
        ("divides_by_classes", "missed / N", "missed / logits.shape[1]"),
        ("divides_by_k", "missed / N", "missed / (N * k)"),
        ("divides_by_k", "missed / N", "missed / k"),
        ("in_percent", "missed / N", "missed / N * 100"),
        ("labels_from_one", "labels[i] not", "labels[i] - 1 not"),
        ("largest_absolute_logits", "-logits[i]", "-abs(logits[i])"),
        (None, "missed += 1", "missed = 1"),
        (None, "range(N)", "range(1, N)"),
    ],
    "beaten": [
        ("one_too_many", ">= k", "> k"),
        ("accuracy_instead", ">= k", "< k"),
        ("smallest_logits", "logits > own", "logits < own"),
        ("sorts_over_samples", "axis=1", "axis=0"),
        ("one_too_few", "logits > own", "logits >= own"),
        ("top_one", ">= k", "> 0"),
        ("kth_only", "larger >= k", "larger != k - 1"),
        ("counts_only", "np.mean", "np.sum"),
        (
            "largest_absolute_logits",
            "own = logits[np.arange(len(labels)), labels]",
            "logits = abs(logits)\n    own = logits[np.arange(len(labels)), labels]",
        ),
        ("in_percent", "np.mean(larger >= k)", "100 * np.mean(larger >= k)"),
        ("divides_by_classes", "np.mean(larger >= k)", "np.sum(larger >= k) / logits.shape[1]"),
        (None, "larger >= k", "larger == k"),
        (None, "np.mean(larger >= k)", "np.mean(larger) / k"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
