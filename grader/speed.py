"""How fast a right solution is, beside the reference and PyTorch, on arrays that grow. A lesson, never a score.

Everything runs on one thread. The first call of each is dropped (it pays for caches and first-touched memory) and
reported; what counts is the median of the others. The learner's function runs in a student's process and the judge
keeps the clock, so the cost of sending the arrays there and back is measured on a function that does nothing, and
subtracted. PyTorch runs in a process of its own, on tensors that are on its device already.
"""

from __future__ import annotations

import importlib.util
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from grader import judge, oracle, wire
from grader.errors import SubmissionError, UsageError
from grader.messages import _
from grader.model import Case, Exercise, Spec, Status, Submission
from grader.needs import relevant
from grader.runner import pool
from grader.runner.session import Session

REPEATS = 15
SECONDS = 0.3
"""How long one function is timed on one size: at most this long or one call."""
PATIENCE = 2.0
"""CPU seconds one call may take; a size expected to take longer is not tried."""
TORCH_SECONDS = 120.0
BUDGET = 1024 * 1024

NOTHING = """
import numpy as np

made = {{}}

def {name}(*args):
    shapes = args[-1]
    if shapes not in made:
        made[shapes] = tuple(np.ones(shape) for shape in shapes)
    return made[shapes]
"""
"""Stands in for a submission: takes the same arrays, gives back as many bytes, and computes nothing."""


@dataclass(frozen=True, slots=True)
class Time:
    """How long one function took on one size, in seconds.

    who       yours, reference, second, or torch
    seconds   the median of ``repeats`` calls; what moving the arrays costs is subtracted
    first     the first call, which does not count
    moving    what was subtracted
    device    where PyTorch computed
    """

    who: str
    seconds: float
    first: float
    repeats: int
    moving: float = 0.0
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Size:
    """One rung of the ladder."""

    name: str
    times: tuple[Time, ...]


@dataclass(frozen=True, slots=True)
class Speed:
    """The ladder as far as it was climbed, and what must be said about it."""

    sizes: tuple[Size, ...]
    notes: tuple[str, ...]
    torch: str | None = None


def measure(exercise: Exercise, submission: Submission, floor: int = pool.NONE) -> Speed:
    """Time a solution, in a sandbox no weaker than ``floor``, the reference and PyTorch on the exercise's ladder."""
    spec = exercise.spec
    assert spec.ladder is not None
    cases = list(spec.ladder())
    notes: list[str] = []
    sizes = _climb(exercise, relevant(exercise, submission), floor, cases, notes)
    torch, found = _torch(exercise, len(sizes), notes)
    for number, row in found:
        sizes[number] = replace(sizes[number], times=(*sizes[number].times, row))
    return Speed(tuple(sizes), tuple(notes), torch)


def _climb(
    exercise: Exercise, submission: Submission, floor: int, cases: Sequence[Case], notes: list[str]
) -> list[Size]:
    spec, name = exercise.spec, exercise.name
    nothing = Submission(submission.origin, NOTHING.format(name=name))
    sizes: list[Size] = []
    with (
        closing(pool.child(floor)) as one,
        closing(pool.child(floor)) as other,
        Session(name, submission, one) as theirs,
        Session(name, nothing, other) as idle,
    ):
        theirs.load()
        idle.load()
        for case in cases:
            right = judge.expect(spec, case)
            reference = _here("reference", spec.solve, case)
            if sizes and _too_long(sizes[-1], reference):
                notes.append(_('"{size}" was left out: your function would take seconds.').format(size=case.name))
                break
            yours = _there(theirs, idle, spec, right, notes)
            if yours is None:
                break
            rows = [yours, reference]
            if spec.second is not None:
                if sizes and len(sizes[-1].times) > 2 and _grown(sizes[-1].times[2], sizes[-1], reference) > PATIENCE:
                    notes.append(_('"{size}": the naive loops would take seconds.').format(size=case.name))
                else:
                    rows.append(_here("second", spec.second, case))
            sizes.append(Size(case.name, tuple(rows)))
    return sizes


def _too_long(before: Size, reference: Time) -> bool:
    """Whether the next size would take the learner's function too long, if it grows as the reference does."""
    return _grown(before.times[0], before, reference) > PATIENCE


def _grown(time: Time, before: Size, reference: Time) -> float:
    """What ``time``, taken on the size before, would be now, if it grows as the reference does."""
    return time.seconds * reference.seconds / before.times[1].seconds


def _there(theirs: Session, idle: Session, spec: Spec, right: judge.Expected, notes: list[str]) -> Time | None:
    """Time the learner's function; None, with a note, when it cannot be done on this size."""
    args = tuple(right.case.args.values())
    shapes = tuple(np.shape(output) for output in right.outputs)
    outcomes = []

    def call() -> None:
        with suppress(SubmissionError):
            outcomes.append(theirs.call(args, max(PATIENCE, spec.seconds), right.nbytes))

    took = _repeat(call, lambda: bool(outcomes) and outcomes[-1].status is Status.PASS)
    if took is None:
        status = outcomes[-1].status if outcomes else Status.RAISED
        text = _('On "{size}" your function took too long, so it ends there.')
        if status is not Status.TIMEOUT:
            text = _('On "{size}" your function gave no answer ({status}), so it ends there.')
        notes.append(text.format(size=right.case.name, status=status.value))
        return None
    verdicts, _excused = judge.check(spec, right, outcomes[-1])
    if any(verdict.status is not Status.PASS for verdict in verdicts):
        notes.append(_('On "{size}" your answer is not the right one.').format(size=right.case.name))
    moving = _repeat(lambda: idle.call((*args, shapes), PATIENCE, right.nbytes), lambda: True)
    assert moving is not None
    cost = statistics.median(moving[1:])
    total = statistics.median(took[1:] or took)
    if cost > total / 2:
        text = _('On "{size}" moving the arrays takes longer than your function: take its time as a rough one.')
        notes.append(text.format(size=right.case.name))
    return Time("yours", max(total - cost, total / 100), took[0], len(took) - 1, min(cost, total))


def _here(who: str, function: Callable[..., Any], case: Case) -> Time:
    args = [judge.private(value) for value in case.args.values()]
    with np.errstate(all="ignore"):
        took = _repeat(lambda: function(*args), lambda: True)
    assert took is not None
    return Time(who, statistics.median(took[1:]), took[0], len(took) - 1)


def _repeat(call: Callable[[], Any], good: Callable[[], bool]) -> list[float] | None:
    """Seconds of a first call and of as many more as fit, at least one; None as soon as a call is not ``good``."""
    took: list[float] = []
    end = time.perf_counter() + SECONDS
    while len(took) < 2 or (len(took) <= REPEATS and time.perf_counter() < end):
        begin = time.perf_counter()
        call()
        took.append(time.perf_counter() - begin)
        if not good():
            return None
    return took


def _torch(exercise: Exercise, count: int, notes: list[str]) -> tuple[str | None, list[tuple[int, Time]]]:
    """PyTorch's times on the first ``count`` sizes, by number; a note where there are none."""
    if exercise.spec.torch is None:
        notes.append(_("PyTorch has no such function."))
        return None, []
    if importlib.util.find_spec("torch") is None:
        notes.append(_("PyTorch is not installed, so it is not timed: pip install 'tatami-grader[torch]'"))
        return None, []
    home = str(Path(__file__).resolve().parents[1])
    code = "import sys; sys.path.insert(0, sys.argv[1]); from grader.speed import main; main(sys.argv[2:])"
    command = [sys.executable, "-P", "-c", code, home, str(exercise.root), exercise.name, str(count)]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=TORCH_SECONDS, check=True)
        data = memoryview(done.stdout)
        position = 0

        def read(n: int) -> bytes:
            nonlocal position
            position += n
            return bytes(data[position - n : position])

        _kind, _count, value = wire.Reader(read).message(BUDGET)
        rows = [
            (int(number), Time("torch", seconds, first, int(repeats), device=device))
            for number, device, seconds, first, repeats in value["times"]
        ]
        return str(value["torch"]), rows
    except (subprocess.SubprocessError, OSError, wire.WireError, KeyError, TypeError, ValueError) as error:
        said = (getattr(error, "stderr", None) or b"").decode("utf-8", "replace").strip()
        why = said.rpartition("\n")[2] or type(error).__name__
        notes.append(_("PyTorch could not be timed ({why}).").format(why=why))
        return None, []


def main(argv: list[str]) -> None:
    """PyTorch's side, in a process of its own: pack folder, exercise, number of sizes; one message on stdout."""
    from grader.pack import load

    root, name, count = argv
    exercise = load(name, Path(root))
    reply = {"torch": oracle.torch_use("cpu").version, "times": list(_examine(exercise.spec, int(count)))}
    sys.stdout.buffer.write(wire.message(wire.REPLY, reply))
    sys.stdout.buffer.flush()


def _examine(spec: Spec, count: int) -> Iterator[tuple[int, str, float, float, int]]:
    assert spec.ladder is not None
    assert spec.torch is not None
    for device in ("cpu", "cuda", "mps"):
        try:
            oracle.resolve(device)
        except UsageError:
            continue
        for number, case in enumerate(list(spec.ladder())[:count]):
            with oracle.settings(device) as torch:
                call = _on_device(torch, spec, case, device)
                took = _repeat(call, lambda: True)
            assert took is not None
            yield number, device, statistics.median(took[1:]), took[0], len(took) - 1


def _on_device(torch: Any, spec: Spec, case: Case, device: str) -> Callable[[], None]:
    """A call of the oracle on tensors that are on the device already; it returns when the device has finished."""
    dtype = torch.float32 if device == "mps" else torch.float64

    def tensor(value: Any) -> Any:
        if not isinstance(value, np.ndarray):
            return value
        found = torch.tensor(np.ascontiguousarray(value))
        return found.to(device, dtype if value.dtype == np.float64 else found.dtype)

    args = [tensor(value) for value in case.args.values()]
    wait = {
        "cuda": torch.cuda.synchronize,
        "mps": getattr(torch, "mps", torch).synchronize if device == "mps" else None,
    }

    def call() -> None:
        assert spec.torch is not None
        spec.torch(*args)
        finish = wait.get(device)
        if finish is not None:
            finish()

    return call
