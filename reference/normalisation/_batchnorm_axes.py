"""What goes wrong with the axes of batch normalisation: over which numbers a mean is taken, and what it meets."""

import numpy as np

from ._batchnorm import old_and_new
from ._forward import forward
from ._layouts import CHANNEL, EVERYTHING, INSTANCE, SAMPLE, partial_mean, spread


def _as_written(x, gamma, beta, running_mean, running_var, momentum, eps, train, axes, m, keepdims=False):
    """The code for (N, D) with other axes and nothing brought into line: NumPy broadcasts it or refuses to."""
    if train:
        mean, var = x.mean(axis=axes, keepdims=keepdims), x.var(axis=axes, keepdims=keepdims)
        running_mean = old_and_new(running_mean, mean, momentum)
        running_var = old_and_new(running_var, var * m / (m - 1), momentum)
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
    return out, old_and_new(running[0], mean, momentum), old_and_new(running[1], new_var, momentum)


def per_pixel__out(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images out was computed with a mean for each pixel. Every channel has one: use the axes 0, 2 and 3."""
    wrong = per_pixel(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return wrong[0], *solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)[1:]


def per_pixel__rows(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Images were treated like rows, by axis 0 alone. Their features are the channels: use the axes 0, 2 and 3."""
    N = np.float64(len(x))
    return _as_written(x, gamma, beta, running_mean, running_var, momentum, eps, train, 0, N)


def per_pixel__running(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images every pixel got its own mean, which does not fit a running mean (C,). Use the axes 0, 2 and 3."""
    out, mean, var = per_pixel(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    if x.ndim == 4 and train:
        N = np.float64(len(x))
        mean = old_and_new(running_mean, x.mean(axis=0), momentum)
        var = old_and_new(running_var, x.var(axis=0) * (N / (N - 1)), momentum)
    return out, mean, var


def not_in_line(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """A mean (C,) meets images (N, C, H, W): NumPy lines up the last axes. First reshape it to (1, C, 1, 1)."""
    axes, m = (0, *range(2, x.ndim)), x.size // x.shape[1]
    return _as_written(x, gamma, beta, running_mean, running_var, momentum, eps, train, axes, m)


def not_in_line__gamma(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """gamma and beta (C,) meet images (N, C, H, W): NumPy lines up the last axes. First reshape to (1, C, 1, 1)."""
    ones, zeros = np.ones_like(gamma), np.zeros_like(beta)
    xhat, mean, var = solve(x, ones, zeros, running_mean, running_var, momentum, eps, train)
    return gamma * xhat + beta, mean, var


def not_in_line__parameters(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """gamma, beta and the running values (C,) meet images (N, C, H, W): first reshape them to (1, C, 1, 1)."""
    wrong = not_in_line__gamma if train else not_in_line
    return wrong(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)


def rows_only(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Images end in an error: their features are the channels, not the pixels. Use the axes 0, 2 and 3 on images."""
    _N, _D = x.shape
    return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)


def per_image(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images every image got its own mean. A channel has one mean for the whole batch: use the axes 0, 2 and 3."""
    if x.ndim == 2 or not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    out = forward(INSTANCE, x, gamma, beta, eps)
    mean, var = x.mean(axis=(2, 3)), x.var(axis=(2, 3))
    return (
        out,
        old_and_new(running_mean, mean.mean(axis=0), momentum),
        old_and_new(running_var, var.mean(axis=0), momentum),
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
    out = forward(INSTANCE, x, gamma, beta, eps)
    return out, old_and_new(running_mean, mean, momentum), old_and_new(running_var, var, momentum)


def per_image__unbiased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """On images every image got its own mean and variance, axes 2 and 3. The mean is for the batch: add axis 0."""
    if x.ndim == 2 or not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    mean, var = x.mean(axis=(2, 3)), x.var(axis=(2, 3), ddof=1)
    out = forward(INSTANCE, x, gamma, beta, eps)
    return out, old_and_new(running_mean, mean, momentum), old_and_new(running_var, var, momentum)


def per_sample(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Every sample was normalised by itself, which is layer normalisation. Here a feature is, over all samples."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    mean, var, m = partial_mean(x.reshape(len(x), -1)), x.reshape(len(x), -1).var(1, keepdims=True), x[0].size
    return (
        forward(SAMPLE, x, gamma, beta, eps),
        old_and_new(running_mean, mean, momentum),
        old_and_new(running_var, var * m / (m - 1), momentum),
    )


def per_sample__out(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out was normalised sample by sample, which is layer normalisation. Here every feature is, over all samples."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (forward(SAMPLE, x, gamma, beta, eps) if train else out), mean, var


def per_sample__axis_1(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """The statistics were taken over axis 1, the features. Take them over the samples (axis 0, and the pixels)."""
    return _as_written(x, gamma, beta, running_mean, running_var, momentum, eps, train, 1, x.shape[1], True)


def over_everything(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """There is one mean and one variance for all of x. Every feature has its own: leave out axis 1."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (
        forward(EVERYTHING, x, gamma, beta, eps),
        old_and_new(running_mean, x.mean(), momentum),
        old_and_new(running_var, x.var() * x.size / (x.size - 1), momentum),
    )


def over_everything__biased(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """One mean and one variance were taken from all of x. Every feature has its own: leave out axis 1."""
    if not train:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (
        forward(EVERYTHING, x, gamma, beta, eps),
        old_and_new(running_mean, x.mean(), momentum),
        old_and_new(running_var, x.var(), momentum),
    )


def over_everything__out(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out was computed with one mean and one variance for all of x. Every feature has its own: leave out axis 1."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (forward(EVERYTHING, x, gamma, beta, eps) if train else out), mean, var


def over_everything__out_and_mean(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out and running_mean were computed with one mean for all of x. Every feature has its own: leave out axis 1."""
    out, mean, var = over_everything__out(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out, (old_and_new(running_mean, x.mean(), momentum) if train else mean), var


def over_everything__around(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """One mean for all of x was subtracted from every feature. Every feature has its own: leave out axis 1."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    out, mean, var = over_everything__out_and_mean(solve, *args)
    if train:
        squares = CHANNEL.rows((x - x.mean()) ** 2)
        var = old_and_new(running_var, squares.sum(axis=1) / (squares.shape[1] - 1), momentum)
    return out, mean, var


def channels_not_moved(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Images were reshaped to (N * H * W, C) while the channels were axis 1. First x.transpose(0, 2, 3, 1)."""
    rows = x.reshape(-1, x.shape[1])
    out, mean, var = solve(rows, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out.reshape(x.shape), mean, var


def channels_not_moved__first(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x became (N * H * W, C) without moving the channels, out was moved back. First x.transpose(0, 2, 3, 1)."""
    out, mean, var = channels_not_moved(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (out if x.ndim == 2 else np.moveaxis(out.reshape(len(x), *x.shape[2:], -1), -1, 1)), mean, var


def channels_not_moved__rows(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """Images were reshaped to (C, N * H * W) while the channels were axis 1. First x.transpose(1, 0, 2, 3)."""
    if x.ndim == 2:
        return solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    rows = x.reshape(x.shape[1], -1).T
    out, mean, var = solve(rows, gamma, beta, running_mean, running_var, momentum, eps, train)
    return out.T.reshape(x.shape), mean, var


def channels_not_moved__rows_first(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """x became (C, N * H * W) without moving the channels, out was moved back. First x.transpose(1, 0, 2, 3)."""
    args = x, gamma, beta, running_mean, running_var, momentum, eps, train
    out, mean, var = channels_not_moved__rows(solve, *args)
    return (out if x.ndim == 2 else np.moveaxis(out.reshape(x.shape[1], len(x), *x.shape[2:]), 0, 1)), mean, var


def channels_not_moved__training(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """In training images were reshaped to (N * H * W, C) with the channels as axis 1. First x.transpose(0, 2, 3, 1)."""
    wrong = channels_not_moved if train else lambda solve, *args: solve(*args)
    return wrong(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train)


def channels_not_moved_back(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out was reshaped straight to the shape of x. Reshape it to (N, H, W, C), then move the channels back."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return np.moveaxis(out, 1, -1).reshape(x.shape), mean, var


def channels_not_moved_back__rows(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out was reshaped straight to the shape of x. Reshape it to (C, N, H, W), then swap the first two axes."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return (out if x.ndim == 2 else np.moveaxis(out, 1, 0).reshape(x.shape)), mean, var


def channels_not_moved_back__last(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out still has its channels at the end. Give it back in the shape of x: (N, C, H, W)."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return np.moveaxis(out, 1, -1), mean, var


def channels_not_moved_back__matrix(solve, x, gamma, beta, running_mean, running_var, momentum, eps, train):
    """out still is a matrix (N * H * W, C). Give it back in the shape of x, with its channels as axis 1."""
    out, mean, var = solve(x, gamma, beta, running_mean, running_var, momentum, eps, train)
    return np.moveaxis(out, 1, -1).reshape(-1, x.shape[1]), mean, var


AXES = (
    per_pixel,
    per_pixel__out,
    per_pixel__rows,
    per_pixel__running,
    not_in_line,
    not_in_line__gamma,
    not_in_line__parameters,
    rows_only,
    per_image,
    per_image__out,
    per_image__not_averaged,
    per_image__unbiased,
    per_sample,
    per_sample__out,
    per_sample__axis_1,
    over_everything,
    over_everything__biased,
    over_everything__out,
    over_everything__out_and_mean,
    over_everything__around,
    channels_not_moved,
    channels_not_moved__first,
    channels_not_moved__rows,
    channels_not_moved__rows_first,
    channels_not_moved__training,
    channels_not_moved_back,
    channels_not_moved_back__rows,
    channels_not_moved_back__last,
    channels_not_moved_back__matrix,
)
