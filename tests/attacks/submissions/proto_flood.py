"""Endless bytes on every descriptor do not fill the judge's memory."""

import os

from kit import sockets

EXPECT = "fail:protocol-or-timeout"
LAYERS = ("frames",)


def conv_forward(x, w, b, stride, padding):
    junk = bytes(1 << 20)
    while True:
        for fd in [*sockets(), 1, 2]:
            try:
                os.write(fd, junk)
            except OSError:
                continue
