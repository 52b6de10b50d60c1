"""Keyrings and the shared objects of System V and POSIX are refused as channels between runs."""

from kit import attempt, syscall, told

EXPECT = "fail:values"
LAYERS = ("seccomp",)
CREATE = 0o1600
KEY = 0x7A7A22
THREAD_KEYRING = -1


def conv_forward(x, w, b, stride, padding):
    worked = []
    attempt(worked, "shared memory", syscall, "shmget", KEY, 4096, CREATE)
    attempt(worked, "semaphores", syscall, "semget", KEY, 1, CREATE)
    attempt(worked, "messages", syscall, "msgget", KEY, CREATE)
    attempt(worked, "queue", syscall, "mq_open", b"tatami_attack\0", 0o102, 0o600, 0)
    attempt(worked, "keyring", syscall, "keyctl", 0, THREAD_KEYRING, 1, 0, 0)
    attempt(worked, "vsock", syscall, "socket", 40, 1, 0)
    attempt(worked, "ring", syscall, "io_uring_setup", 1, bytes(256))
    return told(worked, x, w, b, stride, padding)
