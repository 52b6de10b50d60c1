"""Where no explanation is certain: the smallest case that still goes wrong, with numbers that can be followed by hand.

A failing case is cut down, axis by axis and setting by setting, as long as the reference accepts the arguments and the
learner's function still fails in the same way; then its numbers become small integers. As in delta debugging (Zeller,
Hildebrandt: Simplifying and Isolating Failure-Inducing Input, IEEE TSE 28(2), section 3), whatever can be left out is.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from grader import judge
from grader.gradcheck import directional
from grader.judge import Expected
from grader.model import Case, CaseResult, Example, Outcome, Spec, Status, Verdict

TRIES = 80
"""The most calls of the learner's function that are spent; work, not time, so that equal work gets equal reports."""

HEAVY = 500
"""A call with so many numbers counts twice, one with so many times n as n + 1: code made of loops may be slow."""

MOST = 72
"""A case with more numbers than this is not followed by hand."""

TOLD = frozenset({Status.WRONG_VALUE, Status.WRONG_SHAPE, Status.NOT_FINITE})
"""The ways to fail that numbers explain."""

Play = Callable[[Expected], Outcome]
"""Plays a case with the learner's function."""


def smallest(spec: Spec, expected: Sequence[Expected], results: Sequence[CaseResult], play: Play) -> Example | None:
    """The smallest case that goes wrong as one of the ``expected`` does; None where none is small enough.

    results   what came of the cases; hidden ones are left alone
    play      asks the learner's function; called ``TRIES`` times at most
    """
    if spec.drive is not None or spec.law is not None:
        return None
    cases = [
        (right, verdict)
        for right, result in zip(expected, results, strict=True)
        if right.case.telling and right.outputs and (verdict := _failure(result)) is not None
    ]
    if not cases:
        return None
    right, verdict = min(cases, key=lambda pair: _count(pair[0].case.args.values()))
    search = _Search(spec, verdict, play, _settings(expected))
    best = search.fails(right.case.args)
    if best is None:  # it fails in another way when asked again
        return None
    for candidates in (search.smaller, search.integers):
        best = search.descend(best, candidates)
    return _example(spec, *best, verdict.output)


def _failure(result: CaseResult) -> Verdict | None:
    """The first check that failed, if numbers can tell and a learner may see them."""
    bad = (v for v in result.checks if v.check == "value" and v.output and v.status in TOLD)
    return None if result.hidden else next(bad, None)


Found = tuple[Expected, Outcome]
Candidates = Callable[[Mapping[str, Any]], Iterator[dict[str, Any] | None]]


class _Search:
    """Tries arguments until the budget is spent."""

    def __init__(self, spec: Spec, verdict: Verdict, play: Play, settings: Mapping[str, Sequence[int]]) -> None:
        self.spec, self.verdict, self.play, self.settings = spec, verdict, play, settings
        self.left = TRIES

    def smaller(self, args: Mapping[str, Any]) -> Iterator[dict[str, Any] | None]:
        """Arguments with a smaller setting, or with a shorter axis; the smallest first."""
        for name, value in args.items():
            for less in self.settings.get(name, ()) if type(value) is int else ():
                if less < value:
                    yield _fitting(self.spec, args, {**args, name: less})
        for places in _axes(self.spec, args):
            name, axis = places[0]
            size = args[name].shape[axis]
            for length in range(1, size):
                yield _fitting(self.spec, args, _cut(args, places, length, size))

    def integers(self, args: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Arguments with small integers for the numbers of all arrays, if they are not integers yet."""
        if all(_settled(value) for value in args.values()):
            return
        for order in (_digits, _ordered):
            rng = np.random.default_rng(0)
            yield {name: value if _settled(value) else order(rng, value) for name, value in args.items()}
        for name, value in args.items():  # where they cannot all be
            if not _settled(value):
                yield {**args, name: _ordered(np.random.default_rng(0), value)}

    def descend(self, best: Found, candidates: Candidates) -> Found:
        """Take the first candidate that still fails, again and again, until none does."""
        while self.left > 0:
            for args in candidates(best[0].case.args):
                found = self.fails(args) if args is not None else None
                if found is not None:
                    best = found
                    break
            else:
                break
        return best

    def fails(self, args: Mapping[str, Any]) -> Found | None:
        """The case with these arguments, if it makes sense and goes wrong in the way that is looked for."""
        if self.left <= 0:
            return None
        try:
            right = judge.expect(self.spec, Case("", dict(args)))
        except Exception:  # the reference, its magnitude or its ties do not work there: it is no case
            return None
        if right.raises or not _plain(right.outputs):
            return None
        self.left -= 1 + _count(args.values()) // HEAVY
        outcome = self.play(right)
        wanted = self.verdict.output, self.verdict.status
        verdicts, _single = judge.check(self.spec, right, outcome)
        return (right, outcome) if any((v.output, v.status) == wanted for v in verdicts) else None


def _count(values: Iterable[Any]) -> int:
    """How many numbers there are in all."""
    return sum(np.size(leaf) for leaf in judge.leaves(list(values)))


def _plain(outputs: tuple[Any, ...]) -> bool:
    """Whether there is something in all outputs, and all of it is a number."""
    leaves = [np.asarray(leaf) for leaf in judge.leaves(outputs)]
    return all(leaf.size and leaf.dtype.kind in "fiub" and np.isfinite(leaf).all() for leaf in leaves)


# Smaller


def _settings(expected: Sequence[Expected]) -> dict[str, list[int]]:
    """The values that whole numbers among the arguments have in the visible cases: others may make no sense."""
    found: dict[str, set[int]] = {}
    for right in expected:
        for name, value in right.case.args.items():
            if type(value) is int and not right.raises and not right.case.hidden:
                found.setdefault(name, set()).add(value)
    return {name: sorted(values) for name, values in found.items()}


Place = tuple[str, int]
"""An argument, and one of its axes."""


def _axes(spec: Spec, args: Mapping[str, Any]) -> list[list[Place]]:
    """The axes that belong together: those of one name; those without a name join one of their size."""
    named: dict[str, list[Place]] = {}
    unnamed: list[Place] = []
    derived = _derived(spec)
    for name, value in args.items():
        if not isinstance(value, np.ndarray) or name == derived:
            continue
        names = spec.shapes.get(name, "").split()
        for axis in range(value.ndim):
            if len(names) == value.ndim:
                named.setdefault(names[axis], []).append((name, axis))
            else:
                unnamed.append((name, axis))
    found = [*named.values()]
    for place in unnamed:
        size = args[place[0]].shape[place[1]]
        together = next((one for one in found if args[one[0][0]].shape[one[0][1]] == size), None)
        if together is None:
            found.append([place])
        else:
            together.append(place)
    return found


def _derived(spec: Spec) -> str | None:
    """The argument whose shape follows from the others: dout has that of the forward's output."""
    return "dout" if spec.forward is not None else None


def _cut(args: Mapping[str, Any], places: Sequence[Place], length: int, size: int) -> dict[str, Any]:
    found = dict(args)
    for name, axis in places:
        found[name] = np.ascontiguousarray(np.moveaxis(np.moveaxis(found[name], axis, 0)[:length], 0, axis))
    for name, value in found.items():  # labels below the old size stay below the new one
        if (
            isinstance(value, np.ndarray)
            and value.dtype.kind == "i"
            and value.size
            and 0 <= value.min() <= value.max() < size
        ):
            found[name] = value % length
    return found


def _fitting(spec: Spec, before: Mapping[str, Any], args: dict[str, Any]) -> dict[str, Any] | None:
    """The arguments with a dout of the shape that they call for; None where the forward cannot tell."""
    name = _derived(spec)
    if name is None or not isinstance(before.get(name), np.ndarray):
        return args
    assert spec.forward is not None
    outcome = judge.here(spec.forward)(tuple(value for key, value in args.items() if key != name))
    shape = np.shape(outcome.value) if outcome.status is Status.PASS else ()
    return {**args, name: np.resize(before[name], shape)} if shape and 0 not in shape else None


# Integers


def _settled(value: Any) -> bool:
    """Whether a value stays as it is: no array of floats, integers already, or numbers that are shares of a whole."""
    if not isinstance(value, np.ndarray) or value.dtype.kind != "f":
        return True
    integers = (value == np.round(value)).all() and np.abs(value).max(initial=0) < 100
    shares = value.ndim > 0 and ((value >= 0) & (value <= 1)).all() and np.allclose(value.sum(axis=-1), 1)
    return bool(integers or shares)


def _digits(rng: np.random.Generator, value: np.ndarray) -> np.ndarray:
    """Digits of the signs that occur in ``value``: 1 to 4, or -3 to 3."""
    low, high = (1, 5) if (value >= 0).all() else (-3, 4)
    return rng.integers(low, high, value.shape).astype(float)


def _ordered(rng: np.random.Generator, value: np.ndarray) -> np.ndarray:
    """As many integers as there are numbers, no two alike, in any order."""
    first = 1 if (value >= 0).all() else -(value.size // 2)
    return (first + rng.permutation(value.size)).reshape(value.shape).astype(float)


# What is told


def _example(spec: Spec, right: Expected, outcome: Outcome, output: str | None) -> Example | None:
    assert output is not None
    position = spec.outputs.index(output)
    outputs = judge.split(spec, outcome.value)
    if outputs is None:
        return None
    values = [*right.case.args.values(), right.outputs[position], outputs[position]]
    if _count(values) > MOST:
        return None
    told = [_told(value) for value in values]
    if any(value is None for value, original in zip(told, values) if original is not None):
        return None
    names = tuple(right.case.args)
    numeric = _numeric(spec, right, position, outputs[position])
    return Example(tuple(zip(names, told)), output, told[-2], told[-1], numeric)


def _told(value: Any) -> Any:
    """A value as plain numbers in nested tuples, whole ones as int, nan and inf as text; None for anything else."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "fiub":
        return _told(value.tolist())
    if isinstance(value, list | tuple):
        return tuple(_told(part) for part in value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, int | float | bool | str) else None


def _numeric(spec: Spec, right: Expected, position: int, got: Any) -> tuple[tuple[int, ...], float] | None:
    """The first wrong element, and what central differences of the forward give for it: a witness of its own kind."""
    value = right.outputs[position]
    if (
        spec.forward is None
        or not isinstance(value, np.ndarray)
        or np.shape(got) != value.shape
        or not right.case.smooth
    ):
        return None
    wrong = np.argwhere(~np.isclose(value, got, rtol=1e-9, atol=1e-12))
    if not len(wrong):
        return None
    index = tuple(int(i) for i in wrong[0])
    args, name = dict(right.case.args), spec.wrt[position]
    dout = args.pop("dout")
    unit = np.zeros_like(value)
    unit[index] = 1.0

    def along(t: float) -> float:
        outcome = judge.here(spec.forward)(tuple({**args, name: args[name] + t * unit}.values()))  # type: ignore[arg-type]
        return float(np.sum(dout * outcome.value))

    try:
        found = directional(along)
    except (TypeError, ValueError):
        return None
    # Where the two do not agree there is a kink (a tie of two numbers), and a difference proves nothing.
    return (index, round(found, 6)) if np.isclose(found, value[index], rtol=1e-6, atol=1e-9) else None
