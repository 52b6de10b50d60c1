"""What a batch leaves in its folder, made from the gradebook alone: equal gradebooks give equal bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from grader.batch.model import UNREAD
from grader.errors import SubmissionError
from grader.gradebook import Entry, Gradebook, Verdict
from grader.messages import _
from grader.pack import Pack
from grader.results import dumps, to_json
from grader.safe_text import for_csv
from grader.trouble import refused

Record = dict[str, Any]
"""A report as ``results.to_json`` writes it, with the student's name; ``score`` is None where nobody could grade."""


def records(
    book: Gradebook, batch: str, pack: Pack, seed: int, ungraded: Mapping[str, str] | None = None
) -> list[Record]:
    """One record for each student and exercise, in the order of the gradebook, settled where the batch has ended.

    ungraded   why work has no verdict, by key
    """
    entries = book.entries(batch)
    verdicts = book.verdicts(entry.key for entry in entries if entry.key)
    found = []
    for entry in entries:
        if entry.key is None or entry.key not in verdicts:
            found.append(_without(entry, pack, seed, (ungraded or {}).get(entry.key or "", "")))
            continue
        record: Record = json.loads(verdicts[entry.key].report)
        found.append(_remarked(record | {"student": entry.student}, entry))
    return found


def _without(entry: Entry, pack: Pack, seed: int, why: str) -> Record:
    """The record where there is no verdict: the student's trouble, or the grader's."""
    failed = _("The grader failed here: {why}.").format(why=why) if why else _("Not graded. Run `grade batch` again.")
    kind, message, line = entry.trouble or ("not_graded", failed, None)
    report = refused(pack.entry(entry.exercise), pack.name, SubmissionError(kind, message, line), seed=seed)
    record = to_json(replace(report, student=entry.student))
    return _remarked(record | {"score": None} if kind in ("not_graded", UNREAD) else record, entry)


def _remarked(record: Record, entry: Entry) -> Record:
    if entry.settled is not None:
        return record | dict(entry.settled)
    remarks = [{"kind": "late", "message": _("Handed in late.")}] if entry.late else []
    remarks += [{"kind": "hand_in", "message": entry.remark}] if entry.remark else []
    return record | {"remarks": [*record["remarks"], *remarks]}


def lines(found: Iterable[Record]) -> str:
    """results.jsonl."""
    return "".join(dumps(record) + "\n" for record in found)


def grades(found: Sequence[Record], exercises: Sequence[str]) -> str:
    """grades.csv: a row per student, a column per exercise, the total. What could not be graded is left empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["student", *exercises, "total"])
    for student, scores in by_student(found).items():
        cells = [scores[name] for name in exercises]
        earned = [cell for cell in cells if cell is not None]
        total = round(sum(earned), 4) if len(earned) == len(cells) else None
        writer.writerow([for_csv(student), *("" if cell is None else f"{cell:g}" for cell in [*cells, total])])
    return text.getvalue()


@dataclass(frozen=True, slots=True)
class Change:
    """What regrading changed for a student: the scores, and the cases that come out differently."""

    student: str
    exercise: str
    before: float
    after: float
    cases: tuple[str, ...]


def changes(book: Gradebook, batch: str, before: Mapping[str, Verdict]) -> list[Change]:
    """For whom a verdict is another than ``before``, by key, and in which cases."""
    after = book.verdicts(before)
    found = []
    for entry in book.entries(batch):
        if entry.key in before and entry.key in after:
            old, new = json.loads(before[entry.key].report), json.loads(after[entry.key].report)
            cases = _differing(old, new)
            if cases or old["score"] != new["score"]:
                found.append(Change(entry.student, entry.exercise, old["score"], new["score"], cases))
    return found


def _differing(old: Record, new: Record) -> tuple[str, ...]:
    """The cases with another status, or that only one of the versions has."""
    before = {case["name"]: case["status"] for case in old["cases"]}
    after = {case["name"]: case["status"] for case in new["cases"]}
    return tuple(name for name in dict.fromkeys([*before, *after]) if before.get(name) != after.get(name))


def by_student(found: Iterable[Record]) -> dict[str, dict[str, float | None]]:
    """The scores of each student by exercise."""
    table: dict[str, dict[str, float | None]] = {}
    for record in found:
        table.setdefault(record["student"], {})[record["exercise"]] = record["score"]
    return table
