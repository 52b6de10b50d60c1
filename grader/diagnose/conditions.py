"""Under which condition is it wrong? "Wrong only when stride > 1."

A condition is a yes or no that a case has by itself: an argument or a size that is 0, 1 or more, an oblong image, what
the author adds (``Spec.conditions``). In the cases of one seed many conditions go together: wherever windows overlap,
the kernel is larger than 1. So cases of further seeds are played, those with sizes that were not seen yet, and a
condition is named only if it tells right from wrong in every one of them, and no rival does. Rivals are all conditions,
and comparisons between any two numbers of a case, too: those are never named, but keep others from being named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from grader.diagnose.evidence import Confirm, Evidence, Further, axis_sizes, only_output
from grader.messages import _
from grader.model import Case, Finding, Spec, Status

SEEDS = 12
"""Further seeds that cases are drawn from."""

CASES = 32
"""Further cases that the learner's function is asked, at most."""

SIDES = 3
"""Different cases, by their conditions, that must be among the right ones, and among the wrong ones."""

UNTOLD = frozenset({Status.NOT_RUN, Status.TIMEOUT, Status.CRASHED, Status.MEMORY, Status.TODO})
"""Answers that say nothing about the function."""

_THRESHOLDS = (" == 0", " > 0", " == 1", " > 1", " <= 1", " != 1")
"""What is asked of every whole number, in the order in which it is best said."""

Traits = Mapping[str, bool]
"""Which conditions a case fulfils."""


def condition(
    spec: Spec,
    evidence: Sequence[Evidence],
    confirm: Confirm,
    further: Further,
    say: Callable[[str], str] = str,
) -> tuple[Finding, ...]:
    """The one condition under which the answer is wrong; empty when none or several fit.

    say   gives the author's conditions in the language of the interface
    """
    name, pool = deciding(spec, evidence, confirm, further)
    if name is None:
        return ()
    text = _("wrong only when {condition}. Follow one such case by hand.")
    return (Finding(None, only_output(spec, pool), text.format(condition=say(name)), "condition"),)


def deciding(
    spec: Spec, evidence: Sequence[Evidence], confirm: Confirm, further: Further
) -> tuple[str | None, Sequence[Evidence]]:
    """The name of the one condition that tells right from wrong, None without one; and the cases looked at."""
    if spec.drive is not None or spec.law is not None or not _fitting(spec, evidence):
        return None, evidence
    pool = [*evidence, *confirm()]
    if not _fitting(spec, pool):
        return None, pool  # more cases can only take conditions away
    pool += further.ask(list(unseen(spec, further, pool)))
    fitting = _fitting(spec, pool)
    single = len(fitting) == 1 and fitting[0] in traits(spec, pool[0].case) and _wide(spec, pool)
    return fitting[0] if single else None, pool


def unseen(spec: Spec, further: Further, pool: Sequence[Evidence]) -> Iterator[Case]:
    """Cases of further seeds with conditions that were not seen together in ``pool``."""
    seen = {_key(spec, e.case) for e in pool}
    left = CASES
    for number in range(SEEDS):
        for case in further.draw(number):
            key = _key(spec, case)
            if left and key not in seen:
                seen.add(key)
                left -= 1
                yield case


def _key(spec: Spec, case: Case) -> tuple[str, ...]:
    return tuple(name for name, holds in traits(spec, case).items() if holds)


def _wide(spec: Spec, pool: Sequence[Evidence]) -> bool:
    return all(len({_key(spec, e.case) for e in pool if e.failed is failed}) >= SIDES for failed in (True, False))


def _fitting(spec: Spec, pool: Sequence[Evidence]) -> list[str]:
    """The conditions, rivals among them, that all wrong cases fulfil and no right one does."""
    if len({e.failed for e in pool}) < 2 or any(e.outcome.status in UNTOLD for e in pool):
        return []
    rows = [({**traits(spec, e.case), **_rivals(spec, e.case)}, e.failed) for e in pool]
    common = set.intersection(*(set(found) for found, _failed in rows))
    fitting = [name for name in sorted(common) if all(found[name] is failed for found, failed in rows)]
    plain: dict[str, str] = {}
    for name in sorted(fitting, key=_plainness):  # "stride > 1" and "stride != 1" may be the same, and no rivals
        plain.setdefault(name.partition(" ")[0] if name.endswith(_THRESHOLDS) else name, name)
    return list(plain.values())


def _plainness(name: str) -> int:
    return next((n for n, end in enumerate(_THRESHOLDS) if name.endswith(end)), len(_THRESHOLDS))


def traits(spec: Spec, case: Case) -> Traits:
    """The conditions that may be named, and whether the case fulfils them."""
    found: dict[str, bool] = {}
    for name, value in case.args.items():
        if value is None or isinstance(value, np.ndarray):
            found |= _either(f"{name} is None", f"{name} is not None", value is None)
        if isinstance(value, np.ndarray) and value.ndim > 1:
            oblong = value.shape[-1] != value.shape[-2]
            names = spec.shapes.get(name, "").split()[-2:]
            if len(names) == 2:
                found |= _either(f"{names[0]} != {names[1]}", f"{names[0]} == {names[1]}", oblong)
        elif isinstance(value, bool):
            found |= _either(f"{name} is True", f"{name} is False", value)
        elif isinstance(value, float):
            found |= _either(f"{name} == 0.0", f"{name} != 0.0", value == 0)
    for name, number in _numbers(spec, case).items():
        values = number == 0, number > 0, number == 1, number > 1, number <= 1, number != 1
        found.update(zip((name + end for end in _THRESHOLDS), values, strict=True))
    for name, holds in spec.conditions.items():
        found[name] = bool(holds(*case.args.values()))
    return found


def _either(one: str, other: str, value: bool) -> dict[str, bool]:
    return {one: value, other: not value}


def _numbers(spec: Spec, case: Case) -> dict[str, int]:
    """The sizes of named axes, and the whole numbers among the arguments."""
    plain = {name: value for name, value in case.args.items() if type(value) is int}
    return {**axis_sizes(spec, case.args), **plain}


def _rivals(spec: Spec, case: Case) -> Traits:
    """What else may be the reason: comparisons of two numbers, larger numbers, and what the arrays hold."""
    found: dict[str, bool] = {}
    for (one, first), (other, second) in combinations(_numbers(spec, case).items(), 2):
        found |= _either(f"{one} > {other}", f"{one} <= {other}", first > second)
        found |= _either(f"{one} < {other}", f"{one} >= {other}", first < second)
        found |= _either(f"{one} == {other}", f"{one} != {other}", first == second)
    for name, number in _numbers(spec, case).items():
        found |= _either(f"{name} <= 2", f"{name} > 2", number <= 2)
    for name, value in case.args.items():
        if isinstance(value, np.ndarray) and value.size and value.dtype.kind in "fi":
            found |= _either(f"{name} contiguous", f"{name} not contiguous", value.flags.c_contiguous)
            found |= _either(f"{name} negative", f"{name} not negative", float(value.min()) < 0)
            found |= _either(f"{name} repeats", f"{name} does not repeat", _repeats(value))
    return found


def _repeats(value: Any) -> bool:
    return len(np.unique(value)) < value.size
