"""
Weight decay: what large weights cost (L2 regularisation, ridge).

    weights  list of arrays: the parameters of a network, W1, b1, W2, b2, ...
             An array with one axis is a bias, one with more is a weight:
             (D, M) for an affine layer, (O, I, K_h, K_w) for a convolution
    lam      float, how strongly large weights are punished
    returns  float

    penalty = sum over all weights W of  lam / 2 * (sum of W^2)

Biases are left out: they only shift the output, and shrinking them does not
make a network simpler. The penalty is added to the loss. It is a sum over
all elements, not a mean, and does not depend on the batch. The 1/2 makes the
gradient simple: lam * W.
"""

import numpy as np


def weight_decay_penalty(weights, lam):
    """Return the penalty."""
    raise NotImplementedError("TODO: weight_decay_penalty")
