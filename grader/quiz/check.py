"""Marking one answer in a notebook, with the verdict that a terminal would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from grader.messages import _, language, speaking
from grader.pack import open_pack
from grader.quiz import answers
from grader.quiz.calls import Caller
from grader.quiz.draw import Draws
from grader.quiz.plan import replayed
from grader.quiz.screens import Screens
from grader.quiz.sitting import UNANSWERED
from grader.screen.text import Style


@dataclass(frozen=True, slots=True)
class Checked:
    """What an answer is worth; it reads as the terminal would say it.

    verdict         correct, wrong, almost, ambiguous, invalid; unanswered while the answer is ``...``
    misconception   the id of the known wrong answer, or nothing
    """

    verdict: str
    misconception: str = ""
    text: str = field(default="", repr=False)

    def __repr__(self) -> str:
        return self.text


def check(ref: str, answer: Any = ..., lang: str | None = None, pack: str | Path | None = None) -> Checked:
    """Mark ``answer`` to the question ``ref``, the ``#bank.item@version:seed`` beside it.

    An answer is a number, a tuple, a list or an array, or what would be typed in a terminal as text. Raises UsageError
    for a question that is not there or has changed since.
    """
    course = open_pack(Path(pack) if pack else None)
    with speaking(lang or language()):
        question = replayed(course, ref)
        variant = Draws(Caller(course)).variant(question.item, question.seed)
        line = written(answer, variant.item.kind)
        if not line.strip():
            return Checked(UNANSWERED, text=_("Put your answer in the place of ... and run both cells again."))
        reply = answers.reply(variant, line, language())
        screens = Screens(Style(), language())
        text = screens.reply(reply, line)
        if reply.verdict == "correct":
            text += "\n" + screens.solution(variant)
        return Checked(reply.verdict, reply.misconception, text)


def written(answer: Any, kind: str) -> str:
    """An answer of Python as the line that somebody would type."""
    if answer is None or answer is ...:
        return ""
    if hasattr(answer, "tolist"):  # a NumPy array or number
        answer = answer.tolist()
    if isinstance(answer, Mapping):
        return " ".join(f"{number}{letter}" for number, letter in answer.items())
    if not isinstance(answer, list | tuple):
        return _number(answer)
    if any(isinstance(row, list | tuple) for row in answer):
        return " / ".join(written(row, kind) for row in answer)
    parts = [_number(one) for one in answer]
    return f"({', '.join(parts)},)" if kind == "shape" else " ".join(parts)


def _number(value: Any) -> str:
    """Without an exponent: 1e-05 is 0.00001."""
    if isinstance(value, float) and value - value == 0:
        return format(Decimal(repr(float(value))), "f")
    return str(value)
