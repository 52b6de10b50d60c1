"""One byte every tenth of a second must not extend the deadline."""

import os
import time

from kit import frame, sockets

EXPECT = "fail:timeout"
LAYERS = ("deadline",)


def conv_forward(x, w, b, stride, padding):
    while True:
        for byte in frame(36):
            for fd in sockets():
                os.write(fd, bytes([byte]))
            time.sleep(0.1)
