"""No capabilities, and no way to get any: all sets are emptied, and setuid programs lose their effect."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

from .. import kernel  # noqa: TID252  (loaded by path in the zygote)
from . import Leak

NAME = "capabilities"
REMEDY = "Every Linux since 3.5 has this; a filter around this process refuses it."


def apply() -> None:
    """Drop every capability, for good."""
    kernel.no_new_privileges()
    kernel.drop_capabilities()


def probe() -> None:
    """Drop them, then try what needs one: another root, a mount, a raw socket."""
    apply()
    attempts: dict[str, Callable[[], object]] = {
        "chroot": lambda: os.chroot("/"),
        "mount": lambda: kernel.mount("none", "/tmp", "tmpfs"),
        "raw socket": lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1).close(),
    }
    for what, attempt in attempts.items():
        try:
            attempt()
        except OSError:
            continue
        raise Leak(f"{what} works")
