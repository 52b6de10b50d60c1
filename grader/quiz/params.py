"""The parameters of an item: how a name gets its value."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from grader.quiz.fields import Fields
from grader.quiz.model import Generate, Param
from grader.quiz.table import Table

RESERVED = ("answer", "given")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_EXPLAIN = {
    "value": "value is a number, a text or an array",
    "int": "int is [smallest, largest]",
    "choice": "choice is a list of at least two different values",
    "real": "real is [smallest, largest, step] with a step above 0",
    "array": "array is [smallest, largest], with shape = [rows, columns]",
}


def params(fields: Fields, item: Table) -> tuple[Param, ...]:
    """The table ``params``; every name becomes known to ``fields``."""
    table = item.table("params")
    return tuple(_param(fields, table, name, value) for name, value in table.items())


def generate(fields: Fields, item: Table) -> Generate | None:
    """The table ``generate``: a function of the pack's ``quizzes/generators.py`` that draws values."""
    table = item.table("generate")
    if "generate" not in item:
        return None
    name, gives = identifier(table, "name"), table.texts("gives")
    if not gives:
        raise table.flaw('gives = ["name", ...] says which names get values')
    for one in gives:
        declare(fields, table, one)
    options = tuple((key, plain(value)) for key, value in table.items() if key not in ("name", "gives"))
    return Generate(name, gives, options)


def declare(fields: Fields, table: Table, name: str) -> None:
    """Make a name known, once."""
    if not _NAME.fullmatch(name):
        raise table.flaw(f"{name!r} is no name: letters, digits and _", name)
    if name in fields.names or name in RESERVED:
        raise table.flaw(f"the name {name} is taken", name)
    fields.names.append(name)


def identifier(table: Table, key: str) -> str:
    """A name for items, options and wrong answers: small letters, digits and ``_``."""
    name = str(table.take(key, str))
    if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
        raise table.flaw(f"{key} {name!r} is not of the form small_letters_and_digits", key)
    return name


def plain(value: Any) -> Any:
    """A TOML value as it is computed with: exact numbers, tuples."""
    if isinstance(value, list):
        return tuple(map(plain, value))
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, float):
        value = Fraction(str(value))
    return int(value) if isinstance(value, Fraction) and value.denominator == 1 else value


def _param(fields: Fields, table: Table, name: str, value: Any) -> Param:
    declare(fields, table, name)
    if not isinstance(value, dict):
        raise table.flaw(f"write {name} = {{ value = ... }} or {{ int = [a, b] }} or {{ choice = [...] }}", name)
    how = table.table(name)
    kinds = [key for key in _EXPLAIN if key in how]
    if len(kinds) != 1:
        how.done((*_EXPLAIN, "shape"))
        raise how.flaw(f"{name} needs one of {', '.join(_EXPLAIN)}")
    kind = kinds[0]
    given = how.any(kind)
    shape = tuple(how.take("shape", list)) if kind == "array" else ()
    how.done((*_EXPLAIN, "shape"))
    what = (plain(given),) if kind == "value" else tuple(map(plain, given)) if isinstance(given, list) else ()
    if not _drawable(kind, what, shape):
        raise how.flaw(_EXPLAIN[kind], kind)
    return Param(name, kind, what, shape)


def _drawable(kind: str, what: tuple[Any, ...], shape: tuple[Any, ...]) -> bool:
    numbers = all(isinstance(one, int | Fraction) and not isinstance(one, bool) for one in what)
    whole = numbers and all(isinstance(one, int) for one in what)
    if kind in ("int", "array"):
        sizes = all(isinstance(size, int) and 0 < size < 100 for size in shape)
        return len(what) == 2 and whole and what[0] <= what[1] and sizes and bool(shape) == (kind == "array")
    if kind == "real":
        return len(what) == 3 and numbers and what[0] < what[1] and what[2] > 0
    return kind == "value" or (len(what) > 1 and all(what.count(one) == 1 for one in what))
