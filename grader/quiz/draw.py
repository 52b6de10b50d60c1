"""Drawing the numbers of an item: equal seeds give equal numbers, on every machine and in every version of Python.

A draw is repeated until its constraints hold and its wrong answers can be told from the right one.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from hashlib import sha256
from typing import Any

from grader.errors import PackError
from grader.quiz.calls import Caller
from grader.quiz.model import PICKED, TYPED, Item, Option, Param, Wrong

TRIES = 500
"""How many draws may be thrown away before the constraints count as impossible."""

ERRORS = (ArithmeticError, ValueError, TypeError, LookupError)


@dataclass(frozen=True, slots=True)
class Variant:
    """An item with its numbers.

    values   the parameters and what is derived from them
    answer   the key of number, shape and array items
    wrongs   the wrong answers that can be told from the key here, each with its value where it has one
    order    the options as they are shown: positions in ``item.options``
    sides    for matching: the right-hand sides as they are shown
    """

    item: Item
    seed: int
    values: dict[str, Any]
    answer: Any = None
    wrongs: tuple[tuple[Wrong, Any], ...] = ()
    order: tuple[int, ...] = ()
    sides: tuple[int, ...] = ()
    tries: int = field(default=1, compare=False)

    @property
    def ref(self) -> str:
        """What is printed, and what ``grade quiz --replay`` takes."""
        return f"#{self.item.name}@{self.item.version}:{self.seed}"

    def option(self, number: int) -> Option:
        """The option that is shown at this place, counted from 0."""
        return self.item.options[self.order[number]]


class Draws:
    """Draws variants; ``caller`` is asked only for items that use the pack's code."""

    def __init__(self, caller: Caller) -> None:
        self.caller = caller

    def variant(self, item: Item, seed: int) -> Variant:
        """The variant of ``item`` for ``seed``. Raises PackError if its constraints cannot be met."""
        rng = Stream(f"{item.name}:{item.version}:{seed}")
        tries = 1 if item.fixed else TRIES
        why = ""
        for attempt in range(1, tries + 1):
            values = self.start(item, rng)
            try:
                why = self.finish(item, values)
                if why:
                    continue
                answer, wrongs = self.outcome(item, values)
            except ERRORS as error:
                why = f"{type(error).__name__}: {error}"
                continue
            why = separation(item, values, wrongs)
            if not why:
                order = _shuffled(range(len(item.options)), rng, item)
                return Variant(item, seed, values, answer, wrongs, order, sides(item, values, rng), attempt)
        raise PackError(f"{item.name}, seed {seed}: no numbers fit within {tries} draws; the last fails at: {why}")

    def start(self, item: Item, rng: Stream) -> dict[str, Any]:
        """The parameters, drawn."""
        values = {param.name: _value(param, rng) for param in item.params}
        if item.generate is not None:
            made = self.caller.generator(item.generate.name)(rng, **dict(item.generate.options))
            values |= {name: made[name] for name in item.generate.gives}
        return values

    def finish(self, item: Item, values: dict[str, Any]) -> str:
        """Derive the other values; the constraint that does not hold, or nothing."""
        for name, formula in item.derive:
            values[name] = formula(values)
        for when, constraint in item.constraints:
            if (when is None or when(values)) and not constraint(values):
                return constraint.source
        return ""

    def outcome(self, item: Item, values: Mapping[str, Any]) -> tuple[Any, tuple[tuple[Wrong, Any], ...]]:
        """The key, and the wrong answers that differ from it."""
        if item.kind in PICKED:
            return None, ()
        active = [wrong for wrong in item.wrongs if wrong.when is None or wrong.when(values)]
        if item.kind not in TYPED:
            return None, tuple((wrong, None) for wrong in active)
        answer = exact(self._one(item.answer.value, item.answer.compute, values))
        wrongs = []
        for wrong in active:
            try:
                value = exact(self._one(wrong.value, wrong.compute, values))
            except ERRORS:  # the wrong way leads nowhere with these numbers
                continue
            if not same(value, answer):
                wrongs.append((wrong, value))
        return answer, tuple(wrongs)

    def _one(self, formula: Any, call: Any, values: Mapping[str, Any]) -> Any:
        if formula is not None:
            return formula(values)
        return self.caller(call, values)


class Stream:
    """Random numbers from a text. Only ``random()`` of the standard library is used: its bits never change."""

    def __init__(self, text: str) -> None:
        self._next = random.Random(int.from_bytes(sha256(text.encode()).digest())).random

    def below(self, count: int) -> int:
        """A whole number from 0 up to, but not including, ``count``."""
        return int(self._next() * count)

    def integer(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._next() * (high - low + 1))

    def pick(self, values: Any) -> Any:
        """One of ``values``."""
        return values[int(self._next() * len(values))]

    def random(self) -> float:
        """A number from 0 up to, but not including, 1."""
        return self._next()

    def shuffle(self, values: list[Any]) -> None:
        """Put ``values`` into another order."""
        for last in range(len(values) - 1, 0, -1):
            other = self.below(last + 1)
            values[last], values[other] = values[other], values[last]


def exact(value: Any) -> Any:
    """Fractions that are whole as ints, in tuples too."""
    if isinstance(value, tuple):
        return tuple(map(exact, value))
    if isinstance(value, Fraction) and value.denominator == 1:
        return int(value)
    return value


def same(one: Any, other: Any) -> bool:
    """Whether two values would be marked the same: floats need only be close."""
    if isinstance(one, tuple) or isinstance(other, tuple):
        both = isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other)
        return both and all(map(same, one, other))
    if isinstance(one, float) or isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-6, abs_tol=1e-12)
    return bool(one == other)


def separation(item: Item, values: Mapping[str, Any], wrongs: tuple[tuple[Wrong, Any], ...]) -> str:
    """Why the wrong answers of a draw do not tell misconceptions apart, or nothing."""
    if item.kind in TYPED:
        distinct: list[Any] = []
        for _wrong, value in wrongs:
            if not any(same(value, other) for other in distinct):
                distinct.append(value)
        if len(distinct) < item.min_distinct_wrong:
            return f"only {len(distinct)} different wrong values"
    elif item.kind in PICKED:
        shown = [option.text.en(values, "en") for option in item.options]
        if len(set(shown)) < len(shown):
            return "two options read the same"
    elif len(wrongs) < item.min_distinct_wrong:
        return f"only {len(wrongs)} wrong answers apply"
    return ""


def sides(item: Item, values: Mapping[str, Any], rng: Stream) -> tuple[int, ...]:
    """The different right-hand sides of a matching, shuffled: each the position of an option that has it."""
    if item.kind != "match":
        return ()
    texts = [option.match.en(values, "en") for option in item.options if option.match]
    first = [position for position, text in enumerate(texts) if text not in texts[:position]]
    rng.shuffle(first)
    return tuple(first)


def _shuffled(positions: range, rng: Stream, item: Item) -> tuple[int, ...]:
    order = list(positions)
    if item.shuffle and order:
        rng.shuffle(order)
        if item.kind == "order" and order == sorted(order):  # the right order would be given away
            order = order[1:] + order[:1]
    return tuple(order)


def _value(param: Param, rng: Stream) -> Any:
    what = param.what
    if param.how == "int":
        return rng.integer(*what)
    if param.how == "value":
        return what[0]
    if param.how == "choice":
        return rng.pick(what)
    if param.how == "array":
        return _array(param.shape, what, rng)
    low, high, step = what
    return exact(low + step * rng.below(int((high - low) / step) + 1))


def _array(shape: tuple[int, ...], limits: tuple[int, int], rng: Stream) -> Any:
    if not shape:
        return rng.integer(*limits)
    return tuple(_array(shape[1:], limits, rng) for _ in range(shape[0]))
