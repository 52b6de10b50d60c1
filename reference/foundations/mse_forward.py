"""Mean squared error, forward."""

from fractions import Fraction

import numpy as np

from grader import Case, Spec, grid


def mse_forward(pred, target):
    """The mean of the squared differences over all elements, pred and target of equal shape -> float."""
    return float(np.mean((pred - target) ** 2))


def exact_mse_forward(pred, target):
    """One square at a time, in exact fractions."""
    squares = [(Fraction(float(p)) - Fraction(float(t))) ** 2 for p, t in zip(pred.flat, target.flat)]
    return float(sum(squares) / len(squares))


def torch_mse_forward(pred, target):
    """PyTorch's mean squared error."""
    import torch

    return torch.nn.functional.mse_loss(pred, target)


def magnitude(pred, target):
    """pred and target are subtracted from each other, so their sizes add up before the square."""
    return float(np.mean((np.abs(pred) + np.abs(target)) ** 2))


def cases(rng):
    """Numbers to check by hand, one axis, two, four; sizes that all differ, so that each wrong divisor shows."""
    by_hand = {"pred": np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), "target": np.array([[1.0, 0, 3], [1, 5, 5]])}
    yield Case("by hand: squares 0, 4, 0, 9, 0, 1", by_hand)
    yield Case("one axis", {"pred": grid(rng, 7), "target": grid(rng, 7)})
    yield Case("5 samples of 3 numbers", {"pred": grid(rng, 5, 3), "target": grid(rng, 5, 3)})
    yield Case("2 images of 3x4x5", {"pred": grid(rng, 2, 3, 4, 5), "target": grid(rng, 2, 3, 4, 5)})
    yield Case("all differences below zero", {"pred": grid(rng, 3, 4) - 9, "target": grid(rng, 3, 4)})
    args = {"pred": np.asfortranarray(grid(rng, 4, 6)), "target": grid(rng, 4, 12)[:, ::2]}
    yield Case("not contiguous", args)
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        shape = [int(n) for n in rng.integers(2, 7, int(rng.integers(2, 4)))]
        yield Case(name, {"pred": grid(rng, *shape), "target": grid(rng, *shape)}, hidden=True)


def sum_for_mean(solve, pred, target):
    """The squares were summed. Take their mean: divide by the number of elements."""
    return solve(pred, target) * pred.size


def half_of_sum(solve, pred, target):
    """Half of the sum of the squares was taken, as some textbooks do. Here it is the mean, without the half."""
    return solve(pred, target) * pred.size / 2


def half_of_mean(solve, pred, target):
    """The mean was halved, as some textbooks do. Here the loss has no factor 1/2."""
    return solve(pred, target) / 2


def mean_over_samples(solve, pred, target):
    """The sum of the squares was divided by the number of samples only. Divide by the number of all elements."""
    return solve(pred, target) * pred.size / len(pred)


def half_over_samples(solve, pred, target):
    """The sum of the squares was divided by twice the number of samples. Divide by the number of all elements."""
    return solve(pred, target) * pred.size / len(pred) / 2


def mean_over_last_axis(solve, pred, target):
    """The sum of the squares was divided by the length of the last axis. Divide by the number of all elements."""
    return solve(pred, target) * pred.size / pred.shape[-1]


def divides_twice(solve, pred, target):
    """The mean was divided by the number of elements once more: np.mean does it already."""
    return solve(pred, target) / pred.size


def divides_twice__samples(solve, pred, target):
    """The mean was divided by the number of samples once more: np.mean has divided by all elements already."""
    return solve(pred, target) / len(pred)


def one_less(solve, pred, target):
    """The sum was divided by the number of elements less one. That is for variances of samples: divide by all."""
    return solve(pred, target) * pred.size / (pred.size - 1)


def root(solve, pred, target):
    """The root was taken at the end. That is the RMSE: here the mean of the squares is the loss."""
    return float(np.sqrt(solve(pred, target)))


def length(solve, pred, target):
    """np.linalg.norm is the root of the sum of the squares. Take the mean of the squares, without a root."""
    return float(np.linalg.norm(pred - target))


def without_square(solve, pred, target):
    """The differences were averaged without squares, so that those above and below zero cancel."""
    return float(np.mean(pred - target))


def absolute(solve, pred, target):
    """The absolute differences were averaged. Square the differences instead."""
    return float(np.mean(np.abs(pred - target)))


def square_of_mean(solve, pred, target):
    """The mean was squared. Square each difference first, then take the mean."""
    return float(np.mean(pred - target) ** 2)


def square_of_mean__sum(solve, pred, target):
    """The sum was squared. Square each difference first, then add up."""
    return float(np.sum(pred - target) ** 2 / pred.size)


def difference_of_squares(solve, pred, target):
    """pred and target were squared one by one. Subtract first, then square."""
    return float(np.mean(pred**2 - target**2))


def doubled(solve, pred, target):
    """The difference was multiplied by 2. Raise it to the power of 2: ** 2."""
    return float(np.mean((pred - target) * 2))


def adds(solve, pred, target):
    """pred and target were added. Subtract one from the other."""
    return solve(pred, -target)


def ignores_target(solve, pred, target):
    """The target was not used: subtract it from pred."""
    return solve(pred, np.zeros_like(target))


def variance(solve, pred, target):
    """The variance of the differences was taken, which forgets their mean. Take the mean of their squares."""
    return float(np.var(pred - target))


def one_loss_a_sample(solve, pred, target):
    """A loss for each sample was returned. Return one number, the mean over all elements."""
    return ((pred - target) ** 2).reshape(len(pred), -1).mean(axis=1)


def one_loss_a_sample__sum(solve, pred, target):
    """A loss for each sample was returned. Return one number, the mean over all elements."""
    return ((pred - target) ** 2).reshape(len(pred), -1).sum(axis=1)


def mean_of_one_axis(solve, pred, target):
    """The mean was taken over one axis only, so an array is left. Take it over all: np.mean without axis."""
    return ((pred - target) ** 2).mean(axis=0)


def mean_of_one_axis__last(solve, pred, target):
    """The mean was taken over one axis only, so an array is left. Take it over all: np.mean without axis."""
    return ((pred - target) ** 2).mean(axis=-1)


def mean_of_one_axis__second(solve, pred, target):
    """The mean was taken over one axis only, so an array is left. Take it over all: np.mean without axis."""
    return ((pred - target) ** 2).mean(axis=1)


def not_averaged(solve, pred, target):
    """The squares were returned as they are. Return one number, their mean."""
    return (pred - target) ** 2


def not_averaged__divided(solve, pred, target):
    """The squares were divided by their number but not added up. Return one number, their mean."""
    return (pred - target) ** 2 / pred.size


def largest(solve, pred, target):
    """The largest square was returned. Return their mean."""
    return float(((pred - target) ** 2).max())


def first_sample_only(solve, pred, target):
    """Only the first sample counted. Average over all."""
    return solve(pred[:1], target[:1])


def first_sample_only__element(solve, pred, target):
    """Only the first element counted: the return stands inside of the loop. Return after it."""
    return float((pred - target).flat[0] ** 2)


def last_element_only(solve, pred, target):
    """Only the last square is left: it was assigned (=) in the loop, not added (+=)."""
    return float((pred - target).flat[-1] ** 2 / pred.size)


def whole_number(solve, pred, target):
    """The loss was turned into a whole number. Return a float."""
    return int(solve(pred, target))


def writes_into_pred(solve, pred, target):
    """The target was subtracted in place (-=), so the caller's pred changed. Write difference = pred - target."""
    pred -= target
    return float(np.mean(pred**2))


def writes_into_pred__square(solve, pred, target):
    """The differences were squared in the caller's pred. Give them a name of their own."""
    pred -= target
    pred **= 2
    return float(np.mean(pred))


spec = Spec(
    solve=mse_forward,
    torch=torch_mse_forward,
    second=exact_mse_forward,
    cases=cases,
    outputs=("loss",),
    wrong=(
        sum_for_mean,
        half_of_sum,
        half_of_mean,
        mean_over_samples,
        half_over_samples,
        mean_over_last_axis,
        divides_twice,
        divides_twice__samples,
        one_less,
        root,
        length,
        without_square,
        absolute,
        square_of_mean,
        square_of_mean__sum,
        difference_of_squares,
        doubled,
        adds,
        ignores_target,
        variance,
        one_loss_a_sample,
        one_loss_a_sample__sum,
        mean_of_one_axis,
        mean_of_one_axis__last,
        mean_of_one_axis__second,
        not_averaged,
        not_averaged__divided,
        largest,
        first_sample_only,
        first_sample_only__element,
        last_element_only,
        whole_number,
        writes_into_pred,
        writes_into_pred__square,
    ),
    hints=(
        "How far is each number off, how do you make that count alike above and below, and over how many numbers do "
        "you average?",
        "loss = sum of (pred - target) ** 2 / pred.size.",
        "np.mean of the squared difference, without axis, is all.",
    ),
    hints_for={
        "mean_over_samples": (
            "How many squares did you add up, and by how many did you divide?",
            "loss = sum of all squares / number of all elements, N * D for rows of D numbers.",
            "`np.sum(...) / pred.size`, or np.mean without an axis.",
        ),
        "square_of_mean": (
            "Errors of 3 and -3: what is their mean, and is that a good network?",
            "mean of (pred - target) ** 2: the square is taken first, inside of the mean.",
            "`np.mean((pred - target) ** 2)`: the `** 2` stands inside of the brackets of np.mean.",
        ),
        "mean_of_one_axis": (
            "How many numbers are left after a mean over one axis, and how many is a loss?",
            "The mean is over all axes at once.",
            "`np.mean(squares)`, with no `axis=`.",
        ),
    },
    magnitude=magnitude,
)
