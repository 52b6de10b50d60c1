"""Group normalisation, backward: three ways lead from x to the loss."""

import numpy as np

from grader import Case, Spec, grid

from . import groupnorm_forward as cuts
from ._backward import backward, parts, ways
from ._dx_slips import DX, gamma_outside_means, gamma_twice__in_the_end
from ._layouts import CHANNEL, GROUP, INSTANCE, SAMPLE, bound, collect, partial_mean
from ._magnitude import size_of_gradients
from ._naive import naive_backward
from ._parameter_slips import ON_IMAGES, PARAMETERS
from .groupnorm_forward import blocks, groupnorm_forward
from .groupnorm_forward import cases as forward_cases
from .groupnorm_forward import ladder as forward_ladder


def groupnorm_backward(dout, x, gamma, beta, groups, eps):
    """Gradients of group normalisation, dout and x (N, C, H, W), gamma and beta (C,) -> dx like x, dgamma, dbeta (C,).

    As in layer normalisation, with groups of channels in the place of samples.
    """
    rows = x.reshape(len(x), groups, -1)  # neighbouring channels with all their pixels
    std = np.sqrt(rows.var(axis=2, keepdims=True) + eps)
    xhat = (rows - rows.mean(axis=2, keepdims=True)) / std
    # What arrives at xhat; gamma differs within a group, so it has to be in before the means.
    g = (dout * gamma.reshape(1, -1, 1, 1)).reshape(rows.shape)
    through_mean = g.mean(axis=2, keepdims=True)
    through_var = xhat * (g * xhat).mean(axis=2, keepdims=True)
    dx = (g - through_mean - through_var) / std
    dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(0, 2, 3))
    return dx.reshape(x.shape), dgamma, dout.sum(axis=(0, 2, 3))


def naive_groupnorm_backward(dout, x, gamma, beta, groups, eps):
    """The chain rule, one number at a time."""
    return naive_backward(blocks(x, groups), dout, x, gamma, beta, eps)


def torch_groupnorm_backward(dout, x, gamma, beta, groups, eps):
    """PyTorch's autograd through its group normalisation."""
    import torch

    inputs = [tensor.requires_grad_() for tensor in (x, gamma, beta)]
    out = torch.nn.functional.group_norm(x, groups, gamma, beta, eps)
    return torch.autograd.grad(out, inputs, dout)


def magnitude(dout, x, gamma, beta, groups, eps):
    """The sums of the absolute values of all terms."""
    return size_of_gradients(GROUP, dout, x, gamma, beta, groups, eps)


def _case(rng, case):
    dout = grid(rng, *case.args["x"].shape, limit=2)
    if "by hand" in case.name:
        dout = np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 2.0], [0.0, 1.0]]).reshape(1, 4, 1, 2)
    if "not contiguous" in case.name:
        dout = dout.repeat(2, axis=3)[..., ::2]
    return Case(case.name, {"dout": dout, **case.args}, case.hidden)


def cases(rng):
    """The images of groupnorm_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        yield _case(rng, case)


def interleaves(solve, dout, x, gamma, beta, groups, eps):
    """Every groups-th channel went into one group. A group is made of neighbours: reshape C to (groups, C / groups)."""
    return backward(cuts.INTERLEAVED, dout, x, gamma, beta, groups, eps)


def groups_are_sizes(solve, dout, x, gamma, beta, groups, eps):
    """groups was taken for the number of channels in a group. It is the number of groups, each of C / groups."""
    return backward(cuts.SIZE_FOR_NUMBER, dout, x, gamma, beta, groups, eps)


def ignores_groups(solve, dout, x, gamma, beta, groups, eps):
    """All channels of an image were taken as one group, which is layer normalisation. Cut them into groups."""
    return backward(SAMPLE, dout, x, gamma, beta, groups, eps)


def each_channel(solve, dout, x, gamma, beta, groups, eps):
    """Every channel was normalised by itself, which is instance normalisation. A group has C / groups channels."""
    return backward(INSTANCE, dout, x, gamma, beta, groups, eps)


def over_batch(solve, dout, x, gamma, beta, groups, eps):
    """The mean of a group was taken over the batch. Every image has its own."""
    return backward(cuts.OVER_BATCH, dout, x, gamma, beta, groups, eps)


def over_batch__forward(solve, dout, x, gamma, beta, groups, eps):
    """xhat was computed with the mean of a group over the batch. Every image has its own."""
    p = parts(GROUP, dout, x, gamma, (groups, eps))
    rows = cuts.OVER_BATCH.rows(x, groups, eps)
    std = np.sqrt(rows.var(axis=1, keepdims=True) + eps)
    xhat = cuts.OVER_BATCH.back((rows - partial_mean(rows)) / std, x.shape, groups, eps)
    std = GROUP.rows(cuts.OVER_BATCH.back(std + 0 * rows, x.shape, groups, eps), groups, eps)
    rows = GROUP.rows(xhat, groups, eps)
    dx = (p.g - p.mean - rows * partial_mean(p.g * rows)) / std
    return dx.reshape(x.shape), collect(dout * xhat), collect(dout)


def each_pixel(solve, dout, x, gamma, beta, groups, eps):
    """Every pixel of a group was normalised by itself. Take the mean over the channels and the pixels of a group."""
    return backward(cuts.EACH_PIXEL, dout, x, gamma, beta, groups, eps)


def like_batch_norm(solve, dout, x, gamma, beta, groups, eps):
    """Every channel was normalised over the batch, which is batch normalisation. Here every group of an image is."""
    return backward(CHANNEL, dout, x, gamma, beta, groups, eps)


def _other_means(cut, solve, dout, x, gamma, beta, groups, eps):
    """dx with its means over other numbers than those of a group; xhat is right."""
    setting = groups, eps
    p = parts(GROUP, dout, x, gamma, setting)
    g = GROUP.back(p.g, x.shape, *setting)
    xhat = GROUP.back(p.xhat, x.shape, *setting)
    std = GROUP.back(p.std + 0 * p.g, x.shape, *setting)

    def mean(array):
        rows = cut.rows(array, *setting)
        return cut.back(partial_mean(rows) + 0 * rows, x.shape, *setting)

    return (g - mean(g) - xhat * mean(g * xhat)) / std, *solve(dout, x, gamma, beta, *setting)[1:]


def means_of_channel(solve, dout, x, gamma, beta, groups, eps):
    """In dx the means were taken over each channel. Mean and variance are those of a group: take all its channels."""
    return _other_means(INSTANCE, solve, dout, x, gamma, beta, groups, eps)


def means_of_channel__batch(solve, dout, x, gamma, beta, groups, eps):
    """In dx the means were taken over the axes 0, 2 and 3. Mean and variance are those of a group of one image."""
    return _other_means(CHANNEL, solve, dout, x, gamma, beta, groups, eps)


def means_of_image(solve, dout, x, gamma, beta, groups, eps):
    """In dx the means were taken over the whole image. Mean and variance are those of a group of its channels."""
    return _other_means(SAMPLE, solve, dout, x, gamma, beta, groups, eps)


def divides_by_pixels(solve, dout, x, gamma, beta, groups, eps):
    """The sums in dx were divided by H * W. A group has C / groups * H * W numbers in its mean: divide by all."""
    p = parts(GROUP, dout, x, gamma, (groups, eps))
    dx = (p.g - (p.mean + p.var) * (x.shape[1] // groups)) / p.std
    return dx.reshape(x.shape), *solve(dout, x, gamma, beta, groups, eps)[1:]


def divides_by_pixels__channels(solve, dout, x, gamma, beta, groups, eps):
    """The sums in dx were divided by C * H * W. A group has C / groups * H * W numbers in its mean."""
    p = parts(GROUP, dout, x, gamma, (groups, eps))
    dx = (p.g - (p.mean + p.var) / groups) / p.std
    return dx.reshape(x.shape), *solve(dout, x, gamma, beta, groups, eps)[1:]


def divides_by_pixels__batch(solve, dout, x, gamma, beta, groups, eps):
    """The sums in dx were divided by N * H * W. A group has C / groups * H * W numbers in its mean."""
    p = parts(GROUP, dout, x, gamma, (groups, eps))
    dx = (p.g - (p.mean + p.var) * (x.shape[1] // groups) / len(x)) / p.std
    return dx.reshape(x.shape), *solve(dout, x, gamma, beta, groups, eps)[1:]


def gamma_for_groups(solve, dout, x, gamma, beta, groups, eps):
    """dgamma and dbeta have one number for each group. gamma and beta belong to channels: keep axis 1 of x."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, groups, eps)
    return dx, dgamma.reshape(groups, -1).sum(axis=1), dbeta.reshape(groups, -1).sum(axis=1)


def gamma_for_groups__spread(solve, dout, x, gamma, beta, groups, eps):
    """In dgamma and dbeta every channel got the sum of its group. Sum over its own pixels only."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, groups, eps)
    size = len(gamma) // groups
    return dx, dgamma.reshape(groups, -1).sum(axis=1).repeat(size), dbeta.reshape(groups, -1).sum(axis=1).repeat(size)


def gamma_not_in_line(solve, dout, x, gamma, beta, groups, eps):
    """gamma (C,) meets dout (N, C, H, W): NumPy lines up the last axes. First reshape it to (1, C, 1, 1)."""
    _, dgamma, dbeta = solve(dout, x, gamma, beta, groups, eps)
    return solve(dout * gamma, x, np.ones_like(gamma), beta, groups, eps)[0], dgamma, dbeta


def dx_in_groups(solve, dout, x, gamma, beta, groups, eps):
    """dx still is (N, groups, C / groups, H, W). Reshape it to the shape of x."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, groups, eps)
    return dx.reshape(len(x), groups, -1, *x.shape[2:]), dgamma, dbeta


def dx_in_groups__flat(solve, dout, x, gamma, beta, groups, eps):
    """dx still is (N, groups, -1). Reshape it to the shape of x."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, groups, eps)
    return dx.reshape(len(x), groups, -1), dgamma, dbeta


def gradients_in_groups(solve, dout, x, gamma, beta, groups, eps):
    """dgamma and dbeta still have the shape (groups, C / groups). Reshape them to (C,)."""
    dx, dgamma, dbeta = solve(dout, x, gamma, beta, groups, eps)
    return dx, dgamma.reshape(groups, -1), dbeta.reshape(groups, -1)


def ladder():
    """The ladder of groupnorm_forward with an upstream gradient."""
    rng = np.random.default_rng(0)
    for case in forward_ladder():
        yield _case(rng, case)


spec = Spec(
    solve=groupnorm_backward,
    torch=torch_groupnorm_backward,
    second=naive_groupnorm_backward,
    cases=cases,
    outputs=("dx", "dgamma", "dbeta"),
    shapes={
        "dout": "N C H W",
        "x": "N C H W",
        "gamma": "C",
        "beta": "C",
        "dx": "N C H W",
        "dgamma": "C",
        "dbeta": "C",
    },
    forward=groupnorm_forward,
    wrt=("x", "gamma", "beta"),
    wrong=(
        *bound(GROUP, *DX, *PARAMETERS, *ON_IMAGES, gamma_outside_means, gamma_twice__in_the_end),
        interleaves,
        groups_are_sizes,
        ignores_groups,
        each_channel,
        over_batch,
        over_batch__forward,
        each_pixel,
        like_batch_norm,
        means_of_channel,
        means_of_channel__batch,
        means_of_image,
        divides_by_pixels,
        divides_by_pixels__channels,
        divides_by_pixels__batch,
        gamma_for_groups,
        gamma_for_groups__spread,
        gamma_not_in_line,
        dx_in_groups,
        dx_in_groups__flat,
        gradients_in_groups,
    ),
    hints=(
        "Change one number of x a little. Its own xhat moves, and so do the mean and the variance of its group. "
        "Whom do these two reach?",
        "With g = dout * gamma and std = sqrt(var + eps): dx = (g - mean(g) - xhat * mean(g * xhat)) / std, the means "
        "over the C / groups * H * W numbers of the group; dgamma = sum(dout * xhat), dbeta = sum(dout) per channel.",
        "Reshape x and g = dout * gamma to (N, groups, -1) and use axis 2 with keepdims=True for everything in dx; "
        "reshape dx and xhat back, and sum over the axes 0, 2 and 3 for dgamma and dbeta.",
    ),
    hints_for={
        "dx": (
            "Add the same number to all x of one group: nothing changes. So what is the sum of dx over it?",
            "With g = dout * gamma: dx = (g - mean(g) - xhat * mean(g * xhat)) / std.",
            "With g, xhat and std as (N, groups, -1) or (N, groups, 1): `(g - g.mean(axis=2, keepdims=True) - xhat * "
            "(g * xhat).mean(axis=2, keepdims=True)) / std`",
        ),
        "dgamma": (
            "By what is gamma multiplied in the forward pass, and how many outputs have one gamma in common?",
            "dgamma[c] = the sum of dout * xhat over all numbers of channel c.",
            "`dgamma = (dout * xhat.reshape(x.shape)).sum(axis=(0, 2, 3))`",
        ),
        "dbeta": (
            "If one beta grows by 0.1, by how much do its outputs grow, and how many are they?",
            "dbeta[c] = the sum of dout over all numbers of channel c.",
            "`dbeta = dout.sum(axis=(0, 2, 3))`",
        ),
        "variance_is_constant": (
            "Move one x away from its mean. The variance grows: whose xhat changes with it?",
            "The third term of dx is -xhat * mean(g * xhat) / std: first multiply, then take the mean.",
            "`through_var = xhat * (g * xhat).mean(axis=2, keepdims=True)`",
        ),
        "mean_is_constant": (
            "Move one x up a little. What happens to x - mean of all the others?",
            "The second term of dx is -mean(g) / std.",
            "`through_mean = g.mean(axis=2, keepdims=True)`",
        ),
        "gamma_outside_means": (
            "Look at one of your means: have all its terms the same gamma?",
            "mean(gamma * dout) is not gamma * mean(dout) where gamma differs within the mean.",
            "`g = dout * gamma` first, with gamma brought into line, and then only g in both means.",
        ),
        "interleaves": (
            "With 6 channels in 2 groups: to which group does channel 1 belong?",
            "Channel c belongs to group c // (C // groups).",
            "`x.reshape(N, groups, C // groups, H, W)`, and the means over the axes 2, 3 and 4.",
        ),
        "groups_are_sizes": (
            "With 6 channels and groups = 3: how many channels has a group?",
            "There are `groups` groups, each of C // groups channels.",
            "`x.reshape(N, groups, C // groups, H, W)`, and the means over the axes 2, 3 and 4.",
        ),
    },
    magnitude=magnitude,
    summands=ways(GROUP),
    ladder=ladder,
)
