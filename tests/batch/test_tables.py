"""Lists of a class and tables to fill in, as spreadsheets write them in Japan and Europe; and whose a row is."""

import pytest
from kit import RIGHT
from test_collect import KNOWN, put
from test_export import record

from grader.batch.collect import collect
from grader.batch.roster import enrol, read_roster
from grader.errors import UsageError
from grader.export import tables

HEADS = ["name", "id", "memo"]
PEOPLE = [["山田 太郎", "s1", "表, ソ"], ["佐藤;花", "s2", ""], ["Aoki", "s3", 'a "b"']]


def written(delimiter, encoding, rows=(HEADS, *PEOPLE), end="\r\n"):
    """A table as a spreadsheet writes it."""

    def cell(text):
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in f'{delimiter}"\n') else text

    return "".join(delimiter.join(map(cell, row)) + end for row in rows).encode(encoding)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_spreadsheets_write_is_read(tmp_path, delimiter, encoding, end):
    """Commas, semicolons and tabs, in the encodings of Excel in Japan: the same people come out."""
    (tmp_path / "list.csv").write_bytes(written(delimiter, encoding, end=end))
    people = read_roster(tmp_path / "list.csv")
    assert people == [("s1", "山田 太郎", "表, ソ"), ("s2", "佐藤;花"), ("s3", "Aoki", 'a "b"')]


def test_one_column_is_a_list(tmp_path):
    """A list of names alone needs no delimiter; lines that are empty, and cells, are nobody."""
    (tmp_path / "list.csv").write_text("student\naoki\n\nbaba\n\n", encoding="utf-8")
    assert read_roster(tmp_path / "list.csv") == [("aoki",), ("baba",)]
    (tmp_path / "list.csv").write_text("student,id\naoki,1\n,\nbaba,2\n", encoding="utf-8")
    assert read_roster(tmp_path / "list.csv") == [("aoki", "1"), ("baba", "2")]


@pytest.mark.parametrize(
    "data",
    [
        written(";", "cp1252", [HEADS, ["Müller", "s1", "é"]]),
        written(",", "latin-1", [HEADS, ["René", "s1", ""]]),
        b"name,id\n\x80\xff\xff,1\n",
        b"name;id,x\na;b,c\nd;e,f\n",
        b"name\0,id\nx,1\n",
        b"\xff\xfe\x00",
    ],
    ids=["cp1252", "latin-1", "no text", "two delimiters", "nul", "half"],
)
def test_what_could_be_read_in_two_ways_is_said(tmp_path, data):
    """One sentence with the file's name, rather than a guess."""
    (tmp_path / "list.csv").write_bytes(data)
    with pytest.raises(UsageError, match=r"list\.csv") as caught:
        read_roster(tmp_path / "list.csv")
    assert "\n" not in caught.value.message


def test_people_of_one_name_have_rows_of_their_own(tmp_path):
    """A list that names two people alike, or with no letter at all, gives each a row."""
    put(tmp_path, {"list.csv": "name,id\nSato,1\nSato,2\n😀,3\n", "in/1/double.py": RIGHT, "in/😀/double.py": RIGHT})
    enrolled, strangers = enrol(collect(tmp_path / "in", KNOWN), read_roster(tmp_path / "list.csv"))
    assert [(p.student, len(p.files)) for p in enrolled] == [("1", 1), ("2", 0), ("3", 1)]
    (tmp_path / "list.csv").write_text("name\nSato\nSato\n😀\n", encoding="utf-8")
    enrolled, strangers = enrol(collect(tmp_path / "in", KNOWN), read_roster(tmp_path / "list.csv"))
    assert [p.student for p in enrolled] == ["1", "Sato", "Sato (2)", "😀"]
    assert strangers == ["1"]


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_table_is_filled_in_as_it_was(tmp_path, delimiter):
    """What was separated by semicolons comes back so; Excel's Japanese encoding comes back as UTF-8."""
    rows = [["Full name", "Grade", "Group"], ["山田 太郎", "", "A"], ["Baba", "", "A"]]
    (tmp_path / "given.csv").write_bytes(written(delimiter, "cp932", rows))
    made, missing = tables.moodle([record("山田 太郎")], tmp_path / "given.csv")
    assert missing == []
    assert made["moodle.csv"].splitlines()[1] == delimiter.join(["山田 太郎", "0.5", "A"])


def test_a_grade_is_written_only_into_the_row_of_its_student(tmp_path):
    """Who has no letter in the name, shares it, or is called like a group of the class, is left to a person."""
    rows = [["Full name", "Grade", "Group"], ["Aoki", "", ""], ["O'Brien", "", "A"], ["Baba", "", "A"]]
    (tmp_path / "given.csv").write_bytes(written(",", "utf-8", rows))
    names = ["😀", "O'Brien", "OBrien", "A", "Baba"]
    made, missing = tables.moodle([record(name) for name in names], tmp_path / "given.csv")
    assert missing == ["😀", "O'Brien", "OBrien", "A"]
    assert made["moodle.csv"].splitlines()[1:] == ["Aoki,,", "O'Brien,,A", "Baba,0.5,A"]
