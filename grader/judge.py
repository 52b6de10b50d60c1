"""What a case expects, and what a student's answer to it is worth. Runs in the judge; never sees a process."""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader import wire
from grader.compare import DOUBLE, SINGLE, allowance, compare, describe
from grader.model import Case, Failure, Mismatch, Outcome, Rng, Spec, Status, Verdict
from grader.pattern import pattern


@dataclass(frozen=True, slots=True)
class Expected:
    """The right answer to one case.

    outputs   one value per name in ``spec.outputs``; empty when the reference raises
    bounds    the error allowed for each, per unit of roundoff
    raises    the name of the exception that is the right answer, or None
    nbytes    the size of the answer on the wire, roughly
    """

    case: Case
    outputs: tuple[Any, ...]
    bounds: tuple[Any, ...]
    raises: str | None
    nbytes: int


def private(value: Any) -> Any:
    """A copy of an argument that a function may spoil, with the same memory layout."""
    if isinstance(value, np.ndarray):
        return wire.laid_out(value, wire.layout_of(value))
    if isinstance(value, tuple | list):
        return type(value)(private(part) for part in value)
    if isinstance(value, dict):
        return {key: private(part) for key, part in value.items()}
    if isinstance(value, Rng):
        return np.random.default_rng(value.seed)
    return value


def call(function: Callable[..., Any], case: Case) -> Outcome:
    """Call a function of the pack on private copies of the case's arguments, as the student's process would."""
    args = [private(value) for value in case.args.values()]
    before = [wire.encode(value) for value in args]
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            value = function(*args)
    except Exception as error:
        return Outcome(Status.RAISED, failure=Failure(type(error).__name__, str(error)))
    mutated = tuple(i for i, arg in enumerate(args) if wire.encode(arg) != before[i])
    return Outcome(Status.PASS, value, None, mutated)


def split(spec: Spec, value: Any) -> tuple[Any, ...] | None:
    """The outputs in a returned value, or None when they are not as many as the spec names."""
    if len(spec.outputs) == 1:
        return (value,)
    if isinstance(value, tuple | list) and len(value) == len(spec.outputs):
        return tuple(value)
    return None


def expect(spec: Spec, case: Case) -> Expected:
    """The right answer to ``case`` by the reference."""
    outcome = call(spec.solve, case)
    if outcome.status is Status.RAISED:
        assert outcome.failure is not None
        return Expected(case, (), (), outcome.failure.exception, 0)
    outputs = split(spec, outcome.value)
    if outputs is None:
        raise ValueError(f"the reference returns something other than {', '.join(spec.outputs)}")
    nbytes = sum(leaf.nbytes + 64 if isinstance(leaf, np.ndarray) else 128 for leaf in leaves(outputs))
    return Expected(case, outputs, bounds(spec, case, outputs), None, nbytes)


def bounds(spec: Spec, case: Case, outputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """The error allowed for each output, per unit of roundoff; None for outputs that hold no floats."""
    if not any(map(_is_float, leaves(outputs))):
        return (None,) * len(outputs)
    terms = max((leaf.size for leaf in leaves(list(case.args.values())) if isinstance(leaf, np.ndarray)), default=1)
    return tuple(allowance(magnitude, terms) for magnitude in magnitudes(spec, case))


def magnitudes(spec: Spec, case: Case) -> tuple[Any, ...]:
    """S for each output: the sum of the absolute values of its terms. Raises ValueError when it cannot be had."""
    if spec.magnitude is None:
        absolute = {key: _absolute(value) for key, value in case.args.items()}
        outcome = call(spec.solve, Case(case.name, absolute))
    else:
        outcome = call(spec.magnitude, case)
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
    if outcome.status is not Status.PASS:
        return [Verdict("value", name, outcome.status) for name in spec.outputs], False
    outputs = split(spec, outcome.value)
    if outputs is None:
        return _miscounted(spec, outcome.value), False
    verdicts, excused = _values(spec, expected, expected.outputs, outputs, single)
    statuses = {verdict.status for verdict in verdicts} - {Status.PASS}
    if spec.closest is not None and statuses == {Status.WRONG_VALUE}:
        nearest = _closest(spec, expected, outcome)
        if nearest is not None:
            verdicts, excused = _values(spec, expected, nearest, outputs, single)
    names = list(expected.case.args)
    verdicts += [Verdict("mutation", names[i], Status.MUTATED_INPUT) for i in outcome.mutated if 0 <= i < len(names)]
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
        if found.status is Status.WRONG_VALUE and isinstance(one, np.ndarray):
            text = pattern(one, other, bound, spec.shapes.get(name, ""))
        verdicts.append(Verdict("value", name, found.status, found.mismatch, text))
    return verdicts, excused


def _closest(spec: Spec, expected: Expected, outcome: Outcome) -> tuple[Any, ...] | None:
    assert spec.closest is not None
    args = [private(value) for value in expected.case.args.values()]
    return split(spec, spec.closest(outcome.value, *args))


def _raises(exception: str, outcome: Outcome) -> Verdict:
    if outcome.status is Status.RAISED and outcome.failure is not None:
        if outcome.failure.exception == exception:
            return Verdict("raises", None, Status.PASS)
        return Verdict("raises", None, Status.RAISED, Mismatch(exception, outcome.failure.exception))
    if outcome.status is not Status.PASS:
        return Verdict("raises", None, outcome.status)
    return Verdict("raises", None, Status.WRONG_VALUE, Mismatch(exception, "no exception"))


def _miscounted(spec: Spec, value: Any) -> list[Verdict]:
    mismatch = Mismatch(f"{len(spec.outputs)} values: {', '.join(spec.outputs)}", describe(value))
    return [Verdict("value", name, Status.WRONG_COUNT, mismatch) for name in spec.outputs]


def same(spec: Spec, one: Outcome, other: Outcome) -> bool:
    """Whether two answers to a case are the same behaviour, to float64 precision or, failing that, to float32."""
    if one.status is not other.status or one.mutated != other.mutated:
        return False
    if one.status is not Status.PASS:
        return _exception(one) == _exception(other)
    first, second = split(spec, one.value), split(spec, other.value)
    if first is None or second is None:
        return first is second and compare(one.value, other.value).status is Status.PASS
    return all(equal(a, b) for a, b in zip(first, second, strict=True))


def _exception(outcome: Outcome) -> str | None:
    return outcome.failure.exception if outcome.failure else None


def equal(a: Any, b: Any) -> bool:
    """Equal to within 1e-9 of the largest value (1e-5 when one side is float32)."""
    if isinstance(a, np.ndarray) and isinstance(b, np.ndarray):
        if a.shape != b.shape or a.dtype.kind not in "fib" or b.dtype.kind not in "fib":
            return False
        precision = 1e-5 if np.float32 in (a.dtype, b.dtype) else 1e-9
        with np.errstate(all="ignore"):
            scale = max(float(np.abs(a[np.isfinite(a)]).max(initial=0.0)), 1.0)
            return bool(np.allclose(a.astype(float), b.astype(float), 0.0, precision * scale, equal_nan=True))
    if isinstance(a, float) and isinstance(b, float):
        return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12) or (math.isnan(a) and math.isnan(b))
    if isinstance(a, tuple | list) and isinstance(b, tuple | list):
        return len(a) == len(b) and all(equal(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    return type(a) is type(b) and bool(a == b)
