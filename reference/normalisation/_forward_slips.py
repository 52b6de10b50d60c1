"""What goes wrong in forward passes: the centre, the scale, eps, gamma and beta, the shape of the result."""

import numpy as np

from ._forward import deviation, forward
from ._layouts import EVERYTHING, partial_mean, spread


def eps_outside_root(cut, solve, x, gamma, beta, *setting):
    """eps was added to the standard deviation. Add it to the variance, then take the root: sqrt(var + eps)."""
    return forward(cut, x, gamma, beta, *setting, scale=lambda rows: deviation(rows) + setting[-1])


def eps_missing(cut, solve, x, gamma, beta, *setting):
    """eps is missing: divide by sqrt(var + eps), or the division fails where all numbers are equal."""
    return solve(x, gamma, beta, *setting[:-1], 0.0)


def eps_fixed(cut, solve, x, gamma, beta, *setting):
    """eps was fixed at a small number. Use the argument: sqrt(var + eps)."""
    return solve(x, gamma, beta, *setting[:-1], 1e-5)


def _fixed_at(number):
    """eps_fixed at another number."""

    def fixed(cut, solve, x, gamma, beta, *setting):
        return solve(x, gamma, beta, *setting[:-1], number)

    fixed.__name__ = f"eps_fixed__{number:.0e}".replace("-", "_")
    fixed.__doc__ = eps_fixed.__doc__
    return fixed


def eps_squared(cut, solve, x, gamma, beta, *setting):
    """The square of eps was added to the variance. Add eps as it is: sqrt(var + eps)."""
    return solve(x, gamma, beta, *setting[:-1], setting[-1] ** 2)


def divides_by_variance(cut, solve, x, gamma, beta, *setting):
    """The root is missing: divide by sqrt(var + eps), the standard deviation, not by var + eps."""
    return forward(cut, x, gamma, beta, *setting, scale=lambda rows: deviation(rows) ** 2 + setting[-1])


def _variance_times(factor, cut, solve, x, gamma, beta, *setting):
    """The answer with a variance that is ``factor(m)`` times as large: that of an x which is larger."""
    stretch = np.sqrt(factor(cut.rows(x, *setting).shape[1]))
    return solve(stretch * x, gamma / stretch, beta, *setting)


def unbiased_variance(cut, solve, x, gamma, beta, *setting):
    """The variance was divided by one less than the count (ddof=1). Here it is divided by the count itself."""
    return _variance_times(lambda m: m / (m - 1), cut, solve, x, gamma, beta, *setting)


def variance_not_divided(cut, solve, x, gamma, beta, *setting):
    """The squares were summed and not divided by their number: the variance is their mean."""
    return _variance_times(lambda m: m, cut, solve, x, gamma, beta, *setting)


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


def subtracts_median__for_the_variance(cut, solve, x, gamma, beta, *setting):
    """The median was subtracted, and the variance taken around it. Subtract the mean."""

    def median(rows):
        return np.median(rows, axis=1, keepdims=True)

    return forward(
        cut, x, gamma, beta, *setting,
        centre=median,
        scale=lambda rows: np.sqrt(partial_mean((rows - median(rows)) ** 2) + setting[-1]),
    )  # fmt: skip


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
    *map(_fixed_at, (1e-3, 1e-6, 1e-7, 1e-8, 1e-12)),
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
    subtracts_median__for_the_variance,
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
