"""The rules of a course: points by part, lateness, what was decided by hand."""

import unicodedata

import pytest
from kit import RIGHT

from grader.batch.course import Course, Late, Override, Worth, read_course, weighted
from grader.errors import UsageError
from grader.pack import open_pack
from grader.screen.batch import notes
from grader.screen.text import Style

PACK = open_pack()


def case(**outputs):
    return {"name": "x", "hidden": False, "checks": [{"output": name, "status": s} for name, s in outputs.items()]}


def record(score=0.5, **changes):
    cases = [case(dx="pass", dw="wrong_value", db="pass"), case(dx="pass", dw="pass", db="wrong_value")]
    made = {"student": "aoki", "exercise": "conv_backward", "points": 1.0, "score": score, "passed": score == 1.0}
    return made | {"cases": cases, "remarks": [], "error": None} | changes


def test_parts_have_weights():
    """A part earns its weight times the part of the cases it is right in; PyTorch's doubts count as wrong."""
    cases = record()["cases"]
    assert weighted(cases, {"dx": 2, "dw": 1, "db": 1}) == pytest.approx((2 + 0.5 + 0.5) / 4)
    doubted = [{"checks": [{"output": "dx", "status": "pass"}, {"output": "dx", "status": "wrong_value"}]}]
    assert weighted(doubted, {"dx": 1}) == 0
    assert weighted([], {"dx": 1}) == 0


def test_points_of_the_course_replace_those_of_the_pack():
    """The part that was earned stays the same; the points change."""
    settled = Course({"conv_backward": Worth(4.0)}).settle(record())
    assert (settled["points"], settled["score"]) == (4.0, 2.0)
    settled = Course({"conv_backward": Worth(4.0, {"dx": 2, "dw": 1, "db": 1})}).settle(record())
    assert (settled["points"], settled["score"]) == (4.0, 3.0)


@pytest.mark.parametrize(("days", "score"), [(0, 1.0), (1, 0.9), (3, 0.7), (9, 0.5)])
def test_lateness_costs_by_day_and_not_everything(days, score):
    """So much for each day, at most so much, and the remark says it."""
    course = Course(late=Late(0.1, 0.5, {"aoki": days}))
    settled = course.settle(record(1.0))
    assert settled["score"] == pytest.approx(score)
    assert [remark["kind"] for remark in settled["remarks"]] == ["late"] * (days > 0)


def test_marked_late_is_one_day():
    """Who is marked as late by the system that gave the hand-in out, and is not listed, was one day late."""
    late = record(1.0, remarks=[{"kind": "late", "message": "Handed in late."}])
    settled = Course(late=Late(0.2)).settle(late)
    assert settled["score"] == pytest.approx(0.8)
    assert "20 %" in settled["remarks"][0]["message"]
    assert Course().settle(late)["remarks"] == late["remarks"]


def test_decisions_stand_above_everything():
    """A score set by hand is that score, late or not; excused counts for nothing; both say so."""
    key = ("aoki", "conv_backward")
    course = Course(late=Late(0.5, 1.0, {"aoki": 2}), overrides={key: Override(*key, score=0.75, reason="Shown.")})
    settled = course.settle(record(1.0))
    assert settled["score"] == 0.75
    assert settled["remarks"][-1] == {"kind": "override", "message": "The score was set by hand. Shown."}
    settled = Course(overrides={key: Override(*key, excused=True)}).settle(record())
    assert (settled["points"], settled["score"]) == (0.0, 0.0)


def test_what_the_grader_could_not_grade_is_only_graded_by_hand():
    """No rule makes a number of a verdict that is not there, but a person may."""
    key = ("aoki", "conv_backward")
    assert Course(late=Late(0.5, 1.0, {"aoki": 2})).settle(record(None))["score"] is None
    assert Course(overrides={key: Override(*key, score=1.0)}).settle(record(None))["score"] == 1.0


GOOD = """
format = 1
[exercise.conv_backward]
points = 4
parts = { dx = 2, dw = 1, db = 1 }
[late]
per_day = 0.1
at_most = 0.5
days = { "山田" = 2 }
[[override]]
student = "sato"
exercise = "conv_backward"
score = 3.5
reason = "shown in class"
[[override]]
student = "abe"
exercise = "im2col"
excused = true
"""


def test_a_course_file_is_read(tmp_path):
    """Every rule of the file is there."""
    (tmp_path / "course.toml").write_text(GOOD, encoding="utf-8")
    course = read_course(tmp_path / "course.toml", PACK)
    assert course.worth == {"conv_backward": Worth(4.0, {"dx": 2.0, "dw": 1.0, "db": 1.0})}
    assert course.late == Late(0.1, 0.5, {"山田": 2})
    assert course.overrides["sato", "conv_backward"].score == 3.5
    assert course.overrides["abe", "im2col"].excused


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("format = 1", "format = 2", "course.toml:2: this grader reads format 1"),
        ("[exercise.conv_backward]", "[exercise.conv_bakward]", "Did you mean conv_backward / "),
        ("points = 4", "points = -4", "course.toml:4: points is a number from 0"),
        ("points = 4", "point = 4", "Did you mean points?"),
        ("{ dx = 2, dw = 1, db = 1 }", "{ dx = 2 }", "a weight to each of dx, dw, db"),
        ("{ dx = 2, dw = 1, db = 1 }", "{ dx = 0, dw = 0, db = 0 }", "all parts are 0"),
        ("per_day = 0.1", "per_day = 10", "per_day is a number from 0 to 1"),
        ("= 2 }\n[[", "= 1.5 }\n[[", "whole number"),
        ("score = 3.5", "", "either a score or excused = true"),
        ("student = ", "student ", "is not a TOML file"),
    ],
)
def test_a_mistake_in_a_course_file_is_a_sentence_with_its_line(tmp_path, old, new, told):
    """File, line and what to write instead."""
    assert old in GOOD
    (tmp_path / "course.toml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_course(tmp_path / "course.toml", PACK)
    assert told in caught.value.message
    assert "course.toml" in caught.value.message


def test_a_file_as_windows_writes_it(tmp_path):
    """A byte order mark and CRLF are no mistake; another encoding is one, in a sentence."""
    path = tmp_path / "course.toml"
    path.write_bytes(b"\xef\xbb\xbfformat = 1\r\n\r\n[late]\r\nper_day = 0.5\r\n")
    assert read_course(path, PACK).late.per_day == 0.5
    path.write_bytes("format = 1 # 日本".encode("cp932"))
    with pytest.raises(UsageError, match="UTF-8"):
        read_course(path, PACK)


def test_whoever_is_named_and_is_not_there_is_told(batch, tmp_path):
    """A misspelt name in the rules changes no grade in silence; a name may be written in either form of Unicode."""
    (tmp_path / "in/ガンダム").mkdir(parents=True)
    (tmp_path / "in/ガンダム/double.py").write_text(RIGHT)
    path = tmp_path / "course.toml"
    name = unicodedata.normalize("NFD", "ガンダム")
    decided = '[[override]]\nstudent = "{}"\nexercise = "double"\nscore = 7\n'
    text = f"format = 1\n[late]\ndays = {{ yamda = 2 }}\n{decided.format(name)}{decided.format('satoo')}"
    path.write_text(text, encoding="utf-8")
    course = read_course(path, batch.pack)
    done = batch(tmp_path / "out", handed_in=tmp_path / "in", course=course)
    assert [record["score"] for record in done.records] == [7.0]
    assert done.unknown == ("yamda", "satoo")
    assert "yamda, satoo" in " ".join(notes(done, Style(78)).split())
