"""A root of its own: a small read-only tmpfs that holds the named package folders and three devices, nothing else."""

from __future__ import annotations

import os

from .. import kernel, packages  # noqa: TID252  (loaded by path in the zygote)
from . import Leak

NAME = "rootview"
REMEDY = "It needs the same permissions as namespaces; in a container, CAP_SYS_ADMIN or user namespaces."

_OLD = "/.old"
_DEVICES = ("/dev/null", "/dev/urandom", "/dev/zero")
_SHUT = kernel.MOUNT_ATTR_RDONLY | kernel.MOUNT_ATTR_NOSUID


def begin(own: bool) -> None:
    """Part from the machine's mounts; fails at once where mounting is not allowed.

    own   whether to make a mount namespace for it
    """
    if own:
        kernel.unshare(kernel.CLONE_NEWNS)
    kernel.mount("none", "/", None, kernel.MS_REC | kernel.MS_PRIVATE)


def apply(numpy_folder: str) -> None:
    """Build the new root and let go of the old one. ``begin`` comes first."""
    views = [(path, os.path.realpath(path), packages.apart(path)) for path in packages.readable(numpy_folder)]
    base = next(path for path in ("/tmp", "/proc", "/mnt") if os.path.isdir(path))
    mask = os.umask(0o022)  # the folders on the way are for another user to walk through
    kernel.mount("none", base, "tmpfs", 0, "mode=755,size=1m")
    os.chdir(base)
    os.mkdir(base + _OLD)
    kernel.pivot_root(".", base + _OLD)
    os.chdir("/")
    for path, source, hidden in views:
        _show(path, _OLD + source)
        for folder in hidden:
            kernel.mount("none", folder, "tmpfs", 0, "mode=755,size=64k")
    devices = [path for path in _DEVICES if os.path.exists(_OLD + path)]
    for path in devices:
        _show(path, _OLD + path)
    kernel.unmount(_OLD)
    os.rmdir(_OLD)
    os.umask(mask)
    kernel.restrict_mount("/", _SHUT)
    kernel.restrict_mount("/", kernel.MOUNT_ATTR_NODEV, recursive=False)
    for path, _, hidden in views:
        for shut in (path, *hidden):
            kernel.restrict_mount(shut, kernel.MOUNT_ATTR_NODEV)
    for path in devices:
        kernel.restrict_mount(path, kernel.MOUNT_ATTR_NOEXEC, recursive=False)
    os.chdir("/")


def _show(path: str, source: str) -> None:
    """Bind what is at ``source`` to the same path that it had before."""
    if os.path.isdir(source):
        os.makedirs(path, exist_ok=True)
    else:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if not os.path.lexists(path):
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_CLOEXEC, 0o644))
    kernel.mount(source, path, None, kernel.MS_BIND | kernel.MS_REC)


def probe(numpy_folder: str) -> None:
    """Build it, then look for the machine's files and for a place to write."""
    if os.geteuid() == 0:
        begin(own=True)
    else:
        from . import namespaces

        namespaces.apply(os.open("/proc/self", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC), mounts=True)
        begin(own=False)
    apply(numpy_folder)
    for path in ("/etc/passwd", "/proc/self/status", "/proc/1/status", "/sys/kernel", "/home", "/root/.bashrc"):
        if os.path.exists(path):
            raise Leak(f"{path} is there")
    for folder in ("/", "/tmp", "/dev/shm", "/dev", os.path.join(numpy_folder, "numpy")):
        try:
            os.close(os.open(os.path.join(folder, "probe"), os.O_CREAT | os.O_WRONLY))
        except OSError:
            continue
        raise Leak(f"{folder} can be written")
    if not os.path.exists(os.__file__):
        raise Leak("the standard library is not there")
