"""Lists: the course with the learner's state, many reports with a total, what the doctor found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.messages import N_, _, ngettext
from grader.model import Entry, Report
from grader.screen.numbers import points
from grader.screen.report import outcome
from grader.screen.text import Style, cells, pad, wrap

STATES = {"passed": N_("passed"), "tried": N_("tried"), "untouched": "-"}


@dataclass(frozen=True, slots=True)
class Check:
    """One row of the doctor's table: what was looked at, whether it is well, and what to do if not."""

    name: str
    ok: bool
    found: str
    advice: str = ""


def upcoming(entries: Mapping[str, Entry], states: Mapping[str, str]) -> str | None:
    """The first exercise not passed yet whose requirements are, in course order; None when all are passed."""
    left = [entry for entry in entries.values() if states.get(entry.name) != "passed"]
    ready = (e for e in left if all(states.get(name) == "passed" for name in e.requires if name in entries))
    return next((entry.name for entry in [*ready, *left]), None)


def course(
    title: str,
    topics: Iterable[tuple[str, Sequence[str]]],
    entries: Mapping[str, Entry],
    states: Mapping[str, str],
    style: Style,
) -> str:
    """The exercises by topic, each with its state, and the next one."""
    following = upcoming(entries, states)
    done = sum(states.get(name) == "passed" for name in entries)
    lines = [_("{title}: {done} of {total} passed").format(title=style.bold(title), done=done, total=len(entries))]
    column = max(cells(_(word)) for word in STATES.values()) + 2
    for heading, names in topics:
        lines += ["", style.bold(heading)]
        for name in names:
            lines.append(_line(entries[name], states, column, style, name == following))
    lines.append("")
    if following is None:
        lines.append(_("You have passed them all."))
    elif states.get(following) == "tried":
        lines.append(_("Next: grade exercise {name}").format(name=following))
    else:
        lines.append(_("Next: grade start {name}").format(name=following))
    return "\n".join(lines) + "\n"


def _line(entry: Entry, states: Mapping[str, str], column: int, style: Style, following: bool) -> str:
    state = states.get(entry.name, "untouched")
    word = pad(_(STATES[state]), column)
    word = {"passed": style.good, "tried": style.bad}.get(state, style.dim)(word)
    missing = [name for name in entry.requires if states.get(name) != "passed"]
    after = ""
    if missing and state != "passed":
        text = _("after {names}").format(names=", ".join(missing))
        used = 2 + column + cells(entry.name) + 2
        after = "  " + style.dim(wrap(text, style.width, indent=" " * (4 + column), first=" " * used)[used:])
    return f"{'>' if following else ' '} {word}{entry.name}{after}"


def graded(report: Report, column: int, style: Style) -> str:
    """One line of ``grade all``."""
    started = not report.untouched
    mark = style.bad("WRONG") + "  " if started else style.dim("--") + "     "
    if report.passed:
        mark = style.good("ok") + "     "
    score = f"{points(report.score)}/{points(report.points)}"
    text = f"{pad(report.exercise, column)}  {pad(score, 8)}"
    reason = "" if report.passed else outcome(report)
    room = style.width - 9 - cells(text)
    return f"  {mark}{text}{_shortened(reason, room)}".rstrip()


def waiting(name: str, requires: str, column: int, style: Style) -> str:
    """A line for an exercise that is not graded because one it builds on is not right yet."""
    return f"  {style.dim('--')}     {pad(name, column)}  " + _("waits for {name}").format(name=requires)


def total(reports: Sequence[Report], waiting: Sequence[Entry], style: Style) -> str:
    """The sum over the reports and the exercises that wait, and what to do next."""
    passed = sum(report.passed for report in reports)
    count = len(reports) + len(waiting)
    text = ngettext("{passed} of {count} exercise passed", "{passed} of {count} exercises passed", count)
    text = style.bold(text.format(passed=passed, count=count))
    score = points(sum(report.score for report in reports))
    possible = points(sum(report.points for report in reports) + sum(entry.points for entry in waiting))
    said = _("{score} of {possible} points.").format(score=score, possible=possible)
    lines = [_("{exercises}, {points}").format(exercises=text, points=said)]
    first = next((report for report in reports if not report.passed), None)
    lines.append(_("Next: grade exercise {name}").format(name=first.exercise) if first else _("Next: grade start"))
    return "\n".join(lines) + "\n"


def table(checks: Iterable[Check], style: Style) -> str:
    """The doctor's findings, one row each, with what to do below those that need attention."""
    rows = list(checks)
    marks = {True: _("ok"), False: _("attention")}
    mark = max(map(cells, marks.values())) + 2
    name = max((cells(row.name) for row in rows), default=0) + 2
    indent = " " * (2 + mark + name)
    lines = []
    for row in rows:
        head = "  " + (style.good if row.ok else style.bad)(pad(marks[row.ok], mark)) + pad(row.name, name)
        lines.append(head + wrap(row.found, style.width, indent=indent).strip())
        if row.advice:
            lines.append(wrap(row.advice, style.width, indent=indent))
    return "\n".join(lines) + "\n"


def _shortened(text: str, room: int) -> str:
    if cells(text) <= room:
        return text
    while text and cells(text) > max(room - 3, 0):
        text = text[:-1]
    return text.rstrip() + "..."
