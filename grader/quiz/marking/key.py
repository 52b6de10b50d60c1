"""The key of a question: the right answer, the names it uses, and what is said to known wrong answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import TYPE_CHECKING, Any

from grader.quiz.marking.points import DOMAINS

if TYPE_CHECKING:
    from grader.quiz.marking.target import Target

KINDS = ("expr", "number", "shape")
POLICIES = ("substitute", "accept")
MAX_SIZE = 100_000


class KeyFlaw(ValueError):
    """A key that cannot be used; the sentence tells its author why."""


@dataclass(frozen=True, slots=True)
class KnownWrong:
    """A wrong answer that stands for a misconception, and what is said to it."""

    id: str
    expr: str
    en: str = ""
    ja: str = ""


@dataclass(frozen=True)
class Key:
    """What an answer is marked against; ``key_from`` checks and makes one.

    expr              the right answer, in the grammar of answers
    kind              expr, number or shape
    vars              the names that stand for numbers
    mats              the names that stand for arrays of one or two axes, with their sizes
    domain            real, pos, unit or int: where the names are compared; or one for each name
    lhs               left sides that may stand before the answer: dz/dx = ...
    aux               names for parts of the answer, each an expression
    aux_policy        substitute: an answer that uses them is ``almost`` right; accept: it is right
    tol               how far from the key an answer may be: ``tol * max(1, |key|)``; without it 1e-9 of the key
    units             words that may follow a number; with a mapping, what each is worth
    must_not_contain  functions, names or signs that the asked form does not have
    max_nodes         the most parts that the asked form has
    names             further spellings of names
    wrong             known wrong answers; the first that fits speaks
    """

    expr: str
    kind: str = "expr"
    vars: tuple[str, ...] = ()
    mats: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    domain: str | Mapping[str, str] = "real"
    lhs: tuple[str, ...] = ()
    aux: Mapping[str, str] = field(default_factory=dict)
    aux_policy: str = "substitute"
    tol: float | None = None
    units: Mapping[str, float] = field(default_factory=dict)
    must_not_contain: tuple[str, ...] = ()
    max_nodes: int | None = None
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wrong: tuple[KnownWrong, ...] = ()

    @cached_property
    def target(self) -> Target:
        """The key, read and evaluated. Raises KeyFlaw."""
        from grader.quiz.marking.target import Target

        return Target(self)


def key_from(mapping: Mapping[str, Any]) -> Key:
    """Make a key from what stands in a file.

    Raises KeyFlaw for unknown fields, wrong types, and expressions that cannot be read or have no value anywhere.
    """
    given = dict(mapping)
    known = [one.name for one in fields(Key)]
    _known("field", given, known)
    if "expr" not in given:
        raise KeyFlaw("expr, the right answer, is missing.")
    readers = {
        "expr": _expression, "kind": _one_of(KINDS), "vars": _words, "mats": _shapes, "domain": _domain, "lhs": _texts,
        "aux": _table, "aux_policy": _one_of(POLICIES), "tol": _tolerance, "units": _units, "must_not_contain": _texts,
        "max_nodes": _count, "names": _spellings, "wrong": _wrongs,
    }  # fmt: skip
    key = Key(**{name: readers[name](name, value) for name, value in given.items() if value is not None})
    _consistent(key)
    key.target  # noqa: B018  (reads it, and complains)
    return key


def _known(what: str, given: Mapping[str, Any], known: Sequence[str]) -> None:
    for name in given:
        if name not in known:
            import difflib

            near = difflib.get_close_matches(str(name), known, n=1, cutoff=0.5)
            hint = f"Did you mean {near[0]}?" if near else f"There are {', '.join(known)}."
            raise KeyFlaw(f"There is no {what} {name!r}. {hint}")


def _consistent(key: Key) -> None:
    every = [*key.vars, *key.mats, *key.aux]
    for name in every:
        if every.count(name) > 1:
            raise KeyFlaw(f"The name {name} is declared twice.")
    if isinstance(key.domain, Mapping):
        _known("name", key.domain, [*key.vars, *key.mats])
    _known("name", key.names, every)


def _expression(name: str, value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return repr(value)
    if isinstance(value, list | tuple):
        return f"({', '.join(map(str, value))},)"
    if not isinstance(value, str) or not value.strip():
        raise KeyFlaw(f"{name} is an expression in quotes.")
    return value


def _one_of(choices: tuple[str, ...]) -> Any:
    def read(name: str, value: Any) -> str:
        if value not in choices:
            raise KeyFlaw(f"{name} is one of {', '.join(choices)}, not {value!r}.")
        return str(value)

    return read


def _texts(name: str, value: Any) -> tuple[str, ...]:
    values = (value,) if isinstance(value, str) else value
    if not isinstance(values, list | tuple) or not all(isinstance(one, str) and one.strip() for one in values):
        raise KeyFlaw(f"{name} is a list of texts.")
    return tuple(one.strip() for one in values)


def _words(name: str, value: Any) -> tuple[str, ...]:
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else _texts(name, value)


def _mapping(name: str, value: Any) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping) or not all(isinstance(key, str) and key.strip() for key in value):
        raise KeyFlaw(f"{name} is a table of names.")
    return value


def _table(name: str, value: Any) -> dict[str, str]:
    return {key: _expression(f"{name}.{key}", one) for key, one in _mapping(name, value).items()}


def _shapes(name: str, value: Any) -> dict[str, tuple[int, ...]]:
    shapes = {}
    for key, one in _mapping(name, value).items():
        fits = isinstance(one, list | tuple) and 1 <= len(one) <= 2
        if not fits or not all(type(size) is int and 0 < size <= MAX_SIZE for size in one):
            raise KeyFlaw(f"{name}.{key} is a list of one or two sizes, such as [2, 3].")
        shapes[key] = tuple(one)
    return shapes


def _domain(name: str, value: Any) -> str | dict[str, str]:
    if isinstance(value, Mapping):
        return {key: _one_of(DOMAINS)(f"{name}.{key}", one) for key, one in value.items()}
    return str(_one_of(DOMAINS)(name, value))


def _tolerance(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1:
        raise KeyFlaw(f"{name} is a number from 0 to 1.")
    return float(value)


def _units(name: str, value: Any) -> dict[str, float]:
    if not isinstance(value, Mapping):
        return dict.fromkeys(_texts(name, value), 1)
    for key, one in value.items():
        if isinstance(one, bool) or not isinstance(one, int | float) or one <= 0:
            raise KeyFlaw(f"{name}.{key} is what one {key} is worth, a number above 0.")
    return dict(value)


def _count(name: str, value: Any) -> int:
    if type(value) is not int or value < 1:
        raise KeyFlaw(f"{name} is a whole number from 1.")
    return value


def _spellings(name: str, value: Any) -> dict[str, tuple[str, ...]]:
    return {key: _texts(f"{name}.{key}", one) for key, one in _mapping(name, value).items()}


def _wrongs(name: str, value: Any) -> tuple[KnownWrong, ...]:
    if not isinstance(value, list | tuple):
        raise KeyFlaw(f"{name} is a list of tables with id, expr, en and ja.")
    found = []
    for number, one in enumerate(value, 1):
        if isinstance(one, KnownWrong):
            found.append(one)
            continue
        _known(f"field in wrong {number}", _mapping(f"{name} {number}", one), ("id", "expr", "en", "ja"))
        if not isinstance(one.get("id"), str) or "expr" not in one:
            raise KeyFlaw(f"{name} {number} needs id and expr.")
        texts = [one.get(language, "") for language in ("en", "ja")]
        if not all(isinstance(text, str) for text in texts):
            raise KeyFlaw(f"{name} {number}: en and ja are texts.")
        found.append(KnownWrong(one["id"], _expression(f"{name} {number}.expr", one["expr"]), *texts))
    return tuple(found)
