"""The learner's own state: what is remembered, and that nothing of it can stop the grading."""

import errno
import sqlite3
from datetime import UTC, datetime

import pytest

from grader.errors import StateError
from grader.learner import Learner, home
from grader.model import Report
from grader.state import STEPS, VERSION


def clock():
    return datetime(2025, 4, 1, 9, 30, tzinfo=UTC)


def report(exercise="pad2d", passed=False):
    return Report("cnn", exercise, None, 0, passed, 1.0, float(passed))


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "learner.db"


@pytest.mark.parametrize(
    "content", [b"no database at all", b"SQLite format 3\0" + b"\xff" * 4000], ids=["text", "torn"]
)
def test_unreadable_file_is_put_aside(path, content):
    """A file that is no database is kept under another name, and a new one takes its place."""
    path.parent.mkdir()
    path.write_bytes(content)
    with Learner.open(path, clock) as learner:
        learner.record(report(), "x")
        assert learner.states("cnn") == {"pad2d": "tried"}
    aside = path.with_name("learner.db.unreadable-20250401T093000Z")
    assert aside.read_bytes() == content
    assert [aside.name in notice for notice in learner.notices] == [True]


def test_second_unreadable_file_keeps_the_first(path):
    """Two damaged files in the same second are both kept."""
    path.parent.mkdir()
    for _ in range(2):
        path.write_bytes(b"no database at all")
        Learner.open(path, clock).close()
    assert len([*path.parent.glob("*.unreadable-*")]) == 2


def test_damage_found_late_is_survived(path):
    """A file that is cut off while in use is put aside at the next write, which then succeeds."""
    with Learner.open(path, clock) as learner:
        for _ in range(50):
            learner.record(report(), "x" * 1000)
    path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 8192)
    with Learner.open(path, clock) as learner:
        learner.record(report("im2col"), "x")
        assert "im2col" in learner.states("cnn")
        assert len(learner.notices) == 1


def test_sidecars_go_with_the_file(path):
    """A write-ahead log beside a damaged file is renamed with it, so that SQLite can still find it."""
    path.parent.mkdir()
    path.write_bytes(b"no database at all")
    path.with_name("learner.db-wal").write_bytes(b"log")
    Learner.open(path, clock).close()
    assert (path.parent / "learner.db.unreadable-20250401T093000Z-wal").read_bytes() == b"log"


def test_foreign_database_is_put_aside(path):
    """An SQLite file of another program is not written to."""
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (x)")
    other.close()
    with Learner.open(path, clock) as learner:
        assert learner.notices
        learner.workspace = "/somewhere"
        assert learner.workspace == "/somewhere"


def test_newer_version_is_a_clear_error(path):
    """A file of a newer grader is left alone, and the error says to update."""
    path.parent.mkdir()
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    before = path.read_bytes()
    with pytest.raises(StateError, match="newer version"):
        Learner.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", range(1, VERSION))
def test_an_older_file_is_brought_up_to_date(path, version):
    """A file of every earlier version gets the tables it lacks, and keeps what it holds."""
    path.parent.mkdir()
    with sqlite3.connect(path) as older:
        older.executescript("".join(STEPS[:version]) + f"PRAGMA user_version = {version};")
        older.execute("INSERT INTO setting VALUES ('workspace', '/somewhere')")
        older.execute("INSERT INTO hint (pack, exercise, step) VALUES ('cnn', 'pad2d', 2)")
    older.close()
    with Learner.open(path, clock) as learner:
        assert learner.workspace == "/somewhere"
        assert learner.hint_step("cnn", "pad2d") == 2
        assert learner.hint_step("cnn", "pad2d", "dx") == 0
        assert learner.read("SELECT COUNT(*) FROM quiz_answer") == [(0,)]
        assert learner.read("PRAGMA user_version") == [(VERSION,)]
    assert learner.notices == []


def test_folder_that_cannot_be_made(tmp_path):
    """Where nothing can be written, grading goes on, and the notice says what to set."""
    (tmp_path / "file").write_text("")
    with Learner.open(tmp_path / "file" / "learner.db") as learner:
        learner.record(report(), "x")
        learner.workspace = "/somewhere"
        assert learner.states("cnn") == {}
        assert learner.workspace is None
        assert learner.hint_step("cnn", "pad2d") == 0
        assert learner.last_report("cnn", "pad2d") is None
    assert len(learner.notices) == 1
    assert "GRADE_HOME" in learner.notices[0]


def test_folder_in_the_place_of_the_file(path):
    """A folder called learner.db is a notice too."""
    path.mkdir(parents=True)
    with Learner.open(path) as learner:
        learner.record(report(), "x")
    assert len(learner.notices) == 1


def test_no_home(monkeypatch):
    """Without a home folder nothing called ~ is made in the current one."""
    monkeypatch.delenv("GRADE_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setattr("os.path.expanduser", lambda path: path)
    with Learner.open() as learner:
        learner.record(report(), "x")
    assert "home folder" in learner.notices[0]


def test_full_disk(path, monkeypatch):
    """A disk that fills up between opening and writing is a notice."""
    with Learner.open(path) as learner:
        full = OSError(errno.ENOSPC, "No space left on device")

        def refuse(_connection):
            raise full

        monkeypatch.setattr("grader.learner._transaction", refuse)
        learner.record(report(), "x")
    assert "No space left" in learner.notices[0]


def test_locked_file_is_a_notice(path, monkeypatch):
    """When another program does not stop writing, the attempt is graded and not remembered."""
    monkeypatch.setattr("grader.learner.PATIENCE", 0.05)
    Learner.open(path).close()
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with Learner.open(path) as learner:
        learner.record(report(), "x")
    other.close()
    assert "another program" in learner.notices[0]
    with Learner.open(path) as learner:
        assert learner.states("cnn") == {}
        assert not learner.notices


def test_source_with_lone_surrogates(path):
    """Text that is no valid Unicode is remembered all the same."""
    with Learner.open(path) as learner:
        learner.record(report(), "x = '\udc80'")
        learner.workspace = "/tmp/\udc80"
        assert learner.states("cnn") == {"pad2d": "tried"}


def test_passed_stays_passed(path):
    """An exercise once passed counts as passed, whatever is tried afterwards; packs are apart."""
    with Learner.open(path, clock) as learner:
        learner.record(report(passed=True), "x")
        learner.record(report(), "y")
        learner.record(report("im2col"), "z")
    with Learner.open(path) as learner:
        assert learner.states("cnn") == {"pad2d": "passed", "im2col": "tried"}
        assert learner.states("other") == {}
        assert learner.last_report("cnn", "pad2d")["passed"] is False


def test_attempt_has_time_and_digest(path):
    """An attempt keeps the moment in UTC and the digest of the source, not the source."""
    with Learner.open(path, clock) as learner:
        learner.record(report(), "import numpy")
    with sqlite3.connect(path) as connection:
        row = connection.execute("SELECT at, pack, exercise, passed, length(source_sha256) FROM attempt").fetchone()
    connection.close()
    assert row == ("2025-04-01T09:30:00+00:00", "cnn", "pad2d", 0, 64)


def test_hints_and_workspace(path):
    """Settings and hint steps outlive the process."""
    with Learner.open(path) as learner:
        assert learner.hint_step("cnn", "pad2d") == 0
        learner.set_hint_step("cnn", "pad2d", 2)
        learner.workspace = "/work"
    with Learner.open(path) as learner:
        assert learner.hint_step("cnn", "pad2d") == 2
        assert learner.workspace == "/work"


def test_home_is_where_the_variable_says(monkeypatch, tmp_path):
    """GRADE_HOME moves the state."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path))
    assert home() == tmp_path
