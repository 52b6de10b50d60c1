"""Log-softmax: the logit, minus the logarithm of the sum of all exponentials of its row."""

import numpy as np

from grader import Case, Spec

from ._losses import called, exact_log_softmax, settings, size_of_log_softmax
from .softmax import softmax


def log_softmax(logits):
    """The logarithms of the probabilities of K classes, logits (N, K) -> (N, K).

    log(exp(a) / sum) = a - log(sum): no exponential has to be large, and no logarithm is taken of 0 (Blanchard, Higham
    and Higham 2021, Accurately computing the log-sum-exp and softmax functions).
    """
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def torch_log_softmax(logits):
    """PyTorch's log-softmax."""
    import torch

    return torch.log_softmax(logits, dim=1)


def cases(rng):
    """The batches of softmax; at 10000 some probabilities are 0 in floating point, their logarithms are not."""
    for name, logits, hidden in settings(rng):
        yield Case(name, {"logits": logits}, hidden)


def _minus_log_sum(logits, shifted):
    return logits - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def log_of_softmax(solve, logits):
    """log(softmax(...)) is -inf where the probability is 0 in floating point. Use a - log(sum of exp), shifted."""
    return np.log(softmax(logits))


def _guarded(exponent, clipped):
    """log(softmax) kept from log(0) by a small number."""

    def wrong(solve, logits):
        probabilities, small = softmax(logits), float(f"1e-{exponent}")
        return np.log(np.maximum(probabilities, small) if clipped else probabilities + small)

    text = "A small number keeps log from 0, but then an answer of -20000 becomes about -20: use a - log(sum of exp)."
    return called(f"log_of_softmax__{'at_least' if clipped else 'plus'}_{exponent}", wrong, text)


def not_shifted(solve, logits):
    """exp was taken of the logits as they are: it is inf above 709, 0 below -745. First subtract the row's maximum."""
    return _minus_log_sum(logits, logits)


def not_shifted__quotient(solve, logits):
    """exp overflows, and log(0) is -inf. Subtract the row's maximum, then use a - log(sum of exp)."""
    exps = np.exp(logits)
    return np.log(exps / exps.sum(axis=1, keepdims=True))


def not_shifted__covered_up(solve, logits):
    """exp overflows, and nan_to_num only hides it. Subtract the maximum of the row before exp."""
    return np.nan_to_num(_minus_log_sum(logits, logits))


def shifted_by_batch(solve, logits):
    """The maximum of the whole batch was subtracted: rows far below it lead to log(0). Use the maximum of each row."""
    shifted = logits - logits.max()
    return _minus_log_sum(shifted, shifted)


def shifted_by_column(solve, logits):
    """The maximum of each column was subtracted. All logits of a row must lose the same number: its maximum, axis 1."""
    shifted = logits - logits.max(axis=0)
    return _minus_log_sum(shifted, shifted)


def shifted_by_minimum(solve, logits):
    """The minimum of the row was subtracted, and exp still overflows. Subtract the maximum."""
    shifted = logits - logits.min(axis=1, keepdims=True)
    return _minus_log_sum(shifted, shifted)


def shifted_by_mean(solve, logits):
    """The mean of the row was subtracted, and exp still overflows. Subtract the maximum."""
    shifted = logits - logits.mean(axis=1, keepdims=True)
    return _minus_log_sum(shifted, shifted)


def shifted_by_size(solve, logits):
    """The largest absolute value was subtracted: a row of -10000 leads to log(0). Subtract the maximum itself."""
    shifted = logits - np.abs(logits).max(axis=1, keepdims=True)
    return _minus_log_sum(shifted, shifted)


def shifted_in_the_sum_only(solve, logits):
    """The maximum was subtracted inside the sum and nowhere else. Subtract it from the logit in front, too."""
    return _minus_log_sum(logits, logits - logits.max(axis=1, keepdims=True))


def shifted_in_front_only(solve, logits):
    """The maximum was subtracted from the logit in front but not inside the sum. Both have to lose it."""
    return _minus_log_sum(logits - logits.max(axis=1, keepdims=True), logits)


def shifted_twice(solve, logits):
    """The maximum was subtracted once too often: a - m - log(sum of exp(a - m)) is all."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return _minus_log_sum(shifted - logits.max(axis=1, keepdims=True), shifted)


def adds_maximum(solve, logits):
    """The maximum was added to the logits. Subtract it, so that no exponent is above 0."""
    shifted = logits + logits.max(axis=1, keepdims=True)
    return _minus_log_sum(shifted, shifted)


def clips(solve, logits):
    """The logits were cut off, which makes all large ones equal. Subtract the maximum of the row instead."""
    return solve(np.clip(logits, -500, 500))


def _clips_at(limit):
    def wrong(solve, logits):
        return solve(np.clip(logits, -limit, limit))

    return called(f"clips__at_{limit}", wrong, clips.__doc__)


def over_samples(solve, logits):
    """The sum was taken over the samples (axis 0). The classes of one sample share 1: use axis 1."""
    return solve(logits.T).T


def over_samples__sum(solve, logits):
    """The sum was taken over axis 0, the samples. The classes of one sample share 1: use axis 1."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=0))


def over_samples__not_shifted(solve, logits):
    """The sum was taken over axis 0, the samples. The classes of one sample share 1: use axis 1."""
    return logits - np.log(np.exp(logits).sum(axis=0))


def over_everything(solve, logits):
    """The sum was taken over the whole batch. Sum the exponentials of each row: axis 1."""
    shifted = logits - logits.max()
    return shifted - np.log(np.exp(shifted).sum())


def over_everything__row_maximum(solve, logits):
    """The sum was taken over the whole batch. Sum the exponentials of each row: axis 1."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum())


def over_everything__not_shifted(solve, logits):
    """The sum was taken over the whole batch. Sum the exponentials of each row: axis 1."""
    return logits - np.log(np.exp(logits).sum())


def sum_not_in_line(solve, logits):
    """A sum (N,) meets an array (N, K): NumPy lines it up with the classes. With keepdims=True it is (N, 1)."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1))


def sum_not_in_line__maximum(solve, logits):
    """A maximum (N,) meets logits (N, K): NumPy lines it up with the classes. With keepdims=True it is (N, 1)."""
    shifted = logits - logits.max(axis=1)
    return _minus_log_sum(shifted, shifted)


def sum_not_in_line__both(solve, logits):
    """A maximum and a sum (N,) meet an array (N, K): NumPy lines them up with the classes. Use keepdims=True."""
    shifted = logits - logits.max(axis=1)
    return shifted - np.log(np.exp(shifted).sum(axis=1))


def without_sum(solve, logits):
    """The logarithm of the sum is missing: subtracting the maximum alone makes no probabilities."""
    return logits - logits.max(axis=1, keepdims=True)


def sum_without_log(solve, logits):
    """The sum of the exponentials was subtracted. Subtract its logarithm."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.exp(shifted).sum(axis=1, keepdims=True)


def mean_for_sum(solve, logits):
    """The mean of the exponentials was taken. Take the sum, or the probabilities sum to K."""
    return solve(logits) + np.log(logits.shape[1])


def adds_log_sum(solve, logits):
    """The logarithm of the sum was added. A quotient becomes a difference: subtract it."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return 2 * shifted - solve(logits)


def probabilities(solve, logits):
    """The probabilities were returned. Here it is their logarithms."""
    return softmax(logits)


def positive(solve, logits):
    """The result has the opposite sign. Logarithms of probabilities are at most 0; the minus belongs to the loss."""
    return -solve(logits)


def logarithm_to_base_2(solve, logits):
    """np.log2 was used. Take the natural logarithm: np.log."""
    return solve(logits) / np.log(2)


def logarithm_to_base_2__of_the_sum(solve, logits):
    """np.log2 was used. Take the natural logarithm, which undoes np.exp: np.log."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log2(np.exp(shifted).sum(axis=1, keepdims=True))


def logarithm_to_base_10(solve, logits):
    """np.log10 was used. Take the natural logarithm: np.log."""
    return solve(logits) / np.log(10)


def logarithm_to_base_10__of_the_sum(solve, logits):
    """np.log10 was used. Take the natural logarithm, which undoes np.exp: np.log."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    return shifted - np.log10(np.exp(shifted).sum(axis=1, keepdims=True))


def log_sigmoid(solve, logits):
    """The logarithm of the sigmoid was taken. Softmax divides by a sum over the row, so that the classes compete."""
    return -np.logaddexp(0, -logits)


def negative(solve, logits):
    """exp was taken of minus the logits: the largest logit got the smallest probability."""
    return solve(-logits)


def softmax_first(solve, logits):
    """Softmax was applied before log_softmax. log_softmax contains it: give it the logits as they are."""
    return solve(softmax(logits))


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


def writes_into_logits__result(solve, logits):
    """The result was written over the caller's logits. Give it a name of its own."""
    logits[...] = solve(logits)
    return logits.copy()


WRONG = (
    log_of_softmax,
    *(_guarded(exponent, clipped) for exponent in (5, 6, 7, 8, 9, 10, 12, 15, 16, 20) for clipped in (False, True)),
    not_shifted,
    not_shifted__quotient,
    shifted_by_batch,
    shifted_by_column,
    shifted_by_minimum,
    shifted_by_mean,
    shifted_by_size,
    shifted_in_the_sum_only,
    shifted_in_front_only,
    shifted_twice,
    adds_maximum,
    clips,
    *map(_clips_at, (10, 20, 50, 100, 700, 709)),
    over_samples,
    over_samples__sum,
    over_samples__not_shifted,
    over_everything,
    over_everything__row_maximum,
    over_everything__not_shifted,
    sum_not_in_line,
    sum_not_in_line__maximum,
    sum_not_in_line__both,
    without_sum,
    sum_without_log,
    mean_for_sum,
    probabilities,
    logarithm_to_base_2,
    logarithm_to_base_2__of_the_sum,
    log_sigmoid,
    negative,
    softmax_first,
)
"""What can go wrong in log_softmax on the way to a loss, too."""

spec = Spec(
    solve=log_softmax,
    torch=torch_log_softmax,
    second=exact_log_softmax,
    cases=cases,
    shapes={"logits": "N K", "out": "N K"},
    wrong=(
        *WRONG,
        not_shifted__covered_up,
        adds_log_sum,
        positive,
        logarithm_to_base_10,
        logarithm_to_base_10__of_the_sum,
        transposed,
        first_sample_only,
        writes_into_logits,
        writes_into_logits__result,
    ),
    hints=(
        "What is the logarithm of a quotient? And what can you subtract from all logits of a row without changing "
        "their probabilities?",
        "With m[n] the maximum of row n and s = logits - m: out[n, k] = s[n, k] - log(sum over j of exp(s[n, j])).",
        "shifted = logits - logits.max(axis=1, keepdims=True); return shifted minus np.log of np.exp(shifted) summed "
        "over axis 1, with keepdims=True.",
    ),
    hints_for={
        "log_of_softmax": (
            "log(a / b) is a difference. Which of the two logarithms need not be computed at all?",
            "log(exp(s) / total) = s - log(total), with s = logits - maximum.",
            "`shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))`: no quotient at all.",
        ),
        "shifted_in_the_sum_only": (
            "Try a row of two equal logits, 1000 and 1000: what should come out, and what does?",
            "out = (logits - m) - log(sum of exp(logits - m)): the same shift at both places.",
            "`shifted = logits - m`, and from there on only `shifted`.",
        ),
        "sum_not_in_line": (
            "Which shape has your sum, and with which axis of (N, K) does NumPy line up its only axis?",
            "NumPy compares shapes from the right: (N,) meets K, while (N, 1) meets N.",
            "`.sum(axis=1, keepdims=True)`, and the same for the maximum.",
        ),
        "over_samples": (
            "exp of your result: add up one row of it, then one column. Which of the two should be 1?",
            "The sum is over j, the classes, which is axis 1.",
            "`axis=1` in the maximum and in the sum.",
        ),
    },
    magnitude=size_of_log_softmax,
)
