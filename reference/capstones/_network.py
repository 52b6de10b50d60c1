"""The network of the capstone: layers in a row, and how they are trained."""

import numpy as np

from ._layers import Affine, Convolution, MaxPool, ReLU, SoftmaxWithLoss

LAYERS = ("conv", "relu1", "pool", "affine1", "relu2", "affine2")
"""The layers in the order of the forward pass; softmax comes last and is called otherwise."""

PARAMETERS = {"W1": ("conv", "w"), "b1": ("conv", "b"), "W2": ("affine1", "w"), "b2": ("affine1", "b"),
              "W3": ("affine2", "w"), "b3": ("affine2", "b")}  # fmt: skip
"""Where each parameter lives: a layer, and the name it has there."""


class Network:
    """conv - relu1 - pool - affine1 - relu2 - affine2 - softmax; a layer can be replaced by a class of its kind."""

    def __init__(self, params, conv=Convolution, relu1=ReLU, pool=MaxPool, affine1=Affine, relu2=ReLU, affine2=Affine,
                 softmax=SoftmaxWithLoss):  # fmt: skip
        self.layers = {
            "conv": conv(params["W1"], params["b1"]),
            "relu1": relu1(),
            "pool": pool(),
            "affine1": affine1(params["W2"], params["b2"]),
            "relu2": relu2(),
            "affine2": affine2(params["W3"], params["b3"]),
        }
        self.softmax = softmax()

    @property
    def params(self):
        """The parameters by their names in the network."""
        return {name: self.layers[layer].params[own] for name, (layer, own) in PARAMETERS.items()}

    @property
    def grads(self):
        """The gradients by the names of the parameters."""
        return {name: self.layers[layer].grads[own] for name, (layer, own) in PARAMETERS.items()}

    def scores(self, x):
        """The output of the last affine layer, (N, K)."""
        for layer in self.layers.values():
            x = layer.forward(x)
        return x

    def forward(self, x, labels):
        """What each layer gives, by its name."""
        outs = {}
        for name, layer in self.layers.items():
            outs[name] = x = layer.forward(x)
        outs["softmax"] = self.softmax.forward(x, labels)
        return outs

    def backward(self):
        """What the backward of each layer gives, by its name, from the last layer to the first."""
        douts = {"softmax": self.softmax.backward()}
        dout = douts["softmax"]
        for name, layer in reversed(self.layers.items()):
            douts[name] = dout = layer.backward(dout)
        return douts

    def update(self, lr):
        """One step of gradient descent."""
        for layer, own in PARAMETERS.values():
            params, grads = self.layers[layer].params, self.layers[layer].grads
            params[own] = params[own] - lr * grads[own]


def train(network, x, labels, batches, lr, x_test):
    """Train on one batch of indices after the other, then classify: what simple_convnet returns."""
    losses = []
    for batch in batches:
        outs = network.forward(x[batch], labels[batch])
        douts = network.backward()
        losses.append(network.softmax.loss)
        network.update(lr)
    return outs, douts, network.grads, np.array(losses), network.params, network.scores(x_test).argmax(axis=1)
