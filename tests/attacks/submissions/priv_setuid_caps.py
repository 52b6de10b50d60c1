"""No other user, no new namespaces, no mounts, no devices."""

import os

from kit import MARK, attempt, syscall, told

EXPECT = "fail:values"
LAYERS = ("seccomp",)
SPACES = {"user": 0x10000000, "mount": 0x20000, "pid": 0x20000000, "net": 0x40000000, "ipc": 0x8000000}


def conv_forward(x, w, b, stride, padding):
    worked = []
    for name, flag in SPACES.items():
        attempt(worked, f"unshare {name}", syscall, "unshare", flag)
    for path in ("/tmp", "/", "/usr"):
        attempt(worked, f"mount {path}", syscall, "mount", b"t\0", path.encode(), b"tmpfs\0", 0, b"\0")
        attempt(worked, f"device {path}", os.mknod, f"{path}/{MARK}_null", 0o20666, os.makedev(1, 3))
    if os.getuid():
        attempt(worked, "become root", lambda: os.setuid(0))
    attempt(worked, "become another", lambda: os.setresuid(54321, 54321, 54321))
    return told(worked, x, w, b, stride, padding)
