"""A wrong backward may be the right one for the learner's own, wrong forward: then the forward is the one to mend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from grader.diagnose import Evidence
from grader.errors import SubmissionError
from grader.gradcheck import agree, projections
from grader.judge import split
from grader.messages import _
from grader.model import Finding, Spec, Status, Submission
from grader.runner.session import Session
from grader.submission import decode


class _NoForwardError(Exception):
    """The learner's forward gave no value."""


def with_own_forward(spec: Spec, submission: Submission) -> Submission | None:
    """The submission together with the learner's own forward function, or None when there is none."""
    if spec.forward is None:
        return None
    name = spec.forward.__name__
    if name in submission.siblings or f"def {name}(" in submission.source:
        return submission
    if submission.folder is None:
        return None
    path = submission.folder / f"{name}.py"
    try:
        return replace(submission, siblings={**submission.siblings, name: decode(path.read_bytes(), path.name)})
    except (OSError, SubmissionError):
        return None


@np.errstate(over="ignore", invalid="ignore")  # a learner's numbers may be of any size
def fits_own_forward(spec: Spec, session: Session, evidence: Sequence[Evidence]) -> tuple[Finding, ...]:
    """A finding when the gradients of the first failing case are those of the learner's own forward.

    Two random projections per argument: evidence for a sentence, not a verdict.
    """
    assert spec.forward is not None
    name = spec.forward.__name__
    failing = next((e for e in evidence if e.failed and e.case.smooth), None)
    if failing is None or failing.outcome.status is not Status.PASS:
        return ()
    outputs = split(spec, failing.outcome.value)
    args = {key: value for key, value in failing.case.args.items() if key != "dout"}
    shapes = [np.shape(args[name]) for name in spec.wrt]
    if outputs is None or [getattr(one, "shape", None) for one in outputs] != shapes:
        return ()

    def forward(*values: Any) -> Any:
        outcome = session.call(values, spec.seconds, 1 << 20, function=name, module=name)
        if outcome.status is not Status.PASS:
            raise _NoForwardError
        return outcome.value

    gradients = dict(zip(spec.wrt, outputs))
    try:
        pairs = projections(forward, args, failing.case.args["dout"], gradients, np.random.default_rng(0))
    except (_NoForwardError, SubmissionError, TypeError, ValueError):
        return ()
    if not agree(pairs):
        return ()
    text = _("your backward fits your own {name}, but that forward is not the one asked for: mend it first.")
    return (Finding(None, None, text.format(name=name), "forward"),)
