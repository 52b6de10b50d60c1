"""Mean squared error, backward: twice the difference, divided by how many there are."""

from fractions import Fraction
from itertools import cycle

import numpy as np

from grader import Case, Spec

from .mse_forward import cases as forward_cases
from .mse_forward import mse_forward


def mse_backward(dout, pred, target):
    """The gradient of the mean squared error, dout float, pred and target of equal shape -> dpred like pred."""
    return dout * 2 * (pred - target) / pred.size


def exact_mse_backward(dout, pred, target):
    """One number at a time, in exact fractions."""
    out = np.zeros(pred.shape)
    for i in np.ndindex(pred.shape):
        out[i] = float(2 * Fraction(dout) * (Fraction(float(pred[i])) - Fraction(float(target[i]))) / pred.size)
    return out


def torch_mse_backward(dout, pred, target):
    """PyTorch's autograd through its mean squared error."""
    import torch

    pred.requires_grad_()
    return torch.autograd.grad(dout * torch.nn.functional.mse_loss(pred, target), pred)[0]


def magnitude(dout, pred, target):
    """pred and target are subtracted from each other, so their sizes add up."""
    return abs(dout) * 2 * (np.abs(pred) + np.abs(target)) / pred.size


def cases(rng):
    """The cases of mse_forward, each with an upstream gradient that is not 1."""
    upstream = cycle((3.0, -2.5, 0.75, 1.5, -0.5, 1.25))
    for case in forward_cases(rng):
        name = "by hand: differences 0, 2, 0, 3, 0, 1" if "by hand" in case.name else case.name
        yield Case(name, {"dout": next(upstream), **case.args}, case.hidden)


def ignores_dout(solve, dout, pred, target):
    """dout is ignored: the gradient is dout times that of the loss."""
    return solve(1.0, pred, target)


def forgets_mean(solve, dout, pred, target):
    """The loss is a mean over all elements, so each gets only its share of dout: divide by pred.size."""
    return solve(dout, pred, target) * pred.size


def forgets_mean__and_dout(solve, dout, pred, target):
    """2 (pred - target) is only half of it: multiply by dout, and divide by pred.size, because the loss is a mean."""
    return solve(1.0, pred, target) * pred.size


def forgets_two(solve, dout, pred, target):
    """The factor 2 is missing: the derivative of a square is twice what was squared."""
    return solve(dout, pred, target) / 2


def difference_only(solve, dout, pred, target):
    """The factor 2 and the 1/size of the mean are both missing. The loss is a mean of squares, without a factor 1/2."""
    return dout * (pred - target)


def difference_only__no_dout(solve, dout, pred, target):
    """pred - target alone belongs to half the sum of squares. Here: times 2, times dout, divided by pred.size."""
    return pred - target


def brackets_missing(solve, dout, pred, target):
    """Brackets are missing around the difference. Write (pred - target), then all else multiplies or divides it."""
    return dout * 2 * pred - target / pred.size


def divides_by_samples(solve, dout, pred, target):
    """The gradient was divided by the number of samples. The mean is over all elements: divide by pred.size."""
    return solve(dout, pred, target) * pred.size / len(pred)


def half_over_samples(solve, dout, pred, target):
    """(pred - target) / N belongs to a loss with 1/2, averaged over samples. Here: times 2, divided by pred.size."""
    return solve(dout, pred, target) * pred.size / len(pred) / 2


def divides_by_last_axis(solve, dout, pred, target):
    """The gradient was divided by the length of the last axis. The mean is over all elements: divide by pred.size."""
    return solve(dout, pred, target) * pred.size / pred.shape[-1]


def divides_twice(solve, dout, pred, target):
    """The gradient was divided by the number of elements twice. The mean of the loss brings one."""
    return solve(dout, pred, target) / pred.size


def opposite_sign(solve, dout, pred, target):
    """The difference is the wrong way round. If pred is too large, a larger pred makes the loss grow: pred - target."""
    return -solve(dout, pred, target)


def gradient_of_both(solve, dout, pred, target):
    """Two gradients were returned. Only that of pred is asked for: the target is given."""
    dpred = solve(dout, pred, target)
    return dpred, -dpred


def keeps_square(solve, dout, pred, target):
    """The square was kept. The derivative of a square is twice what was squared."""
    return dout * (pred - target) ** 2 / pred.size


def keeps_square__doubled(solve, dout, pred, target):
    """The square was kept. The derivative of a square is twice what was squared, to the power of 1."""
    return dout * 2 * (pred - target) ** 2 / pred.size


def sign_only(solve, dout, pred, target):
    """The sign of the difference was taken, as for absolute errors. Squared errors have a gradient that grows."""
    return dout * np.sign(pred - target) / pred.size


def absolute(solve, dout, pred, target):
    """The absolute difference was taken. Where pred is too small the gradient is negative."""
    return np.abs(solve(abs(dout), pred, target)) * np.sign(dout)


def ignores_target(solve, dout, pred, target):
    """The target was not used: subtract it from pred."""
    return solve(dout, pred, np.zeros_like(target))


def adds_target(solve, dout, pred, target):
    """pred and target were added. Subtract target from pred."""
    return solve(dout, pred, -target)


def times_pred(solve, dout, pred, target):
    """The gradient was multiplied by pred. The difference grows as fast as pred does: its derivative is 1."""
    return solve(dout, pred, target) * pred


def times_loss(solve, dout, pred, target):
    """The gradient was multiplied by the loss. The loss itself has no place in it."""
    return solve(dout, pred, target) * mse_forward(pred, target)


def divides_by_dout(solve, dout, pred, target):
    """The gradient was divided by dout. Multiply by it."""
    return solve(1 / dout, pred, target)


def adds_dout(solve, dout, pred, target):
    """dout was added. The chain rule multiplies."""
    return solve(1.0, pred, target) + dout


def dout_everywhere(solve, dout, pred, target):
    """Every element got the same share of dout. The share is 2 (pred - target) / pred.size."""
    return np.full(pred.shape, dout / pred.size)


def averaged(solve, dout, pred, target):
    """The gradient was averaged to one number. Every element of pred has its own."""
    return float((dout * 2 * (pred - target)).mean())


def averaged__samples(solve, dout, pred, target):
    """The gradient was averaged over the samples. Every element of pred has its own: keep the shape."""
    return (dout * 2 * (pred - target)).mean(axis=0)


def averaged__twice(solve, dout, pred, target):
    """The gradient was averaged to one number. Every element of pred has its own."""
    return float(solve(dout, pred, target).mean())


def averaged__twice_over_samples(solve, dout, pred, target):
    """The gradient was averaged over the samples. Every element of pred has its own: keep the shape."""
    return solve(dout, pred, target).mean(axis=0)


def summed(solve, dout, pred, target):
    """The gradient was summed over the samples. Every element of pred has its own: keep the shape."""
    return solve(dout, pred, target).sum(axis=0)


def flat(solve, dout, pred, target):
    """dpred is one long row. It has the shape of pred."""
    return solve(dout, pred, target).reshape(-1)


def transposed(solve, dout, pred, target):
    """dpred is transposed. It has the shape of pred."""
    return solve(dout, pred, target).T


def first_sample_only(solve, dout, pred, target):
    """Only the first sample has a gradient; the others stayed zero."""
    dpred = solve(dout, pred, target)
    dpred[1:] = 0
    return dpred


def first_sample_only__element(solve, dout, pred, target):
    """Only the first element has a gradient: the return stands inside of the loop. Return after it."""
    dpred = solve(dout, pred, target)
    dpred.flat[1:] = 0
    return dpred


def writes_into_pred(solve, dout, pred, target):
    """The target was subtracted in place (-=), so the caller's pred changed. Write difference = pred - target."""
    dpred = solve(dout, pred, target)
    pred -= target
    return dpred


spec = Spec(
    solve=mse_backward,
    torch=torch_mse_backward,
    second=exact_mse_backward,
    cases=cases,
    outputs=("dpred",),
    forward=mse_forward,
    wrt=("pred",),
    wrong=(
        ignores_dout,
        forgets_mean,
        forgets_mean__and_dout,
        forgets_two,
        difference_only,
        difference_only__no_dout,
        brackets_missing,
        divides_by_samples,
        half_over_samples,
        divides_by_last_axis,
        divides_twice,
        opposite_sign,
        gradient_of_both,
        keeps_square,
        keeps_square__doubled,
        sign_only,
        absolute,
        ignores_target,
        adds_target,
        times_pred,
        times_loss,
        divides_by_dout,
        adds_dout,
        dout_everywhere,
        averaged,
        averaged__samples,
        averaged__twice,
        averaged__twice_over_samples,
        summed,
        flat,
        transposed,
        first_sample_only,
        first_sample_only__element,
        writes_into_pred,
    ),
    hints=(
        "Write the loss as a sum of squares divided by a number. In how many of the squares does one element of pred "
        "stand?",
        "dpred = dout * 2 * (pred - target) / pred.size.",
        "One line is enough: no loop, no axis, and the result has the shape of pred.",
    ),
    hints_for={
        "forgets_mean": (
            "How much does the mean of many squares grow when one of them grows by 1?",
            "dpred = dout * 2 * (pred - target) / pred.size.",
            "`... / pred.size` at the end of the line that you have.",
        ),
        "divides_by_samples": (
            "Over how many numbers does mse_forward take the mean: N, or all?",
            "The number of all elements, N * D for rows of D numbers, is pred.size.",
            "`/ pred.size`, not `/ len(pred)` and not `/ pred.shape[0]`.",
        ),
        "ignores_dout": (
            "What does dout tell you, and where does it stand in your code?",
            "Chain rule: dpred = dout times the derivative of the loss.",
            "`return dout * ...`, with the derivative that you have already.",
        ),
        "brackets_missing": (
            "In which order does Python compute your line? What is multiplied by 2, and what is divided?",
            "dout * 2 * (pred - target) / pred.size: the difference is one factor.",
            "`difference = pred - target` on a line of its own, then `dout * 2 * difference / pred.size`.",
        ),
    },
    magnitude=magnitude,
)
