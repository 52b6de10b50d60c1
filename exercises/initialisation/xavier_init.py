"""
Xavier (Glorot) initialisation, for layers before sigmoid or tanh.

Draw weights around 0, wide enough that signals neither fade nor saturate.

    shape         (D, M) for an affine layer, (C_out, C_in, K_h, K_w) for a
                  convolution
    rng           numpy.random.Generator: draw from it, and from nothing else
    distribution  "normal" or "uniform"
    mode          "avg" or "in"
    returns       array of this shape

    std = sqrt(2 / (fan_in + fan_out))    mode "avg", by Glorot and Bengio
    std = sqrt(1 / fan_in)                mode "in", as in many textbooks

"normal": mean 0 and this std. "uniform": from -bound to bound with
bound = sqrt(3) * std, which has this std.

Judged are mean and std; tails, the share of weights beyond 2.3 std (beyond
the bound for "uniform"); distance, between the share of weights below a value
and its probability; distinct, the share of different weights; repeats and
differs: the same state of rng gives the same weights, another one others.
"""

import numpy as np


def xavier_init(shape, rng, distribution="normal", mode="avg"):
    """Return newly drawn weights."""
    raise NotImplementedError("TODO: xavier_init")
