"""One exercise, one submission, one report."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from grader import judge
from grader.cases import draw_cases
from grader.diagnose import Evidence, Further, condition, diagnose, unseen
from grader.errors import SubmissionError
from grader.forward import fits_own_forward, with_own_forward
from grader.live import Question
from grader.model import (
    Case,
    CaseResult,
    Example,
    Exercise,
    Failure,
    Finding,
    Look,
    OracleUse,
    Outcome,
    Report,
    Spec,
    Status,
    Submission,
    Verdict,
)
from grader.needs import relevant
from grader.remarks import advice, remarks
from grader.rubric import score
from grader.runner.launch import Child
from grader.runner.session import Session
from grader.smallest import smallest
from grader.submission import place
from grader.trouble import explained, refused
from grader.wire import encode
from grader.witness import Witness, asked, recorded

__all__ = ["draw_cases", "grade", "refused"]

CURVE = 400
"""The longest curve that a report keeps."""

FRESH = 1_000_003
"""Added to the seed, once and more often, for cases that no report shows."""

CONFIRMING = range(1, 4)
"""How often, for the cases that confirm a diagnosis. With those of one seed alone, one name in forty-four was wrong."""


def confirming(spec: Spec) -> range:
    """The numbers of the seeds that confirm a diagnosis: one where each case draws thousands of numbers anyway."""
    return CONFIRMING[:1] if spec.law is not None else CONFIRMING


def further(exercise: Exercise, seed: int, ask: Callable[[Sequence[Case]], Sequence[Evidence]]) -> Further:
    """Cases of seeds after those that confirm."""

    def draw(number: int) -> list[Case]:
        cases = draw_cases(exercise.name, exercise.spec, seed + (CONFIRMING.stop + number) * FRESH)
        return [case for case in cases if case.telling]

    return Further(draw, ask)


def grade(
    exercise: Exercise,
    submission: Submission,
    *,
    seed: int = 0,
    oracle: str | None = None,
    device: str = "cpu",
    child: Child | None = None,
    early: Callable[[Report], None] | None = None,
    known: Known | None = None,
    look: Callable[[Look], None] | None = None,
) -> Report:
    """Grade one submission.

    oracle    "torch" compares with a live PyTorch on ``device`` too, beside the recorded answers; raises UsageError
              when it or the device is not there
    child     a student's process that was started earlier
    early     called with the report as it stands before the live oracle has answered
    known     what is right in this exercise, from whoever keeps it
    look      called with the arrays of the case that the report speaks of, if it may be seen and its numbers are wrong
    """
    question = Question(exercise, seed, device) if oracle == "torch" else None
    submission = relevant(exercise, submission)
    own = with_own_forward(exercise.spec, submission)
    with Session(exercise.name, own or submission, child, exercise.probes) as session:
        try:
            return _grade(known or Known(exercise), session, seed, question, early, own is not None, look)
        except SubmissionError as error:
            origin = submission.origin
            if submission.cells and error.line is not None:
                origin, _line = place(submission, error.line)  # a notebook's line says nothing without its cell
            error = explained(error, exercise, submission)
            report = refused(exercise.entry, exercise.pack, error, seed=seed, origin=origin)
            return replace(report, tier=session.tier, layers=session.layers, student=submission.student)
        finally:
            if question is not None:
                question.close()


class Known:
    """What is right in an exercise, whoever submits: computed when it is first asked for, then kept."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._expected: dict[tuple[int, bool], Sequence[judge.Expected]] = {}
        self._recorded: dict[int, tuple[list[Witness], list[Finding]]] = {}

    def expected(self, seed: int, telling: bool = False) -> Sequence[judge.Expected]:
        """The cases for a seed, each with its right answer; all of them, or those that tell misconceptions."""
        if (seed, telling) not in self._expected:
            name, spec = self.exercise.name, self.exercise.spec
            cases = [case for case in draw_cases(name, spec, seed) if case.telling or not telling]
            self._expected[seed, telling] = [judge.expect(spec, case) for case in cases]
        return self._expected[seed, telling]

    def recorded(self, seed: int) -> tuple[list[Witness], list[Finding]]:
        """PyTorch's recorded answers to these cases, and remarks on records that do not fit."""
        if seed not in self._recorded:
            self._recorded[seed] = recorded(self.exercise, self.expected(seed))
        return self._recorded[seed]


def _grade(
    known: Known,
    session: Session,
    seed: int,
    question: Question | None,
    early: Callable[[Report], None] | None,
    has_forward: bool,
    look: Callable[[Look], None] | None,
) -> Report:
    exercise, submission = known.exercise, session.submission
    spec = exercise.spec
    # Before anything is asked of the student's process, which is importing NumPy meanwhile.
    expected = known.expected(seed)
    loaded = _placed(session.load(), session)
    alive = loaded.status is Status.PASS
    # Public cases first: what a submission prints there must not be what it has seen in a hidden one.
    order = sorted(range(len(expected)), key=lambda number: expected[number].case.hidden)
    logs: list[list[Any] | None] = [[] if look is not None and spec.law is not None else None for _right in expected]
    given = {number: _answer(spec, session, expected[number], logs[number]) if alive else loaded for number in order}
    outcomes = [given[number] for number in range(len(expected))]
    repeat = _repeated(spec, session, expected[0], outcomes[0])
    results, evidence, single = [], [], False
    for number, (right, outcome) in enumerate(zip(expected, outcomes, strict=True)):
        verdicts, excused = judge.check(spec, right, outcome)
        single |= excused
        if number == 0 and repeat is not None:
            verdicts.append(repeat)
        evidence.append(Evidence(right, outcome, any(v.status is not Status.PASS for v in verdicts)))
        results.append(_result(right.case, verdicts, outcome, _curve(spec, outcome)))
    if look is not None and (seen := _seen(spec, expected, outcomes, results, logs)) is not None:
        look(seen)
    witnesses, doubts = known.recorded(seed)
    said = [*doubts]
    results = _witnessed(spec, witnesses, expected, outcomes, results)
    findings: tuple[Finding, ...] = ()
    small: Example | None = None
    if not any(e.failed for e in evidence if e.case.scored):
        said += advice(exercise, results, expected) + remarks(spec, session, expected, outcomes, single)
    elif repeat is None or spec.law is not None:
        findings = _findings(known, session, seed, evidence, has_forward)
        if session.alive and all(finding.rung == "condition" for finding in findings):
            small = smallest(spec, expected, results, lambda right: _answer(spec, session, right))
    report = Report(
        pack=exercise.pack,
        exercise=exercise.name,
        student=submission.student,
        seed=seed,
        passed=False,
        points=exercise.entry.points,
        score=0.0,
        oracles=(OracleUse("numpy", "live", np.__version__), *(witness.use for witness in witnesses)),
        diagnosis=findings,
        smallest=small,
        remarks=tuple(said),
        tier=session.tier,
        layers=session.layers,
        origin=submission.origin,
    )
    report = _summed(report, exercise, expected, results)
    if question is None:
        return report
    if early is not None:
        early(report)
    answer = question.collect()
    results = _witnessed(spec, [asked(answer)], expected, outcomes, results)
    report = replace(report, oracles=(*report.oracles, answer.use), precision=answer.precision)
    return _summed(report, exercise, expected, results)


def _findings(
    known: Known, session: Session, seed: int, evidence: Sequence[Evidence], has_forward: bool
) -> tuple[Finding, ...]:
    """What the wrong answers behave like: the first that explains them."""
    exercise, spec = known.exercise, known.exercise.spec
    telling = [e for e in evidence if e.case.telling]
    numbers = confirming(spec)
    confirm = cache(lambda: [e for n in numbers for e in _fresh(spec, session, known.expected(seed + n * FRESH, True))])
    more = further(exercise, seed, lambda cases: _fresh(spec, session, [judge.expect(spec, case) for case in cases]))
    again = cache(lambda: more.ask([*unseen(spec, more, telling)]))
    findings = diagnose(spec, telling, confirm, exercise.say, again)
    if findings:
        return tuple(replace(f, message=exercise.say(f.message)) if f.misconception else f for f in findings)
    if has_forward:
        findings = fits_own_forward(spec, session, evidence)
    return findings or condition(spec, telling, confirm, more, exercise.say)


def _summed(
    report: Report, exercise: Exercise, expected: Sequence[judge.Expected], results: Sequence[CaseResult]
) -> Report:
    """The report with its cases, called as the learner calls them, and what follows from them: passed and score."""
    pairs = zip(results, expected, strict=True)
    scored = tuple(replace(result, name=exercise.say(result.name)) for result, right in pairs if right.case.scored)
    passed = bool(scored) and all(result.status is Status.PASS for result in scored)
    return replace(report, cases=scored, passed=passed, score=score(scored, report.points))


def _answer(spec: Spec, session: Session, right: judge.Expected, log: list[Any] | None = None) -> Outcome:
    return judge.answer(spec, lambda args: _placed(session.call(args, spec.seconds, right.nbytes), session), right, log)


def _seen(
    spec: Spec,
    expected: Sequence[judge.Expected],
    outcomes: Sequence[Outcome],
    results: Sequence[CaseResult],
    logs: Sequence[Sequence[Any] | None],
) -> Look | None:
    """The arrays of the first visible case that failed, unless something else than its numbers is wrong."""
    for right, outcome, result, log in zip(expected, outcomes, results, logs, strict=True):
        if right.case.hidden or not right.case.scored or result.status is Status.PASS:
            continue
        bad = [verdict for verdict in result.checks if verdict.status is not Status.PASS]
        outputs = judge.split(spec, outcome.value) if outcome.status is Status.PASS else None
        wrong = {verdict.status for verdict in bad if verdict.check == "value"}
        if outputs is None or bad[0].output is None or bad[0].status not in (Status.WRONG_VALUE, Status.NOT_FINITE):
            return None
        if right.raises is not None or any(verdict.output == judge.GLOBAL_RNG for verdict in bad):
            return None
        standard = judge.closest(spec, right, outcome) if spec.closest and wrong == {Status.WRONG_VALUE} else None
        call = log[0] if log else None
        return Look(right.case, bad[0].output, standard or right.outputs, right.bounds, outputs, bad[0].pattern, call)
    return None


def _placed(outcome: Outcome, session: Session) -> Outcome:
    """The outcome with the learner's own file (and notebook cell) in its failure: the process knows only a name."""
    if outcome.failure is None or not outcome.failure.trace:
        return outcome
    own = f"{session.name}.py"
    trace = tuple(
        (*place(session.submission, line), function) if file == own else (file, line, function)
        for file, line, function in outcome.failure.trace
    )
    return replace(outcome, failure=replace(outcome.failure, trace=trace, line=trace[-1][1]))


def _repeated(spec: Spec, session: Session, right: judge.Expected, before: Outcome) -> Verdict | None:
    """Ask the first case again: equal inputs must give equal bytes (no memory of earlier calls, no empty arrays)."""
    if before.status is not Status.PASS or not session.alive:  # a later case may have ended the process
        return None
    again = _answer(spec, session, right)
    if again.status is Status.PASS and encode(before.value) == encode(again.value):
        return None
    return Verdict("repeat", None, Status.NOT_DETERMINISTIC)


def _curve(spec: Spec, outcome: Outcome) -> tuple[float, ...]:
    """The output that the report draws; empty where there is none, or nothing that can be drawn."""
    outputs = judge.split(spec, outcome.value) if spec.curve and outcome.status is Status.PASS else None
    values = outputs[spec.outputs.index(spec.curve)] if spec.curve and outputs else None
    if not isinstance(values, np.ndarray) or values.ndim != 1 or values.dtype.kind != "f" or values.size > CURVE:
        return ()
    return tuple(float(value) for value in values) if np.isfinite(values).all() else ()


def _result(case: Case, verdicts: Sequence[Verdict], outcome: Outcome, curve: tuple[float, ...] = ()) -> CaseResult:
    status = next((v.status for v in verdicts if v.status is not Status.PASS), Status.PASS)
    if case.hidden:
        # A hidden case shows its name and status: no numbers, no text from the student's process.
        verdicts = [replace(v, mismatch=None, pattern=None) for v in verdicts]
        failure = outcome.failure and Failure(_known(outcome.failure), "", outcome.failure.line)
        return CaseResult(case.name, True, status, tuple(verdicts), failure)
    return CaseResult(case.name, False, status, tuple(verdicts), outcome.failure, outcome.printed, curve)


def _known(failure: Failure) -> str:
    """The class of an exception, unless the learner chose the name: a name may carry numbers, too."""
    known = {"Timeout", "Exit", "Protocol", "LinAlgError", "AxisError", *vars(builtins)}
    return failure.exception if failure.exception in known else "Exception"


def _witnessed(
    spec: Spec,
    witnesses: Sequence[Witness],
    expected: Sequence[judge.Expected],
    outcomes: Sequence[Outcome],
    results: Sequence[CaseResult],
) -> list[CaseResult]:
    """The results with one more check per output for each witness that answers the case."""
    found = []
    for right, outcome, result in zip(expected, outcomes, results, strict=True):
        checks = list(result.checks)
        for witness in witnesses if outcome.status is Status.PASS else ():
            answer = witness.answer(right)
            if answer is not None:
                verdicts, _excused = judge.check(spec, answer, outcome)
                checks += [replace(v, check=witness.use.name) for v in verdicts if v.check == "value"]
        found.append(_result(right.case, checks, outcome, result.curve))
    return found


def _fresh(spec: Spec, session: Session, expected: Sequence[judge.Expected]) -> list[Evidence]:
    """The learner's answers to the cases of another seed, for a diagnosis to be confirmed on."""
    found = []
    for right in expected:
        outcome = _answer(spec, session, right)
        verdicts, _single = judge.check(spec, right, outcome)
        found.append(Evidence(right, outcome, any(v.status is not Status.PASS for v in verdicts)))
    return found
