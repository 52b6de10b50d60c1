"""The value of a tree at one point: exact numbers where possible, else floats, complex numbers or small matrices."""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from grader.quiz.marking import exact
from grader.quiz.marking.exact import Undefined, bounded
from grader.quiz.marking.functions import ARRAYS, ONE
from grader.quiz.marking.matrix import Matrix, Misfit, dot, each, matmul, outer, pairwise, total, transpose
from grader.quiz.marking.tree import Node

ERRORS = (ArithmeticError, ValueError, TypeError, LookupError)
"""What ``evaluate`` may raise: Undefined, Misfit, OverflowError, ZeroDivisionError and their kin."""

Noise = Callable[[], float]

_BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": exact.add,
    "-": exact.subtract,
    "*": exact.multiply,
    "/": exact.divide,
    "//": exact.floor_divide,
    "%": exact.modulo,
    "^": exact.power,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
}
_CALLS = {
    "power": exact.power,
    "multiply": exact.multiply,
    "add": exact.add,
    "subtract": exact.subtract,
    "divide": exact.divide,
    "mod": exact.modulo,
}
_CONSTANTS = {"e": math.e, "π": math.pi}


class Evaluator:
    """Computes trees with the values of names.

    noise   gives a tiny number by which every inexact result is changed, to see how much rounding matters
    loose   lets a matrix product that does not fit be one element by element, to see whether that was meant
    """

    def __init__(self, values: Mapping[str, Any], noise: Noise | None = None, loose: bool = False) -> None:
        self.values = values
        self.noise = noise
        self.loose = loose

    def __call__(self, node: Node) -> Any:
        """The value of ``node``. Raises one of ERRORS."""
        op = node.op
        if op == "num":
            return node.value
        if op == "name":
            return self._name(node.value)
        value = self._operation(op, node)
        if self.noise is not None:
            return self._disturbed(value)
        return value

    def _name(self, name: str) -> Any:
        return self.values[name] if name in self.values else _CONSTANTS[name]

    def _disturbed(self, value: Any) -> Any:
        assert self.noise is not None
        if isinstance(value, float | complex):
            return value * (1 + self.noise())
        return each(self._disturbed, value) if isinstance(value, Matrix) else value

    def _operation(self, op: str, node: Node) -> Any:
        if op in _BINARY:
            return self._binary(op, self(node.args[0]), self(node.args[1]))
        if op == "neg":
            value = self(node.args[0])
            return each(operator.neg, value) if isinstance(value, Matrix) else -value
        if op in (".", "@"):
            return self._product(op, self(node.args[0]), self(node.args[1]))
        if op == "call":
            return self._call(node)
        if op == "T":
            return transpose(self(node.args[0]))
        if op == "tuple":
            return tuple(map(self, node.args))
        if op == "index":
            return self._index(self(node.args[0]), [self(one) for one in node.args[1:]])
        if op == "chain":  # a < b < c
            values = [self(one) for one in node.args]
            return all(_BINARY[sign](*pair) for sign, pair in zip(node.value, itertools.pairwise(values)))
        if op == "and":
            return bool(self(node.args[0])) and bool(self(node.args[1]))
        if op == "or":
            return bool(self(node.args[0])) or bool(self(node.args[1]))
        assert op == "not"
        return not self(node.args[0])

    def _binary(self, op: str, a: Any, b: Any) -> Any:
        if isinstance(a, Matrix) or isinstance(b, Matrix):
            if op == "^" and b == -1:
                raise TypeError("the inverse of a matrix")
            return pairwise(_BINARY[op], a, b)
        if isinstance(a, tuple) or isinstance(b, tuple):
            if op in ("==", "!="):
                return (a == b) is (op == "==")
            raise TypeError("a tuple is no number")
        return _BINARY[op](a, b)

    def _product(self, op: str, a: Any, b: Any) -> Any:
        try:
            return matmul(a, b) if op == "@" else dot(a, b)
        except Misfit:
            if self.loose and op == ".":
                return pairwise(exact.multiply, a, b)
            raise

    def _index(self, value: Any, indices: list[Any]) -> Any:
        for index in indices:
            if not isinstance(value, tuple) or not isinstance(index, int) or not 0 <= index < len(value):
                raise IndexError("there is no such element")
            value = value[index]
        return value

    def _call(self, node: Node) -> Any:
        name = node.value
        given = [one for one in node.args if one.op != "keyword"]
        keywords = {one.value: self(one.args[0]) for one in node.args if one.op == "keyword"}
        if name == "if":
            return self._if(*given)
        args = [self(one) for one in given]
        if name in ARRAYS:
            return _whole(name, args, keywords)
        if name in ("max", "min"):
            return _extreme(name, args, keywords)
        if name in _CALLS:
            return self._binary_call(_CALLS[name], *args)
        if name == "norm" and isinstance(args[0], Matrix):
            return ONE["sqrt"](total(each(ONE["square"], args[0])))
        if name == "heaviside":
            return self._heaviside(*args)
        return _one(name, args[0])

    def _binary_call(self, function: Callable[[Any, Any], Any], a: Any, b: Any) -> Any:
        if isinstance(a, Matrix) or isinstance(b, Matrix):
            return pairwise(function, a, b)
        return function(a, b)

    def _if(self, condition: Node, then: Node, otherwise: Node) -> Any:
        chosen = self(condition)
        if not isinstance(chosen, Matrix):
            return self(then if chosen else otherwise)
        yes, no = self(then), self(otherwise)
        picked = pairwise(lambda c, y: (c, y), chosen, yes)
        return pairwise(lambda pair, n: pair[1] if pair[0] else n, picked, no)

    def _heaviside(self, x: Any, at_zero: Any = Fraction(1, 2)) -> Any:
        if isinstance(x, Matrix):
            return each(lambda one: self._heaviside(one, at_zero), x)
        return at_zero if x == 0 else int(x > 0)


def evaluate(node: Node, values: Mapping[str, Any]) -> Any:
    """The value of a tree, where names have these values. Raises one of ERRORS."""
    return Evaluator(values)(node)


def _one(name: str, value: Any) -> Any:
    if isinstance(value, Matrix):
        return each(lambda one: _one(name, one), value)
    if isinstance(value, tuple):
        raise TypeError("a tuple is no number")
    try:
        return bounded(ONE[name](value))
    except ValueError:  # math's own "domain error"
        raise Undefined from None


def _extreme(name: str, args: list[Any], keywords: Mapping[str, Any]) -> Any:
    if keywords:
        raise TypeError(f"{name} of an axis")
    choose = max if name == "max" else min
    if any(isinstance(one, Matrix) for one in args):
        if len(args) == 1:
            return choose(args[0].data)
        result = args[0]
        for one in args[1:]:
            result = pairwise(choose, result, one)
        return result
    return choose(_flat(args))


def _whole(name: str, args: list[Any], keywords: Mapping[str, Any]) -> Any:
    if name == "dot":
        return dot(*args) if keywords == {} else _refuse(keywords)
    if name == "outer":
        return outer(*args)
    if name == "transpose":
        if args[1:] and {one % 2 for one in args[1:]} != {0, 1}:
            raise IndexError("no such axis")
        return transpose(args[0])
    if name == "len":
        return len(args[0]) if not isinstance(args[0], Matrix) else args[0].shown[0]
    axis = args[1] if len(args) > 1 else keywords.get("axis", keywords.get("dim"))
    keep = bool(keywords.get("keepdims", keywords.get("keepdim", 0)))
    if isinstance(args[0], tuple) and not isinstance(args[0], Matrix):
        values = list(_flat(args[:1]))
        result = sum(values[1:], values[0]) if values else 0
        return bounded(exact.divide(result, len(values)) if name == "mean" else result)
    return total(args[0], axis, keep, name == "mean")


def _refuse(keywords: Mapping[str, Any]) -> Any:
    raise TypeError(f"unknown {', '.join(keywords)}")


def _flat(values: Iterable[Any]) -> Iterable[Any]:
    """The numbers in nested tuples."""
    for one in values:
        if isinstance(one, tuple):
            yield from _flat(one)
        else:
            yield one
