"""
Set part of the data aside for validation.

    n             int, the number of samples; their indices are 0 ... n - 1
    val_fraction  float, 0 < val_fraction < 1, the share for validation
    rng           numpy.random.Generator: draw from it, and from nothing else
    labels        None, or (n,) int, the class of each sample
    returns       train, val: int arrays of indices, each in any order

Without labels val holds floor(n * val_fraction) indices, drawn at random:
the data may be sorted. All other indices are in train, so that no sample is
lost and none is in both.

With labels the split is stratified: of a class with n_c samples, wherever
they are, floor(n_c * val_fraction) drawn at random go to val. The classes
may be any ints, not only 0, 1, 2, ... labels is not modified.

Your choice need not be that of anyone else: what is checked is that it is
complete, how many of each class are in val, that it is spread over the data,
and that the same rng gives the same split.
"""

import numpy as np


def train_val_split(n, val_fraction, rng, labels=None):
    """Return (train, val)."""
    raise NotImplementedError("TODO: train_val_split")
