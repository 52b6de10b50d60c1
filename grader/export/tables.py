"""Tables of grades that learning management systems import: filled in where they gave one out, else begun.

Canvas: the exported gradebook is the table to fill, one column an assignment. Moodle: the grading worksheet of the
assignment. People are found by any of the names that the table holds for them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from grader.batch.out import Record
from grader.batch.roster import plain
from grader.errors import SubmissionError, UsageError
from grader.export.records import Files, reason, students, total, worth
from grader.messages import _
from grader.safe_text import for_csv, for_html
from grader.submission import decode

Table = list[list[str]]
Fill = Callable[[Sequence[Record]], str]
"""What goes into a cell of a student with these records."""

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE = ("Identifier", "Full name", "Email address", "Grade", "Maximum grade", "Feedback comments")
POSSIBLE = "Points Possible"


def canvas(records: Sequence[Record], column: str, template: Path | None = None) -> tuple[Files, list[str]]:
    """A gradebook for Canvas with the totals in ``column``, and which students it does not know."""
    mine = students(records)
    if template is None:
        table = [[*CANVAS, column], [f"    {POSSIBLE}", "", "", "", "", f"{_most(mine):g}"]]
        table += [[for_csv(student), "", "", for_csv(student), "", _score(found)] for student, found in mine.items()]
        return {"canvas.csv": _text(table)}, []
    table = _read(template)
    # Canvas writes "Homework 1 (4711)": the name, and a number that it knows the assignment by.
    place = next((n for n, head in enumerate(table[0]) if head == column or head.startswith(f"{column} (")), -1)
    if place < 0:
        raise UsageError(_("{path} has no column {name}.").format(path=template, name=column))
    missing = _fill(table, mine, {place: _score})
    return {"canvas.csv": _text(table)}, missing


def moodle(records: Sequence[Record], template: Path | None = None) -> tuple[Files, list[str]]:
    """A grading worksheet for Moodle with grades and comments, and which students it does not know."""
    mine = students(records)
    if template is None:
        table = [[*MOODLE]]
        for student, found in mine.items():
            table.append([for_csv(student), for_csv(student), "", _score(found), f"{worth(found):g}", _comment(found)])
        return {"moodle.csv": _text(table)}, []
    table = _read(template)
    heads = [head.casefold() for head in table[0]]
    if "grade" not in heads:
        text = _("{path} has no column Grade. Download the grading worksheet of the assignment.")
        raise UsageError(text.format(path=template))
    fills: dict[int, Fill] = {heads.index("grade"): _score}
    if "feedback comments" in heads:
        fills[heads.index("feedback comments")] = _comment
    missing = _fill(table, mine, fills)
    return {"moodle.csv": _text(table)}, missing


def _fill(table: Table, mine: Mapping[str, Sequence[Record]], fills: Mapping[int, Fill]) -> list[str]:
    """Write into the rows of the students; who has no row."""
    owners = {plain(student): student for student in mine}
    left = dict.fromkeys(mine)
    for row in table[1:]:
        student = next((owners[plain(cell)] for cell in row if plain(cell) in owners), None)
        if student is None:
            continue
        left.pop(student, None)
        row += [""] * (len(table[0]) - len(row))
        for place, fill in fills.items():
            row[place] = fill(mine[student])
    return [*left]


def _score(found: Sequence[Record]) -> str:
    """The total; empty where something could not be graded, which leaves the cell for a person."""
    score = total(found)
    return "" if score is None else f"{score:g}"


def _comment(found: Sequence[Record]) -> str:
    """A line for each exercise. Moodle shows comments as HTML."""
    lines = []
    for record in found:
        score = "" if record["score"] is None else f" {record['score']:g}/{record['points']:g}"
        why = reason(record)
        lines.append(f"{record['exercise']}:{score}" + (f" - {why}" if why else ""))
    return for_csv("<br>".join(map(for_html, lines)))


def _most(mine: Mapping[str, Sequence[Record]]) -> float:
    return max(map(worth, mine.values()), default=0.0)


def _read(path: Path) -> Table:
    try:
        rows = [*csv.reader(io.StringIO(decode(path.read_bytes(), path.name)), strict=True)]
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.").format(path=path, why=error.strerror)) from None
    except SubmissionError as error:
        raise UsageError(error.message) from None
    except csv.Error as error:
        raise UsageError(_("{path} is not a CSV file: {why}.").format(path=path, why=error)) from None
    if not rows:
        raise UsageError(_("{path} is empty.").format(path=path))
    return rows


def _text(table: Table) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue()
