"""Batch normalisation, backward: three ways lead from x to the loss."""

import numpy as np

from grader import Case, Spec, grid

from ._backward import backward, parts, ways
from ._dx_slips import DX
from ._layouts import ACROSS, CHANNEL, INSTANCE, PIXEL, SAMPLE, bound, collect, spread
from ._magnitude import size_of_gradients
from ._naive import naive_backward
from ._parameter_slips import ON_IMAGES, PARAMETERS, dx_flat__transposed
from ._walk_batchnorm_backward import WALK
from .batchnorm_forward import batchnorm_forward, blocks
from .batchnorm_forward import cases as forward_cases
from .batchnorm_forward import ladder as forward_ladder


def batchnorm_backward(dout, x, gamma, beta, eps):
    """Gradients of batch normalisation in training, dout like x -> dx like x, dgamma like gamma, dbeta like beta.

    Ioffe & Szegedy, Batch Normalization (arXiv 1502.03167), section 3, in simplified form.
    """
    axes = (0, 2, 3)[: x.ndim - 1]  # everything but the features: (0,) for (N, D)
    std = np.sqrt(x.var(axis=axes, keepdims=True) + eps)
    xhat = (x - x.mean(axis=axes, keepdims=True)) / std
    dgamma, dbeta = (dout * xhat).sum(axis=axes), dout.sum(axis=axes)
    g = dout * gamma.reshape((1, -1, 1, 1)[: x.ndim])  # what arrives at xhat
    through_mean = g.mean(axis=axes, keepdims=True)
    through_var = xhat * (g * xhat).mean(axis=axes, keepdims=True)
    return (g - through_mean - through_var) / std, dgamma, dbeta


def naive_batchnorm_backward(dout, x, gamma, beta, eps):
    """The chain rule, one number at a time."""
    return naive_backward(blocks(x), dout, x, gamma, beta, eps)


def torch_batchnorm_backward(dout, x, gamma, beta, eps):
    """PyTorch's autograd through its batch normalisation."""
    import torch

    inputs = [tensor.requires_grad_() for tensor in (x, gamma, beta)]
    out = torch.nn.functional.batch_norm(x, None, None, gamma, beta, True, 0.0, eps)
    return torch.autograd.grad(out, inputs, dout)


def training_out(x, gamma, beta, eps):
    """The output of batchnorm_forward in training."""
    zeros = np.zeros_like(gamma)
    return batchnorm_forward(x, gamma, beta, zeros, zeros, 0.0, eps, True)[0]


def magnitude(dout, x, gamma, beta, eps):
    """The sums of the absolute values of all terms."""
    return size_of_gradients(CHANNEL, dout, x, gamma, beta, eps)


def _case(rng, case):
    args = {name: case.args[name] for name in ("x", "gamma", "beta", "eps")}
    dout = grid(rng, *args["x"].shape, limit=2)
    if "by hand" in case.name:
        dout = np.array([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0], [0.0, 4.0]])
    if "not contiguous" in case.name:
        dout = dout.repeat(2, axis=3)[..., ::2]
    return Case(case.name.replace(", training", ""), {"dout": dout, **args}, case.hidden)


def cases(rng):
    """The batches of batchnorm_forward in training, with a random upstream gradient."""
    for case in forward_cases(rng):
        if case.args["train"] or case.hidden:
            yield _case(rng, case)


# The axes


def _by(cut, dout, x, gamma, beta, eps):
    """dx with other numbers having a mean in common; dgamma and dbeta summed as they should be."""
    return backward(cut, dout, x, gamma, beta, eps)


def per_pixel(solve, dout, x, gamma, beta, eps):
    """On images every pixel got its own mean and variance. Every channel has one of each: use the axes 0, 2 and 3."""
    return solve(dout, x, gamma, beta, eps) if x.ndim == 2 else _by(PIXEL, dout, x, gamma, beta, eps)


def per_pixel__shape(solve, dout, x, gamma, beta, eps):
    """On images every pixel got its own mean, and dgamma and dbeta its shape. Every channel has one: axes 0, 2, 3."""
    p = PIXEL.rows(x)
    p = (p - p.mean(axis=1, keepdims=True)) / np.sqrt(p.var(axis=1, keepdims=True) + eps)
    dx, _, _ = per_pixel(solve, dout, x, gamma, beta, eps)
    return dx, (dout * PIXEL.back(p, x.shape)).sum(axis=0), dout.sum(axis=0)


def per_pixel__rows(solve, dout, x, gamma, beta, eps):
    """Images were treated like rows, by axis 0 alone. Their features are the channels: use the axes 0, 2 and 3."""
    xhat = (x - x.mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    g = dout * gamma
    dx = (g - g.mean(axis=0) - xhat * (g * xhat).mean(axis=0)) / np.sqrt(x.var(axis=0) + eps)
    return dx, (dout * xhat).sum(axis=0), dout.sum(axis=0)


def per_pixel__divided_by_m(solve, dout, x, gamma, beta, eps):
    """On images mean and variance were taken over axis 0, for each pixel. Every channel has one: axes 0, 2, 3."""
    if x.ndim == 2:
        return solve(dout, x, gamma, beta, eps)
    p = parts(PIXEL, dout, x, gamma, (eps,))
    dx = (p.g - (p.mean + p.var) / x[0, 0].size) / p.std  # sums over the batch, divided by N * H * W
    return PIXEL.back(dx, x.shape), *per_pixel__shape(solve, dout, x, gamma, beta, eps)[1:]


def not_in_line(solve, dout, x, gamma, beta, eps):
    """A mean (C,) meets images (N, C, H, W): NumPy lines up the last axes. First reshape it to (1, C, 1, 1)."""
    axes = (0, *range(2, x.ndim))
    std = np.sqrt(x.var(axis=axes) + eps)
    xhat = (x - x.mean(axis=axes)) / std
    g = dout * gamma
    dx = (g - g.mean(axis=axes) - xhat * (g * xhat).mean(axis=axes)) / std
    return dx, (dout * xhat).sum(axis=axes), dout.sum(axis=axes)


def not_in_line__gamma(solve, dout, x, gamma, beta, eps):
    """gamma (C,) meets images (N, C, H, W): NumPy lines up the last axes. First reshape it to (1, C, 1, 1)."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    return solve(dout * gamma, x, np.ones_like(gamma), beta, eps)[0], dgamma, dbeta


def rows_only(solve, dout, x, gamma, beta, eps):
    """Images end in an error: their features are the channels, not the pixels. Use the axes 0, 2 and 3 on images."""
    _N, _D = x.shape
    return solve(dout, x, gamma, beta, eps)


def per_image(solve, dout, x, gamma, beta, eps):
    """On images every image got its own mean. A channel has one mean for the whole batch: use the axes 0, 2 and 3."""
    return solve(dout, x, gamma, beta, eps) if x.ndim == 2 else _by(INSTANCE, dout, x, gamma, beta, eps)


def per_image__shape(solve, dout, x, gamma, beta, eps):
    """On images every image got its own mean, dgamma and dbeta. A channel has one for the batch: axes 0, 2 and 3."""
    if x.ndim == 2:
        return solve(dout, x, gamma, beta, eps)
    p = parts(INSTANCE, dout, x, gamma, (eps,))
    xhat = INSTANCE.back(p.xhat, x.shape)
    return per_image(solve, dout, x, gamma, beta, eps)[0], (dout * xhat).sum(axis=(2, 3)), dout.sum(axis=(2, 3))


def per_sample(solve, dout, x, gamma, beta, eps):
    """Every sample was normalised by itself, which is layer normalisation. Here a feature is, over all samples."""
    return _by(SAMPLE, dout, x, gamma, beta, eps)


def per_sample__shape(solve, dout, x, gamma, beta, eps):
    """Every sample got its own mean, dgamma and dbeta, as if it were a feature. Sum over the batch (and the pixels)."""
    xhat = SAMPLE.back(parts(SAMPLE, dout, x, gamma, (eps,)).xhat, x.shape)
    axes = tuple(range(1, x.ndim))
    return per_sample(solve, dout, x, gamma, beta, eps)[0], (dout * xhat).sum(axis=axes), dout.sum(axis=axes)


def per_sample__axis_1(solve, dout, x, gamma, beta, eps):
    """The statistics were taken over axis 1, the features. Take them over the samples (axis 0, and the pixels)."""
    return _by(ACROSS, dout, x, gamma, beta, eps)


def channels_not_moved(solve, dout, x, gamma, beta, eps):
    """Images were reshaped to (N * H * W, C) while the channels were axis 1. First transpose(0, 2, 3, 1)."""
    dx, dgamma, dbeta = solve(dout.reshape(-1, x.shape[1]), x.reshape(-1, x.shape[1]), gamma, beta, eps)
    return dx.reshape(x.shape), dgamma, dbeta


def channels_not_moved__first(solve, dout, x, gamma, beta, eps):
    """x and dout became (N * H * W, C) without moving the channels, dx was moved back. First transpose(0, 2, 3, 1)."""
    dx, dgamma, dbeta = channels_not_moved(solve, dout, x, gamma, beta, eps)
    return (dx if x.ndim == 2 else np.moveaxis(dx.reshape(len(x), *x.shape[2:], -1), -1, 1)), dgamma, dbeta


def channels_not_moved__rows(solve, dout, x, gamma, beta, eps):
    """Images were reshaped to (C, N * H * W) while the channels were axis 1. First transpose(1, 0, 2, 3)."""
    if x.ndim == 2:
        return solve(dout, x, gamma, beta, eps)
    dx, dgamma, dbeta = solve(dout.reshape(x.shape[1], -1).T, x.reshape(x.shape[1], -1).T, gamma, beta, eps)
    return dx.T.reshape(x.shape), dgamma, dbeta


def channels_not_moved__rows_first(solve, dout, x, gamma, beta, eps):
    """x and dout became (C, N * H * W) without moving the channels, dx was moved back. First transpose(1, 0, 2, 3)."""
    dx, dgamma, dbeta = channels_not_moved__rows(solve, dout, x, gamma, beta, eps)
    if x.ndim == 4:
        dx = np.moveaxis(dx.reshape(x.shape[1], len(x), *x.shape[2:]), 0, 1)
    return dx, dgamma, dbeta


def channels_not_moved__dout(solve, dout, x, gamma, beta, eps):
    """dout was reshaped to (N * H * W, C) while its channels were axis 1. First dout.transpose(0, 2, 3, 1)."""
    moved = np.moveaxis(dout.reshape(len(x), *x.shape[2:], x.shape[1]), -1, 1)
    return solve(moved, x, gamma, beta, eps)


def channels_not_moved_back(solve, dout, x, gamma, beta, eps):
    """dx was reshaped straight to the shape of x. Reshape it to (N, H, W, C), then move the channels back."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    return np.moveaxis(dx, 1, -1).reshape(x.shape), dgamma, dbeta


def channels_not_moved_back__rows(solve, dout, x, gamma, beta, eps):
    """dx was reshaped straight to the shape of x. Reshape it to (C, N, H, W), then swap the first two axes."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    return (dx if x.ndim == 2 else np.moveaxis(dx, 1, 0).reshape(x.shape)), dgamma, dbeta


def channels_not_moved_back__last(solve, dout, x, gamma, beta, eps):
    """dx still has its channels at the end. Give it back in the shape of x: (N, C, H, W)."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, eps)
    return np.moveaxis(dx, 1, -1), dgamma, dbeta


def _other_m(factor):
    """dx with the sums divided by m / factor."""

    def wrong(cut, dout, x, gamma, beta, eps, mean=True, var=True):
        p = parts(cut, dout, x, gamma, (eps,))
        k = factor(x)
        return cut.back((p.g - p.mean * (k if mean else 1) - p.var * (k if var else 1)) / p.std, x.shape)

    return wrong


_by_batch_size = _other_m(lambda x: x[0, 0].size)
_by_pixels = _other_m(lambda x: len(x))


def divides_by_batch_size(solve, dout, x, gamma, beta, eps):
    """On images the sums in dx were divided by N. A channel has m = N * H * W numbers: divide by m."""
    return _by_batch_size(CHANNEL, dout, x, gamma, beta, eps), *solve(dout, x, gamma, beta, eps)[1:]


def divides_by_batch_size__mean(solve, dout, x, gamma, beta, eps):
    """On images the way through the mean was divided by N. A channel has m = N * H * W numbers: divide by m."""
    return _by_batch_size(CHANNEL, dout, x, gamma, beta, eps, var=False), *solve(dout, x, gamma, beta, eps)[1:]


def divides_by_batch_size__variance(solve, dout, x, gamma, beta, eps):
    """On images the way through the variance was divided by N. A channel has m = N * H * W numbers: divide by m."""
    return _by_batch_size(CHANNEL, dout, x, gamma, beta, eps, mean=False), *solve(dout, x, gamma, beta, eps)[1:]


def divides_by_batch_size__everywhere(solve, dout, x, gamma, beta, eps):
    """On images m was taken as N in every mean. A channel has m = N * H * W numbers."""
    N, rows = len(x), CHANNEL.rows(x)
    g = CHANNEL.rows(dout * spread(gamma, x))
    centred = rows - rows.sum(axis=1, keepdims=True) / N
    std = np.sqrt((centred**2).sum(axis=1, keepdims=True) / N + eps)
    at_centred = g / std - centred * (g * centred).sum(axis=1, keepdims=True) / N / std**3
    dx = at_centred - at_centred.sum(axis=1, keepdims=True) / N
    xhat = CHANNEL.back(centred / std, x.shape)
    return CHANNEL.back(dx, x.shape), collect(dout * xhat), collect(dout)


def divides_by_pixels(solve, dout, x, gamma, beta, eps):
    """On images the sums in dx were divided by H * W. A channel has m = N * H * W numbers: divide by m."""
    if x.ndim == 2:
        return solve(dout, x, gamma, beta, eps)
    return _by_pixels(CHANNEL, dout, x, gamma, beta, eps), *solve(dout, x, gamma, beta, eps)[1:]


def ladder():
    """The ladder of batchnorm_forward with an upstream gradient."""
    rng = np.random.default_rng(0)
    for case in forward_ladder():
        yield _case(rng, case)


spec = Spec(
    solve=batchnorm_backward,
    torch=torch_batchnorm_backward,
    second=naive_batchnorm_backward,
    cases=cases,
    outputs=("dx", "dgamma", "dbeta"),
    shapes=dict.fromkeys(("gamma", "beta", "dgamma", "dbeta"), "C"),
    forward=training_out,
    wrt=("x", "gamma", "beta"),
    wrong=(
        *bound(CHANNEL, *DX, *PARAMETERS, *ON_IMAGES),
        *bound(CHANNEL, dx_flat__transposed),
        per_pixel,
        per_pixel__shape,
        per_pixel__divided_by_m,
        per_pixel__rows,
        not_in_line,
        not_in_line__gamma,
        rows_only,
        per_image,
        per_image__shape,
        per_sample,
        per_sample__shape,
        per_sample__axis_1,
        channels_not_moved,
        channels_not_moved__first,
        channels_not_moved__rows,
        channels_not_moved__rows_first,
        channels_not_moved__dout,
        channels_not_moved_back,
        channels_not_moved_back__rows,
        channels_not_moved_back__last,
        divides_by_batch_size,
        divides_by_batch_size__mean,
        divides_by_batch_size__variance,
        divides_by_batch_size__everywhere,
        divides_by_pixels,
    ),
    hints=(
        "Change one number of x a little. Its own xhat moves, and so do the mean and the variance of its feature. "
        "Whom do these two reach?",
        "With g = dout * gamma and std = sqrt(var + eps): dx = (g - mean(g) - xhat * mean(g * xhat)) / std, the means "
        "over the m numbers of the feature; dgamma = sum(dout * xhat), dbeta = sum(dout).",
        "Compute xhat with keepdims=True over the axes 0 (rows) or 0, 2, 3 (images), then g, then the formula; gamma "
        "is reshaped to (1, C, 1, 1) on images, dgamma and dbeta are summed without keepdims.",
    ),
    hints_for={
        "dx": (
            "Add the same number to all x of one feature: nothing changes. So what is the sum of dx over it?",
            "With g = dout * gamma: dx = (g - mean(g) - xhat * mean(g * xhat)) / std.",
            "`g = dout * gamma.reshape(shape)`, then `(g - g.mean(axis=axes, keepdims=True) - xhat * (g * "
            "xhat).mean(axis=axes, keepdims=True)) / std`",
        ),
        "dgamma": (
            "By what is gamma multiplied in the forward pass, and how many outputs have one gamma in common?",
            "dgamma[c] = the sum of dout * xhat over all numbers of feature c.",
            "`dgamma = (dout * xhat).sum(axis=axes)`, axes 0 for rows and (0, 2, 3) for images.",
        ),
        "dbeta": (
            "If one beta grows by 0.1, by how much do its outputs grow, and how many are they?",
            "dbeta[c] = the sum of dout over all numbers of feature c.",
            "`dbeta = dout.sum(axis=axes)`, axes 0 for rows and (0, 2, 3) for images.",
        ),
        "variance_is_constant": (
            "Move one x away from its mean. The variance grows: whose xhat changes with it?",
            "The third term of dx is -xhat * mean(g * xhat) / std: first multiply, then take the mean.",
            "`through_var = xhat * (g * xhat).mean(axis=axes, keepdims=True)`",
        ),
        "mean_is_constant": (
            "Move one x up a little. What happens to x - mean of all the others?",
            "The second term of dx is -mean(g) / std.",
            "`through_mean = g.mean(axis=axes, keepdims=True)`",
        ),
        "not_in_line": (
            "NumPy lines up shapes from the right. Write (C,) below (N, C, H, W): under which axis does it stand?",
            "One number for each channel fits images as (1, C, 1, 1).",
            "`v.reshape(1, -1, 1, 1)` for everything that has one number for each channel.",
        ),
        "channels_not_moved": (
            "A reshape keeps the order of the numbers. What comes after a pixel of x: its next channel, or the next "
            "pixel?",
            "(N, C, H, W) first becomes (N, H, W, C), then (N * H * W, C). The way back is the reverse.",
            "`rows = x.transpose(0, 2, 3, 1).reshape(-1, C)`, and back: `rows.reshape(N, H, W, C).transpose(0, 3, 1, "
            "2)`",
        ),
    },
    magnitude=magnitude,
    summands=ways(CHANNEL),
    ladder=ladder,
    walk=WALK,
)
