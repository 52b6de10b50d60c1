"""Misconceptions about batches of images, ``wrong(solve, x, *setting)``, whatever is done to the images."""

import numpy as np


def channels_last(solve, x, *setting):
    """x was taken for (N, H, W, C). The layout is (N, C, H, W): rows are axis 2, columns are axis 3."""
    return solve(x.transpose(0, 3, 1, 2), *setting).transpose(0, 2, 3, 1)


def first_image_only(solve, x, *setting):
    """Only the first image of the batch was changed. All of them are changed alike."""
    out = x.copy()
    out[:1] = solve(x[:1], *setting)
    return out


def first_image_only__zeros(solve, x, *setting):
    """Only the first image of the batch was computed; the others are zero."""
    out = np.zeros_like(x)
    out[:1] = solve(x[:1], *setting)
    return out


def first_channel_only(solve, x, *setting):
    """Only the first channel was changed. All channels are changed alike."""
    out = x.copy()
    out[:, :1] = solve(x[:, :1], *setting)
    return out


def first_channel_only__zeros(solve, x, *setting):
    """Only the first channel was computed; the others are zero."""
    out = np.zeros_like(x)
    out[:, :1] = solve(x[:, :1], *setting)
    return out


def writes_into_x(solve, x, *setting):
    """x was changed in place: whoever called you still needs the original images. Work on a copy."""
    x[...] = solve(x, *setting)
    return x


SHARED = (
    channels_last,
    first_image_only,
    first_image_only__zeros,
    first_channel_only,
    first_channel_only__zeros,
    writes_into_x,
)
