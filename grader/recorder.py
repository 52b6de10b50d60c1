"""Make and prove the records of PyTorch's answers (see ``records``)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader import judge, oracle, records
from grader.cases import draw_cases
from grader.compare import compare
from grader.files import write
from grader.model import Case, Exercise, Status
from grader.pack import Pack
from grader.wire import encode


@dataclass(frozen=True, slots=True)
class Made:
    """What became of recording one exercise: the files, or none where it has no oracle."""

    name: str
    cases: int
    paths: tuple[Path, ...]


def record(pack: Pack, names: Sequence[str] | None, device: str) -> Iterator[Made]:
    """Ask PyTorch on ``device`` for the visible cases of each exercise and keep the answers in the pack.

    Raises UsageError when PyTorch or the device is not there, or the pack's folder cannot be written.
    """
    use = oracle.torch_use(device)
    assert use.device is not None
    provenance = oracle.provenance(use.device)
    for name in names or pack.entries:
        exercise = pack.exercise(name)
        answers = list(_answers(exercise, use.device))
        paths = records.save(exercise, use.device, provenance, answers, write) if answers else []
        yield Made(name, len(answers), tuple(paths))


def _answers(exercise: Exercise, device: str) -> Iterator[tuple[Case, tuple[Any, ...]]]:
    for case in draw_cases(exercise.name, exercise.spec, 0):
        if case.hidden:
            continue
        answer = oracle.torch_answer(exercise.spec, judge.expect(exercise.spec, case), device)
        if answer is not None:
            yield case, answer.outputs


def complaints(exercise: Exercise) -> Iterator[str]:
    """What is wrong with the records of an exercise: missing on the CPU, made for something else, or not true.

    A CPU record must be bit for bit what this PyTorch gives, a record of another device within the tolerance.
    """
    if not exercise.spec.recordable:
        return
    for device in records.DEVICES:
        found, why = records.load(exercise, device)
        again = f"run `grade dev record {exercise.name} --device {device}`"
        if why is not None:
            yield f"the {device} record is not used, {why}: {again}"
        elif found is None:
            if device == "cpu":
                yield f"PyTorch's answers are not recorded: {again}"
        else:
            yield from (f"{text}: {again}" for text in _differences(exercise, device, found))


def _differences(exercise: Exercise, device: str, found: records.Record) -> Iterator[str]:
    live = {case.name: (case, outputs) for case, outputs in _answers(exercise, "cpu")}
    if set(live) != set(found.answers):
        yield f"the {device} record is of other cases"
        return
    for name, (case, outputs) in live.items():
        kept = found.answer(case)
        if kept is None:
            yield f"{name}: the {device} record was made for other inputs"
        elif device == "cpu" and encode(kept) != encode(outputs):
            yield f"{name}: PyTorch gives something other than the {device} record"
        elif device != "cpu" and not _within(exercise, case, kept, outputs, device):
            yield f"{name}: the {device} record is further from PyTorch on the CPU than the tolerance"


def _within(exercise: Exercise, case: Case, kept: tuple[Any, ...], outputs: tuple[Any, ...], device: str) -> bool:
    bounds = judge.expect(exercise.spec, case).bounds
    return all(
        compare(a, b, bound, single=device == "mps").status is Status.PASS
        for a, b, bound in zip(outputs, kept, bounds, strict=True)
    )
