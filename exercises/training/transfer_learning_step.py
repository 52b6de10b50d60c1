"""
Transfer learning: one step that trains a new head on a frozen body.

The body was trained on another task; only the head is new. With

    features = relu(x @ w1 + b1)                the body
    logits   = features @ w2 + b2               the head
    loss     = mean of -log softmax(logits)[label] over the batch

take one step of gradient descent, w - lr * dw, on the head. The body is
frozen: it comes back bit for bit as it came, whatever its gradient would be.

    x        (N, D)
    labels   (N,) int, from 0 to K - 1
    w1, b1   (D, M), (M,)      frozen
    w2, b2   (M, K), (K,)      to be trained
    lr       float
    returns  w1, b1, w2, b2 after the step; no argument is changed in place

The gradient of the loss for the logits is (softmax(logits) - one-hot) / N.
Logits may be in the thousands.
"""

import numpy as np


def transfer_learning_step(x, labels, w1, b1, w2, b2, lr):
    """Return (w1, b1, w2, b2)."""
    raise NotImplementedError("TODO: transfer_learning_step")
