"""
Negative log-likelihood: the second half of the cross-entropy loss.

The network has ended in log_softmax, so it gives logarithms of probabilities.
Take that of the right class of every sample, and average over the batch.

    log_probs  (N, K), one row a sample, one column a class; no number above 0
    labels     (N,) int, the right class of each sample, from 0 to K - 1
    returns    float, at least 0

    loss = -1/N * sum over n of log_probs[n, labels[n]]
"""

import numpy as np


def nll_loss(log_probs, labels):
    """Return the mean of minus the log-probabilities of the right classes."""
    raise NotImplementedError("TODO: nll_loss")
