"""What the exercises on softmax and cross-entropy share: the batches, an exact witness, and names for variants."""

from decimal import Context, Decimal
from functools import reduce

import numpy as np

from grader import grid

LOG2, LOG3 = 0.6931471805599453, 1.0986122886681098  # written out: a log may end differently on another machine
BY_HAND = np.array([[0.0, LOG2, LOG3], [0.0, 0.0, 0.0]])
"""Probabilities 1/6, 2/6, 3/6 and three times 1/3."""

EXACT = Context(prec=60)
"""Decimal arithmetic with 60 digits, in which exp(-20000) is an ordinary number."""


def settings(rng):
    """Batches of logits: (name, logits, hidden)."""
    yield "by hand: probabilities 1/6, 2/6, 3/6 and three times 1/3", BY_HAND.copy(), False
    yield "5 samples, 3 classes", grid(rng, 5, 3), False
    yield "as many samples as classes", grid(rng, 4, 4), False
    yield "logits of 1000 and -1000", 1000 * np.array([[1], [-1]]) + grid(rng, 2, 3, limit=2), False
    yield "logits of 10000", extreme(rng), False
    yield "not contiguous", np.asfortranarray(grid(rng, 3, 5)), False
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        yield name, grid(rng, *(int(n) for n in rng.integers([2, 2], [8, 7]))), True


def extreme(rng):
    """Rows far above zero, far below, spread from end to end, and spread over a thousand; (4, 6)."""
    near = grid(rng, 2, 6, limit=2)
    ends = np.array([-4, 4, *grid(rng, 4)])  # in sixteenths, so that all products below are exact
    thousand = np.array([*grid(rng, 3), 4, *grid(rng, 1), -4])
    return np.stack([10000 + near[0], near[1] - 10000, 2500 * ends, 125 * thousand])


def settings_with_labels(rng):
    """Batches of logits with the right classes: (name, logits, labels, hidden).

    At 10000 the spread sample belongs to a class whose probability is 0 in floating point; where the array is not
    contiguous no sample belongs to the last class.
    """
    for name, logits, hidden in settings(rng):
        labels = rng.integers(logits.shape[1], size=len(logits))
        if name.startswith("by hand"):
            labels = np.array([2, 0])
        if name.endswith("10000"):
            labels[2] = 0
        if name == "not contiguous":
            labels = np.array([3, 0, 3])
            yield from _ahead(rng)
        yield name, logits, labels, hidden


def _ahead(rng):
    """Logits of which each wrong shift spoils others; the right class is ahead, so its probability is not 0."""
    below, middle = grid(rng, 2, 3, limit=2) - 1000, grid(rng, 2, 4, limit=1)
    thousand, ends = middle.copy(), middle.copy()
    thousand[0, 1:3] = 500, -500
    ends[:, 0], ends[:, 3] = -10000, 10000
    yield "logits of -1000", below, np.array([2, 0]), False
    yield "logits of 500 and -500", thousand, np.array([1, 3]), False
    yield "logits of 10000 and -10000, right class ahead", ends, np.array([3, 3]), False
    wide = middle.copy()
    wide[0, 1:3] = 360, -360  # exp(720) is inf, but exp(-720) is not 0
    yield "logits of 360 and -360", wide, np.array([1, 3]), False


def exact_softmax(logits):
    """Softmax by its definition, one number at a time, in decimal arithmetic of 60 digits."""
    return np.array([[float(EXACT.divide(e, reduce(EXACT.add, row))) for e in row] for row in _exponentials(logits)])


def exact_log_softmax(logits):
    """The logarithm of softmax, one number at a time, in decimal arithmetic of 60 digits."""
    return np.array(
        [[float(EXACT.ln(EXACT.divide(e, reduce(EXACT.add, row)))) for e in row] for row in _exponentials(logits)]
    )


def _exponentials(logits):
    return [[EXACT.exp(Decimal(float(logit))) for logit in row] for row in logits]


def size_of_softmax(logits):
    """The terms of softmax for the tolerance: an error e of an exponent is a relative error e of the probability.

    The exponent is at most as exact as the largest logit of the row (Blanchard, Higham and Higham 2021, Accurately
    computing the log-sum-exp and softmax functions, sections 2 and 3).
    """
    shifted = logits - logits.max(axis=1, keepdims=True)
    exps = np.exp(shifted)
    return exps / exps.sum(axis=1, keepdims=True) * (1 + _largest(logits))


def size_of_log_softmax(logits):
    """The terms of log_softmax for the tolerance: the logit, the maximum, and the log of a sum from 1 to K."""
    return np.abs(logits) + _largest(logits) + 1 + np.log(logits.shape[1])


def _largest(logits):
    return np.abs(logits).max(axis=1, keepdims=True)


def one_hot(labels, classes):
    """Rows of zeros with a one at the label."""
    return np.eye(classes)[labels]


def right_classes(scores, labels):
    """The score of the right class of every sample, (N,)."""
    return scores[np.arange(len(labels)), labels]


def called(name, wrong, text=None):
    """The same wrong answer under another name, to be a variant."""

    def renamed(solve, *args):
        return wrong(solve, *args)

    renamed.__name__, renamed.__doc__ = name, text or wrong.__doc__
    return renamed
