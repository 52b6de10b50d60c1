"""Recorded and live PyTorch: what is kept, when it is used, and what it is good for."""

import importlib.util
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from grader import records
from grader.cases import draw_cases
from grader.engine import grade
from grader.errors import UsageError
from grader.model import Exercise, Status, Submission
from grader.pack import default_root, open_pack

NAME = "conv_backward"
RIGHT = (default_root() / "docs" / "examples" / "conv_backward.py").read_text(encoding="utf-8")

needs_torch = pytest.mark.skipif(importlib.util.find_spec("torch") is None, reason="PyTorch is not installed")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A scratch copy of the pack, to be spoiled."""
    for part in ("exercises", "reference"):
        shutil.copytree(default_root() / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path


def spoil(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def torch_uses(report) -> list:
    return [use for use in report.oracles if use.name == "torch"]


def test_every_grading_names_the_recorded_oracle():
    """Without PyTorch being asked for, the report lists it as recorded, with version and device."""
    report = grade(open_pack().exercise(NAME), Submission("conv_backward.py", RIGHT))
    assert report.passed
    assert [(use.mode, use.device) for use in torch_uses(report)] == [("recorded", "cpu")]
    assert {v.check for case in report.cases if not case.hidden for v in case.checks} >= {"value", "torch"}


def test_agreeing_with_a_broken_reference_is_not_enough(copy):
    """A submission that matches a broken reference but not PyTorch's record is refused."""
    spoil(
        copy / "reference/convolution/conv_backward.py", "dout.sum(axis=(0, 2, 3))\n\n", "dout.mean(axis=(0, 2, 3))\n\n"
    )
    wrong = RIGHT.replace("dout.sum(axis=(0, 2, 3))", "dout.mean(axis=(0, 2, 3))")
    report = grade(open_pack(copy).exercise(NAME), Submission("conv_backward.py", wrong))
    assert not report.passed
    assert report.score < report.points
    failed = {v.check for case in report.cases for v in case.checks if v.status is not Status.PASS}
    assert failed == {"torch"}


@pytest.mark.parametrize(
    ("damage", "why"),
    [
        (lambda folder: (folder / f"{NAME}.z").write_bytes(b"nothing"), "not those of its index"),
        (lambda folder: (folder / f"{NAME}.json").write_text("{"), "cannot be read"),
        (lambda folder: (folder / f"{NAME}.json").write_text('{"format": 99}'), "has format 99"),
        (lambda folder: (folder / f"{NAME}.json").write_text("[]"), "damaged"),
        (lambda folder: spoil(folder / f"{NAME}.json", '"oracle": "', '"oracle": "0'), "oracle has changed"),
    ],
)
def test_a_record_that_does_not_fit_is_never_used(copy, damage, why):
    """A damaged record, or one of another oracle, is left out, and a remark says why."""
    folder = records.folder(copy, "cpu")
    damage(folder)
    report = grade(open_pack(copy).exercise(NAME), Submission("conv_backward.py", RIGHT))
    assert report.passed
    assert torch_uses(report) == []
    assert [remark.misconception for remark in report.remarks][:1] == ["record"]
    assert why in report.remarks[0].message


def test_a_record_of_other_inputs_is_never_used(copy):
    """When a case's numbers change, its record no longer fits."""
    exercise = open_pack(copy).exercise(NAME)

    cases = exercise.spec.cases

    def moved(rng):
        for case in cases(rng):
            yield replace(case, args={**case.args, "dout": case.args["dout"] + 1})

    exercise = replace(exercise, spec=replace(exercise.spec, cases=moved))
    report = grade(exercise, Submission("conv_backward.py", RIGHT))
    assert report.passed
    assert torch_uses(report) == []
    assert "other cases" in report.remarks[0].message


def test_records_hold_public_cases_only():
    """No hidden case is on record, and each visible one of an exercise with an oracle is."""
    pack = open_pack()
    for name in pack.entries:
        exercise = pack.exercise(name)
        record, why = records.load(exercise, "cpu")
        assert why is None, name
        if record is None:
            assert not exercise.spec.recordable
            continue
        cases = draw_cases(name, exercise.spec, 0)
        hidden = {case.name for case in cases if case.hidden}
        assert record.answers
        assert not hidden & set(record.answers), name
        assert all(record.answer(case) is not None for case in cases if case.name in record.answers)


@needs_torch
@pytest.mark.torch
def test_recording_twice_gives_the_same_bytes(copy):
    """Equal answers give equal files, so a record can be reviewed as a difference."""
    from grader.recorder import record

    pack = open_pack(copy)
    before = {path.name: path.read_bytes() for path in records.folder(copy, "cpu").glob(f"{NAME}.*")}
    (made,) = record(pack, [NAME], "cpu")
    assert {path.name: path.read_bytes() for path in made.paths} == before


@needs_torch
@pytest.mark.torch
def test_a_record_that_is_not_true_is_a_complaint(copy):
    """A consistent record with one digit changed is found by asking PyTorch again."""
    from grader.recorder import complaints

    exercise = open_pack(copy).exercise(NAME)
    record, _ = records.load(exercise, "cpu")
    assert record is not None
    cases = {case.name: case for case in draw_cases(NAME, exercise.spec, 0)}
    answers = [(cases[name], outputs) for name, (_, outputs) in record.answers.items()]
    dx, dw, db = answers[0][1]
    answers[0] = (answers[0][0], (dx, dw, db + np.spacing(db)))
    records.save(exercise, "cpu", record.provenance, answers, lambda path, data: path.write_bytes(data) and None)
    assert any("something other than the cpu record" in text for text in complaints(exercise))


@needs_torch
@pytest.mark.torch
def test_the_verdict_comes_before_pytorch():
    """With a live oracle the report is there once before PyTorch has answered, and once with it."""
    seen = []
    exercise = open_pack().exercise(NAME)
    report = grade(exercise, Submission("conv_backward.py", RIGHT), seed=7, oracle="torch", early=seen.append)
    assert [early.passed for early in seen] == [True]
    assert torch_uses(seen[0]) == []
    assert [(use.mode, use.device) for use in torch_uses(report)] == [("live", "cpu")]
    assert all("torch" in {v.check for v in case.checks} for case in report.cases)
    assert {row.mode for row in report.precision} == {"float64", "float32", "bfloat16"}
    assert all(row.error_over_bound <= 1 for row in report.precision)
    assert all(row.spread == 0 for row in report.precision)


@needs_torch
@pytest.mark.torch
def test_a_device_that_is_not_there_is_a_sentence():
    """Asking for a device this machine lacks is the user's mistake, said in one sentence."""
    import torch

    if torch.cuda.is_available():
        pytest.skip("this machine has CUDA")
    with pytest.raises(UsageError, match="no device cuda"):
        grade(open_pack().exercise(NAME), Submission("conv_backward.py", RIGHT), oracle="torch", device="cuda")


@pytest.mark.torch
def test_cuda_records_agree_with_cuda():
    """On a machine with CUDA: what CUDA gives is within the tolerance of the CPU's answers, for every exercise."""
    torch = pytest.importorskip("torch")
    if not torch.cuda.is_available():
        pytest.skip("no CUDA device here")
    from grader import judge, oracle

    pack = open_pack()
    for name in pack.entries:
        exercise: Exercise = pack.exercise(name)
        for case in draw_cases(name, exercise.spec, 0):
            right = judge.expect(exercise.spec, case)
            answer = oracle.torch_answer(exercise.spec, right, "cuda")
            if answer is not None:
                verdicts, _ = judge.check(exercise.spec, answer, judge.call(exercise.spec, exercise.spec.solve, case))
                assert {v.status for v in verdicts} == {Status.PASS}, (name, case.name)


def test_the_index_is_readable():
    """The index beside the answers names versions, device and flags, and a line for each case."""
    index = json.loads((records.folder(default_root(), "cpu") / f"{NAME}.json").read_text(encoding="utf-8"))
    assert index["format"] == records.FORMAT
    assert index["provenance"]["device"] == "cpu"
    assert index["provenance"]["flags"]["tf32"] is False
    assert all(set(line) == {"case", "inputs_sha256", "outputs"} for line in index["cases"])
