"""What a picture of a wrong answer shows, as plain numbers: where it is wrong, what enters there, how it went on.

This is the side that has arrays. ``grader.screen.picture`` draws what is found here, and needs no NumPy for it.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader import judge
from grader.compare import DOUBLE, beyond
from grader.messages import _
from grader.model import Case, Exercise, Look, Outcome, Probe, Spec, Status, Value
from grader.pattern import regular
from grader.reach import floats, reach
from grader.scene import Draws, Map, Picture, Plane, Slice, Walk

ROWS = 8
"""The most rows of a map; longer axes are pooled."""
SLICES = 12
"""The most maps, one for each slice of the leading axes."""
SIDE = 16
"""The most rows and columns of numbers."""
STEPS = 400
"""The longest trajectory that is drawn."""
DRAWN = 50
"""The fewest random numbers that make a histogram."""
BINS = 48
DIFFERENT = 1.95
"""Smirnov's critical value at one in a thousand: below it two samples may well follow one law."""
LINES = 12
"""The most lines of one array in full."""


@dataclass(frozen=True, slots=True)
class _Part:
    """The array of an output that is spoken of: the output itself, or an array in a list or dict of arrays."""

    name: str
    path: tuple[Any, ...]
    expected: np.ndarray
    given: np.ndarray
    bound: Any

    @property
    def wrong(self) -> np.ndarray:
        return beyond(self.expected, self.given, self.bound)


def picture(exercise: Exercise, look: Look, *, width: int = 80, full: bool = False) -> Picture:
    """What there is to see of a wrong answer.

    width   how many signs a row of a map may have, roughly
    full    print the arrays too
    """
    spec = exercise.spec
    number = spec.outputs.index(look.output)
    arrays = tuple(_printed(look, number, width)) if full else ()
    if spec.law is not None:
        return Picture(look.output, draws=_draws(spec, look), arrays=arrays)
    part = _part(look.output, (), look.expected[number], look.given[number], look.bounds[number])
    if part is None:
        return Picture(look.output, arrays=arrays)
    wrong = part.wrong
    axes = spec.shapes.get(look.output, "") if not part.path else ""
    names = tuple(axes.lower().split()) if len(axes.split()) == wrong.ndim else ()
    walk = _walk(part, wrong) if names[:1] == ("step",) else None
    if walk is not None:
        return Picture(part.name, walk=walk, arrays=arrays)
    first = _first(part, wrong)
    around = tuple(_around(part.name, array, first) for array in (part.expected, part.given))
    return Picture(
        part.name,
        None if wrong.all() else _map(part, wrong, first, names, max(8, (width - 10) // 2)),
        None if look.pattern else regular(wrong, axes),
        (around[0], around[1]),
        _inputs(spec, look, number, part, first),
        arrays=arrays,
    )


def _part(name: str, path: tuple[Any, ...], right: Any, given: Any, bound: Any) -> _Part | None:
    """The first array with a wrong number; None where there is none, or its shape is wrong, or it is one number."""
    if isinstance(right, np.ndarray):
        if not isinstance(given, np.ndarray) or given.shape != right.shape or given.dtype.kind not in "fiub":
            return None
        part = _Part(name, path, right, given, bound)
        return part if right.size > 1 and right.dtype.kind in "fiub" and part.wrong.any() else None
    if not isinstance(right, dict | tuple | list) or type(given) is not type(right) or len(given) != len(right):
        return None
    for key in right if isinstance(right, dict) else range(len(right)):
        if isinstance(given, dict) and key not in given:
            return None
        inner = bound[key] if bound is not None else None
        found = _part(f"{name}[{key!r}]", (*path, key), right[key], given[key], inner)
        if found is not None:
            return found
    return None


def _first(part: _Part, wrong: np.ndarray) -> tuple[int, ...]:
    """The element that the report names: the first that is no number, or else the first that is wrong."""
    odd = ~np.isfinite(part.given)
    return tuple(int(i) for i in np.argwhere(odd if odd.any() else wrong)[0])


# Where it is wrong


def _map(part: _Part, wrong: np.ndarray, first: tuple[int, ...], names: tuple[str, ...], columns: int) -> Map:
    signs = np.where(np.isfinite(part.given), np.where(wrong, 1, 0), 2).astype(np.int8)  # the larger one is seen
    signs[first] = 3
    shape = (1,) * (2 - signs.ndim) + signs.shape
    leading = shape[:-2]
    block = (-(-shape[-2] // ROWS), -(-shape[-1] // columns))
    slices: dict[tuple[str, ...], Slice] = {}
    right = more = 0
    for place in np.ndindex(*leading):
        rows = tuple("".join(".xN#"[s] for s in row) for row in _pooled(signs.reshape(shape)[place], block).tolist())
        key = tuple(row.replace("#", "x") for row in rows)
        if set("".join(rows)) == {"."}:
            right += 1
        elif key in slices and "#" not in "".join(rows):
            same = slices[key]
            slices[key] = Slice(same.index, same.rows, same.alike + 1)
        elif len(slices) < SLICES:
            slices[key] = Slice(place, rows)
        else:
            more += 1
    return Map(names, tuple(slices.values()), more, right, block)


def _pooled(plane: np.ndarray, block: tuple[int, int]) -> np.ndarray:
    """The largest number of each block."""
    height, width = (-(-size // side) * side for size, side in zip(plane.shape, block, strict=True))
    room = np.zeros((height, width), plane.dtype)
    room[: plane.shape[0], : plane.shape[1]] = plane
    return room.reshape(height // block[0], block[0], width // block[1], block[1]).max(axis=(1, 3))


# What enters there


def _around(name: str, array: np.ndarray, first: tuple[int, ...]) -> Plane:
    """The numbers around one element, which is marked."""
    marked = np.zeros(array.shape, bool)
    marked[first] = True
    return _plane(name, array, marked, margin=2)


def _plane(name: str, array: np.ndarray, marked: np.ndarray, margin: int = 1) -> Plane:
    """The first plane of an array that has marked elements, as much of it as is near to them."""
    shape = (1,) * (2 - array.ndim) + array.shape
    numbers, marks = array.reshape(shape), marked.reshape(shape)
    with_marks = np.argwhere(marks.any(axis=(-2, -1)))
    index = tuple(int(i) for i in with_marks[0])
    rows, columns = (np.flatnonzero(marks[index].any(axis=1 - axis)) for axis in (0, 1))
    spans = []
    for found, size in zip((rows, columns), shape[-2:], strict=True):
        start = max(0, int(found[0]) - margin)
        spans.append(slice(start, min(size, int(found[-1]) + margin + 1, start + SIDE)))
    return Plane(
        name,
        index,
        (spans[0].start, spans[1].start),
        (None if array.ndim == 1 else shape[-2], shape[-1]),
        tuple(map(tuple, numbers[index][spans[0], spans[1]].tolist())),
        tuple(map(tuple, marks[index][spans[0], spans[1]].tolist())),
        len(with_marks),
    )


def _inputs(spec: Spec, look: Look, output: int, part: _Part, first: tuple[int, ...]) -> tuple[Plane, ...]:
    """The numbers that the reference makes the element ``first`` of, array by array; nothing if that is not known."""
    if spec.drive is not None or spec.closest is not None:
        return ()
    solve = judge.here(inspect.unwrap(spec.solve))

    def number(args: dict[str, Any]) -> float:
        outcome = solve(tuple(args.values()))
        outputs = judge.split(spec, outcome.value)
        if outcome.status is not Status.PASS or outputs is None:
            raise ValueError
        value = outputs[output]
        for key in part.path:
            value = value[key]
        return float(value[first])

    slack = 0.0
    if part.bound is not None:
        slack = DOUBLE * float(np.broadcast_to(part.bound, part.expected.shape)[first])
    found = reach(number, look.case.args, slack)
    arrays = dict(floats(look.case.args))
    return tuple(_plane(name, arrays[name], places) for name, places in (found or {}).items() if places.any())


# How it went on


def _walk(part: _Part, wrong: np.ndarray) -> Walk | None:
    """The first number of a trajectory that goes wrong; None for a trajectory of one step."""
    steps = len(wrong)
    if not 1 < steps <= STEPS or wrong.ndim > 2:
        return None
    _step, *rest = np.argwhere(wrong)[0].tolist()
    column = (slice(None), *rest)
    name = f"{part.name}[:, {rest[0]}]" if rest else part.name
    return Walk(name, *(tuple(array[column].tolist()) for array in (part.expected, part.given, wrong)))


def _draws(spec: Spec, look: Look) -> Draws | None:
    """What the reference and the learner's function draw from the same seed, if the two samples differ."""
    if look.case.long:
        return None
    right, given = (_numbers(value) for value in (_first_call(spec, look.case), look.call))
    if right is None or given is None:
        return None
    low, high = float(min(right.min(), given.min())), float(max(right.max(), given.max()))
    if not np.isfinite(high - low) or low == high or not _differ(right, given):
        return None
    counts = [np.histogram(sample, BINS, (low, high))[0] for sample in (right, given)]
    moments = [(float(sample.mean()), float(sample.std())) for sample in (right, given)]
    name = spec.results[0] if spec.results else look.output
    return Draws(name, low, high, tuple(counts[0].tolist()), tuple(counts[1].tolist()), (moments[0], moments[1]))


def _first_call(spec: Spec, case: Case) -> Value:
    """What the reference gives at the first call of a case, which ends there."""
    log: list[Value] = []

    def ask(args: tuple[Value, ...]) -> Outcome:
        log.append(judge.here(spec.solve)(args).value)
        return Outcome(Status.NOT_RUN)

    judge.play(spec, ask, case)
    return log[0] if log else None


def _numbers(value: Any) -> np.ndarray | None:
    """The numbers of the first array in a returned value, if they are finite floats, and enough of them."""
    array = next(judge.leaves(value), None)
    if not isinstance(array, np.ndarray) or array.dtype.kind != "f" or array.size < DRAWN:
        return None
    return array.ravel().astype(float) if np.isfinite(array).all() else None


def _differ(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether two samples are further apart than chance explains (the two-sample test of Kolmogorov and Smirnov)."""
    values = np.sort(np.concatenate([one, other]))
    below = [np.searchsorted(np.sort(sample), values, side="right") / sample.size for sample in (one, other)]
    return bool(np.abs(below[0] - below[1]).max() > DIFFERENT * np.sqrt(1 / one.size + 1 / other.size))


# In full


def _printed(look: Look, output: int, width: int) -> Iterator[tuple[str, str]]:
    """The arguments, the right output and the given one, as NumPy prints them."""
    for name, value in look.case.args.items():
        yield from _texts(name, value, width)
    if look.expected[output] is not ...:
        yield from _texts(_("{output}, expected").format(output=look.output), look.expected[output], width)
    yield from _texts(_("{output}, got").format(output=look.output), look.given[output], width)


def _texts(name: str, value: Any, width: int) -> Iterator[tuple[str, str]]:
    """One value; of a list or dict that holds arrays, each part."""
    if isinstance(value, tuple | list | dict) and any(isinstance(part, np.ndarray) for part in judge.leaves(value)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _texts(f"{name}[{key!r}]", part, width)
    elif isinstance(value, np.ndarray):
        lines = np.array2string(value, max_line_width=width - 4, threshold=120, edgeitems=3).split("\n")
        yield name, "\n".join(lines if len(lines) <= LINES else [*lines[: LINES - 1], "..."])
    else:
        yield name, value.name if isinstance(value, Probe) else str(value)
