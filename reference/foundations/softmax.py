"""Softmax: exponentials, divided by their sum; the maximum of the row goes first."""

import math

import numpy as np

from grader import Case, Spec

from ._losses import called, exact_softmax, settings, size_of_softmax
from ._walk_softmax import WALK


def softmax(logits):
    """The probabilities of K classes, logits (N, K) -> (N, K).

    Subtracting the maximum changes nothing but keeps exp from overflowing (Goodfellow, Bengio and Courville, Deep
    Learning, section 4.1): the largest exponential is 1, so the sum is between 1 and K.
    """
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1, keepdims=True)


def torch_softmax(logits):
    """PyTorch's softmax."""
    import torch

    return torch.softmax(logits, dim=1)


def cases(rng):
    """Numbers to check by hand, both kinds of oblong, a square, and logits that exp cannot bear."""
    for name, logits, hidden in settings(rng):
        yield Case(name, {"logits": logits}, hidden)


def _divided(exps):
    return exps / exps.sum(axis=1, keepdims=True)


def _one_by_one(logits):
    """Row by row with the exponentials of math, which raise where those of NumPy are inf, as 0 / 0 does."""
    rows = [[math.exp(logit) for logit in row] for row in logits]
    return np.array([[e / sum(row) for e in row] for row in rows])


def not_shifted(solve, logits):
    """exp was taken of the logits as they are: it is inf above 709 and 0 below -745. First subtract the row's max."""
    return _divided(np.exp(logits))


def not_shifted__covered_up(solve, logits):
    """exp overflows, and nan_to_num only hides it. Subtract the maximum of the row before exp."""
    return np.nan_to_num(_divided(np.exp(logits)))


def not_shifted__math(solve, logits):
    """math.exp raises an OverflowError above 709. First subtract the maximum of the row."""
    return _one_by_one(logits)


def shifted_by_batch(solve, logits):
    """The maximum of the whole batch was subtracted: rows far below it become 0/0. Use the maximum of each row."""
    return _divided(np.exp(logits - logits.max()))


def shifted_by_batch__math(solve, logits):
    """The maximum of the whole batch was subtracted: rows far below it become 0/0. Use the maximum of each row."""
    return _one_by_one(logits - logits.max())


def shifted_by_column(solve, logits):
    """The maximum of each column was subtracted. All logits of a row must lose the same number: its maximum, axis 1."""
    return _divided(np.exp(logits - logits.max(axis=0)))


def shifted_by_minimum(solve, logits):
    """The minimum of the row was subtracted, and exp still overflows. Subtract the maximum."""
    return _divided(np.exp(logits - logits.min(axis=1, keepdims=True)))


def shifted_by_minimum__math(solve, logits):
    """The minimum of the row was subtracted, and exp still overflows. Subtract the maximum."""
    return _one_by_one(logits - logits.min(axis=1, keepdims=True))


def shifted_by_mean(solve, logits):
    """The mean of the row was subtracted, and exp still overflows. Subtract the maximum."""
    return _divided(np.exp(logits - logits.mean(axis=1, keepdims=True)))


def shifted_by_size(solve, logits):
    """The largest absolute value was subtracted: a row of -10000 becomes 0/0. Subtract the maximum, sign and all."""
    return _divided(np.exp(logits - np.abs(logits).max(axis=1, keepdims=True)))


def shifted_above_only(solve, logits):
    """The maximum was subtracted above the bar only. Both exponentials lose it, that in the sum below the bar, too."""
    exps = np.exp(logits)
    return np.exp(logits - logits.max(axis=1, keepdims=True)) / exps.sum(axis=1, keepdims=True)


def shifted_above_only__math(solve, logits):
    """The maximum was subtracted above the bar only. Both exponentials lose it, that in the sum below the bar, too."""
    above = np.exp(logits - logits.max(axis=1, keepdims=True))
    below = [sum(math.exp(logit) for logit in row) for row in logits]
    return np.array([[e / total for e in row] for row, total in zip(above.tolist(), below)])


def shifted_below_only(solve, logits):
    """The maximum was subtracted in the sum only. Both exponentials lose it, the one above the bar, too."""
    return np.exp(logits) / np.exp(logits - logits.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)


def shifted_below_only__math(solve, logits):
    """The maximum was subtracted in the sum only. Both exponentials lose it, the one above the bar, too."""
    below = np.exp(logits - logits.max(axis=1, keepdims=True)).sum(axis=1)
    return np.array([[math.exp(logit) / total for logit in row] for row, total in zip(logits, below)])


def adds_maximum(solve, logits):
    """The maximum was added to the logits. Subtract it, so that no exponent is above 0."""
    return _divided(np.exp(logits + logits.max(axis=1, keepdims=True)))


def clips(solve, logits):
    """The logits were cut off before exp, which makes all large ones equal. Subtract the maximum of the row instead."""
    return _divided(np.exp(np.clip(logits, -500, 500)))


def _clips_at(limit):
    def wrong(solve, logits):
        return _divided(np.exp(np.clip(logits, -limit, limit)))

    return called(f"clips__at_{limit}", wrong, clips.__doc__)


def over_samples(solve, logits):
    """The sum was taken over the samples (axis 0): every column sums to 1. Every row must: use axis 1."""
    return solve(logits.T).T


def over_samples__sum(solve, logits):
    """The sum was taken over axis 0, the samples. The classes of one sample share 1: use axis 1."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=0)


def over_samples__not_shifted(solve, logits):
    """The sum was taken over axis 0, the samples. The classes of one sample share 1: use axis 1."""
    exps = np.exp(logits)
    return exps / exps.sum(axis=0)


def over_everything(solve, logits):
    """The sum was taken over the whole batch. Every row sums to 1: sum over axis 1."""
    exps = np.exp(logits - logits.max())
    return exps / exps.sum()


def over_everything__row_maximum(solve, logits):
    """The sum was taken over the whole batch. Every row sums to 1: sum over axis 1."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum()


def over_everything__not_shifted(solve, logits):
    """The sum was taken over the whole batch. Every row sums to 1: sum over axis 1."""
    exps = np.exp(logits)
    return exps / exps.sum()


def sum_runs_on(solve, logits):
    """The sum goes on from one row to the next. Set it back to 0 before each row."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / np.cumsum(exps.sum(axis=1))[:, None]


def last_term_only(solve, logits):
    """Only the last exponential of the row is left in the sum: it was assigned (=) in the loop, not added (+=)."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps[:, -1:]


def last_term_only__math(solve, logits):
    """Only the last exponential of the row is left in the sum: it was assigned (=) in the loop, not added (+=)."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.array([[e / row[-1] for e in row] for row in exps.tolist()])


def sum_not_in_line(solve, logits):
    """A sum (N,) meets an array (N, K): NumPy lines it up with the classes. With keepdims=True it is (N, 1)."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / exps.sum(axis=1)


def sum_not_in_line__maximum(solve, logits):
    """A maximum (N,) meets logits (N, K): NumPy lines it up with the classes. With keepdims=True it is (N, 1)."""
    return _divided(np.exp(logits - logits.max(axis=1)))


def sum_not_in_line__both(solve, logits):
    """A maximum and a sum (N,) meet an array (N, K): NumPy lines them up with the classes. Use keepdims=True."""
    exps = np.exp(logits - logits.max(axis=1))
    return exps / exps.sum(axis=1)


def not_divided(solve, logits):
    """The exponentials were not divided by their sum, so the rows do not sum to 1."""
    return np.exp(logits - logits.max(axis=1, keepdims=True))


def not_divided__not_shifted(solve, logits):
    """The exponentials were not divided by their sum, so the rows do not sum to 1."""
    return np.exp(logits)


def divides_by_mean(solve, logits):
    """The exponentials were divided by their mean. Divide by their sum, so that the row sums to 1."""
    return solve(logits) * logits.shape[1]


def divides_by_length(solve, logits):
    """The exponentials were divided by their Euclidean length. Divide by their sum."""
    exps = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exps / np.sqrt((exps**2).sum(axis=1, keepdims=True))


def without_exp(solve, logits):
    """The logits were divided by their sum without exp. Logits may be negative, probabilities may not."""
    return _divided(logits)


def without_exp__shifted(solve, logits):
    """exp was forgotten: the shifted logits were divided by their sum."""
    return _divided(logits - logits.max(axis=1, keepdims=True))


def sigmoid(solve, logits):
    """The sigmoid of each logit was taken. Softmax divides by a sum over the row, so that the classes compete."""
    return np.exp(-np.logaddexp(0, -logits))


def powers_of_two(solve, logits):
    """Powers of 2 were taken. Softmax takes powers of e: np.exp."""
    return solve(logits * np.log(2))


def negative(solve, logits):
    """exp was taken of minus the logits: the largest logit got the smallest probability."""
    return solve(-logits)


def negative__shifted(solve, logits):
    """exp was taken of the maximum minus the logit: the largest logit got the smallest probability."""
    return _divided(np.exp(logits.max(axis=1, keepdims=True) - logits))


def negative__math(solve, logits):
    """exp was taken of the maximum minus the logit: the largest logit got the smallest probability."""
    return _one_by_one(logits.max(axis=1, keepdims=True) - logits)


def winner_takes_all(solve, logits):
    """The largest logit of each row got 1 and the others 0. That is argmax: softmax gives every class its share."""
    return np.eye(logits.shape[1])[logits.argmax(axis=1)]


def winner_takes_all__ties(solve, logits):
    """The largest logit of each row got 1 and the others 0. That is argmax: softmax gives every class its share."""
    return (logits == logits.max(axis=1, keepdims=True)).astype(float)


def logarithm(solve, logits):
    """The logarithm of the probabilities was returned. That is log_softmax: here it is the probabilities."""
    return np.log(solve(logits))


def twice(solve, logits):
    """Softmax was applied twice, which brings the probabilities close to each other. Once is enough."""
    return solve(solve(logits))


def transposed(solve, logits):
    """The result is (K, N). Keep the shape of logits: (N, K)."""
    return solve(logits).T


def first_sample_only(solve, logits):
    """Only the first row was computed; the others stayed zero. Return after the loop, not inside of it."""
    out = solve(logits)
    out[1:] = 0
    return out


def writes_into_logits(solve, logits):
    """The maximum was subtracted in place (-=), so the caller's logits changed. Write logits = logits - ..."""
    logits -= logits.max(axis=1, keepdims=True)
    return solve(logits)


def writes_into_logits__exp(solve, logits):
    """The exponentials were written over the caller's logits. Give them a name of their own."""
    logits[...] = solve(logits)
    return logits.copy()


WRONG = (
    not_shifted,
    not_shifted__covered_up,
    not_shifted__math,
    shifted_by_batch,
    shifted_by_batch__math,
    shifted_by_column,
    shifted_by_minimum,
    shifted_by_minimum__math,
    shifted_by_mean,
    shifted_by_size,
    shifted_above_only,
    shifted_above_only__math,
    shifted_below_only,
    shifted_below_only__math,
    adds_maximum,
    clips,
    *map(_clips_at, (10, 20, 50, 100, 700, 709)),
    over_samples,
    over_samples__sum,
    over_samples__not_shifted,
    over_everything,
    over_everything__row_maximum,
    over_everything__not_shifted,
    sum_runs_on,
    last_term_only,
    last_term_only__math,
    sum_not_in_line,
    sum_not_in_line__maximum,
    sum_not_in_line__both,
    not_divided,
    not_divided__not_shifted,
    without_exp,
    without_exp__shifted,
    sigmoid,
    powers_of_two,
    negative,
    negative__shifted,
    negative__math,
    winner_takes_all,
    winner_takes_all__ties,
    twice,
)
"""What can go wrong in softmax on the way to a gradient, too."""

spec = Spec(
    solve=softmax,
    torch=torch_softmax,
    second=exact_softmax,
    cases=cases,
    shapes={"logits": "N K", "out": "N K"},
    wrong=(
        *WRONG,
        divides_by_mean,
        divides_by_length,
        logarithm,
        transposed,
        first_sample_only,
        writes_into_logits,
        writes_into_logits__exp,
    ),
    hints=(
        "What is exp(10000) in floating point, and what is exp(10000) / exp(10000)? Which number could be taken from "
        "all logits of a row so that exp never gets a large one?",
        "With m[n] the maximum of row n: out[n, k] = exp(logits[n, k] - m[n]) / sum over j of exp(logits[n, j] - "
        "m[n]).",
        "exps = np.exp(logits - logits.max(axis=1, keepdims=True)), then divide by exps.sum with the same axis and "
        "keepdims.",
    ),
    hints_for={
        "shifted_by_batch": (
            "One row lies near 10000, another near -10000. What is left of the second, less the maximum of all?",
            "Each row has a maximum of its own: m[n] = max over k of logits[n, k].",
            "`logits.max(axis=1, keepdims=True)` is (N, 1): one number for each row.",
        ),
        "sum_not_in_line": (
            "Which shape has your sum, and with which axis of (N, K) does NumPy line up its only axis?",
            "NumPy compares shapes from the right: (N,) meets K, while (N, 1) meets N.",
            "`exps.sum(axis=1, keepdims=True)`, and the same for the maximum.",
        ),
        "over_samples": (
            "Add up one row of your result, then one column. Which of the two should be 1?",
            "The sum is over j, the classes, which is axis 1.",
            "`axis=1` in the maximum and in the sum.",
        ),
        "writes_into_logits": (
            "Does -= make a new array, or does it change the one that stands on its left?",
            "shifted = logits - maximum is a new array; logits -= maximum is the caller's.",
            "`shifted = logits - logits.max(axis=1, keepdims=True)`, and from there on only `shifted`.",
        ),
    },
    magnitude=size_of_softmax,
    walk=WALK,
)
