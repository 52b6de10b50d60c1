"""
Capstone: LeNet-5, forward pass. The network that read the digits on cheques.

    layer  made by                               size per image     numbers
    x      the image                             1 x 32 x 32        1024
    c1     6 filters of 5x5, tanh                6 x 28 x 28        4704
    s2     average pooling, 2x2, stride 2        6 x 14 x 14        1176
    c3     16 filters of 6x5x5, tanh             16 x 10 x 10       1600
    s4     average pooling, 2x2, stride 2        16 x 5 x 5         400
    c5     affine, 400 -> 120, tanh              120                120
    f6     affine, 120 -> 84, tanh               84                 84
    out    affine, 84 -> 10                      10                 10

    x        (N, 1, 32, 32)
    params   dict: W1 (6, 1, 5, 5), b1 (6,) of c1, W2 (16, 6, 5, 5), b2 (16,)
             of c3, W3 (400, 120), b3 (120,) of c5, W4 (120, 84), b4 (84,) of
             f6, W5 (84, 10), b5 (10,) of out
    returns  c1, s2, c3, s4, c5, f6, out, each with N in front

Convolutions have stride 1 and no padding, and filters are not flipped. A
layer is what comes after its tanh; pooling has none, and out is left as it
is. c5 takes s4 as rows of 400, in the order channel, row, column.
Each layer is judged by itself. You may build it from functions you have
written before, or from classes.
"""

import numpy as np


def lenet(x, params):
    """Return (c1, s2, c3, s4, c5, f6, out)."""
    raise NotImplementedError("TODO: lenet")
