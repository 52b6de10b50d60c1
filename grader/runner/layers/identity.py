"""Another user: when the zygote is started as root, it becomes a user that owns nothing."""

from __future__ import annotations

import os

from .. import kernel  # noqa: TID252  (loaded by path in the zygote)
from . import Leak

NAME = "identity"
REMEDY = "Only root can become another user; started as a normal user, the sandbox runs as that user."


def suits(path: str) -> bool:
    """Whether another user can reach a file: a Python in root's home is of no use to anybody else."""
    while path != "/":
        if not os.stat(path).st_mode & (1 if os.path.isdir(path) else 4):
            return False
        path = os.path.dirname(path)
    return True


def apply(user: int) -> None:
    """Become ``user``, with no groups; stay the owner of one's own entries in /proc."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    kernel.set_dumpable(True)


def probe(user: int) -> None:
    """Become another user, and try to come back."""
    apply(user)
    try:
        os.setuid(0)
    except OSError:
        return
    raise Leak("root again")
