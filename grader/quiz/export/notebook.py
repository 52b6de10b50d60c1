"""A Jupyter notebook: for each question a cell to read, a cell to answer in, and a cell that marks the answer.

The last one calls ``grader.quiz.check``, so that an answer gets the verdict that it would get in a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from grader.messages import _, speaking
from grader.quiz.export import markdown
from grader.quiz.export.snapshot import Question

EXAMPLES = {
    "number": "19",
    "shape": "(6, 28, 28)",
    "array": "[[1, 2], [3, 4]]",
    "expr": '"2*(x + y)"',
    "blank": '"2*(x + y)"',
    "choice": "2",
    "multi": "[1, 3]",
    "order": "[3, 1, 4, 2]",
    "match": '"1B 2A 3C"',
}
"""How an answer is written in Python; expressions are texts."""


def export(questions: Sequence[Question], language: str, title: str, pack: str = "") -> str:
    """The notebook, in nbformat 4.5. ``pack`` is the folder of a course that is not the built-in one."""
    with speaking(language):
        cells = [*_cells(questions, language, title, pack)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    contents = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(contents, ensure_ascii=False, indent=1) + "\n"


def _cells(questions: Sequence[Question], language: str, title: str, pack: str) -> Iterator[dict[str, Any]]:
    how = _("Put your answer in the place of `...`, run the cell, then the one below it. It needs tatami-grader.")
    yield _markdown("title", f"# {markdown.inline(title)}\n\n{how}")
    yield _code("import", "from grader.quiz.check import check")
    more = f", lang={language!r}" + (f", pack={pack!r}" if pack else "")
    for number, question in enumerate(questions, 1):
        text = f"## {number}\n\n{markdown.question(question, language)}"
        yield _markdown(f"question-{number}", "\n\n".join([text, *_hints(question, language)]))
        example = _("such as {example}").format(example=EXAMPLES[question.variant.item.kind])
        yield _code(f"answer-{number}", f"answer = ...  # {example}")
        yield _code(f"check-{number}", f"check({question.variant.ref!r}, answer{more})")


def _hints(question: Question, language: str) -> Iterator[str]:
    """Hints that open with a click."""
    for number, hint in enumerate(question.hints, 1):
        summary = _("Hint {number}").format(number=number)
        yield f"<details><summary>{summary}</summary>\n\n{markdown.prose(hint[language])}\n\n</details>"


def _markdown(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": name, "metadata": {}, "source": text}


def _code(name: str, text: str) -> dict[str, Any]:
    return {"cell_type": "code", "id": name, "metadata": {}, "source": text, "execution_count": None, "outputs": []}
