"""Batch normalisation, forward: every feature gets mean 0 and variance 1, and the running values move along."""

import numpy as np

from grader import Case, Spec

from . import _statistics as shared
from ._statistics import CHANNEL, factors, hand_made, numbers, positive, spread

NAMES = ("x", "gamma", "beta", "running_mean", "running_var", "momentum", "eps", "train")


def batchnorm_forward(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Batch normalisation of x (N, D) or (N, C, H, W) -> out like x, running_mean, running_var (C,).

    Ioffe & Szegedy, Batch Normalization (arXiv 1502.03167), algorithm 1.
    """
    axes = (0, 2, 3)[: x.ndim - 1]  # everything but the features: (0,) for (N, D)
    shape = (1, -1, 1, 1)[: x.ndim]  # brings one number for each feature into line with x
    if train:
        m = x.size // x.shape[1]  # so many numbers have a mean in common
        mean, var = x.mean(axis=axes), x.var(axis=axes)
        running_mean = (1 - momentum) * running_mean + momentum * mean
        running_var = (1 - momentum) * running_var + momentum * var * m / (m - 1)
    else:
        mean, var = running_mean, running_var
    xhat = (x - mean.reshape(shape)) / np.sqrt(var + eps).reshape(shape)
    return gamma.reshape(shape) * xhat + beta.reshape(shape), running_mean, running_var


def blocks(x):
    """The indices of each feature."""
    return [[(i, c, *rest) for i, *rest in np.ndindex(len(x), *x.shape[2:])] for c in range(x.shape[1])]


def naive_batchnorm_forward(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """One number at a time: slow, and close to the definition."""
    new_mean, new_var, out = running_mean.copy(), running_var.copy(), np.zeros(x.shape)
    for c, block in enumerate(blocks(x)):
        mean, var = running_mean[c], running_var[c]
        if train:
            mean = sum(float(x[index]) for index in block) / len(block)
            squares = sum((float(x[index]) - mean) ** 2 for index in block)
            var = squares / len(block)
            new_mean[c] += momentum * (mean - new_mean[c])
            new_var[c] += momentum * (squares / (len(block) - 1) - new_var[c])
        for index in block:
            out[index] = gamma[c] * (x[index] - mean) / (var + eps) ** 0.5 + beta[c]
    return out, new_mean, new_var


def torch_batchnorm_forward(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """PyTorch's batch normalisation, which writes the new running values into the old ones."""
    import torch

    out = torch.nn.functional.batch_norm(x, running_mean, running_var, gamma, beta, train, momentum, eps)
    return out, running_mean, running_var


def magnitude(x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In x - mean the sizes of both count, and the variance may be a difference, too."""
    if not train:
        size = (np.abs(x) + np.abs(spread(running_mean, x))) / spread(np.sqrt(running_var + eps), x)
        out = np.abs(spread(gamma, x)) * size + np.abs(spread(beta, x))
        return out, np.abs(running_mean), running_var
    out = shared.size_of_output(CHANNEL, x, gamma, beta, eps)
    rows = CHANNEL.rows(x)
    m = rows.shape[1]
    squares = ((rows**2).mean(axis=1) + rows.mean(axis=1) ** 2) * m / (m - 1)
    keep = abs(1 - momentum)
    return out, keep * np.abs(running_mean) + momentum * np.abs(rows).mean(1), keep * running_var + momentum * squares


def _case(rng, name, x, momentum, eps, train, hidden=False):
    C = x.shape[1]
    running = numbers(rng, C), positive(rng, C)
    args = (x, factors(rng, C), numbers(rng, C) + 1.25, *running, momentum, eps, train)
    return Case(name, dict(zip(NAMES, args)), hidden)


def cases(rng):
    """A batch to check by hand, rows and images in training and in evaluation, with an eps that can be seen."""
    running = np.array([0.0, 4.0]), np.array([1.0, 3.0])
    args = (hand_made().T.copy(), np.array([3.0, 2.0]), np.array([1.0, -1.0]), *running, 0.25, 0.25, True)
    yield Case("by hand: 4 rows of 2 features, training", dict(zip(NAMES, args)))
    x = numbers(rng, 5, 3)
    x[:, 1] = 0.5
    yield _case(rng, "a feature that is constant, training", x, 0.125, 0.1, True)
    yield _case(rng, "images, training, not contiguous", np.asfortranarray(numbers(rng, 3, 2, 4, 5)), 0.3, 0.1, True)
    yield _case(rng, "images as wide as they have channels, training", numbers(rng, 2, 3, 5, 3), 0.1, 0.01, True)
    yield _case(rng, "one image, training", numbers(rng, 1, 3, 2, 4), 0.7, 0.1, True)
    yield _case(rng, "rows, evaluation", numbers(rng, 2, 5), 0.1, 0.1, False)
    yield _case(rng, "images, evaluation", numbers(rng, 2, 3, 4, 5), 0.1, 0.01, False)
    yield _case(rng, "images as wide as they have channels, evaluation", numbers(rng, 3, 2, 4, 2), 0.1, 0.1, False)
    for name, low, high, train in (
        ("sizes drawn anew, training", [4, 2, 2, 3], [6, 5, 4, 6], True),
        ("sizes drawn anew, rows or evaluation", [3, 2, 2, 2], [6, 5, 5, 5], bool(rng.integers(2))),
    ):
        shape = [int(n) for n in rng.integers(low, high)]
        x = numbers(rng, *shape[: 2 if "rows" in name and train else 4])
        momentum, eps = int(rng.integers(1, 7)) / 16, int(rng.integers(1, 5)) / 16
        yield _case(rng, name, x, momentum, eps, train, hidden=True)


def _batch(x, ddof=0):
    """Mean and variance of each feature."""
    rows = CHANNEL.rows(x)
    return rows.mean(axis=1), rows.var(axis=1, ddof=ddof)


def _statistics(x, running_mean, running_var, train):
    return _batch(x) if train else (running_mean, running_var)


def _applied(solve, x, gamma, beta, mean, std):
    """out with these statistics: evaluation does just that."""
    return solve(x, gamma, beta, mean, std**2, 0.5, 0.0, False)[0]


def _old_and_new(old, new, momentum):
    return (1 - momentum) * old + momentum * new


# The axes


def _as_written(x, gamma, beta, running_mean, running_var, momentum, eps, train, axes, m, keepdims=False):
    """The code for (N, D) with other axes and nothing brought into line: NumPy broadcasts it or refuses to."""
    if train:
        mean, var = x.mean(axis=axes, keepdims=keepdims), x.var(axis=axes, keepdims=keepdims)
        running_mean = _old_and_new(running_mean, mean, momentum)
        running_var = _old_and_new(running_var, var * m / (m - 1), momentum)
    else:
        mean, var = running_mean, running_var
    return gamma * ((x - mean) / np.sqrt(var + eps)) + beta, running_mean, running_var


def per_pixel(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images every pixel got its own mean and variance. Every channel has one of each: use the axes 0, 2 and 3."""
    if x.ndim == 2 or not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    mean, var, N = x.mean(axis=0), x.var(axis=0), np.float64(len(x))
    out = spread(gamma, x) * (x - mean) / np.sqrt(var + eps) + spread(beta, x)
    running = running_mean[:, None, None], running_var[:, None, None]
    new_var = var * (N / (N - 1))
    return out, _old_and_new(running[0], mean, momentum), _old_and_new(running[1], new_var, momentum)


def per_pixel__out(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images out was computed with a mean for each pixel. Every channel has one: use the axes 0, 2 and 3."""
    wrong = per_pixel(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return wrong[0], *solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)[1:]


def per_pixel__rows(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Images were treated like rows, by axis 0 alone. Their features are the channels: use the axes 0, 2 and 3."""
    N = np.float64(len(x))
    return _as_written(x, gamma, beta, running_mean, running_var, momentum, eps, train, 0, N)


def not_in_line(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """A mean (C,) meets images (N, C, H, W): NumPy lines up the last axes. First reshape it to (1, C, 1, 1)."""
    axes, m = (0, *range(2, x.ndim)), x.size // x.shape[1]
    return _as_written(x, gamma, beta, running_mean, running_var, momentum, eps, train, axes, m)


def not_in_line__gamma(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """gamma and beta (C,) meet images (N, C, H, W): NumPy lines up the last axes. First reshape to (1, C, 1, 1)."""
    ones, zeros = np.ones_like(gamma), np.zeros_like(beta)
    xhat, mean, var = solve(x, ones, zeros, running_mean, running_var, momentum, eps, train)
    return gamma * xhat + beta, mean, var


def rows_only(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Images end in an error: their features are the channels, not the pixels. Use the axes 0, 2 and 3 on images."""
    _N, _D = x.shape
    return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)


def per_image(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images every image got its own mean. A channel has one mean for the whole batch: use the axes 0, 2 and 3."""
    if x.ndim == 2 or not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    out = shared.forward(shared.INSTANCE, x, gamma, beta, eps)
    mean, var = x.mean(axis=(2, 3)), x.var(axis=(2, 3))
    return (
        out,
        _old_and_new(running_mean, mean.mean(axis=0), momentum),
        _old_and_new(running_var, var.mean(axis=0), momentum),
    )


def per_image__out(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images out was computed with a mean for each image. A channel has one mean for the whole batch."""
    _, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return per_image(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)[0], mean, var


def per_image__not_averaged(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images every image got its own mean, axes 2 and 3. A channel has one mean for the batch: axis 0 belongs in."""
    if x.ndim == 2 or not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    mean, var = x.mean(axis=(2, 3)), x.var(axis=(2, 3))
    out = shared.forward(shared.INSTANCE, x, gamma, beta, eps)
    return out, _old_and_new(running_mean, mean, momentum), _old_and_new(running_var, var, momentum)


def per_sample(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Every sample was normalised by itself, which is layer normalisation. Here a feature is, over all samples."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    mean, var, m = shared.partial_mean(x.reshape(len(x), -1)), x.reshape(len(x), -1).var(1, keepdims=True), x[0].size
    return (
        shared.forward(shared.SAMPLE, x, gamma, beta, eps),
        _old_and_new(running_mean, mean, momentum),
        _old_and_new(running_var, var * m / (m - 1), momentum),
    )


def per_sample__out(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out was normalised sample by sample, which is layer normalisation. Here every feature is, over all samples."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (shared.forward(shared.SAMPLE, x, gamma, beta, eps) if train else out), mean, var


def per_sample__axis_1(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The statistics were taken over axis 1, the features. Take them over the samples (axis 0, and the pixels)."""
    return _as_written(x, gamma, beta, running_mean, running_var, momentum, eps, train, 1, x.shape[1], True)


def over_everything(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """There is one mean and one variance for all of x. Every feature has its own: leave out axis 1."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (
        shared.forward(shared.EVERYTHING, x, gamma, beta, eps),
        _old_and_new(running_mean, x.mean(), momentum),
        _old_and_new(running_var, x.var() * x.size / (x.size - 1), momentum),
    )


def over_everything__biased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """One mean and one variance were taken from all of x. Every feature has its own: leave out axis 1."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (
        shared.forward(shared.EVERYTHING, x, gamma, beta, eps),
        _old_and_new(running_mean, x.mean(), momentum),
        _old_and_new(running_var, x.var(), momentum),
    )


def channels_not_moved(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Images were reshaped to (N * H * W, C) while the channels were axis 1. First x.transpose(0, 2, 3, 1)."""
    rows = x.reshape(-1, x.shape[1])
    out, mean, var = solve(rows, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out.reshape(x.shape), mean, var


def channels_not_moved__rows(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Images were reshaped to (C, N * H * W) while the channels were axis 1. First x.transpose(1, 0, 2, 3)."""
    if x.ndim == 2:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    rows = x.reshape(x.shape[1], -1).T
    out, mean, var = solve(rows, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out.T.reshape(x.shape), mean, var


def channels_not_moved__training(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In training images were reshaped to (N * H * W, C) with the channels as axis 1. First x.transpose(0, 2, 3, 1)."""
    wrong = channels_not_moved if train else lambda solve, *args: solve(*args)
    return wrong(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)


def channels_not_moved_back(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out was reshaped straight to the shape of x. Reshape it to (N, H, W, C), then move the channels back."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return np.moveaxis(out, 1, -1).reshape(x.shape), mean, var


def channels_not_moved_back__last(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out still has its channels at the end. Give it back in the shape of x: (N, C, H, W)."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return np.moveaxis(out, 1, -1), mean, var


def channels_not_moved_back__matrix(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out still is a matrix (N * H * W, C). Give it back in the shape of x, with its channels as axis 1."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return np.moveaxis(out, 1, -1).reshape(-1, x.shape[1]), mean, var


# eps and the variance


def _rescaled(solve, args, scale):
    """out divided by ``scale(var)``."""
    x, gamma, beta, running_mean, running_var, _, _, train = args
    mean, var = _statistics(x, running_mean, running_var, train)
    return _applied(solve, x, gamma, beta, mean, scale(var)), *solve(*args)[1:]


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


def eps_fixed__tiny(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """eps was fixed at a tiny number. Use the argument: sqrt(var + eps)."""
    return solve(x, gamma, beta, running_mean, running_var, momentum, 1e-8, train)


def eps_fixed__small(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """eps was fixed at a very small number. Use the argument: sqrt(var + eps)."""
    return solve(x, gamma, beta, running_mean, running_var, momentum, 1e-6, train)


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
    _, var = _statistics(x, running_mean, running_var, train)
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
    mean, var = _batch(x, ddof=1)
    out = solve(x, gamma, beta, mean, var, momentum, eps, False)[0]
    return out, *solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)[1:]


def biased_running_var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var got the biased variance. It is meant for all data: divide the squares by m - 1, or ddof=1."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        var = _old_and_new(running_var, _batch(x)[1], momentum)
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
        var = _old_and_new(running_var, _batch(x)[1] * (N / (N - 1)), momentum)
    return out, mean, var


def unbiased_by_batch_size__error(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var was corrected by N / (N - 1), which fails for one image. Use m / (m - 1) with m = N * H * W."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        var = _old_and_new(running_var, _batch(x)[1] * (len(x) / (len(x) - 1)), momentum)
    return out, mean, var


def unbiased_twice(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var was corrected by m / (m - 1) twice. ddof=1 has done it already."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        m = x.size // x.shape[1]
        var = _old_and_new(running_var, _batch(x, 1)[1] * m / (m - 1), momentum)
    return out, mean, var


def unbiased_whole_running_var(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """m / (m - 1) came on all of running_var. Only the variance of this batch needs it."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if train:
        m = x.size // x.shape[1]
        var = _old_and_new(running_var, _batch(x)[1], momentum) * m / (m - 1)
    return out, mean, var


def running_deviation(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var got the standard deviation. Keep the variance."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, (_old_and_new(running_var, np.sqrt(_batch(x, 1)[1]), momentum) if train else var)


def running_deviation__biased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var got the deviation, biased. Keep the variance, with m - 1."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, (_old_and_new(running_var, np.sqrt(_batch(x)[1]), momentum) if train else var)


def running_deviation__eps(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """running_var got sqrt(var + eps). Keep the unbiased variance, without eps and root."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, mean, (_old_and_new(running_var, np.sqrt(_batch(x)[1] + eps), momentum) if train else var)


def _in_training(solve, args, mean, var):
    """Other statistics in training, everywhere; var may be a pair: to normalise, and for running_var."""
    x, gamma, beta, running_mean, running_var, momentum, eps, train = args
    if not train:
        return solve(*args)
    out = solve(x, gamma, beta, mean, var, momentum, eps, False)[0]
    m = x.size // x.shape[1]
    return (
        out,
        _old_and_new(running_mean, mean, momentum),
        _old_and_new(running_var, var * m / (m - 1), momentum),
    )


def divides_by_batch_size(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images the sums were divided by N. A channel has N * H * W numbers: divide by all of them."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    pixels = x[0, 0].size
    mean = _batch(x)[0] * pixels
    var = ((x - spread(mean, x)) ** 2).mean(axis=(0, *range(2, x.ndim))) * pixels
    return _in_training(solve, args, mean, var)


def variance_not_divided(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The squares were summed and not divided by their number: the variance is their mean."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    mean, var = _batch(x)
    return _in_training(solve, args, mean, var * (x.size // x.shape[1]))


def variance_of_squares(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The variance is the mean of x squared. The mean has to be subtracted before squaring."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    mean, var = _batch(x)
    return _in_training(solve, args, mean, var + mean**2)


def stretches_to_range(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x was stretched from minimum to maximum. Batch normalisation standardises: mean 0, variance 1."""
    rows = CHANNEL.rows(x)
    low, high = rows.min(axis=1), rows.max(axis=1)
    right = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (_applied(solve, x, gamma, beta, low, high - low) if train else right[0]), *right[1:]


def stretches_to_range__eps(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x was stretched between minimum and maximum. Batch normalisation standardises: mean 0 and variance 1."""
    rows = CHANNEL.rows(x)
    low, high = rows.min(axis=1), rows.max(axis=1)
    right = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (_applied(solve, x, gamma, beta, low, high - low + eps) if train else right[0]), *right[1:]


def divides_by_range(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x - mean was divided by maximum minus minimum. Divide by sqrt(var + eps)."""
    rows = CHANNEL.rows(x)
    spans = rows.max(axis=1) - rows.min(axis=1) + eps
    right = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (_applied(solve, x, gamma, beta, rows.mean(axis=1), spans) if train else right[0]), *right[1:]


# Training, evaluation and the running values


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
        batch_mean, batch_var = _batch(x)[0], _batch(x, 1)[1]
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
    mean, var = spread(_batch(x)[0], x), spread(_batch(x, 1)[1], x)
    return out, _old_and_new(running_mean, mean, momentum), _old_and_new(running_var, var, momentum)


def keeps_axes__broadcast_biased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """A mean (1, C, 1, 1) met a running mean (C,), and NumPy made a table of them. Compute both without keepdims."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    out, _, _ = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    mean, var = spread(_batch(x)[0], x), spread(_batch(x)[1], x)
    return out, _old_and_new(running_mean, mean, momentum), _old_and_new(running_var, var, momentum)


def evaluates_by_deviation(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In evaluation x was divided by running_var. It is a variance: divide by sqrt(running_var + eps)."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (out if train else _applied(solve, x, gamma, beta, running_mean, running_var + eps)), mean, var


def evaluates_by_deviation__without_eps(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In evaluation x was divided by running_var itself. It is a variance: divide by sqrt(running_var + eps)."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (out if train else _applied(solve, x, gamma, beta, running_mean, running_var)), mean, var


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


# gamma and beta, as in every layer that normalises


def _affine(wrong):
    """A misconception of a layer that returns out alone, for this one."""

    def in_batchnorm(solve, x, gamma, beta, *setting):
        _, mean, var = solve(x, gamma, beta, *setting)
        return wrong(CHANNEL, lambda *args: solve(*args)[0], x, gamma, beta, *setting), mean, var

    in_batchnorm.__name__ = wrong.__name__
    in_batchnorm.__doc__ = wrong.__doc__
    return in_batchnorm


def _mode(wrong, mode):
    """The same misconception of a learner who has it in one of the two modes only."""

    def in_mode(solve, *args):
        return wrong(solve, *args) if args[-1] is mode else solve(*args)

    in_mode.__name__ = f"{wrong.__name__}__{'training_only' if mode else 'evaluation_only'}"
    in_mode.__doc__ = f"In {'training' if mode else 'evaluation'}: {wrong.__doc__}"
    return in_mode


def ladder():
    """Batches of growing size in training, to be timed on."""
    rng = np.random.default_rng(0)
    for N, C, H in ((2, 3, 8), (4, 8, 32), (8, 16, 64)):
        yield _case(rng, f"{N} images of {C}x{H}x{H}", numbers(rng, N, C, H, H), 0.1, 0.1, True)


spec = Spec(
    solve=batchnorm_forward,
    torch=torch_batchnorm_forward,
    second=naive_batchnorm_forward,
    cases=cases,
    outputs=("out", "running_mean", "running_var"),
    shapes=dict.fromkeys(("gamma", "beta", "running_mean", "running_var"), "C"),
    wrong=(
        per_pixel,
        per_pixel__out,
        per_pixel__rows,
        not_in_line,
        not_in_line__gamma,
        rows_only,
        per_image,
        per_image__out,
        per_image__not_averaged,
        per_sample,
        per_sample__out,
        per_sample__axis_1,
        over_everything,
        over_everything__biased,
        channels_not_moved,
        channels_not_moved__rows,
        channels_not_moved__training,
        channels_not_moved_back,
        channels_not_moved_back__last,
        channels_not_moved_back__matrix,
        eps_outside_root,
        _mode(eps_outside_root, True),
        _mode(eps_outside_root, False),
        eps_missing,
        _mode(eps_missing, True),
        _mode(eps_missing, False),
        eps_fixed,
        eps_fixed__tiny,
        eps_fixed__small,
        divides_by_variance,
        _mode(divides_by_variance, True),
        only_centred,
        _mode(only_centred, True),
        mean_not_subtracted,
        _mode(mean_not_subtracted, True),
        _mode(mean_not_subtracted, False),
        eps_in_running_var,
        eps_in_running_var__unbiased,
        eps_in_running_var__biased,
        unbiased_to_normalise,
        biased_running_var,
        swaps_variances,
        unbiased_by_batch_size,
        unbiased_by_batch_size__error,
        unbiased_twice,
        unbiased_whole_running_var,
        running_deviation,
        running_deviation__biased,
        running_deviation__eps,
        divides_by_batch_size,
        variance_not_divided,
        variance_of_squares,
        stretches_to_range,
        stretches_to_range__eps,
        divides_by_range,
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
        *map(
            _affine,
            (
                shared.forgets_gamma,
                shared.forgets_beta,
                shared.stops_at_standard,
                shared.swaps_gamma_and_beta,
                shared.beta_before_gamma,
                shared.subtracts_beta,
                shared.opposite_sign,
                shared.first_sample_only,
            ),
        ),
    ),
    hints=(
        "Which numbers of x have a mean in common? On images not only those of one pixel. And where does the mean "
        "come from when a single image is to be classified?",
        "m = x.size / number of features; out = gamma * (x - mean) / sqrt(var + eps) + beta with var divided by m; "
        "running_var takes var * m / (m - 1).",
        "Take mean and var over the axes 0 (rows) or 0, 2, 3 (images) in training, else use the running values. "
        "On images reshape mean, var, gamma and beta to (1, C, 1, 1) before they meet x.",
    ),
    magnitude=magnitude,
    ladder=ladder,
)
