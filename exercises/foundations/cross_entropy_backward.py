"""
Cross-entropy loss of a classifier, backward pass.

``dout`` is the gradient of whatever comes after with respect to the loss
``cross_entropy_forward(logits, labels)``. Return the gradient with respect
to the logits.

    dout     float; 1 if nothing comes after, but not always 1
    logits   (N, K), one row a sample, one column a class; up to 10000 in size
    labels   (N,) int, the right class of each sample, from 0 to K - 1
    returns  dlogits, (N, K)

    dlogits[n, k] = dout / N * (softmax(logits)[n, k] - onehot[n, k])

where onehot[n, k] is 1 if k is labels[n] and 0 otherwise. The 1/N is that of
the mean in the loss.
"""

import numpy as np


def cross_entropy_backward(dout, logits, labels):
    """Return dlogits."""
    raise NotImplementedError("TODO: cross_entropy_backward")
