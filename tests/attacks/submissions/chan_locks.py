"""Locks on files that others can open, too, are refused: they would be a channel between runs."""

import ctypes
import fcntl
import os

import numpy as np
from kit import attempt, syscall, told

EXPECT = "fail:values"
LAYERS = ("seccomp",)
F_OFD_SETLK, F_SETLEASE, F_NOTIFY = 37, 1024, 1026


def conv_forward(x, w, b, stride, padding):
    worked = []
    fd = os.open(np.__file__, os.O_RDONLY)
    lock = (ctypes.c_short * 16)()
    attempt(worked, "flock", fcntl.flock, fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    attempt(worked, "raw flock", syscall, "flock", fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    attempt(worked, "lockf", fcntl.lockf, fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    attempt(worked, "open file lock", fcntl.fcntl, fd, F_OFD_SETLK, bytes(lock))
    attempt(worked, "lease", fcntl.fcntl, fd, F_SETLEASE, fcntl.F_RDLCK)
    attempt(worked, "notify", fcntl.fcntl, os.open(os.path.dirname(np.__file__), os.O_RDONLY), F_NOTIFY, 1)
    attempt(worked, "inotify", syscall, "inotify_init1", 0)
    os.close(fd)
    return told(worked, x, w, b, stride, padding)
