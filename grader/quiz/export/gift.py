r"""GIFT: the plain text that Moodle and others read. Moodle's documentation: "GIFT format".

The signs ``~ = # { } :`` and the backslash are written with a backslash before them, a new line is ``\n``; a blank line
would end the question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element

from grader.messages import _
from grader.quiz.export import losses, markup
from grader.quiz.export.snapshot import Known, Question, Text, number, spellings

_SIGNS = re.compile(r"[\\~=#{}:]")


def export(questions: Sequence[Question]) -> str:
    """The file. Each item is a category, so that a quiz can draw one of its variants at random."""
    parts = []
    category = ""
    for question in questions:
        item = question.variant.item
        if category != item.name:
            category = item.name
            parts.append(f"$CATEGORY: $course$/top/Tatami/{item.bank}/{item.id}\n")
        parts.append(_question(question))
    return "\n".join(parts)


def lost(question: Question) -> Iterator[str]:
    """What a reader of GIFT does not get."""
    yield from losses.typed(question)
    yield from losses.pictures(question)
    yield from losses.hints(question)
    yield from losses.parts(question)
    if question.form in ("order", "match"):
        yield _("The feedback on each option is left out.")
    if question.form == "multi":
        yield _("A right option that was left out gets no feedback.")


def escape(text: str) -> str:
    """``text`` on one line, with a backslash before every sign that means something."""
    return _SIGNS.sub(r"\\\g<0>", text).replace("\n", r"\n")


def _question(question: Question) -> str:
    body = {
        "number": _number,
        "text": _text,
        "choice": _choice,
        "multi": _choice,
        "order": _order,
        "match": _match,
    }[question.form](question)
    head = f"::{escape(question.ref)}::[html]{_html(*markup.asked(question))}"
    opening = "{#" if question.form == "number" else "{"
    return "\n".join([head + opening, *body, f"####{_html(*markup.solved(question))}", "}", ""])


def _number(question: Question) -> Iterator[str]:
    for known in question.known:
        value, tolerance = number(question, known)
        yield f"={_weight(known)}{value}:{tolerance}{_feedback(known.feedback)}"


def _text(question: Question) -> Iterator[str]:
    for known in question.known:
        for spelling in spellings(known):
            text = escape(spelling.replace("*", r"\*"))
            yield f"={_weight(known)}{text}{_feedback(known.feedback)}"


def _weight(known: Known) -> str:
    return "" if known.right else "%0%"


def _choice(question: Question) -> Iterator[str]:
    share = f"{100 / sum(known.right for known in question.known):.5f}".rstrip("0").rstrip(".")
    for known in question.known:
        text = escape(markup.inner(markup.paragraph(known.text, code=question.converted)))
        if question.form == "choice":
            sign = "=" if known.right else "~"
        else:
            sign = f"~%{share}%" if known.right else "~%-100%"
        text = re.sub("^%", "&percnt;", text)  # a weight stands here
        yield sign + text + _feedback(known.feedback)


def _match(question: Question) -> Iterator[str]:
    for known in question.known:
        yield _pair(known.text, markup.plain(question.sides[known.side]))


def _order(question: Question) -> Iterator[str]:
    """The options with their places in the right order."""
    places = {option.id: str(place) for place, option in enumerate(question.variant.item.options, 1)}
    for known in question.known:
        yield _pair(known.text, places[known.id])


def _pair(left: Text, right: str) -> str:
    """In HTML ``>`` is an entity, so that the first arrow is the one that is meant."""
    return f"={escape(markup.inner(markup.paragraph(left)))} -> {escape(right)}"


def _feedback(texts: Text) -> str:
    return "#" + escape(markup.inner(markup.paragraph(texts))) if any(texts.values()) else ""


def _html(*elements: Element) -> str:
    return escape(markup.html(*elements))
