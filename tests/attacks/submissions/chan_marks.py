"""A right answer that leaves marks in the kernel: the next run must find none."""

from kit import attempt, right, syscall, told

EXPECT = "pass"
LAYERS = ("seccomp",)
KEY = 0x7A7A11


def seen(call, *arguments):
    """Look for an object of an earlier run, then leave one."""
    try:
        syscall(call, KEY, *arguments, 0o600)
        return True
    except OSError:
        syscall(call, KEY, *arguments, 0o1600)
    return False


found = []
attempt(found, "shared memory", seen, "shmget", 4096)
attempt(found, "semaphores", seen, "semget", 1)
attempt(found, "messages", seen, "msgget")


def conv_forward(x, w, b, stride, padding):
    return told(found, x, w, b, stride, padding) if found else right(x, w, b, stride, padding)
