"""What goes wrong in dgamma and dbeta, and in what a backward pass returns."""

import numpy as np

from ._backward import parts
from ._forward import forward
from ._layouts import collect, spread


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


PARAMETERS = (
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
"""Misconceptions of every backward pass about its parameters."""


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
