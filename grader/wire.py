"""The binary frames between judge and student's process: no pickle, no npy, no JSON.

Every node starts with the same 64 bytes, all integers little-endian:

    offset  bytes  what
    0       4      magic "TTM1"
    4       1      kind (Kind below)
    5       1      dtype of an array (index into DTYPES)
    6       1      number of axes of an array, at most 8
    7       1      memory layout of an array: 0 C order, 1 Fortran order, 2 strided
    8       4      count: items of a container, case number of a message
    12      32     shape of an array, 8 x u32
    44      8      bytes that follow
    52      12     zero

Arrays follow as raw bytes in C order, ints as 16 bytes two's complement, floats as 8 bytes, text as UTF-8, containers
as their items. A message is a node of a message kind followed by one value. The reader checks the magic, the zeros,
that the byte count is what dtype and shape say, and that a budget of bytes, nodes and depth holds, before it
allocates anything.

This file is used on both sides and stands alone: the standard library and NumPy only.
"""

from __future__ import annotations

import math
import struct
from collections.abc import Callable
from typing import Any

import numpy as np

HEADER = struct.Struct("<4sBBBBI8IQ12s")
MAGIC = b"TTM1"
ZEROS = bytes(12)
DTYPES = ("<f4", "<f8", "<i4", "<i8", "|b1", "|u1")
MAX_AXES = 8
MAX_DEPTH = 4
MAX_NODES = 4096
MAX_ELEMENTS = 2**56
MAX_TEXT = 512 * 1024  # the longest source that is accepted must fit

ARRAY_OF = "array of "
"""How the name of an array that does not cross begins; its dtype follows."""

# kinds of values
ARRAY, INT, FLOAT, BOOL, STR, NONE, TUPLE, LIST, DICT, RNG, PROBE, FOREIGN = range(1, 13)
# kinds of messages
READY, PROGRAM, LOADED, CALL, REPLY, ERROR, EXPIRED = range(32, 39)
_VALUES = frozenset(range(ARRAY, FOREIGN + 1))
_MESSAGES = frozenset(range(READY, EXPIRED + 1))


class WireError(Exception):
    """Bytes that break the format, or a value that has no place in it."""


class Foreign:
    """Stands for a value of a type that does not cross the wire; ``name`` says which."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"Foreign({self.name!r})"


class Seed:
    """A seed on the wire; the student's process makes a Generator of it."""

    def __init__(self, seed: int) -> None:
        self.seed = seed


class Named:
    """The name of a probe function on the wire."""

    def __init__(self, name: str) -> None:
        self.name = name


def _header(kind: int, nbytes: int = 0, dtype: int = 0, shape: tuple[int, ...] = (), layout: int = 0,
            count: int = 0) -> bytes:  # fmt: skip
    axes = shape + (0,) * (MAX_AXES - len(shape))
    return HEADER.pack(MAGIC, kind, dtype, len(shape), layout, count, *axes, nbytes, ZEROS)


def layout_of(array: np.ndarray) -> int:
    """0 for C order, 1 for Fortran order, 2 for neither."""
    return 0 if array.flags.c_contiguous else 1 if array.flags.f_contiguous else 2


def type_name(value: Any) -> str:
    """What to call a value that cannot cross: its type, or the dtype of an array."""
    kind = type(value)
    if kind is np.ndarray:
        return ARRAY_OF + value.dtype.name
    name = type.__getattribute__(kind, "__name__")
    return name if type(name) is str else "object"


def encode(value: Any, depth: int = 0) -> list[bytes]:
    """The frames of one value. Exact types only: a subclass of ndarray or int is sent as FOREIGN, with its name."""
    kind = type(value)
    if value is None:
        return [_header(NONE)]
    if kind is np.ndarray:
        return _encode_array(value)
    if kind is bool or kind is np.bool_:
        return [_header(BOOL, 1), b"\1" if value else b"\0"]
    if kind is int or (isinstance(kind, type) and issubclass(kind, np.integer)):
        number = int(value)
        if -(2**127) <= number < 2**127:
            return [_header(INT, 16), number.to_bytes(16, "little", signed=True)]
    elif kind is float or kind in (np.float64, np.float32):
        return [_header(FLOAT, 8), struct.pack("<d", float(value))]
    elif kind is str:
        text = value.encode("utf-8", "replace")[:MAX_TEXT]
        return [_header(STR, len(text)), text]
    elif kind is Seed:
        return [_header(RNG, 16), value.seed.to_bytes(16, "little")]
    elif kind is Named:
        text = value.name.encode()
        return [_header(PROBE, len(text)), text]
    elif kind in (tuple, list, dict) and depth < MAX_DEPTH and len(value) < MAX_NODES:
        return _encode_container(value, depth)
    name = value.name if kind is Foreign else type_name(value)
    text = name.encode("utf-8", "replace")[:256]
    return [_header(FOREIGN, len(text)), text]


def _encode_array(array: np.ndarray) -> list[bytes]:
    dtype = array.dtype.newbyteorder("<")
    if dtype.str not in DTYPES or array.ndim > MAX_AXES or max(array.shape, default=0) >= 2**32:
        text = type_name(array).encode()[:256]
        return [_header(FOREIGN, len(text)), text]
    index = DTYPES.index(dtype.str)
    header = _header(ARRAY, array.nbytes, index, array.shape, layout_of(array))
    return [header, np.ascontiguousarray(array, dtype).tobytes()]


def _encode_container(value: Any, depth: int) -> list[bytes]:
    items: list[Any]
    if type(value) is dict:
        if not all(type(key) is str for key in value):
            return encode(Foreign("dict with keys that are not strings"), depth)
        items = [part for pair in value.items() for part in pair]
        frames = [_header(DICT, count=len(value))]
    else:
        items = list(value)
        frames = [_header(TUPLE if type(value) is tuple else LIST, count=len(items))]
    for item in items:
        frames += encode(item, depth + 1)
    if len(frames) > MAX_NODES - 64:  # the reader would refuse it
        return encode(Foreign(type_name(value)), depth)
    return frames


def message(kind: int, value: Any = None, count: int = 0) -> bytes:
    """One whole message as bytes."""
    return b"".join([_header(kind, count=count), *encode(value)])


class Reader:
    """Reads messages from ``read(n)``, which gives exactly n bytes or raises.

    ``budget`` bounds the bytes of all payloads of one message; it is checked before anything is allocated.
    """

    def __init__(self, read: Callable[[int], bytes | bytearray]) -> None:
        self._read = read
        self._left = 0
        self._nodes = 0

    def message(self, budget: int) -> tuple[int, int, Any]:
        """The next message: its kind, its count and its value. Raises WireError."""
        self._left = budget
        self._nodes = 0
        kind, _, shape, _, count, nbytes = self._header()
        if kind not in _MESSAGES or shape or nbytes:
            raise WireError("a message was due")
        return kind, count, self._value(0)

    def _header(self) -> tuple[int, int, tuple[int, ...], int, int, int]:
        magic, kind, dtype, ndim, layout, count, *rest = HEADER.unpack(self._read(HEADER.size))
        *axes, nbytes, zeros = rest
        if magic != MAGIC or zeros != ZEROS or ndim > MAX_AXES or layout > 2 or any(axes[ndim:]):
            raise WireError("not a frame")
        if kind != ARRAY and (dtype or ndim or layout):
            raise WireError("only arrays have a dtype and a shape")
        return kind, dtype, tuple(axes[:ndim]), layout, count, nbytes

    def _payload(self, nbytes: int) -> bytes | bytearray:
        if nbytes > self._left:
            raise WireError(f"{nbytes} bytes announced, {self._left} allowed")
        self._left -= nbytes
        return self._read(nbytes) if nbytes else b""

    def _value(self, depth: int) -> Any:
        self._nodes += 1
        if depth > MAX_DEPTH or self._nodes > MAX_NODES:
            raise WireError("nested too deep, or too many parts")
        kind, dtype, shape, layout, count, nbytes = self._header()
        if kind not in _VALUES:
            raise WireError("a value was due")
        if kind in (TUPLE, LIST, DICT):
            return self._container(kind, count, nbytes, depth)
        if count:
            raise WireError("only containers have a count")
        if kind == ARRAY:
            return self._array(dtype, shape, layout, nbytes)
        return self._scalar(kind, nbytes)

    def _array(self, dtype: int, shape: tuple[int, ...], layout: int, nbytes: int) -> np.ndarray:
        if dtype >= len(DTYPES) or nbytes != math.prod(shape) * np.dtype(DTYPES[dtype]).itemsize:
            raise WireError("the byte count is not what dtype and shape say")
        if math.prod(max(size, 1) for size in shape) > MAX_ELEMENTS:
            raise WireError("an empty array with axes that NumPy cannot hold")
        raw = self._payload(nbytes)
        if dtype == DTYPES.index("|b1") and raw.strip(b"\0\1"):
            raise WireError("a bool is 0 or 1")
        array = np.frombuffer(raw, DTYPES[dtype]).reshape(shape)
        return laid_out(array, layout)

    def _container(self, kind: int, count: int, nbytes: int, depth: int) -> Any:
        if nbytes or count > MAX_NODES:
            raise WireError("a container carries no bytes of its own, and not that many items")
        if kind != DICT:
            items = [self._value(depth + 1) for _ in range(count)]
            return tuple(items) if kind == TUPLE else items
        result = {}
        for _ in range(count):
            key = self._value(depth + 1)
            if type(key) is not str or key in result:
                raise WireError("the keys of a dict are different strings")
            result[key] = self._value(depth + 1)
        return result

    def _scalar(self, kind: int, nbytes: int) -> Any:
        sizes = {INT: 16, FLOAT: 8, BOOL: 1, NONE: 0, RNG: 16}
        if kind in sizes and nbytes != sizes[kind]:
            raise WireError("a scalar of the wrong size")
        if kind not in sizes and nbytes > MAX_TEXT:
            raise WireError("text too long")
        raw = bytes(self._payload(nbytes))
        if kind == INT:
            return int.from_bytes(raw, "little", signed=True)
        if kind == FLOAT:
            return struct.unpack("<d", raw)[0]
        if kind == BOOL:
            if raw not in (b"\0", b"\1"):
                raise WireError("a bool is 0 or 1")
            return raw == b"\1"
        if kind == NONE:
            return None
        if kind == RNG:
            return Seed(int.from_bytes(raw, "little"))
        text = raw.decode("utf-8", "replace")
        return text if kind == STR else Named(text) if kind == PROBE else Foreign(text)


def laid_out(array: np.ndarray, layout: int) -> np.ndarray:
    """A writable copy of an array with the given memory layout: learners meet views that are not contiguous, too."""
    if layout == 1:
        return np.array(array, order="F")
    if layout == 2 and array.ndim:
        roomy = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
        view = roomy[..., ::2]
        view[...] = array
        return view
    return np.array(array)
