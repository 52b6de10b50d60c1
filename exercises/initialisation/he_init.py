"""
He (Kaiming) initialisation, for layers before ReLU.

ReLU sets half of the numbers to 0; twice the variance makes up for it.

    shape         (D, M) for an affine layer, (C_out, C_in, K_h, K_w) for a
                  convolution
    rng           numpy.random.Generator: draw from it, and from nothing else
    distribution  "normal" or "uniform"
    mode          "in": n = fan_in, or "out": n = fan_out
    returns       array of this shape

    std = sqrt(2 / n)

Some slides print sqrt(1/n), or call it a rule for S-shaped functions: it is
sqrt(2/n), and for ReLU. "normal": mean 0 and this std. "uniform": from -bound
to bound with bound = sqrt(3) * std, which has this std.

Judged are mean and std; tails, the share of weights beyond 2.3 std (beyond
the bound for "uniform"); distance, between the share of weights below a value
and its probability; distinct, the share of different weights; repeats and
differs: the same state of rng gives the same weights, another one others.
"""

import numpy as np


def he_init(shape, rng, distribution="normal", mode="in"):
    """Return newly drawn weights."""
    raise NotImplementedError("TODO: he_init")
