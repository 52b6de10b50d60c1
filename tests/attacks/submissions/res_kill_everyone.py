"""No signal reaches a process outside this run."""

import os

from kit import attempt, told

EXPECT = "fail:any"
LAYERS = ("seccomp", "landlock")
DANGEROUS = True


def conv_forward(x, w, b, stride, padding):
    worked = []
    # Signal 0 says whether a signal would arrive, and harms nobody if it would.
    attempt(worked, "everyone", lambda: os.kill(-1, 0))
    own, parent = os.getpid(), os.getppid()
    for pid in {1, parent, *range(max(2, own - 100), own + 100)} - {0, own}:
        attempt(worked, f"process {pid}", os.kill, pid, 0)
    if parent:
        attempt(worked, "parent's group", lambda: os.killpg(os.getpgid(parent), 0))
    return told(worked, x, w, b, stride, padding)
