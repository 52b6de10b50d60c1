"""An instructor's own rules as data: what exercises and their parts are worth, what lateness costs, what was decided.

format = 1

[exercise.conv_backward]
points = 4
parts = { dx = 2, dw = 1, db = 1 }

[late]
per_day = 0.1
at_most = 0.5
days = { yamada = 2 }

[[override]]
student = "sato"
exercise = "conv_backward"
score = 3.5
reason = "shown in class"
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from grader import files
from grader.batch.out import Record
from grader.errors import UsageError
from grader.messages import _, ngettext
from grader.pack import Pack, suggest
from grader.quiz.lines import locate, nearest
from grader.quiz.table import Flaw, Table

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Worth:
    """What an exercise is worth here: points in place of the pack's, and the weight of each output."""

    points: float | None = None
    parts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Late:
    """The part of the points that is lost for each day begun, at most so much, and who was how many days late."""

    per_day: float = 0.0
    at_most: float = 1.0
    days: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Override:
    """What an instructor decided for one student and exercise; excused ones count for nothing."""

    student: str
    exercise: str
    score: float | None = None
    excused: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """The rules of a course; without a file those of the pack."""

    worth: Mapping[str, Worth] = field(default_factory=dict)
    late: Late = field(default_factory=Late)
    overrides: Mapping[tuple[str, str], Override] = field(default_factory=dict)

    @property
    def students(self) -> tuple[str, ...]:
        """Everybody who is named in the rules."""
        return tuple(dict.fromkeys([*self.late.days, *(student for student, _exercise in self.overrides)]))

    def settle(self, record: Record) -> Record:
        """The record with points and score as the rules want them, and a remark for all that a rule changed."""
        worth = self.worth.get(record["exercise"], Worth())
        points = record["points"] if worth.points is None else worth.points
        if record["score"] is None:
            return self._decided(record | {"points": points})
        part = weighted(record["cases"], worth.parts) if worth.parts else _part(record)
        settled = record | {"points": points, "score": round(points * part, 4)}
        return self._decided(self._after_deadline(settled))

    def _after_deadline(self, record: Record) -> Record:
        marked = any(remark["kind"] == "late" for remark in record["remarks"])
        days = self.late.days.get(record["student"], int(marked))
        lost = min(self.late.per_day * days, self.late.at_most)
        if not days or not lost or not record["score"]:
            return record
        text = ngettext(
            "{days} day late: {percent:g} %% of the score is taken off.",
            "{days} days late: {percent:g} %% of the score is taken off.",
            days,
        ).replace("%%", "%")
        remark = {"kind": "late", "message": text.format(days=days, percent=round(100 * lost, 4))}
        others = [remark for remark in record["remarks"] if remark["kind"] != "late"]
        return record | {"score": round(record["score"] * (1 - lost), 4), "remarks": [*others, remark]}

    def _decided(self, record: Record) -> Record:
        override = self.overrides.get((record["student"], record["exercise"]))
        if override is None:
            return record
        if override.excused:
            change: Record = {"points": 0.0, "score": 0.0}
            text = _("Excused: this counts for nothing. {reason}")
        else:
            change = {"score": override.score}
            text = _("The score was set by hand. {reason}")
        remark = {"kind": "override", "message": text.format(reason=override.reason).strip()}
        return record | change | {"remarks": [*record["remarks"], remark]}


def _part(record: Record) -> float:
    return record["score"] / record["points"] if record["points"] else float(record["passed"])


def weighted(cases: Sequence[Mapping[str, Any]], parts: Mapping[str, float]) -> float:
    """The part of the points that is earned when each output has a weight: the part of the cases it is right in."""
    right: dict[str, list[bool]] = {name: [] for name in parts}
    for case in cases:
        for name, checks in right.items():
            mine = [check["status"] for check in case["checks"] if check["output"] in (name, None)]
            if mine:
                checks.append(set(mine) == {"pass"})
    total = sum(parts.values())
    return sum(weight * sum(right[n]) / len(right[n]) for n, weight in parts.items() if right[n]) / total


def read_course(path: Path, pack: Pack) -> Course:
    """The rules in a file. Raises UsageError with file, line and sentence for what is not as it should be."""
    text = files.read_text(path)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(_("{path} is not a TOML file: {why}.").format(path=path, why=error)) from None
    try:
        return _course(Table(values), pack)
    except Flaw as flaw:
        sentence = flaw.sentence.rstrip(".")
        end = "" if sentence.endswith(("?", "。")) else "."
        raise UsageError(f"{path}:{nearest(locate(text), flaw.where)}: {sentence}{end}") from None


def _course(table: Table, pack: Pack) -> Course:
    if table.take("format", int) != FORMAT:
        raise table.flaw(_("this grader reads format {known} of a course file").format(known=FORMAT), "format")
    exercises = table.table("exercise")
    worth = {name: _worth(exercises.table(name), name, pack) for name, _values in exercises.items()}
    late = _late(table.table("late"))
    overrides = [_override(one, pack) for one in table.tables("override")]
    table.done()
    return Course(worth, late, {(one.student, one.exercise): one for one in overrides})


def _known(table: Table, name: str, pack: Pack) -> str:
    if name not in pack.entries:
        near = suggest(name, pack.entries)
        hint = " " + _("Did you mean {names}?").format(names=" / ".join(near)) if near else ""
        raise table.flaw(_("There is no exercise called {name}.").format(name=repr(name)) + hint)
    return name


def _worth(table: Table, name: str, pack: Pack) -> Worth:
    _known(table, name, pack)
    points = _number(table, "points", None, 0, 1e6)
    weights = table.table("parts")
    parts = {part: _number(weights, part, 0.0, 0, 1e6) or 0.0 for part, _value in weights.items()}
    if parts:
        outputs = pack.exercise(name).spec.outputs
        if set(parts) != set(outputs):
            text = _("parts gives a weight to each of {names}").format(names=", ".join(outputs))
            raise table.flaw(text, "parts")
        if not sum(parts.values()):
            raise table.flaw(_("the weights of all parts are 0"), "parts")
    table.done(("points", "parts"))
    return Worth(points, parts)


def _late(table: Table) -> Late:
    per_day, at_most = _number(table, "per_day", 0.0, 0, 1), _number(table, "at_most", 1.0, 0, 1)
    listed = table.table("days")
    days = {}
    for student, value in listed.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise listed.flaw(_("days late are a whole number"), student)
        days[_composed(student)] = value
    table.done(("per_day", "at_most", "days"))
    return Late(per_day or 0.0, 1.0 if at_most is None else at_most, days)


def _override(table: Table, pack: Pack) -> Override:
    student, exercise = _composed(table.take("student", str)), _known(table, table.take("exercise", str), pack)
    score, excused = _number(table, "score", None, 0, 1e6), table.take("excused", bool, False)
    if (score is None) is not excused:
        raise table.flaw(_("an override has either a score or excused = true"))
    reason = table.take("reason", str, "")
    table.done(("student", "exercise", "score", "excused", "reason"))
    return Override(student, exercise, score, excused, reason)


def _composed(name: str) -> str:
    """A name in the form of Unicode that names of students have."""
    return unicodedata.normalize("NFC", name)


def _number(table: Table, key: str, default: float | None, low: float, high: float) -> float | None:
    """A number within limits; the default where there is none."""
    value = table.any(key) if key in table else default
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
        text = _("{key} is a number from {low} to {high}")
        raise table.flaw(text.format(key=key, low=f"{low:g}", high=f"{high:g}"), key)
    return float(value)
