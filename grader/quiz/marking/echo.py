"""A tree as text again: how an answer was understood."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from grader.quiz.marking.tree import Node

_LEVEL = {
    "if": 0, "or": 1, "and": 2, "not": 3, **dict.fromkeys(("<", "<=", ">", ">=", "==", "!=", "chain"), 4),
    "+": 5, "-": 5, "*": 6, ".": 6, "@": 6, "/": 6, "//": 6, "%": 6, "neg": 7, "^": 8, "T": 9, "index": 9,
}  # fmt: skip
_SIGN = {"*": "·", ".": "·", "^": "^", "/": "/", "//": " // ", "%": " % ", "@": " @ "}
_LONG = 12


def echo(node: Node, arrays: bool = False) -> str:
    """The expression with every product written out, and no more brackets than it needs.

    With ``arrays`` a product element by element is a star, other products a dot.
    """
    return _Writer({**_SIGN, "*": " * "} if arrays else _SIGN).text(node, 0)


def literal(value: Any) -> str:
    """A number as it may have been typed, exactly."""
    if not isinstance(value, Fraction):
        return str(value)
    places = 0
    while (value * 10**places).denominator > 1:
        places += 1
    digits = str(abs(value.numerator) * 10**places // value.denominator)
    sign = "-" if value < 0 else ""
    if places > _LONG:
        return f"{sign}{digits}e-{places}"
    digits = digits.rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}"


def number(value: Any) -> str:
    """A value for a message: exact if that is short, else six digits."""
    if isinstance(value, bool):
        value = int(value)
    if isinstance(value, Fraction):
        short = f"{value.numerator}/{value.denominator}"
        rest = value.denominator
        for prime in (2, 5):
            while rest % prime == 0:
                rest //= prime
        if rest > 1 and len(short) <= 9:
            return short
    if isinstance(value, int):
        return str(value) if abs(value) < 10**15 else f"{float(value):.6g}"
    if isinstance(value, complex):
        return f"{value:.6g}"
    return f"{float(value):.6g}"


class _Writer:
    """Writes nodes; ``signs`` are those of products."""

    def __init__(self, signs: Mapping[str, str]) -> None:
        self.signs = signs

    def text(self, node: Node, level: int) -> str:
        text = self.bare(node)
        own = _LEVEL.get("if" if node.value == "if" and node.op == "call" else node.op, 10)
        return f"({text})" if own < level else text

    def bare(self, node: Node) -> str:
        op, args = node.op, node.args
        if op == "num":
            return literal(node.value)
        if op == "name":
            return str(node.value)
        if op == "neg":
            return "-" + self.text(args[0], 7)
        if op == "T":
            return self.text(args[0], 9) + "^T"
        if op == "^":
            return f"{self.text(args[0], 9)}^{self.text(args[1], 9)}"
        if op in self.signs:
            return f"{self.text(args[0], 6)}{self.signs[op]}{self.text(args[1], 7 if op in '*.' and args[1].op != 'neg' else 8)}"
        if op == "call" and node.value == "if":
            return f"{self.text(args[1], 1)} if {self.text(args[0], 1)} else {self.text(args[2], 0)}"
        if op in ("call", "tuple"):
            inside = ", ".join(self.text(one, 0) for one in args)
            return f"{node.value}({inside})" if op == "call" else f"({inside}{',' if len(args) == 1 else ''})"
        if op == "keyword":
            return f"{node.value}={self.text(args[0], 0)}"
        if op == "not":
            return "not " + self.text(args[0], 3)
        if op == "index":
            return f"{self.text(args[0], 9)}[{', '.join(self.text(one, 0) for one in args[1:])}]"
        if op == "chain":
            parts = [self.text(args[0], 5)]
            for sign, one in zip(node.value, args[1:]):
                parts += [sign, self.text(one, 5)]
            return " ".join(parts)
        level = _LEVEL[op]
        return f"{self.text(args[0], level)} {op} {self.text(args[1], level + 1)}"
