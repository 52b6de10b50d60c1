"""What an answer to a variant is worth, and what is said to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.messages import _
from grader.quiz import arrays, marking, picks
from grader.quiz.draw import Variant, same
from grader.quiz.model import PICKED, SYMBOLIC, Wrong
from grader.quiz.values import text as shown

COUNTS = ("correct", "wrong")
"""Verdicts that use an attempt; after almost, ambiguous and invalid the learner types again."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The verdict on one answer.

    verdict         correct, wrong, almost, ambiguous, invalid
    misconception   the id of the wrong answer or of the option, empty if it is none that is known
    feedback        what is said, in the language that was asked for
    echo            how a typed expression was read
    """

    verdict: str
    misconception: str = ""
    feedback: str = ""
    echo: str = ""


def reply(variant: Variant, line: str, language: str) -> Reply:
    """What ``line`` is worth as an answer."""
    if variant.item.kind in PICKED:
        return _picked(variant, line, language)
    if variant.item.kind == "array":
        return _array(variant, line, language)
    found = marking.mark(line, key(variant))
    if found.verdict == "wrong":
        for wrong, value in variant.wrongs:
            if marking.mark(line, key(variant, wrong, value)).verdict == "correct":
                said = _say(variant, wrong, line.strip(), language)
                return Reply("wrong", wrong.id, said, found.echo)
    return Reply(found.verdict, found.diagnosis if found.verdict == "wrong" else "", _automatic(found), found.echo)


def expected(variant: Variant, language: str = "en") -> str:
    """The right answer as a line that would be marked correct."""
    item = variant.item
    if item.kind in PICKED:
        return picks.write(variant, picks.right(variant))
    if item.kind in SYMBOLIC:
        assert item.answer.expr is not None
        return item.answer.expr(variant.values, language)
    return typed(variant, variant.answer)


def typed(variant: Variant, value: Any) -> str:
    """A value of the item's kind as a line, as exact as it is known."""
    if variant.item.kind == "array":
        return arrays.write(value)
    if isinstance(value, float):
        return f"{value:.10g}"
    return shown(value)


def key(variant: Variant, wrong: Wrong | None = None, value: Any = None) -> marking.Key:
    """The key of an item for the marking, or the key that a wrong answer would fit."""
    item = variant.item
    if item.kind in SYMBOLIC:
        source = wrong.expr if wrong else item.answer.expr
        assert source is not None
        answer = source(variant.values)
    else:
        answer = typed(variant, value if wrong else variant.answer)
    kind = "expr" if item.kind == "blank" else item.kind
    given = {name: _fill(one, variant.values) for name, one in item.answer.marking}
    return marking.key_from({"kind": kind, "answer": answer, **given})


def explanation(variant: Variant, language: str) -> str:
    """What is said to a right answer: only options explain themselves."""
    options = [variant.item.options[option] for _place, option in picks.right(variant)]
    if variant.item.kind != "choice" or options[0].feedback is None:
        return ""
    return options[0].feedback.of(language)(variant.values, language)


def solution(variant: Variant, language: str) -> str:
    """The worked solution, which ends in the answer."""
    names = {**variant.values, "answer": _answer(variant, language)}
    return variant.item.solution.text.of(language)(names, language)


def _answer(variant: Variant, language: str) -> Any:
    if variant.item.kind in PICKED:
        return None
    return expected(variant, language) if variant.item.kind in SYMBOLIC else variant.answer


def _say(variant: Variant, wrong: Wrong, given: str, language: str) -> str:
    return wrong.text.of(language)({**variant.values, "given": given}, language)


def _picked(variant: Variant, line: str, language: str) -> Reply:
    try:
        picked = picks.read(variant, line)
    except picks.Unreadable as error:
        return Reply("invalid", feedback=str(error))
    if picked == picks.right(variant):
        return Reply("correct", feedback=explanation(variant, language))
    misconception, text = picks.mistake(variant, picked)
    names = {**variant.values, "given": line.strip()}
    return Reply("wrong", misconception, text.of(language)(names, language) if text else "")


def _array(variant: Variant, line: str, language: str) -> Reply:
    given = arrays.read(line)
    if given is None:
        return Reply("invalid", feedback=_("Type the rows with / between them, such as: 1 2 / 3 4"))
    if _close(given, variant.answer, variant):
        return Reply("correct")
    for wrong, value in variant.wrongs:
        if _close(given, value, variant):
            return Reply("wrong", wrong.id, _say(variant, wrong, line.strip(), language))
    return Reply("wrong", feedback=_difference(arrays.rows(given), arrays.rows(variant.answer)))


def _close(given: tuple[Any, ...], value: Any, variant: Variant) -> bool:
    if not isinstance(value, tuple):
        value = (value,)
    ours, theirs = arrays.rows(value), arrays.rows(given)
    if [len(row) for row in ours] != [len(row) for row in theirs]:
        return False
    tolerance = float(dict(variant.item.answer.marking).get("tol", 0))
    pairs = ((one, other) for row, line in zip(ours, theirs) for one, other in zip(row, line))
    return all(same(one, other) or abs(float(one) - float(other)) <= tolerance for one, other in pairs)


def _difference(given: tuple[tuple[Any, ...], ...], answer: tuple[tuple[Any, ...], ...]) -> str:
    """Where the first wrong element is; what it should be is for the learner to find."""
    if [len(row) for row in given] != [len(row) for row in answer]:
        size = "x".join((str(len(given)), str(len(given[0]))))
        return _("Your array is {size}; the answer has another size.").format(size=size)
    wrong = [
        (row, column)
        for row, line in enumerate(answer)
        for column, value in enumerate(line)
        if not same(given[row][column], value)
    ]
    row, column = wrong[0]
    text = _("{count} of {total} elements are wrong; the first is in row {row}, column {column} (counted from 0).")
    return text.format(count=len(wrong), total=sum(map(len, answer)), row=row, column=column)


def _automatic(found: marking.Mark) -> str:
    return " ".join(filter(None, (found.message, found.counterexample)))


def _fill(value: Any, values: Mapping[str, Any]) -> Any:
    """Placeholders in what goes to the marking, filled."""
    if callable(value):
        return value(values)
    if isinstance(value, tuple):
        return [_fill(one, values) for one in value]
    if isinstance(value, dict):
        return {name: _fill(one, values) for name, one in value.items()}
    return float(value) if isinstance(value, Fraction) else value
