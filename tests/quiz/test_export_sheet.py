"""Sheets to print, their key, and the marking of a pile of them."""

import csv
import io
import re
from hashlib import sha256

import pytest

from grader.errors import UsageError
from grader.quiz import answers, picks
from grader.quiz.bank import open_bank
from grader.quiz.calls import Caller
from grader.quiz.draw import Draws
from grader.quiz.export import choose, formats, markdown, sheet
from grader.quiz.export.marks import Marker, as_csv, most_often
from grader.quiz.export.snapshot import snapshot

NAMES = ["山田 太郎", "Ana =1+1", "O'Neil, P."]


@pytest.fixture
def pile(course, tmp_path):
    """A bank, and a function that marks a table of answers to it."""
    pack = course()
    bank, draws = open_bank(pack, "doubling"), Draws(Caller(pack))

    def mark(text, seed=0):
        path = tmp_path / "answers.csv"
        path.write_text(text, encoding="utf-8")
        marker = Marker(bank, draws, "en", seed)
        return marker.table(path), marker

    mark.bank, mark.draws = bank, draws
    return mark


def order(pile, **more):
    given = {"form": "sheet", "bank": pile.bank, "items": pile.bank.items, "sheets": choose.students(NAMES), **more}
    return formats.Order(**given)


def test_a_students_seed_can_be_found_again():
    """The seed is the first 32 bits of the SHA-256 of seed:name; ways of writing a name are one name."""
    assert choose.student_seed("Ana", 7) == int(sha256(b"7:Ana").hexdigest()[:8], 16)
    assert choose.student_seed("山田　太郎 ") == choose.student_seed("山田 太郎")
    assert len({choose.student_seed(f"student {n}", seed) for n in range(200) for seed in (0, 1)}) == 400


def test_every_student_has_a_sheet(pile):
    """Same questions in the same order, other numbers; a key for all, and a table to fill in."""
    made, losses = formats.export(order(pile), pile.draws)
    assert losses == []
    sheets = [text for name, text in made.items() if re.fullmatch(r"doubling-en-\d{3}-.*\.md", name)]
    assert len(sheets) == len(set(sheets)) == 3
    assert all("What is twice" in text and "1. " in text for text in sheets)
    assert "doubling-en-001-山田_太郎.md" in made
    assert {name for name in made if "key" in name} == {"doubling-en-key.md", "doubling-ja-key.md"}
    rows = [*csv.reader(io.StringIO(made["doubling-answers.csv"].removeprefix("\ufeff")))]
    assert rows[0] == ["student", "twice", "word"]
    assert [row[0] for row in rows[1:]] == ["山田 太郎", "Ana =1+1", "O'Neil, P."]


def test_the_key_is_right(pile):
    """Every answer in the key is marked right on that student's sheet."""
    made, _losses = formats.export(order(pile), pile.draws)
    table = ["student,twice,word"]
    for name, part in zip(NAMES, made["doubling-en-key.md"].split("## ")[1:], strict=True):
        cells = [row.split(" | ")[2] for row in part.split("\n") if re.match(r"\| \d", row)]
        table.append(f'"{name}",{",".join(cells)}')
    rows, _marker = pile("\n".join(table))
    assert [row.points for row in rows] == [2, 2, 2]


def test_variants_are_numbered(pile):
    """Without names there are numbers, and the table has a column for them."""
    made, _losses = formats.export(order(pile, sheets=choose.variants(2, 3), language="en"), pile.draws)
    assert set(made) == {"doubling-en-001.md", "doubling-en-002.md", "doubling-en-key.md", "doubling-answers.csv"}
    assert "Variant 2" in made["doubling-en-002.md"]
    assert made["doubling-answers.csv"].split("\n")[1:3] == [",1,,", ",2,,"]
    twice = pile.bank.items[0]
    line = answers.expected(pile.draws.variant(twice, 3001))
    rows, _marker = pile(f"student,variant,twice\nAna,2,{line}\n", seed=3)
    assert [(row.student, row.seed, row.points) for row in rows] == [("Ana", 3001, 1)]


def test_a_pile_is_marked_with_everybodys_own_numbers(pile):
    """Marks and misconceptions per student; the same answer is right for one and wrong for the other."""
    twice, word = pile.bank.items
    own = [pile.draws.variant(twice, choose.student_seed(name)) for name in ("Ana", "Ben")]
    assert own[0].answer != own[1].answer
    option = pile.draws.variant(word, choose.student_seed("Ben"))
    wrong = picks.write(option, ((0, 1),))
    text = f"Student,twice,doubling.word\nAna,{own[0].answer},\nBen,{own[1].values['x'] ** 2},{wrong}\n"
    rows, marker = pile(text)
    table = [*csv.DictReader(io.StringIO(as_csv(rows, marker.items)))]
    assert [(row["student"], row["points"], row["out_of"]) for row in table] == [("Ana", "1", "2"), ("Ben", "0", "2")]
    assert [row["twice: why"] for row in table] == ["", "squares"]
    assert [row["word: why"] for row in table] == ["unanswered", "power"]
    assert [*most_often(rows)] == [("twice", "squares", 1), ("word", "power", 1)]


def test_rows_that_cannot_be_read_are_rows_with_a_sentence(pile):
    """No name, a name twice, an odd variant, cells too many: each is a row that says so, and the others are marked."""
    text = (
        "student,variant,twice,word\n,,1,1\nAna,,1,1\nana ,,1,1\nAna,,2,2\nBen,x,1,1\nCid,0,1,1\n\nDan,,1,2,3\nEva,,1\n"
    )
    rows, marker = pile(text)
    assert [row.line for row in rows] == [2, 3, 4, 5, 6, 7, 9, 10]
    troubles = {row.line: row.trouble for row in rows if row.trouble}
    assert set(troubles) == {2, 5, 6, 7, 9}
    assert "no name" in troubles[2]
    assert "row 3 already" in troubles[5]
    assert "'x' is no number" in troubles[6]
    assert "5 cells, the head has 4" in troubles[9]
    table = [*csv.DictReader(io.StringIO(as_csv(rows, marker.items)))]
    assert [bool(row["points"]) for row in table] == [False, True, True, False, False, False, False, True]
    assert table[-1]["word: why"] == "unanswered"


def test_what_cannot_be_decided_is_noted(pile):
    """An answer that cannot be read gets no mark, and a note with the answer and the reason."""
    rows, marker = pile("student,twice,word\nAna,=HYPERLINK(1,seven\n")
    assert [mark.verdict for mark in rows[0].marks] == ["invalid", "invalid"]
    (row,) = csv.DictReader(io.StringIO(as_csv(rows, marker.items)))
    assert row["points"] == "0"
    assert row["note"].startswith("row 2: twice: '=HYPERLINK(1'")
    assert "word: 'seven': Answer with one number" in row["note"]


def test_cells_are_no_formulas(pile):
    """A student called =1+1 is text for a spreadsheet, and is the same student when the table comes back."""
    first, _losses = formats.export(order(pile, sheets=choose.students(["=1+1"])), pile.draws)
    assert "\n'=1+1," in first["doubling-answers.csv"]
    rows, marker = pile("student,twice\n'=1+1,1\n")
    assert rows[0].seed == choose.student_seed("=1+1")
    assert as_csv(rows, marker.items).split("\n")[1].startswith("'=1+1,")
    rows, _marker = pile("student,twice\n't Hooft,1\n")
    assert rows[0].seed == choose.student_seed("'t Hooft")


def test_names_make_no_paths():
    """Whatever a student is called, the sheet lies in the folder, and has a name of its own."""
    names = [choose.Sheet(name, number, 0) for number, name in enumerate(["../../etc/x", "a/b\\c", "*", "a" * 300], 1)]
    files = [sheet.file_name(one) for one in names]
    assert all(re.fullmatch(r"\d{3}(-[\w-]{1,40})?", file) for file in files)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "first row"),
        ("name,twice\n", "first row"),
        ("student\nAna\n", "no column"),
        ("student,twise\n", "twice"),
        ("student,twice,twice\n", "two columns"),
        ("student,student,twice\n", "two columns"),
    ],
)
def test_a_head_that_cannot_be_used_is_refused(pile, text, said):
    """A column that is no question would be marked for nobody: it is refused with the nearest name."""
    with pytest.raises(UsageError, match=said):
        pile(text)


def test_semicolons_tabs_and_byte_order_marks(pile):
    """Tables as spreadsheets in several countries save them."""
    for sign in ",;\t":
        rows, _marker = pile(f"\ufeffstudent{sign}twice\r\nAna{sign}1\r\n")
        assert (rows[0].student, rows[0].marks[0].line) == ("Ana", "1")


def test_rosters(tmp_path):
    """Names come from the column student, else from the first; nobody and the same name twice are refused."""
    path = tmp_path / "class.csv"
    for text in ("id,Student\n1,Ana\n2,山田　太郎\n", "Ana\n山田 太郎\n"):
        path.write_text(text, encoding="utf-8")
        assert choose.roster(path) == ["Ana", "山田 太郎"]
    for text, said in (("\n", "names no students"), ("Ana\nAna \n", "twice")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(UsageError, match=said):
            choose.roster(path)


def test_some_items(pile):
    """Items by name or number of items, in a fixed order; too many or unknown ones are refused."""
    bank = pile.bank
    assert [item.id for item in choose.items(bank, ["word", "doubling.twice"])] == ["word", "twice"]
    assert len(choose.items(bank, count=1, seed=4)) == 1
    with pytest.raises(UsageError, match="only 2"):
        choose.items(bank, count=3)
    with pytest.raises(UsageError, match="Did you mean word"):
        choose.items(bank, ["wrod"])


def test_markdown_shows_texts_as_they_are(course, hostile_text, variants_of):
    """Signs of Markdown and HTML are letters; code is in a fence that it cannot close."""
    questions = [snapshot(variant, ("en",)) for variant in variants_of(course(hostile_text))]
    text = markdown.question(questions[0], "en")
    assert "&lt;script>" in text
    assert "<script>" not in text
    assert "\\$x\\$" in text
    assert "\\*y\\*" in text
    assert "````python\n" in text
    assert text.count("````") == 2
    assert "\n\\- 1. second" in text
    assert markdown.prose("1. one\n# two\n  1  2\n  3  4\nend") == (
        "1\\. one  \n\\# two\n\n```\n  1  2\n  3  4\n```\n\nend"
    )
