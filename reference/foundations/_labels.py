"""What goes wrong between scores and labels, in cross-entropy and in the negative log-likelihood alike.

Scores are logits or logarithms of probabilities: log_softmax makes the latter of the former and leaves the latter as
they are, so one wrong answer serves both.
"""

import numpy as np

from ._losses import one_hot, right_classes
from .log_softmax import log_softmax


def sum_for_mean(solve, scores, labels):
    """The losses of the samples were summed. Take their mean: divide by N."""
    return solve(scores, labels) * len(labels)


def divides_twice(solve, scores, labels):
    """The loss was divided by N twice: np.mean does it already."""
    return solve(scores, labels) / len(labels)


def divides_by_classes(solve, scores, labels):
    """The sum of the losses was divided by the number of classes K. Divide by the number of samples N."""
    return solve(scores, labels) * len(labels) / scores.shape[1]


def mean_over_everything(solve, scores, labels):
    """The mean was taken over all N·K numbers. Each sample has one loss: divide by N."""
    return solve(scores, labels) / scores.shape[1]


def without_minus(solve, scores, labels):
    """The minus is missing: a loss is large where the probability is small, and never below 0."""
    return -solve(scores, labels)


def one_loss_a_sample(solve, scores, labels):
    """The loss of each sample was returned, (N,). Return one number, their mean."""
    return -right_classes(log_softmax(scores), labels)


def one_loss_a_sample__column(solve, scores, labels):
    """The loss of each sample was returned, (N, 1). Return one number, their mean."""
    return one_loss_a_sample(solve, scores, labels)[:, None]


def one_loss_a_sample__divided(solve, scores, labels):
    """The losses of the samples were divided by N, but not added up. Return one number, their mean."""
    return one_loss_a_sample(solve, scores, labels) / len(labels)


def first_sample_only(solve, scores, labels):
    """Only the first sample counted. Average over all samples."""
    return solve(scores[:1], labels[:1])


def first_sample_only__divided(solve, scores, labels):
    """Only the first sample counted: the return stands inside of the loop. Return after it."""
    return solve(scores[:1], labels[:1]) / len(labels)


def last_sample_only(solve, scores, labels):
    """Only the last sample counts, divided by N: its loss was assigned (=) in the loop, not added (+=)."""
    return solve(scores[-1:], labels[-1:]) / len(labels)


def all_classes(solve, scores, labels):
    """The labels were not used: the mean is over all classes. Take the right class of each sample."""
    return -log_softmax(scores).sum(axis=1).mean()


def all_classes__mean(solve, scores, labels):
    """The labels were not used: the mean is over everything. Take the right class of each sample."""
    return -log_softmax(scores).mean()


def columns(solve, scores, labels):
    """[:, labels] takes whole columns. One number per sample is [np.arange(N), labels]."""
    return -log_softmax(scores)[:, labels].mean()


def columns__sum(solve, scores, labels):
    """[:, labels] takes whole columns. One number per sample is [np.arange(N), labels]."""
    return -log_softmax(scores)[:, labels].sum() / len(labels)


def rows(solve, scores, labels):
    """[labels] takes rows, that is samples. One number per sample is [np.arange(N), labels]."""
    return -log_softmax(scores)[labels].mean()


def rows__sum(solve, scores, labels):
    """[labels] takes rows, that is samples. One number per sample is [np.arange(N), labels]."""
    return -log_softmax(scores)[labels].sum() / len(labels)


def labels_as_one_hot(solve, scores, labels):
    """The scores were multiplied by the labels. They are numbers of classes, not one-hot rows: use them as indices."""
    return -(labels * log_softmax(scores)).sum() / len(labels)


def labels_as_one_hot__columns(solve, scores, labels):
    """The scores were multiplied by the labels. They are numbers of classes, not one-hot rows: use them as indices."""
    return -(labels[:, None] * log_softmax(scores)).sum() / len(labels)


def labels_as_one_hot__argmax(solve, scores, labels):
    """argmax was taken of the labels, as if they were one-hot rows. They are numbers of classes already."""
    return -log_softmax(scores)[np.arange(len(scores)), labels.argmax()].mean()


def classes_from_labels(solve, scores, labels):
    """The one-hot rows are as long as the largest label asks for. They need K = logits.shape[1] columns."""
    return -(one_hot(labels, labels.max() + 1) * log_softmax(scores)).sum() / len(labels)


def counts_from_one(solve, scores, labels):
    """1 was subtracted from the labels. Classes are counted from 0, as indices are."""
    return solve(scores, (labels - 1) % scores.shape[1])


def winner_for_label(solve, scores, labels):
    """The loss is that of the class with the largest score. Take that of the right class, which labels tells."""
    return solve(scores, scores.argmax(axis=1))


def whole_number(solve, scores, labels):
    """The loss was turned into a whole number. Return a float."""
    return int(solve(scores, labels))


def whole_number__floor(solve, scores, labels):
    """// divides and rounds down. Divide by /."""
    return float(solve(scores, labels) // 1)


WRONG = (
    sum_for_mean,
    divides_twice,
    divides_by_classes,
    mean_over_everything,
    without_minus,
    one_loss_a_sample,
    one_loss_a_sample__column,
    one_loss_a_sample__divided,
    first_sample_only,
    first_sample_only__divided,
    last_sample_only,
    all_classes,
    all_classes__mean,
    columns,
    columns__sum,
    rows,
    rows__sum,
    labels_as_one_hot,
    labels_as_one_hot__columns,
    labels_as_one_hot__argmax,
    classes_from_labels,
    counts_from_one,
    winner_for_label,
    whole_number,
    whole_number__floor,
)
