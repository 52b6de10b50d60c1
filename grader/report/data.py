"""Facts about a class, from the records of a batch. Nothing here knows of HTML."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.batch.out import Record
from grader.gradebook import Entry, Gradebook, Source, Verdict
from grader.report.alike import Group, alike, equal
from grader.report.told import Told, tell

STOPPED = {"timeout": "T", "crashed": "C", "memory": "M"}
"""Statuses that a limit or the end of the process led to, with the letter that stands for each in a table."""

SLOWEST = 20
"""How many of the slowest gradings are listed."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One student, one exercise.

    state   ungraded, excused, missing, unreadable, todo, full, most (half of the points or more), some, none
    text    what stands in a table: percent of the points, rounded down, or a sign; a letter of STOPPED after it
    told    what the student reads, where there is more to say than that it passed
    """

    exercise: str
    state: str
    text: str
    score: float | None
    points: float
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Student:
    """A row: everything of one student, and the sums over what was graded."""

    name: str
    number: int
    cells: tuple[Cell, ...]

    @property
    def score(self) -> float:
        return sum(cell.score or 0.0 for cell in self.cells)

    @property
    def points(self) -> float:
        return sum(cell.points for cell in self.cells if cell.score is not None)

    @property
    def percent(self) -> int | None:
        return percent(self.score, self.points)

    @property
    def settled(self) -> bool:
        """Whether there is nothing left to do."""
        return all(cell.state in ("full", "excused") for cell in self.cells)


@dataclass(frozen=True, slots=True)
class CaseRate:
    """How often a case failed, of the hand-ins it was run with."""

    name: str
    hidden: bool
    failed: int
    ran: int


@dataclass(frozen=True, slots=True)
class Column:
    """One exercise over all students: how many cells have each state, the average in percent, the cases."""

    exercise: str
    states: Mapping[str, int]
    average: int | None
    cases: tuple[CaseRate, ...]

    @property
    def failing(self) -> int:
        """Handed in, graded, and not everything is right."""
        return sum(self.states.get(state, 0) for state in ("most", "some", "none"))


@dataclass(frozen=True, slots=True)
class Cause:
    """Something that befell several students: a misconception, or why a hand-in could not be graded."""

    exercise: str
    name: str
    message: str
    students: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A grading that ran into a limit, or whose process ended."""

    student: str
    exercise: str
    status: str
    case: str


@dataclass(frozen=True, slots=True)
class Slow:
    """A grading that took long, in seconds, and whose work it was."""

    seconds: float
    exercise: str
    students: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the page says.

    unseen   how many hand-ins have no source in the gradebook, so that they could not be compared
    """

    batch: str
    course: str
    seed: int
    students: tuple[Student, ...]
    columns: tuple[Column, ...]
    misconceptions: tuple[Cause, ...]
    unreadable: tuple[Cause, ...]
    ungraded: tuple[Cause, ...]
    stopped: tuple[Stop, ...]
    slowest: tuple[Slow, ...]
    equal: tuple[Group, ...] = ()
    alike: tuple[Group, ...] = ()
    unseen: int = 0
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The number of each student by name."""


def gather(
    book: Gradebook,
    batch: str,
    course: str,
    seed: int,
    records: Sequence[Record],
    axes: Mapping[str, Mapping[str, str]],
) -> Facts:
    """The facts about a batch; ``axes`` names the axes of the arrays of each exercise."""
    entries = book.entries(batch)
    keys = [entry.key for entry in entries if entry.key]
    verdicts, sources = book.verdicts(keys), book.sources(keys)
    by_place = {(entry.student, entry.exercise): entry for entry in entries}
    exercises = [*dict.fromkeys(record["exercise"] for record in records)]
    students = _students(records, by_place, sources, axes)
    columns = [_column(name, [r for r in records if r["exercise"] == name], students) for name in exercises]
    owners = _owners(records, by_place)
    texts = {key: source.text for key, source in sources.items()}
    same = [group for name in exercises for group in equal(name, owners.get(name, {}), texts)]
    near = [group for name in exercises for group in alike(name, owners.get(name, {}), texts)]
    return Facts(
        batch, course, seed, tuple(students), tuple(columns),
        misconceptions=_misconceptions(records),
        unreadable=_troubles(records, lambda record: record["score"] is not None),
        ungraded=_troubles(records, lambda record: record["score"] is None),
        stopped=tuple(_stopped(records)),
        slowest=_slowest(verdicts, entries),
        equal=tuple(sorted(same, key=lambda group: (-group.words, -len(group.students)))),
        alike=tuple(sorted(near, key=lambda group: (group.usual, -group.similarity, -group.words))),
        unseen=sum(key not in sources for mine in owners.values() for key in mine),
        numbers={student.name: student.number for student in students},
    )  # fmt: skip


def percent(score: float, points: float) -> int | None:
    """A score in percent, rounded down: what is not quite all must not look like all."""
    return math.floor(100 * score / points + 1e-9) if points else None


def _students(
    records: Sequence[Record],
    entries: Mapping[tuple[str, str], Entry],
    sources: Mapping[str, Source],
    axes: Mapping[str, Mapping[str, str]],
) -> list[Student]:
    cells: dict[str, list[Cell]] = {}
    for record in records:
        student, exercise = record["student"], record["exercise"]
        source = sources.get(entries[student, exercise].key or "")
        told = tell(record, axes.get(exercise, {}), source.file if source else f"{exercise}.py")
        cells.setdefault(student, []).append(cell(record, told))
    return [Student(name, number, tuple(mine)) for number, (name, mine) in enumerate(cells.items(), 1)]


def cell(record: Record, told: Told | None = None) -> Cell:
    """What stands in a table for a record."""
    score, points = record["score"], record["points"]
    state, text = _state(record)
    return Cell(record["exercise"], state, text, score, points, told)


def _state(record: Record) -> tuple[str, str]:
    score, points, error = record["score"], record["points"], record["error"]
    by_hand = any(remark["kind"] == "override" for remark in record["remarks"])
    if score is None:
        return "ungraded", "?"
    if by_hand and not points:
        return "excused", "×"
    if error and not by_hand:
        return ("missing", "–") if error["kind"] == "missing" else ("unreadable", "E")
    statuses = {case["status"] for case in record["cases"]}
    if statuses == {"todo"} and not by_hand:
        return "todo", "·"
    share = percent(score, points)
    if share is None:  # worth nothing here: right is all there is to say
        share = 100 if record["passed"] else 0
    letters = "".join(letter for status, letter in STOPPED.items() if status in statuses)
    state = "full" if share >= 100 else "most" if share >= 50 else "some" if share else "none"
    return state, f"{share} {letters}".strip()


def _column(exercise: str, records: Sequence[Record], students: Sequence[Student]) -> Column:
    cells = [cell for student in students for cell in student.cells if cell.exercise == exercise]
    graded = [cell for cell in cells if cell.score is not None and cell.points]
    earned = sum(cell.score or 0.0 for cell in graded)
    average = percent(earned, sum(cell.points for cell in graded))
    return Column(exercise, Counter(cell.state for cell in cells), average, _rates(records))


def _rates(records: Sequence[Record]) -> tuple[CaseRate, ...]:
    """The cases of an exercise, those that failed most often first."""
    ran: Counter[tuple[str, bool]] = Counter()
    failed: Counter[tuple[str, bool]] = Counter()
    for record in records:
        for case in record["cases"]:
            if case["status"] not in ("todo", "not_run"):
                place = case["name"], case["hidden"]
                ran[place] += 1
                failed[place] += case["status"] != "pass"
    rates = [CaseRate(*place, failed[place], count) for place, count in ran.items()]
    return tuple(sorted(rates, key=lambda rate: -rate.failed / rate.ran))


def _misconceptions(records: Sequence[Record]) -> tuple[Cause, ...]:
    """The most frequent first. What has no name, a pattern, goes by its sentence."""
    found = _causes(
        (record["exercise"], finding["misconception"] or finding["message"], record["student"], finding["message"])
        for record in records
        for finding in record["diagnosis"]
    )
    return tuple(replace(cause, name="") if cause.name == cause.message else cause for cause in found)


def _troubles(records: Sequence[Record], wanted: Callable[[Record], bool]) -> tuple[Cause, ...]:
    """Why hand-ins could not be graded; what was not handed in is no trouble."""
    return _causes(
        (record["exercise"], record["error"]["kind"], record["student"], record["error"]["message"])
        for record in records
        if record["error"] and record["error"]["kind"] != "missing" and wanted(record)
    )


def _causes(found: Iterable[tuple[str, str, str, str]]) -> tuple[Cause, ...]:
    """(exercise, name, student, message) by exercise and name, each with its most frequent message, most first."""
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for exercise, name, student, message in found:
        groups.setdefault((exercise, name), []).append((student, message))
    causes = []
    for place, members in groups.items():
        message = Counter(message for _student, message in members).most_common(1)[0][0]
        causes.append(Cause(*place, message, tuple(dict.fromkeys(student for student, _message in members))))
    return tuple(sorted(causes, key=lambda cause: -len(cause.students)))


def _stopped(records: Sequence[Record]) -> Iterable[Stop]:
    """The first stop of each grading."""
    for record in records:
        case = next((case for case in record["cases"] if case["status"] in STOPPED), None)
        if case:
            yield Stop(record["student"], record["exercise"], case["status"], case["name"])


def _slowest(verdicts: Mapping[str, Verdict], entries: Sequence[Entry]) -> tuple[Slow, ...]:
    students: dict[str, list[str]] = {}
    for entry in entries:
        if entry.key:
            students.setdefault(entry.key, []).append(entry.student)
    longest = sorted(verdicts.values(), key=lambda verdict: -verdict.seconds)[:SLOWEST]
    return tuple(Slow(verdict.seconds, verdict.exercise, tuple(students[verdict.key])) for verdict in longest)


def _owners(records: Sequence[Record], entries: Mapping[tuple[str, str], Entry]) -> dict[str, dict[str, list[str]]]:
    """By exercise and key, who handed it in; stubs that nobody touched are equal by nature, and left out."""
    owners: dict[str, dict[str, list[str]]] = {}
    for record in records:
        key = entries[record["student"], record["exercise"]].key
        if key and {case["status"] for case in record["cases"]} != {"todo"}:
            owners.setdefault(record["exercise"], {}).setdefault(key, []).append(record["student"])
    return owners
