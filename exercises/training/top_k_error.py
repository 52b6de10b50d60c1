"""
Top-k error.

ImageNet has classes that are hard to tell apart, and images that show more
than one thing. So its contest counted an answer as wrong only where the right
class was not among the five that the network found most likely: the top-5
error. Top-1 error is 1 - accuracy.

    logits   (N, K), float
    labels   (N,), int: the right classes, 0 to K - 1
    k        int, 1 to K
    returns  float: the share of the N samples whose label is not among the
             k classes with the largest logits

No two logits of a sample are equal.
"""

import numpy as np


def top_k_error(logits, labels, k):
    """Return the share of samples that are missed, from 0 to 1."""
    raise NotImplementedError("TODO: top_k_error")
