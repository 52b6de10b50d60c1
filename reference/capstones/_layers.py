"""Layers of a network as classes: forward keeps what backward needs, params and grads go by the same names."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view


class Convolution:
    """Filters w (F, C, K_h, K_w) and biases b (F,) slide over images x (N, C, H, W), stride 1, no padding."""

    def __init__(self, w, b):
        self.params, self.grads = {"w": w, "b": b}, {}

    def forward(self, x):
        """One matrix product of all windows with all filters."""
        w, b = self.params["w"], self.params["b"]
        N, C, H, W = x.shape
        F, _, K_h, K_w = w.shape
        self.x_shape, self.out_shape = x.shape, (N, H - K_h + 1, W - K_w + 1, F)
        windows = sliding_window_view(x, (K_h, K_w), axis=(2, 3))  # (N, C, H_out, W_out, K_h, K_w)
        self.columns = windows.transpose(0, 2, 3, 1, 4, 5).reshape(-1, C * K_h * K_w)
        out = self.columns @ w.reshape(F, -1).T + b
        return out.reshape(self.out_shape).transpose(0, 3, 1, 2)

    def backward(self, dout):
        """The windows' gradients go back to where the windows came from, and are added up there."""
        w = self.params["w"]
        N, H_out, W_out, F = self.out_shape
        _, C, K_h, K_w = w.shape
        dout = dout.transpose(0, 2, 3, 1).reshape(-1, F)
        self.grads = {"w": (dout.T @ self.columns).reshape(w.shape), "b": dout.sum(axis=0)}
        dcolumns = (dout @ w.reshape(F, -1)).reshape(N, H_out, W_out, C, K_h, K_w)
        dx = np.zeros(self.x_shape)
        for p, q in np.ndindex(K_h, K_w):
            dx[:, :, p : p + H_out, q : q + W_out] += dcolumns[..., p, q].transpose(0, 3, 1, 2)
        return dx


class ReLU:
    """Negative numbers become zero."""

    def forward(self, x):
        """Keep where x is positive."""
        self.positive = x > 0
        return np.maximum(x, 0)

    def backward(self, dout):
        """What was cut off gets no gradient."""
        return np.where(self.positive, dout, 0)


class MaxPool:
    """The largest of every 2x2 pixels, stride 2; a last row or column that fills no window is left out."""

    def forward(self, x):
        """The maximum of four views of x, one for each corner of a window."""
        self.x = x
        H, W = x.shape[2] // 2 * 2, x.shape[3] // 2 * 2
        self.corners = [x[:, :, p:H:2, q:W:2] for p in (0, 1) for q in (0, 1)]
        self.out = np.maximum(np.maximum(*self.corners[:2]), np.maximum(*self.corners[2:]))
        return self.out

    def backward(self, dout):
        """Each window hands its gradient to its first maximum."""
        dx, left = np.zeros_like(self.x), np.ones(dout.shape, bool)
        H, W = self.x.shape[2] // 2 * 2, self.x.shape[3] // 2 * 2
        for corner, (p, q) in zip(self.corners, np.ndindex(2, 2)):
            won = left & (corner == self.out)
            dx[:, :, p:H:2, q:W:2] = np.where(won, dout, 0)
            left &= ~won
        return dx


class Affine:
    """x w + b with w (D, M) and b (M,); x (N, ...) is flattened to (N, D)."""

    def __init__(self, w, b):
        self.params, self.grads = {"w": w, "b": b}, {}

    def forward(self, x):
        """One matrix product."""
        self.shape, self.x = x.shape, x.reshape(len(x), -1)
        return self.x @ self.params["w"] + self.params["b"]

    def backward(self, dout):
        """dx gets the shape that x had."""
        self.grads = {"w": self.x.T @ dout, "b": dout.sum(axis=0)}
        return (dout @ self.params["w"].T).reshape(self.shape)


class SoftmaxWithLoss:
    """Scores (N, K) to probabilities, and the mean cross-entropy with labels (N,) as ``loss``."""

    def forward(self, scores, labels):
        """Shifted by the largest score, so that no exponential overflows."""
        self.labels = labels
        shifted = scores - scores.max(axis=1, keepdims=True)
        log_probs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        self.probs = np.exp(log_probs)
        self.loss = -float(log_probs[np.arange(len(labels)), labels].mean())
        return self.probs

    def backward(self):
        """Probabilities minus one-hot labels, over N: the loss is a mean."""
        dscores = self.probs.copy()
        dscores[np.arange(len(dscores)), self.labels] -= 1
        return dscores / len(dscores)
