"""No secret file, no password file, no home folder can be read."""

import os
import sys

import numpy as np
from kit import SECRET_FILE, attempt, told

EXPECT = "fail:values"
LAYERS = ("rootview", "landlock")
FILES = (SECRET_FILE, "/etc/passwd", "/etc/shadow", "/etc/hostname", "/var/log/dpkg.log", "/proc/cpuinfo")
KNOWN = (os.__file__, np.__file__, os.path.realpath(sys.executable), sys.executable)
FOLDERS = ("/home", "/root", "/tmp", "/var", "/opt", "/mnt", "/srv", "/run")


def look(path):
    """List a folder; the way to Python and to NumPy may be there, and nothing else."""
    names = [os.path.join(path, name) for name in os.listdir(path)]
    return not all(on_the_way(name) for name in names)


def on_the_way(name):
    """Whether a folder leads to Python or to NumPy."""
    return any(known.startswith(name + os.sep) for known in KNOWN)


def conv_forward(x, w, b, stride, padding):
    worked = []
    for path in FILES:
        attempt(worked, path, os.open, path, os.O_RDONLY)
    for path in FOLDERS:
        attempt(worked, path, look, path)
    return told(worked, x, w, b, stride, padding)
