"""Global average pooling, forward: one mean for each channel of each image."""

import numpy as np

from grader import Case, Spec, grid


def global_avg_pool_forward(x):
    """Take the mean of every channel of every image, x (N, C, H, W) -> (N, C)."""
    return x.mean(axis=(2, 3))


def torch_global_avg_pool_forward(x):
    """PyTorch's adaptive pooling to one pixel."""
    import torch

    return torch.nn.functional.adaptive_avg_pool2d(x, 1).flatten(1)


def cases(rng):
    """An example to check by hand, then sizes that all differ."""
    small = np.array([[[[1, 2, 3], [4, 5, 6]], [[0, 0, 3], [0, 9, 0]]]], float)
    yield Case("known: 3.5 and 2", {"x": small})
    yield Case("several images and channels", {"x": grid(rng, 2, 3, 5, 7)})
    yield Case("not contiguous, tall", {"x": np.asfortranarray(grid(rng, 5, 2, 7, 3))})
    yield Case("images of one pixel", {"x": grid(rng, 3, 2, 1, 1)})
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        yield Case(name, {"x": grid(rng, *(int(n) for n in rng.integers([1, 1, 2, 2], [5, 6, 9, 9])))}, hidden=True)


def sums(solve, x):
    """The pixels were summed. For the mean divide by H * W."""
    return solve(x) * (x.shape[2] * x.shape[3])


def divides_by_square(solve, x):
    """The sum was divided by H * H. The image has H * W pixels."""
    return solve(x) * x.shape[3] / x.shape[2]


def divides_by_square__width(solve, x):
    """The sum was divided by W * W. The image has H * W pixels."""
    return solve(x) * x.shape[2] / x.shape[3]


def divides_by_one_side(solve, x):
    """The sum was divided by H only. The image has H * W pixels."""
    return solve(x) * x.shape[3]


def divides_by_one_side__width(solve, x):
    """The sum was divided by W only. The image has H * W pixels."""
    return solve(x) * x.shape[2]


def divides_by_channels(solve, x):
    """The mean was divided by the number of channels too. Every channel has its own mean: divide by H * W."""
    return solve(x) / x.shape[1]


def divides_by_batch(solve, x):
    """The mean was divided by the size of the batch too. Every image has its own means: divide by H * W."""
    return solve(x) / x.shape[0]


def divides_by_everything(solve, x):
    """The sum was divided by the size of all of x. One channel of one image has H * W pixels."""
    return solve(x) / (x.shape[0] * x.shape[1])


def over_batch_too(solve, x):
    """The mean was taken over the batch too. Every image keeps its own: average over the axes 2 and 3."""
    return solve(x).mean(axis=0)


def over_channels_too(solve, x):
    """The mean was taken over the channels too. Every channel keeps its own: average over the axes 2 and 3."""
    return solve(x).mean(axis=1)


def over_channels_too__spread(solve, x):
    """Every channel got the mean over all channels. Each has its own: average over the axes 2 and 3."""
    return solve(x).mean(axis=1, keepdims=True).repeat(x.shape[1], axis=1)


def over_everything(solve, x):
    """The result is one number, the mean of all of x. Average over the axes 2 and 3 only."""
    return solve(x).mean()


def over_channels_only(solve, x):
    """The mean was taken over the channels and kept the pixels. Average over the pixels, axes 2 and 3."""
    return x.mean(axis=1)


def over_first_axes(solve, x):
    """The mean was taken over the axes N and C. Average over the pixels, axes 2 and 3."""
    return x.mean(axis=(0, 1))


def over_one_axis(solve, x):
    """The mean was taken over the columns only. Average over both axes of the image, 2 and 3."""
    return x.mean(axis=3)


def over_one_axis__rows(solve, x):
    """The mean was taken over the rows only. Average over both axes of the image, 2 and 3."""
    return x.mean(axis=2)


def channels_last(solve, x):
    """The axes were taken as (N, H, W, C). Here the channels come second: average over the axes 2 and 3."""
    return x.mean(axis=(1, 2))


def keeps_axes(solve, x):
    """The numbers are right but the shape is (N, C, 1, 1). Without keepdims it is (N, C)."""
    return solve(x)[:, :, None, None]


def swaps_batch_and_channels(solve, x):
    """The result is (C, N). The batch comes first: (N, C)."""
    return solve(x).T


def mixes_channels(solve, x):
    """x was reshaped to (N, H * W, C) without moving the channels to the end. Reshape to (N, C, H * W)."""
    return x.reshape(len(x), -1, x.shape[1]).mean(axis=1)


def takes_maximum(solve, x):
    """The largest pixel was kept, which is max pooling. Here it is the mean."""
    return x.max(axis=(2, 3))


def first_image_only(solve, x):
    """Only the first image of the batch was pooled; the others stayed zero."""
    out = solve(x)
    out[1:] = 0
    return out


spec = Spec(
    solve=global_avg_pool_forward,
    torch=torch_global_avg_pool_forward,
    cases=cases,
    shapes={"x": "N C H W", "out": "N C"},
    wrong=(
        sums,
        divides_by_square,
        divides_by_square__width,
        divides_by_one_side,
        divides_by_one_side__width,
        divides_by_channels,
        divides_by_batch,
        divides_by_everything,
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
        takes_maximum,
        first_image_only,
    ),
    hints=(
        "The result has the axes N and C. Which axes of x have to go?",
        "out[n, c] = 1 / (H * W) * sum over i, j of x[n, c, i, j].",
        "return x.mean(axis=(2, 3)), or two loops over n and c around x[n, c].mean().",
    ),
    hints_for={
        "mixes_channels": (
            "Which numbers of x lie next to each other in memory: those of one channel, or those of one pixel?",
            "The H * W pixels of a channel are neighbours, so they may become one axis: (N, C, H * W).",
            "`x.reshape(N, C, H * W).mean(axis=2)`",
        ),
    },
)
