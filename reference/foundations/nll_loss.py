"""Negative log-likelihood: what is left of cross-entropy when log_softmax has been applied already."""

from fractions import Fraction

import numpy as np

from grader import Case, Spec

from . import _labels
from ._losses import LOG2, right_classes


def nll_loss(log_probs, labels):
    """The mean of minus the log-probability of the right class, log_probs (N, K), labels (N,) int -> float."""
    N = len(labels)
    return float(-log_probs[np.arange(N), labels].mean())


def exact_nll_loss(log_probs, labels):
    """One sample at a time, in exact fractions."""
    return float(-sum(Fraction(float(log_probs[n, label])) for n, label in enumerate(labels)) / len(labels))


def torch_nll_loss(log_probs, labels):
    """PyTorch's negative log-likelihood."""
    import torch

    return torch.nn.functional.nll_loss(log_probs, labels)


def _log_probs(rng, N, K):
    """Logarithms of probabilities 1/2, 1/4, 1/8, ..., exactly 1 in total: multiples of log 2, the same everywhere.

    A class is drawn and cut in two halves, again and again.
    """
    rows = []
    for _ in range(N):
        halvings = [0]
        while len(halvings) < K:
            deeper = halvings.pop(int(rng.integers(len(halvings)))) + 1
            halvings += [deeper, deeper]
        rows.append(rng.permutation(halvings))
    return -LOG2 * np.array(rows, float)


def cases(rng):
    """Probabilities that are powers of two, labels that repeat or leave classes out, a next to impossible class."""
    by_hand = -LOG2 * np.array([[1.0, 2.0, 2.0], [2.0, 1.0, 2.0]])
    yield Case("by hand: probabilities 1/2 and 1/4", {"log_probs": by_hand, "labels": np.array([0, 2])})
    yield Case("5 samples, 3 classes", {"log_probs": _log_probs(rng, 5, 3), "labels": rng.integers(3, size=5)})
    square = _log_probs(rng, 4, 4)
    yield Case("as many samples as classes", {"log_probs": square, "labels": rng.integers(4, size=4)})
    unlikely = np.concatenate([_log_probs(rng, 3, 5), np.full((3, 1), -10000.0)], axis=1)
    yield Case("a class with log-probability -10000", {"log_probs": unlikely, "labels": np.array([1, 5, 1])})
    oblong = np.asfortranarray(_log_probs(rng, 3, 5))
    yield Case("not contiguous", {"log_probs": oblong, "labels": np.array([3, 0, 3])})
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, K = (int(n) for n in rng.integers([2, 2], [8, 7]))
        args = {"log_probs": _log_probs(rng, N, K), "labels": rng.integers(K, size=N)}
        yield Case(name, args, hidden=True)


def log_again(solve, log_probs, labels):
    """The logarithm was taken again. log_probs are logarithms already."""
    return float(-np.log(right_classes(log_probs, labels)).mean())


def log_again__absolute(solve, log_probs, labels):
    """The logarithm was taken again, of absolute values. log_probs are logarithms already."""
    return float(-np.log(np.abs(right_classes(log_probs, labels))).mean())


def log_of_exp(solve, log_probs, labels):
    """log(exp(...)) was taken: exp of -10000 is 0, and log of 0 is -inf. Use log_probs as they are."""
    return float(-np.log(np.exp(right_classes(log_probs, labels))).mean())


def probability(solve, log_probs, labels):
    """exp turned the logarithms back into probabilities. The loss is minus the mean of the logarithms themselves."""
    return float(-np.exp(right_classes(log_probs, labels)).mean())


def probability__complement(solve, log_probs, labels):
    """1 - p was averaged. The loss is minus the mean of the logarithms."""
    return float((1 - np.exp(right_classes(log_probs, labels))).mean())


def softmax_first(solve, log_probs, labels):
    """Softmax was applied to the log-probabilities and its result used as it is. Use log_probs themselves."""
    exps = np.exp(log_probs)
    return float(-np.log(right_classes(np.exp(exps) / np.exp(exps).sum(axis=1, keepdims=True), labels)).mean())


def writes_into_log_probs(solve, log_probs, labels):
    """The minus was written into the caller's log_probs. Work on what you picked, not on the array."""
    log_probs *= -1
    return -solve(log_probs, labels)


spec = Spec(
    solve=nll_loss,
    torch=torch_nll_loss,
    second=exact_nll_loss,
    cases=cases,
    outputs=("loss",),
    shapes={"log_probs": "N K", "labels": "N"},
    wrong=(
        *_labels.WRONG,
        log_again,
        log_again__absolute,
        log_of_exp,
        probability,
        probability__complement,
        softmax_first,
        writes_into_log_probs,
    ),
    hints=(
        "One number of each row counts. Which one, and how do you pick it from all rows at once?",
        "loss = -1/N * sum over n of log_probs[n, labels[n]].",
        "picked = log_probs[np.arange(N), labels] has one number for each sample; return minus its mean.",
    ),
    hints_for={
        "columns": (
            "How many numbers do you pick, and how many samples are there?",
            "For each n one number: log_probs[n, labels[n]]. The two indices run together.",
            "`log_probs[np.arange(N), labels]`, (N,).",
        ),
        "labels_as_one_hot": (
            "What is labels[n], for instance 2: a factor, or a place in a row?",
            "The loss of sample n is -log_probs[n, labels[n]].",
            "`log_probs[np.arange(N), labels]`; or make one-hot rows first: `np.eye(K)[labels]`.",
        ),
        "log_again": (
            "Of which sign are the numbers in log_probs, and can one take the logarithm of them?",
            "loss = -1/N * sum over n of log_probs[n, labels[n]]: there is no log in it.",
            "Pick the numbers, `.mean()`, and a minus in front.",
        ),
    },
)
