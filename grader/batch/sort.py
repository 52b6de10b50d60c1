"""A student's files become one piece of work for each exercise: found by their names, else by what they define."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from grader.batch import notebook
from grader.batch.model import Notebook, Parcel, Row, Work
from grader.errors import SubmissionError
from grader.intake import source
from grader.messages import _
from grader.model import Trouble
from grader.submission import SOURCE_LIMIT, decode, notebook_source, siblings

_DEFINES = re.compile(r"^def[ \t]+(\w+)[ \t]*\(", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file as source text, or why it is none."""

    path: str
    text: str = ""
    cells: tuple[tuple[int, int], ...] = ()
    defines: frozenset[str] = frozenset()
    trouble: Trouble | None = None
    notebook: Notebook | None = None

    @property
    def stem(self) -> str:
        return PurePosixPath(self.path).stem

    @property
    def rank(self) -> tuple[int, str]:
        """Files in fewer folders come first."""
        return self.path.count("/"), self.path


@dataclass(frozen=True, slots=True)
class Desk:
    """What one student handed in, read."""

    parcel: Parcel
    sheets: tuple[Sheet, ...] = ()

    def exercises(self, known: Collection[str]) -> set[str]:
        """The exercises handed in: files of their names, and what files of other names define.

        What a file that is named like one exercise defines besides is a helper.
        """
        found = {sheet.stem for sheet in self.sheets} & {*known}
        return found.union(*(sheet.defines & {*known} for sheet in self.sheets if sheet.stem not in known))


def spread(parcels: Iterable[Parcel]) -> list[Desk]:
    """Read what was handed in."""
    return [
        Desk(parcel, tuple(sorted((_sheet(path, data) for path, data in parcel.files.items()), key=lambda s: s.rank)))
        for parcel in parcels
    ]


def rows(desk: Desk, exercises: Collection[str], known: Collection[str]) -> Iterator[Row]:
    """One row per exercise, whatever was handed in.

    known   all exercises of the course: a file called like one of them is not taken for another
    """
    for exercise in exercises:
        yield _row(desk, exercise, exercises, known)


def _row(desk: Desk, exercise: str, exercises: Collection[str], known: Collection[str]) -> Row:
    parcel = desk.parcel
    row = Row(parcel.student, exercise, late=parcel.late)
    if parcel.trouble is not None:
        return Row(parcel.student, exercise, trouble=parcel.trouble, late=parcel.late)
    named = [sheet for sheet in desk.sheets if sheet.stem == exercise]
    defining = sorted(
        (sheet for sheet in desk.sheets if exercise in sheet.defines), key=lambda s: (s.stem in known, *s.rank)
    )
    found = named or defining
    if not found and len(exercises) == 1 and len(desk.sheets) == 1:
        found = [*desk.sheets]  # it can only be this one, and what is wrong with it is worth saying
    if not found:
        return Row(row.student, exercise, trouble=_missing(desk, exercise), late=row.late)
    sheet, remark = found[0], ""
    if len(found) > 1:
        text = _("{count} files hold {exercise}; {file} was graded.")
        remark = text.format(count=len(found), exercise=exercise, file=sheet.path)
    if sheet.trouble is not None:
        return Row(row.student, exercise, None, sheet.trouble, row.late, remark, sheet.notebook)
    return Row(row.student, exercise, _work(desk, sheet, exercise), None, row.late, remark, sheet.notebook)


def _missing(desk: Desk, exercise: str) -> Trouble:
    unreadable = next((sheet.trouble for sheet in desk.sheets if sheet.trouble), None)
    if unreadable is not None:  # the exercise may well be in there
        return unreadable
    return Trouble("missing", _("No {exercise} was handed in.").format(exercise=exercise))


def _work(desk: Desk, sheet: Sheet, exercise: str) -> Work:
    folder = PurePosixPath(sheet.path).parent
    beside = {other.stem: other for other in desk.sheets if PurePosixPath(other.path).parent == folder}

    def find(module: str) -> str | None:
        other = beside.get(module)
        return other.text if other and other is not sheet and not other.trouble and not other.cells else None

    found = siblings(sheet.text, exercise, find)
    return Work(exercise, PurePosixPath(sheet.path).name, sheet.text, tuple(sorted(found.items())), sheet.cells)


def _sheet(path: str, data: bytes | Trouble) -> Sheet:
    if isinstance(data, Trouble):
        return Sheet(path, trouble=data)
    name = PurePosixPath(path).name
    cells: tuple[tuple[int, int], ...] = ()
    book = None
    try:
        if name.endswith(".ipynb"):
            whole = decode(data, name)
            if found := notebook.read(whole):
                book = Notebook(path, found)
            text, cells = notebook_source(whole, name)
            if len(text.encode()) > SOURCE_LIMIT:
                raise SubmissionError("too_large", _("{file} defines too much for a solution.").format(file=name))
        else:
            text = source(data, name)
        if not text.strip():
            raise SubmissionError("empty", _("{file} is empty.").format(file=name))
    except SubmissionError as error:
        return Sheet(path, trouble=Trouble(error.kind, error.message, error.line), notebook=book)
    return Sheet(path, text, cells, _definitions(text), notebook=book)


def _definitions(text: str) -> frozenset[str]:
    """The functions that a source defines, as well as can be said of one that does not parse."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(_DEFINES.findall(text))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))
