"""The list of a class: who should have a row, and which of a person's names a hand-in goes by."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from grader.batch.collect import distinct
from grader.batch.model import Parcel
from grader.errors import UsageError
from grader.messages import _
from grader.spreadsheet import read_table

LABELS = (
    "student",
    "login",
    "sis login id",
    "sid",
    "sis user id",
    "id",
    "identifier",
    "email",
    "email address",
    "name",
)
"""Columns that rows may be named by, the best first; the first column of the file, where none is there."""


def read_roster(path: Path) -> list[tuple[str, ...]]:
    """For each person all names in the list, the one for the row first.

    A table with a line of headings; Canvas, Moodle, Gradescope and spreadsheets write such. Raises UsageError.
    """
    lines = read_table(path).rows
    if len(lines) < 2:
        text = _("{path} names nobody: a line of headings, then a line for each student.")
        raise UsageError(text.format(path=path))
    heads = [head.strip().casefold() for head in lines[0]]
    label = next((heads.index(name) for name in LABELS if name in heads), 0)
    people = []
    for line in lines[1:]:
        cells = [cell.strip() for cell in line]
        if label < len(cells) and cells[label]:
            people.append(tuple(dict.fromkeys([cells[label], *filter(None, cells)])))
    return people


def enrol(parcels: Sequence[Parcel], people: Sequence[tuple[str, ...]]) -> tuple[list[Parcel], list[str]]:
    """A parcel for everybody on the list, empty ones too; and who handed in without being on it, with theirs kept.

    Raises UsageError when two hand-ins are one person's.
    """
    holders: dict[str, set[int]] = {}
    for number, names in enumerate(people):
        for name in filter(None, map(plain, names)):
            holders.setdefault(name, set()).add(number)
    owners = {name: min(numbers) for name, numbers in holders.items() if len(numbers) == 1}  # not a section's name
    given: dict[int, Parcel] = {}
    strangers = []
    for parcel in parcels:
        number = next((owners[plain(name)] for name in parcel.names if plain(name) in owners), -1)
        if number < 0:
            strangers.append(parcel)
        elif number in given:
            text = _("{one} and {other} both look like {name} of the list: correct the list, or rename one.")
            raise UsageError(text.format(one=given[number].student, other=parcel.student, name=people[number][0]))
        else:
            given[number] = parcel
    listed = [
        replace(given[number], names=tuple(dict.fromkeys([*names, *given[number].names])))
        if number in given
        else Parcel(names)
        for number, names in enumerate(people)
    ]
    labelled = distinct([parcel.names for parcel in [*listed, *strangers]])
    everybody = [replace(one, names=names) for one, names in zip([*listed, *strangers], labelled, strict=True)]
    return sorted(everybody, key=lambda parcel: parcel.student), [names[0] for names in labelled[len(listed) :]]


def plain(name: str) -> str:
    """A name by its letters and digits alone, where it has any: ``Yamada, Taro`` and ``yamadataro`` are one."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in name if c.isalnum()) or name.strip()
