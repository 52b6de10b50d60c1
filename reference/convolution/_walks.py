"""What the walks of this topic share: the frame, the window, and how sizes are written down."""

import numpy as np


def framed(x, padding, fill=0.0):
    """x in a frame, and the index of x in it."""
    rows, columns = (slice(padding, padding + size) for size in x.shape[2:])
    inside = np.s_[:, :, rows, columns]
    room = np.full((*x.shape[:2], *(size + 2 * padding for size in x.shape[2:])), fill)
    room[inside] = x
    return room, inside


def window(i, j, K_h, K_w, stride):
    """What image 0 has, in all channels, under the window of the output position i, j."""
    return np.s_[0, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]


def sizes(H, W, K_h, K_w, stride, padding):
    """(H_out, W_out), and how they are computed."""
    H_out, W_out = (H + 2 * padding - K_h) // stride + 1, (W + 2 * padding - K_w) // stride + 1
    return (H_out, W_out), (
        f"H_out: ({H} + 2*{padding} - {K_h}) // {stride} + 1 = {H_out}",
        f"W_out: ({W} + 2*{padding} - {K_w}) // {stride} + 1 = {W_out}",
    )


PAD = "x_padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))"
CROP = "dx_padded[:, :, padding : padding + H, padding : padding + W]"
CUT = "x_padded[:, :, i * stride : i * stride + K_h, j * stride : j * stride + K_w]"
