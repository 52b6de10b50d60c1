"""Which numbers have a mean in common: all that batch, layer and group normalisation differ in.

A ``Cut`` says which: it lays x out as rows, each with a mean and a variance of its own. Forward misconceptions are
called as ``wrong(cut, solve, x, gamma, beta, *setting)``, backward ones with dout first; the last of ``setting`` is
always eps. ``bound`` turns them into misconceptions of one layer.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Cut:
    """``rows(array, *setting)`` is a matrix, ``back(matrix, shape, *setting)`` the array of that shape."""

    rows: Callable
    back: Callable


def _channels_first(x, *setting):
    return np.moveaxis(x, 1, 0).reshape(x.shape[1], -1)


def _channels_back(rows, shape, *setting):
    return np.moveaxis(rows.reshape(shape[1], shape[0], *shape[2:]), 0, 1)


def _reshaped(rows, shape, *setting):
    return rows.reshape(shape)


CHANNEL = Cut(_channels_first, _channels_back)


SAMPLE = Cut(lambda x, *setting: x.reshape(len(x), -1), _reshaped)


GROUP = Cut(lambda x, groups, eps: x.reshape(len(x) * groups, -1), _reshaped)


INSTANCE = Cut(lambda x, *setting: x.reshape(x.shape[0] * x.shape[1], -1), _reshaped)


EVERYTHING = Cut(lambda x, *setting: x.reshape(1, -1), _reshaped)


PIXEL = Cut(lambda x, *setting: x.reshape(len(x), -1).T, lambda rows, shape, *setting: rows.T.reshape(shape))


ACROSS = Cut(  # one mean for each pixel of each image, over its channels
    lambda x, *setting: np.moveaxis(x, 1, -1).reshape(-1, x.shape[1]),
    lambda rows, shape, *setting: np.moveaxis(rows.reshape(shape[0], *shape[2:], shape[1]), -1, 1),
)


def spread(v, x):
    """One number for each channel, brought into a shape that fits x."""
    return np.reshape(v, (1, -1, *(1,) * (x.ndim - 2)))


def collect(array):
    """The sum over everything but the channels."""
    return array.sum(axis=(0, *range(2, array.ndim)))


def partial_mean(rows):
    """The mean of each row, as a column."""
    return rows.mean(axis=1, keepdims=True)


def bound(cut, *wrongs):
    """The misconceptions of the layer that cuts like ``cut``."""

    def bind(wrong):
        def bound_wrong(solve, *args):
            return wrong(cut, solve, *args)

        bound_wrong.__name__ = wrong.__name__
        bound_wrong.__doc__ = wrong.__doc__
        return bound_wrong

    return tuple(bind(wrong) for wrong in wrongs)
