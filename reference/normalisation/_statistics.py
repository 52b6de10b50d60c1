"""What batch, layer and group normalisation share: they differ only in which numbers have a mean in common.

A ``Cut`` says which: it lays x out as rows, each with a mean and a variance of its own. Forward misconceptions are
called as ``wrong(cut, solve, x, gamma, beta, *setting)``, backward ones with dout first; the last of ``setting`` is
always eps. ``bound`` turns them into misconceptions of one layer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from grader import grid


@dataclass(frozen=True)
class Cut:
    """``rows(array, *setting)`` is a matrix, ``back(matrix, shape, *setting)`` the array of that shape."""

    rows: Callable
    back: Callable


def _channels_first(x, *setting):
    return np.moveaxis(x, 1, 0).reshape(x.shape[1], -1)


def _channels_back(rows, shape, *setting):
    return np.moveaxis(rows.reshape(shape[1], shape[0], *shape[2:]), 0, 1)


def _reshaped(rows, shape, *setting):
    return rows.reshape(shape)


CHANNEL = Cut(_channels_first, _channels_back)
SAMPLE = Cut(lambda x, *setting: x.reshape(len(x), -1), _reshaped)
GROUP = Cut(lambda x, groups, eps: x.reshape(len(x) * groups, -1), _reshaped)
INSTANCE = Cut(lambda x, *setting: x.reshape(x.shape[0] * x.shape[1], -1), _reshaped)
EVERYTHING = Cut(lambda x, *setting: x.reshape(1, -1), _reshaped)
PIXEL = Cut(lambda x, *setting: x.reshape(len(x), -1).T, lambda rows, shape, *setting: rows.T.reshape(shape))
ACROSS = Cut(  # one mean for each pixel of each image, over its channels
    lambda x, *setting: np.moveaxis(x, 1, -1).reshape(-1, x.shape[1]),
    lambda rows, shape, *setting: np.moveaxis(rows.reshape(shape[0], *shape[2:], shape[1]), -1, 1),
)


def spread(v, x):
    """One number for each channel, brought into a shape that fits x."""
    return np.reshape(v, (1, -1, *(1,) * (x.ndim - 2)))


def collect(array):
    """The sum over everything but the channels."""
    return array.sum(axis=(0, *range(2, array.ndim)))


def positive(rng, *shape):
    """Random positive numbers up to 2: variances."""
    return rng.integers(2, 33, shape) / 16


def factors(rng, count):
    """Random gammas, none of them 0 or 1."""
    return rng.choice([-1, 1], count) * rng.integers(5, 16, count) / 8


def numbers(rng, *shape):
    """Random numbers of a small spread around a mean that is not 0."""
    return grid(rng, *shape, limit=1) + 0.5


def hand_made():
    """Two rows of four: mean 2 and variance 2, mean 1 and variance 3/4; with eps 1/4 their roots are 3/2 and 1."""
    return np.array([[0.0, 2.0, 2.0, 4.0], [-0.5, 1.5, 1.5, 1.5]])


def naive_forward(blocks, x, gamma, beta, eps):
    """One number at a time; ``blocks`` are lists of the indices that have a mean in common."""
    out = np.zeros(x.shape)
    for block in blocks:
        mean = sum(float(x[index]) for index in block) / len(block)
        var = sum((float(x[index]) - mean) ** 2 for index in block) / len(block)
        for index in block:
            out[index] = gamma[index[1]] * (x[index] - mean) / (var + eps) ** 0.5 + beta[index[1]]
    return out


def naive_backward(blocks, dout, x, gamma, beta, eps):
    """The chain rule one number at a time, by the derivatives of the mean and of the variance."""
    dx, dgamma, dbeta = np.zeros(x.shape), np.zeros(gamma.shape), np.zeros(beta.shape)
    for block in blocks:
        m = len(block)
        mean = sum(float(x[index]) for index in block) / m
        var = sum((float(x[index]) - mean) ** 2 for index in block) / m
        dmean = dvar = 0.0
        for index in block:
            channel = index[1]
            dxhat = float(dout[index] * gamma[channel])
            dgamma[channel] += dout[index] * (x[index] - mean) / (var + eps) ** 0.5
            dbeta[channel] += dout[index]
            dmean -= dxhat / (var + eps) ** 0.5
            dvar -= dxhat * (x[index] - mean) / 2 / (var + eps) ** 1.5
        for index in block:
            direct = dout[index] * gamma[index[1]] / (var + eps) ** 0.5
            dx[index] = direct + dmean / m + dvar * 2 * (x[index] - mean) / m
    return dx, dgamma, dbeta


def _sizes(cut, x, setting):
    """By rows: |x| + |mean|, what cancels in x - mean; 1 / sqrt(var + eps); and how far an error of var is felt.

    Who takes the variance as the mean of the squares minus the square of the mean rounds numbers of that size.
    """
    rows = cut.rows(x, *setting)
    size = np.abs(rows) + np.abs(rows).mean(axis=1, keepdims=True)
    var = rows.var(axis=1, keepdims=True) + setting[-1]
    squares = (rows**2).mean(axis=1, keepdims=True) + rows.mean(axis=1, keepdims=True) ** 2
    return size, 1 / np.sqrt(var), 1 + squares / var


def size_of_output(cut, x, gamma, beta, *setting):
    """The magnitude of a forward pass."""
    size, scale, cancellation = _sizes(cut, x, setting)
    standard = cut.back(size * scale * cancellation, x.shape, *setting)
    return np.abs(spread(gamma, x)) * standard + np.abs(spread(beta, x))


def size_of_gradients(cut, dout, x, gamma, beta, *setting):
    """The magnitudes of a backward pass: the sums of its terms with absolute values."""
    size, scale, cancellation = _sizes(cut, x, setting)
    size = size * scale
    g = cut.rows(np.abs(dout * spread(gamma, x)), *setting)
    mean = partial_mean(g) + size * partial_mean(g * size)
    dx = cut.back((g + mean) * scale * cancellation, x.shape, *setting)
    dgamma = collect(np.abs(dout) * cut.back(size * cancellation, x.shape, *setting))
    return dx, dgamma, collect(np.abs(dout))


def partial_mean(rows):
    """The mean of each row, as a column."""
    return rows.mean(axis=1, keepdims=True)


def bound(cut, *wrongs):
    """The misconceptions of the layer that cuts like ``cut``."""

    def bind(wrong):
        def bound_wrong(solve, *args):
            return wrong(cut, solve, *args)

        bound_wrong.__name__ = wrong.__name__
        bound_wrong.__doc__ = wrong.__doc__
        return bound_wrong

    return tuple(bind(wrong) for wrong in wrongs)


# Forward: another centre or another scale


def forward(cut, x, gamma, beta, *setting, centre=partial_mean, scale=None):
    """The right output, or with another centre and scale: functions of the rows that give columns."""
    eps = setting[-1]
    rows = cut.rows(x, *setting)
    scale = (lambda r: np.sqrt(r.var(axis=1, keepdims=True) + eps)) if scale is None else scale
    standard = (rows - centre(rows)) / scale(rows)
    return spread(gamma, x) * cut.back(standard, x.shape, *setting) + spread(beta, x)


def _deviation(rows, ddof=0):
    return rows.std(axis=1, keepdims=True, ddof=ddof)


def eps_outside_root(cut, solve, x, gamma, beta, *setting):
    """eps was added to the standard deviation. Add it to the variance, then take the root: sqrt(var + eps)."""
    return forward(cut, x, gamma, beta, *setting, scale=lambda rows: _deviation(rows) + setting[-1])


def eps_missing(cut, solve, x, gamma, beta, *setting):
    """eps is missing: divide by sqrt(var + eps), or the division fails where all numbers are equal."""
    return solve(x, gamma, beta, *setting[:-1], 0.0)


def eps_fixed(cut, solve, x, gamma, beta, *setting):
    """eps was fixed at a small number. Use the argument: sqrt(var + eps)."""
    return solve(x, gamma, beta, *setting[:-1], 1e-5)


def eps_fixed__tiny(cut, solve, x, gamma, beta, *setting):
    """eps was fixed at a tiny number. Use the argument: sqrt(var + eps)."""
    return solve(x, gamma, beta, *setting[:-1], 1e-8)


def eps_fixed__small(cut, solve, x, gamma, beta, *setting):
    """eps was fixed at a very small number. Use the argument: sqrt(var + eps)."""
    return solve(x, gamma, beta, *setting[:-1], 1e-6)


def eps_squared(cut, solve, x, gamma, beta, *setting):
    """The square of eps was added to the variance. Add eps as it is: sqrt(var + eps)."""
    return solve(x, gamma, beta, *setting[:-1], setting[-1] ** 2)


def divides_by_variance(cut, solve, x, gamma, beta, *setting):
    """The root is missing: divide by sqrt(var + eps), the standard deviation, not by var + eps."""
    return forward(cut, x, gamma, beta, *setting, scale=lambda rows: _deviation(rows) ** 2 + setting[-1])


def unbiased_variance(cut, solve, x, gamma, beta, *setting):
    """The variance was divided by one less than the count (ddof=1). Here it is divided by the count itself."""
    return forward(
        cut, x, gamma, beta, *setting, scale=lambda rows: np.sqrt(_deviation(rows, 1) ** 2 + setting[-1])
    )  # fmt: skip


def variance_not_divided(cut, solve, x, gamma, beta, *setting):
    """The squares were summed and not divided by their number: the variance is their mean."""
    return forward(
        cut, x, gamma, beta, *setting,
        scale=lambda rows: np.sqrt(_deviation(rows) ** 2 * rows.shape[1] + setting[-1]),
    )  # fmt: skip


def variance_of_squares(cut, solve, x, gamma, beta, *setting):
    """The variance is the mean of x squared. The mean has to be subtracted before squaring."""
    return forward(
        cut, x, gamma, beta, *setting, scale=lambda rows: np.sqrt(partial_mean(rows**2) + setting[-1])
    )  # fmt: skip


def mean_not_subtracted(cut, solve, x, gamma, beta, *setting):
    """The mean was not subtracted: the numerator is x - mean."""
    return forward(cut, x, gamma, beta, *setting, centre=lambda rows: 0.0)


def only_root_mean_square(cut, solve, x, gamma, beta, *setting):
    """x was divided by its root mean square, which is RMS normalisation. First subtract the mean, also for var."""
    return forward(
        cut, x, gamma, beta, *setting,
        centre=lambda rows: 0.0,
        scale=lambda rows: np.sqrt(partial_mean(rows**2) + setting[-1]),
    )  # fmt: skip


def only_centred(cut, solve, x, gamma, beta, *setting):
    """The mean was subtracted, but nothing was divided by: divide by sqrt(var + eps)."""
    return forward(cut, x, gamma, beta, *setting, scale=lambda rows: 1.0)


def absolute_deviation(cut, solve, x, gamma, beta, *setting):
    """The spread was taken from absolute differences. The variance is the mean of the squared differences."""
    return forward(
        cut, x, gamma, beta, *setting,
        scale=lambda rows: np.sqrt(partial_mean(np.abs(rows - partial_mean(rows))) + setting[-1]),
    )  # fmt: skip


def absolute_deviation__no_root(cut, solve, x, gamma, beta, *setting):
    """The spread was taken from absolute differences. Take the root of the mean of their squares, with eps inside."""
    return forward(
        cut, x, gamma, beta, *setting,
        scale=lambda rows: partial_mean(np.abs(rows - partial_mean(rows))) + setting[-1],
    )  # fmt: skip


def _low(rows):
    return rows.min(axis=1, keepdims=True)


def _range(rows):
    return rows.max(axis=1, keepdims=True) - _low(rows)


def stretches_to_range(cut, solve, x, gamma, beta, *setting):
    """x was stretched from minimum to maximum. To normalise means here: subtract the mean, divide by the deviation."""
    return forward(cut, x, gamma, beta, *setting, centre=_low, scale=_range)


def stretches_to_range__eps(cut, solve, x, gamma, beta, *setting):
    """x was stretched between minimum and maximum. To normalise means here: mean 0 and variance 1."""
    return forward(cut, x, gamma, beta, *setting, centre=_low, scale=lambda rows: _range(rows) + setting[-1])


def divides_by_range(cut, solve, x, gamma, beta, *setting):
    """x - mean was divided by maximum minus minimum. Divide by sqrt(var + eps), the standard deviation."""
    return forward(cut, x, gamma, beta, *setting, scale=lambda rows: _range(rows) + setting[-1])


def divides_by_range__without_eps(cut, solve, x, gamma, beta, *setting):
    """x - mean was divided by the range. Divide by sqrt(var + eps), the standard deviation."""
    return forward(cut, x, gamma, beta, *setting, scale=_range)


def subtracts_median(cut, solve, x, gamma, beta, *setting):
    """The median was subtracted. Subtract the mean."""
    return forward(cut, x, gamma, beta, *setting, centre=lambda rows: np.median(rows, axis=1, keepdims=True))


def over_everything(cut, solve, x, gamma, beta, *setting):
    """There is one mean and one variance for all of x. Each part that is normalised has its own: mind the axes."""
    return forward(EVERYTHING, x, gamma, beta, *setting)


def forgets_gamma(cut, solve, x, gamma, beta, *setting):
    """gamma is missing: multiply what is standardised by gamma, then add beta."""
    return solve(x, np.ones_like(gamma), beta, *setting)


def forgets_beta(cut, solve, x, gamma, beta, *setting):
    """beta is missing: add it at the end."""
    return solve(x, gamma, np.zeros_like(beta), *setting)


def stops_at_standard(cut, solve, x, gamma, beta, *setting):
    """gamma and beta are missing: multiply what is standardised by gamma, then add beta."""
    return solve(x, np.ones_like(gamma), np.zeros_like(beta), *setting)


def swaps_gamma_and_beta(cut, solve, x, gamma, beta, *setting):
    """gamma and beta were swapped: gamma multiplies, beta is added."""
    return solve(x, beta, gamma, *setting)


def beta_before_gamma(cut, solve, x, gamma, beta, *setting):
    """beta was added before gamma multiplied. First multiply by gamma, then add beta."""
    return solve(x, gamma, gamma * beta, *setting)


def scales_x(cut, solve, x, gamma, beta, *setting):
    """gamma and beta were applied to x before it was standardised. They come last."""
    changed = spread(gamma, x) * x + spread(beta, x)
    return solve(changed, np.ones_like(gamma), np.zeros_like(beta), *setting)


def subtracts_beta(cut, solve, x, gamma, beta, *setting):
    """beta was subtracted. Add it."""
    return solve(x, gamma, -beta, *setting)


def opposite_sign(cut, solve, x, gamma, beta, *setting):
    """What is standardised has the opposite sign: it is x - mean, not mean - x."""
    return solve(x, -gamma, beta, *setting)


def writes_into_x(cut, solve, x, gamma, beta, *setting):
    """x was changed in place, by x -= mean for instance. Write x = x - mean, or work on a copy."""
    out = solve(x, gamma, beta, *setting)
    x[...] = 0
    return out


def first_sample_only(cut, solve, x, gamma, beta, *setting):
    """Only the first sample was normalised; the others stayed zero."""
    out = solve(x, gamma, beta, *setting)
    out[1:] = 0
    return out


def output_flat(cut, solve, x, gamma, beta, *setting):
    """The numbers are right but lie in one long row. Give them back in the shape of x."""
    return solve(x, gamma, beta, *setting).reshape(-1)


FORWARD = (
    eps_outside_root,
    eps_missing,
    eps_fixed,
    eps_fixed__tiny,
    eps_fixed__small,
    eps_squared,
    divides_by_variance,
    unbiased_variance,
    variance_not_divided,
    variance_of_squares,
    mean_not_subtracted,
    only_root_mean_square,
    only_centred,
    absolute_deviation,
    absolute_deviation__no_root,
    stretches_to_range,
    stretches_to_range__eps,
    divides_by_range,
    divides_by_range__without_eps,
    subtracts_median,
    over_everything,
    forgets_gamma,
    forgets_beta,
    stops_at_standard,
    swaps_gamma_and_beta,
    beta_before_gamma,
    scales_x,
    subtracts_beta,
    opposite_sign,
    writes_into_x,
    first_sample_only,
    output_flat,
)
"""Misconceptions of a forward pass that returns out alone."""


# Backward: the three ways of dx, then dgamma and dbeta


@dataclass(frozen=True)
class Parts:
    """By rows: the gradient g that arrives at xhat, and what the forward pass made of x; m numbers in a row."""

    g: np.ndarray
    rows: np.ndarray
    centred: np.ndarray
    std: np.ndarray

    @property
    def xhat(self):
        return self.centred / self.std

    @property
    def m(self):
        return self.rows.shape[1]

    @property
    def mean(self):
        """The share of the mean."""
        return partial_mean(self.g)

    @property
    def var(self):
        """The share of the variance."""
        return self.xhat * partial_mean(self.g * self.xhat)


def parts(cut, dout, x, gamma, setting, scale=None):
    """What the ways of dx are made of; ``scale`` of the rows where another one than sqrt(var + eps) is meant."""
    rows = cut.rows(x, *setting)
    centred = rows - partial_mean(rows)
    std = np.sqrt(_deviation(rows) ** 2 + setting[-1]) if scale is None else scale(rows)
    return Parts(cut.rows(dout * spread(gamma, x), *setting), rows, centred, std)


def backward(cut, dout, x, gamma, beta, *setting, scale=None):
    """The right gradients, or with another scale that is thought to be the root of the variance."""
    p = parts(cut, dout, x, gamma, setting, scale)
    dx = cut.back((p.g - p.mean - p.var) / p.std, x.shape, *setting)
    return dx, collect(dout * cut.back(p.xhat, x.shape, *setting)), collect(dout)


def _other_dx(rule):
    """A misconception that computes dx from the parts by ``rule``, whose name and docstring it takes."""

    def wrong(cut, solve, dout, x, gamma, beta, *setting):
        _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
        rows = rule(parts(cut, dout, x, gamma, setting))
        return cut.back(rows, x.shape, *setting), dgamma, dbeta

    wrong.__name__ = rule.__name__
    wrong.__doc__ = rule.__doc__
    return wrong


@_other_dx
def variance_is_constant(p):
    """In dx the variance is treated as a constant. It depends on every x, too: a third term is missing."""
    return (p.g - p.mean) / p.std


@_other_dx
def mean_is_constant(p):
    """In dx the mean is treated as a constant. It depends on every x, too: subtract the mean of the gradient."""
    return (p.g - p.var) / p.std


@_other_dx
def statistics_are_constant(p):
    """In dx mean and variance are treated as constants. Both depend on every x: two terms are missing."""
    return p.g / p.std


@_other_dx
def direct_way_missing(p):
    """dx has the ways through the mean and the variance only. The direct one is missing: dout * gamma / std."""
    return (-p.mean - p.var) / p.std


@_other_dx
def mean_way_only(p):
    """dx has the way through the mean only: it was assigned (=), not added up (+=). Add all three ways."""
    return -p.mean / p.std + 0 * p.g


@_other_dx
def variance_way_only(p):
    """dx has the way through the variance only: it was assigned (=), not added up (+=). Add all three ways."""
    return -p.var / p.std


@_other_dx
def sums_for_means(p):
    """In dx the ways through mean and variance are sums. Each x has only 1/m of a say in them: divide by m."""
    return (p.g - p.m * p.mean - p.m * p.var) / p.std


@_other_dx
def sums_for_means__mean(p):
    """In dx the way through the mean is a sum. Each x has only 1/m of a say in the mean: divide by m."""
    return (p.g - p.m * p.mean - p.var) / p.std


@_other_dx
def sums_for_means__variance(p):
    """In dx the way through the variance is a sum. Each x has only 1/m of a say in the variance: divide by m."""
    return (p.g - p.mean - p.m * p.var) / p.std


@_other_dx
def forgets_division(p):
    """dx is m times too large: the factor 1/m in front of the brackets is missing."""
    return p.m * (p.g - p.mean - p.var) / p.std


@_other_dx
def divides_direct_way(p):
    """In dx the direct way was divided by m, too. With 1/m in front of the brackets it needs a factor m inside."""
    return (p.g / p.m - p.mean - p.var) / p.std


@_other_dx
def divides_twice(p):
    """dx was divided by m once more. The means already are divided: nothing is left to divide by."""
    return (p.g - p.mean - p.var) / p.std / p.m


@_other_dx
def divides_by_one_less(p):
    """In dx the way through the variance was divided by m - 1. The variance divides by m, so its gradient does."""
    return (p.g - p.mean - p.var * p.m / (p.m - 1)) / p.std


@_other_dx
def divides_by_one_less__both(p):
    """In dx the ways through mean and variance were divided by m - 1. Both divide by m, so their gradients do."""
    return (p.g - (p.mean + p.var) * p.m / (p.m - 1)) / p.std


@_other_dx
def sign_of_mean(p):
    """In dx the way through the mean has the wrong sign: the mean is subtracted from x, so it is a minus."""
    return (p.g + p.mean - p.var) / p.std


@_other_dx
def sign_of_variance(p):
    """In dx the way through the variance has the wrong sign: a larger variance makes xhat smaller, so it is a minus."""
    return (p.g - p.mean + p.var) / p.std


@_other_dx
def signs_of_both(p):
    """In dx the ways through mean and variance have the wrong sign: both are subtracted."""
    return (p.g + p.mean + p.var) / p.std


@_other_dx
def halves_variance_way(p):
    """In dx the way through the variance is half of what it should be: the derivative of a square is 2 (x - mean)."""
    return (p.g - p.mean - p.var / 2) / p.std


@_other_dx
def doubles_variance_way(p):
    """In dx the way through the variance is doubled: the derivative of var ** -0.5 begins with the factor -0.5."""
    return (p.g - p.mean - p.var * 2) / p.std


@_other_dx
def not_standardised(p):
    """The way through the variance was computed with x - mean. Use xhat there, or std to the power of 3 in the end."""
    return (p.g - p.mean - p.centred * partial_mean(p.g * p.centred)) / p.std


@_other_dx
def not_standardised__once(p):
    """The way through the variance was computed with x - mean in one place. Use xhat in both."""
    return (p.g - p.mean - p.centred * partial_mean(p.g * p.xhat)) / p.std


@_other_dx
def standardised_too_often(p):
    """The way through the variance was divided by std once too often. It needs std to the power of 3 in all."""
    return (p.g - p.mean - p.var / p.std) / p.std


@_other_dx
def standardised_too_often__twice(p):
    """The way through the variance was divided by the variance once too often. It needs std to the power of 3."""
    return (p.g - p.mean - p.var / p.std**2) / p.std


@_other_dx
def variance_way_with_x(p):
    """The way through the variance was computed with x. It needs xhat."""
    return (p.g - p.mean - p.rows * partial_mean(p.g * p.rows)) / p.std


@_other_dx
def variance_way_with_x__once(p):
    """The way through the variance was computed with x where xhat is multiplied by the mean. It needs xhat."""
    return (p.g - p.mean - p.rows * partial_mean(p.g * p.xhat)) / p.std


@_other_dx
def variance_way_with_x__inside(p):
    """The way through the variance was computed with x inside of the mean. It needs xhat there."""
    return (p.g - p.mean - p.xhat * partial_mean(p.g * p.rows)) / p.std


@_other_dx
def variance_way_not_averaged(p):
    """The way through the variance is xhat * mean(g * xhat): the mean around g * xhat is missing."""
    return (p.g - p.mean - p.xhat**2 * p.g) / p.std


@_other_dx
def variance_way_without_gradient(p):
    """The way through the variance is xhat * mean(g * xhat): the gradient g inside of the mean is missing."""
    return (p.g - p.mean - p.xhat * partial_mean(p.xhat**2)) / p.std


@_other_dx
def variance_way_without_factor(p):
    """The way through the variance is xhat * mean(g * xhat): the factor xhat in front of the mean is missing."""
    return (p.g - p.mean - partial_mean(p.g * p.xhat)) / p.std


@_other_dx
def variance_way_separated(p):
    """The mean of g * xhat was taken as mean(g) * mean(xhat), which is zero. Multiply first, then take the mean."""
    return (p.g - p.mean - p.xhat * p.mean) / p.std


@_other_dx
def forgets_std(p):
    """dx was not divided by std: xhat is divided by it, so every way is."""
    return p.g - p.mean - p.var


@_other_dx
def divides_by_variance_dx(p):
    """dx was divided by the variance. Divide by its root."""
    return (p.g - p.mean - p.var) / p.std**2


@_other_dx
def multiplies_by_std(p):
    """dx was multiplied by std. xhat is divided by it, and so is every gradient that goes through."""
    return (p.g - p.mean - p.var) * p.std


@_other_dx
def only_direct_way_divided(p):
    """In dx only the direct way was divided by std. All three ways are."""
    return p.g / p.std - p.mean - p.var


def forgets_gamma_in_dx(cut, solve, dout, x, gamma, beta, *setting):
    """gamma is missing in dx: what arrives at xhat is dout * gamma."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return solve(dout, x, np.ones_like(gamma), beta, *setting)[0], dgamma, dbeta


def gamma_twice(cut, solve, dout, x, gamma, beta, *setting):
    """gamma came in twice in dx: what arrives at xhat is dout * gamma, and that is all."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return solve(dout, x, gamma**2, beta, *setting)[0], dgamma, dbeta


def divides_by_gamma(cut, solve, dout, x, gamma, beta, *setting):
    """dout was divided by gamma. Multiply: what arrives at xhat is dout * gamma."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return solve(dout, x, 1 / gamma, beta, *setting)[0], dgamma, dbeta


def gamma_outside_means(cut, solve, dout, x, gamma, beta, *setting):
    """gamma was multiplied at the end. It differs inside of a mean: first g = dout * gamma, then the means of g."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return spread(gamma, x) * solve(dout, x, np.ones_like(gamma), beta, *setting)[0], dgamma, dbeta


def gamma_in_direct_way_only(cut, solve, dout, x, gamma, beta, *setting):
    """gamma is missing in the means of dx: take them of g = dout * gamma."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    dx = solve(dout, x, np.ones_like(gamma), beta, *setting)[0]
    std = cut.back(parts(cut, dout, x, gamma, setting).std + 0 * cut.rows(x, *setting), x.shape, *setting)
    return dx + dout * (spread(gamma, x) - 1) / std, dgamma, dbeta


def grad_eps_missing(cut, solve, dout, x, gamma, beta, *setting):
    """eps is missing: the forward pass divides by sqrt(var + eps)."""
    return solve(dout, x, gamma, beta, *setting[:-1], 0.0)


def grad_eps_missing__dx(cut, solve, dout, x, gamma, beta, *setting):
    """eps is missing in dx: the forward pass divides by sqrt(var + eps)."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return solve(dout, x, gamma, beta, *setting[:-1], 0.0)[0], dgamma, dbeta


def grad_eps_missing__dgamma(cut, solve, dout, x, gamma, beta, *setting):
    """eps is missing in dgamma: xhat is (x - mean) / sqrt(var + eps)."""
    dx, _, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, solve(dout, x, gamma, beta, *setting[:-1], 0.0)[1], dbeta


def grad_eps_missing__scale(cut, solve, dout, x, gamma, beta, *setting):
    """eps is missing where dx is divided by the deviation: that is sqrt(var + eps) everywhere."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    p = parts(cut, dout, x, gamma, setting)
    return cut.back((p.g - p.mean - p.var) / _deviation(p.rows), x.shape, *setting), dgamma, dbeta


def grad_eps_fixed(cut, solve, dout, x, gamma, beta, *setting):
    """eps was fixed at a small number. Use the argument: sqrt(var + eps)."""
    return solve(dout, x, gamma, beta, *setting[:-1], 1e-5)


def grad_eps_fixed__tiny(cut, solve, dout, x, gamma, beta, *setting):
    """eps was fixed at a tiny number. Use the argument: sqrt(var + eps)."""
    return solve(dout, x, gamma, beta, *setting[:-1], 1e-8)


def grad_eps_fixed__small(cut, solve, dout, x, gamma, beta, *setting):
    """eps was fixed at a very small number. Use the argument: sqrt(var + eps)."""
    return solve(dout, x, gamma, beta, *setting[:-1], 1e-6)


def grad_eps_outside_root(cut, solve, dout, x, gamma, beta, *setting):
    """eps was added to the standard deviation. Add it to the variance, then take the root: sqrt(var + eps)."""
    return backward(
        cut, dout, x, gamma, beta, *setting, scale=lambda rows: _deviation(rows) + setting[-1]
    )  # fmt: skip


def grad_eps_outside_root__derived(cut, solve, dout, x, gamma, beta, *setting):
    """eps was added to the standard deviation. Add it to the variance: these are gradients of another layer."""
    p = parts(cut, dout, x, gamma, setting, lambda rows: _deviation(rows) + setting[-1])
    dx = (p.g - p.mean - p.var * p.std / _deviation(p.rows)) / p.std
    return cut.back(dx, x.shape, *setting), collect(dout * cut.back(p.xhat, x.shape, *setting)), collect(dout)


def grad_unbiased_variance(cut, solve, dout, x, gamma, beta, *setting):
    """The variance was divided by m - 1 (ddof=1). To normalise it is divided by m."""
    return backward(
        cut, dout, x, gamma, beta, *setting, scale=lambda rows: np.sqrt(_deviation(rows, 1) ** 2 + setting[-1])
    )  # fmt: skip


def grad_unbiased_variance__derived(cut, solve, dout, x, gamma, beta, *setting):
    """The variance was divided by m - 1 (ddof=1), also in dx. To normalise it is divided by m."""
    p = parts(cut, dout, x, gamma, setting, lambda rows: np.sqrt(_deviation(rows, 1) ** 2 + setting[-1]))
    dx = (p.g - p.mean - p.var * p.m / (p.m - 1)) / p.std
    return cut.back(dx, x.shape, *setting), collect(dout * cut.back(p.xhat, x.shape, *setting)), collect(dout)


def grad_variance_for_std(cut, solve, dout, x, gamma, beta, *setting):
    """The root is missing: xhat and dx divide by sqrt(var + eps), not by var + eps."""
    return backward(cut, dout, x, gamma, beta, *setting, scale=lambda rows: _deviation(rows) ** 2 + setting[-1])


def grad_over_everything(cut, solve, dout, x, gamma, beta, *setting):
    """There is one mean and one variance for all of x. Each part that is normalised has its own: mind the axes."""
    return backward(EVERYTHING, dout, x, gamma, beta, *setting)


def _dgamma(solve, dgamma, dout, x, gamma, beta, setting):
    dx, _, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma, dbeta


def dgamma_with_x(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma was computed with x. gamma multiplies xhat, so sum dout * xhat."""
    return _dgamma(solve, collect(dout * x), dout, x, gamma, beta, setting)


def dgamma_with_centred(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma was computed with x - mean. gamma multiplies xhat, so divide by sqrt(var + eps), too."""
    centred = cut.back(parts(cut, dout, x, gamma, setting).centred, x.shape, *setting)
    return _dgamma(solve, collect(dout * centred), dout, x, gamma, beta, setting)


def dgamma_with_output(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma was computed with the output of the layer. gamma multiplies xhat, so sum dout * xhat."""
    return _dgamma(solve, collect(dout * forward(cut, x, gamma, beta, *setting)), dout, x, gamma, beta, setting)


def dgamma_times_gamma(cut, solve, dout, x, gamma, beta, *setting):
    """gamma came into its own gradient: dgamma is the sum of dout * xhat."""
    return _dgamma(solve, gamma * solve(dout, x, gamma, beta, *setting)[1], dout, x, gamma, beta, setting)


def dgamma_without_dout(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma lacks dout: sum dout * xhat."""
    ones = np.ones_like(dout)
    return _dgamma(solve, solve(ones, x, gamma, beta, *setting)[1], dout, x, gamma, beta, setting)


def dbeta_times_gamma(cut, solve, dout, x, gamma, beta, *setting):
    """dbeta was multiplied by gamma. beta is added after gamma: sum dout as it is."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma, gamma * dbeta


def dbeta_without_dout(cut, solve, dout, x, gamma, beta, *setting):
    """dbeta lacks dout: it is the sum of dout over everything that has this beta in common."""
    dx, dgamma, _ = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma, collect(np.ones_like(dout))


def means_over_batch(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta are means. Sum them: the loss already carries any 1/N."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    m = x.size // x.shape[1]
    return dx, dgamma / m, dbeta / m


def means_over_batch__n(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta were divided by N. Sum them: the loss already carries any 1/N."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma / len(x), dbeta / len(x)


def means_over_batch__all(cut, solve, dout, x, gamma, beta, *setting):
    """All gradients were divided by N. The loss already carries any 1/N: nothing is averaged here."""
    return tuple(gradient / len(x) for gradient in solve(dout, x, gamma, beta, *setting))


def means_over_batch__dgamma(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma is a mean. Sum: the loss already carries any 1/N."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma / (x.size // x.shape[1]), dbeta


def means_over_batch__dbeta(cut, solve, dout, x, gamma, beta, *setting):
    """dbeta is a mean. Sum: the loss already carries any 1/N."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma, dbeta / (x.size // x.shape[1])


def keeps_axes(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta have the right numbers but too many axes. Without keepdims they get the shape of gamma."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, spread(dgamma, x), spread(dbeta, x)


def keeps_axes__row(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta have the right numbers but are matrices of one row. They have the shape of gamma."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma[None], dbeta[None]


def keeps_axes__dgamma(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma has the right numbers but too many axes. Without keepdims it gets the shape of gamma."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, spread(dgamma, x), dbeta


def keeps_axes__dbeta(cut, solve, dout, x, gamma, beta, *setting):
    """dbeta has the right numbers but too many axes. Without keepdims it gets the shape of beta."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma, spread(dbeta, x)


def _xhat(cut, dout, x, gamma, setting):
    return cut.back(parts(cut, dout, x, gamma, setting).xhat, x.shape, *setting)


def not_summed(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta were not summed: many outputs have one gamma and one beta in common."""
    dx, _, _ = solve(dout, x, gamma, beta, *setting)
    return dx, dout * _xhat(cut, dout, x, gamma, setting), dout.copy()


def not_summed__dgamma(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma was not summed: many outputs have one gamma in common."""
    dx, _, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dout * _xhat(cut, dout, x, gamma, setting), dbeta


def not_summed__dbeta(cut, solve, dout, x, gamma, beta, *setting):
    """dbeta was not summed: many outputs have one beta in common."""
    dx, dgamma, _ = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma, dout.copy()


def sums_everything(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta are one number each. Every gamma and beta has a gradient of its own: leave out axis 1."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma.sum(), dbeta.sum()


def sums_everything__dbeta(cut, solve, dout, x, gamma, beta, *setting):
    """dbeta is one number. Every beta has a gradient of its own: leave out axis 1."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma, dbeta.sum()


def sums_wrong_axis(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta have one number for each sample. They need one for each gamma: sum over all axes but 1."""
    dx, _, _ = solve(dout, x, gamma, beta, *setting)
    axes = tuple(range(1, x.ndim))
    return dx, (dout * _xhat(cut, dout, x, gamma, setting)).sum(axis=axes), dout.sum(axis=axes)


def sums_wrong_axis__first(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta were summed over axis 1. That is the axis they keep: sum over all the others."""
    dx, _, _ = solve(dout, x, gamma, beta, *setting)
    return dx, (dout * _xhat(cut, dout, x, gamma, setting)).sum(axis=1), dout.sum(axis=1)


def sums_wrong_axis__last(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta were summed over the last axis. They keep axis 1: sum over all the others."""
    dx, _, _ = solve(dout, x, gamma, beta, *setting)
    return dx, (dout * _xhat(cut, dout, x, gamma, setting)).sum(axis=-1), dout.sum(axis=-1)


def sums_batch_only(cut, solve, dout, x, gamma, beta, *setting):
    """On images dgamma and dbeta were summed over the batch only. Sum over the pixels too: axes 0, 2 and 3."""
    dx, _, _ = solve(dout, x, gamma, beta, *setting)
    return dx, (dout * _xhat(cut, dout, x, gamma, setting)).sum(axis=0), dout.sum(axis=0)


def sums_batch_only__dgamma(cut, solve, dout, x, gamma, beta, *setting):
    """On images dgamma was summed over the batch only. Sum over the pixels too: axes 0, 2 and 3."""
    dx, _, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, (dout * _xhat(cut, dout, x, gamma, setting)).sum(axis=0), dbeta


def sums_batch_only__dbeta(cut, solve, dout, x, gamma, beta, *setting):
    """On images dbeta was summed over the batch only. Sum over the pixels too: axes 0, 2 and 3."""
    dx, dgamma, _ = solve(dout, x, gamma, beta, *setting)
    return dx, dgamma, dout.sum(axis=0)


def sums_pixels_only(cut, solve, dout, x, gamma, beta, *setting):
    """On images dgamma and dbeta were summed over the pixels only. All images share them: sum over axis 0, too."""
    if x.ndim == 2:
        return solve(dout, x, gamma, beta, *setting)
    dx, _, _ = solve(dout, x, gamma, beta, *setting)
    return dx, (dout * _xhat(cut, dout, x, gamma, setting)).sum(axis=(2, 3)), dout.sum(axis=(2, 3))


def last_sample_only(cut, solve, dout, x, gamma, beta, *setting):
    """dgamma and dbeta hold the last sample's share only: they were assigned (=) in the loop, not added (+=)."""
    last = np.zeros_like(dout)
    last[-1] = dout[-1]
    dx, _, _ = solve(dout, x, gamma, beta, *setting)
    return dx, *solve(last, x, gamma, beta, *setting)[1:]


def upstream_is_one(cut, solve, dout, x, gamma, beta, *setting):
    """dout is ignored, as if the loss were the sum of the output: every gradient is multiplied by dout."""
    return solve(np.ones_like(dout), x, gamma, beta, *setting)


def gradients_opposite(cut, solve, dout, x, gamma, beta, *setting):
    """All gradients have the opposite sign. The minus belongs to the update step, not to the gradient."""
    return tuple(-gradient for gradient in solve(dout, x, gamma, beta, *setting))


def other_order(cut, solve, dout, x, gamma, beta, *setting):
    """The gradients come in another order. Return dx, dgamma, dbeta."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dx, dbeta, dgamma


def other_order__dx_last(cut, solve, dout, x, gamma, beta, *setting):
    """The gradients come in another order. Return dx first, then dgamma and dbeta."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return dgamma, dbeta, dx


def returns_dx_only(cut, solve, dout, x, gamma, beta, *setting):
    """Only dx was returned. Return dx, dgamma, dbeta."""
    return solve(dout, x, gamma, beta, *setting)[0]


def dx_flat(cut, solve, dout, x, gamma, beta, *setting):
    """dx still is a matrix. Give it back in the shape of x."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return cut.rows(dx, *setting), dgamma, dbeta


def dx_flat__transposed(cut, solve, dout, x, gamma, beta, *setting):
    """dx still is a matrix. Bring it back to the shape of x, its axes in their old places."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return cut.rows(dx, *setting).T, dgamma, dbeta


def writes_into_dout(cut, solve, dout, x, gamma, beta, *setting):
    """dout was changed in place: whoever called you still needs it. Work on a copy."""
    gradients = solve(dout, x, gamma, beta, *setting)
    dout *= 0
    return gradients


def grad_writes_into_x(cut, solve, dout, x, gamma, beta, *setting):
    """x was changed in place, by x -= mean for instance. Write x = x - mean, or work on a copy."""
    gradients = solve(dout, x, gamma, beta, *setting)
    x *= 0
    return gradients


BACKWARD = (
    variance_is_constant,
    mean_is_constant,
    statistics_are_constant,
    direct_way_missing,
    mean_way_only,
    variance_way_only,
    sums_for_means,
    sums_for_means__mean,
    sums_for_means__variance,
    forgets_division,
    divides_direct_way,
    divides_twice,
    divides_by_one_less,
    divides_by_one_less__both,
    sign_of_mean,
    sign_of_variance,
    signs_of_both,
    halves_variance_way,
    doubles_variance_way,
    not_standardised,
    not_standardised__once,
    standardised_too_often,
    standardised_too_often__twice,
    variance_way_with_x,
    variance_way_with_x__once,
    variance_way_with_x__inside,
    variance_way_not_averaged,
    variance_way_without_gradient,
    variance_way_without_factor,
    variance_way_separated,
    forgets_std,
    divides_by_variance_dx,
    multiplies_by_std,
    only_direct_way_divided,
    forgets_gamma_in_dx,
    gamma_twice,
    divides_by_gamma,
    gamma_in_direct_way_only,
    grad_eps_missing,
    grad_eps_missing__dx,
    grad_eps_missing__dgamma,
    grad_eps_missing__scale,
    grad_eps_fixed,
    grad_eps_fixed__tiny,
    grad_eps_fixed__small,
    grad_eps_outside_root,
    grad_eps_outside_root__derived,
    grad_unbiased_variance,
    grad_unbiased_variance__derived,
    grad_variance_for_std,
    grad_over_everything,
    dgamma_with_x,
    dgamma_with_centred,
    dgamma_with_output,
    dgamma_times_gamma,
    dgamma_without_dout,
    dbeta_times_gamma,
    dbeta_without_dout,
    means_over_batch,
    means_over_batch__n,
    means_over_batch__all,
    means_over_batch__dgamma,
    means_over_batch__dbeta,
    keeps_axes,
    keeps_axes__row,
    keeps_axes__dgamma,
    keeps_axes__dbeta,
    not_summed,
    not_summed__dgamma,
    not_summed__dbeta,
    sums_everything,
    sums_everything__dbeta,
    sums_wrong_axis,
    last_sample_only,
    upstream_is_one,
    gradients_opposite,
    other_order,
    other_order__dx_last,
    returns_dx_only,
    writes_into_dout,
    grad_writes_into_x,
)
"""Misconceptions of every backward pass."""

ON_IMAGES = (
    sums_wrong_axis__first,
    sums_wrong_axis__last,
    sums_batch_only,
    sums_batch_only__dgamma,
    sums_batch_only__dbeta,
    sums_pixels_only,
    dx_flat,
)
"""Misconceptions of the backward passes that know images."""
