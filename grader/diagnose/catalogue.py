"""Misconceptions of the course: one that behaves as the learner's answer does, or two at once.

Each must reproduce the learner's answers on every case, and then again on fresh cases from another seed. Where the
evidence does not single out one explanation, nothing is said: a wrong name is worse than none.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, combinations, permutations
from typing import Any

from grader.diagnose.evidence import Confirm, Evidence, only_output
from grader.judge import Expected, answer, equal, here, same, split
from grader.model import Finding, Outcome, Spec, Status
from grader.play import Ask

Wrong = Callable[..., Any]

VALUES = 2
"""Wrong cases with numbers in them that two misconceptions must explain, at least."""

CALLS = 2000
"""Calls that the search for a pair may take, about a quarter of a second."""

Together = Callable[[Expected], Outcome]
"""Plays a case as two misconceptions at once would."""


def name_of(wrong: Wrong) -> str:
    """The misconception a wrong answer stands for; ``assigned__backwards`` is a variant of ``assigned``."""
    return wrong.__name__.partition("__")[0]


def message(wrong: Wrong) -> str:
    """The sentence a misconception stands for: its docstring on one line."""
    return " ".join(inspect.cleandoc(wrong.__doc__ or "").split())


def bind(spec: Spec, *wrongs: Wrong) -> Wrong:
    """The wrong answer with these misconceptions: each takes the one before it for the right solution."""
    function = spec.solve
    for wrong in wrongs:
        function = partial(wrong, function)
    return function


class Trial:
    """The evidence, and what each misconception would have answered and explains, computed when it is first asked for.

    The failing cases tell the most, and small ones cost the least, so they come first: most candidates are out after
    one cheap call.
    """

    def __init__(self, spec: Spec, evidence: Sequence[Evidence]) -> None:
        self.spec = spec
        self.evidence = sorted(evidence, key=lambda e: (not e.failed, e.expected.nbytes))
        self.positions = frozenset(range(len(spec.outputs)))
        self._explained: dict[Wrong | None, frozenset[int]] = {}

    def answer(self, wrong: Wrong, number: int) -> Outcome:
        """What ``wrong`` gives for the case at ``number``."""
        expected = self.evidence[number].expected
        if wrong not in expected.wrong:
            expected.wrong[wrong] = answer(self.spec, here(bind(self.spec, wrong)), expected)
        return expected.wrong[wrong]

    def explained_by(self, wrong: Wrong) -> bool:
        """Whether one misconception gives the learner's answers on all cases."""
        return all(
            same(self.spec, self.answer(wrong, i), e.outcome, e.expected.bounds) for i, e in enumerate(self.evidence)
        )

    def outputs_explained_by(self, wrong: Wrong | None) -> frozenset[int]:
        """The outputs in which the misconception (None: the reference) has the learner's answers on all cases.

        None of them where it has only outputs that are right: such a misconception explains nothing.
        """
        if wrong not in self._explained:
            self._explained[wrong] = self._compared(wrong)
        return self._explained[wrong]

    def _compared(self, wrong: Wrong | None) -> frozenset[int]:
        left = self.positions
        wanted = left if wrong is None else left - self.outputs_explained_by(None)
        for i, e in enumerate(self.evidence):
            theirs = split(self.spec, e.outcome.value)
            ours = e.expected.outputs if wrong is None else split(self.spec, self.answer(wrong, i).value)
            if theirs is None or not ours or e.outcome.mutated:
                return frozenset()
            bounds = e.expected.bounds or (None,) * len(ours)  # an exception was right, and has no bounds
            left = frozenset(p for p in left if equal(theirs[p], ours[p], bounds[p]))
            if not left & wanted:
                return frozenset()
        return left

    def changes(self, wrong: Wrong, wanted: frozenset[int], spared: frozenset[int]) -> bool:
        """Whether the misconception changes all ``wanted`` outputs in some failing case, and none of the ``spared``."""
        changed: frozenset[int] = frozenset()
        for i, e in enumerate(self.evidence):
            if not e.failed or wanted <= changed:
                break
            ours = split(self.spec, self.answer(wrong, i).value)
            if ours is None or not e.expected.outputs:
                return not spared
            right, bounds = e.expected.outputs, e.expected.bounds
            changed |= {p for p in self.positions if not equal(right[p], ours[p], bounds[p])}
        return wanted <= changed and not changed & spared


def explains(spec: Spec, candidate: Wrong, evidence: Sequence[Evidence]) -> bool:
    """Whether ``candidate`` behaves as the learner's answer does, on all cases."""
    return all(same(spec, answer(spec, here(candidate), e.expected), e.outcome, e.expected.bounds) for e in evidence)


def single(trial: Trial, confirm: Confirm) -> tuple[Finding, ...]:
    """The one misconception that gives the learner's answers."""
    spec = trial.spec
    found = [wrong for wrong in spec.wrong if trial.explained_by(wrong)]
    if len({name_of(wrong) for wrong in found}) != 1:
        return ()
    fresh = confirm()  # variants that agree on the first seed may differ on this one
    confirmed = next((wrong for wrong in found if explains(spec, bind(spec, wrong), fresh)), None)
    if confirmed is None:
        return ()
    return (Finding(name_of(confirmed), only_output(spec, trial.evidence), message(confirmed), "misconception"),)


def pair(trial: Trial, confirm: Confirm, again: Confirm) -> tuple[Finding, ...]:
    """Two misconceptions at once: each in outputs of its own, or one on top of the other.

    There are hundreds of pairs, and one of them fits by chance sooner: they are confirmed once more, and exceptions
    alone, of which there are few kinds, are no evidence. Where chance has a say two misconceptions can pass for many
    others, so nothing is looked for.
    """
    wrong = sum(e.failed and e.outcome.status is not Status.RAISED for e in trial.evidence)
    if wrong < VALUES or trial.spec.law is not None:
        return ()
    found: dict[frozenset[str], tuple[tuple[Wrong, Wrong], Together]] = {}
    for both, together in chain(_side_by_side(trial), _stacked(trial)):
        found.setdefault(frozenset(map(name_of, both)), (both, together))
    if len(found) != 1:
        return ()
    ((both, together),) = found.values()
    for ask in (confirm, again):
        if not all(same(trial.spec, together(e.expected), e.outcome, e.expected.bounds) for e in ask()):
            return ()
    return tuple(Finding(name_of(wrong), None, message(wrong), "pair") for wrong in both)


def _side_by_side(trial: Trial) -> Iterator[tuple[tuple[Wrong, Wrong], Together]]:
    """Pairs that explain all outputs between them, and what they make together."""
    spec = trial.spec
    if len(trial.positions) == 1:
        return
    explained = {wrong: trial.outputs_explained_by(wrong) for wrong in spec.wrong}
    for one, other in combinations([wrong for wrong in spec.wrong if explained[wrong]], 2):
        if name_of(one) != name_of(other) and explained[one] | explained[other] == trial.positions:
            yield (one, other), partial(mixed, spec, one, other, explained[one])


def _stacked(trial: Trial) -> list[tuple[tuple[Wrong, Wrong], Together]]:
    """Pairs of which one on top of the other explains all.

    That is looked for only where some output is explained by no single misconception. Both must change every such
    output, and neither may touch an output that the learner has right. A search that gets too long is given up:
    whoever has not seen all pairs cannot say that there is only one.
    """
    spec = trial.spec
    explained = [trial.outputs_explained_by(wrong) for wrong in (None, *spec.wrong)]
    open_ = trial.positions.difference(*explained)
    if not open_:
        return []
    # Variants are left out: with them a wrong answer that nobody can explain would take a second.
    fit = [wrong for wrong in spec.wrong if "__" not in wrong.__name__ and trial.changes(wrong, open_, explained[0])]
    found: list[tuple[tuple[Wrong, Wrong], Together]] = []
    counted = Counter()
    for one, other in permutations(fit, 2):
        ask = counted.counting(here(bind(spec, one, other)))
        if all(same(spec, answer(spec, ask, e.expected), e.outcome, e.expected.bounds) for e in trial.evidence):
            found.append(((one, other), partial(answer, spec, here(bind(spec, one, other)))))
        if counted.calls > CALLS:
            return []
    return found


class Counter:
    """Counts calls. What a search may cost is said in calls, not in seconds: it must end alike on every machine."""

    def __init__(self) -> None:
        self.calls = 0

    def counting(self, ask: Ask) -> Ask:
        """The same, counted."""

        def counted(values: tuple[Any, ...]) -> Outcome:
            self.calls += 1
            return ask(values)

        return counted


def mixed(spec: Spec, one: Wrong, other: Wrong, chosen: frozenset[int], expected: Expected) -> Outcome:
    """The ``chosen`` outputs of a case played with ``one``, the rest of it played with ``other``."""
    outcomes = [answer(spec, here(bind(spec, wrong)), expected) for wrong in (one, other)]
    for outcome in outcomes:
        if outcome.status is not Status.PASS:
            return outcome
    first, second = (split(spec, outcome.value) for outcome in outcomes)
    assert first is not None
    assert second is not None
    value = tuple(first[i] if i in chosen else second[i] for i in range(len(spec.outputs)))
    return Outcome(Status.PASS, value, None, tuple(sorted({i for outcome in outcomes for i in outcome.mutated})))
