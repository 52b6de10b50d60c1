"""The command line as learners and programs meet it, mistakes first."""

import json
import os
import subprocess
import sys

import pytest

from grader.cli import main
from grader.errors import UsageError
from grader.messages import set_language
from grader.pack import open_pack
from grader.scaffold import entered

TABLE = """\
format = 1
name = "small"
title = "A small course"
language = "en"

[[topic]]
name = "basics"
title = "Basics"
exercises = [
  "double",  # the first
  { name = "triple", requires = ["double"] },
]
"""
STUB = '"""Multiply by {n}."""\n\nimport numpy as np\n\n\ndef {name}(x):\n    raise NotImplementedError("{name}")\n'
REFERENCE = """\
from grader import Case, Spec, grid

def {name}(x):
    return {n} * x

def cases(rng):
    yield Case("small", {{"x": grid(rng, 2, 3)}})

def sevenfold(solve, x):
    'It is seven times x.'
    return 7 * x

AIMED = {{"out": ("out one", "out two", "out three"), "sevenfold": ("seven one", "seven two", "seven three")}}

spec = Spec(
    solve={name}, cases=cases, shapes={{"out": "N D"}}, wrong=(sevenfold,),
    hints=("one", "two", "three"), hints_for=AIMED,
)
"""
RIGHT = "def {name}(x):\n    return {n} * x\n"


@pytest.fixture
def pack(tmp_path):
    root = tmp_path / "course"
    for part, text in (("exercises", STUB), ("reference", REFERENCE)):
        (root / part / "basics").mkdir(parents=True)
        for name, n in (("double", 2), ("triple", 3)):
            (root / part / "basics" / f"{name}.py").write_text(text.format(name=name, n=n))
    (root / "exercises" / "pack.toml").write_text(TABLE)
    return root


@pytest.fixture
def grade(tmp_path, monkeypatch, pack, capsys):
    """Run a command in a fresh folder with a fresh state; gives (code, stdout, stderr)."""
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*args, pack=pack):
        with pytest.raises(SystemExit) as exit_:
            main([*args, *(["--pack", str(pack)] if pack else [])])
        said = capsys.readouterr()
        return exit_.value.code, said.out, said.err

    yield run
    set_language("en")


def process(*args, **options):
    """The command as a process of its own."""
    command = [sys.executable, "-c", "from grader.cli import main; main()", *args]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, **options)


@pytest.mark.parametrize(
    ("args", "suggestion"),
    [
        (("exercise", "dubble"), "double"),
        (("exrcise", "double"), "exercise"),
        (("exercise", "double", "--verbos"), "--verbose"),
        (("start", "basic"), "basics"),
        (("dev", "chek"), "check"),
        (("show", "tripel"), "triple"),
    ],
)
def test_misspelt_words_get_suggestions(grade, args, suggestion):
    """A wrong name is exit code 2 with the right one on stderr and in the JSON document."""
    code, out, err = grade(*args)
    assert (code, out) == (2, "")
    assert suggestion in err
    code, out, err = grade(*args, "--json")
    error = json.loads(out)["error"]
    assert (code, err, error["kind"]) == (2, "", "usage")
    assert suggestion in error["suggestions"]


@pytest.mark.parametrize(
    "args",
    [
        ("exercise",),
        ("exercise", "double"),
        ("exercise", "double", "nowhere.py"),
        ("exercise", "double", "--seed", "-1"),
        ("all",),
        ("all", "nowhere"),
        ("list", "--lang", "fr"),
        ("hint", "double", "--step", "9"),
        ("dev", "new", "double", "--topic", "basics"),
        ("dev", "new", "not a name", "--topic", "basics"),
        ("dev", "new", "fourfold", "--topic", "nowhere"),
    ],
)
def test_wrong_usage(grade, args):
    """Wrong usage is exit code 2, one sentence on stderr, or one JSON document with the flag first or last."""
    code, out, err = grade(*args)
    assert (code, out) == (2, "")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    for flagged in (("--json", *args), (*args, "--json")):
        code, out, _ = grade(*flagged)
        assert code == 2
        assert json.loads(out)["error"]["message"]


def test_missing_pack_is_a_sentence(grade, tmp_path):
    """A folder that is no course is told so."""
    code, _, err = grade("list", pack=tmp_path)
    assert code == 2
    assert "no course pack" in err


def test_own_failure_leaves_a_traceback_file(grade, monkeypatch, tmp_path):
    """A failure of the grader is exit code 3 and one sentence that names the file with the traceback."""
    monkeypatch.setattr("grader.screen.listing.course", lambda *_: 1 / 0)
    code, out, err = grade("list")
    assert (code, out) == (3, "")
    [file] = (tmp_path / "home").glob("crash-*.txt")
    assert str(file) in err
    assert "ZeroDivisionError" in file.read_text()
    code, out, _ = grade("list", "--json")
    assert json.loads(out)["error"]["kind"] == "internal"
    assert code == 3


def test_ctrl_c(grade, monkeypatch):
    """Ctrl-C is exit code 130 with one sentence."""

    def interrupt(*_args):
        raise KeyboardInterrupt

    monkeypatch.setattr("grader.screen.listing.course", interrupt)
    code, _, err = grade("list")
    assert code == 130
    assert err == "Stopped. Nothing is lost: your files are as they were.\n"
    code, out, _ = grade("list", "--json")
    assert (code, json.loads(out)["error"]["kind"]) == (130, "interrupted")


@pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")
@pytest.mark.parametrize("args", ["list", "list --json", "--help"])
def test_broken_pipe_is_quiet(args, tmp_path):
    """A reader that goes away early leaves no traceback behind."""
    script = f"{sys.executable} -c 'from grader.cli import main; main()' {args}; echo $? >&2"
    done = subprocess.run(
        ["bash", "-c", f"( sleep 0.5; {script} ) | true"],
        capture_output=True, text=True, check=False, env={**os.environ, "GRADE_HOME": str(tmp_path)},
    )  # fmt: skip
    assert done.stderr == "141\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_full_disk_on_stdout(tmp_path):
    """Output that cannot be written is one sentence and exit code 2."""
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from grader.cli import main; main(['list'])"],
            stdout=full, stderr=subprocess.PIPE, text=True, check=False,
            env={**os.environ, "GRADE_HOME": str(tmp_path)},
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (2, "The disk is full. Free some space and try again.\n")


def test_terminal_without_unicode(tmp_path):
    """What the encoding of the output cannot show becomes a question mark, not an exception."""
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "GRADE_HOME": str(tmp_path)}
    assert process("list", "--lang", "ja", env=environment).returncode == 0


def test_light_commands_are_light(tmp_path):
    """`import grader.cli`, help and list load neither NumPy nor PyTorch nor rich."""
    code = (
        "import sys\nfrom grader.cli.app import run\n"
        "run(['--help'])\nrun(['list'])\n"
        "assert not {'numpy', 'torch', 'rich', 'nbformat'} & set(sys.modules), sorted(sys.modules)"
    )
    environment = {**os.environ, "GRADE_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr


def test_help_is_one_document_too(grade):
    """With --json even the help is JSON."""
    code, out, _ = grade("--json", "--help", pack=None)
    assert code == 0
    assert "exercise" in json.loads(out)["text"]


def test_start_never_overwrites(grade, tmp_path):
    """A changed file is kept; with --force every earlier version stays as a backup."""
    assert grade("start", "double")[0] == 0
    file = tmp_path / "work" / "tatami" / "double.py"
    assert grade("start", "double", "--force")[1].count("not changed yet") == 1
    for text in ("first", "second"):
        file.write_text(text)
        assert "kept" in grade("start", "double")[1]
        assert file.read_text() == text
        assert "double.py.bak" in grade("start", "double", "--force")[1]
    assert "NotImplementedError" in file.read_text()
    assert file.with_name("double.py.bak").read_text() == "first"
    assert file.with_name("double.py.bak1").read_text() == "second"
    assert {path.name for path in file.parent.iterdir()} == {
        ".tatami", "double.py", "double.py.bak", "double.py.bak1",
    }  # fmt: skip


def test_start_where_nothing_can_be_written(grade):
    """A workspace below a file is one sentence."""
    with open("file", "w"):
        pass
    code, _, err = grade("start", "double", "--dir", "file")
    assert code == 2
    assert "cannot be written" in err


def test_start_remembers_the_workspace(grade, tmp_path):
    """The workspace chosen once is used by start and exercise, from any folder."""
    grade("start", "basics", "--dir", "mine")
    (tmp_path / "work" / "mine" / "double.py").write_text(RIGHT.format(name="double", n=2))
    os.chdir(tmp_path)
    code, out, _ = grade("exercise", "double")
    assert code == 0, out
    files = json.loads(grade("start", "--json")[1])["files"]
    assert [row["exercise"] for row in files] == ["triple"]
    assert files[0]["state"] == "unchanged"


def test_exercise_wrong_then_right(grade, tmp_path):
    """A wrong answer is exit code 1 and told in words, a right one 0; the list remembers."""
    file = tmp_path / "work" / "double.py"
    file.write_text(RIGHT.format(name="double", n=3))
    code, out, _ = grade("exercise", "double")
    assert code == 1
    assert "expected" in out
    assert "Next: grade hint double" in out
    file.write_text(RIGHT.format(name="double", n=2))
    code, out, _ = grade("exercise", "double", "--json")
    document = json.loads(out)
    assert (code, document["passed"], document["format"]) == (0, True, 1)
    states = {row["name"]: row["state"] for row in json.loads(grade("list", "--json")[1])["exercises"]}
    assert states == {"double": "passed", "triple": "untouched"}


def test_submission_that_is_no_text(grade, tmp_path):
    """A file that cannot be read as Python is a report with exit code 1, not an error."""
    (tmp_path / "work" / "double.py").write_bytes(b"\xff\xfe\x00")
    code, out, _ = grade("exercise", "double", "--json")
    assert (code, json.loads(out)["error"]["kind"]) == (1, "not_text")
    assert "Save it as UTF-8" in grade("exercise", "double")[1]


def test_all_lets_dependants_wait(grade, tmp_path):
    """What builds on a failed exercise waits for it, and the total counts it."""
    (tmp_path / "work" / "double.py").write_text(RIGHT.format(name="double", n=5))
    (tmp_path / "work" / "triple.py").write_text(RIGHT.format(name="triple", n=3))
    code, out, _ = grade("all")
    assert code == 1
    assert "waits for double" in out
    assert "0 of 2 exercises passed" in out
    (tmp_path / "work" / "double.py").write_text(RIGHT.format(name="double", n=2))
    code, out, _ = grade("all", "--json", ".")
    document = json.loads(out)
    assert (code, document["passed"], document["total"], len(document["reports"])) == (0, 2, 2, 2)


def test_hints_go_up_a_ladder(grade):
    """Each call shows the next hint, the last one stays, and --step goes back."""
    steps = [json.loads(grade("hint", "double", "--json")[1])["hint"] for _ in range(4)]
    assert steps == ["one", "two", "three", "three"]
    assert "Hint 1 of 3" in grade("hint", "double", "--step", "1")[1]


def test_hints_are_chosen_by_the_diagnosis(grade, tmp_path):
    """The last answer decides: a misconception, a wrong output, or neither; each ladder is climbed by itself."""
    path = tmp_path / "work" / "double.py"
    assert json.loads(grade("hint", "double", "--json")[1])["hint"] == "one"
    path.write_text("def double(x):\n    return x + 1\n")
    grade("exercise", "double")
    assert "Hint 1 of 3 for out\n  out one\n" in grade("hint", "double")[1]
    path.write_text(RIGHT.format(name="double", n=7))
    grade("exercise", "double")
    out = grade("hint", "double")[1]
    assert "Your last answer looks like: It is seven times x.\nHint 1 of 3 for this mistake\n  seven one\n" in out
    document = json.loads(grade("hint", "double", "--json")[1])
    assert (document["aim"], document["step"], document["hint"]) == ("sevenfold", 2, "seven two")
    assert "(hints for all of it: grade hint double --general)" in grade("hint", "double")[1]
    assert "Hint 2 of 3 for double\n  two\n" in grade("hint", "double", "--general")[1]
    path.write_text(RIGHT.format(name="double", n=2))
    grade("exercise", "double")
    assert json.loads(grade("hint", "double", "--json")[1])["hint"] == "three"


def test_the_solution_is_shown_after_passing(grade, tmp_path):
    """Before, a sentence says what to do first; after, the reference stands beside the learner's own."""
    code, _, err = grade("show", "double", "--solution")
    assert (code, err) == (
        2, "The solution of double is shown when you have passed it. Next: grade exercise double\n"
    )  # fmt: skip
    path = tmp_path / "work" / "double.py"
    path.write_text('"""Multiply by 2."""\n\n' + RIGHT.format(name="double", n=2))
    grade("exercise", "double")
    code, out, _ = grade("show", "double", "--solution")
    assert (code, out.splitlines()) == (
        0, ["Yours, double.py | Ours", "def double(x):   | def double(x):", "    return 2 * x |     return 2 * x"]
    )  # fmt: skip
    path.unlink()
    document = json.loads(grade("show", "double", "--solution", "--json")[1])
    assert (document["own"], document["solution"]) == (None, "def double(x):\n    return 2 * x\n")


def test_show(grade):
    """The statement and the signature are shown."""
    out = grade("show", "triple")[1]
    assert "triple(x)" in out
    assert "Multiply by 3." in out
    assert "Builds on: double" in out


def test_doctor(grade, monkeypatch, tmp_path):
    """A healthy machine is exit code 0; a state that cannot be written needs attention."""
    code, out, _ = grade("doctor", "--json")
    assert code == 0
    assert {"NumPy", "PyTorch", "Python"} <= {check["name"] for check in json.loads(out)["checks"]}
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "file"))
    code, out, _ = grade("doctor")
    assert code == 1
    assert "GRADE_HOME" in out


def test_grading_goes_on_without_memory(grade, monkeypatch, tmp_path):
    """Where the state cannot be written, the report is the same and stderr has one sentence."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "file" / "deep"))
    (tmp_path / "work" / "double.py").write_text(RIGHT.format(name="double", n=2))
    code, out, err = grade("exercise", "double")
    assert code == 0
    assert "passed" in out
    assert err.count("\n") == 1


def test_new_exercise(grade, pack):
    """A new exercise is listed, can be loaded, and keeps the comments of the table."""
    code, _, err = grade("dev", "new", "fourfold", "--topic", "basics")
    assert code == 0, err
    table = (pack / "exercises" / "pack.toml").read_text()
    assert "# the first" in table
    assert [*open_pack(pack).entries] == ["double", "triple", "fourfold"]
    assert open_pack(pack).exercise("fourfold").signature == ("x",)


@pytest.mark.parametrize(
    "listing", ["[]", '["a"]', '[\n  "a",\n]', '[\n  "a"\n]', '[{ name = "a", requires = ["b"] }, "b"]']
)
def test_table_of_contents_in_any_form(listing):
    """The line is entered whatever the list looks like, and only under its topic."""
    text = f'[[topic]]\nname = "x"\nexercises = ["z"]\n\n[[topic]]\nname = "y"\nexercises = {listing}\n'
    result = entered(text, "new", "y")
    assert result.startswith('[[topic]]\nname = "x"\nexercises = ["z"]\n\n')


def test_proofs(grade):
    """`grade dev check` prints a line for each exercise and fails when there are complaints."""
    code, out, _ = grade("dev", "check", "double")
    assert "double" in out
    assert code == (1 if "WRONG" in out else 0)
    proofs = json.loads(grade("dev", "check", "double", "--json")[1])["proofs"]
    assert proofs[0]["name"] == "double"


@pytest.mark.torch
def test_record_without_an_oracle(grade):
    """An exercise that PyTorch has nothing for is told so, and no file is written."""
    pytest.importorskip("torch")
    code, out, _ = grade("dev", "record", "double", "--json")
    assert (code, json.loads(out)["records"]) == (0, [{"exercise": "double", "cases": 0, "files": []}])


def test_language_follows_the_locale(monkeypatch):
    """ja_JP.UTF-8 is Japanese, LC_ALL before LANG; what is not spoken is English."""
    from grader.messages import locale_language

    monkeypatch.setenv("LC_ALL", "")
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert locale_language() == "ja"
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    assert locale_language() == "en"


def test_backup_refuses_what_it_cannot_read(tmp_path):
    """A folder in the place of a file is a sentence, and nothing is lost."""
    from grader.files import back_up

    (tmp_path / "double.py").mkdir()
    with pytest.raises(UsageError):
        back_up(tmp_path / "double.py")


def test_doctor_says_how_to_get_what_is_not_installed(grade, monkeypatch):
    """An extra that is missing is no failure, and its line says what it is for and how to install it."""
    from importlib import util

    find = util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name, *rest: None if name == "psycopg" else find(name, *rest)
    )
    code, out, _ = grade("doctor")
    assert code == 0
    assert "pip install 'tatami-grader[postgres]'" in " ".join(out.split())
