"""Tables of grades that learning management systems import: filled in where they gave one out, else begun.

Canvas: the exported gradebook is the table to fill, one column an assignment. Moodle: the grading worksheet of the
assignment. People are found by any of the names that the table holds for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from grader.batch.out import Record
from grader.batch.roster import plain
from grader.errors import UsageError
from grader.export.records import Files, reason, students, total, worth
from grader.messages import _
from grader.safe_text import for_csv, for_html
from grader.spreadsheet import Table, read_table

Fill = Callable[[Sequence[Record]], str]
"""What goes into a cell of a student with these records."""

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
MOODLE = ("Identifier", "Full name", "Email address", "Grade", "Maximum grade", "Feedback comments")
POSSIBLE = "Points Possible"


def canvas(records: Sequence[Record], column: str, template: Path | None = None) -> tuple[Files, list[str]]:
    """A gradebook for Canvas with the totals in ``column``, and which students it does not know."""
    mine = students(records)
    if template is None:
        rows = [[*CANVAS, column], [f"    {POSSIBLE}", "", "", "", "", f"{_most(mine):g}"]]
        rows += [[for_csv(student), "", "", for_csv(student), "", _score(found)] for student, found in mine.items()]
        return {"canvas.csv": Table(rows).text()}, []
    table = _read(template)
    # Canvas writes "Homework 1 (4711)": the name, and a number that it knows the assignment by.
    place = next((n for n, head in enumerate(table.rows[0]) if head == column or head.startswith(f"{column} (")), -1)
    if place < 0:
        raise UsageError(_("{path} has no column {name}.").format(path=template, name=column))
    missing = _fill(table.rows, mine, {place: _score})
    return {"canvas.csv": table.text()}, missing


def moodle(records: Sequence[Record], template: Path | None = None) -> tuple[Files, list[str]]:
    """A grading worksheet for Moodle with grades and comments, and which students it does not know."""
    mine = students(records)
    if template is None:
        rows = [[*MOODLE]]
        for student, found in mine.items():
            rows.append([for_csv(student), for_csv(student), "", _score(found), f"{worth(found):g}", _comment(found)])
        return {"moodle.csv": Table(rows).text()}, []
    table = _read(template)
    heads = [head.casefold() for head in table.rows[0]]
    if "grade" not in heads:
        text = _("{path} has no column Grade. Download the grading worksheet of the assignment.")
        raise UsageError(text.format(path=template))
    fills: dict[int, Fill] = {heads.index("grade"): _score}
    if "feedback comments" in heads:
        fills[heads.index("feedback comments")] = _comment
    missing = _fill(table.rows, mine, fills)
    return {"moodle.csv": table.text()}, missing


def _fill(rows: list[list[str]], mine: Mapping[str, Sequence[Record]], fills: Mapping[int, Fill]) -> list[str]:
    """Write into the rows of the students; who has no row, or none that is certainly theirs."""
    called = Counter(map(plain, mine))
    owners = {plain(student): student for student in mine if called[plain(student)] == 1 and plain(student)}
    found = [{owners[plain(cell)] for cell in row if plain(cell) in owners} for row in rows[1:]]
    rowed = Counter(student for there in found for student in there)  # a group of the class has many
    left = dict.fromkeys(mine)
    for row, there in zip(rows[1:], found, strict=True):
        certain = [student for student in there if rowed[student] == 1]
        if len(certain) == 1:
            del left[certain[0]]
            row += [""] * (len(rows[0]) - len(row))
            for place, fill in fills.items():
                row[place] = fill(mine[certain[0]])
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
    table = read_table(path)
    if not table.rows:
        raise UsageError(_("{path} is empty.").format(path=path))
    return table
