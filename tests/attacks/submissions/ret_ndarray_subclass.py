"""The methods of a subclass of ndarray are never run by the judge."""

import numpy as np
from kit import blank

EXPECT = "fail:type-or-values"
LAYERS = ("verify",)


class Sly(np.ndarray):
    """Every comparison with it comes out well."""

    def __array_ufunc__(self, *args, **kwargs):
        return np.ones(self.shape, bool)

    def __array_function__(self, *args, **kwargs):
        return True

    def astype(self, *args, **kwargs):
        return True

    tobytes = copy = view = __eq__ = astype
    __hash__ = None


def conv_forward(x, w, b, stride, padding):
    return blank(x, w, stride, padding).view(Sly)
