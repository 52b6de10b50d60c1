"""PyTorch in a process of its own, started before the submission runs: importing it never delays the verdict.

The process computes the oracle's answers to the same cases (drawn from the same seed), in float64, twice; and, as
unscored measurements, what the same oracle gives in float32, TF32 and bfloat16. It is the grader's own code and holds
nothing of a student; its answers come back as one message of the wire.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from grader import judge, oracle, wire
from grader.cases import draw_cases
from grader.errors import GraderError, UsageError
from grader.messages import _
from grader.model import Exercise, OracleUse, Precision
from grader.records import inputs_digest

SECONDS = 300.0
BUDGET = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Live:
    """What a live PyTorch gave: who it is, its answers by the digest of the inputs, and the measurements."""

    use: OracleUse
    answers: dict[str, tuple[Any, ...]]
    precision: tuple[Precision, ...]

    def answer(self, right: judge.Expected) -> judge.Expected | None:
        """PyTorch's answer to a case with the reference's tolerances, or None where it has none."""
        outputs = self.answers.get(inputs_digest(right.case))
        return None if outputs is None else replace(right, outputs=outputs)


class Question:
    """A PyTorch process at work on one exercise; ``collect`` waits for it."""

    def __init__(self, exercise: Exercise, seed: int, device: str) -> None:
        if importlib.util.find_spec("torch") is None:
            text = _("PyTorch is not installed: run `python -m pip install 'tatami-grader[torch]'`.")
            raise UsageError(text)
        home = str(Path(__file__).resolve().parents[1])
        code = "import sys; sys.path.insert(0, sys.argv[1]); from grader.live import main; main(sys.argv[2:])"
        command = [sys.executable, "-P", "-c", code, home, str(exercise.root), exercise.name, str(seed), device]
        self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)

    def collect(self) -> Live:
        """The answers. Raises UsageError for a device that is not there, GraderError when the process fails."""
        try:
            data, _errors = self._process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            self.close()
            raise GraderError(_("PyTorch gave no answer within five minutes.")) from None
        position = 0

        def read(n: int) -> bytes:
            nonlocal position
            position += n
            if position > len(data):
                raise GraderError(_("PyTorch ended without an answer; its own message stands above."))
            return data[position - n : position]

        kind, _count, value = wire.Reader(read).message(BUDGET)
        if kind == wire.ERROR:
            raise UsageError(str(value))
        use = OracleUse("torch", value["mode"], value["torch"], value["device"])
        rows = tuple(Precision(mode, value["device"], error, spread) for mode, error, spread in value["precision"])
        return Live(use, value["answers"], rows)

    def close(self) -> None:
        """End the process if it is still at work."""
        self._process.kill()
        self._process.communicate()


def main(argv: list[str]) -> None:
    """The process's side: pack folder, exercise, seed, device; one message on standard output."""
    from grader.pack import load

    root, name, seed, device = argv
    exercise = load(name, Path(root))
    try:
        use = oracle.torch_use(device)
    except UsageError as error:
        reply = wire.message(wire.ERROR, error.message)
    else:
        reply = wire.message(wire.REPLY, _examine(exercise, int(seed), use))
    sys.stdout.buffer.write(reply)
    sys.stdout.buffer.flush()


def _examine(exercise: Exercise, seed: int, use: OracleUse) -> dict[str, Any]:
    assert use.device is not None
    answers: dict[str, Any] = {}  # no deeper than it must be: outputs may be lists and dicts, and depth is limited
    rows = []
    spec = exercise.spec
    if spec.recordable:
        expected = [judge.expect(spec, case) for case in draw_cases(exercise.name, spec, seed)]
        expected = [right for right in expected if not right.raises]
        first = {right.case.name: oracle.torch_answer(spec, right, use.device) for right in expected}
        for right in expected:
            answer = first[right.case.name]
            assert answer is not None
            answers[inputs_digest(right.case)] = answer.outputs
        rows = list(_precision(exercise, expected, use.device))
    mode = "live" if spec.recordable else "none"
    return {"mode": mode, "torch": use.version, "device": use.device, "answers": answers, "precision": rows}


def _precision(
    exercise: Exercise, expected: list[judge.Expected], device: str
) -> Iterator[tuple[str, float | None, float | None]]:
    """(mode, largest error over its bound, largest spread of two runs) for each precision the device has."""
    modes = ["float64", "float32", "tf32", "bfloat16"]
    if device != "cuda":
        modes.remove("tf32")
    if device == "mps":
        modes.remove("float64")
    for mode in modes:
        try:
            runs = [[oracle.torch_answer(exercise.spec, right, device, mode) for right in expected] for _ in range(2)]
        except (RuntimeError, NotImplementedError):  # the operation does not exist in this precision there
            continue
        ratios = [0.0]
        spreads = [0.0]
        for right, one, two in zip(expected, *runs, strict=True):
            assert one is not None
            assert two is not None
            allowed = judge.precision_bounds(exercise.spec, right, mode)
            for wanted, got, again, bound in zip(right.outputs, one.outputs, two.outputs, allowed, strict=True):
                if bound is not None and not isinstance(bound, list | dict):
                    spreads.append(float(np.max(np.abs(np.asarray(got) - np.asarray(again)), initial=0.0)))
                    ratios.append(_over(np.asarray(wanted), np.asarray(got), np.asarray(bound)))
        yield mode, max(ratios), max(spreads)


def _over(wanted: np.ndarray, got: np.ndarray, bound: np.ndarray) -> float:
    """The largest error in units of its bound; 0 where neither is anything."""
    error = np.abs(got - wanted)
    ratio = np.divide(error, bound, out=np.where(error > 0, np.inf, 0.0), where=bound > 0)
    return float(min(ratio.max(initial=0.0), 1e300))
