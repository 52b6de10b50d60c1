"""
Capstone: a small convolutional network, from layers as classes to training.

    conv - relu1 - pool - affine1 - relu2 - affine2 - softmax

Each layer is a class with forward(x) and backward(dout). Layers with
parameters keep them in params and put their gradients into grads. Build the
network, train it with plain gradient descent (w - lr * dw), and return what
the layers did in the last step, so that each of them can be checked.

    x        (N, C, H, W), images         labels  (N,) int, their classes
    params   dict of W1 (F, C, K_h, K_w), b1 (F,) of conv, W2 (D, M), b2 (M,)
             of affine1 and W3 (M, K), b3 (K,) of affine2
    batches  (steps, B) int; step i trains on x[batches[i]]
    lr       float
    x_test   (T, C, H, W), images to classify after the last step

    returns  outs, douts, grads, losses, params, predictions

    outs     dict: what forward of each layer gave in the last step, under the
             names above; softmax gives the probabilities (B, K)
    douts    dict: what backward of each layer gave there, under the same
             names; that of softmax is (probabilities - one-hot labels) / B
    grads    dict of the gradients of the last step, like params
    losses   (steps,), mean cross-entropy of each batch before its update
    params   dict, the parameters after the last step, as new arrays
    predictions  (T,) int, the class of the largest score

conv has stride 1 and no padding; pool takes the largest of 2x2 pixels with
stride 2 and leaves out a last row or column that fills no window; affine1
flattens its input. Write it step by step: what is missing in a dict costs
its own points only. The last case trains 120 steps on 1200 images and may
take 10 seconds of CPU time; it wants 85% of 300 new images right.
"""

import numpy as np


class Convolution:
    """Filters w (F, C, K_h, K_w) and biases b (F,)."""

    def __init__(self, w, b):
        self.params, self.grads = {"w": w, "b": b}, {}

    def forward(self, x):
        """(N, C, H, W) -> (N, F, H_out, W_out)."""
        raise NotImplementedError("TODO: Convolution.forward")

    def backward(self, dout):
        """Put the gradients of w and b into grads, return dx."""
        raise NotImplementedError("TODO: Convolution.backward")


class ReLU:
    """Negative numbers become zero."""

    def forward(self, x):
        """Return an array like x."""
        raise NotImplementedError("TODO: ReLU.forward")

    def backward(self, dout):
        """Return dx."""
        raise NotImplementedError("TODO: ReLU.backward")


class MaxPool:
    """The largest of every 2x2 pixels."""

    def forward(self, x):
        """(N, F, H, W) -> (N, F, H // 2, W // 2)."""
        raise NotImplementedError("TODO: MaxPool.forward")

    def backward(self, dout):
        """Return dx."""
        raise NotImplementedError("TODO: MaxPool.backward")


class Affine:
    """x w + b with w (D, M) and b (M,)."""

    def __init__(self, w, b):
        self.params, self.grads = {"w": w, "b": b}, {}

    def forward(self, x):
        """(N, ...) -> (N, M)."""
        raise NotImplementedError("TODO: Affine.forward")

    def backward(self, dout):
        """Put the gradients of w and b into grads, return dx like x."""
        raise NotImplementedError("TODO: Affine.backward")


class SoftmaxWithLoss:
    """Scores to probabilities, and their mean cross-entropy as loss."""

    def forward(self, scores, labels):
        """Keep the loss, return the probabilities (N, K)."""
        raise NotImplementedError("TODO: SoftmaxWithLoss.forward")

    def backward(self):
        """Return the gradient of the loss for the scores."""
        raise NotImplementedError("TODO: SoftmaxWithLoss.backward")


def simple_convnet(x, labels, params, batches, lr, x_test):
    """Return (outs, douts, grads, losses, params, predictions)."""
    raise NotImplementedError("TODO: simple_convnet")
