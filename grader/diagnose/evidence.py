"""What a diagnosis rests on: cases, their right answers, and what the learner's function made of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    steps       along a trajectory: the rows up to the first in which some output is wrong; None elsewhere
    """

    right: np.ndarray
    got: np.ndarray
    wrong: bool
    precision: float
    args: Mapping[str, Any]
    sizes: Mapping[str, int]
    steps: int | None = None

    def begun(self, values: np.ndarray) -> np.ndarray:
        """The steps of a trajectory that can be explained: those before which all was right."""
        return values if self.steps is None else values[: self.steps]

    def last(self, values: np.ndarray) -> np.ndarray:
        """The last step that can be explained: the first wrong one."""
        return values if self.steps is None else values[self.steps - 1 : self.steps]

    def is_(self, other: np.ndarray) -> bool:
        """Whether the learner's numbers are these."""
        return self.near(self.got, other)

    def near(self, one: np.ndarray, other: np.ndarray) -> bool:
        """Whether two arrays have one shape and the same numbers, measured by the largest of ``other``."""
        if one.shape != other.shape or not np.isfinite(other).all():
            return False
        scale = float(np.abs(other).max(initial=0.0)) or 1.0
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
        steps = _steps(e.expected.outputs, outputs) if spec.drive is not None else None
        for name, right, got, bound in zip(spec.outputs, e.expected.outputs, outputs, e.expected.bounds, strict=True):
            wrong = e.failed and not equal(right, got, bound)
            one, other = _numbers(right), _numbers(got)
            if one is not None and other is not None and np.isfinite(other).all():
                precision = 1e-5 if getattr(got, "dtype", None) == np.float32 else 1e-9
                found[name].append(Answer(one, other, wrong, precision, e.case.args, sizes, steps))
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


def _steps(right: Sequence[Any], got: Sequence[Any]) -> int | None:
    """How many rows there are up to the first in which an output is wrong; None when these are no trajectories."""
    if not all(isinstance(value, np.ndarray) and value.ndim == 2 for value in (*right, *got)):
        return None
    if len({value.shape for value in (*right, *got)}) > 1:
        return None
    steps = len(right[0])
    return next((n + 1 for n in range(steps) if not all(equal(a[n], b[n]) for a, b in zip(right, got))), steps)


def values_only(evidence: Sequence[Evidence]) -> list[Evidence]:
    """The evidence as if no argument had been changed."""
    return [replace(e, outcome=replace(e.outcome, mutated=())) for e in evidence]


def dimensions(spec: Spec, expected: Expected) -> dict[str, int]:
    """The sizes of the named axes in one case, by the names of ``spec.shapes``."""
    return axis_sizes(spec, {**expected.case.args, **dict(zip(spec.outputs, expected.outputs))})


def axis_sizes(spec: Spec, values: Mapping[str, Any]) -> dict[str, int]:
    """The sizes of the named axes of these arrays."""
    sizes: dict[str, int] = {}
    for name, axes in spec.shapes.items():
        names, value = axes.split(), values.get(name)
        if isinstance(value, np.ndarray) and value.ndim == len(names):
            sizes.update({axis: size for axis, size in zip(names, value.shape, strict=True) if axis.isidentifier()})
    return sizes


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
