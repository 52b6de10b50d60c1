"""Landlock: reading below the allowed paths, and no other use of files, no network, no signals to the outside.

The rules are gathered once, in the zygote; a runner only takes them on.
"""

from __future__ import annotations

import os
import socket

from .. import kernel, packages  # noqa: TID252  (loaded by path in the zygote)
from . import Leak

NAME = "landlock"
REMEDY = (
    "Linux 6.7 or newer, built with landlock and started with it (`lsm=landlock,...`); gVisor has none. A container's "
    "seccomp profile must allow the three landlock calls (Docker 23 and newer do)."
)

_WRITE_FILE, _READ_FILE, _READ_DIR = 2, 4, 8
_FILES = {1: 13, 2: 14, 3: 15, 5: 16}  # from this version on, that many rights about files
_TCP = 3
_SCOPES = 3  # abstract sockets and signals


def rules(numpy_folder: str | None, least: int) -> int:
    """A descriptor of the rules.

    numpy_folder   allow the package folders only; None allows everything there is, for a root view of its own
    least          refuse older versions of landlock than this
    """
    abi = kernel.landlock_abi()
    if abi < least:
        raise OSError(38, f"landlock {abi}, but without namespaces {least} is needed")
    files = (1 << max(bits for version, bits in _FILES.items() if version <= abi)) - 1
    ruleset = kernel.landlock_ruleset(files, _TCP if abi >= 4 else 0, _SCOPES if abi >= 6 else 0, abi)
    for path in ["/"] if numpy_folder is None else _allowed(numpy_folder):
        kernel.landlock_allow(ruleset, path, _READ_FILE | _READ_DIR if os.path.isdir(path) else _READ_FILE)
    for path in ("/dev/null", "/dev/urandom", "/dev/zero"):
        if os.path.exists(path):
            kernel.landlock_allow(ruleset, path, _READ_FILE | (_WRITE_FILE if path == "/dev/null" else 0))
    return ruleset


def _allowed(numpy_folder: str) -> list[str]:
    """The readable paths; a folder with other packages in it is given as its entries without these."""
    found = []
    for path in packages.readable(numpy_folder):
        apart = packages.apart(path)
        if apart:
            found += [entry.path for entry in os.scandir(path) if entry.path not in apart]
        else:
            found.append(path)
    return found


def apply(ruleset: int) -> None:
    """Take the rules on, and close them. ``capabilities`` comes first."""
    kernel.landlock_restrict(ruleset)
    os.close(ruleset)


def probe(numpy_folder: str, least: int) -> None:
    """Take on the strict rules, then look at a foreign file, make one, and use the network."""
    kernel.no_new_privileges()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        apply(rules(numpy_folder, least))
        for what, attempt in (
            ("a foreign file can be read", lambda: open("/etc/passwd").close()),
            ("a file can be made", lambda: open(f"/tmp/tatami-probe-{os.getpid()}", "x").close()),
            ("a folder can be listed", lambda: os.listdir("/")),
            ("there is a network", lambda: _connect(listener.getsockname())),
        ):
            try:
                attempt()
            except OSError:
                continue
            raise Leak(what)
    with open(os.__file__, "rb"):
        pass


def _connect(address: tuple[str, int]) -> None:
    with socket.socket() as caller:
        caller.settimeout(0.2)
        caller.connect(address)
