"""What a case expects, and what a student's answer to it is worth. Runs in the judge; never sees a process."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import Any

import numpy as np

from grader.compare import DOUBLE, SINGLE, Within, allowance, compare, describe
from grader.messages import _
from grader.model import Case, Mismatch, Outcome, Spec, Status, Verdict
from grader.pattern import pattern
from grader.play import GLOBAL_RNG, Ask, argument_names, call, here, play, private

__all__ = ["GLOBAL_RNG", "call", "here", "play", "private"]


LAWFUL_BYTES = 16 * 1024 * 1024
"""How long an answer may be where the reference is not asked."""

ANYTHING = Within(math.inf)
"""The bound of an output that is shown but not judged."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The right answer to one case.

    outputs   one value per name in ``spec.outputs``; empty when the reference raises
    bounds    the error allowed for each, per unit of roundoff; ``Within`` where chance has a say
    raises    the name of the exception that is the right answer, or None
    nbytes    the size of the answer to one call on the wire, roughly
    calls     what each call gave, where there are several; empty when that is not known yet
    wrong     what each misconception gives, as far as anybody has asked
    """

    case: Case
    outputs: tuple[Any, ...]
    bounds: tuple[Any, ...]
    raises: str | None
    nbytes: int
    calls: list[Any] = field(default_factory=list, compare=False)
    wrong: dict[Callable[..., Any], Outcome] = field(default_factory=dict, compare=False)


def split(spec: Spec, value: Any) -> tuple[Any, ...] | None:
    """The outputs in a returned value, or None when they are not as many as the spec names."""
    if len(spec.outputs) == 1:
        return (value,)
    if isinstance(value, tuple | list) and len(value) == len(spec.outputs):
        return tuple(value)
    return None


def expect(spec: Spec, case: Case) -> Expected:
    """The right answer to ``case``: by the reference, or by the law that it follows."""
    if spec.law is not None:
        return _lawful(spec, case)
    log: list[Any] = []
    outcome = play(spec, here(spec.solve), case, log)
    if outcome.status is Status.RAISED and spec.drive is None:
        assert outcome.failure is not None
        return Expected(case, (), (), outcome.failure.exception, 0)
    if outcome.status is not Status.PASS:
        raise ValueError(f"the reference cannot be played: {outcome.failure}")
    outputs = split(spec, outcome.value)
    if outputs is None:
        raise ValueError(f"the reference returns something other than {', '.join(spec.outputs)}")
    calls = log if spec.drive else []
    return Expected(case, outputs, bounds(spec, case, outputs), None, max(map(_nbytes, log)), calls)


def _lawful(spec: Spec, case: Case) -> Expected:
    """What the law says. The reference is not asked: it may train for seconds."""
    assert spec.law is not None
    rows = spec.law(*(private(value) for value in case.args.values()))
    if len(rows) != len(spec.outputs):
        raise ValueError(f"the law speaks of something other than {', '.join(spec.outputs)}")
    allowed = tuple(_allowed(value, error) for value, error in rows)
    return Expected(case, tuple(value for value, _ in rows), allowed, None, LAWFUL_BYTES)


def _allowed(value: Any, error: float | None) -> Within | None:
    if value is ...:
        return ANYTHING
    return None if error is None else Within(float(error))


def _nbytes(value: Any) -> int:
    return sum(leaf.nbytes + 64 if isinstance(leaf, np.ndarray) else 128 for leaf in leaves(value))


def bounds(spec: Spec, case: Case, outputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """The error allowed for each output, per unit of roundoff; None for outputs that hold no floats."""
    if not any(map(_is_float, leaves(outputs))):
        return (None,) * len(outputs)
    sizes = (leaf.size for leaf in leaves(list(case.args.values())) if isinstance(leaf, np.ndarray))
    terms = spec.terms or max(sizes, default=1)
    return tuple(allowance(magnitude, terms) for magnitude in magnitudes(spec, case))


def magnitudes(spec: Spec, case: Case) -> tuple[Any, ...]:
    """S for each output: the sum of the absolute values of its terms. Raises ValueError when it cannot be had."""
    if spec.magnitude is None:
        absolute = {key: _absolute(value) for key, value in case.args.items()}
        outcome = call(spec, spec.solve, replace(case, args=absolute))
    else:
        outcome = here(spec.magnitude)(tuple(case.args.values()))
    found = split(spec, outcome.value)
    if outcome.status is not Status.PASS or found is None:
        raise ValueError(f"the magnitude of the case {case.name!r} cannot be computed: {outcome.failure}")
    return found


def precision_bounds(spec: Spec, right: Expected, mode: str) -> tuple[Any, ...]:
    """The error that a precision excuses: rounding of inputs, of sums, and of the result (None: not for arrays).

    mode   float64, float32, tf32 (inputs of 10 bits) or bfloat16 (inputs and results of 7 bits), sums in float32
    """
    sums = DOUBLE if mode == "float64" else SINGLE
    inputs = {"tf32": 2.0**-11, "bfloat16": 2.0**-8}.get(mode, 0.0)
    result = 2.0**-8 if mode == "bfloat16" else 0.0
    found = []
    for size, output, bound in zip(magnitudes(spec, right.case), right.outputs, right.bounds, strict=True):
        plain = bound is not None and not isinstance(bound, list | dict)
        found.append(2 * inputs * np.abs(size) + result * np.abs(output) + sums * bound if plain else None)
    return tuple(found)


def _is_float(leaf: Any) -> bool:
    return isinstance(leaf, float) or (isinstance(leaf, np.ndarray) and leaf.dtype.kind == "f")


def _absolute(value: Any) -> Any:
    if isinstance(value, np.ndarray) and value.dtype.kind == "f":
        return np.abs(value)
    if isinstance(value, float):
        return abs(value)
    if isinstance(value, tuple | list):
        return type(value)(_absolute(part) for part in value)
    return value


def leaves(value: Any) -> Iterator[Any]:
    """The arrays and scalars in a nested value."""
    if isinstance(value, tuple | list):
        for part in value:
            yield from leaves(part)
    elif isinstance(value, dict):
        yield from leaves(list(value.values()))
    else:
        yield value


def check(spec: Spec, expected: Expected, outcome: Outcome, single: bool = False) -> tuple[list[Verdict], bool]:
    """The verdicts on one answer, and whether only the float32 tolerance let it pass."""
    if expected.raises is not None:
        return [_raises(expected.raises, outcome)], False
    if outcome.returned is not None:
        name, status, mismatch = outcome.returned
        rest = [Verdict("value", output, status) for output in spec.outputs if output != name]
        return [Verdict("value", name, status, mismatch), *rest], False
    if outcome.status is not Status.PASS:
        return [Verdict("value", name, outcome.status) for name in spec.outputs], False
    outputs = split(spec, outcome.value)
    if outputs is None:
        return _miscounted(spec, outcome.value), False
    verdicts, excused = _values(spec, expected, expected.outputs, outputs, single)
    statuses = {verdict.status for verdict in verdicts} - {Status.PASS}
    if spec.closest is not None and statuses == {Status.WRONG_VALUE}:
        nearest = closest(spec, expected, outcome)
        if nearest is not None:
            verdicts, excused = _values(spec, expected, nearest, outputs, single)
    names = argument_names(spec)
    verdicts += [
        Verdict("mutation", names[i], Status.MUTATED_INPUT) for i in outcome.mutated if -1 <= i < len(names) - 1
    ]
    return verdicts, excused


@np.errstate(over="ignore", invalid="ignore")  # a learner's numbers may be of any size
def _values(
    spec: Spec, expected: Expected, right: tuple[Any, ...], outputs: tuple[Any, ...], single: bool
) -> tuple[list[Verdict], bool]:
    verdicts, excused = [], False
    for name, one, other, bound in zip(spec.outputs, right, outputs, expected.bounds, strict=True):
        found = compare(one, other, bound, single)
        excused |= found.single
        text = None
        if found.status is Status.WRONG_VALUE and isinstance(one, np.ndarray) and not isinstance(bound, Within):
            text = pattern(one, other, bound, spec.shapes.get(name, ""))
        verdicts.append(Verdict("value", name, found.status, found.mismatch, text))
    return verdicts, excused


def closest(spec: Spec, expected: Expected, outcome: Outcome) -> tuple[Any, ...] | None:
    """Where several answers are right: the outputs of the right answer that is nearest to the learner's."""
    assert spec.closest is not None
    args = [private(value) for value in expected.case.args.values()]
    return split(spec, spec.closest(outcome.value, *args))


def answer(spec: Spec, ask: Ask, expected: Expected, log: list[Any] | None = None) -> Outcome:
    """Play a case. Of several calls the first that gives something of the wrong kind decides.

    A wrong count, type, shape or dtype, or a NaN, explains better what went wrong than what came of it later. Where
    the spec names no ``results`` the outputs speak for themselves. ``log`` collects what each call gave back.
    """
    log = [] if log is None else log
    outcome = play(spec, ask, expected.case, log)
    if spec.drive is None or not spec.results:
        return outcome
    if all(v.status is Status.PASS for v in check(spec, expected, outcome)[0]):
        return outcome
    if not expected.calls:
        play(spec, here(spec.solve), expected.case, expected.calls)
    for one, other in zip(expected.calls, log, strict=False):
        found = _kind(spec, one, other)
        if found is not None:
            given = other if found[1] is Status.NOT_FINITE else None
            return replace(outcome, status=found[1], value=None, failure=None, returned=found, given=given)
    return outcome


def _kind(spec: Spec, right: Any, value: Any) -> tuple[str, Status, Mismatch | None] | None:
    if len(spec.results) > 1:
        if not isinstance(value, tuple | list) or len(value) != len(spec.results):
            return spec.results[0], Status.WRONG_COUNT, Mismatch(_several(spec.results), describe(value))
        parts = list(zip(spec.results, right, value, strict=True))
    else:
        parts = [(spec.results[0], right, value)]
    for name, one, other in (entry for part in parts for entry in _entries(*part)):
        found = compare(one, other)
        if found.status not in (Status.PASS, Status.WRONG_VALUE):
            return name, found.status, found.mismatch
    return None


def _entries(name: str, right: Any, value: Any) -> list[tuple[str, Any, Any]]:
    """A result part by part: the entries of a dict that has the right keys, called ``name['key']``."""
    if isinstance(right, dict) and isinstance(value, dict) and right.keys() == value.keys():
        return [(f"{name}[{key!r}]", right[key], value[key]) for key in right]
    return [(name, right, value)]


def _raises(exception: str, outcome: Outcome) -> Verdict:
    if outcome.status is Status.RAISED and outcome.failure is not None:
        if outcome.failure.exception == exception:
            return Verdict("raises", None, Status.PASS)
        return Verdict("raises", None, Status.RAISED, Mismatch(exception, outcome.failure.exception))
    if outcome.status is not Status.PASS:
        return Verdict("raises", None, outcome.status)
    return Verdict("raises", None, Status.WRONG_VALUE, Mismatch(exception, _("no exception")))


def _several(names: Sequence[str]) -> str:
    return _("{n} values: {names}").format(n=len(names), names=", ".join(names))


def _miscounted(spec: Spec, value: Any) -> list[Verdict]:
    mismatch = Mismatch(_several(spec.outputs), describe(value))
    return [Verdict("value", name, Status.WRONG_COUNT, mismatch) for name in spec.outputs]


def same(spec: Spec, one: Outcome, other: Outcome, bounds: tuple[Any, ...] = ()) -> bool:
    """Whether two answers to a case are the same behaviour, to float64 precision or, failing that, to float32.

    ``bounds`` are those of the right answer; where they say what chance may do, it may do so twice here.
    """
    if one.status is not other.status or one.mutated != other.mutated or one.returned != other.returned:
        return False
    if one.status is not Status.PASS:
        return _exception(one) == _exception(other) and equal(one.given, other.given)
    first, second = split(spec, one.value), split(spec, other.value)
    if first is None or second is None:
        return first is second and equal(one.value, other.value)
    return all(equal(a, b, bound) for a, b, bound in zip_longest(first, second, bounds))


def _exception(outcome: Outcome) -> str | None:
    return outcome.failure.exception if outcome.failure else None


def equal(a: Any, b: Any, bound: Any = None) -> bool:
    """Equal to within 1e-9 of the largest value (1e-5 when one side is float32), or by what chance does to both."""
    if bound is ANYTHING:
        return True
    if isinstance(bound, Within) and isinstance(a, float) and isinstance(b, float):
        return abs(a - b) <= 2 * bound.error * max(1.0, abs(a), abs(b))
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        if a.shape != b.shape or a.dtype.kind not in "fiub" or b.dtype.kind not in "fiub":
            return False
        if bound is None and a.dtype.kind != b.dtype.kind:
            return False  # where no floats are asked for, 1, 1.0 and True are three answers
        precision = 1e-5 if np.float32 in (a.dtype, b.dtype) else 1e-9
        with np.errstate(all="ignore"):
            scale = max(float(np.abs(a[np.isfinite(a)]).max(initial=0.0)), 1.0)
            one, other = a.astype(float), b.astype(float)
            near = np.abs(one - other) <= precision * scale
            return bool(
                (near | (one == other) | (np.isnan(one) & np.isnan(other))).all()
            )  # what np.allclose does, sooner
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) or (math.isnan(a) and math.isnan(b))
    if isinstance(a, tuple | list) and isinstance(b, tuple | list):
        return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    return type(a) is type(b) and bool(a == b)
