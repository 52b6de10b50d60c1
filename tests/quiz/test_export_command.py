"""``grade export quiz`` and ``grade quiz mark-sheets`` as an instructor meets them."""

import json
import zipfile

import pytest

from grader.cli import export_quiz, main
from grader.quiz.export import formats
from grader.quiz.plan import ROOM


@pytest.fixture
def grade(capsys, tmp_path, monkeypatch):
    """Run one command in an empty folder; gives the exit code, stdout and stderr."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*args):
        with pytest.raises(SystemExit) as exit_:
            main([*map(str, args)])
        said = capsys.readouterr()
        return exit_.value.code, said.out, said.err

    return run


@pytest.mark.parametrize(
    ("form", "files"),
    [
        ("moodle", ["doubling-moodle.xml"]),
        ("gift", ["doubling.gift"]),
        ("qti", ["doubling-qti-en.zip", "doubling-qti-ja.zip"]),
        ("notebook", ["doubling-en.ipynb", "doubling-ja.ipynb"]),
        ("sheet", [f"doubling-{part}" for part in ("en.md", "en-key.md", "ja.md", "ja-key.md", "answers.csv")]),
    ],
)
def test_files_are_written(grade, course, tmp_path, form, files):
    """Each format writes its files; equal seeds give equal bytes, other seeds other ones."""
    args = ("export", "quiz", "doubling", "--pack", course().root, "--format", form, "--lossy", "--json")
    code, out, _err = grade(*args, "--out", tmp_path / "a")
    assert code == 0
    assert json.loads(out)["files"] == [str(tmp_path / "a" / name) for name in files]
    grade(*args, "--out", tmp_path / "b")
    grade(*args, "--out", tmp_path / "c", "--seed", 5)
    for name in files[:1]:
        first, again, other = ((tmp_path / folder / name).read_bytes() for folder in "abc")
        assert first == again != other


def test_losses_are_said_and_make_the_exit_code(grade, course):
    """Files are written in any case; what is not in them is said, and is exit code 1 unless --lossy is given."""
    args = ("export", "quiz", "doubling", "--pack", course().root, "--format", "gift", "--lang", "en")
    code, out, err = grade(*args)
    assert (code, out) == (1, "doubling.gift\n")
    assert "- The hints are left out. (twice)" in err
    assert "--lossy" in err
    code, out, _err = grade(*args, "--json")
    assert (code, json.loads(out)["losses"]) == (1, [{"item": "doubling.twice", "what": "The hints are left out."}])
    assert grade(*args, "--lossy")[0] == 0
    assert grade(*args[:-4], "--format", "moodle")[0] == 0  # it has a place for hints
    assert grade(*args, "--item", "word")[0] == 0


def test_variants_share_a_file_where_a_program_chooses(grade, course):
    """Moodle and QTI get all variants at once; what has no numbers is there once."""
    pack = course().root
    grade("export", "quiz", "doubling", "--pack", pack, "--format", "qti", "--variants", 3, "--lang", "ja", "--lossy")
    with zipfile.ZipFile("doubling-qti-ja.zip") as archive:
        items = [name for name in archive.namelist() if name.startswith("items/")]
    assert items == [f"items/doubling.twice-1-{n}.xml" for n in range(3)] + ["items/doubling.word-1-0.xml"]


def test_one_file_can_have_a_name(grade, course, tmp_path):
    """--out is a file where there is one, else a folder."""
    args = ("export", "quiz", "doubling", "--pack", course().root, "--lossy", "--format")
    assert grade(*args, "moodle", "--out", tmp_path / "x" / "bank.xml")[0] == 0
    assert (tmp_path / "x" / "bank.xml").read_text().startswith("<?xml")
    code, _out, err = grade(*args, "qti", "--out", tmp_path / "bank.zip")
    assert code == 2
    assert "2 files" in err


def test_from_the_roster_to_the_marks(grade, course, tmp_path):
    """Sheets for a class, a table with one right answer and one that cannot be read, and the marks."""
    (tmp_path / "class.csv").write_text("student\nAna\n山田 太郎\n", encoding="utf-8")
    pack = ("--pack", course().root, "--seed", 3)
    args = (
        "export",
        "quiz",
        "doubling",
        *pack,
        "--format",
        "sheet",
        "--roster",
        tmp_path / "class.csv",
        "--lang",
        "en",
    )
    code, out, _err = grade(*args, "--out", tmp_path / "exam")
    assert (code, out) == (0, "".join(f"{tmp_path}/exam/doubling-{part}\n" for part in (
        "en-001-Ana.md", "en-002-山田_太郎.md", "en-key.md", "answers.csv")))  # fmt: skip
    key = (tmp_path / "exam" / "doubling-en-key.md").read_text(encoding="utf-8")
    right = [line.split(" | ")[2] for line in key.split("\n") if line.startswith("| 1 |")]
    table = tmp_path / "exam" / "doubling-answers.csv"
    filled = table.read_text(encoding="utf-8").replace("Ana,,", f"Ana,{right[0]},").replace("太郎,,", "太郎,((,")
    table.write_text(filled, encoding="utf-8")
    code, out, err = grade("quiz", "mark-sheets", "doubling", table, *pack, "--out", tmp_path / "marks.csv")
    assert code == 1
    assert "2 students: 1 of 4 answers are right" in out
    assert "Row 3, 山田 太郎: twice: '(('" in err
    rows = (tmp_path / "marks.csv").read_text(encoding="utf-8-sig").split("\n")
    assert rows[0] == "student,seed,twice,twice: why,word,word: why,points,out_of,note"
    assert rows[1].endswith(",1,,0,unanswered,1,2,")
    code, out, _err = grade("quiz", "mark-sheets", "doubling", table, *pack, "--json")
    assert code == 1
    assert json.loads(out)["rows"][0]["answers"]["twice"]["verdict"] == "correct"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("export", "quiz", "output_siez", "--format", "gift"), "output_size"),
        (("export", "quiz", "output_size", "--format", "gift", "--item", "sied"), "side"),
        (("export", "quiz", "output_size", "--format", "gift", "--count", "99"), "only 15"),
        (("export", "quiz", "output_size", "--format", "gift", "--roster", "class.csv"), "--roster is for"),
        (("export", "quiz", "output_size", "--format", "sheet", "--roster", "none.csv"), "cannot be read"),
        (("export", "quiz", "output_size", "--format", "sheet", "--roster", "a", "--variants", "2"), "either"),
        (("export", "quiz", "output_size"), "--format"),
        (("export", "quizz",), "quiz"),
        (("quiz", "mark-sheets", "output_size", "none.csv"), "cannot be read"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_sentence(grade, args, said):
    """Mistakes are exit code 2, with what to do."""
    code, out, err = grade(*args)
    assert (code, out) == (2, "")
    assert said in err


def test_japanese(grade, course):
    """Losses are said in Japanese too."""
    _code, _out, err = grade("export", "quiz", "doubling", "--pack", course().root, "--format", "gift", "--lang", "ja")
    assert "ヒントは入っていません。" in err


def test_the_command_knows_all_formats():
    """The formats that the command offers are those that there are."""
    assert export_quiz.FORMATS == formats.FORMATS
    assert export_quiz.MOST == ROOM
