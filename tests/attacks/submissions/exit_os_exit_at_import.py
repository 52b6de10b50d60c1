"""Exit status 0 without an answer is not a pass."""

import os

EXPECT = "fail:crash"
LAYERS = ("process",)

os._exit(0)
