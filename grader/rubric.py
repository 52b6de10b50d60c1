"""Turn the results of the cases into points."""

from __future__ import annotations

from collections.abc import Iterable

from grader.model import CaseResult, Status


def score(cases: Iterable[CaseResult], points: float) -> float:
    """``points`` times the part of the outputs that are right, over all cases, to four digits.

    An output is right when every check of it passed, whoever checked it (reference, PyTorch), so the number of
    witnesses changes no score. A case that raised or did not run has one failed check for each of its outputs.
    """
    right: list[bool] = []
    for case in cases:
        outputs: dict[str | None, bool] = {}
        for verdict in case.checks:
            outputs[verdict.output] = outputs.get(verdict.output, True) and verdict.status is Status.PASS
        right += outputs.values()
    return round(points * sum(right) / len(right), 4) if right else 0.0
