"""What one function needs of the source it stands in: a notebook also holds plots, comparisons and things tried out.

Of several definitions of a name the last one holds, for a function when it is called, for all else when it is run.
"""

from __future__ import annotations

import ast
import builtins
import symtable
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.model import Exercise, Submission
from grader.submission import extent, parse

_SAME_MOMENT = frozenset({"listcomp", "setcomp", "dictcomp", "genexpr"})
"""What Python calls the scopes of comprehensions, which are run where they stand."""

_BUILTIN = frozenset(vars(builtins))


@dataclass(frozen=True, slots=True)
class Definition:
    """A statement, seen by the global names that go in and out.

    lines   where it stands
    binds   the names it binds; None for a star import, which may bind any
    now     the names it reads when it is run
    later   the names that functions in it read when they are called
    """

    lines: range
    binds: frozenset[str] | None
    now: frozenset[str]
    later: frozenset[str]


def relevant(exercise: Exercise, submission: Submission) -> Submission:
    """A notebook's submission less what the exercise does without; a file's as it is."""
    if not submission.cells:
        return submission
    forward = exercise.spec.forward
    also = () if forward is None else (forward.__name__,)  # a wrong backward may be right for it
    return replace(submission, source=needed(submission.source, exercise.name, also))


def needed(source: str, name: str, also: Iterable[str] = ()) -> str:
    """``source`` with blank lines in place of what the function ``name`` does not need.

    also    other functions to keep, if they are there

    A source that is not Python, or does not define ``name``, is given back as it is.
    """
    try:
        found = [_definition(node) for node in parse(source).body]
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    if _latest(found, name) is None:
        return source
    roots = [place for root in (name, *also) if (place := _latest(found, root)) is not None]
    kept = {line for place in _reachable(found, roots) for line in found[place].lines}
    return "\n".join(text if line in kept else "" for line, text in enumerate(source.split("\n"), 1))


def binds(source: str, name: str) -> bool:
    """Whether ``source``, which must be Python, gives ``name`` a meaning."""
    return any(name in (_binds(node) or ()) for node in parse(source).body)


def _definition(node: ast.stmt) -> Definition:
    return Definition(extent(node), _binds(node), *_reads(node))


def _binds(node: ast.stmt) -> frozenset[str] | None:
    if isinstance(node, ast.Import):
        return frozenset(alias.asname or alias.name.partition(".")[0] for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        names = frozenset(alias.asname or alias.name for alias in node.names)
        return None if "*" in names else names
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        return frozenset({node.name})
    if isinstance(node, ast.Assign):
        return frozenset(name for target in node.targets for name in _targets(target))
    if isinstance(node, ast.AnnAssign) and node.value is not None:
        return frozenset(_targets(node.target))
    return frozenset()


def _targets(target: ast.expr) -> Iterator[str]:
    """The names that are bound, or whose objects are changed, as in ``table[0] = 1``."""
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, ast.Attribute | ast.Subscript | ast.Starred):
        yield from _targets(target.value)
    elif isinstance(target, ast.Tuple | ast.List):
        for one in target.elts:
            yield from _targets(one)


def _reads(node: ast.stmt) -> tuple[frozenset[str], frozenset[str]]:
    """The names it reads at once, and those that it reads later."""
    now: set[str] = set()
    later: set[str] = set()

    def visit(table: symtable.SymbolTable, names: set[str]) -> None:
        for symbol in table.get_symbols():
            if symbol.is_referenced() and (symbol.is_global() or table.get_type() == "module"):
                names.add(symbol.get_name())
        for child in table.get_children():
            waits = child.get_type() == "function" and child.get_name() not in _SAME_MOMENT
            visit(child, later if waits else names)

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            visit(symtable.symtable(ast.unparse(node), "source", "exec"), now)
    except (SyntaxError, ValueError, RecursionError, MemoryError):  # too deep for it: rather too much than too little
        now |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return frozenset(now), frozenset(later)


def _latest(found: Sequence[Definition], name: str, before: int | None = None) -> int | None:
    """The place of the last definition of ``name``, or of the last one before a place."""
    places = range(len(found) if before is None else before)
    return next((place for place in reversed(places) if name in (found[place].binds or ())), None)


def _reachable(found: Sequence[Definition], roots: Iterable[int]) -> set[int]:
    """The places of the definitions that those at ``roots`` need, and that these need, the roots included."""
    reached: set[int] = set()
    waiting = [*roots]
    while waiting:
        place = waiting.pop()
        if place in reached:
            continue
        reached.add(place)
        reads = [(name, place) for name in found[place].now] + [(name, None) for name in found[place].later]
        for name, before in reads:
            other = _latest(found, name, before)
            if other is not None:
                waiting.append(other)
            elif name not in _BUILTIN:  # a star import may bring it
                waiting += [n for n, one in enumerate(found[:before]) if one.binds is None]
    return reached
