"""What goes wrong with eps and with the two variances of batch normalisation."""

import numpy as np

from ._batchnorm import applied, batch, old_and_new, statistics
from ._layouts import CHANNEL, spread


def _rescaled(solve, args, scale):
    """out divided by ``scale(var)``."""
    x, gamma, beta, running_mean, running_var, _, _, train = args
    mean, var = statistics(x, running_mean, running_var, train)
    return applied(solve, x, gamma, beta, mean, scale(var)), *solve(*args)[1:]


def eps_outside_root(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """eps was added to the standard deviation. Add it to the variance, then take the root: sqrt(var + eps)."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    return _rescaled(solve, args, lambda var: np.sqrt(var) + eps)


def eps_missing(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """eps is missing: divide by sqrt(var + eps), or the division fails where all numbers are equal."""
    return solve(x, gamma, beta, running_mean, running_var, momentum, 0.0, train)


def eps_fixed(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """eps was fixed at a small number. Use the argument: sqrt(var + eps)."""
    return solve(x, gamma, beta, running_mean, running_var, momentum, 1e-5, train)


def _fixed_at(number):
    """eps_fixed at another number."""

    def fixed(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
        return solve(x, gamma, beta, running_mean, running_var, momentum, number, train)

    fixed.__name__ = f"eps_fixed__{number:.0e}".replace("-", "_")
    fixed.__doc__ = eps_fixed.__doc__
    return fixed


def divides_by_variance(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The root is missing: divide by sqrt(var + eps), not by var + eps."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    return _rescaled(solve, args, lambda var: var + eps)


def only_centred(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The mean was subtracted, but nothing was divided by: divide by sqrt(var + eps)."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    return _rescaled(solve, args, np.ones_like)


def mean_not_subtracted(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The mean was not subtracted: the numerator is x - mean."""
    _, var = statistics(x, running_mean, running_var, train)
    out = solve(x, gamma, beta, 0 * var, var, momentum, eps, False)[0]
    return out, *solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)[1:]


def eps_in_running_var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """eps went into running_var, too. Keep the variance as it is, and add eps where you take the root."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, var + momentum * eps * train


def eps_in_running_var__unbiased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """eps went into running_var, too. Keep the variance of the batch as it is; eps is for the root only."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    m = x.size // x.shape[1]
    return out, mean, var + momentum * eps * train * m / (m - 1)


def eps_in_running_var__biased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """eps went into running_var, which is biased, too. It is for the root only."""
    out, mean, var = biased_running_var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, var + momentum * eps * train


def unbiased_to_normalise(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x was divided with the unbiased variance. That one is for running_var; to normalise divide by m, not m - 1."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    mean, var = batch(x, ddof=1)
    out = solve(x, gamma, beta, mean, var, momentum, eps, False)[0]
    return out, *solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)[1:]


def biased_running_var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var got the biased variance. It is meant for all data: divide the squares by m - 1, or ddof=1."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        var = old_and_new(running_var, batch(x)[1], momentum)
    return out, mean, var


def swaps_variances(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The two variances were swapped: the biased one (m) normalises, the unbiased one (m - 1) goes to running_var."""
    _, mean, var = biased_running_var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return unbiased_to_normalise(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)[0], mean, var


def unbiased_by_batch_size(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images running_var was corrected by N / (N - 1). A channel has m = N * H * W numbers: m / (m - 1)."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        N = np.float64(len(x))
        var = old_and_new(running_var, batch(x)[1] * (N / (N - 1)), momentum)
    return out, mean, var


def unbiased_by_batch_size__error(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var was corrected by N / (N - 1), which fails for one image. Use m / (m - 1) with m = N * H * W."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        var = old_and_new(running_var, batch(x)[1] * (len(x) / (len(x) - 1)), momentum)
    return out, mean, var


def unbiased_twice(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var was corrected by m / (m - 1) twice. ddof=1 has done it already."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        m = x.size // x.shape[1]
        var = old_and_new(running_var, batch(x, 1)[1] * m / (m - 1), momentum)
    return out, mean, var


def unbiased_twice__everywhere(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The variance has ddof=1, and running_var m / (m - 1) on top. To normalise divide by m, without ddof."""
    _, mean, var = unbiased_twice(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return unbiased_to_normalise(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)[0], mean, var


def unbiased_whole_running_var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """m / (m - 1) came on all of running_var. Only the variance of this batch needs it."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        m = x.size // x.shape[1]
        var = old_and_new(running_var, batch(x)[1], momentum) * m / (m - 1)
    return out, mean, var


def running_deviation(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var got the standard deviation. Keep the variance."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, (old_and_new(running_var, np.sqrt(batch(x, 1)[1]), momentum) if train else var)


def running_deviation__biased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var got the deviation, biased. Keep the variance, with m - 1."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, (old_and_new(running_var, np.sqrt(batch(x)[1]), momentum) if train else var)


def running_deviation__eps(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var got sqrt(var + eps). Keep the unbiased variance, without eps and root."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, (old_and_new(running_var, np.sqrt(batch(x)[1] + eps), momentum) if train else var)


def _in_training(solve, args, mean, var):
    """Other statistics in training, everywhere; var may be a pair: to normalise, and for running_var."""
    x, gamma, beta, running_mean, running_var, momentum, eps, train = args
    if not train:
        return solve(*args)
    out = solve(x, gamma, beta, mean, var, momentum, eps, False)[0]
    m = x.size // x.shape[1]
    return (
        out,
        old_and_new(running_mean, mean, momentum),
        old_and_new(running_var, var * m / (m - 1), momentum),
    )


def divides_by_batch_size(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images the sums were divided by N. A channel has N * H * W numbers: divide by all of them."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    pixels = x[0, 0].size
    mean = batch(x)[0] * pixels
    var = ((x - spread(mean, x)) ** 2).mean(axis=(0, *range(2, x.ndim))) * pixels
    return _in_training(solve, args, mean, var)


def divides_by_batch_size__unbiased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images m was taken as N everywhere. A channel has m = N * H * W numbers."""
    out, mean, var = divides_by_batch_size(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        squares = ((x - spread(batch(x)[0] * x[0, 0].size, x)) ** 2).sum(axis=(0, *range(2, x.ndim)))
        var = old_and_new(running_var, squares / np.float64(len(x) - 1), momentum)
    return out, mean, var


def variance_not_divided(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The squares were summed and not divided by their number: the variance is their mean."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    mean, var = batch(x)
    return _in_training(solve, args, mean, var * (x.size // x.shape[1]))


def variance_not_divided__out(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """To normalise, the squares were summed and not divided by their number: the variance is their mean."""
    wrong = variance_not_divided(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return wrong[0], *solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)[1:]


def variance_of_squares(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The variance is the mean of x squared. The mean has to be subtracted before squaring."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    mean, var = batch(x)
    return _in_training(solve, args, mean, var + mean**2)


def variance_of_squares__out(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """To normalise, the mean of x squared was taken. The mean has to be subtracted before squaring."""
    wrong = variance_of_squares(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return wrong[0], *solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)[1:]


def stretches_to_range(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x was stretched from minimum to maximum. Batch normalisation standardises: mean 0, variance 1."""
    rows = CHANNEL.rows(x)
    low, high = rows.min(axis=1), rows.max(axis=1)
    right = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (applied(solve, x, gamma, beta, low, high - low) if train else right[0]), *right[1:]


def stretches_to_range__eps(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x was stretched between minimum and maximum. Batch normalisation standardises: mean 0 and variance 1."""
    rows = CHANNEL.rows(x)
    low, high = rows.min(axis=1), rows.max(axis=1)
    right = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (applied(solve, x, gamma, beta, low, high - low + eps) if train else right[0]), *right[1:]


def divides_by_range(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x - mean was divided by maximum minus minimum. Divide by sqrt(var + eps)."""
    rows = CHANNEL.rows(x)
    spans = rows.max(axis=1) - rows.min(axis=1) + eps
    right = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (applied(solve, x, gamma, beta, rows.mean(axis=1), spans) if train else right[0]), *right[1:]


def in_mode(wrong, mode):
    """The same misconception of a learner who has it in one of the two modes only."""

    def one_mode(solve, *args):
        return wrong(solve, *args) if args[-1] is mode else solve(*args)

    one_mode.__name__ = f"{wrong.__name__}__{'training_only' if mode else 'evaluation_only'}"
    one_mode.__doc__ = f"In {'training' if mode else 'evaluation'}: {wrong.__doc__}"
    return one_mode


FIXED = tuple(map(_fixed_at, (1e-3, 1e-6, 1e-7, 1e-8, 1e-12)))

VARIANCE = (
    eps_outside_root,
    in_mode(eps_outside_root, True),
    in_mode(eps_outside_root, False),
    eps_missing,
    in_mode(eps_missing, True),
    in_mode(eps_missing, False),
    eps_fixed,
    *FIXED,
    *(in_mode(wrong, True) for wrong in (eps_fixed, *FIXED)),
    divides_by_variance,
    in_mode(divides_by_variance, True),
    only_centred,
    in_mode(only_centred, True),
    mean_not_subtracted,
    in_mode(mean_not_subtracted, True),
    in_mode(mean_not_subtracted, False),
    eps_in_running_var,
    eps_in_running_var__unbiased,
    eps_in_running_var__biased,
    unbiased_to_normalise,
    biased_running_var,
    swaps_variances,
    unbiased_by_batch_size,
    unbiased_by_batch_size__error,
    unbiased_twice,
    unbiased_twice__everywhere,
    unbiased_whole_running_var,
    running_deviation,
    running_deviation__biased,
    running_deviation__eps,
    divides_by_batch_size,
    divides_by_batch_size__unbiased,
    variance_not_divided,
    variance_not_divided__out,
    variance_of_squares,
    variance_of_squares__out,
    stretches_to_range,
    stretches_to_range__eps,
    divides_by_range,
)
