"""A table that a person or a program has saved as text: CSV in the forms that spreadsheets write around the world."""

from __future__ import annotations

import csv
import io
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from grader.errors import UsageError
from grader.intake import written_in
from grader.messages import _

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first of them the headings, and what stood between the cells."""

    rows: list[list[str]]
    delimiter: str = ","

    def text(self) -> str:
        """The table as it was read."""
        made = io.StringIO()
        csv.writer(made, delimiter=self.delimiter, lineterminator="\n").writerows(self.rows)
        return made.getvalue()


def read_table(path: Path, *, blank: bool = False) -> Table:
    """The table in a file: commas, semicolons or tabs; UTF-8, UTF-16 with its mark, or code page 932 (Shift-JIS).

    blank   keep the empty rows too, for whoever tells of rows by their number

    Raises UsageError where it cannot be read, or could be read in two ways.
    """
    try:
        text = _decoded(path.read_bytes(), path)
        table = _parsed(text, path)
        return table if blank else Table([row for row in table.rows if any(row)], table.delimiter)
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.").format(path=path, why=error.strerror)) from None
    except csv.Error as error:
        raise UsageError(_("{path} is not a CSV file: {why}.").format(path=path, why=error)) from None


def _decoded(data: bytes, path: Path) -> str:
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if marked else written_in(data)
    with suppress(UnicodeDecodeError):
        text = data.decode(encoding).removeprefix("\ufeff") if encoding else "\0"
        if "\0" not in text:
            return text
    text = _("{path} is not text in UTF-8. In a spreadsheet, save it as CSV UTF-8.")
    raise UsageError(text.format(path=path))


def _parsed(text: str, path: Path) -> Table:
    """The rows, by the delimiter that the headings have, or that fits all rows that are not empty."""
    read: dict[str, list[list[str]]] = {}
    wrong: csv.Error | None = None
    for delimiter in DELIMITERS:
        try:
            lines = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
            read[delimiter] = [*lines]
        except csv.Error as error:
            wrong = wrong or error
    if not read:
        raise wrong or csv.Error
    several = {sign: rows for sign, rows in read.items() if len(next((row for row in rows if any(row)), [])) > 1}
    if not several:
        return Table(next(iter(read.values())))
    even = {sign: rows for sign, rows in several.items() if len({len(row) for row in rows if any(row)}) == 1}
    found = several if len(several) == 1 else even
    if len(found) != 1:
        text = _("It cannot be seen whether commas, semicolons or tabs divide the cells of {path}: use one of them.")
        raise UsageError(text.format(path=path))
    ((delimiter, rows),) = found.items()
    return Table(rows, delimiter)
