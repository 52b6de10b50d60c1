"""What an instructor reads when a batch has ended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from grader.messages import _, ngettext
from grader.safe_text import for_terminal
from grader.screen.numbers import points
from grader.screen.text import Style, pad, wrap

NAMES = 5
"""How many students are named where a list could be long."""

FREQUENT = 3
"""How many misconceptions are named for each exercise."""


def summary(records: Sequence[Mapping[str, Any]], exercises: Sequence[str], style: Style) -> str:
    """A line for each exercise: how many passed, what they got on average, and what went wrong most often."""
    column = max(map(len, exercises))
    lines = []
    for name in exercises:
        mine = [record for record in records if record["exercise"] == name]
        graded = [record for record in mine if record["score"] is not None]
        passed = sum(record["passed"] for record in graded)
        mean = sum(record["score"] for record in graded) / len(graded) if graded else 0.0
        text = _("{passed} of {count} passed, {mean} of {points} on average")
        facts = text.format(passed=passed, count=len(mine), mean=points(round(mean, 2)), points=points(_worth(mine)))
        lines.append(f"  {pad(style.bold(name), column)}  {facts}")
        lines += [f"  {' ' * column}  {line}" for line in _causes(graded)]
    return "\n".join(lines) + "\n"


def _worth(mine: Sequence[Mapping[str, Any]]) -> float:
    return float(mine[0]["points"]) if mine else 0.0


def _causes(graded: Sequence[Mapping[str, Any]]) -> list[str]:
    """The most frequent misconceptions and troubles, with counts."""
    found = Counter(
        finding["misconception"]
        for record in graded
        for finding in record["diagnosis"]
        if finding["misconception"] is not None
    )
    found.update(record["error"]["kind"] for record in graded if record["error"])
    return [f"{count:4d}  {for_terminal(name)}" for name, count in found.most_common(FREQUENT)]


def some(names: Sequence[str]) -> str:
    """A few of many names."""
    shown = ", ".join(map(for_terminal, names[:NAMES]))
    more = len(names) - NAMES
    return shown + ngettext(" and {n} more", " and {n} more", more).format(n=more) if more > 0 else shown


def notes(done: Any, style: Style) -> str:
    """What the instructor should know beside the grades: strangers, ungraded work, another version of the course."""
    result, said = done.result, []
    if done.handed.strangers:
        text = _("Not on the list, graded all the same: {names}.")
        said.append(text.format(names=some(done.handed.strangers)))
    if done.unknown:
        text = _("Named in the rules of the course, but nobody here is called so: {names}.")
        said.append(text.format(names=some(done.unknown)))
    if result.stale:
        text = ngettext(
            "{n} verdict is of another version of the course. `--regrade` grades it anew and says what changes.",
            "{n} verdicts are of another version of the course. `--regrade` grades them anew and says what changes.",
            len(result.stale),
        )
        said.append(text.format(n=len(result.stale)))
    for change in done.changes[:20]:
        text = _("{student}, {exercise}: {before} became {after}; other verdicts in: {cases}.")
        said.append(
            text.format(
                student=for_terminal(change.student),
                exercise=change.exercise,
                before=points(change.before),
                after=points(change.after),
                cases=", ".join(change.cases) or "-",
            )
        )
    for why, count in done.ungraded.most_common(NAMES):
        text = ngettext(
            "{n} grade is missing, by no fault of the student. {why} Run the command again.",
            "{n} grades are missing, by no fault of the students. {why} Run the command again.",
            count,
        )
        said.append(text.format(n=count, why=for_terminal(why)))
    if (more := len(done.ungraded) - NAMES) > 0:
        text = ngettext(
            "{n} more reason for a missing grade is in results.jsonl.",
            "{n} more reasons for missing grades are in results.jsonl.",
            more,
        )
        said.append(text.format(n=more))
    return "".join(wrap(text, style.width, indent="  ").lstrip() + "\n" for text in said)
