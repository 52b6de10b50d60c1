"""
Log-softmax: the logarithms of the probabilities that softmax gives.

    logits   (N, K), one row a sample, one column a class
    returns  (N, K), no number above 0

    out[n, k] = log(softmax(logits)[n, k])
              = logits[n, k] - log(sum over j of exp(logits[n, j]))

Logits may be as large as 10000 or as small as -10000. A probability may then
be so small that it is 0 in floating point, and its logarithm -inf, although
the answer is an ordinary number such as -20000: use the second line, after
subtracting the maximum of the row.
"""

import numpy as np


def log_softmax(logits):
    """Return the logarithms of the probabilities of the classes."""
    raise NotImplementedError("TODO: log_softmax")
