"""Global max pooling, forward: the largest pixel of each channel of each image."""

import numpy as np

from grader import Case, Spec, distinct


def global_max_pool_forward(x):
    """Keep the largest pixel of every channel of every image, x (N, C, H, W) -> (N, C)."""
    return x.max(axis=(2, 3))


def torch_global_max_pool_forward(x):
    """PyTorch's adaptive pooling to one pixel."""
    import torch

    return torch.nn.functional.adaptive_max_pool2d(x, 1).flatten(1)


def cases(rng):
    """An example to check by hand, images below zero, then sizes that all differ."""
    small = np.array([[[[1, 2, 3], [4, 7, 6]], [[0, -1, 5], [-9, 4, 2]]]], float)
    yield Case("known: 7 and 5", {"x": small})
    yield Case("several images and channels", {"x": distinct(rng, 2, 3, 5, 7)})
    yield Case("all pixels negative", {"x": distinct(rng, 3, 2, 4, 5) - 5})
    yield Case("not contiguous, tall", {"x": np.asfortranarray(distinct(rng, 5, 2, 7, 3))})
    yield Case("images of one pixel", {"x": distinct(rng, 3, 2, 1, 1)})
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        yield Case(name, {"x": distinct(rng, *(int(n) for n in rng.integers([1, 1, 2, 2], [5, 6, 9, 9])))}, hidden=True)


def starts_at_zero(solve, x):
    """The search for the maximum started at 0, so negative maxima are lost. Start at -np.inf or at the first pixel."""
    return np.maximum(solve(x), 0)


def takes_absolute_value(solve, x):
    """The largest absolute value was kept. Keep the largest value: -5 is less than 1."""
    return solve(np.abs(x))


def takes_minimum(solve, x):
    """The smallest pixel was kept: keep the largest."""
    return -solve(-x)


def takes_mean(solve, x):
    """The mean was taken, which is average pooling. Here it is the largest pixel."""
    return x.mean(axis=(2, 3))


def returns_position(solve, x):
    """argmax was used, which tells where the maximum is. Use max, which is its value."""
    return x.reshape(*x.shape[:2], -1).argmax(axis=2)


def over_batch_too(solve, x):
    """The maximum was taken over the batch too. Every image keeps its own: use the axes 2 and 3."""
    return solve(x).max(axis=0)


def over_channels_too(solve, x):
    """The maximum was taken over the channels too. Every channel keeps its own: use the axes 2 and 3."""
    return solve(x).max(axis=1)


def over_channels_too__spread(solve, x):
    """Every channel got the maximum over all channels. Each has its own: use the axes 2 and 3."""
    return solve(x).max(axis=1, keepdims=True).repeat(x.shape[1], 1)


def over_everything(solve, x):
    """The result is one number, the maximum of all of x. Use the axes 2 and 3 only."""
    return solve(x).max()


def over_channels_only(solve, x):
    """The maximum was taken over the channels and kept the pixels. Take it over the pixels, axes 2 and 3."""
    return x.max(axis=1)


def over_first_axes(solve, x):
    """The maximum was taken over the axes N and C. Take it over the pixels, axes 2 and 3."""
    return x.max(axis=(0, 1))


def over_one_axis(solve, x):
    """The maximum was taken over the columns only. Take it over both axes of the image, 2 and 3."""
    return x.max(axis=3)


def over_one_axis__rows(solve, x):
    """The maximum was taken over the rows only. Take it over both axes of the image, 2 and 3."""
    return x.max(axis=2)


def channels_last(solve, x):
    """The axes were taken as (N, H, W, C). Here the channels come second: use the axes 2 and 3."""
    return x.max(axis=(1, 2))


def keeps_axes(solve, x):
    """The numbers are right but the shape is (N, C, 1, 1). Without keepdims it is (N, C)."""
    return solve(x)[:, :, None, None]


def swaps_batch_and_channels(solve, x):
    """The result is (C, N). The batch comes first: (N, C)."""
    return solve(x).T


def mixes_channels(solve, x):
    """x was reshaped to (N, H * W, C) without moving the channels to the end. Reshape to (N, C, H * W)."""
    return x.reshape(len(x), -1, x.shape[1]).max(axis=1)


def first_image_only(solve, x):
    """Only the first image of the batch was pooled; the others stayed zero."""
    out = solve(x)
    out[1:] = 0
    return out


spec = Spec(
    solve=global_max_pool_forward,
    torch=torch_global_max_pool_forward,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C"},
    wrong=(
        starts_at_zero,
        takes_absolute_value,
        takes_minimum,
        takes_mean,
        returns_position,
        over_batch_too,
        over_channels_too,
        over_channels_too__spread,
        over_everything,
        over_channels_only,
        over_first_axes,
        over_one_axis,
        over_one_axis__rows,
        channels_last,
        keeps_axes,
        swaps_batch_and_channels,
        mixes_channels,
        first_image_only,
    ),
    hints=(
        "The result has the axes N and C. Which axes of x have to go?",
        "out[n, c] = max over i, j of x[n, c, i, j].",
        "return x.max(axis=(2, 3)), or two loops over n and c around x[n, c].max().",
    ),
    hints_for={
        "mixes_channels": (
            "Which numbers of x lie next to each other in memory: those of one channel, or those of one pixel?",
            "The H * W pixels of a channel are neighbours, so they may become one axis: (N, C, H * W).",
            "`x.reshape(N, C, H * W).max(axis=2)`",
        ),
        "starts_at_zero": (
            "What does your loop give for the pixels -3, -1, -2?",
            "The search begins below every number, at -inf, or at one of the pixels.",
            "`best = -np.inf` before the loop over the pixels, `best = max(best, pixel)` inside.",
        ),
    },
)
