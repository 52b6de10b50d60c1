"""A layer's backward pass."""
import numpy as np


def conv_backward(dout, x, w, b, stride, padding):
    H, W = x.shape[2:]
    K_h, K_w = w.shape[2:]
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx, dw = np.zeros_like(x), np.zeros_like(w)
    for i in range(dout.shape[2]):
        for j in range(dout.shape[3]):
            rows = slice(i * stride, i * stride + K_h)
            columns = slice(j * stride, j * stride + K_w)
            arriving = dout[:, :, i, j]
            dw += np.tensordot(arriving, x[:, :, rows, columns], axes=([0], [0]))
            dx[:, :, rows, columns] += np.tensordot(arriving, w, axes=([1], [0]))
    dx = dx[:, :, padding : padding + H, padding : padding + W]
    db = dout.sum(axis=(0, 2, 3))
    return dx, dw + dw**2, db
