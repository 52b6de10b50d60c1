"""What a student reads of one exercise, in parts that a page can set: the same sentences as in a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from grader.batch.out import Record
from grader.messages import _
from grader.model import CaseResult, Report, Status
from grader.results import from_json
from grader.safe_text import for_terminal
from grader.screen.failure import explain

LONGEST = 1500
"""Characters of one text. What a program prints may be long, and a page holds a whole class."""


@dataclass(frozen=True, slots=True)
class Told:
    """Feedback on one exercise.

    trouble    why it could not be graded
    failing    (name, hidden, status) of the cases that did not pass
    case       the case that ``why`` explains
    """

    trouble: str = ""
    failing: tuple[tuple[str, bool, str], ...] = ()
    case: str = ""
    why: str = ""
    pattern: str = ""
    diagnosis: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    printed: str = ""


def tell(record: Record, axes: Mapping[str, str], file: str) -> Told | None:
    """Feedback from a record; None where there is nothing to say but that everything is right.

    file   what the learner called the source
    """
    error = record["error"]
    if error and error["kind"] == "missing" and not record["remarks"]:
        return None
    if error:
        line = " " + _("(line {line})").format(line=error["line"]) if error["line"] else ""
        return Told(clip(error["message"]) + line, remarks=_remarks(record))
    report = from_json(record)
    bad = [case for case in report.cases if case.status is not Status.PASS]
    if not record["remarks"] and (report.untouched or not bad):
        return None
    if report.untouched:
        return Told(remarks=_remarks(record))
    first = _first(report)
    return Told(
        failing=tuple((clip(case.name), case.hidden, case.status.value) for case in bad),
        case=clip(first.name) if first else "",
        why=clip(explain(first, axes, file)) if first else "",
        pattern=clip(next((check.pattern for check in first.checks if check.pattern), "")) if first else "",
        diagnosis=tuple(clip(finding.message) for finding in report.diagnosis),
        remarks=_remarks(record),
        printed=clip(next((case.printed for case in report.cases if case.printed.strip()), "").strip("\n")),
    )


def _first(report: Report) -> CaseResult | None:
    """The case to explain: a public one that did not pass, else a hidden one."""
    bad = [case for case in report.cases if case.status is not Status.PASS]
    return next((case for case in bad if not case.hidden), bad[0] if bad else None)


def _remarks(record: Record) -> tuple[str, ...]:
    return tuple(clip(remark["message"]) for remark in record["remarks"])


def clip(text: str) -> str:
    """Text without control characters, and not longer than a page can bear."""
    text = for_terminal(text)
    return text if len(text) <= LONGEST else text[:LONGEST] + " …"
