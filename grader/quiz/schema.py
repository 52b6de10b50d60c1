"""From the tables of a bank file to its items; docs/question-banks.md is this module in words.

Everything is checked that can be checked without drawing numbers. The rest is ``prove``'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from grader.quiz.fields import Fields
from grader.quiz.formula import Condition, Formula, Template
from grader.quiz.model import (
    KINDS,
    PICKED,
    SYMBOLIC,
    TYPED,
    Answer,
    Bank,
    Both,
    Call,
    Item,
    Option,
    Solution,
    Wrong,
)
from grader.quiz.params import declare, generate, identifier, params
from grader.quiz.table import Flaw, Table

FORMAT = 1
MARKING_KEYS = (
    "vars", "mats", "shapes", "domain", "lhs", "aux", "aux_policy", "tol", "units", "form", "accept", "names",
)  # fmt: skip
"""What ``[item.answer]`` hands on to the marking as it stands."""

DISTINCT = {"number": 4, "shape": 4, "array": 2, "expr": 2, "blank": 2}
"""How many different wrong answers there must be in every draw, unless the item says less."""

MOST_OPTIONS = 7
BLANK = "____"
AS_INT = " as int"

_CALL = re.compile(r"([a-z][a-z0-9_]*)(?:\.([a-z][a-z0-9_]*))?\((.*?)\)(?:\[(.*)\])?", re.DOTALL)


def bank(contents: Table, name: str, path: str = "") -> tuple[Bank, list[Flaw]]:
    """A whole file, and what is wrong with its items. Raises Flaw for what is wrong with the file itself."""
    if contents.take("format", int) != FORMAT:
        raise contents.flaw(f"this grader reads format {FORMAT}", "format")
    title = contents.table("title")
    titles = title.take("ja", str), title.take("en", str)
    title.done()
    exercise = contents.take("exercise", str, "")
    tables = contents.tables("item")
    if not tables:
        raise contents.flaw("a bank has at least one [[item]]")
    contents.done()
    items: list[Item] = []
    flaws: list[Flaw] = []
    for table in tables:
        try:
            made = item(table, name, exercise)
            if any(made.id == other.id for other in items):
                raise table.flaw(f"the id {made.id} is there twice", "id")
            items.append(made)
        except Flaw as flaw:
            flaws.append(flaw)
    return Bank(name, *titles, tuple(items), path), flaws


def item(table: Table, bank_name: str, exercise: str = "") -> Item:
    """One [[item]]; ``exercise`` trains it unless it names another. Raises Flaw."""
    made = _Reader(table).item(bank_name, exercise)
    table.done()
    _fits(made, table)
    return made


class _Reader(Fields):
    """Reads one item. Its names are declared first; everything else may use them."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self.table = table

    def item(self, bank_name: str, exercise: str) -> Item:
        table = self.table
        name = identifier(table, "id")
        kind = self._one_of("type", KINDS)
        drawn, generated = params(self, table), generate(self, table)
        derive = tuple(self._derived(one, source) for one, source in table.table("derive").items())
        wrongs = tuple(self._wrong(one, kind) for one in table.tables("wrong"))
        return Item(
            bank=bank_name,
            id=name,
            version=self._from_one("version"),
            kind=kind,
            text=self.closed(table.table("text")),
            solution=self._solution(kind),
            answer=self._answer(kind),
            level=self._from_one("difficulty", 3),
            exercise=table.take("exercise", str, exercise),
            requires=table.texts("requires"),
            tags=table.texts("tags"),
            source=table.take("source", str, ""),
            params=drawn,
            generate=generated,
            derive=derive,
            constraints=tuple(self._constraints()),
            min_distinct_wrong=self._distinct(kind, len(wrongs)),
            notes=tuple(self._notes()),
            hints=tuple(self.closed(one) for one in table.tables("hint")),
            figure=self.figure(table),
            code=self._code(kind),
            wrongs=wrongs,
            options=tuple(self._option_of(one, kind) for one in table.tables("option")),
            shuffle=table.take("shuffle", bool, True),
        )

    def _one_of(self, key: str, known: tuple[str, ...]) -> str:
        value = str(self.table.take(key, str))
        if value not in known:
            raise self.table.flaw(f"{key} is one of {', '.join(known)}", key)
        return value

    def _from_one(self, key: str, most: int = 10**6) -> int:
        value = self.table.take(key, int, 1)
        if not 1 <= value <= most:
            raise self.table.flaw(f"{key} is 1, 2 or 3" if most == 3 else f"{key} counts from 1", key)
        return int(value)

    def _derived(self, name: str, source: object) -> tuple[str, Formula]:
        table = self.table.table("derive")
        made = name, self.formula(table, name, source)
        declare(self, table, name)
        return made

    def _constraints(self) -> Iterator[tuple[Condition | None, Condition]]:
        for source in self.table.texts("constraints"):
            yield None, self.condition(self.table, "constraints", source)
        table = self.table.table("constraints_when")
        for when, _sources in table.items():
            for source in table.texts(when):
                yield self.condition(table, when, when), self.condition(table, when, source)

    def _distinct(self, kind: str, wrongs: int) -> int:
        number = self.table.take("min_distinct_wrong", int, min(DISTINCT.get(kind, 0), wrongs))
        if not 0 <= number <= wrongs:
            raise self.table.flaw(f"there are {wrongs} wrong answers", "min_distinct_wrong")
        return int(number)

    # Answers

    def _answer(self, kind: str) -> Answer:
        table = self.table.table("answer")
        if kind in PICKED:
            table.done()
            return Answer()
        marking = tuple((key, self._filled(table, key, table.any(key))) for key in MARKING_KEYS if key in table)
        if kind in SYMBOLIC:
            answer = Answer(expr=self.template(table, "expr"), marking=marking)
        else:
            value, compute = self._value(table, "[item.answer]")
            answer = Answer(value, compute, self._call(table, "check_with"), marking=marking)
        table.done(("value", "compute", "check_with", "expr", *MARKING_KEYS))
        return answer

    def _wrong(self, table: Table, kind: str) -> Wrong:
        if kind in PICKED:
            raise table.flaw(f"a {kind} item explains its options, it has no [[item.wrong]]")
        name = identifier(table, "id")
        text = self.both(table, more=("given",))
        when = self.condition(table, "when", table.take("when", str)) if "when" in table else None
        if kind in SYMBOLIC:
            wrong = Wrong(name, text, when, expr=self.template(table, "expr"))
        else:
            wrong = Wrong(name, text, when, *self._value(table, "[[item.wrong]]"))
        table.done(("value", "compute", "expr", "when"))
        return wrong

    def _value(self, table: Table, what: str) -> tuple[Formula | None, Call | None]:
        if ("value" in table) == ("compute" in table):
            table.done(("value", "compute", "when", *MARKING_KEYS)) if "value" not in table else None
            raise table.flaw(f"{what} has either value or compute")
        return self.formula(table, "value") if "value" in table else None, self._call(table, "compute")

    def _call(self, table: Table, key: str) -> Call | None:
        if key not in table:
            return None
        source = table.take(key, str)
        match = _CALL.fullmatch(source.strip())
        if not match:
            raise table.flaw(f"{key} is written as name(a, b) or name.misconception(a, b), then perhaps [0, 1]", key)
        name, misconception, inside, picked = match.groups()
        pick = self.formula(table, key, f"({picked},)") if picked else None
        return Call(name, misconception or "", tuple(self._argument(table, key, one) for one in _split(inside)), pick)

    def _argument(self, table: Table, key: str, source: str) -> tuple[Formula, bool]:
        plain = source.strip().removesuffix(AS_INT)
        return self.formula(table, key, plain), plain != source.strip()

    def _option_of(self, table: Table, kind: str) -> Option:
        if kind not in PICKED:
            raise table.flaw(f"a {kind} item has [[item.wrong]], not options")
        made = Option(
            identifier(table, "id"),
            self.both(table),
            self.both(table, "feedback_", "feedback", ("given",)) if _any(table, "feedback") else None,
            kind in ("choice", "multi") and table.take("correct", bool, False),
            self.both(table, "match_", "match") if kind == "match" else None,
        )
        table.done(("correct", "feedback", "feedback_ja", "feedback_en", "match", "match_ja", "match_en", "text"))
        return made

    # The other parts

    def _solution(self, kind: str) -> Solution:
        table = self.table.table("solution")
        made = Solution(self.both(table, more=() if kind in PICKED else ("answer",)), self.figure(table))
        table.done(("text",))
        return made

    def _notes(self) -> Iterator[tuple[Condition, Both]]:
        notes = self.table.table("note")
        for when, _text in notes.items():
            yield self.condition(notes, when, when), self.closed(notes.table(when))

    def _code(self, kind: str) -> Template | None:
        if "code" not in self.table:
            if kind == "blank":
                raise self.table.flaw(f"a blank item has code = '''...''' with {BLANK} in it")
            return None
        code = self.template(self.table, "code")
        if kind == "blank" and code.source.count(BLANK) != 1:
            raise self.table.flaw(f"code has the blank {BLANK} once", "code")
        return code

    def _filled(self, table: Table, key: str, value: Any) -> Any:
        """What goes to the marking, where texts may have placeholders."""
        if isinstance(value, str):
            return self.template(table, key, source=value)
        if isinstance(value, list):
            return tuple(self._filled(table, key, one) for one in value)
        if isinstance(value, dict):
            return {name: self._filled(table, key, one) for name, one in value.items()}
        return value


def _fits(made: Item, table: Table) -> None:
    """What a kind demands of its parts."""
    options = made.options
    right = sum(option.correct for option in options)
    if made.kind in PICKED and not 3 <= len(options) <= MOST_OPTIONS:
        raise table.flaw(f"a {made.kind} item has 3 to {MOST_OPTIONS} [[item.option]]s, here are {len(options)}")
    if made.kind == "choice" and right != 1:
        raise table.flaw(f"exactly one option is correct = true, here {right} are")
    if made.kind == "multi" and not 0 < right < len(options):
        raise table.flaw("some options are correct = true and some are not")
    for number, option in enumerate(options):
        if option.feedback is None:
            where = (*table.where, "option", number)
            raise Flaw(where, f"option {option.id} has no feedback_ja and feedback_en: right ones have some too")
    ids = [*(wrong.id for wrong in made.wrongs), *(option.id for option in options)]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            key = "option" if options else "wrong"
            raise Flaw((*table.where, key, number, "id"), f"the id {name} is there twice")
    if made.kind not in PICKED and not made.wrongs:
        raise table.flaw("at least one [[item.wrong]]")
    if made.kind in (*TYPED, *SYMBOLIC) and not all(map(_ends_in_answer, _languages(made.solution.text))):
        raise Flaw((*table.where, "solution"), "the solution ends in {answer}: a reader sees where it leads")


def _languages(text: Both) -> tuple[Template, Template]:
    return text.ja, text.en


def _ends_in_answer(text: Template) -> bool:
    *_before, last = [part for part in text.parts if not isinstance(part, str) or part.strip(" .。)）`\n")] or [""]
    return not isinstance(last, str) and last[0].source == "answer"


def _any(table: Table, stem: str) -> bool:
    return any(key in table for key in (stem, f"{stem}_ja", f"{stem}_en"))


def _split(arguments: str) -> Iterator[str]:
    """The arguments of a call, at the commas outside brackets."""
    depth, begin = 0, 0
    for position, sign in enumerate(arguments):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and not depth:
            yield arguments[begin:position]
            begin = position + 1
    if arguments[begin:].strip():
        yield arguments[begin:]
