"""Cross-entropy, backward: what softmax gives, minus what it should have given."""

from itertools import cycle

import numpy as np

from grader import Case, Spec

from . import softmax as parts
from ._losses import exact_softmax, one_hot, settings_with_labels, size_of_softmax
from ._walk_cross_entropy_backward import WALK
from .cross_entropy_forward import cross_entropy_forward
from .softmax import softmax


def cross_entropy_backward(dout, logits, labels):
    """The gradient of the mean cross-entropy, dout float, logits (N, K), labels (N,) int -> dlogits (N, K).

    The logarithm undoes the exponential of softmax, so only a difference is left (Bishop, Pattern Recognition and
    Machine Learning, eq. 4.109).
    """
    N = len(labels)
    dlogits = softmax(logits)
    dlogits[np.arange(N), labels] -= 1
    return dout * dlogits / N


def exact_cross_entropy_backward(dout, logits, labels):
    """One number at a time, the probabilities in decimal arithmetic."""
    dlogits = exact_softmax(logits)
    for n, k in np.ndindex(logits.shape):
        dlogits[n, k] = dout * (dlogits[n, k] - (k == labels[n])) / len(labels)
    return dlogits


def torch_cross_entropy_backward(dout, logits, labels):
    """PyTorch's autograd through its cross-entropy."""
    import torch

    logits.requires_grad_()
    loss = torch.nn.functional.cross_entropy(logits, labels)
    return torch.autograd.grad(dout * loss, logits)[0]


def magnitude(dout, logits, labels):
    """Probability and one-hot row are subtracted from each other, so their sizes add up."""
    return abs(dout) / len(labels) * (size_of_softmax(logits) + one_hot(labels, logits.shape[1]))


def cases(rng):
    """The batches of cross_entropy_forward, each with an upstream gradient that is not 1."""
    upstream = cycle((3.0, -2.5, 0.75, 1.5, 2.0, -0.5))
    for name, logits, labels, hidden in settings_with_labels(rng):
        args = {"dout": next(upstream), "logits": logits, "labels": labels}
        yield Case(name, args, hidden, smooth="000" not in name)  # there a difference of losses loses its digits


def _scaled(dout, difference):
    return dout * difference / len(difference)


def _hot(logits, labels):
    return one_hot(labels, logits.shape[1])


def summands(dout, logits, labels):
    """For the diagnosis: the two terms of the difference."""
    scale = dout / len(labels)
    return {"dlogits": {"softmax": scale * softmax(logits), "the one-hot row": -scale * _hot(logits, labels)}}


def _from(wrong):
    """The gradient that a wrong softmax leads to."""

    def gradient(solve, dout, logits, labels):
        return _scaled(dout, wrong(softmax, logits) - _hot(logits, labels))

    gradient.__name__, gradient.__doc__ = wrong.__name__, wrong.__doc__
    return gradient


def ignores_dout(solve, dout, logits, labels):
    """dout is ignored: the gradient is dout times that of the loss."""
    return solve(1.0, logits, labels)


def forgets_mean(solve, dout, logits, labels):
    """The 1/N is missing: the loss is a mean over the N samples, so each gets 1/N of the gradient."""
    return solve(dout, logits, labels) * len(labels)


def forgets_mean__and_dout(solve, dout, logits, labels):
    """softmax - onehot is only half of it: multiply by dout, and divide by N, because the loss is a mean."""
    return solve(1.0, logits, labels) * len(labels)


def divides_twice(solve, dout, logits, labels):
    """The gradient was divided by N twice. The mean of the loss brings one 1/N."""
    return solve(dout, logits, labels) / len(labels)


def divides_twice__right_class(solve, dout, logits, labels):
    """1/N was subtracted at the right class, and all was divided by N afterwards. Subtract 1: it is divided, too."""
    return _scaled(dout, softmax(logits) - _hot(logits, labels) / len(labels))


def divides_by_classes(solve, dout, logits, labels):
    """The gradient was divided by the number of classes K. The mean is over the N samples: divide by N."""
    return solve(dout, logits, labels) * len(labels) / logits.shape[1]


def divides_by_everything(solve, dout, logits, labels):
    """The gradient was divided by N·K. The mean is over the N samples: divide by N."""
    return solve(dout, logits, labels) / logits.shape[1]


def forgets_labels(solve, dout, logits, labels):
    """The labels were not used: subtract 1 at the right class of each sample."""
    return _scaled(dout, softmax(logits))


def opposite_sign(solve, dout, logits, labels):
    """The difference is the wrong way round: softmax - onehot, so that a step against the gradient lowers the loss."""
    return -solve(dout, logits, labels)


def adds_labels(solve, dout, logits, labels):
    """1 was added at the right class. Subtract it."""
    return _scaled(dout, softmax(logits) + _hot(logits, labels))


def columns(solve, dout, logits, labels):
    """probs[:, labels] -= 1 changes whole columns. One number per sample is [np.arange(N), labels]."""
    difference = softmax(logits)
    difference[:, labels] -= 1
    return _scaled(dout, difference)


def rows(solve, dout, logits, labels):
    """probs[labels] -= 1 changes whole rows, that is samples. One number per sample is [np.arange(N), labels]."""
    difference = softmax(logits)
    difference[labels] -= 1
    return _scaled(dout, difference)


def labels_as_one_hot(solve, dout, logits, labels):
    """The labels were subtracted as they are. They are numbers of classes, not one-hot rows."""
    return _scaled(dout, softmax(logits) - labels)


def labels_as_one_hot__columns(solve, dout, logits, labels):
    """The labels were subtracted as they are. They are numbers of classes, not one-hot rows."""
    return _scaled(dout, softmax(logits) - labels[:, None])


def subtracts_label(solve, dout, logits, labels):
    """The number of the class was subtracted at the right class. Subtract 1."""
    return _scaled(dout, softmax(logits) - labels[:, None] * _hot(logits, labels))


def labels_as_one_hot__argmax(solve, dout, logits, labels):
    """argmax was taken of the labels, as if they were one-hot rows. They are numbers of classes already."""
    return solve(dout, logits, np.full_like(labels, labels.argmax()))


def classes_from_labels(solve, dout, logits, labels):
    """The one-hot rows are as long as the largest label asks for. They need K = logits.shape[1] columns."""
    return _scaled(dout, softmax(logits) - one_hot(labels, labels.max() + 1))


def counts_from_one(solve, dout, logits, labels):
    """1 was subtracted from the labels. Classes are counted from 0, as indices are."""
    return solve(dout, logits, (labels - 1) % logits.shape[1])


def counts_from_one__never_zero(solve, dout, logits, labels):
    """Classes were counted from 1. They are counted from 0, as indices are, so k is the right class if k == label."""
    return _scaled(dout, softmax(logits) - np.eye(logits.shape[1], k=-1)[labels])


def winner_for_label(solve, dout, logits, labels):
    """1 was subtracted at the class with the largest logit. Subtract it at the right class, which labels tells."""
    return solve(dout, logits, logits.argmax(axis=1))


def right_class_only(solve, dout, logits, labels):
    """Only the right class has a gradient here. The others push its probability down: theirs is softmax."""
    return solve(dout, logits, labels) * _hot(logits, labels)


def stops_at_probabilities(solve, dout, logits, labels):
    """-1/p at the right class is the gradient of the probabilities. Go on through softmax to the logits."""
    hot = _hot(logits, labels)
    return _scaled(dout, -hot / softmax(logits))


def stops_at_log_probabilities(solve, dout, logits, labels):
    """-1/N at the right class is the gradient of the log-probabilities. Go on through log_softmax to the logits."""
    return _scaled(dout, -_hot(logits, labels))


def derivative_twice(solve, dout, logits, labels):
    """softmax - onehot was multiplied by p(1 - p). The derivative of softmax is contained in the difference already."""
    p = softmax(logits)
    return solve(dout, logits, labels) * p * (1 - p)


def log_for_softmax(solve, dout, logits, labels):
    """log_softmax was taken where softmax belongs: the difference is between probabilities."""
    return _scaled(dout, np.log(softmax(logits)) - _hot(logits, labels))


def without_softmax(solve, dout, logits, labels):
    """The one-hot rows were subtracted from the logits. Subtract them from softmax(logits)."""
    return _scaled(dout, logits - _hot(logits, labels))


def squared_error(solve, dout, logits, labels):
    """The difference was doubled, as for squared errors. Cross-entropy has no factor 2."""
    return 2 * solve(dout, logits, labels)


def divides_by_dout(solve, dout, logits, labels):
    """The gradient was divided by dout. Multiply by it."""
    return solve(1 / dout, logits, labels)


def adds_dout(solve, dout, logits, labels):
    """dout was added. The chain rule multiplies."""
    return solve(1.0, logits, labels) + dout


def dout_inside(solve, dout, logits, labels):
    """dout was multiplied to softmax only. It belongs to the whole difference: mind the brackets."""
    return (dout * softmax(logits) - _hot(logits, labels)) / len(labels)


def mean_inside(solve, dout, logits, labels):
    """Only one of the two terms was divided by N. It belongs to the whole difference: mind the brackets."""
    return dout * (softmax(logits) - _hot(logits, labels) / len(labels))


def mean_inside__softmax(solve, dout, logits, labels):
    """Only one of the two terms was divided by N. It belongs to the whole difference: mind the brackets."""
    return dout * (softmax(logits) / len(labels) - _hot(logits, labels))


def brackets_missing(solve, dout, logits, labels):
    """Brackets are missing around the difference: only softmax was multiplied by dout / N. Write (probs - onehot)."""
    return _scaled(dout, softmax(logits)) - _hot(logits, labels)


def sum_over_batch(solve, dout, logits, labels):
    """The gradient was summed over the batch. Every sample has its own logits: dlogits is (N, K)."""
    return solve(dout, logits, labels).sum(axis=0)


def transposed(solve, dout, logits, labels):
    """dlogits is (K, N). It has the shape of logits: (N, K)."""
    return solve(dout, logits, labels).T


def first_sample_only(solve, dout, logits, labels):
    """Only the first sample has a gradient; the others stayed zero."""
    dlogits = solve(dout, logits, labels)
    dlogits[1:] = 0
    return dlogits


def writes_into_logits(solve, dout, logits, labels):
    """The caller's logits were changed, by -= or by writing the result into them. Work on a new array."""
    logits -= logits.max(axis=1, keepdims=True)
    return solve(dout, logits, labels)


def writes_into_logits__ones(solve, dout, logits, labels):
    """1 was subtracted from the caller's logits. Subtract it from the probabilities, a new array."""
    logits[np.arange(len(labels)), labels] -= 1
    return _scaled(dout, logits.copy())


spec = Spec(
    solve=cross_entropy_backward,
    torch=torch_cross_entropy_backward,
    second=exact_cross_entropy_backward,
    cases=cases,
    outputs=("dlogits",),
    shapes={"logits": "N K", "labels": "N", "dlogits": "N K"},
    forward=cross_entropy_forward,
    wrt=("logits",),
    wrong=(
        *map(_from, parts.WRONG),
        ignores_dout,
        forgets_mean,
        forgets_mean__and_dout,
        divides_twice,
        divides_twice__right_class,
        divides_by_classes,
        divides_by_everything,
        forgets_labels,
        opposite_sign,
        adds_labels,
        columns,
        rows,
        labels_as_one_hot,
        labels_as_one_hot__columns,
        labels_as_one_hot__argmax,
        subtracts_label,
        classes_from_labels,
        counts_from_one,
        counts_from_one__never_zero,
        winner_for_label,
        right_class_only,
        stops_at_probabilities,
        stops_at_log_probabilities,
        derivative_twice,
        log_for_softmax,
        without_softmax,
        squared_error,
        divides_by_dout,
        adds_dout,
        dout_inside,
        mean_inside,
        mean_inside__softmax,
        brackets_missing,
        sum_over_batch,
        transposed,
        first_sample_only,
        writes_into_logits,
        writes_into_logits__ones,
    ),
    hints=(
        "The loss of one sample is log(sum of exp(logits)) minus the logit of its right class. What is the derivative "
        "of each of these two with respect to one logit?",
        "dlogits = dout / N * (softmax(logits) - onehot), with a 1 in onehot at the right class of each sample.",
        "dlogits = softmax(logits), a new array; dlogits[np.arange(N), labels] -= 1; return dout * dlogits / N.",
    ),
    hints_for={
        "columns": (
            "How many numbers of probs should change, and how many do?",
            "For each n one number: probs[n, labels[n]]. The two indices run together.",
            "`probs[np.arange(N), labels] -= 1`",
        ),
        "forgets_mean": (
            "How much does the mean of N losses grow when one of them grows by 1?",
            "dlogits = dout / N * (softmax - onehot).",
            "`dlogits / N` at the end, with `N = len(logits)`.",
        ),
        "mean_inside": (
            "Which of the two terms, softmax and onehot, does your / N reach?",
            "dout / N * (softmax - onehot): first the difference, then the factors.",
            "`difference = probs - onehot`, then `dout * difference / N`.",
        ),
        "stops_at_probabilities": (
            "If p of the right class grows, what becomes of the other p? All depend on each logit.",
            "Through softmax the -1/p becomes p - 1 at the right class, and p at all others.",
            "`dlogits = probs.copy()`, then subtract 1 at `[np.arange(N), labels]`.",
        ),
    },
    magnitude=magnitude,
    walk=WALK,
    summands=summands,
)
