"""What does a wrong answer behave like? A ladder of explanations: the first that explains everything wins.

One misconception of the course; two at once; then facts about each output that is wrong: a constant factor that can be
named, a transform of the right answer. Each must fit the learner's answers on *every* case, and again on
fresh cases from another seed. Where the evidence does not single out one explanation, nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from grader.diagnose.catalogue import Trial, bind, message, name_of, pair, single
from grader.diagnose.claims import facts
from grader.diagnose.evidence import Confirm, Evidence, Further, values_only
from grader.diagnose.factor import factor
from grader.model import Finding, Spec, Status

__all__ = ["Confirm", "Evidence", "Further", "bind", "diagnose", "message", "name_of"]

_SILENT = frozenset({Status.NOT_RUN, Status.TIMEOUT, Status.CRASHED, Status.MEMORY, Status.TODO})


def diagnose(spec: Spec, evidence: Sequence[Evidence], confirm: Confirm) -> tuple[Finding, ...]:
    """What the wrong answers in ``evidence`` behave like; empty when nothing is certain."""
    if any(e.outcome.status in _SILENT for e in evidence) or not any(e.failed for e in evidence):
        return ()
    found = _explained(spec, evidence, confirm)
    if not found and any(e.outcome.mutated for e in evidence):  # the values may be explained by something else
        found = _explained(spec, values_only(evidence), lambda: values_only(confirm()))
    return found


def _explained(spec: Spec, evidence: Sequence[Evidence], confirm: Confirm) -> tuple[Finding, ...]:
    trial = Trial(spec, evidence)
    return single(trial, confirm) or pair(trial, confirm) or facts(spec, trial.evidence, confirm, (factor,))
