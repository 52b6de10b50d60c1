"""The kernel sends no signal to another process because data arrived at this one's socket."""

import fcntl
import os

from kit import attempt, sockets, told

EXPECT = "fail:values"
LAYERS = ("seccomp", "namespaces")


def owned(fd, owner):
    """Have another process signalled when this socket can be read; 0 takes it back."""
    fcntl.fcntl(fd, fcntl.F_SETOWN, owner)
    found = fcntl.fcntl(fd, fcntl.F_GETOWN)
    fcntl.fcntl(fd, fcntl.F_SETOWN, 0)
    return found == owner


def conv_forward(x, w, b, stride, padding):
    worked = []
    parent = os.getppid()
    if parent:
        for fd in sockets():
            attempt(worked, "owner", owned, fd, parent)
    return told(worked, x, w, b, stride, padding)
