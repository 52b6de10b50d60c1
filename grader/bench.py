"""A judge that stays warm, for whoever grades again and again: a watcher, or a batch of hundreds.

NumPy, the pack, the references and their answers are there already, and a runner whose NumPy is imported waits in its
sandbox. Each runner runs one submission and is then thrown away, as in any other grading.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any

import numpy as np

from grader import wire
from grader.engine import Known, grade
from grader.judge import private
from grader.model import Look, Report, Spec, Submission
from grader.pack import Pack
from grader.runner import pool

PLAIN = (np.ndarray, int, float, bool, str)
REMEMBERED = 8192
"""How many answers to small cases are kept, some tens of megabytes."""


class Bench:
    """A pack, a sandbox with a runner in reserve, and the exercises graded last with their expected answers.

    keep   how many exercises: one for a learner, who works on one; more for a batch
    """

    def __init__(self, pack: Pack, seed: int = 0, floor: int = pool.NONE, keep: int = 1) -> None:
        self.pack, self.seed, self._keep = pack, seed, keep
        self._kept: dict[str, Known] = {}
        self._sandbox = pool.start(floor=floor)

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def close(self) -> None:
        """End the sandbox."""
        self._sandbox.close()

    def prepare(self, name: str) -> Known:
        """Load an exercise and its expected answers, unless they are at hand."""
        if name not in self._kept:
            exercise = self.pack.exercise(name)
            known = Known(replace(exercise, spec=remembering(exercise.spec)))
            known.expected(self.seed)
            while len(self._kept) >= self._keep:
                del self._kept[next(iter(self._kept))]
            self._kept[name] = known
        return self._kept[name]

    def grade(self, name: str, submission: Submission, look: Callable[[Look], None] | None = None) -> Report:
        """The report on a submission; ``look`` as in ``engine.grade``."""
        known = self.prepare(name)
        return self._sandbox.run(
            lambda child: grade(known.exercise, submission, seed=self.seed, child=child, known=known, look=look)
        )


def remembering(spec: Spec) -> Spec:
    """The same spec with a reference and misconceptions that remember their answers: the cases are always the same.

    What is remembered is copied on its way in and out. A function that changes its arguments, or gets some that are
    not plain values, is called each time.
    """
    memory: dict[tuple[Callable[..., Any], bytes], Any] = {}

    def remember(function: Callable[..., Any], first: int) -> Callable[..., Any]:
        @wraps(function)
        def call(*args: Any) -> Any:
            plain = args[first:]
            if (first and args[0] is not solve) or not all(type(arg) in PLAIN for arg in plain):
                return function(*args)
            key = function, b"".join(wire.encode(plain))
            if key not in memory:
                value = function(*args)
                if len(memory) >= REMEMBERED or b"".join(wire.encode(plain)) != key[1]:
                    return value
                memory[key] = private(value)
            return private(memory[key])

        return call

    solve = remember(spec.solve, 0)
    return replace(spec, solve=solve, wrong=tuple(remember(wrong, 1) for wrong in spec.wrong))
