"""What an author must be able to show about the walk of an exercise.

A walk does not call the reference: it computes, step by step, what its figures show. So there is something to prove:
the arrays that it ends with must be the answer, and what it writes out must add up.
"""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator
from itertools import pairwise
from statistics import fmean
from string import Formatter

import numpy as np

from grader import judge
from grader.messages import speaking
from grader.model import Case, Exercise, Outcome, Status, Walk
from grader.pack import Pack
from grader.screen.text import Style, cells
from grader.screen.walk import render
from grader.walk import stages

FEWEST, MOST = 2, 12
"""How many steps a walk may have: a reader presses Enter after each."""

WIDTH, HEIGHT = 80, 22
"""How large a step may be: a usual terminal, less the line for the keys and an empty one."""

ROUNDED = 2e-3
"""How far a written calculation may be off: its numbers are shown with four digits."""

FUNCTIONS = {"max": max, "mean": lambda *numbers: fmean(numbers), "sqrt": math.sqrt, "exp": math.exp, "log": math.log}
"""What may stand in a written calculation beside arithmetic."""


def complaints(pack: Pack, exercise: Exercise) -> Iterator[str]:
    """What is wrong with the walk of an exercise; nothing where it has none."""
    walk = exercise.spec.walk
    if walk is None:
        return
    if not pack.explains(exercise.name):
        yield "the walk is not found: write walk=... into the call of Spec"
    before = copy.deepcopy(dict(walk.args))
    last: dict[str, np.ndarray] = {}
    number = 0
    for number, step in enumerate(walk.steps(**walk.args), 1):
        last |= {figure.name: np.array(figure.values) for figure in step.figures}
        for line in step.work:
            if not adds_up(line):
                yield f"step {number} of the walk does not add up: {line}"
    if not judge.equal(before, dict(walk.args)):
        yield "the walk changes its arguments"
        return
    if not FEWEST <= number <= MOST:
        yield f"the walk has {number} steps: {FEWEST} to {MOST} are asked for"
    yield from _arrives(exercise, walk, last)
    for language in (pack.language, *pack.translations):
        with speaking(language):
            yield from _shown(pack.exercise(exercise.name), walk, language)


def _arrives(exercise: Exercise, walk: Walk, last: dict[str, np.ndarray]) -> Iterator[str]:
    """Complaints where the last figure called like an output is not that output."""
    spec = exercise.spec
    if missing := [name for name in spec.outputs if name not in last]:
        yield f"the walk never shows {', '.join(missing)}"
        return
    right = judge.expect(spec, Case("walk", walk.args))
    values = tuple(
        last[name] if isinstance(value, np.ndarray) else last[name].item()
        for name, value in zip(spec.outputs, right.outputs, strict=True)
    )
    outcome = Outcome(Status.PASS, values if len(values) > 1 else values[0])
    for verdict in judge.check(spec, right, outcome)[0]:
        if verdict.status is not Status.PASS:
            yield f"the walk ends with another {verdict.output} than the reference: {verdict.mismatch}"


def _shown(exercise: Exercise, walk: Walk, language: str) -> Iterator[str]:
    """Complaints about texts that cannot be filled in, and about steps that are too large for a screen."""
    for number, step in enumerate(walk.steps(**walk.args), 1):
        places = _places(exercise.say(step.text))
        if not places <= {*step.values} or places != _places(step.text):
            yield f"step {number} of the walk in {language} has the places {sorted(places)} for {[*step.values]}"
            return
    steps = stages(exercise)
    for number, stage in enumerate(steps, 1):
        lines = render(stage, exercise.name, number, len(steps), Style(WIDTH)).rstrip("\n").split("\n")
        if len(lines) > HEIGHT or max(map(cells, lines)) > WIDTH:
            size = f"{max(map(cells, lines))}x{len(lines)}"
            yield f"step {number} of the walk is {size} in {language}: at most {WIDTH}x{HEIGHT}"


def _places(pattern: str) -> set[str]:
    """The names of what is filled into a text; one that is no pattern has the name of its mistake."""
    try:
        return {name for _text, name, _format, _conversion in Formatter().parse(pattern) if name is not None}
    except ValueError as error:
        return {str(error)}


def adds_up(line: str) -> bool:
    """Whether all parts of ``1*2 + 0*3 = 2`` that are numbers are the same number."""
    numbers = [value for part in line.rpartition(": ")[2].split(" = ") if (value := _value(part)) is not None]
    return all(math.isclose(one, other, rel_tol=ROUNDED, abs_tol=ROUNDED) for one, other in pairwise(numbers))


def _value(part: str) -> float | None:
    """The value of a calculation; None for a name or a formula."""
    try:
        return float(eval(part, {"__builtins__": {}, "inf": math.inf}, FUNCTIONS))
    except (NameError, SyntaxError, TypeError):
        return None
