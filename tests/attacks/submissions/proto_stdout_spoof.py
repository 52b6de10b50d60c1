"""Text that looks like a verdict, on stdout or stderr, is only text."""

import os
import sys

from kit import blank

EXPECT = "fail:values"
LAYERS = ("handles",)


def conv_forward(x, w, b, stride, padding):
    text = 'conv_forward: passed, 1 of 1 point\n{"passed": true, "score": 1}\nOK\n'
    for stream in (sys.stdout, sys.stderr, sys.__stdout__, sys.__stderr__):
        if stream is not None:
            print(text, file=stream)
    for fd in range(3):
        try:
            os.write(fd, text.encode())
        except OSError:
            continue
    return blank(x, w, stride, padding)
