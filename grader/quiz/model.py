"""The nouns of a question bank: frozen, as they stand in the TOML file, checked by ``schema``.

    Bank ── Item ── Param, Formula, Template, Wrong, Option, Figure, Answer

A ``Variant`` (see ``draw``) is an item with its numbers drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from grader.quiz.formula import Condition, Formula, Template

KINDS = ("number", "shape", "expr", "choice", "multi", "order", "match", "array", "blank")
TYPED = ("number", "shape", "array")
"""Kinds whose answer is a value, so that wrong answers are values too."""

SYMBOLIC = ("expr", "blank")
PICKED = ("choice", "multi", "order", "match")
"""Kinds whose answer is made of letters in front of options."""

Value = int | Fraction | float | bool | str | tuple[Any, ...]
"""What a parameter can be; an array is a tuple of tuples. A ``Both`` may stand where only text is wanted."""


@dataclass(frozen=True, slots=True)
class Both:
    """A text in the two languages."""

    ja: Template
    en: Template

    def of(self, language: str) -> Template:
        """The text in one of the languages."""
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class Param:
    """A name and how its value is drawn: ``how`` is value, int, choice, real or array."""

    name: str
    how: str
    what: tuple[Any, ...]
    shape: tuple[int, ...] = ()

    @property
    def fixed(self) -> bool:
        """Whether every draw gives the same."""
        return self.how == "value"


@dataclass(frozen=True, slots=True)
class Generate:
    """A function of the pack's ``quizzes/generators.py`` and the names that it gives values to."""

    name: str
    gives: tuple[str, ...]
    options: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """A reference of the pack, or one of its misconceptions, with the arguments it is called with.

    arguments   each with whether its array holds whole numbers, such as labels
    pick        the place in what is returned
    """

    exercise: str
    misconception: str
    arguments: tuple[tuple[Formula, bool], ...]
    pick: Formula | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture drawn as text: the name of a function in ``figures`` and what it is given."""

    name: str
    options: tuple[tuple[str, Formula | Template | tuple[Template, ...]], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The key. Values are computed by ``value`` or ``compute``; symbolic keys are texts for ``marking``.

    marking   what else ``marking.Key`` takes: names, domains, tolerance
    """

    value: Formula | None = None
    compute: Call | None = None
    check_with: Call | None = None
    expr: Template | None = None
    marking: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Wrong:
    """A wrong answer that stands for a misconception, and what is said to it."""

    id: str
    text: Both
    when: Condition | None = None
    value: Formula | None = None
    compute: Call | None = None
    expr: Template | None = None


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, to put in order, or to match with ``match``; the right ones have feedback too."""

    id: str
    text: Both
    feedback: Both | None
    correct: bool = False
    match: Both | None = None


@dataclass(frozen=True, slots=True)
class Solution:
    """The worked solution, and a picture that goes with it."""

    text: Both
    figure: Figure | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question, or a template of many."""

    bank: str
    id: str
    version: int
    kind: str
    text: Both
    solution: Solution
    answer: Answer = field(default_factory=Answer)
    level: int = 1
    exercise: str = ""
    requires: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    params: tuple[Param, ...] = ()
    generate: Generate | None = None
    derive: tuple[tuple[str, Formula], ...] = ()
    constraints: tuple[tuple[Condition | None, Condition], ...] = ()
    min_distinct_wrong: int = 0
    notes: tuple[tuple[Condition, Both], ...] = ()
    hints: tuple[Both, ...] = ()
    figure: Figure | None = None
    code: Template | None = None
    wrongs: tuple[Wrong, ...] = ()
    options: tuple[Option, ...] = ()
    shuffle: bool = True

    @property
    def name(self) -> str:
        """What the item is called everywhere: ``bank.id``."""
        return f"{self.bank}.{self.id}"

    @property
    def fixed(self) -> bool:
        """Whether it has one variant only."""
        return self.generate is None and all(param.fixed for param in self.params)


@dataclass(frozen=True, slots=True)
class Bank:
    """A file of items."""

    name: str
    title_ja: str
    title_en: str
    items: tuple[Item, ...]
    path: str = ""

    def title(self, language: str) -> str:
        """The title in one of the languages."""
        return self.title_ja if language == "ja" else self.title_en
