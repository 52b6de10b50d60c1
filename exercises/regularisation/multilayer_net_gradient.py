"""
The gradients of a whole network with weight decay.

The network is a chain of affine layers with a ReLU after each but the last:

    h = relu(x @ W1 + b1),  h = relu(h @ W2 + b2),  ...,  logits = h @ WL + bL

    loss = mean over the samples of -log softmax(logits)[label]
           + lam / 2 * (sum of W^2 over all weights, without the biases)

    x        (N, D)
    labels   (N,) int, 0 <= label < number of classes
    params   dict: "W1", "b1", ..., "WL", "bL", L at least 1;
             Wl (inputs, outputs), bl (outputs,)
    lam      float, how strongly large weights are punished
    returns  dict with the keys of params: the gradient of the loss with
             respect to each, of the same shape

Go forward and keep the input of every layer. Then go back, layer by layer,
with the gradient that arrives. Large logits must not overflow: subtract the
largest one of each sample before exp. params is not modified.
"""

import numpy as np


def multilayer_net_gradient(x, labels, params, lam):
    """Return the dict of gradients."""
    raise NotImplementedError("TODO: multilayer_net_gradient")
