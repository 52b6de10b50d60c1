"""A batch from the folder of hand-ins to the folder of results, on real processes, a real cluster and a real server."""

import csv
import json
import random
import shutil
import signal
import sqlite3
import subprocess
from contextlib import closing, contextmanager

import pytest
from kit import KINDS, Batch, program, until, write_course

from grader.batch.interrupt import Interrupt
from grader.errors import StateError, UsageError
from grader.gradebook import Gradebook
from grader.pack import open_pack

OUT = ("results.jsonl", "grades.csv", "feedback/山田太郎.md", "feedback/prints0.md")


@contextmanager
def opened(*args, **options):
    """An SQLite database that is closed in the end."""
    with closing(sqlite3.connect(*args, **options)) as connection, connection:
        yield connection


def same(one, other):
    return all((one / name).read_bytes() == (other / name).read_bytes() for name in OUT)


def test_every_student_has_one_row(whole, handed_in):
    """Whatever was handed in: one report, one line of grades, one page; only right ones get points."""
    reports = [json.loads(line) for line in (whole / "results.jsonl").read_text(encoding="utf-8").splitlines()]
    students = sorted(path.stem for path in handed_in.iterdir())
    assert [report["student"] for report in reports] == students
    assert {report["student"] for report in reports if report["passed"]} == {
        f"{kind}{number}" for kind in ("right", "right_too") for number in range(3)
    }
    table = [*csv.reader((whole / "grades.csv").read_text(encoding="utf-8").splitlines())]
    assert table[0] == ["student", "double", "total"]
    assert [row[0] for row in table[1:]] == students
    assert len([*(whole / "feedback").iterdir()]) == len(students)


def test_the_reports_say_what_was_wrong(whole):
    """A misconception, an exception, a time-out, a crash, a syntax error, a missing function: each is named."""
    reports = {}
    for line in (whole / "results.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        reports[report["student"]] = report
    assert [f["misconception"] for f in reports["triple0"]["diagnosis"]] == ["tripled"]
    statuses = {name: reports[f"{name}0"]["cases"][0]["status"] for name in ("raises", "leaves", "spins")}
    assert statuses == {"raises": "raised", "leaves": "crashed", "spins": "timeout"}
    kinds = {name: reports[f"{name}0"]["error"]["kind"] for name in ("syntax", "other", "empty")}
    assert kinds == {"syntax": "syntax_error", "other": "no_function", "empty": "empty"}
    assert reports["山田太郎"]["error"]["kind"] == "archive_refused"


def test_hidden_cases_stay_hidden(whole):
    """No number and no text of a hidden case is in any file for students."""
    for line in (whole / "results.jsonl").read_text(encoding="utf-8").splitlines():
        hidden = [case for case in json.loads(line)["cases"] if case["hidden"]]
        assert not any("mismatch" in check for case in hidden for check in case["checks"])
        assert not any("printed" in case for case in hidden)


def test_one_process_and_many_give_the_same_bytes(batch, whole, tmp_path):
    """How many processes work changes nothing in what comes out."""
    batch(tmp_path / "batch", jobs=1)
    assert same(whole, tmp_path / "batch")


def test_equal_work_is_graded_once(batch, whole):
    """Two students with one text have one verdict, and both have a row."""
    with Gradebook(str(whole / "gradebook.db")) as book:
        keys = [entry.key for entry in book.entries("batch") if entry.key]
        assert len(book.verdicts(keys)) == len(set(keys)) < len(keys) + 1
    again = batch(whole)  # nothing is new, so nothing is graded
    assert again.result.fresh == set()


def test_a_cluster_gives_the_same_bytes(batch, whole, cluster, tmp_path):
    """The workers of a Dask cluster come to the same verdicts."""
    batch(tmp_path / "batch", scheduler=cluster.address)
    assert same(whole, tmp_path / "batch")


def test_a_worker_of_a_cluster_may_die(batch, whole, cluster, tmp_path):
    """A Dask worker is killed midway; another one does what it had in hand."""
    killed = []

    def progress(done, total):
        if done >= 3 and not killed:
            killed.append(cluster.workers[0].pid)
            cluster.workers[0].kill()

    batch(tmp_path / "batch", scheduler=cluster.address, progress=progress)
    assert killed
    assert same(whole, tmp_path / "batch")


def test_nobody_answers_at_the_address_of_a_cluster(batch, tmp_path):
    """A wrong address is a sentence that says what to start."""
    pytest.importorskip("distributed", reason="Dask is not installed: pip install 'tatami-grader[cluster]'")
    with pytest.raises(UsageError, match="dask scheduler"):
        batch(tmp_path / "batch", scheduler="tcp://127.0.0.1:9")


@pytest.mark.slow
def test_a_batch_that_is_killed_goes_on(course, handed_in, whole, tmp_path):
    """Killed at ten random moments and called again each time, it ends with the bytes of one that was left alone."""
    chance = random.Random(7)
    folder = tmp_path / "batch"
    command = ("batch", handed_in, "--out", folder, "--pack", course, "--exercise", "double", "--weak-sandbox")
    for _time in range(10):
        process = program(*command)
        try:
            process.wait(timeout=0.3 + 2.0 * chance.random())
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
    process = program(*command)
    text, _ = process.communicate(timeout=120)
    assert process.returncode == 1, text
    assert same(whole, folder)
    with opened(folder / "gradebook.db") as connection:
        count, distinct = connection.execute("SELECT count(*), count(DISTINCT student) FROM entry").fetchone()
    assert count == distinct == len([*handed_in.iterdir()])


def test_ctrl_c_keeps_what_was_graded(course, handed_in, whole, tmp_path):
    """Ctrl-C finishes what runs, says how to go on, and the next call does the rest."""
    folder = tmp_path / "batch"
    command = ("batch", handed_in, "--out", folder, "--pack", course, "--exercise", "double", "--weak-sandbox")
    process = program(*command)

    def some():
        try:
            with opened(f"file:{folder}/gradebook.db?mode=ro", uri=True) as connection:
                return connection.execute("SELECT count(*) FROM verdict").fetchone()[0] > 1
        except sqlite3.Error:
            return False

    until(some)
    process.send_signal(signal.SIGINT)
    text, _ = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "run the same command to go on" in text
    assert "Traceback" not in text
    process = program(*command)
    process.communicate(timeout=120)
    assert same(whole, folder)


def test_ctrl_c_is_looked_at_and_not_thrown():
    """The first Ctrl-C interrupts no step, the second one does, and afterwards everything is as before."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Interrupt() as interrupt:
            assert not interrupt.asked
            signal.raise_signal(signal.SIGINT)
            assert interrupt.asked
            with pytest.raises(KeyboardInterrupt):
                signal.raise_signal(signal.SIGINT)
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_what_kills_a_judge_is_left_ungraded(tmp_path, handed_in):
    """Where the grader itself dies over an exercise, that is nobody's zero, and everything else is graded."""
    course = write_course(tmp_path / "course", ("double", "trap"), trap="os._exit(9)")
    (tmp_path / "in/aoki").mkdir(parents=True)
    (tmp_path / "in/aoki/double.py").write_text(KINDS["right"])
    (tmp_path / "in/aoki/trap.py").write_text("def trap(x):\n    return 2 * x\n")
    folder = tmp_path / "out"
    process = program("batch", tmp_path / "in", "--out", folder, "--pack", course, "--weak-sandbox")
    text, _ = process.communicate(timeout=120)
    assert process.returncode == 3, text
    assert "by no fault of the student" in text
    assert (folder / "grades.csv").read_text() == "student,double,trap,total\naoki,1,,\n"
    double, trap = map(json.loads, (folder / "results.jsonl").read_text().splitlines())
    assert (double["score"], trap["score"], trap["error"]["kind"]) == (1.0, None, "not_graded")


def test_a_changed_course_is_seen_and_explained(tmp_path):
    """Verdicts of another version are kept and told of; --regrade grades anew and says what changed for whom."""
    course = write_course(tmp_path / "course")
    (tmp_path / "in").mkdir()
    (tmp_path / "in/aoki.py").write_text(KINDS["right"])
    (tmp_path / "in/baba.py").write_text(KINDS["triple"])
    first = Batch(course, tmp_path / "in")
    assert first(tmp_path / "out").result.stale == set()
    reference = course / "reference/t/double.py"
    reference.write_text(
        reference.read_text().replace("    return 2 * x", "    return 3 * x").replace("x + x", "3 * x")
    )
    shutil.rmtree(course / "reference/t/__pycache__", ignore_errors=True)
    process = program("batch", tmp_path / "in", "--out", tmp_path / "out", "--pack", course, "--weak-sandbox")
    text, _ = process.communicate(timeout=60)
    assert "2 verdicts are of another version of the course" in text
    args = ("batch", tmp_path / "in", "--out", tmp_path / "out", "--pack", course, "--weak-sandbox", "--regrade")
    process = program(*args)
    text, _ = process.communicate(timeout=60)
    assert "aoki, double: 1 became 0" in text
    assert "baba, double: 0 became 1" in text


def test_postgresql(batch, whole, postgres, tmp_path):
    """The gradebook may be a PostgreSQL database: the same bytes come out, twice in the same database."""
    batch(tmp_path / "batch", gradebook=postgres)
    assert same(whole, tmp_path / "batch")
    assert batch(tmp_path / "batch", gradebook=postgres).result.fresh == set()
    with Gradebook(postgres) as book:
        assert [*book.batches()] == ["batch"]


def test_a_gradebook_of_a_newer_version_is_left_alone(batch, tmp_path):
    """What a newer version wrote is not touched, and a file that is no gradebook neither."""
    with Gradebook(str(tmp_path / "newer.db")):
        pass
    with opened(tmp_path / "newer.db") as connection:
        connection.execute("UPDATE meta SET value = '99'")
    with pytest.raises(StateError, match="newer version"):
        Gradebook(str(tmp_path / "newer.db"))
    with opened(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE cats (name TEXT)")
    with pytest.raises(StateError, match="no gradebook"):
        Gradebook(str(tmp_path / "other.db"))
    (tmp_path / "text.db").write_text("not a database at all" * 100)
    with pytest.raises(StateError, match="cannot be opened"):
        Gradebook(str(tmp_path / "text.db"))


@pytest.mark.parametrize("url", ["nosuch://x", "postgresql+psycopg://nobody@127.0.0.1:9/x"])
def test_a_database_that_cannot_be_reached_is_a_sentence(url):
    """An unknown kind of database, and a server that is not there."""
    with pytest.raises((UsageError, StateError), match=r"cannot be opened|needs"):
        Gradebook(url)


def test_the_built_in_course_can_be_graded(tmp_path):
    """Without --pack the workers grade the built-in course, in the sandbox."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in/aoki.py").write_text(
        "def conv_output_size(size, kernel, stride, padding):\n    return (size + 2 * padding - kernel) // stride + 1\n"
    )
    process = program("batch", tmp_path / "in", "--out", tmp_path / "out", "--json")
    text, _ = process.communicate(timeout=60)
    if process.returncode == 4:
        pytest.skip("no sandbox of tier 1 can be built here")
    assert json.loads(text)["graded"] == 1
    assert "conv_output_size" in open_pack().entries
    assert (tmp_path / "out/grades.csv").read_text() == "student,conv_output_size,total\naoki,1,1\n"
