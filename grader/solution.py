"""The reference solution as a learner reads it: the function, and what it calls from the same course."""

from __future__ import annotations

import ast
import inspect
import types
from collections.abc import Callable, Iterator
from typing import Any

from grader.model import Spec


def source_of(spec: Spec) -> str:
    """The text of the reference, after that of the functions and classes of the course that it uses."""
    found: dict[Any, None] = {}
    _collect(spec.solve, spec.solve.__module__.partition(".")[0], found)
    return "\n\n".join(inspect.getsource(one).rstrip() + "\n" for one in found)


def _collect(one: Any, course: str, found: dict[Any, None]) -> None:
    """Gather ``one`` after everything it uses."""
    for name in _names(one):
        used = vars(inspect.getmodule(one)).get(name)
        ours = isinstance(used, types.FunctionType | type) and used.__module__.partition(".")[0] == course
        if ours and used is not one and used not in found:
            _collect(used, course, found)
    found[one] = None


def _names(one: Callable[..., Any]) -> Iterator[str]:
    tree = ast.parse(inspect.cleandoc("\n" + inspect.getsource(one)))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            yield node.id


def without_statement(source: str) -> str:
    """The text of a learner's file without the docstring at its top; as it is where it cannot be read."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):
        return source
    first = body[0] if body else None
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return "\n".join(source.split("\n")[first.end_lineno or 0 :]).strip("\n") + "\n"
    return source
