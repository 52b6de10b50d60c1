"""What a diagnosis rests on: cases, their right answers, and what the learner's function made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from grader.judge import Expected, equal, split
from grader.model import Case, Outcome, Spec, Status


@dataclass(frozen=True, slots=True)
class Evidence:
    """A case with its right answer and the learner's; ``failed`` when the verdict was not a pass."""

    expected: Expected
    outcome: Outcome
    failed: bool

    @property
    def case(self) -> Case:
        return self.expected.case


Confirm = Callable[[], Sequence[Evidence]]
"""Grades fresh cases from another seed, when asked."""


@dataclass(frozen=True, slots=True)
class Further:
    """More cases, for what the cases of one seed cannot tell.

    draw   ``draw(n)`` gives the telling cases of the n-th further seed, n from 0
    ask    what the learner's function makes of cases
    """

    draw: Callable[[int], Sequence[Case]]
    ask: Callable[[Sequence[Case]], Sequence[Evidence]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One output of one case, in numbers: what is right, and what came.

    precision   how far equal numbers may be apart, relative to the largest
    sizes       the sizes of the named axes
    """

    right: np.ndarray
    got: np.ndarray
    wrong: bool
    precision: float
    args: Mapping[str, Any]
    sizes: Mapping[str, int]

    def is_(self, other: np.ndarray) -> bool:
        """Whether the learner's numbers are these."""
        return self.near(self.got, other)

    def near(self, one: np.ndarray, other: np.ndarray) -> bool:
        """Whether two arrays have one shape and the same numbers, measured by the largest right one."""
        if one.shape != other.shape:
            return False
        scale = float(np.abs(self.right).max(initial=0.0)) or 1.0
        return bool((np.abs(one - other) <= self.precision * scale).all())


def answers(spec: Spec, evidence: Sequence[Evidence]) -> dict[str, list[Answer]] | None:
    """The answers by output; an output that is not made of numbers is left out as long as it is right.

    None when a failing case has no finite numbers to look at, or more is wrong with it than the numbers.
    """
    found: dict[str, list[Answer]] = {name: [] for name in spec.outputs}
    for e in evidence:
        outputs = split(spec, e.outcome.value) if e.outcome.status is Status.PASS and not e.expected.raises else None
        if outputs is None or e.outcome.mutated:
            if e.failed:
                return None
            continue
        sizes = dimensions(spec, e.expected)
        for name, right, got, bound in zip(spec.outputs, e.expected.outputs, outputs, e.expected.bounds, strict=True):
            wrong = e.failed and not equal(right, got, bound)
            one, other = _numbers(right), _numbers(got)
            if one is not None and other is not None and np.isfinite(other).all():
                precision = 1e-5 if getattr(got, "dtype", None) == np.float32 else 1e-9
                found[name].append(Answer(one, other, wrong, precision, e.case.args, sizes))
            elif wrong:
                return None
    return found


def _numbers(value: Any) -> np.ndarray | None:
    """A number or an array of numbers as an array of floats."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fi":
        return value.astype(float)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return np.array(float(value))
    return None


def values_only(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence as if no argument had been changed."""
    return [replace(e, outcome=replace(e.outcome, mutated=())) for e in evidence]


def dimensions(spec: Spec, expected: Expected) -> dict[str, int]:
    """The sizes of the named axes in one case, by the names of ``spec.shapes``."""
    sizes: dict[str, int] = {}
    values = {**expected.case.args, **dict(zip(spec.outputs, expected.outputs))}
    for name, axes in spec.shapes.items():
        for axis, size in _sizes(axes.split(), values.get(name)):
            if axis.isidentifier():
                sizes[axis] = size
    return sizes


def _sizes(names: Sequence[str], value: Any) -> Iterator[tuple[str, int]]:
    if isinstance(value, np.ndarray) and value.ndim == len(names):
        yield from zip(names, value.shape, strict=True)


def only_output(spec: Spec, evidence: Sequence[Evidence]) -> str | None:
    """The name of the wrong output when only one is wrong everywhere, else None."""
    if len(spec.outputs) == 1:
        return spec.outputs[0]
    wrong: set[str] = set()
    for e in evidence:
        outputs = split(spec, e.outcome.value) if e.outcome.status is Status.PASS else None
        if outputs is None or e.expected.raises:
            return None
        rows = zip(spec.outputs, e.expected.outputs, outputs, e.expected.bounds, strict=True)
        wrong.update(name for name, right, got, bound in rows if not equal(right, got, bound))
    return wrong.pop() if len(wrong) == 1 else None
