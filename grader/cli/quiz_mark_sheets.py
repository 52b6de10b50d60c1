"""``grade quiz mark-sheets``: mark a table with the answers of a class."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from grader import files
from grader.cli.common import Answer, Flags, Option, document
from grader.cli.common import command as make
from grader.messages import N_, _, language, ngettext
from grader.pack import open_pack

if TYPE_CHECKING:
    from grader.quiz.export.marks import Row


@make("mark-sheets")
@click.argument("bank")
@click.argument("answers", type=click.Path(path_type=Path))
@click.option(
    "--out", cls=Option, type=click.Path(path_type=Path), metavar="FILE", help=N_("The file to write the marks to.")
)
def command(flags: Flags, bank: str, answers: Path, out: Path | None) -> Answer:
    """Mark the answers of a class, each student's with their own numbers.

    ANSWERS is a CSV file: its first row says student, then the ids of questions; with a column variant its number
    counts instead of the name. --seed must be that of `grade export quiz --format sheet`. The exit code is 1 if
    somebody has to look at a row.
    """
    from grader.quiz.bank import open_bank
    from grader.quiz.calls import Caller
    from grader.quiz.draw import Draws
    from grader.quiz.export.marks import Marker, as_csv

    pack = open_pack(flags.pack)
    marker = Marker(open_bank(pack, bank), Draws(Caller(pack)), language(), flags.seed)
    rows = marker.table(answers)
    text = as_csv(rows, marker.items)
    if out is None:
        click.echo(text, nl=False)
    else:
        files.write(out, "\ufeff" + text)  # Excel reads Japanese only after this mark
        _summary(rows, len(marker.items))
    open_rows = [row for row in rows if row.note]
    for row in open_rows:
        click.echo(
            _("Row {line}, {student}: {note}").format(line=row.line, student=row.student, note=row.note), err=True
        )
    return Answer(int(bool(open_rows)), document(rows=[_row(row) for row in rows]))


def _summary(rows: list[Row], items: int) -> None:
    from itertools import islice

    from grader.quiz.export.marks import most_often

    marked = [row for row in rows if not row.trouble]
    right, count = sum(row.points for row in marked), len(marked) * items
    students = ngettext("{n} student", "{n} students", len(marked)).format(n=len(marked))
    click.echo(
        _("{students}: {right} of {count} answers are right").format(students=students, right=right, count=count)
    )
    for item, misconception, times in islice(most_often(rows), 5):
        click.echo(f"  {times:3d}  {item}: {misconception}")


def _row(row: Row) -> dict[str, Any]:
    marks = {
        mark.item: {"answer": mark.line, "verdict": mark.verdict, "misconception": mark.misconception or None}
        for mark in row.marks
    }
    points = None if row.trouble else row.points
    return {
        "row": row.line,
        "student": row.student,
        "seed": row.seed,
        "points": points,
        "answers": marks,
        "note": row.note,
    }
