"""What a format cannot carry, in sentences. What no format carries at all stands in docs/instructors-quizzes.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from grader.messages import _
from grader.quiz.export.snapshot import Question, short


class Loss(NamedTuple):
    """Something of an item that is not in the file, or not as it was."""

    item: str
    what: str


def typed(question: Question) -> Iterator[str]:
    """What is lost wherever typed answers are compared with numbers and letters."""
    item = question.variant.item
    if question.converted:
        text = _("A question of the kind {kind} became a choice: the answer is picked, not found.")
        yield text.format(kind=item.kind)
    elif question.form == "text" and item.kind == "shape":
        yield _("A shape is taken in ten common spellings only, such as (6, 28, 28) and 6x28x28.")
    elif question.form == "text":
        yield _("The answer is taken only as the key is written.")
    elif question.form == "number":
        if not short(question.key.value) and not dict(item.answer.marking).get("tol"):
            yield _("The answer has no short decimal: fractions are not taken, but rounding to three decimals is.")
        if dict(item.answer.marking).get("units"):
            yield _("The units that may follow the answer are not taken.")


def pictures(question: Question) -> Iterator[str]:
    """Pictures that a terminal draws."""
    if any(question.figure.values()) or any(question.solution_figure.values()):
        yield _("The picture is preformatted text.")


def hints(question: Question) -> Iterator[str]:
    """Hints, where there is no place for them."""
    if question.hints:
        yield _("The hints are left out.")


def parts(question: Question) -> Iterator[str]:
    """Marks for a part of the answer, where Tatami asks for all of it."""
    if question.form == "order":
        yield _("Putting in order became a matching with the places 1, 2, 3, ...")
    if question.form in ("multi", "order", "match"):
        yield _("An answer that is right in part gets a part of the mark.")
