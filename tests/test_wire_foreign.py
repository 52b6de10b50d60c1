"""What has no place on the wire, and what may never be near it."""

import io
import re
from pathlib import Path

import numpy as np
import pytest

from grader import wire


def trip(value):
    stream = io.BytesIO(wire.message(wire.REPLY, value))
    return wire.Reader(stream.read).message(1 << 20)[2]


class Lying(np.ndarray):
    """A subclass that would answer every comparison."""


class Equal:
    """Equal to everything, and everything's class."""

    __class__ = np.ndarray

    def __eq__(self, other):
        return True

    __hash__ = None


FOREIGN = {
    "Lying": np.ones(3).view(Lying),
    "MaskedArray": np.ma.masked_all(3),
    "Equal": Equal(),
    "array of object": np.array([1, None], object),
    "array of complex128": np.ones(2, complex),
    "array of float16": np.ones(2, np.float16),
    "float16": np.float16(1),
    "complex": 1j,
    "generator": (i for i in range(3)),
    "set": {1},
    "bytes": b"1",
    "Bool": type("Bool", (int,), {})(1),
    "int": 2**200,
    "array of float64": np.ones((1,) * 9),
    "dict with keys that are not strings": {1: 2},
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_has_no_place_on_the_wire_is_named_only(name):
    """Subclasses, impostors, other dtypes and other objects arrive as the name of their type, without content."""
    back = trip(FOREIGN[name])
    assert type(back) is wire.Foreign
    assert back.name == name
    structured = trip(np.zeros(2, [("a", "f8")]))
    assert type(structured) is wire.Foreign


def test_a_name_that_is_no_text_is_not_trusted():
    """A class may lie about its name, in its metaclass or with a huge one; what arrives is short text."""

    class Meta(type):
        def __getattribute__(cls, name):
            raise SystemExit

    assert trip(Meta("Odd", (), {})()).name == "Odd"
    assert len(trip(type("N" * 10**6, (), {})()).name) == 256


def test_a_huge_view_of_one_number_is_not_sent_as_zeros():
    """A stride-0 view of 2**46 bytes is real memory when it is sent, so the sender runs out, not the judge."""
    with pytest.raises(MemoryError):
        wire.message(wire.REPLY, np.broadcast_to(np.float64(1), (2**21, 2**22)))


def test_source_text_of_the_largest_size_arrives_whole():
    """A solution of the largest accepted size is not cut on its way."""
    from grader.submission import SOURCE_LIMIT

    text = "x" * SOURCE_LIMIT
    assert trip(text) == text


def test_no_executing_format_is_anywhere_near_the_wire():
    """Neither the wire nor either side of it mentions pickle, eval, marshal or numpy's file formats."""
    root = Path(wire.__file__).parent
    for path in [root / "wire.py", *sorted((root / "runner").glob("*.py"))]:
        code = re.sub(r'"""(?s:.*?)"""', "", path.read_text(encoding="utf-8"), count=1)
        assert not re.search(r"\b(pickle|marshal|shelve|eval|np\.load|fromfile|allow_pickle|json)\b", code), path
