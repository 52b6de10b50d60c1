"""``grade quiz`` and ``grade review`` as programs and people without a terminal meet them."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.cli import main
from grader.learner import Learner

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "golden" / "quiz-output_size"
FIELDS = {"id", "ref", "kind", "prompt", "code", "options", "sides", "answer", "correct", "verdict", "expected"}
FIELDS |= {"misconception", "feedback", "echo", "solution", "exercise"}


@pytest.fixture
def grade(capsys, tmp_path, monkeypatch):
    """Run one command with something on its standard input; gives the exit code, stdout and stderr."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")

    def run(*args, stdin=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        with pytest.raises(SystemExit) as exit_:
            main([*map(str, args)])
        said = capsys.readouterr()
        return exit_.value.code, said.out, said.err

    return run


def document(grade, *args, **more):
    code, out, _err = grade(*args, "--json", **more)
    return code, json.loads(out)


def test_the_banks(grade):
    """--list names every bank with its title in the language, and how many items it has."""
    code, found = document(grade, "quiz", "--list")
    assert code == 0
    assert found["format"] == 1
    banks = {bank["name"]: bank for bank in found["banks"]}
    assert banks["output_size"] == {"name": "output_size", "title": "Output size", "items": 15}
    _code, out, _err = grade("quiz", "--list", "--lang", "ja")
    assert "出力サイズ (15 問)" in out


def test_a_file_of_answers(grade, tmp_path):
    """One answer a line; each item has the fields of the contract; a missing answer is unanswered."""
    code, found = document(grade, "quiz", "output_size", "--seed", 1, "--count", 20)
    assert code == 1
    assert (len(found["items"]), found["count"], found["right"]) == (20, 20, 0)
    assert all(set(item) == FIELDS for item in found["items"])
    assert {item["verdict"] for item in found["items"]} == {"unanswered"}
    (tmp_path / "answers.txt").write_text("\n".join(item["expected"] for item in found["items"]), encoding="utf-8")
    args = ("quiz", "output_size", "--seed", 1, "--count", 20, "--answers", tmp_path / "answers.txt")
    code, again = document(grade, *args)
    assert code == 0
    assert [item["id"] for item in again["items"]] == [item["id"] for item in found["items"]]
    assert all(item["correct"] for item in again["items"])
    code, out, _err = grade(*args)
    assert code == 0
    assert out.count("[o] Right.") == 20
    assert document(grade, *args, "--lang", "ja")[1]["items"][0]["prompt"] != again["items"][0]["prompt"]


def test_answers_come_through_a_pipe_as_well(grade):
    """The standard input and --answers - are the same; only the first is remembered."""
    code, out, _err = grade("quiz", "output_size", "--seed", 3, "--count", 2, stdin="3\n")
    assert code == 1
    assert "2/2" in out
    assert "Not answered." in out
    with Learner.open() as learner:
        assert learner.read("SELECT COUNT(*) FROM quiz_answer") == [(1,)]
    grade("quiz", "output_size", "--seed", 3, "--count", 2, "--answers", "-", stdin="3\n4\n")
    with Learner.open() as learner:
        assert learner.read("SELECT COUNT(*) FROM quiz_answer") == [(1,)]


def test_the_golden_run(grade):
    """A whole run of answers, right, wrong, unreadable and missing, says what it has said before."""
    args = ("quiz", "output_size", "--seed", 1, "--count", 20, "--answers", GOLDEN / "answers.txt")
    _code, found = document(grade, *args)
    found["grader"] = "VERSION"
    assert found == json.loads((GOLDEN / "results.json").read_text(encoding="utf-8"))


def test_a_question_can_be_replayed(grade):
    """The reference beside a question asks exactly this question again."""
    _code, found = document(grade, "quiz", "output_size", "--seed", 5, "--count", 8)
    item = found["items"][7]
    for ref in (item["ref"], item["ref"].removeprefix("#")):
        code, again = document(grade, "quiz", "--replay", ref, stdin=item["expected"])
        assert (code, again["items"][0]["prompt"]) == (0, item["prompt"])


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("quiz", "output_siez"), "output_size"),
        (("quiz", "--replay", "#output_size.sid@1:3"), "output_size.side"),
        (("quiz", "--replay", "#output_size.side@9:3"), "it is version 1 now, not 9"),
        (("quiz", "--replay", "side"), "no reference"),
        (("quiz", "output_size", "--answers", "/nowhere"), "cannot be read"),
        (("quiz", "output_size", "--count", "0"), "--count"),
        (("quiz", "output_size", "--count", "1", "--answers", str(GOLDEN / "answers.txt")), "a line after the last"),
    ],
)
def test_wrong_usage_is_one_sentence(grade, args, said):
    """Mistakes are exit code 2, with what to do, as text and as JSON."""
    code, out, err = grade(*args)
    assert (code, out) == (2, "")
    assert said in err
    code, found = document(grade, *args)
    assert code == 2
    assert said in found["error"]["message"]


def test_a_broken_bank_is_told_with_its_place(grade, course, bank_text):
    """Who meets a broken bank is told which file and line."""
    pack = course(bank_text.replace('"number"', '"numbr"'))
    code, _out, err = grade("quiz", "doubling", "--pack", pack.root)
    assert code == 2
    assert "quizzes/doubling.toml:7: item twice, type:" in err


def test_review_asks_what_is_due(grade, course, monkeypatch, clock):
    """After ten minutes what went wrong is due; answered right, it is away for days."""
    monkeypatch.setattr(Learner.open.__func__, "__defaults__", (None, clock))
    pack = ("--pack", course().root)
    assert "Nothing is due" in grade("review", *pack)[1]
    grade("quiz", "doubling", *pack, "--count", 2, "--seed", 1, stdin="-1\n9\n")  # 9 is no option: not an answer
    assert document(grade, "review", *pack)[1]["items"] == []
    clock.wait(minutes=11)
    code, found = document(grade, "review", *pack, "--seed", 4)
    assert code == 1
    assert len(found["items"]) == 1
    asked = found["items"][0]
    assert document(grade, "review", *pack, "--seed", 4, stdin=asked["expected"])[0] == 0
    clock.wait(minutes=30)
    assert document(grade, "review", *pack)[1]["items"] == []
    clock.wait(days=3)
    assert len(document(grade, "review", *pack)[1]["items"]) == 1


def test_dev_check_proves_banks(grade, course, bank_text):
    """Banks are proved beside exercises; a complaint has its place and makes exit code 1."""
    pack = course(bank_text)
    code, found = document(grade, "dev", "check", "doubling", "--pack", pack.root)
    assert (code, found["proofs"]) == (0, [])
    assert found["banks"][0]["items"] == 2
    pack = course(bank_text.replace('value = "2*y"', 'value = "4*x/2"'))
    code, out, _err = grade("dev", "check", "doubling", "--pack", pack.root, "--seeds", 5)
    assert code == 1
    assert "quizzes/doubling.toml:5: item twice:" in out


def test_the_first_question_needs_no_heavy_library(tmp_path):
    """Neither NumPy nor the scheduling library is loaded to show a question and mark an answer from a file."""
    (tmp_path / "answers.txt").write_text("1\n")
    program = (
        "import sys\nfrom grader.cli.app import run\n"
        f"run(['quiz', 'output_size', '--seed', '1', '--answers', {str(tmp_path / 'answers.txt')!r}])\n"
        "print(*({'numpy', 'torch', 'fsrs', 'sympy', 'sqlite3'} & set(sys.modules)), file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr.split() == []
