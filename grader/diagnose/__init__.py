"""What does a wrong answer behave like? A ladder of explanations: the first that explains everything wins.

One misconception of the course; two at once; then facts about each output that is wrong: a constant factor that can be
named, the parts of a sum, a transform of the right answer. Each must fit the learner's answers on *every* case, and
again on fresh cases from another seed. The last rung, ``condition``, is asked for by itself, because the learner's own
forward function is heard before it. Where the evidence does not single out one explanation, nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from grader.diagnose.catalogue import Trial, bind, message, name_of, pair, single
from grader.diagnose.claims import Look, facts
from grader.diagnose.conditions import UNTOLD, condition, unseen
from grader.diagnose.evidence import Confirm, Evidence, Further, values_only
from grader.diagnose.factor import by_factor
from grader.diagnose.terms import by_terms
from grader.diagnose.transforms import by_nothing, by_transform
from grader.model import Finding, Spec

__all__ = ["Confirm", "Evidence", "Further", "bind", "condition", "diagnose", "message", "name_of", "unseen"]


def diagnose(
    spec: Spec,
    evidence: Sequence[Evidence],
    confirm: Confirm,
    say: Callable[[str], str] = str,
    again: Confirm = tuple,
) -> tuple[Finding, ...]:
    """What the wrong answers in ``evidence`` behave like; empty when nothing is certain.

    say     gives the names of the author's summands in the language of the interface
    again   still more fresh cases, for what is easily true by chance
    """
    if any(e.outcome.status in UNTOLD for e in evidence) or not any(e.failed for e in evidence):
        return ()
    found = _explained(spec, evidence, confirm, again, say)
    if not found and any(e.outcome.mutated for e in evidence):  # the values may be explained by something else
        found = _explained(
            spec, values_only(evidence), lambda: values_only(confirm()), lambda: values_only(again()), say
        )
    return found


def _explained(
    spec: Spec, evidence: Sequence[Evidence], confirm: Confirm, again: Confirm, say: Callable[[str], str]
) -> tuple[Finding, ...]:
    trial = Trial(spec, evidence)
    nothing_done = partial(facts, spec, trial.evidence, confirm, (by_nothing,))
    anything = partial(facts, spec, trial.evidence, confirm, looks(say))
    return single(trial, confirm) or nothing_done() or pair(trial, confirm, again) or anything()


def looks(say: Callable[[str], str] = str) -> Sequence[Look]:
    """The kinds of facts about an output, in the order in which they are tried."""
    return by_nothing, by_factor, partial(by_terms, say), by_transform
