"""A tree as text again: how an answer was understood."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader.quiz.marking.tree import Node

_LEVEL = {
    "if": 0, "or": 1, "and": 2, "not": 3, **dict.fromkeys(("<", "<=", ">", ">=", "==", "!=", "chain"), 4),
    "+": 5, "-": 5, "*": 6, ".": 6, "@": 6, "/": 6, "//": 6, "%": 6, "neg": 7, "^": 8, "T": 9, "index": 9,
}  # fmt: skip
_SIGN = {"*": "·", ".": "·", "^": "^", "/": "/", "//": " // ", "%": " % ", "@": " @ "}


def echo(node: Node) -> str:
    """The expression with every product written out, and no more brackets than it needs."""
    return _text(node, 0)


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


def _text(node: Node, level: int) -> str:
    text = _bare(node)
    own = _LEVEL.get("if" if node.value == "if" and node.op == "call" else node.op, 10)
    if node.op == "num" and isinstance(node.value, Fraction) and "/" in text:
        own = 6
    return f"({text})" if own < level else text


def _bare(node: Node) -> str:
    op, args = node.op, node.args
    if op == "num":
        return number(node.value)
    if op == "name":
        return str(node.value)
    if op == "neg":
        return "-" + _text(args[0], 7)
    if op == "T":
        return _text(args[0], 9) + "^T"
    if op == "^":
        return f"{_text(args[0], 9)}^{_text(args[1], 9)}"
    if op in _SIGN:
        return f"{_text(args[0], 6)}{_SIGN[op]}{_text(args[1], 7 if op in '*.' and args[1].op != 'neg' else 8)}"
    if op == "call" and node.value == "if":
        return f"{_text(args[1], 1)} if {_text(args[0], 1)} else {_text(args[2], 0)}"
    if op in ("call", "tuple"):
        inside = ", ".join(_text(one, 0) for one in args)
        return f"{node.value}({inside})" if op == "call" else f"({inside}{',' if len(args) == 1 else ''})"
    if op == "keyword":
        return f"{node.value}={_text(args[0], 0)}"
    if op == "not":
        return "not " + _text(args[0], 3)
    if op == "index":
        return f"{_text(args[0], 9)}[{', '.join(_text(one, 0) for one in args[1:])}]"
    if op == "chain":
        parts = [_text(args[0], 5)]
        for sign, one in zip(node.value, args[1:]):
            parts += [sign, _text(one, 5)]
        return " ".join(parts)
    level = _LEVEL[op]
    return f"{_text(args[0], level)} {op} {_text(args[1], level + 1)}"
