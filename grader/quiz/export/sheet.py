"""Sheets to print, one for each student or variant, the key to them, and the table to type the answers into.

The sheets are Markdown. All have the same questions in the same order; the numbers and the order of options differ.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from grader.messages import _, speaking
from grader.quiz import answers
from grader.quiz.export import markdown
from grader.quiz.export.choose import STUDENT, VARIANT, Sheet
from grader.quiz.export.snapshot import Question
from grader.quiz.model import Item
from grader.safe_text import for_csv

LINE = r"\_" * 30
NEW_PAGE = '<div style="page-break-after: always"></div>'


def export(sheet: Sheet, questions: Sequence[Question], language: str, title: str) -> str:
    """The sheet of one student."""
    with speaking(language):
        who = markdown.inline(sheet.student) if sheet.student else LINE
        number = markdown.inline(sheet.name) if not sheet.student else _("Sheet {number}").format(number=sheet.number)
        parts = [f"# {markdown.inline(title)}", number + markdown.BREAK + _("Name:") + f" {who}"]
        for place, question in enumerate(questions, 1):
            parts += [f"## {place}", markdown.question(question, language), _("Answer:") + f" {LINE}"]
        return "\n\n".join([*parts, NEW_PAGE]) + "\n"


def key(sheets: Sequence[tuple[Sheet, Sequence[Question]]], language: str, title: str, seed: int) -> str:
    """The right answers of all sheets, for who marks them."""
    with speaking(language):
        parts = [
            f"# {markdown.inline(title)}: " + _("answers"),
            _("For instructors. Made with --seed {n}.").format(n=seed),
        ]
        head = "| | " + " | ".join((_("Question"), _("Answer"), _("Solution"))) + " |\n|---|---|---|---|"
        for sheet, questions in sheets:
            rows = [head, *(_row(place, one, language) for place, one in enumerate(questions, 1))]
            parts += [f"## {sheet.number}. {markdown.inline(sheet.name)} (seed {sheet.seed})", "\n".join(rows)]
        return "\n\n".join(parts) + "\n"


def _row(place: int, question: Question, language: str) -> str:
    answer = answers.expected(question.variant, language)
    solution = markdown.cell(question.solution[language])
    return f"| {place} | {markdown.inline(question.variant.ref)} | {markdown.cell(answer)} | {solution} |"


def blank_table(sheets: Sequence[Sheet], items: Sequence[Item]) -> str:
    """The table that ``grade quiz mark-sheets`` reads, without answers. It begins with a mark that Excel needs."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    named = any(sheet.student for sheet in sheets)
    writer.writerow([STUDENT, *([] if named else [VARIANT]), *(item.id for item in items)])
    for sheet in sheets:
        first = [for_csv(sheet.student)] if named else ["", str(sheet.number)]
        writer.writerow([*first, *("" for _item in items)])
    return "\ufeff" + text.getvalue()


def file_name(sheet: Sheet) -> str:
    """A file's name with the number in front, so that two names never collide."""
    slug = re.sub(r"[^\w-]+", "_", sheet.student).strip("_")[:40]
    return f"{sheet.number:03d}" + (f"-{slug}" if slug else "")
