"""How often is a mistake called by its name, in whatever style the program is written?

Each program is a right solution from ``styles/`` in which one place is written as learners get it wrong. The programs
share no code with the catalogue; who wrote them knew it. Writes the table of docs/diagnosis.md.
"""

import sys
import warnings
from dataclasses import dataclass, field

import common
import numpy as np
from styles import kit
from verdicts import evidence

from grader.diagnose import diagnose, name_of
from grader.engine import FRESH
from grader.pack import open_pack


@dataclass
class Named:
    """How the programs of one exercise were called.

    told      by no name, but by a fact about the numbers
    unnamed   (style, slip) of which nothing was said
    wrong     (style, slip, what it was called)
    passed    (style, slip) of programs that were not refused
    """

    exercise: str
    misconceptions: int
    tried: int = 0
    styles: int = 0
    slips: set = field(default_factory=set)
    right: int = 0
    told: int = 0
    unnamed: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    passed: list = field(default_factory=list)


def named(exercise, module):
    """Grade and diagnose every program of an exercise."""
    found = Named(exercise.name, len({name_of(wrong) for wrong in exercise.spec.wrong}), styles=len(module.SLIPS))
    for program in kit.programs(module):
        found.tried += 1
        place = program.style, program.slip
        found.slips.add(program.slip)
        graded = evidence(exercise, program.function, 0)
        if not any(e.failed for e in graded):
            found.passed.append(place)
            continue
        findings = diagnose(exercise.spec, graded, lambda: evidence(exercise, program.function, FRESH))  # noqa: B023
        called = sorted({finding.misconception for finding in findings if finding.misconception})
        wanted = sorted(program.slip) if isinstance(program.slip, tuple) else [program.slip]
        if called:
            if called == wanted:
                found.right += 1
            else:
                found.wrong.append((*place, called))
        elif findings:
            found.told += 1
        else:
            found.unnamed.append(place)
    return found


def right_ones(exercise, module):
    """The styles that are refused although nothing is wrong with them; there must be none."""
    return [
        name for name, function in kit.styles(module).items() if any(e.failed for e in evidence(exercise, function, 0))
    ]


def main():
    """Print what became of every program of the exercises named, or of all."""
    pack = open_pack()
    for name in sys.argv[1:] or pack.entries:
        exercise = pack.exercise(name)
        module = kit.module_of(exercise.entry.topic, name)
        if module is None:
            print(f"{name}: no styles")
            continue
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = named(exercise, module)
            refused = right_ones(exercise, module)
        print(f"{name}: {found.tried} tried, {found.right} right, {found.told} told, {len(found.wrong)} wrong")
        for what in ("wrong", "unnamed", "passed"):
            for row in getattr(found, what):
                print(f"    {what}: {row}")
        for style in refused:
            print(f"    {style} is right and is refused")


if __name__ == "__main__":
    common  # noqa: B018
    main()
