"""``grade exercise NAME --speed``: what is timed, what is said, and how it is drawn."""

import importlib.util
import json
from dataclasses import replace

import pytest

from grader import speed
from grader.cli import main
from grader.model import Submission
from grader.pack import default_root, load, open_pack
from grader.screen.speed import chart, duration
from grader.screen.text import Style
from grader.speed import Size, Speed, Time, measure

EXAMPLE = default_root() / "docs" / "examples" / "conv_backward.py"
WITH_LADDER = [
    "conv_forward",
    "conv_backward",
    "im2col",
    "max_pool_forward",
    "max_pool_backward",
    "avg_pool_forward",
]
SIZES = (
    Size("small", (Time("yours", 0.002, 0.003, 9, 1e-4), Time("reference", 0.001, 0.002, 15))),
    Size(
        "large",
        (Time("yours", 0.3, 0.3, 1), Time("reference", 0.02, 0.02, 15), Time("torch", 0.002, 0.1, 15, 0, "cpu")),
    ),
)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Few repeats: what is tested is not the clock."""
    monkeypatch.setattr(speed, "SECONDS", 0.0)


@pytest.mark.parametrize("name", WITH_LADDER)
def test_ladders(name):
    """Three sizes each, growing, drawn the same every time, with the arguments of the stub."""
    exercise = load(name)
    assert exercise.spec.ladder is not None
    first, again = list(exercise.spec.ladder()), list(exercise.spec.ladder())
    sizes = [sum(getattr(value, "size", 0) for value in case.args.values()) for case in first]
    assert len(first) == 3
    assert sizes == sorted(sizes)
    for one, two in zip(first, again):
        assert tuple(one.args) == exercise.signature
        assert all((one.args[key] == two.args[key]).all() for key in one.args if hasattr(one.args[key], "all"))


def test_times_are_taken(monkeypatch):
    """Every size has a time for the learner and the reference, and says what moving the arrays cost."""
    monkeypatch.setattr("grader.speed._torch", lambda *_: (None, []))
    exercise = load("conv_backward")
    first = list(exercise.spec.ladder())[:2]
    exercise = replace(exercise, spec=replace(exercise.spec, ladder=lambda: first))
    found = measure(exercise, Submission("x.py", EXAMPLE.read_text()))
    assert [size.name for size in found.sizes] == [case.name for case in first]
    for size in found.sizes:
        assert [time.who for time in size.times] == ["yours", "reference", "second"]
        assert all(time.seconds > 0 and time.first > 0 and time.repeats >= 1 for time in size.times)
        assert size.times[0].moving > 0


@pytest.mark.torch
@pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")
def test_torch_is_timed(tmp_path, monkeypatch):
    """PyTorch is timed on the CPU in a process of its own, whatever files lie in the learner's folder."""
    (tmp_path / "timeit.py").write_text("raise SystemExit('this is not the standard library')")
    monkeypatch.chdir(tmp_path)
    notes: list[str] = []
    version, rows = speed._torch(load("im2col"), 2, notes)
    assert notes == []
    assert version is not None
    assert [(number, time.who, time.device) for number, time in rows][:2] == [(0, "torch", "cpu"), (1, "torch", "cpu")]


def test_without_torch(monkeypatch):
    """Without PyTorch a sentence says so."""
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    notes: list[str] = []
    assert speed._torch(load("im2col"), 2, notes) == (None, [])
    assert "not installed" in notes[0]


def test_slow_solutions_leave_the_ladder(monkeypatch):
    """A size that would take seconds is left out; one that takes too long ends the ladder: both are said."""
    monkeypatch.setattr("grader.speed._torch", lambda *_: (None, []))
    exercise = load("im2col")
    source = "import time\nfrom numpy import zeros\n\ndef im2col(x, *args):\n    {}\n    return zeros((128, 27))\n"
    monkeypatch.setattr(speed, "PATIENCE", 0.05)
    found = measure(exercise, Submission("x.py", source.format("time.sleep(0.04)")))
    assert len(found.sizes) == 1
    assert any("left out" in note for note in found.notes)
    assert any("not the right one" in note for note in found.notes)
    exercise = replace(exercise, spec=replace(exercise.spec, seconds=0.05))
    found = measure(exercise, Submission("x.py", source.format("while True: pass")))
    assert found.sizes == ()
    assert any("took too long" in note for note in found.notes)


def test_chart():
    """Bars grow with the logarithm, ratios are to the reference, and no line is wider than 80 columns."""
    text = chart(Speed(SIZES, ("A note.",), "2.0"), Style())
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    assert next(line for line in lines if "yours" in line).endswith("2x the reference")
    assert any(line.endswith("15x the reference") for line in lines)
    assert next(line for line in lines if "PyTorch cpu" in line).endswith("1/10 of the reference")
    assert "100 us a call" in text
    assert text.endswith("A note.\n")
    bars = [sum(line.count(mark) for mark in "=|") for line in lines if "reference" in line.split()[:1]]
    assert bars == sorted(bars)


def test_an_empty_chart():
    """When no size could be timed only the notes are left."""
    assert chart(Speed((), ("Too slow.",)), Style()).endswith("Too slow.\n")


@pytest.mark.parametrize(("seconds", "text"), [(1.5, "1.5 s"), (0.25, "250 ms"), (0.0021, "2.1 ms"), (3e-7, "0.3 us")])
def test_durations(seconds, text):
    """Times are in the unit that suits them."""
    assert duration(seconds) == text


def test_command(tmp_path, monkeypatch, capsys):
    """A wrong solution is told to get right first; a right one gets a key in the JSON document."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("grader.speed._torch", lambda *_: (None, []))
    (tmp_path / "im2col.py").write_text(open_pack().stub("im2col"))
    (tmp_path / "conv_backward.py").write_text(EXAMPLE.read_text())
    with pytest.raises(SystemExit) as end:
        main(["exercise", "im2col", "--speed"])
    assert end.value.code == 1
    assert "first make it right" in capsys.readouterr().out
    exercise = load("conv_backward")
    first = list(exercise.spec.ladder())[:1]
    monkeypatch.setattr(
        "grader.pack.Pack.exercise", lambda *_: replace(exercise, spec=replace(exercise.spec, ladder=lambda: first))
    )
    with pytest.raises(SystemExit) as end:
        main(["exercise", "conv_backward", "--speed", "--json"])
    document = json.loads(capsys.readouterr().out)
    assert end.value.code == 0
    assert document["passed"] is True
    assert [time["who"] for time in document["speed"]["sizes"][0]["times"]] == ["yours", "reference", "second"]


def test_no_ladder(tmp_path, monkeypatch, capsys):
    """An exercise without a ladder says that there is nothing to be timed on."""
    monkeypatch.setenv("GRADE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    source = """
        def conv_output_size(size, kernel, stride, padding):
            if kernel > size + 2 * padding:
                raise ValueError
            return (size + 2 * padding - kernel) // stride + 1
    """
    (tmp_path / "conv_output_size.py").write_text("if True:\n" + source)
    with pytest.raises(SystemExit) as end:
        main(["exercise", "conv_output_size", "--speed"])
    assert end.value.code == 0
    assert "no larger arrays" in capsys.readouterr().out
