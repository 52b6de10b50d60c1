"""How large the terms of a normalisation are, for the tolerances."""

import numpy as np

from ._layouts import collect, partial_mean, spread


def _sizes(cut, x, setting):
    """By rows: |x| + |mean|, what cancels in x - mean; 1 / sqrt(var + eps); and how far an error of var is felt.

    Who takes the variance as the mean of the squares minus the square of the mean rounds numbers of that size.
    """
    rows = cut.rows(x, *setting)
    size = np.abs(rows) + np.abs(rows).mean(axis=1, keepdims=True)
    var = rows.var(axis=1, keepdims=True) + setting[-1]
    squares = (rows**2).mean(axis=1, keepdims=True) + rows.mean(axis=1, keepdims=True) ** 2
    return size, 1 / np.sqrt(var), 1 + squares / var


def size_of_output(cut, x, gamma, beta, *setting):
    """The magnitude of a forward pass."""
    size, scale, cancellation = _sizes(cut, x, setting)
    standard = cut.back(size * scale * cancellation, x.shape, *setting)
    return np.abs(spread(gamma, x)) * standard + np.abs(spread(beta, x))


def size_of_gradients(cut, dout, x, gamma, beta, *setting):
    """The magnitudes of a backward pass: the sums of its terms with absolute values."""
    size, scale, cancellation = _sizes(cut, x, setting)
    size = size * scale
    g = cut.rows(np.abs(dout * spread(gamma, x)), *setting)
    mean = partial_mean(g) + size * partial_mean(g * size)
    dx = cut.back((g + mean) * scale * cancellation, x.shape, *setting)
    dgamma = collect(np.abs(dout) * cut.back(size * cancellation, x.shape, *setting))
    return dx, dgamma, collect(np.abs(dout))
