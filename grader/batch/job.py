"""A whole batch: from what was handed in to what lies in the folder of results."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count, takewhile
from pathlib import Path

from grader import files
from grader.batch import feedback, notebook, out
from grader.batch.collect import collect, storable
from grader.batch.course import Course
from grader.batch.crew import Cluster, Local
from grader.batch.model import Notebook, Parcel, Row
from grader.batch.roster import enrol, read_roster
from grader.batch.run import Order, Progress, Result, run
from grader.batch.sort import rows, spread
from grader.errors import UsageError
from grader.gradebook import Entry, Gradebook, Source
from grader.messages import _
from grader.pack import Pack
from grader.runner import pool

SETTLED = ("points", "score", "remarks")
"""What the rules of a course may change in a record."""


@dataclass(frozen=True, slots=True)
class Handed:
    """What a class handed in.

    strangers   who is not on the list of the class
    """

    rows: tuple[Row, ...]
    exercises: tuple[str, ...]
    students: int
    strangers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A batch that has ended, or was stopped.

    unknown   who is named in the rules of the course and has no row
    """

    handed: Handed
    result: Result
    records: tuple[out.Record, ...] = ()
    changes: tuple[out.Change, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def ungraded(self) -> Counter[str]:
        """Why there are rows without a score, and how many: the grader's trouble or the instructor's, no student's."""
        return Counter(record["error"]["message"] for record in self.records if record["score"] is None)


def take_in(pack: Pack, submissions: Path, names: Sequence[str] = (), roster: Path | None = None) -> Handed:
    """Sort what lies at ``submissions`` into a row for each student and exercise.

    Without ``names``, the exercises are those that anybody handed in. Raises UsageError.
    """
    parcels: list[Parcel] = collect(submissions, pack.entries)
    strangers: list[str] = []
    if roster is not None:
        parcels, strangers = enrol(parcels, read_roster(roster))
    desks = spread(parcels)
    there = set(names).union(*(desk.exercises(pack.entries) for desk in desks)) if not names else {*names}
    exercises = tuple(name for name in pack.entries if name in there)
    if not exercises:
        text = _("No file in {path} is named like an exercise or defines one. Name one: --exercise NAME.")
        raise UsageError(text.format(path=submissions))
    found = [row for desk in desks for row in rows(desk, exercises, pack.entries)]
    return Handed(tuple(found), exercises, len(parcels), tuple(strangers))


def grade_batch(
    order: Order,
    handed: Handed,
    folder: Path,
    *,
    gradebook: str | None = None,
    jobs: int | None = None,
    scheduler: str | None = None,
    regrade: bool = False,
    course: Course | None = None,
    progress: Progress = lambda done, total: None,
) -> Done:
    """Grade it all and write the results into ``folder``; of an interrupted batch only the gradebook is written.

    gradebook   the database; by default a file in ``folder``
    scheduler   the address of a Dask cluster; without one, ``jobs`` processes of this machine work
    course      the instructor's rules: points, lateness, decisions
    Raises GraderError where nothing can be graded at all.
    """
    if scheduler is None:
        with closing(pool.start(floor=order.floor, warm=False)) as sandbox:
            sandbox.spawn()  # SandboxRefused here, before anything is written
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(_("{path} cannot be made: {why}.").format(path=folder, why=error.strerror)) from None
    batch = storable(folder.resolve().name)
    crew = Cluster(scheduler) if scheduler else Local(jobs)
    with closing(crew), Gradebook(gradebook or str(folder / "gradebook.db")) as book:
        facts = {
            "seed": order.seed,
            "pack": order.pack.name,
            "print": order.pack.fingerprint,
            "exercises": [*handed.exercises],
        }
        works = {order.key(row.work): row.work for row in handed.rows if row.work}
        sources = [Source(key, work.file, work.source) for key, work in works.items()]
        before = dict.fromkeys(entry.student for entry in book.entries(batch))
        _forget(before, dict.fromkeys(row.student for row in handed.rows), folder / "feedback")
        book.enter(batch, facts, [_entry(row, order) for row in handed.rows], sources)
        result = run(handed.rows, order, book, crew, progress, regrade)
        if result.stopped:
            return Done(handed, result)
        rules = course or Course()
        records = [rules.settle(r) for r in out.records(book, batch, order.pack, order.seed, result.ungraded)]
        book.settle(batch, {(r["student"], r["exercise"]): {key: r[key] for key in SETTLED} for r in records})
        changes = out.changes(book, batch, result.before)
    for place in (folder, folder / "feedback"):
        files.sweep(place)
    files.write(folder / "results.jsonl", out.lines(records))
    files.write(folder / "grades.csv", out.grades(records, handed.exercises))
    _feedback(order.pack, records, handed, folder / "feedback")
    there = {row.student for row in handed.rows}
    unknown = tuple(student for student in rules.students if student not in there)
    return Done(handed, result, tuple(records), tuple(changes), unknown)


def _feedback(pack: Pack, records: Sequence[out.Record], handed: Handed, folder: Path) -> None:
    """A page for each student, and a copy of each notebook."""
    axes = {name: dict(pack.exercise(name).spec.shapes) for name in handed.exercises}
    mine: dict[str, list[out.Record]] = {}
    for record in records:
        mine.setdefault(record["student"], []).append(record)
    notebooks = _notebooks(handed.rows)
    for student, name in feedback.file_names(mine).items():
        files.write(folder / f"{name}.md", feedback.page(student, mine[student], axes))
        copies = _copies(folder, name)
        for book, exercises in notebooks.get(student, {}).items():
            said = {r["exercise"]: feedback.beside(r, axes) for r in mine[student] if r["exercise"] in exercises}
            copy = notebook.annotated(book.cells, said)
            if copy is not None:
                files.write(next(copies), copy)
        _remove(copies)


def _copies(folder: Path, name: str) -> Iterator[Path]:
    """Where the copies of a student's notebooks lie, one after the other."""
    yield folder / f"{name}.ipynb"
    for number in count(2):
        yield folder / f"{name}.{number}.ipynb"


def _remove(copies: Iterator[Path]) -> None:
    """Remove the copies that an earlier run left and this one does not make."""
    for path in takewhile(Path.exists, copies):
        files.remove(path)


def _forget(before: Iterable[str], now: Iterable[str], folder: Path) -> None:
    """Remove the pages of those who are in this batch no more, so that nobody is sent what does not count."""
    kept = {*feedback.file_names(now).values()}
    for name in feedback.file_names(before).values():
        if name not in kept:
            files.remove(folder / f"{name}.md")
            _remove(_copies(folder, name))


def _notebooks(rows: Sequence[Row]) -> dict[str, dict[Notebook, list[str]]]:
    """The notebooks of each student, and the exercises found in each."""
    found: dict[str, dict[Notebook, list[str]]] = {}
    for row in rows:
        if row.notebook is not None:
            found.setdefault(row.student, {}).setdefault(row.notebook, []).append(row.exercise)
    return found


def _entry(row: Row, order: Order) -> Entry:
    trouble = (row.trouble.kind, row.trouble.message, row.trouble.line) if row.trouble else None
    return Entry(row.student, row.exercise, order.key(row.work) if row.work else None, trouble, row.late, row.remark)
