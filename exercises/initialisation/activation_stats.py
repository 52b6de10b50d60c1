"""
What the initial weights do to the activations of a deep network.

Send x through the layers, without biases, and look at what comes out of each:

    a = x, then for every W in weights: a = activation(a @ W)

    x           (N, D)
    weights     list of L matrices, (D, M1), (M1, M2), ...
    activation  "sigmoid", "tanh" or "relu"
    returns     mean, std, saturated: three float arrays (L,)

For each layer, over all samples and nodes of a: the mean; the standard
deviation (np.std); and the fraction of numbers that are saturated, where the
slope of the activation is small or nothing:

    "sigmoid"   a < 0.05 or a > 0.95
    "tanh"      a < -0.95 or a > 0.95
    "relu"      a == 0

Too large weights saturate a sigmoid network, too small ones bring every
number to 0.5; with Xavier's (He's for ReLU) it stays spread.
"""

import numpy as np


def activation_stats(x, weights, activation):
    """Return (mean, std, saturated), one number each for every layer."""
    raise NotImplementedError("TODO: activation_stats")
