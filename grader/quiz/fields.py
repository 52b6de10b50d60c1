"""The fields that many tables of a bank have: expressions, conditions, texts in two languages, figures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from grader.quiz import figures
from grader.quiz.formula import Condition, Formula, FormulaError, Template, condition, formula, template
from grader.quiz.model import Both, Figure
from grader.quiz.table import Flaw, Table

T = TypeVar("T")


class Fields:
    """Reads fields in which the ``names`` of an item may stand; ``names`` grows as they are declared."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def formula(self, table: Table, key: str, source: object = None) -> Formula:
        """An expression in quotes; ``source`` is given where it is not the whole value of ``key``."""
        source = table.take(key, str) if source is None else source
        if not isinstance(source, str):
            raise table.flaw(f"{key} is an expression in quotes", key)
        return _read(table, key, lambda: formula(source, self.names))

    def condition(self, table: Table, key: str, source: str) -> Condition:
        """Something that holds or not."""
        return _read(table, key, lambda: condition(source, self.names))

    def template(self, table: Table, key: str, more: tuple[str, ...] = (), source: str | None = None) -> Template:
        """A text with placeholders, for the names of the item and ``more``."""
        text = table.take(key, str) if source is None else source
        return _read(table, key, lambda: template(text.strip("\n"), [*self.names, *more]))

    def both(self, table: Table, prefix: str = "", same: str = "text", more: tuple[str, ...] = ()) -> Both:
        """``ja`` and ``en`` (``feedback_ja`` and ``feedback_en`` ...), or ``same`` where both are the same."""
        if same in table:
            one = self.template(table, same, more)
            return Both(one, one)
        made = Both(self.template(table, f"{prefix}ja", more), self.template(table, f"{prefix}en", more))
        if made.ja.placeholders != made.en.placeholders:
            only = sorted(set(made.ja.placeholders) ^ set(made.en.placeholders))
            shown = ", ".join(f"{{{one}}}" for one in only)
            raise table.flaw(f"only one of the languages has {shown}", f"{prefix}ja")
        return made

    def closed(self, table: Table, more: tuple[str, ...] = ()) -> Both:
        """A table that holds a text in both languages and nothing else."""
        made = self.both(table, more=more)
        table.done(("ja", "en", "text"))
        return made

    def figure(self, table: Table) -> Figure | None:
        """The table ``figure`` of ``table``, if there is one."""
        if "figure" not in table:
            table.take("figure", dict, {})
            return None
        inside = table.table("figure")
        name = inside.take("name", str)
        if name not in figures.FIGURES:
            raise inside.flaw(f"figures are {', '.join(figures.FIGURES)}", "name")
        given: list[tuple[str, Any]] = []
        for key, form in figures.options(name).items():
            if key in inside:
                given.append((key, self._option(inside, key, form)))
        inside.done(figures.options(name))
        missing = figures.required(name) - {key for key, _value in given}
        if missing:
            raise inside.flaw(f"{name} needs {', '.join(sorted(missing))}")
        return Figure(name, tuple(given))

    def _option(self, table: Table, key: str, form: str) -> Formula | Template | tuple[Template, ...]:
        if form == "texts":
            return tuple(self.template(table, key, source=one) for one in table.texts(key))
        if form == "text":
            return self.template(table, key)
        return self.formula(table, key, _source(table.any(key)))


def _source(value: object) -> str:
    """A TOML value as an expression: a list is written as a tuple."""
    if isinstance(value, list):
        return f"({', '.join(map(_source, value))},)"
    return str(value)


def _read(table: Table, key: str, read: Callable[[], T]) -> T:
    try:
        return read()
    except FormulaError as error:
        raise Flaw((*table.where, key), str(error)) from None
