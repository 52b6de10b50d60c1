"""
Mini-batches: the order of an epoch.

One epoch shows every sample once, in random order, `batch_size` at a time.
batch_size 1 is online learning, batch_size n is batch learning, and what lies
between is mini-batch learning. One batch is one step of the optimizer.

    n           int, number of samples
    batch_size  int, at least 1
    rng         numpy.random.Generator; draw from it and from nothing else
    drop_last   bool
    returns     list of int arrays, the indices of each batch: (batch_size,),
                the last one shorter where batch_size does not divide n

There are ceil(n / batch_size) batches. With drop_last a batch that is not
full is left out: floor(n / batch_size) batches, which may be none.

All orders are equally likely, over the whole epoch: not only the order of
the batches, and not only the order within each.
"""

import numpy as np


def minibatches(n, batch_size, rng, drop_last):
    """Return the indices of each batch."""
    raise NotImplementedError("TODO: minibatches")
