"""
Softmax.

Turn every row of numbers into probabilities: positive, and 1 in total. The
larger a logit is beside the others of its row, the more it gets.

    logits   (N, K), one row a sample, one column a class
    returns  (N, K), every row sums to 1

    out[n, k] = exp(logits[n, k]) / sum over j of exp(logits[n, j])

Logits may be as large as 10000 or as small as -10000, where exp is inf or 0
and the quotient is nan. The same number may be subtracted from all logits
of a row: that divides numerator and denominator by the same factor.
"""

import numpy as np


def softmax(logits):
    """Return the probabilities of the classes, sample by sample."""
    raise NotImplementedError("TODO: softmax")
