"""Values are taken once, as bytes: what a thread fills in later does not count."""

import threading
import time

from kit import blank, right

EXPECT = "fail:values"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    out = blank(x, w, stride, padding)
    answer = right(x, w, b, stride, padding)

    def fill():
        time.sleep(0.05)
        while True:
            out[...] = answer

    threading.Thread(target=fill, daemon=True).start()
    return out
