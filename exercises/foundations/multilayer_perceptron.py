"""
Layers of perceptrons, one after the other.

A layer is a row of perceptrons with the same inputs. The zeros and ones of
one layer are the inputs of the next, those of the last are the answer. One
perceptron cannot compute XOR; two layers can.

    x           (N, D), one sample per row
    weights     list of arrays, one per layer: (D, M1), (M1, M2), ...;
                the last has K columns
    thresholds  list of arrays, one per layer: (M1,), (M2,), ..., (K,)
    returns     (N, K) int array, the 0 or 1 of each neuron of the last layer

Column k of a layer's matrix W holds the weights of its neuron k:

    out[n, k] = 1  if  sum over d of inputs[n, d] * W[d, k]  >=  threshold[k]
                0  otherwise

A sum that meets the threshold exactly counts as reaching it. There may be
one layer or many. The result is an array of ints, not of bools or floats.
"""

import numpy as np


def multilayer_perceptron(x, weights, thresholds):
    """Return the answer of the last layer, an int array (N, K)."""
    raise NotImplementedError("TODO: multilayer_perceptron")
