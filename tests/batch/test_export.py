"""Grades for other programs: each format is read back, and what students wrote does no harm in any of them."""

import csv
import io
import json
import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.feedback import escaped, fenced, file_names, page
from grader.batch.out import grades
from grader.errors import UsageError
from grader.export import ci, gradescope, tables
from grader.export.formats import export

EVIL = '=HYPERLINK("http://x")<script>\x1b[31m|`::error::`\n::set-output name=x::y\x00'


def record(student, exercise="pad2d", score=0.5, **changes):
    cases = [
        {"name": "first", "hidden": False, "status": "pass", "checks": []},
        {"name": EVIL, "hidden": False, "status": "wrong_value", "checks": [], "printed": EVIL},
        {"name": "last", "hidden": True, "status": "wrong_value", "checks": []},
    ]
    made = {"format": 1, "pack": "cnn", "exercise": exercise, "student": student, "seed": 0}
    made |= {"passed": score == 1.0, "points": 1.0, "score": score, "oracles": [], "cases": cases}
    made |= {"diagnosis": [{"misconception": "x", "output": "out", "message": EVIL}], "remarks": [], "precision": []}
    return made | {"sandbox": {"tier": 0, "layers": []}, "error": None} | changes


def ungraded(student, exercise="im2col"):
    error = {"kind": "not_graded", "message": "The grader failed here.", "line": None}
    return record(student, exercise, None, cases=[], diagnosis=[], error=error)


RECORDS = [record("aoki"), record("aoki", "im2col", 1.0), record(EVIL), ungraded(EVIL)]


def table(text):
    return [*csv.reader(io.StringIO(text))]


def test_no_cell_is_a_formula():
    """No cell of any table begins as a formula would, and no control character is in one."""
    texts = [grades(RECORDS, ["pad2d", "im2col"]), *tables.canvas(RECORDS, "HW")[0].values()]
    texts += tables.moodle(RECORDS)[0].values()
    for text in texts:
        for row in table(text):
            for cell in row:
                assert not re.match(r"\s*[=+\-@\t\r|%]", cell.removeprefix("    Points"))
                assert "\x1b" not in cell


def test_what_could_not_be_graded_is_an_empty_cell():
    """Neither the exercise nor the total of that student is a number."""
    rows = table(grades(RECORDS, ["pad2d", "im2col"]))
    assert rows[1][1:] == ["0.5", "1", "1.5"]
    assert rows[2][1:] == ["0.5", "", ""]
    assert tables.canvas(RECORDS, "HW")[0]["canvas.csv"].splitlines()[-1].endswith(",")


def test_canvas_fills_its_own_table(tmp_path):
    """The column of the assignment is filled, everything else stays, and who has no row is named."""
    text = (
        "Student,ID,SIS User ID,SIS Login ID,Section,HW 1 (77),Quiz (78)\n"
        '    Points Possible,,,,,2,5\n"Aoki, Mei",101,,aoki,A,,4\n"Baba, Ken",102,,baba,A,,3\n'
    )
    (tmp_path / "canvas.csv").write_text(text)
    made, unknown = tables.canvas([*RECORDS, record("chiba")], "HW 1", tmp_path / "canvas.csv")
    rows = table(made["canvas.csv"])
    assert [row[5:] for row in rows] == [["HW 1 (77)", "Quiz (78)"], ["2", "5"], ["1.5", "4"], ["", "3"]]
    assert unknown == [EVIL, "chiba"]
    with pytest.raises(UsageError, match="no column HW 2"):
        tables.canvas(RECORDS, "HW 2", tmp_path / "canvas.csv")


def test_moodle_fills_its_own_worksheet(tmp_path):
    """Grade and comments go into the worksheet; markup in a comment is text."""
    text = "Identifier,Full name,Grade,Feedback comments\nParticipant 5,aoki,,\nParticipant 6,山田 太郎,,old\n"
    (tmp_path / "m.csv").write_text(text, encoding="utf-8-sig")
    made, _unknown = tables.moodle([record("aoki"), record("山田太郎", score=1.0)], tmp_path / "m.csv")
    rows = table(made["moodle.csv"])
    assert [row[2] for row in rows[1:]] == ["0.5", "1"]
    assert "&lt;script&gt;" in rows[1][3]
    assert "<script>" not in made["moodle.csv"]
    (tmp_path / "m.csv").write_text("a,b\n")
    with pytest.raises(UsageError, match="no column Grade"):
        tables.moodle(RECORDS, tmp_path / "m.csv")


def test_gradescope_reads_scores_and_visible_tests():
    """A document for each student: scores add up, hidden cases give no more than name and status."""
    made = {name: json.loads(text) for name, text in gradescope.gradescope(RECORDS).items()}
    document = made["aoki.json"]
    assert document["score"] == 1.5
    assert sum(test["score"] for test in document["tests"]) == 1.5
    assert all("\x1b" not in test["output"] for test in document["tests"])
    (other,) = [made[name] for name in made if name != "aoki.json"]
    assert "score" not in other


def test_junit_is_xml_whatever_students_wrote():
    """One suite for each student and exercise; failures and errors are counted."""
    suites = ET.fromstring(ci.junit(RECORDS)["junit.xml"])
    assert len(suites) == len(RECORDS)
    assert [suite.get("failures") for suite in suites] == ["2", "2", "2", "0"]
    assert [suite.get("errors") for suite in suites] == ["0", "0", "0", "1"]


def test_a_workflow_command_is_one_line_and_one_command():
    """What students wrote starts no command of its own, and no new line of a table."""
    made = ci.github(RECORDS)
    lines = made["annotations.txt"].splitlines()
    assert len(lines) == sum(not record["passed"] for record in RECORDS)
    assert all(line.startswith("::error file=") for line in lines)
    assert not any("::set-output" in line.split("::", 2)[1] for line in lines)
    assert all(line.startswith(("| ", "|---")) for line in made["summary.md"].splitlines())


@given(st.text())
def test_a_fence_is_longer_than_what_it_holds(text):
    """No text gets out of its block."""
    first, *middle, last = fenced(text).split("\n")
    assert first == last + "text"
    assert not any(line.strip().startswith(last) for line in middle)


@given(st.text())
def test_a_name_in_a_heading_is_one_line_of_plain_text(text):
    """No markup and no new line comes out of a student's name."""
    shown = escaped(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)[<>\[\]`*_]", shown)


@given(st.lists(st.text(max_size=300), unique=True, max_size=12))
def test_file_names_are_distinct_and_harmless(students):
    """Whatever students are called, their files differ, also where case does not count, and lead nowhere else."""
    names = file_names(students)
    assert len({name.casefold() for name in names.values()}) == len(students)
    for name in names.values():
        assert not set(name) & set('/\\:*?"<>|\0\n')
        assert name not in ("", ".", "..")
        assert len(name.encode()) < 200


def test_a_page_says_what_the_terminal_says(tmp_path):
    """Scores, the words of the report, and of what could not be graded only that."""
    text = page("aoki", RECORDS[:2], {})
    assert "1.5 of 2 points" in text
    assert "Looks like" in text
    assert "The grader failed here." in page(EVIL, RECORDS[2:], {})


def test_formats_from_a_gradebook(whole, batch):
    """Each format is made from the gradebook alone; the settled scores are those of the batch."""
    book = str(whole / "gradebook.db")
    for form in ("csv", "jsonl", "canvas", "moodle", "gradescope", "junit", "github"):
        made, unknown = export(batch.pack, book, form)
        assert made
        assert unknown == []
    assert export(batch.pack, book, "csv")[0]["grades.csv"] == (whole / "grades.csv").read_text(encoding="utf-8")
    assert export(batch.pack, str(whole), "jsonl")[0]["results.jsonl"] == (whole / "results.jsonl").read_text("utf-8")
    with pytest.raises(UsageError, match="Which batch"):
        export(batch.pack, book, "csv", "other")
    with pytest.raises(UsageError, match="no gradebook"):
        export(batch.pack, str(whole / "nothing.db"), "csv")
