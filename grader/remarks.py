"""What is worth saying about a right answer, and never scored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader import judge
from grader.messages import _
from grader.model import CaseResult, Exercise, Finding, Outcome, Spec, Status
from grader.runner.session import Session


def advice(exercise: Exercise, results: Sequence[CaseResult], expected: Sequence[judge.Expected]) -> list[Finding]:
    """Unscored cases that went wrong: the statement speaks of them."""
    text = _("{case}: not scored, but see the statement.")
    return [
        Finding("advice", None, text.format(case=exercise.say(result.name)))
        for result, right in zip(results, expected, strict=True)
        if not right.case.scored and result.status is not Status.PASS
    ]


def remarks(
    spec: Spec, session: Session, expected: Sequence[judge.Expected], outcomes: Sequence[Outcome], single: bool
) -> list[Finding]:
    """What is worth saying about a right answer."""
    found = []
    if single:
        text = _("the values are right to float32 precision only: somewhere the calculation leaves float64.")
        found.append(Finding("float32_precision", None, text))
    shown = [outcome for right, outcome in zip(expected, outcomes, strict=True) if not right.case.hidden]
    for text in dict.fromkeys(text for outcome in shown for text in outcome.warnings):
        found.append(Finding("warning", None, text))
    return found + _float32(spec, session, expected[0])


def _float32(spec: Spec, session: Session, right: judge.Expected) -> list[Finding]:
    """Try float32 input. Nothing is scored: most right solutions give float64 back."""
    args = {key: _single(value) for key, value in right.case.args.items()}
    if spec.drive is not None or all(args[key] is right.case.args[key] for key in args):
        return []
    outcome = session.call(tuple(args.values()), spec.seconds, right.nbytes)
    if outcome.status is not Status.PASS:
        text = _("float32 input ends in {status}.").format(status=outcome.status.value)
        return [Finding("float32_input", None, text)]
    verdicts, _excused = judge.check(spec, right, outcome, single=True)
    if any(v.status is not Status.PASS for v in verdicts):
        return [Finding("float32_input", None, _("float32 input gives other values."))]
    doubles = [leaf for leaf in judge.leaves(outcome.value) if getattr(leaf, "dtype", None) == np.float64]
    if doubles:
        return [Finding("float64_from_float32", None, _("float32 input gives float64 output."))]
    return []


def _single(value: Any) -> Any:
    return value.astype(np.float32) if isinstance(value, np.ndarray) and value.dtype == np.float64 else value
