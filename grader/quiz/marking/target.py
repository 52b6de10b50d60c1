"""A key that has been read: its names, its tree, its values at the points of comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from grader.messages import _
from grader.quiz.marking import numbers, shapes
from grader.quiz.marking.compare import Samples, equal
from grader.quiz.marking.echo import echo
from grader.quiz.marking.evaluate import ERRORS, Evaluator
from grader.quiz.marking.key import Key, KeyFlaw, KnownWrong
from grader.quiz.marking.names import Names
from grader.quiz.marking.normalise import normalise
from grader.quiz.marking.parser import readings
from grader.quiz.marking.symbols import GREEK
from grader.quiz.marking.tree import Node, Unreadable, walk

_EQUALS = re.compile(r"(?<![<>=!:])=(?!=)")
_LONGEST = 2000
_GREEK_WORD = re.compile("|".join(sorted(GREEK, key=len, reverse=True)))


@dataclass(frozen=True, slots=True)
class Sides:
    """An answer taken apart at its equals signs.

    parts    what is claimed to be equal; the last is the answer
    left     a left side that is not among those asked for, else empty
    """

    parts: tuple[str, ...]
    left: str = ""


class Target:
    """A key, ready to be compared with answers. Raises KeyFlaw."""

    def __init__(self, key: Key) -> None:
        self.key = key
        declared = [*key.vars, *key.mats, *key.aux]
        self.names = Names(declared, key.mats, key.names)
        self.left = {_left(side) for side in (*key.lhs, *(["shape"] if key.kind == "shape" else []))}
        self.tree = self._read("expr", key.expr)
        self.aux = {name: self._read(f"aux.{name}", source) for name, source in key.aux.items()}
        self.samples = self._samples(self.tree)
        if not self.samples.points:
            raise KeyFlaw(f"The key {key.expr} has no value anywhere in its domain.")
        _value = self.samples.points[0].value
        if (key.kind == "shape") is not (isinstance(_value, tuple) and not hasattr(_value, "shape")):
            raise KeyFlaw("The key of a shape is a tuple such as (6, 28, 28), other keys are one expression.")
        self.whole_numbers = "int" in self._domains().values()

    @cached_property
    def wrongs(self) -> list[tuple[KnownWrong, Samples]]:
        """The known wrong answers, each with its own values."""
        return [
            (wrong, self._samples(self._read(f"the wrong answer {wrong.id}", wrong.expr))) for wrong in self.key.wrong
        ]

    @property
    def axes(self) -> int:
        """How many sizes a shape has."""
        value = self.samples.points[0].value if hasattr(self, "samples") else None
        return len(value) if isinstance(value, tuple) else 0

    def _domains(self) -> dict[str, str]:
        domain = self.key.domain
        names = [*self.key.vars, *self.key.mats]
        return {name: domain if isinstance(domain, str) else domain.get(name, "real") for name in names}

    def _samples(self, tree: Node) -> Samples:
        return Samples(tree, self._domains(), self.key.mats, self.aux, self.key.tol)

    def _read(self, what: str, source: str) -> Node:
        try:
            text = normalise(source, _LONGEST)
            if self.key.kind == "number":
                text, _worth = numbers.prepare(text, {})
            return readings(text, self.names, tuples=self.key.kind == "shape")[0]
        except Unreadable as error:
            raise KeyFlaw(f"{what}, {source!r}, cannot be read: {error.message}") from None

    def easy_values(self) -> Iterator[dict[str, Any]]:
        """Values that are pleasant to read, where the domain allows them."""
        domains = self._domains()
        if "int" in domains.values():
            return
        for start in (1, 2, 3) if "unit" not in domains.values() else ():
            yield {name: start + place for place, name in enumerate(domains)}
        if set(domains.values()) == {"real"}:
            yield {name: -1 - place for place, name in enumerate(domains)}
        for start in (2, 3):
            yield {name: Fraction(1, start + 2 * place) for place, name in enumerate(domains)}

    def sides(self, text: str) -> Sides:
        """A plain answer without the left sides that the question allows."""
        parts = _apart(text)
        kept = tuple(part for part in parts if _left(part) not in self.left)
        if len(parts) > len(kept) or len(parts) == 1:
            return Sides(kept or ("",))
        return Sides(kept, parts[0] if self._is_name(parts[0]) else "")

    def _is_name(self, part: str) -> bool:
        try:
            readings(part, self.names, tuples=True)
        except Unreadable:
            return True
        return False

    def read(self, text: str) -> tuple[list[Node], float]:
        """All readings of one side of an answer, and what its unit is worth. Raises Unreadable."""
        worth = 1.0
        if self.key.kind == "number":
            text, worth = numbers.prepare(text, self.key.units)
        elif self.key.kind == "shape":
            text = shapes.prepare(text, self.axes, self.names.words)
        found = readings(text, self.names, brackets=self.whole_numbers, tuples=self.key.kind == "shape")
        if worth != 1:
            factor = Node("num", (), int(worth) if worth == int(worth) else worth)
            found = [Node("*", (tree, factor)) for tree in found]
        return [self._as_shape(tree) for tree in found] if self.key.kind == "shape" else found, worth

    def _as_shape(self, tree: Node) -> Node:
        if any(node.op == "tuple" for one in tree.args for node in walk(one)):
            raise Unreadable("nested", _("A shape is one list of sizes, without lists in it."))
        return tree if tree.op == "tuple" else Node("tuple", (tree,))

    def echo(self, tree: Node) -> str:
        """A tree as text."""
        return echo(tree, bool(self.names.matrices))

    def same(self, one: Node, other: Node) -> bool:
        """Whether two readings have the same value at the points of the key."""
        agree = 0
        for place in range(len(self.samples.points)):
            values = [self.value(tree, place) for tree in (one, other)]
            if None in values:
                if values != [None, None]:
                    return False
                continue
            if not equal(*values):
                return False
            agree += 1
        return agree > 0

    def has_value(self, tree: Node) -> bool:
        """Whether a tree can be evaluated somewhere."""
        return any(self.value(tree, place) is not None for place in range(len(self.samples.points)))

    def value(self, tree: Node, place: int = 0) -> Any:
        """The value of a tree at one of the points, or None."""
        try:
            return Evaluator(self.samples.points[place].values)(tree)
        except ERRORS:
            return None


def _apart(text: str) -> list[str]:
    """The parts between equals signs outside brackets."""
    cuts = [match.start() for match in _EQUALS.finditer(text)]
    parts, begin = [], 0
    for cut in cuts:
        before = text[:cut]
        if sum(before.count(sign) for sign in "([{") == sum(before.count(sign) for sign in ")]}"):
            parts.append(text[begin:cut].strip())
            begin = cut + 1
    return [*parts, text[begin:].strip()]


def _left(side: str) -> str:
    """A left side for comparison: without spaces, brackets around names and underscores."""
    try:
        side = normalise(side, _LONGEST)
    except Unreadable:
        return ""
    side = _GREEK_WORD.sub(lambda match: GREEK[match[0]], side)
    side = re.sub(r"\((\w+)\)(?=/)|(?<=/)\((\w+)\)", r"\1\2", re.sub(r"[\s_]", "", side))
    return side[1:-1] if re.fullmatch(r"\([^()]*\)", side) else side
