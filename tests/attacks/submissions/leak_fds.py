"""Nothing but the one socket can be read through an open file descriptor."""

import os
import stat

from kit import sockets, told

EXPECT = "fail:values"
LAYERS = ("handles",)


def conv_forward(x, w, b, stride, padding):
    worked = ["several sockets"] if len(sockets()) > 1 else []
    for fd in range(1024):
        try:
            mode = os.fstat(fd).st_mode
        except OSError:
            continue
        if not stat.S_ISSOCK(mode) and not (stat.S_ISCHR(mode) and fd < 3):
            worked.append(f"descriptor {fd}: {mode:o}")
    return told(worked, x, w, b, stride, padding)
