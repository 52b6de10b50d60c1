"""How often is a mistake called by its name, in whatever style the program is written?

Each program is a right solution from ``styles/`` in which one place is written as learners get it wrong. The programs
share no code with the catalogue of misconceptions; who wrote them knew its names. ``--write`` brings
docs/diagnosis.md up to date.
"""

import sys
import warnings
from collections import Counter
from dataclasses import asdict, dataclass, field

import common
import numpy as np
from styles import kit
from verdicts import diagnosed

from grader.diagnose import name_of
from grader.engine import Known
from grader.pack import open_pack

PAGE, MARK = "diagnosis.md", "naming"


@dataclass
class Named:
    """What was said of the programs of one exercise.

    known     how many misconceptions the course has for it
    tried     in how many programs each of them was made
    strange   programs with a mistake that the course has no name for
    right     called by their name
    wrong     (style, slip, what it was called): by another name
    told      (style, slip) of which a fact about the numbers was said, and no name
    silent    (style, slip) of which nothing was said
    passed    (style, slip) that were not refused
    refused   styles that were refused although they are right
    """

    exercise: str
    known: int
    styles: int
    tried: Counter = field(default_factory=Counter)
    strange: int = 0
    right: int = 0
    wrong: list = field(default_factory=list)
    told: list = field(default_factory=list)
    silent: list = field(default_factory=list)
    passed: list = field(default_factory=list)
    refused: list = field(default_factory=list)

    @property
    def nameable(self):
        """Programs with a mistake that has a name."""
        return self.right + sum(slip is not None for _style, slip, *_ in (*self.wrong, *self.told, *self.silent))


def named(exercise, module):
    """Grade and diagnose every program of an exercise, and grade the right solutions they are made of."""
    found = Named(exercise.name, len({name_of(wrong) for wrong in exercise.spec.wrong}), len(module.SLIPS))
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        known = Known(exercise)
        for program in kit.programs(module):
            _diagnosed(known, program, found)
        for style, function in kit.styles(module).items():
            evidence, _findings = diagnosed(known, function)
            if any(e.failed for e in evidence):
                found.refused.append(style)
    return found


def _diagnosed(known, program, found):
    wanted = program.slip if isinstance(program.slip, tuple) else (program.slip,) * bool(program.slip)
    found.tried.update(wanted)
    found.strange += not wanted
    place = program.style, program.slip
    evidence, findings = diagnosed(known, program.function)
    if not any(e.failed for e in evidence):
        found.passed.append(place)
        return
    called = sorted({finding.misconception for finding in findings if finding.misconception})
    if called and called == sorted(wanted):
        found.right += 1
    elif called:
        found.wrong.append((*place, called))
    else:
        (found.told if findings else found.silent).append(place)


def all_named(names=()):
    """What was said of the programs of these exercises, or of all that have any."""
    pack = open_pack()
    return filter(None, (of(pack.exercise(name)) for name in names or pack.entries))


def of(exercise):
    """What was said of the programs of one exercise; None where there are none."""
    module = kit.module_of(exercise.entry.topic, exercise.name)
    return None if module is None else named(exercise, module)


HEADER = (
    "exercise", "misconceptions", "tried", "styles", "programs", "named rightly", "wrongly", "a fact instead",
    "nothing", "others", "of these named",
)  # fmt: skip


def row(one):
    """A line of the table."""
    lost = [[place for place in places if place[1] is not None] for places in (one.told, one.silent)]
    return (
        one.exercise, one.known, len(one.tried), one.styles, one.nameable, one.right,
        sum(slip is not None for _style, slip, _called in one.wrong), *map(len, lost),
        one.strange, sum(slip is None for _style, slip, _called in one.wrong),
    )  # fmt: skip


def totals(rows):
    """The sums of all columns but the styles, of which there is the smallest and the largest number."""
    sums = [sum(column) for column in zip(*(line[1:] for line in rows), strict=True)]
    styles = [line[3] for line in rows]
    return ("all", *sums[:2], f"{min(styles)} to {max(styles)}", *sums[3:])


def page(found):
    """The generated part of docs/diagnosis.md."""
    rows = [row(one) for one in found]
    total = totals(rows)
    right, wrong = total[5] / total[4], (total[6] + total[10]) / (total[4] + total[9])
    lines = [
        f"**{total[4]} programs with a mistake that has a name: {100 * right:.1f} % named rightly. Of all "
        f"{total[4] + total[9]} programs {100 * wrong:.2f} % were given a wrong name.**",
        "",
        *common.markdown(HEADER, [*rows, [f"**{cell}**" for cell in total]]),
        "",
        "In how many programs each misconception was made:",
        "",
    ]
    for one in found:
        tried = ", ".join(f"{name} {count}" for name, count in sorted(one.tried.items()))
        lines.append(f"- **{one.exercise}**: {tried}")
    return "\n".join(lines)


def main():
    """Print what became of the programs of the exercises named, or of all."""
    parser = common.parser(__doc__)
    parser.add_argument("names", nargs="*", help="exercises")
    parser.add_argument("--write", action="store_true", help="write docs/diagnosis.md")
    options = parser.parse_args()
    found = []
    for one in all_named(options.names):
        found.append(one)
        if options.json:
            continue
        count = one.nameable + one.strange
        print(f"{one.exercise}: {count} programs, {one.right} named rightly, {len(one.wrong)} wrongly")
        for what in ("wrong", "silent", "told", "passed", "refused"):
            for place in getattr(one, what):
                print(f"    {what}: {place}")
    lacking = [name for name in options.names if name not in {one.exercise for one in found}]
    if lacking:
        print(f"no styles: {', '.join(lacking)}", file=sys.stderr)
    common.show(
        {"circumstances": common.circumstances(), "exercises": [asdict(one) for one in found]},
        [common.table(HEADER, [*map(row, found), totals([*map(row, found)])])] if found else [],
        options.json,
    )
    if options.write and not options.names:
        common.write(PAGE, MARK, page(found))


if __name__ == "__main__":
    main()
