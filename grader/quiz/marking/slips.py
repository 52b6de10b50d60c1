"""The slips of a pen: the key with one thing left out, turned round or given the other sign, anywhere in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from grader.quiz.marking.tree import Node

_ROUNDINGS = {"floor": ("ceil", "round"), "ceil": ("floor", "round")}
_SIGNS = {"+": "-", "-": "+"}


class Slip(NamedTuple):
    """What went wrong (a word), with which part, and what the key would then be."""

    word: str
    part: Node
    tree: Node


def slips(tree: Node) -> Iterator[Slip]:
    """All slips in a tree, those that concern the whole of it first."""
    yield from _here(tree)
    for place, one in enumerate(tree.args):
        for slip in slips(one):
            yield slip._replace(tree=tree._replace(args=(*tree.args[:place], slip.tree, *tree.args[place + 1 :])))


def _here(node: Node) -> Iterator[Slip]:
    op, args = node.op, node.args
    if op in ("+", "-"):
        a, b = args
        yield Slip("missing_term", b, a)
        yield Slip("missing_term", a, b if op == "+" else Node("neg", (b,)))
        yield Slip("sign_of_term", b, node._replace(op=_SIGNS[op]))
        yield Slip("sign_of_term", a, node._replace(args=(Node("neg", (a,)), b)))
    elif op in ("*", "."):
        if args[0].op == "neg":
            yield Slip("missing_factor", args[0].args[0], Node("neg", (args[1],)))
        yield Slip("missing_factor", args[1], args[0])
        yield Slip("missing_factor", args[0], args[1])
    elif op == "/":
        yield Slip("missing_divisor", args[1], args[0])
        yield Slip("missing_factor", args[0], node._replace(args=(Node("num", (), 1), args[1])))
        yield Slip("upside_down", node, node._replace(args=args[::-1]))
    elif op == "^":
        yield Slip("missing_power", node, args[0])
    elif op == "neg":
        yield Slip("sign_of_term", args[0], args[0])
    elif op == "T":
        yield Slip("missing_transpose", args[0], args[0])
    elif op == "call" and node.value in _ROUNDINGS:
        for other in _ROUNDINGS[node.value]:
            yield Slip(f"{other}_for_{node.value}", node, node._replace(value=other))
        yield Slip(f"no_{node.value}", node, args[0])
    elif op == "call" and len(args) == 1:
        yield Slip("missing_function", node, args[0])
