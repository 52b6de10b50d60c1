"""The gradebook keeps sources, and brings databases of earlier versions up to date."""

import sqlite3
from contextlib import closing

import pytest
import sqlalchemy as sql
from kit import Batch

from grader.gradebook import VERSION, Entry, Gradebook, Source, Verdict

FIRST = """
CREATE TABLE meta (key TEXT NOT NULL, value TEXT, PRIMARY KEY (key));
CREATE TABLE verdict (key VARCHAR(64) NOT NULL, exercise TEXT NOT NULL, print VARCHAR(16) NOT NULL,
    report TEXT NOT NULL, seconds FLOAT NOT NULL, PRIMARY KEY (key));
CREATE TABLE batch (name TEXT NOT NULL, facts TEXT, PRIMARY KEY (name));
CREATE TABLE entry (id {serial} NOT NULL, batch TEXT NOT NULL, student TEXT NOT NULL, exercise TEXT NOT NULL,
    key VARCHAR(64), trouble TEXT, late BOOLEAN NOT NULL, remark TEXT NOT NULL, settled TEXT, PRIMARY KEY (id),
    UNIQUE (batch, student, exercise));
INSERT INTO meta VALUES ('version', '1');
INSERT INTO batch VALUES ('hw1', '{{"seed": 3}}');
INSERT INTO verdict VALUES ('k', 'double', 'p', '{{}}', 0.5);
INSERT INTO entry (batch, student, exercise, key, trouble, late, remark, settled)
    VALUES ('hw1', 'aoki', 'double', 'k', NULL, {true}, 'x', '{{"score": 1}}');
"""
"""The tables as version 1 made them, with a row in each."""


def check(url):
    """A database of version 1 has become one of this version: what it held is there, and sources can be kept."""
    for _time in range(2):
        with Gradebook(url) as book:
            assert book.batches() == {"hw1": {"seed": 3}}
            assert book.entries("hw1") == [Entry("aoki", "double", "k", None, True, "x", {"score": 1})]
            assert book.verdicts(["k"]) == {"k": Verdict("k", "double", "p", "{}", 0.5)}
    with Gradebook(url) as book:
        assert book.sources(["k"]) == {}
        book.enter("hw2", {}, [Entry("baba", "double", "k")], [Source("k", "double.py", "x = 1\n")])
        book.enter("hw3", {}, [Entry("baba", "double", "k")], [Source("k", "double.py", "x = 1\n")])
        assert book.sources(["k", "other"]) == {"k": Source("k", "double.py", "x = 1\n")}


def test_version_1_is_brought_up_to_date(tmp_path):
    """An SQLite gradebook without sources gets the table, once, and loses nothing."""
    path = tmp_path / "gradebook.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(FIRST.format(serial="INTEGER", true=1))
    check(str(path))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT value FROM meta").fetchone() == (str(VERSION),)


def test_version_1_in_postgresql(postgres):
    """The same in PostgreSQL, in a schema of its own."""
    engine = sql.create_engine(postgres)
    with engine.begin() as connection:
        connection.execute(sql.text("CREATE SCHEMA old"))
        connection.execute(sql.text("SET search_path TO old"))
        for statement in FIRST.format(serial="SERIAL", true="TRUE").strip().split(";\n"):
            connection.exec_driver_sql(statement.rstrip(";"))
    engine.dispose()
    check(f"{postgres}?options=-csearch_path%3Dold")


@pytest.mark.parametrize("_time", [1, 2])
def test_a_batch_keeps_what_was_handed_in(batch: Batch, whole, _time):
    """Each verdict's source is there; a batch that finds all verdicts there puts in sources that are missing."""
    path = whole / "gradebook.db"
    with Gradebook(str(path)) as book:
        keys = [entry.key for entry in book.entries("batch") if entry.key]
        sources = book.sources(keys)
    assert set(sources) == set(keys)
    assert any("return 3 * x" in source.text for source in sources.values())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM work")
    assert batch(whole).result.fresh == set()
