"""The memory and the descriptors of other processes are out of reach."""

import ctypes
import os

from kit import attempt, syscall, told

EXPECT = "fail:values"
LAYERS = ("seccomp", "landlock")
SEIZE, DETACH = 0x4206, 17


def seize(pid):
    """Attach without stopping it, and let go."""
    syscall("ptrace", SEIZE, pid, 0, 0)
    syscall("ptrace", DETACH, pid, 0, 0)


def peek(pid):
    """Read a word of another process where this one has a word, too."""
    buffer = ctypes.create_string_buffer(8)
    near = (ctypes.c_void_p * 2)(ctypes.addressof(buffer), 8)
    far = (ctypes.c_void_p * 2)(id(None), 8)
    return syscall("process_vm_readv", pid, near, 1, far, 1, 0) > 0


def steal(pid):
    """Take a descriptor of another process."""
    handle = syscall("pidfd_open", pid, 0)
    os.close(syscall("pidfd_getfd", handle, 3, 0))


def conv_forward(x, w, b, stride, padding):
    worked = []
    for pid in {os.getppid(), 1} - {0, os.getpid()}:
        attempt(worked, f"ptrace {pid}", seize, pid)
        attempt(worked, f"read {pid}", peek, pid)
        attempt(worked, f"descriptor {pid}", steal, pid)
    return told(worked, x, w, b, stride, padding)
