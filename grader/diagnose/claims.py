"""Facts about an output, said in a sentence that can be checked: in every case, and in those of another seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from grader.diagnose.evidence import Answer, Confirm, Evidence, answers
from grader.model import Finding, Spec

AT_LEAST = 2
"""Failing cases in which a claim must hold: once may be chance."""


Holds = Callable[[Answer], bool]
"""Whether a sentence is true of an answer."""


@dataclass(frozen=True, slots=True)
class Claim:
    """Something that may be true of an output: by which rung it was found, the sentences, and whether it holds.

    ``holds`` is asked of right answers, too: what is claimed of all cases must not change those.
    """

    rung: str
    texts: tuple[str, ...]
    holds: Holds


Look = Callable[[Spec, str, Sequence[Answer]], Iterator[Claim]]
"""The claims about an output that hold in these answers, the plainest first."""


def facts(spec: Spec, evidence: Sequence[Evidence], confirm: Confirm, looks: Sequence[Look]) -> tuple[Finding, ...]:
    """The claims that explain what is wrong, confirmed on fresh cases; empty when there are none."""
    claims = claimed(spec, evidence, looks)
    if not claims or not hold(spec, claims, confirm()):
        return ()
    return tuple(Finding(None, output, text, claim.rung) for output, claim in claims.items() for text in claim.texts)


@np.errstate(all="ignore")
def claimed(spec: Spec, evidence: Sequence[Evidence], looks: Sequence[Look]) -> dict[str, Claim]:
    """A claim for each output that is wrong, by the first of ``looks`` that has one; empty when an output has none.

    Along a trajectory the parts of one output are enough: what is wrong with a state makes the step wrong, too.
    """
    found = answers(spec, evidence) if spec.law is None else None
    claims: dict[str, Claim] = {}
    wrong = {output: rows for output, rows in (found or {}).items() if any(row.wrong for row in rows)}
    for output, rows in wrong.items():
        claim = next((claim for look in looks for claim in look(spec, output, rows)), None)
        if claim is not None and sum(row.wrong for row in rows) >= AT_LEAST:
            claims[output] = claim
    if spec.drive is None:
        return claims if len(claims) == len(wrong) else {}
    others = {output: claim for output, claim in claims.items() if claim.rung != "terms"}
    return _parts(list(wrong), claims) or (others if len(claims) == len(wrong) else {})


def _parts(wrong: Sequence[str], claims: dict[str, Claim]) -> dict[str, Claim]:
    """The claims about parts, of the last outputs that are wrong: what moves comes first, and is made of the others."""
    found: dict[str, Claim] = {}
    for output in reversed(wrong):
        if output not in claims or claims[output].rung != "terms":
            break
        found[output] = claims[output]
    return found


@np.errstate(all="ignore")
def hold(spec: Spec, claims: dict[str, Claim], evidence: Sequence[Evidence]) -> bool:
    """Whether the claims are true of all these answers, and nothing else is wrong with them."""
    found = answers(spec, evidence)
    if found is None:
        return False
    for output, rows in found.items():
        wrong = any(row.wrong for row in rows)
        if output in claims and not (wrong and all(map(claims[output].holds, rows))):
            return False
        if wrong and output not in claims and spec.drive is None:
            return False
    return True
