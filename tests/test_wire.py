"""The frames: every value comes back as it went, and no bytes whatever do harm."""

import io
import math
import struct

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from grader import wire

BUDGET = 4096
FIELDS = {"kind": 4, "dtype": 5, "ndim": 6, "layout": 7, "count": 8, "shape": 12, "nbytes": 44, "zeros": 52}


class Ended(Exception):
    """The bytes are over."""


class Source:
    """Gives out bytes and keeps count of what was asked for, before anything is allocated."""

    def __init__(self, data):
        self.stream = io.BytesIO(data)
        self.asked = 0
        self.largest = 0

    def read(self, n):
        self.asked += n
        self.largest = max(self.largest, n)
        data = self.stream.read(min(n, 1 << 24))
        if len(data) < n:
            raise Ended
        return data


def read(data, budget=1 << 20):
    return wire.Reader(Source(data).read).message(budget)


def trip(value):
    kind, count, back = read(wire.message(wire.REPLY, value, 7))
    assert (kind, count) == (wire.REPLY, 7)
    return back


def array_message(nbytes, dtype=1, shape=(), layout=0, payload=b"", spoil=(0, 84)):
    """A reply that holds one array, with a header of one's choice."""
    head = bytearray(wire.HEADER.pack(b"TTM1", wire.ARRAY, dtype, len(shape), layout, 0,
                                      *shape, *(0,) * (8 - len(shape)), nbytes, bytes(12)))  # fmt: skip
    head[spoil[0]] = spoil[1]
    return wire.message(wire.REPLY)[:64] + bytes(head) + payload


def alike(a, b):
    """Equal in type, shape, dtype, layout and bytes, NaN included."""
    if isinstance(a, np.ndarray):
        same = type(b) is np.ndarray and a.shape == b.shape and a.dtype.newbyteorder("<") == b.dtype
        return same and np.ascontiguousarray(a, b.dtype).tobytes() == b.tobytes()
    if isinstance(a, float):
        return type(b) is float and struct.pack("<d", a) == struct.pack("<d", b)
    if isinstance(a, tuple | list):
        return type(a) is type(b) and len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict):
        return type(b) is dict and list(a) == list(b) and all(alike(a[key], b[key]) for key in a)
    return type(a) is type(b) and a == b


# --- bytes that are no message ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("nbytes", [2**62, 2**64 - 1, 2**40, BUDGET + 8])
def test_a_lying_byte_count_is_refused_before_any_payload_is_read(nbytes):
    """A header that claims more than the budget costs two headers, whatever shape it claims."""
    for shape in [(), (1,), (2**32 - 1, 2**27), (BUDGET // 8 + 1,)]:
        source = Source(array_message(nbytes, shape=shape, payload=bytes(64)))
        with pytest.raises(wire.WireError):
            wire.Reader(source.read).message(BUDGET)
        assert source.asked == 128


@pytest.mark.parametrize("kind", [wire.STR, wire.FOREIGN, wire.PROBE, wire.INT, wire.RNG, wire.TUPLE, wire.NONE])
def test_a_lying_length_of_text_or_number_is_refused(kind):
    """Text, numbers and containers cannot announce a payload of 2**62 bytes either."""
    source = Source(wire.message(wire.REPLY)[:64] + wire._header(kind, 2**62))
    with pytest.raises(wire.WireError):
        wire.Reader(source.read).message(1 << 70)
    assert source.asked == 128


@pytest.mark.parametrize("shape", [(0, *(2**32 - 1,) * 7), (2**32 - 1, 2**32 - 1, 0), (2**32 - 1, 0, 2**31)])
@pytest.mark.parametrize("layout", [0, 1, 2])
def test_an_empty_array_with_gigantic_axes_is_refused(shape, layout):
    """NumPy cannot hold such a shape even though it has no elements; that is an error of the format."""
    with pytest.raises(wire.WireError):
        read(array_message(0, shape=shape, layout=layout))


@pytest.mark.parametrize(
    ("field", "value"),
    [("kind", 0), ("kind", 13), ("kind", 34), ("kind", 255), ("dtype", 6), ("dtype", 0), ("ndim", 9), ("ndim", 0),
     ("layout", 3), ("count", 1), ("shape", 3), ("nbytes", 15), ("zeros", 1)],
)  # fmt: skip
def test_each_field_of_a_header_is_checked(field, value):
    """One wrong byte in any field of an array's header is refused."""
    good = array_message(16, shape=(2,), payload=bytes(16))
    assert read(good)[2].shape == (2,)
    with pytest.raises(wire.WireError):
        read(array_message(16, shape=(2,), payload=bytes(16), spoil=(FIELDS[field], value)))


@pytest.mark.parametrize("payload", [b"\2\0\0", b"\0\1\7\1", b"\xff"])
def test_bools_are_zero_or_one(payload):
    """A bool with other bits is not a bool, at either end or in the middle of an array."""
    with pytest.raises(wire.WireError):
        read(array_message(len(payload), wire.DTYPES.index("|b1"), (len(payload),), payload=payload))
    with pytest.raises(wire.WireError):
        read(wire.message(wire.REPLY)[:64] + wire._header(wire.BOOL, 1) + b"\2")


def test_nesting_and_the_number_of_parts_are_bounded():
    """Depth beyond 4, more than 4096 parts, and a container that claims 2**32 - 1 items are refused."""
    reply, none = wire.message(wire.REPLY)[:64], wire._header(wire.NONE)
    many = wire._header(wire.TUPLE, count=4000) + none * 4000
    for body in [
        wire._header(wire.LIST, count=1) * 5 + none,
        wire._header(wire.LIST, count=2**32 - 1) + none * 9000,
        wire._header(wire.LIST, count=4096) + none * 4096,
        wire._header(wire.TUPLE, count=2) + many + many,
    ]:
        source = Source(reply + body)
        with pytest.raises(wire.WireError):
            wire.Reader(source.read).message(BUDGET)
        assert source.asked <= 64 * (wire.MAX_NODES + 2)


def test_the_budget_holds_for_a_whole_message():
    """Many small payloads together may not exceed the budget, and a second message has its own."""
    data = wire.message(wire.REPLY, [bytes(100).decode()] * 50)
    with pytest.raises(wire.WireError):
        read(data, 4999)
    reader = wire.Reader(Source(data * 2).read)
    assert reader.message(5000)[2] == reader.message(5000)[2]


def test_keys_are_different_strings():
    """A dict with a key twice, or with a number as key, is refused."""
    for keys in [("a", "a"), ("a", 1), (None, "a")]:
        body = wire._header(wire.DICT, count=2) + b"".join(b"".join(wire.encode(k) + wire.encode(0)) for k in keys)
        with pytest.raises(wire.WireError):
            read(wire.message(wire.REPLY)[:64] + body)


def harmless(data):
    """Feed bytes to a reader: WireError or the end of the data, and never more read than the budget allows."""
    source = Source(data)
    reader = wire.Reader(source.read)
    try:
        for _ in range(4):
            source.asked = 0
            reader.message(BUDGET)
            assert source.asked <= BUDGET + 64 * (wire.MAX_NODES + 2)
    except (wire.WireError, Ended):
        pass
    assert source.largest <= BUDGET


@given(st.binary(max_size=600))
def test_random_bytes_do_no_harm(data):
    """Bytes out of nowhere are refused."""
    harmless(data)


HEADERS = st.builds(
    lambda *fields: wire.HEADER.pack(b"TTM1", *fields, bytes(12)),
    st.one_of(st.integers(1, 12), st.integers(32, 38), st.integers(0, 255)),
    st.integers(0, 6), st.integers(0, 9), st.integers(0, 3), st.one_of(st.integers(0, 5), st.integers(0, 2**32 - 1)),
    *[st.sampled_from([0, 0, 0, 1, 2, 5, 2**16, 2**31, 2**32 - 1])] * 8,
    st.one_of(st.integers(0, 64), st.integers(0, 2**64 - 1)),
)  # fmt: skip


@given(st.lists(st.one_of(HEADERS, st.binary(max_size=40)), max_size=8))
@example([wire.message(wire.REPLY)[:64], wire._header(wire.ARRAY, 0, 1, (0, 2**32 - 1, 2**32 - 1, 2**32 - 1))])
def test_lying_headers_do_no_harm(parts):
    """Well-formed headers with any fields in any order are refused or read within the budget."""
    harmless(wire.message(wire.REPLY)[:64] + b"".join(parts))


ARRAYS = hnp.arrays(
    st.sampled_from([np.dtype(name) for name in wire.DTYPES]),
    hnp.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4),
)
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(-(2**127), 2**127 - 1), st.floats(), st.text(max_size=40))
VALUES = st.recursive(
    st.one_of(SCALARS, ARRAYS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(st.text(max_size=8), inner, max_size=4),
    ),
    max_leaves=10,
)


def depth(value):
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else None
    return 0 if parts is None else 1 + max(map(depth, parts), default=0)


NESTED = VALUES.filter(lambda value: depth(value) <= wire.MAX_DEPTH)


@given(NESTED, st.data())
def test_damaged_messages_do_no_harm(value, data):
    """Flipped bits and truncations of a valid message are refused, or give another valid value."""
    message = bytearray(wire.message(wire.REPLY, value))
    for position in data.draw(st.lists(st.integers(0, 8 * len(message) - 1), max_size=6)):
        message[position // 8] ^= 1 << position % 8
    harmless(bytes(message[: data.draw(st.integers(0, len(message)))]) + bytes(200))


# --- values that go and come back ------------------------------------------------------------------------------------


@given(NESTED)
def test_nested_values_come_back(value):
    """Arrays, numbers, text, None and nested containers of these are the same on the other side."""
    assert alike(value, trip(value))


@pytest.mark.parametrize(
    "value", [math.nan, math.inf, -0.0, 5e-324, 2**127 - 1, -(2**127), True, "畳み込み", "", (), [], {}]
)
def test_edges_come_back(value):
    """The extremes of each scalar kind and empty containers survive."""
    assert alike(value, trip(value))


@pytest.mark.parametrize("layout", ["C", "F", "strided", "reversed", "sliced", "empty"])
def test_layouts_survive(layout):
    """An array comes back with equal values in the same kind of memory layout, writable and on its own."""
    base = np.arange(24.0).reshape(2, 3, 4)
    array = {"C": base, "F": np.asfortranarray(base), "strided": base.repeat(2, 2)[..., ::2], "reversed": base[:, ::-1],
             "sliced": base[:, 1:, 1:3], "empty": base[:0]}[layout]  # fmt: skip
    back = trip(array)
    assert np.array_equal(back, array)
    assert back.flags.c_contiguous == array.flags.c_contiguous
    assert back.flags.f_contiguous == array.flags.f_contiguous
    assert back.flags.writeable
    assert not np.shares_memory(back, array)


def test_numpy_scalars_become_python_numbers():
    """NumPy's ints, bools and float32/64 scalars cross as numbers; a big-endian array crosses by value."""
    assert [trip(v) for v in (np.int8(-3), np.uint64(2**63), np.bool_(True), np.float32(0.5))] == [-3, 2**63, True, 0.5]
    assert alike(trip(np.array([1.5, -2.0], ">f8")), np.array([1.5, -2.0]))


def test_seeds_and_probes_cross_by_name():
    """What stands for a generator or a function is a seed or a name on the wire, never an object."""
    assert trip(wire.Seed(2**90)).seed == 2**90
    assert trip(wire.Named("quadratic")).name == "quadratic"
