"""The nouns of a batch."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from grader.model import Trouble

Cell = tuple[str, str]
"""A cell of a notebook: kind and text."""

UNREAD = "unread"
"""The kind of trouble that is not the student's: a file on the instructor's disk cannot be read."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What one student handed in: the sources by path, as bytes, or why there are none.

    names    all that the student is called: name, number, login; the first is what rows are named by
    late     whether the system that gave it out says that it came late
    trouble  why there are no files
    """

    names: tuple[str, ...]
    files: Mapping[str, bytes | Trouble] = field(default_factory=dict)
    late: bool = False
    trouble: Trouble | None = None

    @property
    def student(self) -> str:
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Work:
    """What can be graded: source text for one exercise. Two students with equal work get one grading.

    file      what the learner called it, for messages
    siblings  (module, source) of what it imports from beside it
    cells     for a notebook: (first line, cell number)
    """

    exercise: str
    file: str
    source: str
    siblings: tuple[tuple[str, str], ...] = ()
    cells: tuple[tuple[int, int], ...] = ()

    def key(self, pack: str, seed: int, language: str) -> str:
        """What identifies the grading of this work, whoever handed it in."""
        facts = [pack, seed, language, self.exercise, self.file, self.source, self.siblings, self.cells]
        return sha256(json.dumps(facts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Notebook:
    """What a notebook that was handed in says, without outputs."""

    path: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One student, one exercise: the work, or why there is none; and the notebook that it comes from."""

    student: str
    exercise: str
    work: Work | None = None
    trouble: Trouble | None = None
    late: bool = False
    remark: str = ""
    notebook: Notebook | None = None
