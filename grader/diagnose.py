"""Which misconception does a wrong answer behave like?

Three steps, the first that explains everything wins: one misconception; two at once; a constant factor that can be
named from the dimensions. Each must reproduce the learner's answers on every case, and then again on fresh cases
from another seed. Where the evidence does not single out one explanation, nothing is said: a wrong name is worse
than none.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations, permutations
from typing import Any

import numpy as np

from grader.judge import Expected, call, equal, same, split
from grader.messages import _
from grader.model import Case, Finding, Outcome, Spec, Status
from grader.pattern import constant_factor

_SILENT = frozenset({Status.NOT_RUN, Status.TIMEOUT, Status.CRASHED, Status.MEMORY, Status.TODO})


@dataclass(frozen=True, slots=True)
class Evidence:
    """A case with its right answer and the learner's; ``failed`` when the verdict was not a pass."""

    expected: Expected
    outcome: Outcome
    failed: bool

    @property
    def case(self) -> Case:
        return self.expected.case


Wrong = Callable[..., Any]

Confirm = Callable[[], Sequence[Evidence]]
"""Grades fresh cases from another seed, when asked."""


def diagnose(spec: Spec, evidence: Sequence[Evidence], confirm: Confirm) -> tuple[Finding, ...]:
    """What the wrong answers in ``evidence`` behave like; empty when nothing is certain."""
    if any(e.outcome.status in _SILENT for e in evidence) or not any(e.failed for e in evidence):
        return ()
    # The failing cases tell the most, so they come first and most candidates are out after one call.
    ordered = sorted(evidence, key=lambda e: not e.failed)
    for find in (_single, _pair, _factor):
        findings = find(spec, ordered, confirm)
        if findings:
            return findings
    return ()


def name_of(wrong: Wrong) -> str:
    """The misconception a wrong answer stands for; ``assigned__backwards`` is a variant of ``assigned``."""
    return wrong.__name__.partition("__")[0]


def message(wrong: Wrong) -> str:
    """The sentence a misconception stands for: its docstring on one line."""
    return " ".join(inspect.cleandoc(wrong.__doc__ or "").split())


def bind(spec: Spec, *wrongs: Wrong) -> Wrong:
    """The wrong answer with these misconceptions: each takes the one before it for the right solution."""
    function = spec.solve
    for wrong in wrongs:
        function = partial(wrong, function)
    return function


def explains(spec: Spec, candidate: Wrong, evidence: Sequence[Evidence]) -> bool:
    """Whether ``candidate`` behaves as the learner's answer does, on all cases."""
    return all(same(spec, call(candidate, e.case), e.outcome) for e in evidence)


def _single(spec: Spec, evidence: Sequence[Evidence], confirm: Confirm) -> tuple[Finding, ...]:
    found = [wrong for wrong in spec.wrong if explains(spec, bind(spec, wrong), evidence)]
    if len({name_of(wrong) for wrong in found}) != 1 or not explains(spec, bind(spec, found[0]), confirm()):
        return ()
    return (Finding(name_of(found[0]), _only_output(spec, evidence), message(found[0])),)


def _pair(spec: Spec, evidence: Sequence[Evidence], confirm: Confirm) -> tuple[Finding, ...]:
    """Two misconceptions at once: each in outputs of its own, or one on top of the other."""
    found = dict(_side_by_side(spec, evidence))
    for one, other in permutations(spec.wrong, 2):
        candidate = bind(spec, one, other)
        if (
            name_of(one) != name_of(other)
            and frozenset((one, other)) not in found
            and explains(spec, candidate, evidence)
        ):
            found[frozenset((one, other))] = candidate
    if len(found) != 1:
        return ()
    ((wrongs, candidate),) = found.items()
    if not explains(spec, candidate, confirm()):
        return ()
    return tuple(Finding(name_of(wrong), None, message(wrong)) for wrong in spec.wrong if wrong in wrongs)


def _side_by_side(spec: Spec, evidence: Sequence[Evidence]) -> Iterator[tuple[frozenset[Wrong], Wrong]]:
    """Pairs that explain all outputs between them, and the wrong answer they make together."""
    every = frozenset(range(len(spec.outputs)))
    explained = {wrong: _explained(spec, bind(spec, wrong), evidence) for wrong in spec.wrong}
    for one, other in combinations(spec.wrong, 2):
        if len(every) > 1 and name_of(one) != name_of(other) and explained[one] | explained[other] == every:
            candidate = partial(_mixed, spec, bind(spec, one), bind(spec, other), explained[one])
            yield frozenset((one, other)), candidate


def _explained(spec: Spec, candidate: Wrong, evidence: Sequence[Evidence]) -> frozenset[int]:
    """The positions of the outputs in which ``candidate`` agrees with the learner on all cases."""
    left = set(range(len(spec.outputs)))
    for e in evidence:
        theirs, ours = split(spec, e.outcome.value), split(spec, call(candidate, e.case).value)
        if theirs is None or ours is None or e.outcome.mutated:
            return frozenset()
        left = {i for i in left if equal(theirs[i], ours[i])}
        if not left:
            break
    return frozenset(left)


def _mixed(spec: Spec, one: Wrong, other: Wrong, chosen: frozenset[int], *args: Any) -> Any:
    """The ``chosen`` outputs of ``one``, the rest of ``other``."""
    first, second = split(spec, one(*args)), split(spec, other(*args))
    assert first is not None
    assert second is not None
    return tuple(first[i] if i in chosen else second[i] for i in range(len(spec.outputs)))


def _factor(spec: Spec, evidence: Sequence[Evidence], confirm: Confirm) -> tuple[Finding, ...]:
    """A constant factor with the same name in at least two failing cases, for each output that is wrong."""
    named = _named_factors(spec, evidence)
    if not named or _named_factors(spec, confirm()) != named:
        return ()
    text = _("{output} is {name} times what it should be. Where does the factor {name} come from?")
    return tuple(Finding(None, output, text.format(output=output, name=name)) for output, name in named.items())


@np.errstate(over="ignore", invalid="ignore")
def _named_factors(spec: Spec, evidence: Sequence[Evidence]) -> dict[str, str]:
    """For each wrong output the one name that fits its factor in all failing cases; empty when any has none."""
    found: dict[str, str] = {}
    failing = [e for e in evidence if e.failed]
    if len(failing) < 2 or any(e.outcome.status is not Status.PASS or e.outcome.mutated for e in failing):
        return {}
    for position, output in enumerate(spec.outputs):
        names: set[str] | None = None
        for e in failing:
            outputs = split(spec, e.outcome.value)
            if outputs is None or e.expected.raises:
                return {}
            right, got = e.expected.outputs[position], outputs[position]
            if not (isinstance(right, np.ndarray) and isinstance(got, np.ndarray) and right.shape == got.shape):
                return {}
            if np.allclose(right, got, rtol=1e-9, atol=1e-12):
                fitting = {"1"}
            else:
                factor = constant_factor(right, got)
                if factor is None:
                    return {}
                fitting = _names(factor, dimensions(spec, e.expected))
            names = fitting if names is None else names & fitting
        if names is None or len(names) != 1:
            return {}
        found[output] = names.pop()
    return {output: name for output, name in found.items() if name != "1"}


def dimensions(spec: Spec, expected: Expected) -> dict[str, int]:
    """The sizes of the named axes in one case, by the names of ``spec.shapes``."""
    sizes: dict[str, int] = {}
    values = {**expected.case.args, **dict(zip(spec.outputs, expected.outputs))}
    for name, axes in spec.shapes.items():
        names, value = axes.split(), values.get(name)
        if isinstance(value, np.ndarray) and value.ndim == len(names):
            sizes.update({axis: size for axis, size in zip(names, value.shape, strict=True) if axis.isidentifier()})
    return sizes


def _names(factor: float, sizes: dict[str, int]) -> set[str]:
    """All ways to write ``factor`` as -1, 2, 1/2, a dimension, a product of two, or the inverse of such a one."""
    known = {"-1": -1.0, "2": 2.0, "1/2": 0.5}
    for count in (1, 2):
        for axes in combinations(sorted(sizes), count):
            name, value = "·".join(axes), float(np.prod([sizes[axis] for axis in axes]))
            if value > 1:
                known[name] = value
                known[f"1/{name}" if count == 1 else f"1/({name})"] = 1 / value
    return {name for name, value in known.items() if np.isclose(factor, value, rtol=1e-9)}


def _only_output(spec: Spec, evidence: Sequence[Evidence]) -> str | None:
    """The name of the wrong output when only one is wrong everywhere, else None."""
    if len(spec.outputs) == 1:
        return spec.outputs[0]
    wrong: set[str] = set()
    for e in evidence:
        outputs = split(spec, e.outcome.value) if e.outcome.status is Status.PASS else None
        if outputs is None or e.expected.raises:
            return None
        for name, right, got in zip(spec.outputs, e.expected.outputs, outputs, strict=True):
            equal = np.shape(right) == np.shape(got) and np.allclose(right, got, rtol=1e-9, atol=1e-9)
            if not equal:
                wrong.add(name)
    return wrong.pop() if len(wrong) == 1 else None
