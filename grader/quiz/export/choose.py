"""Which questions are exported, and with which seeds: one set of numbers for all, several, or one for each student."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from grader.errors import UsageError
from grader.messages import _
from grader.pack import suggest
from grader.quiz.draw import Stream
from grader.quiz.model import Bank, Item
from grader.quiz.plan import ROOM
from grader.spreadsheet import read_table

STUDENT, VARIANT = "student", "variant"
"""How the columns of a roster and of a table of answers are called."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One set of numbers: whose it is (empty for nobody's), which one it is, counted from 1, and its seed."""

    student: str
    number: int
    seed: int

    @property
    def name(self) -> str:
        """The student, or the number of the variant."""
        return self.student or _("Variant {number}").format(number=self.number)


def student_seed(student: str, seed: int = 0) -> int:
    """The seed of a student: the first 32 bits of the SHA-256 of ``seed:name``, so that it can be found again."""
    return int.from_bytes(sha256(f"{seed}:{tidy(student)}".encode()).digest()[:4])


def tidy(student: str) -> str:
    """A name as it is compared: full-width signs and spaces are as good as half-width ones."""
    return " ".join(unicodedata.normalize("NFKC", student).split())


def variant(number: int, seed: int = 0) -> Sheet:
    """The variant with this number, counted from 1."""
    return Sheet("", number, seed * ROOM + number - 1)


def variants(count: int, seed: int = 0) -> list[Sheet]:
    """So many variants."""
    return [variant(number, seed) for number in range(1, count + 1)]


def students(names: Sequence[str], seed: int = 0) -> list[Sheet]:
    """A variant for each student."""
    return [Sheet(tidy(name), number, student_seed(name, seed)) for number, name in enumerate(names, 1)]


def roster(path: Path) -> list[str]:
    """The students in a CSV file: its column ``student``, else its first. Raises UsageError."""
    rows = [row for row in table(path) if any(cell.strip() for cell in row)]
    column = 0
    if rows and STUDENT in (head := [cell.strip().lower() for cell in rows[0]]):
        column = head.index(STUDENT)
        rows = rows[1:]
    names = [tidy(row[column]) for row in rows if len(row) > column and row[column].strip()]
    if not names:
        raise UsageError(_("{path} names no students: write one a line.").format(path=path))
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise UsageError(_("{name} is twice in {path}: tell the two apart.").format(name=twice, path=path))
    return names


def table(path: Path) -> list[list[str]]:
    """The rows of a CSV file, as spreadsheets write them. Raises UsageError."""
    return read_table(path, blank=True).rows


def items(bank: Bank, names: Sequence[str] = (), count: int | None = None, seed: int = 0) -> list[Item]:
    """The items of these names, or all; of them ``count``, the same for equal seeds. Raises UsageError."""
    known = {item.id: item for item in bank.items}
    chosen = [known[_known(name, bank, known)] for name in dict.fromkeys(names)] or [*bank.items]
    if count is None:
        return chosen
    if count > len(chosen):
        text = _("There are only {count} questions to choose from.")
        raise UsageError(text.format(count=len(chosen)))
    places = [*range(len(chosen))]
    Stream(f"export:{seed}").shuffle(places)
    return [chosen[place] for place in sorted(places[:count])]


def _known(name: str, bank: Bank, known: dict[str, Item]) -> str:
    """The id that ``id`` or ``bank.id`` means."""
    short = name.strip().removeprefix(f"{bank.name}.")
    if short not in known:
        near = tuple(suggest(short, known))
        hint = _("Did you mean {names}?").format(names=" / ".join(near)) if near else ""
        text = _("There is no question called {name}.").format(name=repr(name))
        raise UsageError(f"{text} {hint}".rstrip(), near)
    return short
