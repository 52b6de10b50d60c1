"""The forward pass of every layer that normalises, with a centre and a scale to be chosen."""

import numpy as np

from ._layouts import partial_mean, spread


def forward(cut, x, gamma, beta, *setting, centre=partial_mean, scale=None):
    """The right output, or with another centre and scale: functions of the rows that give columns."""
    eps = setting[-1]
    rows = cut.rows(x, *setting)
    scale = (lambda r: np.sqrt(r.var(axis=1, keepdims=True) + eps)) if scale is None else scale
    standard = (rows - centre(rows)) / scale(rows)
    return spread(gamma, x) * cut.back(standard, x.shape, *setting) + spread(beta, x)


def deviation(rows, ddof=0):
    return rows.std(axis=1, keepdims=True, ddof=ddof)
