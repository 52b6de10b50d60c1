"""What goes wrong in dx, which has three ways: the direct one, through the mean and through the variance."""

import numpy as np

from ._backward import backward, parts
from ._forward import deviation
from ._layouts import EVERYTHING, collect, partial_mean, spread


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
    """In dx the way through the variance is missing, or it is zero as mean(xhat) is: it is xhat * mean(g * xhat)."""
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
def variance_way_with_x__for_centred(p):
    """The way through the variance was computed with x. The derivative of (x - mean) ** 2 is 2 (x - mean)."""
    return (p.g - p.mean - p.rows / p.std * partial_mean(p.g * p.xhat)) / p.std


@_other_dx
def variance_way_with_x__for_centred_inside(p):
    """The gradient of the variance was computed with x. It sums dout * gamma * (x - mean)."""
    return (p.g - p.mean - p.xhat * partial_mean(p.g * p.rows / p.std)) / p.std


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
def variance_way_without_xhat(p):
    """The way through the variance is xhat * mean(g * xhat): the factor xhat inside of the mean is missing."""
    return (p.g - p.mean - p.xhat * p.mean) / p.std


@_other_dx
def forgets_std(p):
    """dx was not divided by std: xhat is divided by it, so every way is."""
    return p.g - p.mean - p.var


@_other_dx
def forgets_std__direct(p):
    """In dx the direct way and that through the mean were not divided by std: xhat is, so every way is."""
    return p.g - p.mean - p.var / p.std


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


def forgets_gamma_in_dx__direct(cut, solve, dout, x, gamma, beta, *setting):
    """gamma is missing in the direct way of dx: what arrives at xhat is dout * gamma, in all three ways."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    p = parts(cut, dout, x, gamma, setting)
    return cut.back((cut.rows(dout, *setting) - p.mean - p.var) / p.std, x.shape, *setting), dgamma, dbeta


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


def gamma_twice__in_the_end(cut, solve, dout, x, gamma, beta, *setting):
    """gamma came in twice in dx, the second time in the end: what arrives at xhat is dout * gamma, and that is all."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return spread(gamma, x) * dx, dgamma, dbeta


def gamma_in_direct_way_only(cut, solve, dout, x, gamma, beta, *setting):
    """gamma is missing in the means of dx: take them of g = dout * gamma."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    dx = solve(dout, x, np.ones_like(gamma), beta, *setting)[0]
    std = cut.back(parts(cut, dout, x, gamma, setting).std + 0 * cut.rows(x, *setting), x.shape, *setting)
    return dx + dout * (spread(gamma, x) - 1) / std, dgamma, dbeta


def gamma_in_direct_way_only__mean(cut, solve, dout, x, gamma, beta, *setting):
    """gamma is missing in the way through the mean: take the mean of g = dout * gamma."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    p = parts(cut, dout, x, gamma, setting)
    dx = (p.g - partial_mean(cut.rows(dout, *setting)) - p.var) / p.std
    return cut.back(dx, x.shape, *setting), dgamma, dbeta


def gamma_in_direct_way_only__variance(cut, solve, dout, x, gamma, beta, *setting):
    """gamma is missing in the way through the variance: take the mean of g * xhat with g = dout * gamma."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    p = parts(cut, dout, x, gamma, setting)
    dx = (p.g - p.mean - p.xhat * partial_mean(cut.rows(dout, *setting) * p.xhat)) / p.std
    return cut.back(dx, x.shape, *setting), dgamma, dbeta


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
    return cut.back((p.g - p.mean - p.var) / deviation(p.rows), x.shape, *setting), dgamma, dbeta


def grad_eps_missing__derived(cut, solve, dout, x, gamma, beta, *setting):
    """eps is missing in the derivative of the root, 0.5 / sqrt(var + eps)."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    p = parts(cut, dout, x, gamma, setting)
    return cut.back((p.g - p.mean - p.var * p.std / deviation(p.rows)) / p.std, x.shape, *setting), dgamma, dbeta


def _but_in_the_derivative(scale, cut, dout, x, gamma, beta, setting):
    """Another scale than sqrt(var + eps) everywhere but in the derivative of the root."""
    p = parts(cut, dout, x, gamma, setting, scale)
    dx = (p.g - p.mean - p.var * p.std / np.sqrt(deviation(p.rows) ** 2 + setting[-1])) / p.std
    return cut.back(dx, x.shape, *setting), collect(dout * cut.back(p.xhat, x.shape, *setting)), collect(dout)


def grad_eps_missing__forward(cut, solve, dout, x, gamma, beta, *setting):
    """eps is missing in the forward pass, which divides by sqrt(var + eps)."""
    return _but_in_the_derivative(deviation, cut, dout, x, gamma, beta, setting)


def grad_eps_outside_root__forward(cut, solve, dout, x, gamma, beta, *setting):
    """In the forward pass eps was added to the standard deviation. Add it to the variance: sqrt(var + eps)."""
    return _but_in_the_derivative(lambda rows: deviation(rows) + setting[-1], cut, dout, x, gamma, beta, setting)


def grad_eps_fixed(cut, solve, dout, x, gamma, beta, *setting):
    """eps was fixed at a small number. Use the argument: sqrt(var + eps)."""
    return solve(dout, x, gamma, beta, *setting[:-1], 1e-5)


def _fixed_at(number):
    """grad_eps_fixed at another number."""

    def fixed(cut, solve, dout, x, gamma, beta, *setting):
        return solve(dout, x, gamma, beta, *setting[:-1], number)

    fixed.__name__ = f"grad_eps_fixed__{number:.0e}".replace("-", "_")
    fixed.__doc__ = grad_eps_fixed.__doc__
    return fixed


def grad_eps_outside_root(cut, solve, dout, x, gamma, beta, *setting):
    """eps was added to the standard deviation. Add it to the variance, then take the root: sqrt(var + eps)."""
    return backward(
        cut, dout, x, gamma, beta, *setting, scale=lambda rows: deviation(rows) + setting[-1]
    )  # fmt: skip


def grad_eps_outside_root__derived(cut, solve, dout, x, gamma, beta, *setting):
    """eps was added to the standard deviation. Add it to the variance: these are gradients of another layer."""
    p = parts(cut, dout, x, gamma, setting, lambda rows: deviation(rows) + setting[-1])
    dx = (p.g - p.mean - p.var * p.std / deviation(p.rows)) / p.std
    return cut.back(dx, x.shape, *setting), collect(dout * cut.back(p.xhat, x.shape, *setting)), collect(dout)


def grad_unbiased_variance(cut, solve, dout, x, gamma, beta, *setting):
    """The variance was divided by m - 1 (ddof=1). To normalise it is divided by m."""
    return backward(
        cut, dout, x, gamma, beta, *setting, scale=lambda rows: np.sqrt(deviation(rows, 1) ** 2 + setting[-1])
    )  # fmt: skip


def grad_unbiased_variance__derived(cut, solve, dout, x, gamma, beta, *setting):
    """The variance was divided by m - 1 (ddof=1), also in dx. To normalise it is divided by m."""
    p = parts(cut, dout, x, gamma, setting, lambda rows: np.sqrt(deviation(rows, 1) ** 2 + setting[-1]))
    dx = (p.g - p.mean - p.var * p.m / (p.m - 1)) / p.std
    return cut.back(dx, x.shape, *setting), collect(dout * cut.back(p.xhat, x.shape, *setting)), collect(dout)


def grad_variance_for_std(cut, solve, dout, x, gamma, beta, *setting):
    """The root is missing: xhat and dx divide by sqrt(var + eps), not by var + eps."""
    return backward(cut, dout, x, gamma, beta, *setting, scale=lambda rows: deviation(rows) ** 2 + setting[-1])


def grad_over_everything(cut, solve, dout, x, gamma, beta, *setting):
    """There is one mean and one variance for all of x. Each part that is normalised has its own: mind the axes."""
    return backward(EVERYTHING, dout, x, gamma, beta, *setting)


def grad_over_everything__forward(cut, solve, dout, x, gamma, beta, *setting):
    """xhat was computed with one mean and one variance for all of x. Each part has its own: mind the axes."""
    p = parts(cut, dout, x, gamma, setting)
    xhat, std = (p.rows - x.mean()) / np.sqrt(x.var() + setting[-1]), np.sqrt(x.var() + setting[-1])
    dx = (p.g - p.mean - xhat * partial_mean(p.g * xhat)) / std
    return cut.back(dx, x.shape, *setting), collect(dout * cut.back(xhat, x.shape, *setting)), collect(dout)


def grad_over_everything__forward_in_steps(cut, solve, dout, x, gamma, beta, *setting):
    """In the forward pass there is one mean and one variance for all of x. Each part has its own: mind the axes."""
    p = parts(cut, dout, x, gamma, setting)
    xhat, std = (p.rows - x.mean()) / np.sqrt(x.var() + setting[-1]), np.sqrt(x.var() + setting[-1])
    at_centred = (p.g - xhat * partial_mean(p.g * xhat)) / std
    dx = at_centred - partial_mean(at_centred)
    return cut.back(dx, x.shape, *setting), collect(dout * cut.back(xhat, x.shape, *setting)), collect(dout)


def upstream_is_one__dx(cut, solve, dout, x, gamma, beta, *setting):
    """In dx dout is ignored, as if the loss were the sum of the output: what arrives at xhat is dout * gamma."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, *setting)
    return solve(np.ones_like(dout), x, gamma, beta, *setting)[0], dgamma, dbeta


DX = (
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
    variance_way_with_x__for_centred,
    variance_way_with_x__for_centred_inside,
    variance_way_not_averaged,
    variance_way_without_gradient,
    variance_way_without_factor,
    variance_way_without_xhat,
    forgets_std,
    forgets_std__direct,
    divides_by_variance_dx,
    multiplies_by_std,
    only_direct_way_divided,
    forgets_gamma_in_dx,
    forgets_gamma_in_dx__direct,
    gamma_twice,
    divides_by_gamma,
    gamma_in_direct_way_only,
    gamma_in_direct_way_only__mean,
    gamma_in_direct_way_only__variance,
    grad_eps_missing,
    grad_eps_missing__dx,
    grad_eps_missing__dgamma,
    grad_eps_missing__scale,
    grad_eps_missing__derived,
    grad_eps_missing__forward,
    grad_eps_fixed,
    *map(_fixed_at, (1e-3, 1e-6, 1e-7, 1e-8, 1e-12)),
    grad_eps_outside_root,
    grad_eps_outside_root__derived,
    grad_eps_outside_root__forward,
    grad_unbiased_variance,
    grad_unbiased_variance__derived,
    grad_variance_for_std,
    grad_over_everything,
    grad_over_everything__forward,
    grad_over_everything__forward_in_steps,
    upstream_is_one__dx,
)
"""Misconceptions of every backward pass about dx."""
