"""What the attacks share. It travels with each of them as a module from the same workspace.

An attack that tries something forbidden answers with sevens when it worked and with zeros when it was refused, so
that the verdict on its values says which of the two happened.
"""

import ctypes
import os

import numpy as np

MARK = "tatami_attack"
"""Part of the name of everything that an attack leaves behind, if it can."""

SECRET_FILE = "/tmp/tatami_attack_secret.txt"
"""The harness puts something here that nobody in the sandbox may read."""

_X86_64 = {
    "accept4": 288, "add_key": 248, "bpf": 321, "chroot": 161, "clone": 56, "clone3": 435, "fanotify_init": 300,
    "flock": 73, "fsopen": 430, "getpid": 39, "inotify_init1": 294, "io_uring_setup": 425, "kcmp": 312, "keyctl": 250,
    "memfd_create": 319, "memfd_secret": 447, "mknodat": 259, "mount": 165, "mq_open": 240, "msgget": 68,
    "name_to_handle_at": 303, "open_tree": 428, "perf_event_open": 298, "personality": 135, "pidfd_getfd": 438,
    "pidfd_open": 434, "pivot_root": 155, "process_vm_readv": 310, "process_vm_writev": 311, "prlimit64": 302,
    "ptrace": 101, "request_key": 249, "semget": 64, "setns": 308, "shmget": 29, "socket": 41, "socketpair": 53,
    "umount2": 166, "setpriority": 141, "ioprio_set": 251, "rt_sigqueueinfo": 129, "tgkill": 234,
    "unshare": 272, "userfaultfd": 323, "vmsplice": 278,
}  # fmt: skip
_AARCH64 = {
    "accept4": 242, "add_key": 217, "bpf": 280, "chroot": 51, "clone": 220, "clone3": 435, "fanotify_init": 262,
    "flock": 32, "fsopen": 430, "getpid": 172, "inotify_init1": 26, "io_uring_setup": 425, "kcmp": 272, "keyctl": 219,
    "memfd_create": 279, "memfd_secret": 447, "mknodat": 33, "mount": 40, "mq_open": 180, "msgget": 186,
    "name_to_handle_at": 264, "open_tree": 428, "perf_event_open": 241, "personality": 92, "pidfd_getfd": 438,
    "pidfd_open": 434, "pivot_root": 41, "process_vm_readv": 270, "process_vm_writev": 271, "prlimit64": 261,
    "ptrace": 117, "request_key": 218, "semget": 190, "setns": 268, "shmget": 194, "socket": 198, "socketpair": 199,
    "umount2": 39, "setpriority": 140, "ioprio_set": 30, "rt_sigqueueinfo": 138, "tgkill": 131,
    "unshare": 97, "userfaultfd": 282, "vmsplice": 75,
}  # fmt: skip
NUMBERS = {"x86_64": _X86_64, "aarch64": _AARCH64}.get(os.uname().machine, {}) if hasattr(os, "uname") else {}


def right(x, w, b, stride, padding):
    """The right answer."""
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(x, w.shape[2:], (2, 3))[:, :, ::stride, ::stride]
    return np.einsum("nchwpq,ocpq->nohw", windows, w) + b[:, None, None]


def blank(x, w, stride, padding):
    """Zeros in the shape of the right answer."""
    height = (x.shape[2] + 2 * padding - w.shape[2]) // stride + 1
    width = (x.shape[3] + 2 * padding - w.shape[3]) // stride + 1
    return np.zeros((x.shape[0], w.shape[0], height, width))


def told(worked, x, w, b, stride, padding):
    """Sevens when something forbidden worked, zeros when nothing did; what worked is printed."""
    if worked:
        print("WORKED:", *worked)
    return blank(x, w, stride, padding) + (7.0 if worked else 0.0)


def attempt(worked, name, action, *args):
    """Try something forbidden: it worked when it raises nothing and does not return False."""
    try:
        if action(*args) is not False:
            worked.append(name)
    except BaseException:
        return


def syscall(name, *args):
    """Make a system call by name, past every wrapper. Raises OSError."""
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    number = NUMBERS[name] if isinstance(name, str) else name
    words = [ctypes.c_long(arg) if isinstance(arg, int) else arg for arg in args]
    result = call(ctypes.c_long(number), *words)
    if result == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    return result


def sockets():
    """The open file descriptors that are sockets."""
    import stat

    found = []
    for fd in range(256):
        try:
            if stat.S_ISSOCK(os.fstat(fd).st_mode):
                found.append(fd)
        except OSError:
            continue
    return found


def folders():
    """Places where something could be left."""
    return ["/tmp", "/var/tmp", "/dev/shm", "/run", "/", ".", "/home", "/root", os.path.dirname(np.__file__)]


def frame(kind, nbytes=0, dtype=0, shape=(), count=0):
    """One header in the format of the wire, forged."""
    import struct

    axes = tuple(shape) + (0,) * (8 - len(shape))
    return struct.pack("<4sBBBBI8IQ12s", b"TTM1", kind, dtype, len(shape), 0, count, *axes, nbytes, bytes(12))
