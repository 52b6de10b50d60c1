"""The walk through a small case, for ``grade exercise NAME --explain``, as plain data that a screen can show."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from grader.model import Exercise, Figure

Rows = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """An array of two axes, or a slice of a larger one: its numbers by rows, None where they are not known yet.

    Infinity is a word, so that all of it fits into JSON.
    """

    title: str
    rows: Rows
    marked: Rows


@dataclass(frozen=True, slots=True)
class Stage:
    """One step, filled in and in the learner's language, without arrays."""

    text: str
    figures: tuple[Drawing, ...]
    work: tuple[str, ...]
    code: str


def stages(exercise: Exercise) -> list[Stage]:
    """The steps of the exercise's walk, as they are shown."""
    walk = exercise.spec.walk
    assert walk is not None
    return [
        Stage(
            exercise.say(step.text).format(**step.values),
            tuple(drawing for figure in step.figures for drawing in _drawings(figure)),
            step.work,
            step.code,
        )
        for step in walk.steps(**walk.args)
    ]


def _drawings(figure: Figure) -> Iterator[Drawing]:
    """The last two axes are drawn; what stands before them goes into the title."""
    values = np.asarray(figure.values, float)
    marked = np.zeros(values.shape, bool)
    for index in figure.marked if isinstance(figure.marked, list) else [figure.marked]:
        if index is not None:
            marked[index] = True
    for index in np.ndindex(values.shape[:-2]):
        yield Drawing(_title(figure.name, index), _rows(values[index]), _rows(marked[index]))


def _title(name: str, index: tuple[int, ...]) -> str:
    """``w`` and (1, 0) give ``w[1, 0]``; ``w[1]`` and (0,) give the same."""
    if not index:
        return name
    start = name[:-1] + ", " if name.endswith("]") else name + "["
    return start + ", ".join(map(str, index)) + "]"


def _rows(array: np.ndarray) -> Rows:
    return tuple(tuple(map(_cell, row)) for row in np.atleast_2d(array).tolist())


def _cell(value: float | bool) -> float | bool | str | None:
    """A number as JSON has it: none for NaN, and infinity is a word."""
    return None if math.isnan(value) else str(value) if math.isinf(value) else value
