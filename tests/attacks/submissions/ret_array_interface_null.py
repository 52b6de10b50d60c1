"""A forged array interface with a wild pointer may only end its own process."""

import numpy as np

EXPECT = "fail:type-or-crash"
LAYERS = ("process",)


class Wild:
    """Claims to hold its data at address 8."""

    __array_interface__ = {"shape": (1, 1, 2, 2), "typestr": "<f8", "data": (8, False), "version": 3}  # noqa: RUF012


def conv_forward(x, w, b, stride, padding):
    return np.asarray(Wild()) if x.size % 2 else Wild()
