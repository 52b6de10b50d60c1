"""Whether two expressions have the same value wherever the key has one.

The key chooses the points, never the answer: a root or a logarithm in an answer must not hide the points where it is
wrong. Exact numbers are compared exactly, floats to ``TOLERANCE``; a difference counts only if rounding cannot
explain it, which is found out by computing again with disturbed results.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple

from grader.quiz.marking.evaluate import ERRORS, Evaluator
from grader.quiz.marking.exact import Undefined
from grader.quiz.marking.functions import ANALYTIC
from grader.quiz.marking.matrix import Matrix, Misfit
from grader.quiz.marking.points import GRID, array_points, complex_points, grid_points, noise, real_points
from grader.quiz.marking.tree import Node, walk

TOLERANCE = 1e-9
ENOUGH = 5
"""Points that must agree, unless the key has fewer."""

MARGIN = 16
"""How far the disturbance (some 1e-12) must move a value for rounding (1e-16) to be able to explain a difference."""

_TINY = 1e-290
_ENTIRE = frozenset(("num", "name", "neg", "+", "-", "*", ".", "/"))


class Point(NamedTuple):
    """Where to compare: values of the names, and the key's value there."""

    values: dict[str, Any]
    value: Any


class Found(NamedTuple):
    """The outcome of a comparison.

    same     True, False, or None where nothing could be compared
    why      empty; or undefined, too_large, zero, shape, misfit
    detail   the shapes, for shape and misfit
    """

    same: bool | None
    why: str = ""
    detail: str = ""


class Samples:
    """The points of a key, with the key's value at each."""

    def __init__(
        self,
        tree: Node,
        domains: Mapping[str, str],
        shapes: Mapping[str, tuple[int, ...]],
        aux: Mapping[str, Node],
        tol: float | None = None,
    ) -> None:
        self.tree = tree
        self.aux = aux
        self.tol = tol
        self.points = self._choose(domains, shapes)
        smooth = analytic(tree) and not shapes and "int" not in domains.values()
        self.complex = self._defined(complex_points(domains)) if smooth and domains else []

    def _choose(self, domains: Mapping[str, str], shapes: Mapping[str, tuple[int, ...]]) -> list[Point]:
        if shapes:
            return self._defined(array_points(domains, shapes))
        if not domains:
            return self._defined([{}])
        if "int" in domains.values():
            points = self._defined(grid_points(domains))
            positive = [point for point in points if not isinstance(point.value, tuple) and point.value > 0]
            return (positive if len(positive) >= GRID else points)[:GRID]
        points = self._defined(real_points(domains))
        for smaller in ("pos", "unit"):  # a key with roots or logarithms, in a question that names no domain
            if len(points) < 2 * ENOUGH:
                points += self._defined(real_points(dict.fromkeys(domains, smaller)))
        return points

    def _defined(self, places: Iterable[dict[str, Any]]) -> list[Point]:
        points = []
        for values in places:
            try:
                for name, tree in self.aux.items():
                    values[name] = Evaluator(values)(tree)
                points.append(Point(values, Evaluator(values)(self.tree)))
            except ERRORS:
                continue
        return points

    def compare(self, tree: Node, *, loose: bool = False) -> Found:
        """Whether ``tree`` has the key's values."""
        agreed, doubt = 0, ""
        points = self.points + (self.complex if self.complex and analytic(tree) else [])
        tolerance = self.tol if self.tol is not None else TOLERANCE
        rounded = self.tol is not None or any(map(_has_long_decimals, (tree, self.tree)))
        for point in points:
            try:
                value = Evaluator(point.values, loose=loose)(tree)
            except Misfit as error:
                return Found(False, "misfit", str(error))
            except OverflowError:
                doubt = doubt or "too_large"
                continue
            except ZeroDivisionError:
                doubt = doubt or "zero"
                continue
            except Undefined:
                return Found(False, "undefined")
            except ERRORS:
                return Found(None, "type")
            detail = _shapes(value, point.value)
            if detail:
                return Found(False, "shape", detail)
            pairs = [*_pairs(value, point.value)]
            if all(_close(a, b, tolerance, rounded, self.tol) for a, b in pairs):
                agreed += 1
            elif not self._explained(tree, point, loose):
                return Found(False)
        if agreed >= min(ENOUGH, max(1, len(self.points))):
            return Found(True)
        return Found(None, doubt or "too_large")

    def _explained(self, tree: Node, point: Point, loose: bool) -> bool:
        """Whether rounding may explain the difference of the key and ``tree`` at this point."""
        value = Evaluator(point.values, loose=loose)(tree)
        gap = _distance(value, point.value)
        disturb = noise()
        for one, clean in ((tree, value), (self.tree, point.value)):
            for _round in range(3):
                try:
                    disturbed = Evaluator(point.values, disturb, loose)(one)
                except ERRORS:
                    return True
                if _distance(disturbed, clean) > MARGIN * gap:
                    return True
        return False


def analytic(tree: Node) -> bool:
    """Whether a tree has one value at complex numbers too."""
    return all(
        node.op in _ENTIRE
        or (node.op == "call" and node.value in ANALYTIC)
        or (node.op == "^" and _whole(node.args[1]))
        for node in walk(tree)
    )


def _whole(node: Node) -> bool:
    if node.op == "neg":
        node = node.args[0]
    return node.op == "num" and isinstance(node.value, int)


def equal(a: Any, b: Any) -> bool:
    """Whether two values are the same but for rounding."""
    if _shapes(a, b):
        return False
    try:
        return all(abs(x - y) <= TOLERANCE * max(abs(x), abs(y)) for x, y in _pairs(a, b))
    except OverflowError:
        return False


def _pairs(a: Any, b: Any) -> Iterable[tuple[Any, Any]]:
    if isinstance(a, Matrix) or isinstance(b, Matrix):  # a matrix of one element is as good as a number
        left, right = (one.data if isinstance(one, Matrix) else (one,) for one in (a, b))
        return zip(left, right)
    return zip(a, b) if isinstance(a, tuple) else [(a, b)]


def _shapes(value: Any, key: Any) -> str:
    """The two shapes where they differ."""
    ours, theirs = (
        one.shape if isinstance(one, Matrix) else (len(one),) if isinstance(one, tuple) else () for one in (value, key)
    )
    if {len(one.data) if isinstance(one, Matrix) else type(one) for one in (value, key)} <= {1, int, float, Fraction}:
        return ""
    if ours == theirs and isinstance(value, Matrix) == isinstance(key, Matrix):
        return ""
    return " / ".join(one.size if isinstance(one, Matrix) else "()" for one in (value, key))


def _close(a: Any, b: Any, tolerance: float, rounded: bool, tol: float | None) -> bool:
    if isinstance(a, int | Fraction) and isinstance(b, int | Fraction) and not rounded:
        return a == b
    try:
        gap, size = abs(a - b), max(abs(a), abs(b))
    except OverflowError:
        return False
    if tol is not None:
        return gap <= tolerance * max(1, abs(b)) * (1 + 1e-12)
    return gap <= tolerance * size or size < _TINY


def _distance(a: Any, b: Any) -> float:
    return max(float(abs(one - other)) for one, other in _pairs(a, b))


def _has_long_decimals(tree: Node) -> bool:
    """Whether somebody typed ten digits or more of a number that does not end, such as 0.3333333333."""
    return any(
        node.op == "num" and isinstance(node.value, Fraction) and math.log10(abs(node.value.numerator) or 1) >= 9
        for node in walk(tree)
    )
