"""Turn the results of the cases into points."""

from __future__ import annotations

from collections.abc import Iterable

from grader.model import CaseResult, Status


def score(cases: Iterable[CaseResult], points: float) -> float:
    """``points`` times the part of the checks that passed, to four digits.

    A case that raised or did not run has one failed check for each output it should have given.
    """
    checks = [verdict.status is Status.PASS for case in cases for verdict in case.checks]
    return round(points * sum(checks) / len(checks), 4) if checks else 0.0
