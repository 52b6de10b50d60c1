"""What goes wrong with the two modes of batch normalisation and with its running values."""

import numpy as np

from ._batchnorm import applied, batch, old_and_new
from ._batchnorm_variance import biased_running_var
from ._layouts import spread


def evaluates_with_batch(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In evaluation x was normalised with its own mean and variance. Use running_mean and running_var there."""
    _, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return solve(x, gamma, beta, running_mean, running_var, momentum, eps, True)[0], mean, var


def ignores_train(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """train is ignored. In evaluation use the running values to normalise, and give them back as they came."""
    return solve(x, gamma, beta, running_mean, running_var, momentum, eps, True)


def ignores_train__evaluates(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """train is ignored. In training use the statistics of this batch, and move the running values along."""
    return solve(x, gamma, beta, running_mean, running_var, momentum, eps, False)


def swaps_modes(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Training and evaluation were swapped: the batch's own statistics belong to train=True."""
    return solve(x, gamma, beta, running_mean, running_var, momentum, eps, not train)


def moves_in_evaluation(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The running values were moved in evaluation, too. There they are given back as they came."""
    _, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, True)
    return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)[0], mean, var


def trains_with_running(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In training x was normalised with the new running values. Use the mean and variance of this batch."""
    _, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return solve(x, gamma, beta, mean, var, momentum, eps, False)[0], mean, var


def trains_with_running__old(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In training x was normalised with the old running values. Use the mean and variance of this batch."""
    _, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return solve(x, gamma, beta, running_mean, running_var, momentum, eps, False)[0], mean, var


def momentum_reversed(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """momentum is the wrong way round: here the new batch has the weight momentum, the old value 1 - momentum."""
    return solve(x, gamma, beta, running_mean, running_var, 1 - momentum, eps, train)


def momentum_reversed__mean(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In running_mean momentum is the wrong way round: the new batch has the weight momentum."""
    out, _, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, solve(x, gamma, beta, running_mean, running_var, 1 - momentum, eps, train)[1], var


def momentum_reversed__var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In running_var momentum is the wrong way round: the new batch has the weight momentum."""
    out, mean, _ = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, solve(x, gamma, beta, running_mean, running_var, 1 - momentum, eps, train)[2]


def momentum_reversed__biased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """momentum is the wrong way round (the new batch has this weight), and running_var takes the unbiased variance."""
    return biased_running_var(solve, x, gamma, beta, running_mean, running_var, 1 - momentum, eps, train)


def momentum_fixed(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """momentum was fixed at 0.1. Use the argument."""
    return solve(x, gamma, beta, running_mean, running_var, 0.1, eps, train)


def momentum_fixed__reversed(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """momentum was fixed at 0.9. Use the argument."""
    return solve(x, gamma, beta, running_mean, running_var, 0.9, eps, train)


def forgets_old(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The running values are those of this batch. Mix them with the old ones: 1 - momentum old, momentum new."""
    return solve(x, gamma, beta, running_mean, running_var, 1.0, eps, train)


def forgets_old__biased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The running values are mean and var of this batch. Mix them with the old ones: 1 - momentum old, momentum new."""
    return biased_running_var(solve, x, gamma, beta, running_mean, running_var, 1.0, eps, train)


def forgets_old__share(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The old running values were left out: add 1 - momentum times the old ones."""
    return solve(x, gamma, beta, 0 * running_mean, 0 * running_var, momentum, eps, True) if train else solve(
        x, gamma, beta, running_mean, running_var, momentum, eps, train
    )  # fmt: skip


def adds_without_decay(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The new share was added to the whole old value. The old value has the weight 1 - momentum."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        mean, var = mean + momentum * running_mean, var + momentum * running_var
    return out, mean, var


def adds_without_share(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The new statistics came in with their full weight. Theirs is momentum."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        batch_mean, batch_var = batch(x)[0], batch(x, 1)[1]
        mean, var = mean + (1 - momentum) * batch_mean, var + (1 - momentum) * batch_var
    return out, mean, var


def running_not_moved(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In training the running values came back as they were. Move them a little towards those of this batch."""
    out, _, _ = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, running_mean, running_var


def running_not_moved__var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In training running_var came back as it was. Move it a little towards the variance of this batch."""
    out, mean, _ = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, running_var


def running_not_moved__mean(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In training running_mean came back as it was. Move it a little towards the mean of this batch."""
    out, _, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, running_mean, var


def swaps_running(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The running values come in another order. Return out, running_mean, running_var."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, var, mean


def returns_out_only(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Only out was returned. Return out, running_mean, running_var."""
    return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)[0]


def keeps_axes(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The running values have the right numbers but too many axes. Without keepdims they get the shape (D,)."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (out, spread(mean, x), spread(var, x)) if train else (out, mean, var)


def keeps_axes__always(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The running values still have the shape that fits x. Give them back as (D,), as they came."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, spread(mean, x), spread(var, x)


def keeps_axes__row(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The running values have the shape (1, D). Without keepdims they get the shape (D,)."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (out, mean[None], var[None]) if train else (out, mean, var)


def keeps_axes__broadcast(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """A mean (1, C, 1, 1) met a running mean (C,), and NumPy made a table of them. Compute without keepdims."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    out, _, _ = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    mean, var = spread(batch(x)[0], x), spread(batch(x, 1)[1], x)
    return out, old_and_new(running_mean, mean, momentum), old_and_new(running_var, var, momentum)


def keeps_axes__broadcast_biased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """A mean (1, C, 1, 1) met a running mean (C,), and NumPy made a table of them. Compute both without keepdims."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    out, _, _ = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    mean, var = spread(batch(x)[0], x), spread(batch(x)[1], x)
    return out, old_and_new(running_mean, mean, momentum), old_and_new(running_var, var, momentum)


def evaluates_by_deviation(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In evaluation x was divided by running_var. It is a variance: divide by sqrt(running_var + eps)."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (out if train else applied(solve, x, gamma, beta, running_mean, running_var + eps)), mean, var


def evaluates_by_deviation__without_eps(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In evaluation x was divided by running_var itself. It is a variance: divide by sqrt(running_var + eps)."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (out if train else applied(solve, x, gamma, beta, running_mean, running_var)), mean, var


def evaluates_without_affine(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In evaluation gamma and beta are missing. They come at the end in both modes."""
    used = (gamma, beta) if train else (np.ones_like(gamma), np.zeros_like(beta))
    return solve(x, *used, running_mean, running_var, momentum, eps, train)


def writes_into_running(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_mean and running_var were changed in place, by += or *= for instance. Make new arrays."""
    found = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        running_mean[...], running_var[...] = found[1], found[2]
    return found


def writes_into_running__mean(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_mean was changed in place, by += or *= for instance. Make a new array."""
    found = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        running_mean[...] = found[1]
    return found


def writes_into_running__var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var was changed in place, by += or *= for instance. Make a new array."""
    found = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        running_var[...] = found[2]
    return found


def writes_into_x(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x was changed in place, by x -= mean for instance. Write x = x - mean, or work on a copy."""
    found = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    x *= 0
    return found


def writes_into_x__training(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In training x was changed in place, by x -= mean for instance. Write x = x - mean, or work on a copy."""
    found = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    x *= not train
    return found


def writes_into_x__before_running(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In training x -= mean changed x, and running_mean was computed from what was left. Write x = x - mean."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        x -= spread(batch(x)[0], x)
        mean = (1 - momentum) * running_mean
    return out, mean, var


RUNNING = (
    evaluates_with_batch,
    ignores_train,
    ignores_train__evaluates,
    swaps_modes,
    moves_in_evaluation,
    trains_with_running,
    trains_with_running__old,
    momentum_reversed,
    momentum_reversed__mean,
    momentum_reversed__var,
    momentum_reversed__biased,
    momentum_fixed,
    momentum_fixed__reversed,
    forgets_old,
    forgets_old__biased,
    forgets_old__share,
    adds_without_decay,
    adds_without_share,
    running_not_moved,
    running_not_moved__var,
    running_not_moved__mean,
    swaps_running,
    returns_out_only,
    keeps_axes,
    keeps_axes__always,
    keeps_axes__row,
    keeps_axes__broadcast,
    keeps_axes__broadcast_biased,
    evaluates_by_deviation,
    evaluates_by_deviation__without_eps,
    evaluates_without_affine,
    writes_into_running,
    writes_into_running__mean,
    writes_into_running__var,
    writes_into_x,
    writes_into_x__training,
    writes_into_x__before_running,
)
