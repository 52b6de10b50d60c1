"""One socket: everything else that was open is closed. Standard input and output are /dev/null since the start."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Sequence

from . import Leak

NAME = "descriptors"
REMEDY = "Nothing is needed for this; where it fails, something around this process forbids close()."

FIRST = 3
_HIGH = 64


def apply(keep: Sequence[int]) -> list[int]:
    """Move these descriptors to 3, 4, ..., and close all others; their new numbers."""
    # First out of the way, so that no number is both a source and a target.
    high = [fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, _HIGH) for fd in keep]
    moved = [os.dup2(fd, FIRST + i, inheritable=False) for i, fd in enumerate(high)]
    os.closerange(FIRST + len(keep), 1 << 20)
    return moved


def probe() -> None:
    """Close everything but one socket, in a child because that cannot be undone, then look for what is left."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if not child:
        apply([theirs.fileno()])
        os._exit(int(any(_is_open(fd) for fd in range(FIRST + 1, 256))))
    ours.close()
    theirs.close()
    if os.waitpid(child, 0)[1]:
        raise Leak("descriptors are still open")


def _is_open(fd: int) -> bool:
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True
