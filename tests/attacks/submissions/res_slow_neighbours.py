"""Other processes can be neither slowed down nor moved nor signalled."""

import ctypes
import os

from kit import attempt, syscall, told

EXPECT = "fail:values"
LAYERS = ("seccomp", "namespaces")
IDLE = 3 << 13


def conv_forward(x, w, b, stride, padding):
    worked = []
    parent = os.getppid()
    if parent:
        mask = ctypes.create_string_buffer(128)
        attempt(worked, "priority", syscall, "setpriority", 0, parent, os.getpriority(os.PRIO_PROCESS, parent))
        attempt(worked, "priority of a user", syscall, "setpriority", 2, 0, os.getpriority(os.PRIO_PROCESS, 0))
        attempt(worked, "disk priority", syscall, "ioprio_set", 1, parent, IDLE)
        attempt(worked, "limits", syscall, "prlimit64", parent, 7, 0, mask)
        attempt(worked, "thread signal", syscall, "tgkill", parent, parent, 0)
        attempt(worked, "queued signal", syscall, "rt_sigqueueinfo", parent, 0, mask)
        attempt(worked, "processors", os.sched_setaffinity, parent, os.sched_getaffinity(0))
    return told(worked, x, w, b, stride, padding)
