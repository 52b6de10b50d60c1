"""The smallest case that goes wrong: it does go wrong, in the same way, and it is small."""

import json

import numpy as np
import pytest

from grader import judge
from grader.cases import draw_cases
from grader.model import CaseResult, Report, Status, Verdict
from grader.pack import open_pack
from grader.results import dumps, from_json, to_json
from grader.screen.blocks import flow
from grader.screen.grid import blocks, shape_of
from grader.screen.report import render
from grader.screen.smallest import smallest as drawn
from grader.screen.text import Style, cells
from grader.smallest import MOST, TRIES, smallest

PACK = open_pack()
NAMES = [name for name in PACK.entries if not PACK.exercise(name).spec.drive and not PACK.exercise(name).spec.law]


NOT_BY_HAND = {"numerical_gradient", "gradient_descent_1d", "col2im", "lenet"}
"""Two receive a function, which no row of numbers shows; in one the sizes stand in a tuple; one has many weights."""


def found(spec, wrong, cases, hidden=()):
    """The smallest case for a wrong function, and how often that was asked."""
    calls = []

    def play(right):
        calls.append(right)
        return judge.answer(spec, judge.here(wrong), right)

    expected = [judge.expect(spec, case) for case in cases]
    results = []
    for right in expected:
        verdicts, _single = judge.check(spec, right, judge.answer(spec, judge.here(wrong), right))
        status = next((v.status for v in verdicts if v.status is not Status.PASS), Status.PASS)
        shown = right.case.name not in hidden and not right.case.hidden
        results.append(CaseResult(right.case.name, not shown, status, tuple(verdicts)))
    return smallest(spec, expected, results, play), len(calls)


def again(function, example):
    """The output of the example that a function gives for its arguments."""
    return function(*(np.array(value, float) if isinstance(value, tuple) else value for _name, value in example.args))


def test_a_bug_that_needs_two_windows_needs_two_windows():
    """dx loses the share of one window: one image, one channel, one filter of one number, and no more than it takes."""
    spec = PACK.exercise("conv_backward").spec

    def wrong(dout, x, w, b, stride, padding):
        _, dw, db = spec.solve(dout, x, w, b, stride, padding)
        fewer = dout.copy()
        fewer[:, :, 0, 1:] = 0
        return spec.solve(fewer, x, w, b, stride, padding)[0], dw, db

    example, calls = found(spec, wrong, draw_cases("conv_backward", spec, 0))
    args = dict(example.args)
    assert calls <= TRIES + 1
    assert (shape_of(args["w"]), args["stride"], args["padding"]) == ((1, 1, 1, 1), 1, 0)
    assert (shape_of(args["x"]), shape_of(args["dout"])) == ((1, 1, 1, 2), (1, 1, 1, 2))
    assert example.output == "dx"
    assert [again(spec.solve, example)[0].tolist(), again(wrong, example)[0].tolist()] == [
        [[[list(row) for row in plane] for plane in image] for image in value]
        for value in (example.expected, example.actual)
    ]
    assert example.numeric == ((0, 0, 0, 1), float(example.expected[0][0][0][1]))


def spoilt(spec):
    """The reference with a slip: every second number of the first output that has numbers is one too large."""

    def wrong(*args):
        value = spec.solve(*args)
        outputs = list(judge.split(spec, value))
        for position, output in enumerate(outputs):
            if isinstance(output, np.ndarray) and output.dtype.kind in "fi" and output.size:
                outputs[position] = output + (np.arange(output.size) % 2 == 0).reshape(output.shape)
                break
            if isinstance(output, int | float):
                outputs[position] = output + 1
                break
        return outputs[0] if len(spec.outputs) == 1 else tuple(outputs)

    return wrong


@pytest.mark.parametrize("name", NAMES)
def test_every_exercise_can_be_cut_down(name):
    """The reference accepts the arguments, gives what is expected there, and something else is what came."""
    spec = PACK.exercise(name).spec
    example, calls = found(spec, spoilt(spec), draw_cases(name, spec, 0))
    assert calls <= TRIES + 1
    if name in NOT_BY_HAND:
        assert example is None
        return
    assert sum(1 for _number in judge.leaves([value for _name, value in example.args])) <= MOST
    assert example.expected != example.actual
    report = Report("cnn", name, None, 0, False, 1.0, 0.0, smallest=example)
    assert from_json(json.loads(dumps(to_json(report)))).smallest == example
    for width in (80, 40):
        lines = "\n".join(drawn(example, spec.shapes, Style(width))).split("\n")
        assert all(cells(line) <= width for line in lines)
        assert all(line in render(report, spec.shapes, style=Style(width)) for line in lines)


def test_hidden_cases_are_left_alone():
    """A failure in hidden cases only leads to no example, or it would show what is hidden."""
    spec = PACK.exercise("affine_forward").spec
    cases = draw_cases("affine_forward", spec, 0)
    assert found(spec, spoilt(spec), cases, hidden={case.name for case in cases})[0] is None


def test_settings_stay_within_what_the_cases_have():
    """A stride of 0 is accepted by many a reference and makes no sense: only values that occur are tried."""
    spec = PACK.exercise("conv_forward").spec
    tried = []

    def wrong(x, w, b, stride, padding):
        tried.append((stride, padding))
        return spec.solve(x, w, b, stride, padding) + 1

    found(spec, wrong, draw_cases("conv_forward", spec, 0))
    assert min(stride for stride, _padding in tried) == 1
    assert {padding for _stride, padding in tried} <= {0, 1, 2}


def test_a_wrong_number_stands_in_brackets():
    """What differs is marked without colour; blocks stand side by side as far as the line goes."""
    one = [*blocks("dx", (((1, 2), (3, -4)),))]
    two = [*blocks("dx", (((1, 2), (3, 4)),), (((1, 2), (3, -4)),))]
    assert flow([*one, *two], Style(40))[0] == ["    dx[0]   dx[0]", "     1  2    1   2", "     3 -4    3  [4]"]
    assert flow([*blocks("b", (1, 2)), *blocks("s", 0.5), *blocks("t", True)], Style(13))[0] == [
        "    b     s", "    1 2   0.5", "    t", "    True"
    ]  # fmt: skip
    assert "\x1b[7m[4]\x1b[0m" in "".join(flow(two, Style(40, color=True))[0])


def test_nothing_is_told_of_what_cannot_be_counted():
    """An exception or a time-out has its own words."""
    spec = PACK.exercise("affine_forward").spec
    case = draw_cases("affine_forward", spec, 0)[0]
    right = judge.expect(spec, case)
    result = CaseResult(case.name, False, Status.RAISED, (Verdict("value", "out", Status.RAISED),))
    assert smallest(spec, [right], [result], None) is None
