"""Top-k error: the share of samples whose label is beaten by k classes or more."""

import numpy as np

from grader import Case, Spec

from ._scores import ranked


def top_k_error(logits, labels, k):
    """The share of samples whose label is not among the k largest logits, logits (N, K), labels (N,).

    Russakovsky et al., ImageNet large scale visual recognition challenge (International Journal of Computer Vision
    115, 2015), section 4.
    """
    best = np.argsort(logits, axis=1)[:, -k:]  # ascending, so the best stand at the end
    hit = (best == labels[:, None]).any(axis=1)
    return float(1 - hit.mean())


def by_counting(logits, labels, k):
    """A label is missed when k logits of its sample or more are larger than its own."""
    missed = 0
    for row, label in zip(logits.tolist(), labels.tolist()):
        missed += sum(value > row[label] for value in row) >= k
    return missed / len(labels)


def torch_top_k_error(logits, labels, k):
    """PyTorch's topk."""
    hit = (logits.topk(k, dim=1).indices == labels[:, None]).any(1)
    return 1 - hit.double().mean()


def magnitude(logits, labels, k):
    """A share, of two exact numbers."""
    return 1.0


def cases(rng):
    """Ranks (how many classes beat the label) of every kind, so that each k gives another error."""
    for name, K, ranks, k in [
        ("top-1 of five samples", 4, [0, 1, 0, 3, 0], 1),
        ("the same ranks, top-2", 4, [0, 1, 0, 3, 0], 2),
        ("top-5 of ten classes", 10, [0, 4, 5, 9, 1, 6, 0, 3, 2, 8, 5], 5),
        ("top-3 of seven classes, not contiguous", 7, [3, 0, 2, 6, 1, 3, 4, 2, 0], 3),
        ("all classes: nothing can be missed", 3, [0, 2, 1, 2], 3),
    ]:
        yield _case(rng, name, K, ranks, k)
    for name in ("drawn anew", "drawn anew, once more"):
        K, N = (int(n) for n in rng.integers([5, 8], [10, 15]))
        yield _case(rng, name, K, rng.integers(0, K, N), int(rng.integers(2, K - 1)), True)


def _case(rng, name, K, ranks, k, hidden=False):
    logits, labels = ranked(rng, ranks, K)
    if "not contiguous" in name:
        logits = np.asfortranarray(logits)
    return Case(name, {"logits": logits, "labels": labels, "k": k}, hidden)


def _rank(logits, labels):
    """How many logits of each sample are larger than that of its label."""
    return (logits > logits[np.arange(len(labels)), labels][:, None]).sum(axis=1)


def accuracy_instead(solve, logits, labels, k):
    """This is the top-k accuracy, the share of samples that were found. The error is 1 minus it."""
    return 1.0 - solve(logits, labels, k)


def smallest_logits(solve, logits, labels, k):
    """The k smallest logits were taken: np.argsort sorts upwards, so the largest stand at the end, [:, -k:]."""
    return solve(-logits, labels, k)


def one_too_few(solve, logits, labels, k):
    """The label was looked for among k - 1 classes: it may be beaten by up to k - 1 others."""
    return float((_rank(logits, labels) >= k - 1).mean())


def one_too_many(solve, logits, labels, k):
    """The label was looked for among k + 1 classes: it is missed when k others beat it."""
    return float((_rank(logits, labels) >= k + 1).mean())


def kth_only(solve, logits, labels, k):
    """Only the class on place k was compared with the label. Any place from 1 to k will do."""
    return float((_rank(logits, labels) != k - 1).mean())


def top_one(solve, logits, labels, k):
    """k is ignored: this is the top-1 error."""
    return solve(logits, labels, 1)


def top_five(solve, logits, labels, k):
    """This is the top-5 error, whatever k is."""
    return float((_rank(logits, labels) >= 5).mean())


def place_from_argsort(solve, logits, labels, k):
    """argsort was read as if it gave each class its place. It gives the class on each place: look for the label."""
    order = np.argsort(-logits, axis=1)
    return float((order[np.arange(len(labels)), labels] >= k).mean())


def sorts_over_samples(solve, logits, labels, k):
    """The logits were sorted over the samples: the classes of one sample compete, axis 1."""
    best = np.argsort(-logits, axis=0).argsort(axis=0)[np.arange(len(labels)), labels]
    return float((best >= k).mean())


def mean_over_places(solve, logits, labels, k):
    """The hits were divided by N * k. Of the k places one can hit at most: ask any(axis=1), then divide by N."""
    return 1.0 - (1.0 - solve(logits, labels, k)) / k


def divides_by_k(solve, logits, labels, k):
    """The error was divided by k. It is a share of the samples."""
    return solve(logits, labels, k) / k


def divides_by_classes(solve, logits, labels, k):
    """Divided by the number of classes. It is a share of the N samples."""
    return float((_rank(logits, labels) >= k).sum() / logits.shape[1])


def counts_only(solve, logits, labels, k):
    """The missed samples were counted but not divided by N."""
    return float((_rank(logits, labels) >= k).sum())


def in_percent(solve, logits, labels, k):
    """This is in percent. Return the share, from 0 to 1."""
    return 100.0 * solve(logits, labels, k)


def largest_absolute_logits(solve, logits, labels, k):
    """The logits with the largest absolute values were taken. -5 is less than 1: take the largest."""
    return solve(np.abs(logits), labels, k)


def labels_from_one(solve, logits, labels, k):
    """The classes were counted from 1. They begin with 0, as those of argsort do."""
    order = np.argsort(-logits, axis=1)[:, :k]
    return float(1 - (order + 1 == labels[:, None]).any(axis=1).mean())


def all_or_nothing(solve, logits, labels, k):
    """any() looked at all samples at once. Ask each sample: any(axis=1)."""
    return float(1 - (np.argsort(-logits, axis=1)[:, :k] == labels[:, None]).any())


def one_too_few__slice(solve, logits, labels, k):
    """The label was looked for among k - 1 classes, or, for k = 1, among all: the best k are [:, -k:]."""
    best = np.argsort(logits, axis=1)[:, -k + 1 :]
    return float(1 - (best == labels[:, None]).any(axis=1).mean())


def sorts_over_samples__columns(solve, logits, labels, k):
    """The logits were sorted over the samples: the classes of one sample compete, axis 1."""
    best = np.argsort(logits, axis=0)[:, -k:]
    return float(1 - (best == labels[:, None]).any(axis=1).mean())


def sorts_over_samples__counted(solve, logits, labels, k):
    """What is larger was counted over the samples: the classes of one sample compete, axis 1."""
    own = logits[np.arange(len(labels)), labels]
    return float(((logits > own[:, None]).sum(axis=0) >= k).mean())


def divides_by_k__instead(solve, logits, labels, k):
    """The missed samples were divided by k. It is a share of the samples: divide by N."""
    return float((_rank(logits, labels) >= k).sum() / k)


def counts_only__int(solve, logits, labels, k):
    """The missed samples were counted but not divided by N."""
    return int((_rank(logits, labels) >= k).sum())


spec = Spec(
    solve=top_k_error,
    torch=torch_top_k_error,
    second=by_counting,
    cases=cases,
    shapes={"logits": "N K", "labels": "N"},
    wrong=(
        accuracy_instead,
        smallest_logits,
        one_too_few,
        one_too_few__slice,
        one_too_many,
        kth_only,
        top_one,
        top_five,
        place_from_argsort,
        sorts_over_samples,
        sorts_over_samples__columns,
        sorts_over_samples__counted,
        mean_over_places,
        divides_by_k,
        divides_by_k__instead,
        divides_by_classes,
        counts_only,
        counts_only__int,
        in_percent,
        largest_absolute_logits,
        labels_from_one,
        all_or_nothing,
    ),
    hints=(
        "Take one sample. How many classes may have a larger logit than the label, so that the label still counts?",
        "A sample is missed when k logits or more are larger than that of its label; the error is the number of "
        "missed samples divided by N.",
        "np.argsort(logits, axis=1)[:, -k:] are the k best classes of each sample; compare with labels[:, None], "
        "any(axis=1) says who was hit.",
    ),
    hints_for={
        "place_from_argsort": (
            "What does the first number of `np.argsort(row)` tell: the place of class 0, or a class?",
            "argsort gives the classes from the smallest logit to the largest; the last k of them are the top k.",
            "`best = np.argsort(logits, axis=1)[:, -k:]`, then `(best == labels[:, None]).any(axis=1)`.",
        ),
    },
    magnitude=magnitude,
)
