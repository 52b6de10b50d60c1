"""Group normalisation, forward: every group of channels of every image gets mean 0 and variance 1."""

import numpy as np

from grader import Case, Spec

from ._batches import factors, hand_made, numbers
from ._forward import forward
from ._forward_slips import FORWARD
from ._layouts import CHANNEL, GROUP, INSTANCE, SAMPLE, Cut, bound
from ._magnitude import size_of_output
from ._naive import naive_forward

NAMES = ("x", "gamma", "beta", "groups", "eps")


def groupnorm_forward(x, gamma, beta, groups, eps):
    """Group normalisation, x (N, C, H, W), gamma and beta (C,) -> (N, C, H, W).

    Wu & He, Group Normalization (arXiv 1803.08494), section 3.
    """
    rows = x.reshape(len(x), groups, -1)  # neighbouring channels with all their pixels
    mean, var = rows.mean(axis=2, keepdims=True), rows.var(axis=2, keepdims=True)
    xhat = ((rows - mean) / np.sqrt(var + eps)).reshape(x.shape)
    return gamma.reshape(1, -1, 1, 1) * xhat + beta.reshape(1, -1, 1, 1)


def blocks(x, groups):
    """The indices of each group of each image."""
    N, C, H, W = x.shape
    size = C // groups
    return [
        [(n, k * size + c, i, j) for c, i, j in np.ndindex(size, H, W)] for n, k in np.ndindex(N, groups)
    ]  # fmt: skip


def naive_groupnorm_forward(x, gamma, beta, groups, eps):
    """One number at a time: slow, and close to the definition."""
    return naive_forward(blocks(x, groups), x, gamma, beta, eps)


def torch_groupnorm_forward(x, gamma, beta, groups, eps):
    """PyTorch's group normalisation."""
    import torch

    return torch.nn.functional.group_norm(x, groups, gamma, beta, eps)


def magnitude(x, gamma, beta, groups, eps):
    """In x - mean the sizes of both count, and the variance may be a difference, too."""
    return size_of_output(GROUP, x, gamma, beta, groups, eps)


def _case(rng, name, x, groups, eps, hidden=False):
    C = x.shape[1]
    return Case(name, dict(zip(NAMES, (x, factors(rng, C), numbers(rng, C) + 1.25, groups, eps))), hidden)


def cases(rng):
    """Two groups to check by hand, then groups of several sizes, one group, and a group for each channel."""
    x, gamma, beta = hand_made().reshape(1, 4, 1, 2), np.array([1.0, 2.0, 3.0, 4.0]), np.array([0.0, 0.0, 1.0, -1.0])
    yield Case("by hand: 2 groups of 2 channels", dict(zip(NAMES, (x, gamma, beta, 2, 0.25))))
    x = numbers(rng, 2, 6, 3, 2)
    x[0, 2:4] = 0.5
    yield _case(rng, "3 groups of 2 channels, one constant", x, 3, 0.1)
    yield _case(rng, "2 groups of 3 channels, not contiguous", np.asfortranarray(numbers(rng, 3, 6, 2, 4)), 2, 0.01)
    yield _case(rng, "one group", numbers(rng, 3, 4, 2, 5), 1, 0.1)
    yield _case(rng, "a group for each channel", numbers(rng, 2, 3, 4, 5), 3, 0.1)
    yield _case(rng, "images as wide as they have channels", numbers(rng, 2, 4, 3, 4), 2, 0.1)
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        N, groups, size, H, W = (int(n) for n in rng.integers([2, 2, 2, 2, 2], [4, 4, 4, 5, 5]))
        yield _case(rng, name, numbers(rng, N, groups * size, H, W), groups, int(rng.integers(1, 5)) / 16, hidden=True)


# Which numbers have a mean in common; of GROUP's shape, to be used forward and backward


def _back(rows, shape, *setting):
    return rows.reshape(shape)


INTERLEAVED = Cut(
    lambda x, groups, eps: np.moveaxis(x.reshape(len(x), -1, groups, *x.shape[2:]), 2, 1).reshape(len(x) * groups, -1),
    lambda rows, shape, groups, eps: np.moveaxis(
        rows.reshape(shape[0], groups, shape[1] // groups, *shape[2:]), 1, 2
    ).reshape(shape),
)
SIZE_FOR_NUMBER = Cut(lambda x, groups, eps: x.reshape(len(x) * (x.shape[1] // groups), -1), _back)
OVER_BATCH = Cut(
    lambda x, groups, eps: np.moveaxis(x.reshape(len(x), groups, -1), 1, 0).reshape(groups, -1),
    lambda rows, shape, groups, eps: np.moveaxis(rows.reshape(groups, shape[0], -1), 0, 1).reshape(shape),
)
EACH_PIXEL = Cut(
    lambda x, groups, eps: np.moveaxis(x.reshape(len(x), groups, -1, *x.shape[2:]), 2, -1).reshape(
        -1, x.shape[1] // groups
    ),
    lambda rows, shape, groups, eps: np.moveaxis(
        rows.reshape(shape[0], groups, *shape[2:], shape[1] // groups), -1, 2
    ).reshape(shape),
)


def interleaves(solve, x, gamma, beta, groups, eps):
    """Every groups-th channel went into one group. A group is made of neighbours: reshape C to (groups, C / groups)."""
    return forward(INTERLEAVED, x, gamma, beta, groups, eps)


def groups_are_sizes(solve, x, gamma, beta, groups, eps):
    """groups was taken for the number of channels in a group. It is the number of groups, each of C / groups."""
    return forward(SIZE_FOR_NUMBER, x, gamma, beta, groups, eps)


def ignores_groups(solve, x, gamma, beta, groups, eps):
    """All channels of an image were taken as one group, which is layer normalisation. Cut them into groups."""
    return forward(SAMPLE, x, gamma, beta, groups, eps)


def each_channel(solve, x, gamma, beta, groups, eps):
    """Every channel was normalised by itself, which is instance normalisation. A group has C / groups channels."""
    return forward(INSTANCE, x, gamma, beta, groups, eps)


def over_batch(solve, x, gamma, beta, groups, eps):
    """The mean of a group was taken over the batch. Every image has its own."""
    return forward(OVER_BATCH, x, gamma, beta, groups, eps)


def each_pixel(solve, x, gamma, beta, groups, eps):
    """Every pixel of a group was normalised by itself. Take the mean over the channels and the pixels of a group."""
    return forward(EACH_PIXEL, x, gamma, beta, groups, eps)


def like_batch_norm(solve, x, gamma, beta, groups, eps):
    """Every channel was normalised over the batch, which is batch normalisation. Here every group of an image is."""
    return forward(CHANNEL, x, gamma, beta, groups, eps)


def gamma_for_groups(solve, x, gamma, beta, groups, eps):
    """gamma and beta were applied group by group, the first to the first group. There is one of each per channel."""
    size = x.shape[1] // groups
    return solve(x, gamma[:groups].repeat(size), beta[:groups].repeat(size), groups, eps)


def gamma_within_groups(solve, x, gamma, beta, groups, eps):
    """Every group got the gamma and beta of the first group. There is one of each per channel: go on counting."""
    size = x.shape[1] // groups
    return solve(x, np.tile(gamma[:size], groups), np.tile(beta[:size], groups), groups, eps)


def gamma_not_in_line(solve, x, gamma, beta, groups, eps):
    """gamma and beta (C,) meet x (N, C, H, W): NumPy lines up the last axes. First reshape to (1, C, 1, 1)."""
    return gamma * solve(x, np.ones_like(gamma), np.zeros_like(beta), groups, eps) + beta


def writes_into_x__reshaped(solve, x, gamma, beta, groups, eps):
    """x was changed in place: reshape may give a view of it. Write rows = rows - mean, not rows -= mean."""
    out = solve(x, gamma, beta, groups, eps)
    x.reshape(len(x), groups, -1)[...] = 0
    return out


def output_flat__each(solve, x, gamma, beta, groups, eps):
    """The numbers are right but lie in one long row for each image. Give them back in the shape of x."""
    return solve(x, gamma, beta, groups, eps).reshape(len(x), -1)


def output_in_groups(solve, x, gamma, beta, groups, eps):
    """The result still is (N, groups, C / groups, H, W). Reshape it to the shape of x."""
    return solve(x, gamma, beta, groups, eps).reshape(len(x), groups, -1, *x.shape[2:])


def ladder():
    """Images of growing size in groups of 4 channels, to be timed on."""
    rng = np.random.default_rng(0)
    for N, C, H in ((2, 4, 8), (4, 8, 32), (8, 16, 64)):
        yield _case(rng, f"{N} images of {C}x{H}x{H}, {C // 4} groups", numbers(rng, N, C, H, H), C // 4, 0.1)


spec = Spec(
    solve=groupnorm_forward,
    torch=torch_groupnorm_forward,
    second=naive_groupnorm_forward,
    cases=cases,
    shapes={"x": "N C H W", "gamma": "C", "beta": "C", "out": "N C H W"},
    wrong=(
        *bound(GROUP, *FORWARD),
        interleaves,
        groups_are_sizes,
        ignores_groups,
        each_channel,
        over_batch,
        each_pixel,
        like_batch_norm,
        gamma_for_groups,
        gamma_within_groups,
        gamma_not_in_line,
        writes_into_x__reshaped,
        output_flat__each,
        output_in_groups,
    ),
    hints=(
        "How many means are there? Count images and groups, not channels.",
        "For each of the N * groups groups: mean and var over its C / groups * H * W numbers, then "
        "out = gamma * (x - mean) / sqrt(var + eps) + beta with the gamma and beta of the channel.",
        "Reshape x to (N, groups, -1), take mean and var over axis 2 with keepdims=True, standardise, reshape back to "
        "(N, C, H, W); only then gamma and beta, as (1, C, 1, 1).",
    ),
    hints_for={
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
        "gamma_for_groups": (
            "How many numbers has gamma, and how many channels?",
            "out[n, c] = gamma[c] * xhat[n, c] + beta[c], whatever the group of channel c.",
            "`xhat = xhat.reshape(N, C, H, W)`, then `gamma.reshape(1, C, 1, 1) * xhat + beta.reshape(1, C, 1, 1)`",
        ),
    },
    magnitude=magnitude,
    ladder=ladder,
)
