"""No link to a file of the machine can be left for the judge to follow."""

import os

from kit import MARK, attempt, folders, told

EXPECT = "fail:values"
LAYERS = ("rootview", "landlock", "seccomp")


def conv_forward(x, w, b, stride, padding):
    worked = []
    for place in folders():
        path = os.path.join(place, f"{MARK}_link")
        attempt(worked, f"symlink {path}", os.symlink, "/etc/passwd", path)
        attempt(worked, f"link {path}", os.link, os.__file__, path + "_hard")
        attempt(worked, f"fifo {path}", os.mkfifo, path + "_fifo")
        attempt(worked, f"folder {path}", os.mkdir, path + "_folder")
    return told(worked, x, w, b, stride, padding)
