"""A thread that sleeps for an hour must neither delay the verdict on a right answer nor survive it."""

import threading
import time

from kit import right

EXPECT = "pass"
LAYERS = ("deadline",)

threading.Thread(target=time.sleep, args=(3600,)).start()


def conv_forward(x, w, b, stride, padding):
    return right(x, w, b, stride, padding)
