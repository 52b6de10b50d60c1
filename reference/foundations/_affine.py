"""What the affine layer's two passes share: the order in which a sample is flattened, and how it is got wrong."""

import numpy as np


def flat(x):
    """Each sample as a row, the last axis running fastest."""
    return x.reshape(len(x), -1)


def first_axis_fastest(x):
    """x of the same shape, but flat in the other order: as order="F" or a transpose before reshape would have it."""
    return x.reshape(len(x), -1, order="F").reshape(x.shape)


def channels_last(x):
    """x of the same shape, but with the numbers of its second axis running fastest when it is flat."""
    return np.moveaxis(x, 1, -1).reshape(x.shape)


def samples_mixed(x):
    """x of the same shape, but its numbers were dealt out to the samples in turn: reshape(D, N) and a transpose."""
    return x.reshape(-1, len(x)).T.reshape(x.shape)
