"""The number of threads is bounded, and the judge does not notice."""

import threading
import time

from kit import told

EXPECT = "fail:any"
LAYERS = ("limits",)
DANGEROUS = True
WANTED = 2000


def conv_forward(x, w, b, stride, padding):
    started = []
    try:
        for _ in range(WANTED):
            thread = threading.Thread(target=time.sleep, args=(5,), daemon=True)
            thread.start()
            started.append(thread)
    except (RuntimeError, MemoryError):
        pass
    return told([f"{len(started)} threads"] if len(started) >= WANTED else [], x, w, b, stride, padding)
