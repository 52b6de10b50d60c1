"""A header that claims 2**62 bytes must not make the judge allocate anything."""

import os

from kit import frame, sockets

EXPECT = "fail:protocol-or-shape-or-crash"
LAYERS = ("frames",)
REPLY, TUPLE, ARRAY = 36, 7, 1


def conv_forward(x, w, b, stride, padding):
    for fd in sockets():
        bomb = frame(ARRAY, nbytes=2**62, dtype=5, shape=(2**31, 2**31))
        os.write(fd, frame(REPLY, count=1) + frame(TUPLE, count=4) + bomb)
    os._exit(0)
