"""No core file may appear anywhere, and an aborted process has not answered."""

import os
import resource

EXPECT = "fail:crash"
LAYERS = ("process",)


def conv_forward(x, w, b, stride, padding):
    """Ask for core files, then abort."""
    limit = resource.getrlimit(resource.RLIMIT_CORE)[1]
    resource.setrlimit(resource.RLIMIT_CORE, (limit, limit))
    os.abort()
