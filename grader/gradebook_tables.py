"""The tables of a gradebook, and what brings those of earlier versions up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import sqlalchemy as sql

VERSION = 2
"""Of the tables. A newer one is refused, an older one is brought up to date by ``MIGRATIONS``."""


def tables() -> sql.MetaData:
    """The tables as this version has them."""
    import sqlalchemy as sql

    made = sql.MetaData()
    sql.Table("meta", made, sql.Column("key", sql.Text, primary_key=True), sql.Column("value", sql.Text))
    sql.Table(
        "verdict",
        made,
        sql.Column("key", sql.String(64), primary_key=True),
        sql.Column("exercise", sql.Text, nullable=False),
        sql.Column("print", sql.String(16), nullable=False),
        sql.Column("report", sql.Text, nullable=False),
        sql.Column("seconds", sql.Float, nullable=False),
    )
    sql.Table("batch", made, sql.Column("name", sql.Text, primary_key=True), sql.Column("facts", sql.Text))
    sql.Table(
        "entry",
        made,
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
        made,
        sql.Column("key", sql.String(64), primary_key=True),
        sql.Column("file", sql.Text, nullable=False),
        sql.Column("text", sql.Text, nullable=False),
    )
    return made


def _add_work(connection: sql.Connection) -> None:
    """From 1 to 2: the sources are kept. Those of earlier batches come in when ``grade batch`` is called again."""
    tables().tables["work"].create(connection, checkfirst=True)


MIGRATIONS: dict[int, Callable[[Any], None]] = {1: _add_work}
"""What brings the tables of a version to the next one."""
