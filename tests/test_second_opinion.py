"""The verdict stands on the screen before a live PyTorch has answered; what it says comes after."""

import json

import pytest

from grader import engine
from grader.cli import main
from grader.errors import UsageError
from grader.live import Live
from grader.model import OracleUse, Precision
from grader.pack import default_root

NAME = "conv_backward"
EXAMPLE = default_root() / "docs" / "examples" / f"{NAME}.py"
ROWS = (Precision("float64", "cpu", 0.02, 0.0), Precision("bfloat16", "cpu", 0.3, 0.25))


class Question:
    """Stands in for the PyTorch process: ``reply`` is raised, or what the answers are made of."""

    reply: object = None

    def __init__(self, exercise, seed, device):
        self.exercise = exercise

    def collect(self):
        if isinstance(self.reply, BaseException):
            raise self.reply
        assert isinstance(self.reply, Live)
        return self.reply

    def close(self):
        pass


@pytest.fixture
def grade(monkeypatch, tmp_path, capsys):
    """Grade the example with a PyTorch that replies so; gives (code, stdout, stderr)."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path))
    monkeypatch.setattr(engine, "Question", Question)

    def run(reply, *args):
        monkeypatch.setattr(Question, "reply", reply)
        with pytest.raises(SystemExit) as end:
            main(["exercise", NAME, str(EXAMPLE), "--oracle", "torch", *args])
        said = capsys.readouterr()
        return end.value.code, said.out, said.err

    return run


def live(spoil=None, mode="live"):
    """PyTorch's answers, as the reference gives them; ``spoil`` changes one output of each."""
    from grader.records import inputs_digest

    exercise = engine_exercise()
    answers = {}
    for right in engine.Known(exercise).expected(0):
        outputs = [value.copy() for value in right.outputs]
        if spoil is not None:
            outputs[spoil] += 1
        answers[inputs_digest(right.case)] = tuple(outputs)
    return Live(OracleUse("torch", mode, "2.0", "cpu"), {} if mode == "none" else answers, ROWS)


def engine_exercise():
    """The exercise that is graded here."""
    from grader.pack import load

    return load(NAME)


def test_agreement_comes_after_the_verdict(grade):
    """First the report, then one line on PyTorch and its unscored measurements."""
    code, out, _err = grade(live())
    assert code == 0
    assert out.index("passed") < out.index("Next:") < out.index("PyTorch 2.0 (cpu) agrees.") < out.index("bfloat16")
    assert "two runs differ by 0.25" in out
    assert max(map(len, out.splitlines())) <= 80


def test_difference(grade):
    """A PyTorch that disagrees takes the pass back, and says so."""
    code, out, _err = grade(live(spoil=1))
    assert code == 1
    text = " ".join(out.split())
    assert "PyTorch 2.0 (cpu) differs: dw, first in" in text
    assert "does not count as passed" in text


def test_no_such_function(grade):
    """Where PyTorch has no such function there is nothing to compare."""
    code, out, _err = grade(live(mode="none"))
    assert code == 0
    assert "no such function" in out


def test_device_that_is_not_there(grade):
    """The verdict stays, is remembered, and the sentence goes to stderr with exit code 2."""
    code, out, err = grade(UsageError("This PyTorch has no device cuda; use --device cpu."))
    assert code == 2
    assert out.startswith(f"{NAME}: passed")
    assert err == "This PyTorch has no device cuda; use --device cpu.\n"
    from grader.learner import Learner

    with Learner.open() as state:
        assert state.states("cnn") == {NAME: "passed"}


@pytest.mark.parametrize("reply", [None, UsageError("No device.")])
def test_one_document(grade, reply):
    """With --json exactly one document is printed, at the end."""
    code, out, err = grade(reply or live(), "--json")
    document = json.loads(out)
    assert err == ""
    if reply is None:
        assert code == 0
        assert document["oracles"][-1]["mode"] == "live"
        assert [row["mode"] for row in document["precision"]] == ["float64", "bfloat16"]
    else:
        assert code == 2
        assert document["error"]["message"] == "No device."
