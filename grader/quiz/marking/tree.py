"""What an expression is once it has been read: a tree of nodes; and why a text could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple


class Unreadable(ValueError):
    """A text that cannot be read: ``diagnosis`` is a word for programs, the message a sentence."""

    def __init__(self, diagnosis: str, message: str) -> None:
        super().__init__(message)
        self.diagnosis = diagnosis
        self.message = message


class Node(NamedTuple):
    """An operation on its arguments.

    op      num, name, neg, + - / // % ^, * (element by element), . (product of any kind), @ (matrix product),
            < <= > >= == !=, and, or, not, if, call, keyword, T, tuple, index
    value   the number, the name, the function
    """

    op: str
    args: tuple[Node, ...] = ()
    value: Any = None


def walk(node: Node) -> Iterator[Node]:
    """The node and everything below it."""
    yield node
    for one in node.args:
        yield from walk(one)


def names_in(node: Node) -> set[str]:
    """The names that an expression uses."""
    return {one.value for one in walk(node) if one.op == "name"}


def terms(node: Node, sign: int = 1) -> Iterator[tuple[int, Node]]:
    """The terms of a sum, with their signs."""
    if node.op in ("+", "-"):
        yield from terms(node.args[0], sign)
        yield from terms(node.args[1], sign if node.op == "+" else -sign)
    elif node.op == "neg":
        yield from terms(node.args[0], -sign)
    else:
        yield sign, node


def factors(node: Node) -> Iterator[Node]:
    """The factors of a product; those below a fraction bar as their reciprocals."""
    if node.op in ("*", "."):
        for one in node.args:
            yield from factors(one)
    elif node.op == "/":
        yield from factors(node.args[0])
        for one in factors(node.args[1]):
            yield Node("/", (Node("num", (), 1), one))
    elif node.op == "neg":
        yield from factors(node.args[0])
    else:
        yield node
