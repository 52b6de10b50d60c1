"""How two values differ, or that they do not.

The tolerance comes from error analysis. An output element that is a sum of n products, added in any order with unit
roundoff u, is off by at most about n u S, where S is the sum of the absolute values of the products: the same layer
run on absolute values (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1). Fast transforms obey
only a norm-wise bound, hence the term with the root mean square of S. No element sums more products than the largest
argument has elements, which gives n.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.messages import _
from grader.model import Mismatch, Status
from grader.wire import ARRAY_OF, Foreign, type_name

DOUBLE = 2.0**-52
SINGLE = 2.0**-23


def allowance(magnitude: Any, terms: int) -> Any:
    """The error allowed per unit of roundoff: a value built like the output, with an array for each number.

    magnitude   S, built and shaped like the output
    terms       n, the most products that one element sums
    """
    if isinstance(magnitude, tuple | list):
        return [allowance(part, terms) for part in magnitude]
    if isinstance(magnitude, dict):
        return {key: allowance(part, terms) for key, part in magnitude.items()}
    if not isinstance(magnitude, np.ndarray | float | int | np.floating):
        return None
    size = np.abs(np.asarray(magnitude, float))
    rms = math.sqrt(float(np.mean(size**2))) if size.size else 0.0
    return 2 * (terms + 4) * size + 8 * math.log2(terms + 2) * rms


@dataclass(frozen=True, slots=True)
class Within:
    """A bound that is an absolute error, at any precision: what chance may do."""

    error: float


@dataclass(frozen=True, slots=True)
class Difference:
    """What ``compare`` found: a status, the mismatch when there is one, and whether float32 had to excuse it."""

    status: Status
    mismatch: Mismatch | None = None
    single: bool = False


def compare(expected: Any, actual: Any, bound: Any = None, single: bool = False) -> Difference:
    """Compare an output with what is expected, checking type, shape, dtype and finiteness before values.

    ``bound`` is the ``allowance`` of the output, or ``Within``; without one (ints, strings, bools) values must be
    equal. With ``single`` only the float32 tolerance is tried. Where ``...`` is expected anything will do.
    """
    if expected is ...:
        return Difference(Status.PASS)
    if isinstance(expected, np.ndarray):
        return _arrays(expected, actual, bound, single)
    if isinstance(expected, bool | str) or expected is None:
        return _exact(expected, actual)
    if isinstance(expected, int):
        return _integers(expected, actual)
    if isinstance(expected, float):
        return _floats(expected, actual, bound, single)
    return _containers(expected, actual, bound, single)


def describe(value: Any) -> str:
    """A value in a few words: its type, or shape and dtype."""
    if isinstance(value, np.ndarray):
        return _("array {shape} of {dtype}").format(shape=value.shape, dtype=value.dtype.name)
    if isinstance(value, Foreign):
        return value.name
    if value is None or isinstance(value, bool | int | float):
        return repr(value)
    if isinstance(value, str):
        return repr(value[:40])
    if isinstance(value, tuple | list):
        return _("{type} of {n}").format(type=type_name(value), n=len(value))
    return type_name(value)


def _wrong_type(expected: Any, actual: Any) -> Difference:
    return Difference(Status.WRONG_TYPE, Mismatch(describe(expected), describe(actual)))


def _exact(expected: Any, actual: Any) -> Difference:
    if type(actual) is not type(expected):
        return _wrong_type(expected, actual)
    if actual == expected:
        return Difference(Status.PASS)
    return Difference(Status.WRONG_VALUE, Mismatch(expected, actual, (), 1, 1))


def _integers(expected: int, actual: Any) -> Difference:
    if isinstance(actual, bool) or not isinstance(actual, int | float):
        return _wrong_type(expected, actual)
    if actual != expected:
        if isinstance(actual, float) and not math.isfinite(actual):
            return Difference(Status.NOT_FINITE, Mismatch(expected, str(actual), (), 1, 1))
        return Difference(Status.WRONG_VALUE, Mismatch(expected, actual, (), 1, 1, float(abs(actual - expected))))
    if isinstance(actual, float):
        return Difference(Status.WRONG_DTYPE, Mismatch("int", "float"))
    return Difference(Status.PASS)


def _floats(expected: float, actual: Any, bound: Any, single: bool) -> Difference:
    if isinstance(actual, np.ndarray) and actual.shape == ():
        actual = actual.item()
    if isinstance(actual, bool) or not isinstance(actual, int | float):
        return _wrong_type(expected, actual)
    return _arrays(np.asarray(expected), np.asarray(float(actual)), bound, single)


def _containers(expected: Any, actual: Any, bound: Any, single: bool) -> Difference:
    """Tuples, lists and dicts: the first part that differs."""
    if type(actual) is not type(expected):
        return _wrong_type(expected, actual)
    if len(actual) != len(expected):
        return Difference(Status.WRONG_COUNT, Mismatch(len(expected), len(actual)))
    if isinstance(expected, dict):
        if set(expected) != set(actual):
            return Difference(Status.WRONG_COUNT, Mismatch(", ".join(expected), ", ".join(actual)))
        parts = [(expected[key], actual[key], bound and bound[key]) for key in expected]
    else:
        parts = list(zip(expected, actual, bound or [None] * len(expected), strict=True))
    excused = False
    for one, other, allowed in parts:
        found = compare(one, other, allowed, single)
        excused |= found.single
        if found.status is not Status.PASS:
            return found
    return Difference(Status.PASS, single=excused)


def _arrays(expected: np.ndarray, actual: Any, bound: Any, single: bool) -> Difference:
    if isinstance(actual, Foreign) and actual.name.startswith(ARRAY_OF):
        # complex, float16, object: arrays of numbers that no exercise asks for; their values never came across
        return Difference(Status.WRONG_DTYPE, Mismatch(expected.dtype.name, actual.name.removeprefix(ARRAY_OF)))
    if not isinstance(actual, np.ndarray):
        return _wrong_type(expected, actual)
    if actual.shape != expected.shape:
        return Difference(Status.WRONG_SHAPE, Mismatch(str(expected.shape), str(actual.shape)))
    if actual.dtype.kind == "f" and not np.isfinite(actual).all():
        return Difference(Status.NOT_FINITE, _mismatch(expected, actual, ~np.isfinite(actual)))
    if expected.dtype.kind != "f" or bound is None:
        wrong, excused = expected != actual, False
    else:
        wrong, excused = _beyond(expected, actual, bound, single)
    if wrong.any():
        allowed = bound.error if isinstance(bound, Within) else None
        return Difference(Status.WRONG_VALUE, _mismatch(expected, actual, wrong, allowed))
    if (expected.dtype.kind == "f") != (actual.dtype.kind == "f") or (expected.dtype.kind == "b") != (
        actual.dtype.kind == "b"
    ):
        return Difference(Status.WRONG_DTYPE, Mismatch(expected.dtype.name, actual.dtype.name))
    return Difference(Status.PASS, single=excused)


def beyond(expected: np.ndarray, actual: np.ndarray, bound: Any) -> np.ndarray:
    """Which elements ``compare`` finds wrong in two arrays of numbers of one shape; NaN and inf are."""
    with np.errstate(all="ignore"):
        if expected.dtype.kind != "f" or bound is None:
            return np.asarray(expected != actual)
        return _beyond(expected, actual, bound, False)[0]


def _beyond(expected: np.ndarray, actual: np.ndarray, bound: Any, single: bool) -> tuple[np.ndarray, bool]:
    """Which elements are too far off, and whether it took the float32 tolerance to pass. NaN counts as far off."""
    error = np.abs(actual.astype(float) - expected)
    if isinstance(bound, Within):
        return ~(error <= bound.error), False
    allowed = np.broadcast_to(bound, error.shape)
    if not single:
        far = ~(error <= DOUBLE * allowed)
        if not far.any():
            return far, False
    far = ~(error <= SINGLE * allowed)
    if not far.any():
        return far, not single
    return ~(error <= (SINGLE if single else DOUBLE) * allowed), False


def _mismatch(expected: np.ndarray, actual: np.ndarray, wrong: np.ndarray, allowed: float | None = None) -> Mismatch:
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    error = np.abs(actual.astype(float) - expected.astype(float))
    largest = float(error.max()) if np.isfinite(error).all() else None
    count = int(wrong.sum())
    return Mismatch(_scalar(expected[index]), _scalar(actual[index]), index, count, wrong.size, largest, allowed)


def _scalar(value: Any) -> float | int | str:
    number = value.item()
    if isinstance(number, float) and not math.isfinite(number):
        return str(number)  # "nan", "inf": JSON has no such numbers
    return number
