"""The answer to an earlier question is not taken for the answer to this one."""

import os

from kit import frame, right, sockets

EXPECT = "fail:protocol-or-values"
LAYERS = ("frames",)
BEFORE = []
REPLY, TUPLE, STR, LIST, ARRAY = 36, 7, 5, 8, 1


def conv_forward(x, w, b, stride, padding):
    out = right(x, w, b, stride, padding)
    BEFORE.append(out)
    if len(BEFORE) > 2:
        old = BEFORE[0]
        parts = [frame(REPLY, count=1), frame(TUPLE, count=4)]
        parts += [frame(ARRAY, old.nbytes, 1, old.shape), old.tobytes(), frame(LIST), frame(STR), frame(LIST)]
        for fd in sockets():
            os.write(fd, b"".join(parts))
    return out
