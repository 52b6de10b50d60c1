"""One failing case in words: a sentence or two for each way to fail."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePath

from grader.messages import N_, _
from grader.model import CaseResult, Failure, Status, Verdict
from grader.screen.link import link
from grader.screen.numbers import place, short, values
from grader.screen.text import sanitise

BRIEF = {
    Status.WRONG_COUNT: N_("wrong number of results"),
    Status.WRONG_TYPE: N_("wrong type"),
    Status.WRONG_SHAPE: N_("wrong shape"),
    Status.WRONG_DTYPE: N_("wrong dtype"),
    Status.WRONG_VALUE: N_("wrong values"),
    Status.NOT_FINITE: N_("nan or inf"),
    Status.MUTATED_INPUT: N_("changes its input"),
    Status.NOT_DETERMINISTIC: N_("not repeatable"),
    Status.TODO: N_("not started yet"),
    Status.RAISED: N_("raised an exception"),
    Status.TIMEOUT: N_("took too long"),
    Status.MEMORY: N_("used too much memory"),
    Status.CRASHED: N_("the process ended"),
    Status.NOT_RUN: N_("not run"),
}

GLOBAL_RNG = "np.random"
"""What ``play`` calls NumPy's global generator; written out, because screens import no NumPy."""


def brief(case: CaseResult) -> str:
    """Why a case failed, in a few words: which outputs are wrong, or what happened."""
    if case.hidden:
        return _("(hidden)")
    bad = [verdict for verdict in case.checks if verdict.status is not Status.PASS]
    outputs = dict.fromkeys(verdict.output for verdict in bad if verdict.output and verdict.check != "mutation")
    if case.status is Status.RAISED and case.failure:
        return sanitise(case.failure.exception)
    if case.status in (Status.WRONG_VALUE, Status.NOT_FINITE, Status.WRONG_SHAPE, Status.WRONG_DTYPE) and outputs:
        return ", ".join(outputs)
    return _(BRIEF.get(case.status, ""))


def explain(case: CaseResult, axes: Mapping[str, str], origin: str) -> str:
    """What went wrong in ``case``, as sentences without a trailing newline."""
    if case.hidden:
        return _("This case is hidden: its inputs are not shown. Think of sizes, strides and edges not tried above.")
    bad = [verdict for verdict in case.checks if verdict.status is not Status.PASS]
    verdict = next((v for v in bad if v.output == GLOBAL_RNG), bad[0] if bad else None)  # it explains wrong values
    if verdict is not None and verdict.check == "raises":
        return _unraised(verdict)
    told = _stopped(case.status, case.failure, origin)
    if told or verdict is None:
        return told
    text = _compared(verdict, axes)
    return _("PyTorch disagrees: {text}").format(text=text) if verdict.check == "torch" else text


def _unraised(verdict: Verdict) -> str:
    expected = short(verdict.mismatch.expected) if verdict.mismatch else ""
    if verdict.status is Status.WRONG_VALUE:
        return _("These arguments make no sense, so raise {expected}; your function returned a value.").format(
            expected=expected
        )
    actual = short(verdict.mismatch.actual) if verdict.mismatch else _(BRIEF[verdict.status])
    return _("It should raise {expected}, but: {actual}.").format(expected=expected, actual=actual)


def _stopped(status: Status, failure: Failure | None, origin: str) -> str:
    """For a call that gave nothing back; empty for one that did."""
    where = _where(failure, origin) if failure else ""
    if status is Status.RAISED and failure:
        text = sanitise(f"{failure.exception}: {failure.message}" if failure.message else failure.exception)
        return text + where + _line(failure)
    if status is Status.TIMEOUT:
        text = _("It took too long and was stopped{where}. Is there a loop that does not end, or that NumPy can do?")
        return text.format(where=where)
    if status is Status.MEMORY:
        text = _("It asked for more memory than it may use{where}. Is an array much larger than it must be?")
        return text.format(where=where)
    if status is Status.CRASHED:
        how = f" ({sanitise(failure.message)})" if failure and failure.message else ""
        return _("The Python process of your program ended{how}. Does it call exit()?").format(how=how)
    if status is Status.TODO:
        return _("not started yet: replace the `raise NotImplementedError` with your code{where}.").format(where=where)
    if status is Status.NOT_RUN:
        return _("It was not run, because an earlier case ended your program.")
    return ""


def _line(failure: Failure) -> str:
    """The line that failed, and what its variables were."""
    if not failure.code:
        return ""
    text = "\n  " + sanitise(failure.code)
    values = ", ".join(f"{name} {value}" for name, value in failure.values)
    return text + ("\n" + _("with {values}").format(values=sanitise(values)) if values else "")


def _where(failure: Failure, origin: str) -> str:
    """The learner's line: their own file, or the sibling that it happened in."""
    file, line, function = failure.trace[-1] if failure.trace else (PurePath(origin).name, failure.line, "")
    if not line:
        return ""
    where = _(" at {place}").format(place=link(origin, file, line))
    if not function or function.startswith("<") or len(failure.trace) < 2:
        return where
    where += _(" in {function}").format(function=sanitise(function))
    file, line, _caller = failure.trace[-2]
    return where + _(", called at {place}").format(place=link(origin, file, line))


def _compared(verdict: Verdict, axes: Mapping[str, str]) -> str:
    """For a value that came back and is not the one expected."""
    name = verdict.output or _("the result")
    mismatch = verdict.mismatch
    if verdict.status is Status.MUTATED_INPUT and name == GLOBAL_RNG:
        return _("Your function uses NumPy's global generator. Draw from the rng it is given, and from nothing else.")
    if verdict.status is Status.MUTATED_INPUT:
        return _("Your function changes its argument {name}. Work on a copy: {name} = {name}.copy()").format(name=name)
    if verdict.status is Status.NOT_DETERMINISTIC:
        return _(
            "Called twice with the same arguments, it gives two different answers. Is an array made by np.empty, "
            "or something kept between calls?"
        )
    if mismatch is None:
        return f"{name}: {_(BRIEF.get(verdict.status, ''))}"
    expected, actual = short(mismatch.expected), short(mismatch.actual)
    names = axes.get(name, "")
    if verdict.status is Status.WRONG_SHAPE:
        meaning = f" = ({', '.join(names.split())})" if len(names.split()) == expected.count(",") + 1 else ""
        text = _("{name} has shape {actual}, expected {expected}{meaning}")
        return text.format(name=name, actual=actual, expected=expected, meaning=meaning)
    if verdict.status is Status.WRONG_TYPE:
        text = _("{name} is {actual}, expected {expected}").format(name=name, actual=actual, expected=expected)
        return text + _missing_return(actual)
    if verdict.status is Status.WRONG_DTYPE:
        return _("{name} has dtype {actual}, expected {expected}").format(name=name, actual=actual, expected=expected)
    if verdict.status is Status.WRONG_COUNT and isinstance(mismatch.expected, int):  # a list that is too long or short
        return _("{name} has {actual} parts, expected {expected}").format(name=name, actual=actual, expected=expected)
    if verdict.status is Status.WRONG_COUNT:
        text = _("Your function returned {actual}, expected {expected}").format(actual=actual, expected=expected)
        return text + _missing_return(actual)
    if verdict.status is Status.NOT_FINITE and mismatch.index:
        text = _("{name} has {actual} in {wrong} of {total} places; first at {where}, expected {expected}")
        return text.format(
            name=name, actual=actual, wrong=mismatch.wrong, total=mismatch.total,
            where=place(mismatch.index, names), expected=expected,
        )  # fmt: skip
    return f"{name}: {values(mismatch, names)}"


def _missing_return(actual: str) -> str:
    return _(". Is a return missing?") if actual == "None" else ""
