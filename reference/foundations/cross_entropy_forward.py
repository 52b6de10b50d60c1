"""Cross-entropy, forward: how surprised the network is at the right classes."""

from fractions import Fraction

import numpy as np

from grader import Case, Spec

from . import _labels
from . import log_softmax as parts
from ._losses import exact_log_softmax, one_hot, right_classes, settings_with_labels, size_of_log_softmax
from .log_softmax import log_softmax
from .softmax import softmax


def cross_entropy_forward(logits, labels):
    """The mean of -log softmax at the right classes, logits (N, K), labels (N,) int -> float.

    Source: Goodfellow, Bengio and Courville, Deep Learning, section 6.2.2.3.
    """
    N = len(labels)
    return float(-log_softmax(logits)[np.arange(N), labels].mean())


def exact_cross_entropy(logits, labels):
    """Each probability in decimal arithmetic, each sample on its own."""
    rows = exact_log_softmax(logits)
    return float(-sum(Fraction(row[label]) for row, label in zip(rows, labels)) / len(labels))


def torch_cross_entropy_forward(logits, labels):
    """PyTorch's cross-entropy."""
    import torch

    return torch.nn.functional.cross_entropy(logits, labels)


def magnitude(logits, labels):
    """The mean of the terms at the right classes."""
    return float(right_classes(size_of_log_softmax(logits), labels).mean())


def cases(rng):
    """The batches of softmax, with labels that repeat and leave classes out."""
    for name, logits, labels, hidden in settings_with_labels(rng):
        yield Case(name, {"logits": logits, "labels": labels}, hidden)


def _from(wrong):
    """The loss that a wrong log_softmax leads to."""

    def loss(solve, logits, labels):
        return float(-right_classes(wrong(log_softmax, logits), labels).mean())

    loss.__name__, loss.__doc__ = wrong.__name__, wrong.__doc__
    return loss


def _from_one_hot(wrong):
    """The same, where the right class is picked by a product with one-hot rows: 0 * inf is nan."""

    def loss(solve, logits, labels):
        return float(-(one_hot(labels, logits.shape[1]) * wrong(log_softmax, logits)).sum() / len(labels))

    loss.__name__, loss.__doc__ = wrong.__name__ + ("_" if "__" in wrong.__name__ else "__") + "one_hot", wrong.__doc__
    return loss


INFINITE = (
    parts.log_of_softmax,
    parts.not_shifted,
    parts.not_shifted__quotient,
    parts.shifted_by_batch,
    parts.shifted_by_column,
    parts.shifted_by_minimum,
    parts.shifted_by_mean,
    parts.shifted_by_size,
    parts.adds_maximum,
    parts.over_samples__sum,
    parts.sum_not_in_line__maximum,
)
"""What makes inf or nan of unlikely classes: in a product with one-hot rows they count, right class or not."""


def not_shifted__covered_up(solve, logits, labels):
    """exp overflows, and nan_to_num only hides it. Subtract the maximum of the row before exp."""
    exps = np.exp(logits)
    return float(np.nan_to_num(-np.log(right_classes(exps / exps.sum(axis=1, keepdims=True), labels)).mean()))


def without_log(solve, logits, labels):
    """The logarithm is missing: the loss is minus the mean of log softmax, not of softmax."""
    return float(-right_classes(softmax(logits), labels).mean())


def without_softmax(solve, logits, labels):
    """The logits were averaged as they are. They are no probabilities yet: apply log_softmax first."""
    return float(-right_classes(logits, labels).mean())


def log_of_logits(solve, logits, labels):
    """The logarithm was taken of the logits. They are no probabilities, and may be negative: apply log_softmax."""
    return float(-np.log(right_classes(logits, labels)).mean())


def binary(solve, logits, labels):
    """log(1 - p) of the wrong classes was added. That is the loss of K yes-no questions; here one class is right."""
    probabilities = softmax(logits)
    hot = one_hot(labels, logits.shape[1])
    terms = hot * np.log(probabilities) + (1 - hot) * np.log(1 - probabilities)
    return float(-terms.sum() / len(labels))


def binary__right_class(solve, logits, labels):
    """-(log p + log(1 - p)) was taken. One class is right: -log p is all."""
    p = right_classes(softmax(logits), labels)
    return float(-(np.log(p) + np.log(1 - p)).mean())


def binary__of_log_softmax(solve, logits, labels):
    """log(1 - p) of the wrong classes was added. That is the loss of K yes-no questions; here one class is right."""
    log_probs, hot = log_softmax(logits), one_hot(labels, logits.shape[1])
    terms = hot * log_probs + (1 - hot) * np.log(1 - np.exp(log_probs))
    return float(-terms.sum() / len(labels))


def squared_error(solve, logits, labels):
    """The squared distance to one-hot rows was taken. Cross-entropy is minus the logarithm at the right class."""
    return float(((softmax(logits) - one_hot(labels, logits.shape[1])) ** 2).sum() / len(labels))


def squared_error__mean(solve, logits, labels):
    """The mean squared error to one-hot rows was taken. Cross-entropy is minus the logarithm at the right class."""
    return float(((softmax(logits) - one_hot(labels, logits.shape[1])) ** 2).mean())


def share_of_errors(solve, logits, labels):
    """The share of wrong answers was returned. That is an error rate; the loss also counts how sure the network is."""
    return float((logits.argmax(axis=1) != labels).mean())


def weighted_by_probability(solve, logits, labels):
    """p log p was summed over the classes: the entropy of the network's own answer. Take -log p of the right class."""
    log_probs = log_softmax(logits)
    return float(-(np.exp(log_probs) * log_probs).sum() / len(labels))


def writes_into_logits(solve, logits, labels):
    """The maximum was subtracted in place (-=), so the caller's logits changed. Write logits = logits - ..."""
    logits -= logits.max(axis=1, keepdims=True)
    return solve(logits, labels)


spec = Spec(
    solve=cross_entropy_forward,
    torch=torch_cross_entropy_forward,
    second=exact_cross_entropy,
    cases=cases,
    outputs=("loss",),
    shapes={"logits": "N K", "labels": "N"},
    wrong=(
        *(_from(wrong) for wrong in parts.WRONG if wrong is not parts.probabilities),
        *map(_from_one_hot, INFINITE),
        *_labels.WRONG,
        not_shifted__covered_up,
        without_log,
        without_softmax,
        log_of_logits,
        binary,
        binary__right_class,
        binary__of_log_softmax,
        squared_error,
        squared_error__mean,
        share_of_errors,
        weighted_by_probability,
        writes_into_logits,
    ),
    hints=(
        "log_softmax gives a number for every class of every sample. Which one of each row counts, and what is done "
        "with these N numbers?",
        "loss = -1/N * sum over n of log_softmax(logits)[n, labels[n]].",
        "Compute the log-probabilities with the shift by the row's maximum, pick log_probs[np.arange(N), labels], and "
        "return minus their mean.",
    ),
    hints_for={
        "log_of_softmax": (
            "log(a / b) is a difference. Which of the two logarithms need not be computed at all?",
            "log(exp(s) / total) = s - log(total), with s = logits - maximum.",
            "`shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))`: no quotient at all.",
        ),
        "columns": (
            "How many numbers do you pick, and how many samples are there?",
            "For each n one number: log_probs[n, labels[n]]. The two indices run together.",
            "`log_probs[np.arange(N), labels]`, (N,).",
        ),
        "rows": (
            "How many numbers do you pick, and how many samples are there?",
            "For each n one number: log_probs[n, labels[n]]. The two indices run together.",
            "`log_probs[np.arange(N), labels]`, (N,).",
        ),
        "labels_as_one_hot": (
            "What is labels[n], for instance 2: a factor, or a place in a row?",
            "The loss of sample n is -log_probs[n, labels[n]].",
            "`log_probs[np.arange(N), labels]`; or make one-hot rows first: `np.eye(K)[labels]`.",
        ),
    },
    magnitude=magnitude,
)
