"""``results.json`` as a Gradescope autograder leaves it, one for each student."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from grader.batch.feedback import file_names
from grader.batch.out import Record
from grader.export.records import Files, reason, students, total
from grader.results import dumps
from grader.safe_text import for_terminal


def gradescope(records: Sequence[Record]) -> Files:
    """A document for each student: the score, a test for each exercise with its public cases in words."""
    mine = students(records)
    names = file_names(mine)
    return {f"{names[student]}.json": dumps(document(found), indent=1) + "\n" for student, found in mine.items()}


def document(found: Sequence[Record]) -> dict[str, Any]:
    """One student's document; without a score where something could not be graded."""
    score = total(found)
    tests = [test for record in found for test in _tests(record)]
    return ({} if score is None else {"score": score}) | {"output_format": "text", "tests": tests}


def _tests(record: Record) -> list[dict[str, Any]]:
    test = {
        "name": record["exercise"],
        "max_score": record["points"],
        "status": "passed" if record["passed"] else "failed",
        "output": reason(record),
        "output_format": "text",
        "visibility": "visible",
    }
    if record["score"] is not None:
        test["score"] = record["score"]
    lines = [f"{case['status']:<16} {for_terminal(case['name'])}" for case in record["cases"]]
    test["output"] = "\n".join(filter(None, [test["output"], *lines]))
    return [test]
