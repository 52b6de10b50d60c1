"""The formats by name."""

from __future__ import annotations

from pathlib import Path

from grader.batch import out
from grader.export import ci, gradescope, tables
from grader.export.records import Files, read
from grader.pack import Pack

FILLED = ("canvas", "moodle")
"""Formats that are tables which another program gave out."""


def export(
    pack: Pack, gradebook: str, form: str, batch: str | None = None, column: str = "", template: Path | None = None
) -> tuple[Files, list[str]]:
    """The files of a format, and which students a template does not know. Raises UsageError, StateError."""
    records = read(gradebook, pack, batch)
    if form == "canvas":
        return tables.canvas(records, column, template)
    if form == "moodle":
        return tables.moodle(records, template)
    if form == "gradescope":
        return gradescope.gradescope(records), []
    if form == "junit":
        return ci.junit(records), []
    if form == "github":
        return ci.github(records), []
    if form == "jsonl":
        return {"results.jsonl": out.lines(records)}, []
    return {"grades.csv": out.grades(records, [*dict.fromkeys(record["exercise"] for record in records)])}, []
