"""One report for a person: the score, the cases, the first failure in words, and what to do next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import PurePath
from typing import TYPE_CHECKING

from grader.messages import _, ngettext
from grader.model import CaseResult, Report, Status
from grader.screen.curve import curve
from grader.screen.failure import BRIEF, brief, explain
from grader.screen.link import link
from grader.screen.numbers import points
from grader.screen.smallest import smallest
from grader.screen.text import Style, sanitise, wrap

if TYPE_CHECKING:
    from grader.scene import Picture

PRINTED_LINES = 10


def render(
    report: Report,
    axes: Mapping[str, str],
    *,
    style: Style,
    verbose: bool = False,
    following: str | None = None,
    advise: bool = True,
    picture: Picture | None = None,
) -> str:
    """``report`` as text.

    axes       names the axes of the outputs
    following  the exercise to do next
    advise     whether to say which command is next
    picture    of the first failure; without ``verbose`` as much of it as fits on a screen
    """
    parts = [_headline(report, style)]
    place = None
    failing = first_failure(report)
    if report.trouble:
        parts.append(wrap(trouble_of(report), style.width, indent="  "))
    elif failing and report.untouched:
        parts.append(wrap(explain(failing, axes, report.origin), style.width, indent="  "))
    else:
        parts += _cases(report.cases, style, verbose)
        if failing:
            parts += _first_failure(report, failing, axes, style)
            place = len(parts)
        parts += _curve(report, style)
    parts += _said(report, axes, style, verbose)
    if report.oracles:
        parts.append(style.dim(wrap(checked_with(report), style.width)))
    if advise:
        if report.passed:
            text = _("Our solution beside yours: grade show {name} --solution").format(name=report.exercise)
            parts.append(style.dim(wrap(text, style.width)))
        parts.append(wrap(advice(report, following), style.width))
    if picture is not None and place is not None:
        from grader.screen.picture import HEIGHT, LEAST, draw

        room = HEIGHT - "\n".join(parts).count("\n") - 1
        if verbose or room > LEAST or not report.smallest:  # a small case says more than a part of a large one
            parts[place:place] = draw(picture, style, None if verbose else room)
    return "\n".join(parts) + "\n"


def first_failure(report: Report) -> CaseResult | None:
    """The case to speak of: the first that failed, a visible one if there is any."""
    failing = next((c for c in report.cases if c.status not in (Status.PASS, Status.NOT_RUN)), None)
    return next((c for c in report.cases if c.status is not Status.PASS and not c.hidden), failing)


def scored(report: Report) -> str:
    """How many points of how many."""
    score = _("{score} of {points} points") if report.points != 1 else _("{score} of {points} point")
    return score.format(score=points(report.score), points=points(report.points))


def _headline(report: Report, style: Style) -> str:
    score = scored(report)
    state = style.good(_("passed")) if report.passed else style.bad(_("not yet"))
    text = _("{exercise}: {state}, {score}")
    return text.format(exercise=style.bold(report.exercise), state=state, score=score)


def _cases(cases: tuple[CaseResult, ...], style: Style, verbose: bool) -> Iterator[str]:
    """A line for each run of cases that ended alike; all of them, one line each, when ``verbose``."""
    for mark, group in groupby(cases, key=mark_of):
        run = list(group)
        if verbose:
            yield from (_case(case, mark, 0, style) for case in run)
        else:
            yield _case(run[0], mark, len(run) - 1, style)


def mark_of(case: CaseResult) -> str:
    """The word that stands before a case."""
    if case.status is Status.PASS:
        return "ok"
    return "--" if case.status in (Status.NOT_RUN, Status.TODO) else "WRONG"


def _case(case: CaseResult, mark: str, more: int, style: Style) -> str:
    word = {"ok": style.good, "WRONG": style.bad, "--": style.dim}[mark](mark) + " " * (7 - len(mark))
    lines = wrap(named(case, more), style.width, indent=" " * 9).split("\n")
    return "\n".join([f"  {word}{lines[0].strip()}", *lines[1:]])


def named(case: CaseResult, more: int = 0) -> str:
    """A case and why it failed, in a few words, on behalf of ``more`` others."""
    about = ""
    if case.hidden:
        about = " " + _("(hidden)")
    elif mark_of(case) != "ok":
        about = f" ({brief(case)})"
    if more:
        about += ngettext(", and %d more case", ", and %d more cases", more) % more
    return sanitise(case.name) + about


def _first_failure(report: Report, case: CaseResult, axes: Mapping[str, str], style: Style) -> Iterator[str]:
    yield ""
    yield wrap(_("In {case}:").format(case=f'"{sanitise(case.name)}"'), style.width)
    yield from _explained(report, case, axes, style)


def _explained(
    report: Report, case: CaseResult, axes: Mapping[str, str], style: Style, indent: str = "  "
) -> Iterator[str]:
    yield wrap(explain(case, axes, report.origin), style.width, indent=indent)
    pattern = pattern_of(case)
    if pattern:
        yield wrap(pattern, style.width, indent=indent)


def told(report: Report, case: CaseResult | None, axes: Mapping[str, str], style: Style) -> str:
    """What ``report`` says of one case that failed, for those who show every case by itself.

    case   None where there are no cases, because the submission could not be run
    """
    if case is None:
        return wrap(trouble_of(report), style.width)
    said = [] if case.status is Status.NOT_RUN else _diagnosed(report, style)
    return "\n".join([*_explained(report, case, axes, style, indent=""), *said])


def pattern_of(case: CaseResult) -> str:
    """What the wrong numbers of a case have in common; empty where nothing is known."""
    verdict = next((v for v in case.checks if v.status is not Status.PASS), None)
    if verdict is None or not verdict.pattern:  # of the output that is explained: another's would be misread
        return ""
    return _("Pattern: {text}").format(text=sanitise(verdict.pattern))


def curved(report: Report) -> CaseResult | None:
    """The case with the longest curve, if one can be drawn."""
    case = max(report.cases, key=lambda case: len(case.curve), default=None)
    return case if case is not None and len(case.curve) > 1 else None


def _curve(report: Report, style: Style) -> Iterator[str]:
    case = curved(report)
    if case is not None:
        yield ""
        yield wrap(_("In {case}:").format(case=f'"{sanitise(case.name)}"'), style.width)
        yield from (f"  {line}" for line in curve(_("over time"), case.curve, style.width))


def trouble_of(report: Report) -> str:
    """Why nothing could be graded, and where."""
    assert report.trouble is not None
    text = sanitise(report.trouble.message)
    name, line = PurePath(report.origin).name, report.trouble.line
    if line:
        text += f" ({link(report.origin, name, line)})" if name else " " + _("(line {line})").format(line=line)
    return text


def looks_like(report: Report) -> list[str]:
    """What the answer looks like."""
    return [_("Looks like: {text}").format(text=sanitise(finding.message)) for finding in report.diagnosis]


def remarks(report: Report) -> list[str]:
    """What else there is to say about a solution that was begun."""
    started = any(case.status is not Status.TODO for case in report.cases)
    said = report.remarks if started else ()
    return [_("Remark: {text}").format(text=sanitise(finding.message)) for finding in said]


def printed_of(report: Report) -> str:
    """What the program printed in the first case in which it printed something."""
    printed = next((case.printed for case in report.cases if case.printed.strip()), "")
    return sanitise(printed).strip("\n")


def _diagnosed(report: Report, style: Style) -> Iterator[str]:
    yield from (style.bold(wrap(text, style.width)) for text in looks_like(report))


def _said(report: Report, axes: Mapping[str, str], style: Style, verbose: bool) -> Iterator[str]:
    yield from _diagnosed(report, style)
    if report.smallest:
        yield from smallest(report.smallest, axes, style)
    yield from (wrap(text, style.width) for text in remarks(report))
    printed = printed_of(report)
    if printed:
        lines = printed.split("\n")
        kept = lines if verbose else lines[:PRINTED_LINES]
        yield _("Your program printed:")
        yield from (wrap(line.expandtabs(4), style.width, indent="  | ") for line in kept)
        if len(lines) > len(kept):
            yield "  | " + _("... and {count} more lines").format(count=len(lines) - len(kept))


def checked_with(report: Report) -> str:
    """The oracles that took part and the sandbox, in one line."""
    uses = []
    for use in report.oracles:
        name = {"numpy": "NumPy", "torch": "PyTorch"}.get(use.name, use.name)
        mode = {"live": _("live"), "recorded": _("recorded")}.get(use.mode, use.mode)
        details = [mode] * (use.mode != "live" or use.name == "torch") + [use.device] * bool(use.device)
        uses.append(f"{name} {use.version}" + (f" ({', '.join(map(str, details))})" if details else ""))
    strength = (_("full"), _("strong"), _("basic"), _("none here, only limits"))[report.tier]
    text = _("Checked with {oracles}; sandbox: {strength}.")
    return text.format(oracles=", ".join(uses), strength=strength)


def second_opinion(report: Report, before: Report, style: Style) -> str:
    """What a live PyTorch adds to a report that stands on the screen already as ``before``."""
    use = report.oracles[-1]
    who = f"PyTorch {use.version} ({use.device})"
    if use.mode == "none":
        return wrap(_("{who} has no such function: there is nothing to compare.").format(who=who), style.width) + "\n"
    old, new = ([v for case in r.cases for v in case.checks if v.check == "torch"] for r in (before, report))
    differing: dict[str, str] = {}
    for one, two in zip(before.cases, report.cases):
        for verdict in two.checks[len(one.checks) :]:
            if verdict.status is not Status.PASS:
                differing.setdefault(verdict.output or "", two.name)
    if len(old) == len(new):
        text = _("{who} has nothing to compare: your program gave no values.").format(who=who)
    elif differing:
        names, first = ", ".join(differing), next(iter(differing.values()))
        text = _('{who} differs: {names}, first in "{case}".').format(who=who, names=names, case=sanitise(first))
        if before.passed:
            text += " " + _("So it does not count as passed.")
    else:
        text = _("{who} agrees.").format(who=who)
    lines = [(style.bad if differing else str)(wrap(text, style.width))]
    if report.precision:
        lines += [_("What PyTorch itself loses (not scored), as error over the error allowed:"), *_precision(report)]
    return "\n".join(lines) + "\n"


def _precision(report: Report) -> Iterator[str]:
    column = max(len(row.mode) for row in report.precision)
    for row in report.precision:
        again = _("two runs are equal") if row.spread == 0 else _("two runs differ by {n:.2g}").format(n=row.spread)
        yield f"  {row.mode:<{column}}  {row.error_over_bound:10.3g}  {again}"


def advice(report: Report, following: str | None, *, again: str = "grade exercise {name}", more: str = "") -> str:
    """What to do next.

    again   the command that grades once more
    more    what belongs behind ``grade start NAME``
    """
    if report.passed:
        if following is None:
            return _("Next: nothing, you have passed them all.")
        return _("Next: grade start {name}").format(name=following) + more
    again = again.format(name=report.exercise)
    if report.trouble:
        return _("Next: fix that, then run: {again}").format(again=again)
    failing = first_failure(report)
    if failing and failing.status is Status.TODO:
        return _("Next: write it, then run: {again}").format(again=again)
    return _("Next: grade hint {name}").format(name=report.exercise)


def outcome(report: Report) -> str:
    """Why a report is not a pass, in a few words, for a list of many."""
    if report.trouble:
        return sanitise(report.trouble.message).partition("\n")[0]
    case = next((c for c in report.cases if c.status is not Status.PASS), None)
    if case is None:
        return ""
    what = _(BRIEF.get(case.status, ""))
    return what if case.status is Status.TODO else f"{what}: {sanitise(case.name)}"
