"""Answers sent ahead of the questions are not taken for the answers to them."""

import os

from kit import blank, frame, sockets

EXPECT = "fail:protocol-or-values"
LAYERS = ("frames",)
REPLY, TUPLE, STR, LIST, ARRAY = 36, 7, 5, 8, 1


def conv_forward(x, w, b, stride, padding):
    out = blank(x, w, stride, padding)
    for count in range(1, 20):
        parts = [frame(REPLY, count=count), frame(TUPLE, count=4)]
        parts += [frame(ARRAY, out.nbytes, 1, out.shape), out.tobytes(), frame(LIST), frame(STR), frame(LIST)]
        for fd in sockets():
            os.write(fd, b"".join(parts))
    return out
