"""The backward pass of every layer that normalises, and the parts it is made of."""

from dataclasses import dataclass

import numpy as np

from ._forward import deviation
from ._layouts import collect, partial_mean, spread


@dataclass(frozen=True)
class Parts:
    """By rows: the gradient g that arrives at xhat, and what the forward pass made of x; m numbers in a row."""

    g: np.ndarray
    rows: np.ndarray
    centred: np.ndarray
    std: np.ndarray

    @property
    def xhat(self):
        return self.centred / self.std

    @property
    def m(self):
        return self.rows.shape[1]

    @property
    def mean(self):
        """The share of the mean."""
        return partial_mean(self.g)

    @property
    def var(self):
        """The share of the variance."""
        return self.xhat * partial_mean(self.g * self.xhat)


def parts(cut, dout, x, gamma, setting, scale=None):
    """What the ways of dx are made of; ``scale`` of the rows where another one than sqrt(var + eps) is meant."""
    rows = cut.rows(x, *setting)
    centred = rows - partial_mean(rows)
    std = np.sqrt(deviation(rows) ** 2 + setting[-1]) if scale is None else scale(rows)
    return Parts(cut.rows(dout * spread(gamma, x), *setting), rows, centred, std)


def ways(cut):
    """For the diagnosis: the three ways that dx is the sum of, for a layer that cuts like ``cut``."""

    def summands(dout, x, gamma, beta, *setting):
        p = parts(cut, dout, x, gamma, setting)
        ways = {
            "the direct way": p.g,
            "the way through the mean": -p.mean + 0 * p.g,
            "the way through the variance": -p.var,
        }
        return {"dx": {name: cut.back(way / p.std, x.shape, *setting) for name, way in ways.items()}}

    return summands


def backward(cut, dout, x, gamma, beta, *setting, scale=None):
    """The right gradients, or with another scale that is thought to be the root of the variance."""
    p = parts(cut, dout, x, gamma, setting, scale)
    dx = cut.back((p.g - p.mean - p.var) / p.std, x.shape, *setting)
    return dx, collect(dout * cut.back(p.xhat, x.shape, *setting)), collect(dout)
