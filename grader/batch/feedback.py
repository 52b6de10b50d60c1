"""What a student reads of a batch: one page of Markdown, the same words as in a terminal."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from grader.batch.out import Record
from grader.messages import _
from grader.results import from_json
from grader.safe_text import for_terminal
from grader.screen.numbers import points
from grader.screen.report import render
from grader.screen.text import Style

Axes = Mapping[str, Mapping[str, str]]
"""By exercise, the names of the axes of its arrays."""

WIDTH = 78
NAME_BYTES = 120
"""Longer file names are cut: file systems allow 255, and a suffix comes on top."""

_MARKUP = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&@:/])")


def page(student: str, mine: Sequence[Record], axes: Axes) -> str:
    """The page of one student."""
    graded = [record for record in mine if record["score"] is not None]
    total = _("{score} of {points} points").format(
        score=points(sum(record["score"] for record in graded)), points=points(sum(r["points"] for r in graded))
    )
    parts = [f"# {escaped(student)}", total]
    for record in mine:
        parts.append(f"## {record['exercise']}")
        parts.append(_part(record, axes))
    return "\n\n".join(parts) + "\n"


def beside(record: Record, axes: Axes) -> str:
    """What stands in a notebook after the cell of an exercise."""
    heading = _("Feedback: {exercise}").format(exercise=record["exercise"])
    return f"### {heading}\n\n{_part(record, axes)}"


def _part(record: Record, axes: Axes) -> str:
    return fenced(_body(record, axes.get(record["exercise"], {})))


def _body(record: Record, axes: Mapping[str, str]) -> str:
    if record["score"] is None:  # the grader's trouble: no verdict, so none may be read into it
        return for_terminal(record["error"]["message"])
    return render(from_json(record), axes, style=Style(WIDTH), advise=False).strip("\n")


def escaped(text: str) -> str:
    """A line of text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(for_terminal(text).split()))


def fenced(text: str) -> str:
    """A block that is shown as it is: no run of backticks in it is as long as its fence."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text}\n{fence}"


def file_names(students: Iterable[str]) -> dict[str, str]:
    """For each student a file name without suffix: readable, harmless on every system, and nobody else's."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for student in students:
        kept = "".join(c if c.isalnum() or c in " -_@()" else "_" for c in unicodedata.normalize("NFC", student))
        name = kept.strip(" ").encode()[:NAME_BYTES].decode(errors="ignore") or "_"
        if name != student or name.casefold() in taken:
            name += "-" + hashlib.sha256(student.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        taken.add(name.casefold())
        names[student] = name
    return names
