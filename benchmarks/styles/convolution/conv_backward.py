"""conv_backward in four styles."""

import numpy as np


def loops(dout, x, w, b, stride, padding):
    N, C_in, H, W = x.shape
    C_out, _, K_h, K_w = w.shape
    _, _, H_out, W_out = dout.shape
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    dpadded = np.zeros_like(padded)
    dw = np.zeros_like(w)
    db = np.zeros_like(b)
    for n in range(N):
        for f in range(C_out):
            for i in range(H_out):
                for j in range(W_out):
                    top, left = i * stride, j * stride
                    g = dout[n, f, i, j]
                    db[f] += g
                    dw[f] += g * padded[n, :, top : top + K_h, left : left + K_w]
                    dpadded[n, :, top : top + K_h, left : left + K_w] += g * w[f]
    dx = dpadded[:, :, padding : padding + H, padding : padding + W]
    return dx, dw, db


SLIPS = {
    "loops": [
        ("dx_assigned", "left + K_w] += g * w[f]", "left + K_w] = g * w[f]"),
        ("dw_assigned", "dw[f] += g", "dw[f] = g"),
        ("dx_keeps_padding", "dpadded[:, :, padding : padding + H, padding : padding + W]", "dpadded"),
        ("ignores_stride", "i * stride, j * stride", "i, j"),
        (None, "db[f] += g", "db[f] += g * g"),
    ],
}
"""For each style: the misconception a learner has who writes the second text where the first one stands."""
