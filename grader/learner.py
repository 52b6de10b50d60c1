"""The learner's own state: attempts, hints seen, the workspace, quizzes, in one SQLite file.

Grading must not depend on it. A file that cannot be read is put aside and a new one begun; where nothing can be
written, grading goes on without remembering. Either way ``notices`` holds a sentence for the learner.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from grader.errors import StateError
from grader.messages import _
from grader.model import Report
from grader.state import NEEDED, STEPS, VERSION

T = TypeVar("T")

MAGIC = b"SQLite format 3\0"
PATIENCE = 2.0
"""Seconds to wait for another program that is writing."""


def now() -> datetime:
    """The present moment, in UTC."""
    return datetime.now(UTC)


def home() -> Path:
    """The folder of the learner's state: GRADE_HOME, or where the platform keeps such data."""
    if chosen := os.environ.get("GRADE_HOME"):
        return Path(chosen)
    if sys.platform == "linux":  # what platformdirs would say, 6 ms earlier
        shared = os.environ.get("XDG_DATA_HOME", "")
        return Path(shared if os.path.isabs(shared) else os.path.expanduser("~/.local/share"), "tatami-grader")
    import platformdirs

    return Path(platformdirs.user_data_dir("tatami-grader", appauthor=False))


class Learner:
    """What one learner has done. Use ``Learner.open()`` as a context manager."""

    def __init__(self, path: Path, clock: Callable[[], datetime] = now) -> None:
        self.path = path
        self.notices: list[str] = []
        self._clock = clock
        self._connection: sqlite3.Connection | None = None

    @classmethod
    def open(cls, path: Path | None = None, clock: Callable[[], datetime] = now) -> Learner:
        """Open the state at ``path``, or in the usual place. Raises StateError if a newer version wrote it."""
        learner = cls(path or home() / "learner.db", clock)
        try:
            learner._connect()
        except StateError:
            learner.close()
            raise
        except (sqlite3.Error, OSError) as error:
            learner._recover(error)
        return learner

    def __enter__(self) -> Learner:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def record(self, report: Report, source: str) -> None:
        """Remember one graded attempt; an untouched stub is none.

        Never raises: what cannot be remembered becomes a notice.
        """
        if report.untouched:
            return
        from grader.results import dumps, to_json

        digest = hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()
        self.write(
            "INSERT INTO attempt (at, pack, exercise, passed, score, points, seed, source_sha256, report_json)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._clock().isoformat(timespec="seconds"),
            report.pack,
            report.exercise,
            int(report.passed),
            report.score,
            report.points,
            report.seed,
            digest,
            dumps(to_json(report)),
        )

    def states(self, pack: str) -> dict[str, str]:
        """By name, ``passed`` or ``tried``; an exercise that is not there is untouched."""
        rows = self.read("SELECT exercise, MAX(passed) FROM attempt WHERE pack = ? GROUP BY exercise", pack)
        return {exercise: "passed" if passed else "tried" for exercise, passed in rows}

    def last_report(self, pack: str, exercise: str) -> dict[str, Any] | None:
        """The report of the latest attempt, in the shape of ``results.to_json``."""
        import json

        query = "SELECT report_json FROM attempt WHERE pack = ? AND exercise = ? ORDER BY id DESC LIMIT 1"
        for (text,) in self.read(query, pack, exercise):
            with suppress(ValueError):
                return dict(json.loads(text))
        return None

    def latest(self, pack: str) -> str | None:
        """The exercise that was attempted last."""
        rows = self.read("SELECT exercise FROM attempt WHERE pack = ? ORDER BY id DESC LIMIT 1", pack)
        return next((str(exercise) for (exercise,) in rows), None)

    @property
    def workspace(self) -> str | None:
        """The folder that ``grade start`` copied to last."""
        return next((value for (value,) in self.read("SELECT value FROM setting WHERE key = 'workspace'")), None)

    @workspace.setter
    def workspace(self, folder: str) -> None:
        self.write("INSERT OR REPLACE INTO setting (key, value) VALUES ('workspace', ?)", folder)

    def hint_step(self, pack: str, exercise: str, aim: str = "") -> int:
        """How many hints of the exercise have been shown, of those with one aim."""
        rows = self.read("SELECT step FROM hint WHERE pack = ? AND exercise = ? AND aim = ?", pack, exercise, aim)
        return next((int(step) for (step,) in rows), 0)

    def set_hint_step(self, pack: str, exercise: str, step: int, aim: str = "") -> None:
        """Remember that the hints up to ``step`` have been shown."""
        change = "INSERT OR REPLACE INTO hint (pack, exercise, aim, step) VALUES (?, ?, ?, ?)"
        self.write(change, pack, exercise, aim, step)

    def read(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """The rows that ``query`` finds; none if nothing can be read."""
        return self._attempt(lambda connection: connection.execute(query, values).fetchall()) or []

    def write(self, statement: str, *values: object) -> int:
        """Change something; gives the number of the new row, 0 if nothing can be written."""
        return self.write_all((statement, values))

    def write_all(self, *changes: tuple[str, Sequence[object]]) -> int:
        """Several changes, all or none; gives the number of the last new row."""

        def work(connection: sqlite3.Connection) -> int:
            with _transaction(connection):
                for statement, values in changes:
                    plain = [v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values]
                    last = connection.execute(statement, plain).lastrowid
            return last or 0

        return self._attempt(work) or 0

    @property
    def clock(self) -> Callable[[], datetime]:
        """What tells this learner the time."""
        return self._clock

    def _attempt(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """Do ``work``; if the file turns out to be damaged, once more in a new one."""
        for _chance in range(2):
            if self._connection is None:
                return None
            try:
                return work(self._connection)
            except (sqlite3.Error, OSError) as error:
                if not self._recover(error):
                    return None
        return None

    def _connect(self) -> None:
        if not self.path.is_absolute() and str(self.path).startswith("~"):  # there is no home to expand to
            raise FileNotFoundError(None, _("there is no home folder"))
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._refuse_other_files()
        self._connection = connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version > VERSION:
            message = _("%s was written by a newer version of the grader. Update it: pip install -U tatami-grader")
            raise StateError(message % self.path)
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        known = tables >= NEEDED if version else not tables
        if not known:
            raise sqlite3.DatabaseError("not a file of this grader")
        if version < VERSION:
            self._upgrade(connection)

    def _refuse_other_files(self) -> None:
        """Look before SQLite does: it would delete a journal or log beside a file that is no database."""
        if self.path.is_file():
            with self.path.open("rb") as file:
                begin = file.read(len(MAGIC))
            if begin and begin != MAGIC:
                raise sqlite3.DatabaseError("not a database")

    def _upgrade(self, connection: sqlite3.Connection) -> None:
        """Add what later versions added, to an empty file everything; what is there stays as it is."""
        with _transaction(connection):
            (version,) = connection.execute("PRAGMA user_version").fetchone()  # another program may have been quicker
            for step in STEPS[version:]:
                for statement in step.split(";")[:-1]:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {max(version, VERSION)}")

    def _recover(self, error: Exception) -> bool:
        """Begin a new file if the old one is damaged, else leave a notice; True when work can go on."""
        if isinstance(error, OSError | sqlite3.OperationalError) or not isinstance(error, sqlite3.DatabaseError):
            self._notice(error)
            return False
        self.close()
        try:
            aside = self._put_aside()
            self._connect()
        except (sqlite3.Error, OSError, StateError) as again:
            self.close()
            self._notice(again)
            return False
        message = _("Your progress could not be read, so a new record begins. The old file is kept as %s.")
        self.notices.append(message % aside)
        return True

    def _put_aside(self) -> Path:
        stamp = f"{self._clock():%Y%m%dT%H%M%SZ}"
        aside = self.path.with_name(f"{self.path.name}.unreadable-{stamp}")
        number = 1
        while aside.exists():
            number += 1
            aside = self.path.with_name(f"{self.path.name}.unreadable-{stamp}-{number}")
        self.path.rename(aside)
        for suffix in ("-wal", "-shm", "-journal"):  # SQLite looks for them by these names
            with suppress(FileNotFoundError):
                Path(f"{self.path}{suffix}").rename(f"{aside}{suffix}")
        return aside

    def _notice(self, error: Exception) -> None:
        if "locked" in str(error):
            text = _("This was not remembered: another program is using %s. Close it and try again.") % self.path
        else:
            reason = getattr(error, "strerror", None) or str(error)
            text = _("Your progress is not remembered: %s cannot be used (%s). Set GRADE_HOME to a folder of yours.")
            text %= (self.path, reason)
        if text not in self.notices:
            self.notices.append(text)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # SQLite has rolled back by itself after some errors
            connection.execute("ROLLBACK")
        raise
