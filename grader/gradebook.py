"""The instructor's database: every verdict as soon as it is there, who handed in what, and the sources.

SQLite (in WAL mode) or PostgreSQL, through SQLAlchemy Core. A verdict belongs to a piece of work, not to a student:
equal work has one verdict, and a batch that was interrupted finds what it had already.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grader.errors import StateError, UsageError
from grader.messages import _

if TYPE_CHECKING:
    import sqlalchemy as sql

VERSION = 2
"""Of the tables. A newer one is refused, an older one is brought up to date by ``_MIGRATIONS``."""

_CHUNK = 500  # rows a statement; databases allow some thousands of parameters


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

        self.url = url if "://" in url else f"sqlite:///{Path(url).resolve()}"
        self._tables = _tables()
        try:
            self._engine = sql.create_engine(self.url)
        except (sql.exc.ArgumentError, sql.exc.NoSuchModuleError, ModuleNotFoundError) as error:
            raise UsageError(_unreachable(url, error)) from None
        if self._engine.dialect.name == "sqlite":
            sql.event.listen(self._engine, "connect", _prepare_sqlite)
        try:
            self._begin()
        except sql.exc.DatabaseError as error:
            self._engine.dispose()
            raise StateError(_unreachable(url, error.orig or error)) from None
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
        with self._engine.begin() as connection:
            present = set(sql.inspect(connection).get_table_names())
            if present and "meta" not in present:
                raise StateError(_("{url} is a database, but no gradebook.").format(url=self.url))
            if not present:
                self._tables.create_all(connection)
                connection.execute(meta.insert().values(key="version", value=str(VERSION)))
                return
            found = int(connection.execute(sql.select(meta.c.value).where(meta.c.key == "version")).scalar_one())
            if found > VERSION:
                text = _("{url} was written by a newer version of Tatami: update this one to read it.")
                raise StateError(text.format(url=self.url))
            for step in range(found, VERSION):
                _MIGRATIONS[step](connection)
            if found < VERSION:
                connection.execute(meta.update().where(meta.c.key == "version").values(value=str(VERSION)))

    # Verdicts

    def keep(self, verdicts: Iterable[Verdict]) -> None:
        """Write verdicts down; one that is there already is replaced."""
        table = self._tables.tables["verdict"]
        rows = [asdict(verdict) for verdict in verdicts]
        if rows:
            with self._engine.begin() as connection:
                connection.execute(table.delete().where(table.c.key.in_([row["key"] for row in rows])))
                connection.execute(table.insert(), rows)

    def verdicts(self, keys: Iterable[str]) -> dict[str, Verdict]:
        """Those of the verdicts that are there."""
        import sqlalchemy as sql

        table, found = self._tables.tables["verdict"], {}
        with self._engine.connect() as connection:
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
        with self._engine.begin() as connection:
            connection.execute(tables["entry"].delete().where(tables["entry"].c.batch == batch))
            connection.execute(tables["batch"].delete().where(tables["batch"].c.name == batch))
            text = json.dumps(dict(facts), ensure_ascii=False, sort_keys=True)
            connection.execute(tables["batch"].insert().values(name=batch, facts=text))
            for some in _chunks(rows):
                connection.execute(tables["entry"].insert(), list(some))
            for some in _chunks([asdict(source) for source in sources]):
                connection.execute(self._insert_missing(tables["work"]), list(some))

    def _insert_missing(self, table: sql.Table) -> Any:
        """A statement that passes by rows whose key is there, also when two batches write at the same time."""
        from sqlalchemy.dialects import postgresql, sqlite

        insert = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        return insert(table).on_conflict_do_nothing()

    def sources(self, keys: Iterable[str]) -> dict[str, Source]:
        """What was handed in, by key, as far as it is there: version 1 did not keep it."""
        import sqlalchemy as sql

        table, found = self._tables.tables["work"], {}
        with self._engine.connect() as connection:
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
            with self._engine.begin() as connection:
                connection.execute(statement, rows)

    def batches(self) -> dict[str, dict[str, Any]]:
        """The batches by name, each with its facts: seed, pack, fingerprint, exercises."""
        import sqlalchemy as sql

        table = self._tables.tables["batch"]
        with self._engine.connect() as connection:
            rows = connection.execute(sql.select(table).order_by(table.c.name))
            return {row.name: json.loads(row.facts) for row in rows}

    def entries(self, batch: str) -> list[Entry]:
        """Who handed in what, by student and in the order of the exercises."""
        import sqlalchemy as sql

        table = self._tables.tables["entry"]
        with self._engine.connect() as connection:
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


def _tables() -> sql.MetaData:
    import sqlalchemy as sql

    tables = sql.MetaData()
    sql.Table("meta", tables, sql.Column("key", sql.Text, primary_key=True), sql.Column("value", sql.Text))
    sql.Table(
        "verdict",
        tables,
        sql.Column("key", sql.String(64), primary_key=True),
        sql.Column("exercise", sql.Text, nullable=False),
        sql.Column("print", sql.String(16), nullable=False),
        sql.Column("report", sql.Text, nullable=False),
        sql.Column("seconds", sql.Float, nullable=False),
    )
    sql.Table("batch", tables, sql.Column("name", sql.Text, primary_key=True), sql.Column("facts", sql.Text))
    sql.Table(
        "entry",
        tables,
        sql.Column("id", sql.Integer, primary_key=True),
        sql.Column("batch", sql.Text, nullable=False),
        sql.Column("student", sql.Text, nullable=False),
        sql.Column("exercise", sql.Text, nullable=False),
        sql.Column("key", sql.String(64)),
        sql.Column("trouble", sql.Text),
        sql.Column("late", sql.Boolean, nullable=False),
        sql.Column("remark", sql.Text, nullable=False),
        sql.Column("settled", sql.Text),
        sql.UniqueConstraint("batch", "student", "exercise"),
    )
    sql.Table(
        "work",
        tables,
        sql.Column("key", sql.String(64), primary_key=True),
        sql.Column("file", sql.Text, nullable=False),
        sql.Column("text", sql.Text, nullable=False),
    )
    return tables


def _add_work(connection: sql.Connection) -> None:
    """From 1 to 2: the sources are kept. Those of earlier batches come in when ``grade batch`` is called again."""
    _tables().tables["work"].create(connection, checkfirst=True)


_MIGRATIONS: dict[int, Callable[[Any], None]] = {1: _add_work}
"""What brings the tables of a version to the next one."""


def _prepare_sqlite(connection: Any, _record: object) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


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
