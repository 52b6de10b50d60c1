"""An object that is equal to everything is not a right answer."""

EXPECT = "fail:type"
LAYERS = ("verify",)


class Yes:
    """Agrees with everyone."""

    shape = property(lambda self: self)
    dtype = ndim = size = shape

    def _yes(self, *args, **kwargs):
        return True

    __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __bool__ = __contains__ = _yes
    __hash__ = object.__hash__

    def __getattr__(self, name):
        return self

    def _self(self, *args, **kwargs):
        return self

    __call__ = __sub__ = __rsub__ = __abs__ = __array_ufunc__ = __array_function__ = _self


def conv_forward(x, w, b, stride, padding):
    return Yes()
