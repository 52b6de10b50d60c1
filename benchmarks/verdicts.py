"""How good are the verdicts? Are wrong answers refused, right ones accepted, and misconceptions called by their names?

All of it runs in this process on the functions of the pack and of variants.py: what is measured is the judgement, not
the sandbox.
"""

import functools
import sys
import time
import warnings
from dataclasses import asdict, dataclass, field

import common
import numpy as np
from variants import RIGHT

from grader import judge
from grader.compare import DOUBLE, SINGLE
from grader.diagnose import Evidence, bind, diagnose, name_of, unseen
from grader.engine import FRESH, Known, confirming, draw_cases, further
from grader.errors import PackError
from grader.model import Status
from grader.pack import open_pack


@dataclass
class Kills:
    """Misconceptions of one exercise, and those that no visible case refuses."""

    misconceptions: int = 0
    survivors: list = field(default_factory=list)


@dataclass
class Alarms:
    """Right variants of one exercise over many seeds.

    runs      variants times seeds
    refused   (variant, seed, case) of right answers that were refused
    single    variants whose answers passed at the float32 tolerance only
    worst     the largest error of the float64 variants, in float64 tolerances
    worst32   the largest error of the float32 variants, in float32 tolerances
    """

    variants: int = 0
    runs: int = 0
    cases: int = 0
    refused: list = field(default_factory=list)
    single: list = field(default_factory=list)
    worst: float = 0.0
    worst_variant: str = ""
    worst32: float = 0.0


@dataclass
class Names:
    """How the misconceptions of one exercise were called."""

    right: int = 0
    wrong: list = field(default_factory=list)
    unnamed: list = field(default_factory=list)


def exercises(pack, only=()):
    """The exercises of the pack that can be loaded."""
    for name in only or pack.entries:
        try:
            yield pack.exercise(name)
        except (PackError, ImportError) as error:
            print(f"{name} is left out: {error}", file=sys.stderr)


def refused(spec, right, outcome):
    """Whether the verdict on an answer is anything but a pass."""
    verdicts, _excused = judge.check(spec, right, outcome)
    return any(verdict.status is not Status.PASS for verdict in verdicts)


def expectations(exercise, seed):
    """The cases of a seed with their right answers."""
    return [judge.expect(exercise.spec, case) for case in draw_cases(exercise.name, exercise.spec, seed)]


def diagnosed(known, function):
    """The answers of a function to the cases of seed 0, and what the diagnosis says of them, as for a hand-in.

    known   the right answers, kept: with them is kept what each misconception answers
    """

    spec = known.exercise.spec

    def evidence(expected):
        found = []
        for right in expected:
            outcome = judge.answer(spec, judge.here(function), right)
            found.append(Evidence(right, outcome, refused(spec, right, outcome)))
        return found

    first = evidence(known.expected(0, telling=True))
    confirm = functools.cache(
        lambda: [e for n in confirming(spec) for e in evidence(known.expected(n * FRESH, telling=True))]
    )
    more = further(known.exercise, 0, lambda cases: evidence([judge.expect(spec, case) for case in cases]))
    return first, diagnose(spec, first, confirm, again=lambda: more.ask([*unseen(spec, more, first)]))


def kills(exercise):
    """Grade every misconception on the visible, scored cases."""
    spec = exercise.spec
    visible = [right for right in expectations(exercise, 0) if right.case.telling and not right.case.hidden]
    found = Kills(len(spec.wrong))
    for wrong in spec.wrong:
        function = bind(spec, wrong)
        if not any(refused(spec, right, judge.answer(spec, judge.here(function), right)) for right in visible):
            found.survivors.append(wrong.__name__)
    return found


def names(exercise):
    """Diagnose every misconception."""
    known, found = Known(exercise), Names()
    for wrong in exercise.spec.wrong:
        _evidence, findings = diagnosed(known, bind(exercise.spec, wrong))
        called = sorted({finding.misconception for finding in findings if finding.misconception})
        if called == [name_of(wrong)]:
            found.right += 1
        elif called:
            found.wrong.append((wrong.__name__, called))
        else:
            found.unnamed.append(wrong.__name__)
    return found


def alarms(exercise, seeds):
    """Grade every right variant on the cases of many seeds."""
    spec, found = exercise.spec, Alarms()
    variants = RIGHT.get(exercise.name, {})
    found.variants = len(variants)
    single = set()
    for seed in seeds:
        cases = expectations(exercise, seed)
        for name, function in variants.items():
            found.runs += 1
            for right in cases:
                found.cases += 1
                outcome = judge.answer(spec, judge.here(function), right)
                verdicts, excused = judge.check(spec, right, outcome)
                if any(verdict.status is not Status.PASS for verdict in verdicts):
                    found.refused.append((name, seed, right.case.name))
                    continue
                if excused:
                    single.add(name)
                    found.worst32 = max(found.worst32, excess(spec, right, outcome, SINGLE))
                    continue
                error = excess(spec, right, outcome, DOUBLE)
                if error > found.worst and name not in single:
                    found.worst, found.worst_variant = error, name
    found.single = sorted(single)
    return found


def excess(spec, right, outcome, roundoff):
    """The largest error of an accepted answer, as a part of what is allowed."""
    outputs, wanted = judge.split(spec, outcome.value), right.outputs
    if spec.closest is not None:
        args = [judge.private(value) for value in right.case.args.values()]
        wanted = judge.split(spec, spec.closest(outcome.value, *args))
    widest = 0.0
    for one, other, bound in zip(wanted, outputs, right.bounds):
        if isinstance(one, np.ndarray) and bound is not None:
            error, allowed = np.abs(np.asarray(other, float) - one), roundoff * np.broadcast_to(bound, one.shape)
            widest = max(widest, float(np.max(error / np.where(allowed > 0, allowed, 1.0), initial=0.0)))
    return widest


def main():
    """Measure and print."""
    options = common.parser(__doc__.partition("\n")[0])
    options.add_argument("--seeds", type=int, default=1000, metavar="N", help="seeds for the right variants (1000)")
    options.add_argument("--only", action="append", default=[], metavar="NAME", help="these exercises only")
    chosen = options.parse_args()
    warnings.simplefilter("ignore")
    document = {"circumstances": common.circumstances(), "seeds": chosen.seeds, "exercises": {}}
    started = time.process_time()
    wrong_rows, right_rows = [], []
    for exercise in exercises(open_pack(), chosen.only):
        killed, called, alarmed = kills(exercise), names(exercise), alarms(exercise, range(chosen.seeds))
        document["exercises"][exercise.name] = {
            "kills": asdict(killed),
            "names": asdict(called),
            "alarms": asdict(alarmed),
        }
        dead = killed.misconceptions - len(killed.survivors)
        numbers = dead, called.right, len(called.wrong), len(called.unnamed)
        wrong_rows.append((exercise.name, killed.misconceptions, *numbers))
        if alarmed.variants:
            right_rows.append(
                (
                    exercise.name,
                    alarmed.variants,
                    alarmed.runs,
                    len(alarmed.refused),
                    len(alarmed.single),
                    f"{alarmed.worst:.3g}",
                    alarmed.worst_variant,
                    f"{alarmed.worst32:.3g}" if alarmed.single else "-",
                )
            )
        if not chosen.json:
            print(f"{exercise.name} ({time.process_time() - started:.0f} s)", file=sys.stderr)
    wrong_rows.append(("all", *(sum(row[column] for row in wrong_rows) for column in range(1, 6))))
    right_rows.append(("all", *(sum(row[column] for row in right_rows) for column in range(1, 5)), "", "", ""))
    document["cpu_seconds"] = round(time.process_time() - started, 1)
    document["total"] = {
        **dict(zip(("misconceptions", "refused", "named", "misnamed", "unnamed"), wrong_rows[-1][1:])),
        **dict(zip(("variants", "runs", "false_alarms", "float32_variants"), right_rows[-1][1:5])),
    }
    tables = [
        common.table(("wrong answers", "misconceptions", "refused", "named", "misnamed", "unnamed"), wrong_rows),
        common.table(
            (
                "right answers", "variants", "runs", "refused", "float32",
                "error/tolerance", "of variant", "float32 error/tolerance",
            ),
            right_rows,
        ),
    ]  # fmt: skip
    for name, part in document["exercises"].items():
        notes = [f"not refused: {wrong}" for wrong in part["kills"]["survivors"]]
        notes += [f"called {', '.join(called)}: {wrong}" for wrong, called in part["names"]["wrong"]]
        notes += [f"without a name: {wrong}" for wrong in part["names"]["unnamed"]]
        notes += [f"refused though right: {run}" for run in part["alarms"]["refused"][:5]]
        tables += [f"{name}: {note}" for note in notes]
    common.show(document, tables, chosen.json)


if __name__ == "__main__":
    main()
