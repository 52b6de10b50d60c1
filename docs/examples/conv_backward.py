"""A right solution of conv_backward, in plain loops over the window's positions."""

import numpy as np


def conv_backward(dout, x, w, b, stride, padding):
    H, W = x.shape[2:]
    K_h, K_w = w.shape[2:]
    x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dx_padded = np.zeros_like(x_padded)
    dw = np.zeros_like(w)
    N, C_out, H_out, W_out = dout.shape
    for n in range(N):
        for o in range(C_out):
            for i in range(H_out):
                for j in range(W_out):
                    rows = slice(i * stride, i * stride + K_h)
                    columns = slice(j * stride, j * stride + K_w)
                    dx_padded[n, :, rows, columns] += dout[n, o, i, j] * w[o]
                    dw[o] += dout[n, o, i, j] * x_padded[n, :, rows, columns]
    dx = dx_padded[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, dout.sum(axis=(0, 2, 3))
