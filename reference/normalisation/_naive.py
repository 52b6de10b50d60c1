"""Normalisation one number at a time, close to the definition: the second witness of every layer."""

import numpy as np


def naive_forward(blocks, x, gamma, beta, eps):
    """One number at a time; ``blocks`` are lists of the indices that have a mean in common."""
    out = np.zeros(x.shape)
    for block in blocks:
        mean = sum(float(x[index]) for index in block) / len(block)
        var = sum((float(x[index]) - mean) ** 2 for index in block) / len(block)
        for index in block:
            out[index] = gamma[index[1]] * (x[index] - mean) / (var + eps) ** 0.5 + beta[index[1]]
    return out


def naive_backward(blocks, dout, x, gamma, beta, eps):
    """The chain rule one number at a time, by the derivatives of the mean and of the variance."""
    dx, dgamma, dbeta = np.zeros(x.shape), np.zeros(gamma.shape), np.zeros(beta.shape)
    for block in blocks:
        m = len(block)
        mean = sum(float(x[index]) for index in block) / m
        var = sum((float(x[index]) - mean) ** 2 for index in block) / m
        dmean = dvar = 0.0
        for index in block:
            channel = index[1]
            dxhat = float(dout[index] * gamma[channel])
            dgamma[channel] += dout[index] * (x[index] - mean) / (var + eps) ** 0.5
            dbeta[channel] += dout[index]
            dmean -= dxhat / (var + eps) ** 0.5
            dvar -= dxhat * (x[index] - mean) / 2 / (var + eps) ** 1.5
        for index in block:
            direct = dout[index] * gamma[index[1]] / (var + eps) ** 0.5
            dx[index] = direct + dmean / m + dvar * 2 * (x[index] - mean) / m
    return dx, dgamma, dbeta
