"""Courses by others: begun with one command, proved at once, built as a wheel, installed and used."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from grader import new_pack
from grader.cli import main
from grader.engine import grade as judged
from grader.errors import UsageError
from grader.messages import set_language
from grader.model import Submission
from grader.pack import default_root, open_pack
from grader.prove import prove

GAZOU = Path(__file__).with_name("packs") / "gazou"
RIGHT = (
    "import numpy as np\ndef moving_average(x, window):\n    return np.convolve(x, np.ones(window), 'valid') / window\n"
)


@pytest.fixture
def grade(tmp_path, monkeypatch, capsys):
    """Run a command; gives (code, stdout, stderr)."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*args):
        with pytest.raises(SystemExit) as exit_:
            main(args)
        return exit_.value.code, *capsys.readouterr()

    yield run
    set_language("en")


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_new_course_lacks_nothing(grade, tmp_path, language):
    """What ``grade dev new-pack`` writes passes the check at once, has every part, and speaks one language."""
    code, out, _ = grade("dev", "new-pack", "Sea-Waves", "--lang", language, "--json")
    assert (code, json.loads(out)["exercise"]) == (0, "moving_average")
    assert grade("dev", "check", "--pack", "Sea-Waves")[0] == 0
    pack = open_pack(tmp_path / "Sea-Waves")
    assert (pack.name, pack.language) == ("sea_waves", language)
    spec = pack.exercise("moving_average").spec
    assert all((spec.second, spec.wrong, spec.shapes, len(spec.hints) == 3))
    texts = [pack.title, pack.topics[0].title, pack.statement("moving_average"), *spec.hints]
    texts += [wrong.__doc__ for wrong in spec.wrong]
    if language == "ja":
        assert all(any("、" <= c <= "ヿ" or "一" <= c <= "鿿" for c in text) for text in texts)
    else:
        assert all(text.isascii() for text in texts)


def test_both_languages_have_the_same_texts():
    """No text of the new course is missing in a language."""
    assert new_pack.ENGLISH.keys() == new_pack.JAPANESE.keys()


def test_the_new_course_is_judged_as_any_other(tmp_path):
    """A right solution passes; each of the known wrong ones is named in the course's own words."""
    new_pack.new_pack(tmp_path / "nami", "ja")
    exercise = open_pack(tmp_path / "nami").exercise("moving_average")
    assert judged(exercise, Submission("moving_average.py", RIGHT)).passed
    for change, name in [
        ((" / window", ""), "sums"),
        ((" / window", " / len(x)"), "divides_by_length"),
        ((" / window", " / window)[:-1]"), "one_short"),
        (("'valid'", "'same'"), "keeps_length"),
    ]:
        source = RIGHT.replace(*change).replace("return np", "return (np" if "[:-1]" in change[1] else "return np")
        report = judged(exercise, Submission("moving_average.py", source))
        assert [finding.misconception for finding in report.diagnosis] == [name]
        assert "。" in report.diagnosis[0].message


def test_a_second_exercise_can_be_begun(grade):
    """``grade dev new`` works in a new course, and its complaints are about TODOs only."""
    grade("dev", "new-pack", "waves")
    code, _, err = grade("dev", "new", "median_filter", "--topic", "signals", "--pack", "waves")
    assert code == 0, err
    code, out, _ = grade("dev", "check", "--pack", "waves", "--json")
    first, second = json.loads(out)["proofs"]
    assert (code, first["complaints"]) == (1, [])
    assert any("TODO" in complaint for complaint in second["complaints"])


def test_nothing_is_overwritten(grade, tmp_path):
    """Where one of the files is there already, none is written; a name that cannot be one is a sentence."""
    (tmp_path / "waves").mkdir()
    (tmp_path / "waves" / "README.md").write_text("mine")
    code, _, err = grade("dev", "new-pack", "waves")
    assert (code, err.count("\n")) == (2, 1)
    assert [path.name for path in (tmp_path / "waves").iterdir()] == ["README.md"]
    for name, words in [("波", "no letter from a to z"), ("cnn", "already")]:
        code, _, err = grade("dev", "new-pack", name)
        assert code == 2
        assert words in err
    with pytest.raises(UsageError):
        new_pack.name_of(Path("/"))


def test_the_variable_names_the_usual_course(grade, monkeypatch, tmp_path):
    """GRADE_PACK is the course when ``--pack``, before or after the command, names none."""
    grade("dev", "new-pack", "waves")
    monkeypatch.setenv("GRADE_PACK", str(tmp_path / "waves"))
    assert "A course of my own" in grade("list")[1]
    assert "convolutional" in grade("--pack", "cnn", "list")[1]
    assert "convolutional" in grade("list", "--pack", "cnn")[1]


@pytest.mark.parametrize("proof", [*prove(open_pack(GAZOU))], ids=lambda proof: proof.name)
def test_a_japanese_course_is_proved(proof):
    """The course of the tests, whose source language is Japanese, has no complaints."""
    assert replace(proof, milliseconds=0).complaints == ()


@pytest.mark.slow
def test_courses_are_built_installed_and_used(tmp_path):
    """The Japanese course and a new one, as wheels in a fresh environment, can be listed, started, graded, proved."""
    commands = tmp_path / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    kept = {name: os.environ[name] for name in os.environ if not name.startswith(("PYTHON", "GRADE_", "PYTEST_"))}
    environment = kept | {"GRADE_HOME": str(tmp_path / "home"), "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}

    def run(*command, code=0):
        done = subprocess.run(
            [str(part) for part in command], cwd=tmp_path, env=environment, check=False, capture_output=True,
            encoding="utf-8",
        )  # fmt: skip
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout

    run(sys.executable, "-m", "venv", tmp_path / "venv")
    new_pack.new_pack(tmp_path / "src" / "waves", "en")
    for source in (GAZOU, tmp_path / "src" / "waves"):
        run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path / "dist", source)
    wheels = sorted((tmp_path / "dist").glob("*.whl"))
    for wheel, name in zip(wheels, ("gazou", "waves"), strict=True):
        tops = {path.partition("/")[0] for path in zipfile.ZipFile(wheel).namelist()}
        assert tops == {f"tatami_{name}", f"tatami_{name}-0.1.0.dist-info"}
    run(commands / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", default_root(), *wheels)
    grade = commands / "grade"

    assert "Other courses: gazou, waves (grade list --pack gazou)" in run(grade, "list")
    assert "画像処理の基礎" in run(grade, "list", "--pack", "gazou")
    run(grade, "dev", "check", "--pack", "gazou")
    run(grade, "dev", "check", "--pack", "waves")
    run(grade, "start", "gaso", "--pack", "gazou", "--dir", "work")
    assert (tmp_path / "work" / ".tatami").read_text(encoding="utf-8").endswith("\ngazou\n")
    file = tmp_path / "work" / "binarize.py"
    assert "しきい値" in file.read_text(encoding="utf-8")
    for sign, code in ((">", 0), (">=", 1)):
        file.write_text(f"def binarize(image, threshold):\n    return (image {sign} threshold).astype(int)\n")
        document = json.loads(run(grade, "exercise", "binarize", "--pack", "gazou", "--json", code=code))
        assert (document["pack"], document["passed"]) == ("gazou", code == 0)
    assert document["diagnosis"][0]["misconception"] == "equal_counts"
    assert document["diagnosis"][0]["message"].startswith("しきい値と等しい画素が 1 に")
    run(grade, "list", "--pack", "gazo", code=2)
