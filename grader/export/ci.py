"""Results for continuous integration: JUnit XML, and the annotations and the summary of GitHub Actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET

from grader.batch.feedback import escaped
from grader.batch.out import Record
from grader.export.records import Files, reason, students, total, worth
from grader.messages import _
from grader.safe_text import for_terminal


def junit(records: Sequence[Record]) -> Files:
    """One suite for each student and exercise, one test case for each case."""
    root = ET.Element("testsuites", name="tatami")
    for record in records:
        cases = record["cases"] or [{"name": record["exercise"], "status": "error", "hidden": False}]
        wrong = sum(case["status"] != "pass" for case in cases)
        broken = record["error"] is not None
        suite = ET.SubElement(
            root,
            "testsuite",
            name=_xml(f"{record['student']}: {record['exercise']}"),
            tests=str(len(cases)),
            failures=str(0 if broken else wrong),
            errors=str(wrong if broken else 0),
        )
        for case in cases:
            test = ET.SubElement(suite, "testcase", classname=record["exercise"], name=_xml(case["name"]))
            if case["status"] != "pass":
                kind = "error" if broken else "failure"
                ET.SubElement(test, kind, message=_xml(reason(record)), type=str(case["status"]))
    ET.indent(root)
    return {"junit.xml": ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"}


def _xml(text: str) -> str:
    """Text without the characters that XML 1.0 has no way to write."""
    return "".join(
        c
        for c in for_terminal(text)
        if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


def github(records: Sequence[Record]) -> Files:
    """Workflow commands for standard output, and a summary in Markdown for ``$GITHUB_STEP_SUMMARY``."""
    return {"annotations.txt": "".join(_annotations(records)), "summary.md": _summary(records)}


def _annotations(records: Sequence[Record]) -> Iterator[str]:
    for record in records:
        if record["passed"]:
            continue
        line = _line(record)
        title = _property(f"{record['exercise']} ({record['student']})")
        where = f"file={_property(record['exercise'])}.py," + (f"line={line}," if line else "")
        yield f"::error {where}title={title}::{_message(reason(record))}\n"


def _line(record: Record) -> int | None:
    """The learner's line that something is to be said of."""
    if record["error"]:
        return record["error"]["line"]
    return next((case["failure"]["line"] for case in record["cases"] if case.get("failure")), None)


def _message(text: str) -> str:
    """A workflow command ends at a line's end: what is in it must not begin another one."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(for_terminal(text)).replace(":", "%3A").replace(",", "%2C")


def _summary(records: Sequence[Record]) -> str:
    lines = [f"| | {_('exercise')} | {_('points')} | |", "|---|---|---|---|"]
    for student, found in students(records).items():
        name = escaped(student)
        for record in found:
            points = _of(record["score"], record["points"])
            lines.append(f"| {name} | {record['exercise']} | {points} | {escaped(reason(record))} |")
        lines.append(f"| {name} | **{_('total')}** | {_of(total(found), worth(found))} | |")
    return "\n".join(lines) + "\n"


def _of(score: float | None, points: float) -> str:
    return f"{'?' if score is None else f'{score:g}'} / {points:g}"
