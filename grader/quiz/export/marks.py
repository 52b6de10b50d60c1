"""Marking the answers of a class: a table with a row for each student and a column for each item.

Everybody's answers are marked with their own numbers, drawn again from the student's name or the variant's number.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from grader.errors import PackError, UsageError
from grader.messages import _
from grader.quiz import answers
from grader.quiz.draw import Draws
from grader.quiz.export import choose
from grader.quiz.export.choose import STUDENT, VARIANT, Sheet
from grader.quiz.model import Bank, Item
from grader.quiz.plan import ROOM
from grader.quiz.sitting import UNANSWERED, split_confidence
from grader.safe_text import for_csv


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer: the verdict, the misconception if it is known, and what there is to say to it."""

    item: str
    line: str
    verdict: str
    misconception: str = ""
    said: str = ""

    @property
    def points(self) -> int:
        return int(self.verdict == "correct")

    @property
    def why(self) -> str:
        """The misconception, else the verdict, and nothing for what is right."""
        return "" if self.points else self.misconception or self.verdict


@dataclass(frozen=True, slots=True)
class Row:
    """One student. Where ``trouble`` is not empty nothing was marked, and it says why.

    line      the number of the row in the table, the head being 1
    """

    line: int
    student: str = ""
    seed: int | None = None
    marks: tuple[Mark, ...] = ()
    trouble: str = ""

    @property
    def points(self) -> int:
        return sum(mark.points for mark in self.marks)

    @property
    def undecided(self) -> list[Mark]:
        """Answers that a person has to look at."""
        return [mark for mark in self.marks if mark.verdict not in (*answers.COUNTS, UNANSWERED)]

    @property
    def note(self) -> str:
        """What somebody has to look at."""
        said = (f"{mark.item}: {mark.line!r}: {mark.said or mark.verdict}" for mark in self.undecided)
        return self.trouble or " ".join(" ".join(said).split())


@dataclass(slots=True)
class Marker:
    """Marks the rows of a table; ``seed`` is the one that the sheets were made with."""

    bank: Bank
    draws: Draws
    language: str
    seed: int = 0
    items: list[Item] = field(default_factory=list)

    def table(self, path: Path) -> list[Row]:
        """A row for every row of the table that is not empty. Raises UsageError for a head that cannot be used."""
        head, *rows = choose.table(path) or [[]]
        columns = self._columns(head, path)
        seen: dict[str, int] = {}
        return [
            self._row(line, cells, columns, seen)
            for line, cells in enumerate(rows, 2)
            if any(cell.strip() for cell in cells)
        ]

    def _columns(self, head: Sequence[str], path: Path) -> list[str]:
        """What each column holds: student, variant, or the id of an item."""
        names = [cell.strip() for cell in head]
        own = [name.lower() if name.lower() in (STUDENT, VARIANT) else name for name in names]
        if STUDENT not in own and VARIANT not in own:
            text = _("The first row of {path} must name the columns: student, then the questions.")
            raise UsageError(text.format(path=path))
        asked = [name for name in own if name not in (STUDENT, VARIANT)]
        if not asked:
            raise UsageError(_("{path} has no column with the name of a question.").format(path=path))
        if twice := next((name for name in own if own.count(name) > 1), ""):
            raise UsageError(_("{path} has two columns called {name}.").format(path=path, name=repr(twice)))
        self.items = choose.items(self.bank, asked)
        ids = iter(self.items)
        return [name if name in (STUDENT, VARIANT) else next(ids).id for name in own]

    def _row(self, line: int, cells: Sequence[str], columns: Sequence[str], seen: dict[str, int]) -> Row:
        given = dict(zip(columns, (cell.strip() for cell in cells)))
        student = _unquoted(choose.tidy(given.get(STUDENT, "")))
        variant = given.get(VARIANT, "")
        if any(cell.strip() for cell in cells[len(columns) :]):
            text = _("The row has {count} cells, the head has {columns}: is a comma in an answer without quotes?")
            return Row(line, student, trouble=text.format(count=len(cells), columns=len(columns)))
        if not student and not variant:
            return Row(line, trouble=_("There is no name in the column student."))
        if variant and not (variant.isascii() and variant.isdigit() and 1 <= int(variant) <= ROOM):
            text = _("{given} is no number of a variant: it is 1, 2, 3, ...")
            return Row(line, student, trouble=text.format(given=repr(variant)))
        if student and student in seen:
            return Row(line, student, trouble=_("This student is in row {line} already.").format(line=seen[student]))
        seen[student] = line
        sheet = choose.variant(int(variant), self.seed) if variant else choose.students([student], self.seed)[0]
        try:
            marks = tuple(self._mark(item, sheet, given.get(item.id, "")) for item in self.items)
        except PackError as error:
            return Row(line, student, sheet.seed, trouble=error.message)
        return Row(line, student or sheet.name, sheet.seed, marks)

    def _mark(self, item: Item, sheet: Sheet, cell: str) -> Mark:
        line, _confidence = split_confidence(cell)
        if not line:
            return Mark(item.id, "", UNANSWERED)
        reply = answers.reply(self.draws.variant(item, sheet.seed), line, self.language)
        return Mark(item.id, line, reply.verdict, reply.misconception, reply.feedback)


def _unquoted(student: str) -> str:
    """A name without the mark that keeps a spreadsheet from taking it for a formula."""
    return student[1:] if student.startswith("'") and for_csv(student[1:]) == student else student


def as_csv(rows: Sequence[Row], items: Sequence[Item]) -> str:
    """The marks: 1 or 0 for each item, then why not; no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    pairs = [name for item in items for name in (item.id, f"{item.id}: why")]
    writer.writerow([STUDENT, "seed", *pairs, "points", "out_of", "note"])
    for row in rows:
        found = {mark.item: mark for mark in row.marks}
        cells = [cell for item in items for cell in _cells(found.get(item.id))]
        total = ["", ""] if row.trouble else [str(row.points), str(len(items))]
        seed = "" if row.seed is None else str(row.seed)
        note = f"row {row.line}: {row.note}" if row.note else ""
        writer.writerow([for_csv(row.student), seed, *cells, *total, for_csv(note)])
    return text.getvalue()


def _cells(mark: Mark | None) -> list[str]:
    return ["", ""] if mark is None else [str(mark.points), for_csv(mark.why)]


def most_often(rows: Sequence[Row]) -> Iterator[tuple[str, str, int]]:
    """The misconceptions that were met: item, id, how often; the most frequent first."""
    met = Counter((mark.item, mark.misconception) for row in rows for mark in row.marks if mark.misconception)
    for (item, misconception), count in met.most_common():
        yield item, misconception, count
