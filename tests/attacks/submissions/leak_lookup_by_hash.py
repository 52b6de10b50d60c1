"""Answers looked up for a published seed are worth nothing when the cases are drawn anew."""

from hashlib import sha256

import numpy as np
from kit import blank
from table import ANSWERS

EXPECT = "fail:values"
LAYERS = ("verify",)


def conv_forward(x, w, b, stride, padding):
    known = ANSWERS.get(sha256(x.tobytes() + w.tobytes() + repr((b.tolist(), stride, padding)).encode()).hexdigest())
    zeros = blank(x, w, stride, padding)
    return zeros if known is None else np.array(known).reshape(zeros.shape)
