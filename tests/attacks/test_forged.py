"""Messages forged by a process that owns its socket: whatever it says, the judge writes a report."""

from __future__ import annotations

import struct
from dataclasses import replace

import harness
import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from grader import wire
from grader.engine import grade
from grader.model import Case, Report, Status
from grader.results import dumps, to_json
from grader.runner.launch import Gone
from grader.screen.report import render
from grader.screen.text import Style


class Forger:
    """Stands in for a process: says what it was told to say, in the right order or not."""

    def __init__(self, replies):
        self.process = self
        self._replies = list(replies)
        self._bytes = wire.message(wire.READY, ["process"])
        self._asked = 0

    def allow(self, seconds):
        """Nobody waits here."""

    def kill(self):
        """Nobody is there."""

    close = kill

    def send(self, data):
        """Take a question, and have the next answer ready."""
        if not self._asked:
            self._bytes += wire.message(wire.LOADED)
        else:
            reply = self._replies[(self._asked - 1) % len(self._replies)]
            self._bytes += reply(self._asked) if callable(reply) else reply
        self._asked += 1

    def read(self, n):
        """The next bytes, as long as there are any."""
        if len(self._bytes) < n:
            raise Gone(0)
        head, self._bytes = self._bytes[:n], self._bytes[n:]
        return bytearray(head)


def judged(*replies, source="def conv_forward(x, w, b, stride, padding):\n    return 0\n"):
    """The report on such a process, printed in every form."""
    report = grade(harness.exercise(), harness.submission(source), child=Forger(replies))
    assert isinstance(report, Report)
    assert not report.passed
    assert list(harness.complaints(report)) == []
    render(report, {}, style=Style(), verbose=True)
    dumps(to_json(report))
    return report


def replied(*value):
    """A reply with these four parts to whatever was asked."""
    return lambda number: wire.message(wire.REPLY, value, number)


ZEROS = np.zeros((1, 1, 2, 2))


@pytest.mark.parametrize(
    "mutated",
    [
        [-100],
        [-1],
        [2**126],
        [1.5],
        [float("inf")],
        [float("nan")],
        ["x"],
        "abc",
        [None],
        np.array([[1, 2]]),
        {"a": 1},
        7,
    ],
)
def test_positions_that_are_none(mutated):
    """Positions of changed arguments that do not exist, or are no positions, are no failure of the judge."""
    judged(replied(ZEROS, mutated, "", []))


@pytest.mark.parametrize("part", range(5))
@pytest.mark.parametrize("odd", [None, -1, 2**126, float("nan"), "x" * 5000, [], [[]], (1, 2), {"k": 1}, ZEROS, True])
def test_odd_parts_of_an_error(part, odd):
    """An error of which one part has another type, or another size, is a report all the same."""
    value = [0, "ValueError", "text", [["conv_forward.py", 1, "conv_forward"]], "printed"]
    value[part] = odd
    judged(lambda number: wire.message(wire.ERROR, value, number))


@pytest.mark.parametrize("line", [0, -5, 2**126, 1.5, "7", "x", None])
def test_lines_that_do_not_exist(line):
    """A line number that is none does not get in the way of the report."""
    trace = [["conv_forward.py", line, "f"]]
    judged(lambda number: wire.message(wire.ERROR, (0, "ValueError", "text", trace, ""), number))
    judged(lambda number: wire.message(wire.EXPIRED, (trace, ""), number))


@pytest.mark.parametrize("scale", [1.7e308, -1.7e308, 5e-324, 1e200, -0.0])
@pytest.mark.parametrize("dtype", ["<f8", "<f4", "<i8", "|b1", "|u1", "<i4"])
def test_extreme_numbers(scale, dtype):
    """Numbers at the ends of what a format holds give a verdict, and no warning in the judge."""
    with np.errstate(all="ignore"):
        value = np.full((1, 1, 2, 2), scale).astype(dtype)
    if dtype == "<f8":
        value[0, 0, 0] *= -1
    judged(replied(value, [], "", []))


@pytest.mark.parametrize(
    "shape",
    [
        (0,),
        (0,) * 8,
        (0, 2**32 - 1),
        (2**32 - 1, 0, 2**32 - 1),
        (2**32 - 1,) * 7 + (0,),
        (2**31, 2**31, 0),
        (1,) * 8,
        (),
    ],
)
@pytest.mark.parametrize("layout", [0, 1, 2])
def test_shapes_of_nothing(shape, layout):
    """Enormous shapes with nothing in them are refused or compared, and allocate nothing."""
    axes = shape + (0,) * (8 - len(shape))
    nbytes = 8 if 0 not in shape else 0
    node = struct.pack("<4sBBBBI8IQ12s", b"TTM1", wire.ARRAY, 1, len(shape), layout, 0, *axes, nbytes, bytes(12))
    tail = b"".join(part for value in ([], "", []) for part in wire.encode(value))

    def reply(number):
        head = wire.message(wire.REPLY, None, number)[:64]
        opening = wire.encode((None,) * 4)[0]
        return head + opening + node + bytes(nbytes) + tail

    judged(reply)


def test_answer_that_stops_in_the_middle():
    """An answer that is cut off is a crash of the process."""
    whole = wire.message(wire.REPLY, (ZEROS, [], "", []), 1)
    for cut in (1, 63, 64, 100, len(whole) - 1):
        assert judged(whole[:cut]).cases[0].status is Status.CRASHED


VALUES = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(2**126), 2**126),
        st.floats(width=64),
        st.text(max_size=20),
        st.sampled_from([ZEROS, ZEROS.astype("f4"), np.arange(3), np.zeros(0), wire.Foreign("x"), wire.Seed(1)]),
    ),
    lambda parts: st.one_of(
        st.lists(parts, max_size=4), st.lists(parts, max_size=4).map(tuple), st.dictionaries(st.text(max_size=5), parts)
    ),
    max_leaves=12,
)
MESSAGES = st.sampled_from([wire.READY, wire.PROGRAM, wire.LOADED, wire.CALL, wire.REPLY, wire.ERROR, wire.EXPIRED])


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(MESSAGES, VALUES), min_size=1, max_size=3))
@example([(wire.REPLY, (ZEROS, [-9], "", []))])
def test_any_message(messages):
    """Any message that keeps to the format, in any order, ends in a report."""
    judged(*[lambda number, kind=kind, value=value: wire.message(kind, value, number) for kind, value in messages])


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    VALUES, VALUES, VALUES, VALUES, VALUES, st.sampled_from([wire.REPLY, wire.ERROR, wire.EXPIRED]), st.integers(2, 5)
)
def test_any_parts(a, b, c, d, e, kind, count):
    """Answers with the right number of parts and anything in them end in a report."""
    judged(lambda number: wire.message(kind, (a, b, c, d, e)[:count], number))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 1 << 12), st.integers(0, 7)), min_size=1, max_size=8))
def test_flipped_bits(flips):
    """An answer with flipped bits ends in a report."""

    def reply(number):
        data = bytearray(wire.message(wire.REPLY, (ZEROS, [1], "printed", ["a warning"]), number))
        for place, bit in flips:
            data[place % len(data)] ^= 1 << bit
        return bytes(data)

    judged(reply)


def test_public_case_tells_nothing_of_a_hidden_one():
    """What a submission saw in a hidden case cannot come out in the text of a public case that stands after it."""
    first, *_ = harness.draw_cases("conv_forward", harness.exercise().spec, 0)
    secret = {**first.args, "b": np.array([4711.0])}
    order = [Case("hidden", secret, hidden=True), Case("public", dict(first.args))]
    exercise = replace(harness.exercise(), spec=replace(harness.exercise().spec, cases=lambda rng: order))
    source = (
        "SEEN = []\n\n\ndef conv_forward(x, w, b, stride, padding):\n"
        "    SEEN.append(b.tolist())\n    print(SEEN)\n    raise ValueError(str(SEEN))\n"
    )
    report = grade(exercise, harness.submission(source))
    assert "4711" not in repr(report)
