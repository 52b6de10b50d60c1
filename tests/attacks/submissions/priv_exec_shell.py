"""No other program and no other process can be started."""

import os
import subprocess
import sys

from kit import attempt, told

EXPECT = "fail:values"
LAYERS = ("seccomp",)


def fork(call):
    """Start a process that ends at once."""
    pid = call()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def conv_forward(x, w, b, stride, padding):
    worked = []
    attempt(worked, "fork", fork, os.fork)
    attempt(worked, "forkpty", lambda: fork(lambda: os.forkpty()[0]))
    attempt(worked, "posix_spawn", lambda: os.waitpid(os.posix_spawn("/bin/true", ["true"], {}), 0))
    attempt(worked, "subprocess", lambda: subprocess.run([sys.executable, "-c", ""], check=True))
    attempt(worked, "shell", lambda: os.system("true") == 0)
    return told(worked, x, w, b, stride, padding)
