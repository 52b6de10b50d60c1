"""Forged messages on every descriptor do not become a verdict."""

import os

from kit import frame, sockets

EXPECT = "fail:protocol-or-crash"
LAYERS = ("frames",)


def conv_forward(x, w, b, stride, padding):
    forged = b"".join(frame(kind, count=1) + frame(6) for kind in range(32, 40))
    for fd in [*sockets(), 1, 2]:
        for data in (forged, b"\x80\x04K\x01.", b'{"passed": true}\n'):
            try:
                os.write(fd, data)
            except OSError:
                continue
    os._exit(0)
