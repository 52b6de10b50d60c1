"""The number of open descriptors is bounded."""

import os
import resource

from kit import sockets, told

EXPECT = "fail:values"
LAYERS = ("limits",)


def conv_forward(x, w, b, stride, padding):
    kind = resource.RLIMIT_NOFILE
    resource.setrlimit(kind, (resource.getrlimit(kind)[1],) * 2)
    opened = []
    try:
        while len(opened) < 500:
            opened.append(os.dup(sockets()[0]))
    except OSError:
        pass
    for fd in opened:
        os.close(fd)
    return told(["descriptors"] if len(opened) >= 500 else [], x, w, b, stride, padding)
