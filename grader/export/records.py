"""The records of a batch that has ended, read from a gradebook; and what every format needs of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from grader.batch.out import Record
from grader.batch.out import records as of_batch
from grader.errors import UsageError
from grader.gradebook import Gradebook
from grader.messages import _
from grader.pack import Pack
from grader.safe_text import for_terminal

Files = dict[str, str]
"""Contents by file name."""


@contextmanager
def opened(url: str, pack: Pack, batch: str | None = None) -> Iterator[tuple[Gradebook, str, int]]:
    """The gradebook, and name and seed of the batch called ``batch``, or of the only one.

    Raises UsageError, StateError.
    """
    if "://" not in url and Path(url).is_dir():
        url = str(Path(url) / "gradebook.db")
    if "://" not in url and not Path(url).is_file():
        raise UsageError(_("There is no gradebook {path}.").format(path=url))
    with Gradebook(url) as book:
        batches = book.batches()
        name = batch or next(iter(batches), "")
        if name not in batches or (batch is None and len(batches) > 1):
            text = _("Which batch? This gradebook has: {names}. Say --batch NAME.")
            raise UsageError(text.format(names=", ".join(batches) or "-"))
        if batches[name]["pack"] != pack.name:
            text = _("This batch is of the course {name}: say where that is with --pack PATH.")
            raise UsageError(text.format(name=batches[name]["pack"]))
        yield book, name, batches[name]["seed"]


def read(url: str, pack: Pack, batch: str | None = None) -> list[Record]:
    """The records of the batch called ``batch``, or of the only one. Raises UsageError, StateError."""
    with opened(url, pack, batch) as (book, name, seed):
        return of_batch(book, name, pack, seed)


def students(records: Iterable[Record]) -> dict[str, list[Record]]:
    """The records of each student."""
    found: dict[str, list[Record]] = {}
    for record in records:
        found.setdefault(record["student"], []).append(record)
    return found


def total(records: Iterable[Record]) -> float | None:
    """The sum of the scores; None where one could not be graded."""
    scores = [record["score"] for record in records]
    return None if None in scores else round(sum(scores), 4)


def worth(records: Iterable[Record]) -> float:
    """The sum of the points."""
    return float(sum(record["points"] for record in records))


def reason(record: Record) -> str:
    """Why a record is not a pass, in a line; empty for one that is."""
    if record["error"]:
        return for_terminal(record["error"]["message"])
    if record["diagnosis"]:
        return for_terminal(" ".join(finding["message"] for finding in record["diagnosis"]))
    return "; ".join(f"{case['name']}: {case['status']}" for case in failing(record))


def failing(record: Record) -> Iterator[Mapping[str, Any]]:
    """The cases that did not pass."""
    return (case for case in record["cases"] if case["status"] != "pass")
