"""What can be drawn of a wrong answer, as plain numbers: ``grader.picture`` fills it in, ``grader.screen`` draws it."""

from __future__ import annotations

from dataclasses import dataclass

Number = float | int | bool


@dataclass(frozen=True, slots=True)
class Slice:
    """A map of the last two axes, a row of signs for each row: ``#`` first wrong, ``x`` wrong, ``N`` NaN or inf.

    index   of the leading axes
    alike   how many other slices have the same map, ``#`` apart
    """

    index: tuple[int, ...]
    rows: tuple[str, ...]
    alike: int = 0


@dataclass(frozen=True, slots=True)
class Map:
    """Where an output is wrong.

    axes    the names of all its axes; empty where they have none
    slices  those with wrong numbers, at most SLICES
    more    how many others have wrong numbers
    right   how many have none
    block   how many rows and columns of numbers one sign stands for
    """

    axes: tuple[str, ...]
    slices: tuple[Slice, ...]
    more: int
    right: int
    block: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Plane:
    """Some rows and columns of an array, some of the numbers marked.

    index   of the leading axes
    start   the first row and column that are here
    whole   how many rows and columns the array has; a vector has None rows
    planes  how many planes of the array have marked numbers
    """

    name: str
    index: tuple[int, ...]
    start: tuple[int, int]
    whole: tuple[int | None, int]
    rows: tuple[tuple[Number, ...], ...]
    marked: tuple[tuple[bool, ...], ...]
    planes: int = 1


@dataclass(frozen=True, slots=True)
class Walk:
    """One number of a trajectory, step by step: right, given, and where the given one is wrong."""

    name: str
    expected: tuple[Number, ...]
    given: tuple[Number, ...]
    wrong: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Draws:
    """How many numbers fall into each of some equal bins from ``low`` to ``high``; then their mean and std."""

    name: str
    low: float
    high: float
    expected: tuple[int, ...]
    given: tuple[int, ...]
    moments: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Picture:
    """All there is to draw of one wrong answer. What cannot be had, or would say nothing, is None or empty.

    said     one sentence about the places, where it is certain and nothing was said about them yet
    around   the right and the given numbers around the first wrong one
    inputs   the numbers that the first wrong one is made of
    arrays   arguments and output in full, as NumPy prints them: (name, text)
    """

    output: str
    map: Map | None = None
    said: str | None = None
    around: tuple[Plane, Plane] | None = None
    inputs: tuple[Plane, ...] = ()
    walk: Walk | None = None
    draws: Draws | None = None
    arrays: tuple[tuple[str, str], ...] = ()
