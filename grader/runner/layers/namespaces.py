"""Namespaces: no network, no other processes, no shared memory, and no say over the machine's own.

User and pid namespace are made together, so that the zygote, pid 1 of the new one, owns it and can come back to it
after each run has got a pid namespace of its own.
"""

from __future__ import annotations

import os
import socket

from .. import kernel  # noqa: TID252  (loaded by path in the zygote)
from . import Leak

NAME = "namespaces"
REMEDY = (
    "Allow unprivileged user namespaces: on Ubuntu `sysctl kernel.apparmor_restrict_unprivileged_userns=0` or an "
    "AppArmor profile for this Python, elsewhere `sysctl user.max_user_namespaces=10000`; in a container "
    "`--security-opt seccomp=unconfined --security-opt systempaths=unconfined`."
)

_ALL = (
    kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUTS
    | kernel.CLONE_NEWCGROUP
)


def apply(proc: int, mounts: bool) -> None:
    """Enter new namespaces; the next child is pid 1.

    proc     a descriptor of this process's folder in /proc, opened while there was one
    mounts   whether a mount namespace is made, too (root has made its own before it gave up its user)
    """
    user, group = os.geteuid(), os.getegid()
    kernel.unshare(_ALL | (kernel.CLONE_NEWNS if mounts else 0))
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        fd = os.open(name, os.O_WRONLY | os.O_CLOEXEC, dir_fd=proc)
        try:
            os.write(fd, text.encode())
        finally:
            os.close(fd)


def mine() -> int:
    """A descriptor of this process, with which ``back`` finds the way home. For pid 1 of the namespace."""
    return os.pidfd_open(os.getpid())


def fresh() -> None:
    """The next child is pid 1 of a pid namespace of its own."""
    kernel.unshare(kernel.CLONE_NEWPID)


def back(home: int) -> None:
    """Have children in the zygote's own namespace again; without it the kernel refuses the next ``fresh``."""
    kernel.setns(home, kernel.CLONE_NEWPID)


def probe() -> None:
    """Enter, and look for a network and for other processes."""
    proc = os.open("/proc/self", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)
    parent = os.getppid()
    apply(proc, mounts=True)
    with socket.socket() as listener, socket.socket() as caller:
        listener.bind(("0.0.0.0", 0))
        listener.listen()
        caller.settimeout(0.2)
        try:
            caller.connect(("127.0.0.1", listener.getsockname()[1]))
        except OSError:
            pass
        else:
            raise Leak("there is a network")
    child = os.fork()
    if not child:
        code = 1
        try:
            os.kill(parent, 0)
        except ProcessLookupError:
            code = 0
        finally:
            os._exit(code)
    if os.waitpid(child, 0)[1]:
        raise Leak("other processes can be seen")
