"""Expressions of authors, in the grammar of answers: read once, computed exactly wherever that is possible.

Names are spelled as they are declared; a product may be written without a sign; a[i] is an element of a tuple.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from grader.messages import _
from grader.quiz.marking.echo import echo
from grader.quiz.marking.evaluate import evaluate
from grader.quiz.marking.names import Names
from grader.quiz.marking.normalise import normalise
from grader.quiz.marking.parser import readings
from grader.quiz.marking.tree import Node, Unreadable

LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Tree:
    """An expression that has been read."""

    source: str
    node: Node


def parse_item(source: str, names: Collection[str]) -> Tree:
    """Read an expression over ``names``. Raises ValueError with a sentence."""
    found = readings(normalise(source, LONGEST), Names(names, exact=True), tuples=True, exact=True)
    if len(found) > 1:
        ways = " / ".join(map(echo, found))
        raise Unreadable("two_readings", _("This can be read in two ways: {ways}. Write brackets.").format(ways=ways))
    return Tree(source, found[0])


def evaluate_item(tree: Tree, values: Mapping[str, Any]) -> Any:
    """The value: int or Fraction where it is exact, else float; bool of comparisons; tuples.

    Raises ArithmeticError, ValueError, TypeError or LookupError where there is none.
    """
    return evaluate(tree.node, values)
