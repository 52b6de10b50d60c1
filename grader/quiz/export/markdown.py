"""Texts of a question as Markdown, for notebooks and for paper: a sign that means something there gets a backslash."""

from __future__ import annotations

import re
from itertools import groupby

from grader.messages import speaking
from grader.quiz import arrays, picks
from grader.quiz.export.markup import clean
from grader.quiz.export.snapshot import Question

_SIGNS = re.compile(r"[\\`*_\[\]|~$]")
_LIST = re.compile(r"^(\d*)([#+>=.)-])")
BREAK = "  \n"


def question(question: Question, language: str) -> str:
    """The question with its code, its picture, its options, and how an answer is written where that is no number."""
    parts = [prose(question.prompt[language])]
    if question.code[language]:
        parts.append(fence(question.code[language], "python"))
    if question.figure[language]:
        parts.append(fence(question.figure[language]))
    variant = question.variant
    with speaking(language):
        if variant.order:
            parts += [_options(question, language), prose(picks.how_to(variant))]
        elif variant.item.kind == "array" and isinstance(variant.answer[0], tuple):
            parts.append(prose(arrays.how_to()))
    return "\n\n".join(parts)


def solution(question: Question, language: str) -> str:
    """The worked solution and its picture."""
    picture = question.solution_figure[language]
    return "\n\n".join([prose(question.solution[language]), *([fence(picture)] if picture else [])])


def prose(text: str) -> str:
    """A text whose lines stay lines; indented ones are the rows of an array."""
    blocks = []
    for rows, found in groupby(clean(text).strip("\n").split("\n"), lambda line: line.startswith("  ")):
        lines = [*found]
        blocks.append(fence("\n".join(lines)) if rows else BREAK.join(map(inline, lines)))
    return "\n\n".join(blocks)


def inline(line: str) -> str:
    """One line of text; at its beginning nothing is taken for a heading, a list or a quotation."""
    line = _SIGNS.sub(r"\\\g<0>", line.strip().replace("&", "&amp;").replace("<", "&lt;"))
    return _LIST.sub(r"\1\\\2", line)


def cell(text: str) -> str:
    """A text in one cell of a table."""
    return "<br>".join(map(inline, clean(text).strip("\n").split("\n")))


def fence(text: str, name: str = "") -> str:
    """Text that stays as it is, whatever is in it."""
    text = clean(text)
    longest = max(map(len, re.findall("`+", text)), default=0)
    ticks = "`" * max(3, longest + 1)
    return f"{ticks}{name}\n{text}\n{ticks}"


def _options(question: Question, language: str) -> str:
    """The options by numbers, and for a matching the other side by letters."""
    lines = [f"{place}. {_one_line(known.text[language])}" for place, known in enumerate(question.known, 1)]
    if question.sides:
        lines.append("")
    lines += [f"- {letter}\\) {_one_line(side[language])}" for letter, side in zip(picks.LETTERS, question.sides)]
    return "\n".join(lines)


def _one_line(text: str) -> str:
    return inline(" ".join(text.split()))
