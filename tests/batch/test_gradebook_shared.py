"""A gradebook that others use at the same time, that was left half made, or that cannot be written."""

import os
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from kit import program

from grader import gradebook
from grader.errors import StateError, UsageError
from grader.gradebook import VERSION, Entry, Gradebook, Source, Verdict


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """A database that holds nothing yet."""
    if request.param == "sqlite":
        return str(tmp_path / "gradebook.db")
    import sqlalchemy as sql

    server = request.getfixturevalue("postgres")
    schema = f"s{abs(hash(request.node.name))}"
    engine = sql.create_engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    engine.dispose()
    return f"{server}?options=-csearch_path%3D{schema}"


def at_once(count, work):
    """What ``work(number)`` gives in so many threads that start together."""
    gate = threading.Barrier(count)

    def begin(number):
        gate.wait()
        return work(number)

    with ThreadPoolExecutor(count) as pool:
        return [*pool.map(begin, range(count))]


def test_many_may_begin_it_at_once(url):
    """Whoever opens a new gradebook first makes its tables; the others find them."""

    def work(_number):
        with Gradebook(url) as book:
            return book.batches()

    assert at_once(6, work) == [{}] * 6


def test_many_may_write_the_same_at_once(url):
    """Batches of one name with the same work, in any order, take turns: the last word stands, and nobody fails."""
    keys = [f"{number:03d}" for number in range(60)]

    def work(number):
        order = keys if number % 2 else keys[::-1]
        with Gradebook(url) as book:
            for _time in range(4):
                entries = [Entry(key, "double", key) for key in order]
                book.enter("hw1", {"seed": 0}, entries, [Source(key, "double.py", "x") for key in order])
                book.keep(Verdict(key, "double", "p", f'"{number}"') for key in order)
                book.settle("hw1", {(key, "double"): {"score": 1} for key in order})
        return True

    assert all(at_once(4, work))
    with Gradebook(url) as book:
        assert len(book.entries("hw1")) == len(keys)
        assert len(book.verdicts(keys)) == len(book.sources(keys)) == len(keys)


def test_a_verdict_is_replaced(url):
    """The later verdict on the same work stands, once."""
    with Gradebook(url) as book:
        for report in ("1", "2"):
            book.keep([Verdict("k", "double", report, report, 0.5), Verdict("l" + report, "double", "p", "{}")])
        assert book.verdicts(["k"]) == {"k": Verdict("k", "double", "2", "2", 0.5)}


def test_a_gradebook_that_was_left_half_made_is_finished(tmp_path):
    """Killed while the tables were made, it is made the next time."""
    path = tmp_path / "gradebook.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE meta (key TEXT NOT NULL PRIMARY KEY, value TEXT)")
    with Gradebook(str(path)) as book:
        assert book.batches() == {}
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT value FROM meta").fetchall() == [(str(VERSION),)]


def test_a_gradebook_that_is_locked_is_a_sentence(tmp_path, monkeypatch):
    """Somebody else writes for longer than anybody waits."""
    monkeypatch.setattr(gradebook, "PATIENCE", 0.1)
    path = tmp_path / "gradebook.db"
    with Gradebook(str(path)) as book, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StateError, match=r"is locked.*call again"):
            book.keep([Verdict("k", "double", "p", "{}")])
        assert book.verdicts(["k"]) == {}
        other.execute("COMMIT")
        book.keep([Verdict("k", "double", "p", "{}")])
        assert set(book.verdicts(["k"])) == {"k"}


def test_a_full_disk_is_a_sentence(tmp_path):
    """What does not fit is said, and what was written before is there."""
    with Gradebook(str(tmp_path / "gradebook.db")) as book:
        book.keep([Verdict("k", "double", "p", "{}")])
        with book._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        limit = f"PRAGMA max_page_count={pages}"
        import sqlalchemy as sql

        sql.event.listen(book._engine, "checkout", lambda connection, *_more: connection.execute(limit))
        with pytest.raises(StateError, match="disk is full"):
            book.keep([Verdict("l", "double", "p", "x" * 100_000)])
        assert set(book.verdicts(["k", "l"])) == {"k"}


@pytest.mark.parametrize("url", ["mysql://me:secret@here/x", "nosuch://me:secret@here/x"])
def test_other_databases_are_refused_without_telling_the_password(url):
    """A gradebook is SQLite or PostgreSQL; what stands in the address besides is nobody's business."""
    with pytest.raises(UsageError, match="SQLite") as caught:
        Gradebook(url)
    assert "secret" not in caught.value.message


@pytest.mark.parametrize("name", [b"a\xff", b"what?x=1", b"100%", "山田".encode(), b"'; --"])
def test_results_may_lie_in_a_folder_of_any_name(batch, tmp_path, name):
    """A batch is called like its folder, also where that name is no text, or means something in an address."""
    folder = tmp_path / os.fsdecode(name)
    batch(folder)
    assert (folder / "gradebook.db").is_file()
    with Gradebook(str(folder / "gradebook.db")) as book:
        ((only, _facts),) = book.batches().items()
        assert book.entries(only)
        assert only.encode()


def test_two_batches_on_one_gradebook(course, handed_in, whole, url, tmp_path):
    """Two batches at once, of the same class and in one gradebook, both come to their end with the same grades."""
    command = ("batch", handed_in, "--pack", course, "--exercise", "double", "--weak-sandbox", "--gradebook", url)
    both = [program(*command, "--jobs", "1", "--out", tmp_path / name) for name in ("hw1", "hw2")]
    for process, name in zip(both, ("hw1", "hw2"), strict=True):
        text, _ = process.communicate(timeout=120)
        assert process.returncode == 1, text
        assert (tmp_path / name / "grades.csv").read_bytes() == (whole / "grades.csv").read_bytes()
