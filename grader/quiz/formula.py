"""Expressions, conditions and texts with placeholders, as authors write them; parsed once, used for every draw.

They are written in the grammar of learners' answers (``marking.expression``): nothing here is Python.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.quiz import values as show
from grader.quiz.marking.expression import Tree, evaluate_item, parse_item

_NAME = re.compile(r"[A-Za-z_]\w*")
_WORDS = re.compile(r"""\s*([A-Za-z_]\w*)\s*(==|!=)\s*(?:"([^"]*)"|'([^']*)')\s*""")
_PLACE = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
FORMATS = ("coef", "plus", "dims", "grid", "row", "list", "ascii")


class FormulaError(ValueError):
    """An expression or a placeholder that cannot be read; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression over the names of an item. Call it with their values."""

    source: str
    name: str = ""
    tree: Tree | None = field(default=None, compare=False, repr=False)

    def __call__(self, values: Mapping[str, Any]) -> Any:
        if self.name:
            return values[self.name]
        assert self.tree is not None
        return evaluate_item(self.tree, values)


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that is true or not: a formula, or ``name == "word"``."""

    source: str
    formula: Formula | None = None
    name: str = ""
    word: str = ""
    negated: bool = False

    def __call__(self, values: Mapping[str, Any]) -> bool:
        if self.formula is not None:
            return bool(self.formula(values))
        return (values[self.name] == self.word) is not self.negated


@dataclass(frozen=True, slots=True)
class Template:
    """A text with placeholders ``{expression}`` or ``{expression:format}``."""

    source: str
    parts: tuple[str | tuple[Formula, str], ...]

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What stands between the braces, sorted: it must be the same in both languages."""
        places = (part for part in self.parts if not isinstance(part, str))
        return tuple(sorted({f"{formula.source}:{form}".rstrip(":") for formula, form in places}))

    def __call__(self, values: Mapping[str, Any], language: str = "en") -> str:
        return "".join(
            part if isinstance(part, str) else show.text(part[0](values), part[1], language) for part in self.parts
        )


def formula(source: str, names: Collection[str]) -> Formula:
    """Read an expression. Raises FormulaError."""
    source = source.strip()
    if source in names:
        return Formula(source, name=source)
    if not source:
        raise FormulaError("the expression is empty")
    try:
        return Formula(source, tree=parse_item(source, names))
    except ValueError as error:
        raise FormulaError(f"{source!r}: {error}") from None


def condition(source: str, names: Collection[str]) -> Condition:
    """Read a condition. Raises FormulaError."""
    if match := _WORDS.fullmatch(source):
        name, sign, word, other = match.groups()
        if name not in names:
            raise FormulaError(f"{source!r}: there is no {name!r}")
        return Condition(source, name=name, word=word if word is not None else other, negated=sign == "!=")
    return Condition(source, formula(source, names))


def template(source: str, names: Collection[str]) -> Template:
    """Read a text; ``{{`` and ``}}`` are braces that are meant. Raises FormulaError."""
    parts: list[str | tuple[Formula, str]] = []
    end = 0
    for match in _PLACE.finditer(source):
        parts.append(source[end : match.start()])
        end = match.end()
        if match[0] in ("{{", "}}"):
            parts.append(match[0][0])
        elif match[1] is None:
            raise FormulaError(f"a single {match[0]!r} in {source[:40]!r}: write it twice where a brace is meant")
        else:
            parts.append(_placeholder(match[1], names))
    parts.append(source[end:])
    return Template(source, tuple(part for part in parts if part != ""))


def _placeholder(inside: str, names: Collection[str]) -> tuple[Formula, str]:
    expression, _, form = inside.rpartition(":") if ":" in inside else (inside, "", "")
    if form and form not in FORMATS and not re.fullmatch(r"\.\d+[fgs]?", form):
        raise FormulaError(f"{{{inside}}}: there is no format {form!r}; there are {', '.join(FORMATS)} and .3")
    return formula(expression, names), form
