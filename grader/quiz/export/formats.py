"""All formats: from questions to files, and what is not in them.

Programs get a pool of questions, in which what has no numbers stands once; each student gets a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.messages import LANGUAGES
from grader.quiz.draw import Draws
from grader.quiz.export import gift, moodle, notebook, package, qti, sheet
from grader.quiz.export.choose import Sheet
from grader.quiz.export.losses import Loss
from grader.quiz.export.snapshot import Question, snapshot
from grader.quiz.model import Bank, Item

FORMATS = ("moodle", "qti", "gift", "notebook", "sheet")
PERSONAL = ("notebook", "sheet")
"""Formats with a file for each student or variant; the others hold all variants in one."""

LOST = {"moodle": moodle.lost, "qti": qti.lost, "gift": gift.lost}
"""What each format does not carry; notebooks and paper carry all."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported: the items, the sets of numbers, and how it is written.

    language    empty for both
    pack        the folder of a course that is not the built-in one, for notebooks
    """

    form: str
    bank: Bank
    items: Sequence[Item]
    sheets: Sequence[Sheet]
    seed: int = 0
    language: str = ""
    pack: str = ""

    @property
    def languages(self) -> tuple[str, ...]:
        return (self.language,) if self.language else LANGUAGES


def export(order: Order, draws: Draws) -> tuple[dict[str, str | bytes], list[Loss]]:
    """The files by their names, and the losses, each once. Raises PackError for an item that cannot be drawn."""
    drawn = [(one, _questions(order, one, draws)) for one in order.sheets]
    pool = [
        questions[place]
        for place, item in enumerate(order.items)
        for _sheet, questions in (drawn[:1] if item.fixed else drawn)
    ]
    lost = LOST.get(order.form)
    losses = dict.fromkeys(Loss(one.variant.item.name, what) for one in pool for what in (lost(one) if lost else ()))
    return dict(_files(order, drawn, pool)), [*losses]


def _files(
    order: Order, drawn: list[tuple[Sheet, list[Question]]], pool: list[Question]
) -> Iterator[tuple[str, str | bytes]]:
    name = order.bank.name
    if order.form == "moodle":
        yield f"{name}-moodle.xml", moodle.export(pool)
    elif order.form == "gift":
        yield f"{name}.gift", gift.export(pool)
    elif order.form == "qti":
        for language in order.languages:
            written = [snapshot(question.variant, (language,)) for question in pool]
            yield f"{name}-qti-{language}.zip", package.export(written, order.bank.title(language))
    else:
        yield from _personal(order, drawn)


def _personal(order: Order, drawn: list[tuple[Sheet, list[Question]]]) -> Iterator[tuple[str, str | bytes]]:
    name = order.bank.name
    for language in order.languages:
        title = order.bank.title(language)
        for one, questions in drawn:
            part = f"{name}-{language}" if len(drawn) == 1 else f"{name}-{language}-{sheet.file_name(one)}"
            if order.form == "notebook":
                yield f"{part}.ipynb", notebook.export(questions, language, title, order.pack)
            else:
                yield f"{part}.md", sheet.export(one, questions, language, title)
        if order.form == "sheet":
            yield f"{name}-{language}-key.md", sheet.key(drawn, language, title, order.seed)
    if order.form == "sheet":
        yield f"{name}-answers.csv", sheet.blank_table(order.sheets, order.items)


def _questions(order: Order, one: Sheet, draws: Draws) -> list[Question]:
    return [snapshot(draws.variant(item, one.seed), order.languages) for item in order.items]
