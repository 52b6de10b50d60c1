"""The instructor's database: every verdict as soon as it is there, who handed in what, and the sources.

SQLite (in WAL mode) or PostgreSQL, through SQLAlchemy Core. A verdict belongs to a piece of work, not to a student:
equal work has one verdict, and a batch that was interrupted finds what it had already.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import StateError, UsageError
from grader.gradebook_tables import MIGRATIONS, VERSION, tables
from grader.messages import _

if TYPE_CHECKING:
    import sqlalchemy as sql

PATIENCE = 30.0
"""Seconds to wait for others who write."""

_CHUNK = 500  # rows a statement; databases allow some thousands of parameters
_MAKING = 0x7A7A
"""The advisory lock of PostgreSQL under which tables are made: any number that is nobody else's."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one piece of work is worth.

    print    the fingerprint of the course that said so
    report   as JSON text, without a student's name
    seconds  how long the grading took
    """

    key: str
    exercise: str
    print: str
    report: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Entry:
    """One student's hand-in for one exercise, as it stands in a batch.

    key      of the verdict, or None where nothing could be graded
    trouble  why nothing could be: kind, message and line
    settled  points, score and remarks in the end, by the rules of the course; None before the batch has ended
    """

    student: str
    exercise: str
    key: str | None = None
    trouble: tuple[str, str, int | None] | None = None
    late: bool = False
    remark: str = ""
    settled: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What was handed in: the text that was graded, and what the learner called its file."""

    key: str
    file: str
    text: str


class Gradebook:
    """A database of verdicts. Use as a context manager; every method is a transaction."""

    def __init__(self, url: str) -> None:
        """Open the database at ``url`` (a path stands for SQLite), or begin it.

        Raises StateError when a newer version wrote it, or it is no gradebook; UsageError when it cannot be reached.
        """
        import sqlalchemy as sql

        self._tables = tables()
        try:
            place = sql.make_url(url) if "://" in url else sql.URL.create("sqlite", database=str(Path(url).resolve()))
            self._shown = place.render_as_string() if "://" in url else url  # without the password
            if place.get_backend_name() not in ("sqlite", "postgresql"):
                text = _("The gradebook {url} cannot be opened: it is a file of SQLite or a database of PostgreSQL.")
                raise UsageError(text.format(url=self._shown))
            self._engine = sql.create_engine(place)
        except (sql.exc.ArgumentError, sql.exc.NoSuchModuleError, ModuleNotFoundError) as error:
            raise UsageError(_unreachable(url, error)) from None
        if self._engine.dialect.name == "sqlite":
            sql.event.listen(self._engine, "connect", _prepare_sqlite)
        try:
            self._begin()
        except sql.exc.DatabaseError as error:
            self._engine.dispose()
            raise StateError(_unreachable(self._shown, error.orig or error)) from None
        except BaseException:
            self._engine.dispose()
            raise

    def __enter__(self) -> Gradebook:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._engine.dispose()

    def _begin(self) -> None:
        import sqlalchemy as sql

        meta = self._tables.tables["meta"]
        version = sql.select(meta.c.value).where(meta.c.key == "version")
        with self._engine.connect() as connection:  # most gradebooks are up to date, and need no lock
            present = set(sql.inspect(connection).get_table_names())
            if present and "meta" not in present:
                raise StateError(_("{url} is a database, but no gradebook.").format(url=self._shown))
            if present and connection.execute(version).scalar() == str(VERSION):
                return
        with self._engine.begin() as connection:
            self._alone(connection)
            if connection.dialect.name == "postgresql":
                connection.execute(sql.select(sql.func.pg_advisory_xact_lock(_MAKING)))
            made = "meta" in sql.inspect(connection).get_table_names() and connection.execute(version).scalar()
            if not made:
                self._tables.create_all(connection)
                connection.execute(meta.insert().values(key="version", value=str(VERSION)))
                return
            found = int(made)
            if found > VERSION:
                text = _("{url} was written by a newer version of Tatami: update this one to read it.")
                raise StateError(text.format(url=self._shown))
            for step in range(found, VERSION):
                MIGRATIONS[step](connection)
            if found < VERSION:
                connection.execute(meta.update().where(meta.c.key == "version").values(value=str(VERSION)))

    @staticmethod
    def _alone(connection: sql.Connection) -> None:
        """Begin to write now, before anything is read: SQLite does not wait for others in the middle."""
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    @contextmanager
    def _reading(self) -> Iterator[sql.Connection]:
        with self._explained(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[sql.Connection]:
        """A transaction: all of it is written, or nothing."""
        with self._explained(), self._engine.begin() as connection:
            self._alone(connection)
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Raise StateError for what the database refuses: it is locked or full, the server has gone."""
        import sqlalchemy as sql

        try:
            yield
        except sql.exc.DBAPIError as error:
            why = str(error.orig or error).partition("\n")[0].rstrip(".")
            text = _("The gradebook {url} cannot be used now: {why}. What is in it is kept: mend that, and call again.")
            raise StateError(text.format(url=self._shown, why=why)) from None

    # Verdicts

    def keep(self, verdicts: Iterable[Verdict]) -> None:
        """Write verdicts down; one that is there already is replaced."""
        rows = [asdict(verdict) for verdict in verdicts]
        if rows:
            with self._writing() as connection:
                self._put(connection, "verdict", rows)

    def verdicts(self, keys: Iterable[str]) -> dict[str, Verdict]:
        """Those of the verdicts that are there."""
        import sqlalchemy as sql

        table, found = self._tables.tables["verdict"], {}
        with self._reading() as connection:
            for some in _chunks([*dict.fromkeys(keys)]):
                for row in connection.execute(sql.select(table).where(table.c.key.in_(some))):
                    found[row.key] = Verdict(*row)
        return found

    # Batches

    def enter(
        self, batch: str, facts: Mapping[str, Any], entries: Sequence[Entry], sources: Iterable[Source] = ()
    ) -> None:
        """Put down who handed in what, in place of what this batch held before, and the sources not there yet."""
        tables = self._tables.tables
        rows = [
            {
                "batch": batch,
                "student": e.student,
                "exercise": e.exercise,
                "key": e.key,
                "trouble": json.dumps(e.trouble, ensure_ascii=False) if e.trouble else None,
                "late": e.late,
                "remark": e.remark,
                "settled": None,
            }
            for e in entries
        ]
        text = json.dumps(dict(facts), ensure_ascii=False, sort_keys=True)
        with self._writing() as connection:
            self._put(connection, "batch", [{"name": batch, "facts": text}])  # first: who has the same name waits here
            connection.execute(tables["entry"].delete().where(tables["entry"].c.batch == batch))
            for some in _chunks(rows):
                connection.execute(tables["entry"].insert(), list(some))
            self._put(connection, "work", [asdict(source) for source in sources])

    def _put(self, connection: sql.Connection, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Write rows into the table called ``name``; a row with the same key is replaced.

        In the order of their keys, so that of two who write the same rows one waits, and not each for the other.
        """
        from sqlalchemy.dialects import postgresql, sqlite

        table = self._tables.tables[name]
        insert = (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(table)
        (key,) = table.primary_key
        new = {column.name: insert.excluded[column.name] for column in table.c if column is not key}
        statement = insert.on_conflict_do_update(index_elements=[key], set_=new)
        for some in _chunks(sorted(rows, key=lambda row: str(row[key.name]))):
            connection.execute(statement, list(some))

    def sources(self, keys: Iterable[str]) -> dict[str, Source]:
        """What was handed in, by key, as far as it is there: version 1 did not keep it."""
        import sqlalchemy as sql

        table, found = self._tables.tables["work"], {}
        with self._reading() as connection:
            for some in _chunks([*dict.fromkeys(keys)]):
                for row in connection.execute(sql.select(table).where(table.c.key.in_(some))):
                    found[row.key] = Source(*row)
        return found

    def settle(self, batch: str, settled: Mapping[tuple[str, str], Mapping[str, Any]]) -> None:
        """Put down what the rules of the course made of each verdict, by student and exercise."""
        import sqlalchemy as sql

        table = self._tables.tables["entry"]
        statement = (
            table.update()
            .where(table.c.batch == batch)
            .where(table.c.student == sql.bindparam("who"))
            .where(table.c.exercise == sql.bindparam("what"))
            .values(settled=sql.bindparam("facts"))
        )
        rows = [
            {"who": student, "what": exercise, "facts": json.dumps(dict(facts), ensure_ascii=False)}
            for (student, exercise), facts in settled.items()
        ]
        if rows:
            row = self._tables.tables["batch"]
            with self._writing() as connection:  # after whoever enters or settles a batch of this name
                connection.execute(sql.select(row).where(row.c.name == batch).with_for_update())
                connection.execute(statement, rows)

    def batches(self) -> dict[str, dict[str, Any]]:
        """The batches by name, each with its facts: seed, pack, fingerprint, exercises."""
        import sqlalchemy as sql

        table = self._tables.tables["batch"]
        with self._reading() as connection:
            rows = connection.execute(sql.select(table).order_by(table.c.name))
            return {row.name: json.loads(row.facts) for row in rows}

    def entries(self, batch: str) -> list[Entry]:
        """Who handed in what, by student and in the order of the exercises."""
        import sqlalchemy as sql

        table = self._tables.tables["entry"]
        with self._reading() as connection:
            rows = connection.execute(sql.select(table).where(table.c.batch == batch).order_by(table.c.id)).all()
        return [
            Entry(
                r.student,
                r.exercise,
                r.key,
                tuple(json.loads(r.trouble)) if r.trouble else None,
                r.late,
                r.remark,
                json.loads(r.settled) if r.settled else None,
            )
            for r in rows
        ]


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.execute(f"PRAGMA busy_timeout={int(1000 * PATIENCE)}")
    end = time.monotonic() + PATIENCE
    while True:  # two who begin a gradebook at once: SQLite lets nobody wait for this one change
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError:
            if time.monotonic() > end:
                raise
            time.sleep(0.02)
    connection.execute("PRAGMA synchronous=NORMAL")


def _chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _unreachable(url: str, error: object) -> str:
    missing = getattr(error, "name", None) if isinstance(error, ModuleNotFoundError) else None
    if missing:
        text = _("The gradebook {url} needs {module}: run `python -m pip install 'tatami-grader[postgres]'`.")
        return text.format(url=url, module=missing)
    why = str(error).partition("\n")[0]
    return _("The gradebook {url} cannot be opened: {why}.").format(url=url, why=why)
