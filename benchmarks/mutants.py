"""How often does the diagnosis say something false? Right programs, broken by machine, are diagnosed.

Every place of a right solution that can be written otherwise is: an operator, a constant, += for =, two indices or
arguments exchanged, a statement or a term left out, an end of a slice moved. What the judge refuses is diagnosed, and
whatever is said is tried on the cases of further seeds that the diagnosis has not seen. A fact is false if it does not
hold there, a name if the misconception and the program differ there. Nobody chose these programs, and no learner writes
most of them: what counts is the rate of false sentences, not how many programs are explained.
"""

import ast
import copy
import functools
import inspect
import signal
import sys
import textwrap
import time
import warnings
from dataclasses import dataclass, field
from itertools import permutations

import common
import numpy as np
from styles import kit
from variants import RIGHT
from verdicts import refused

from grader import judge
from grader.diagnose import Evidence, bind, diagnose, looks, name_of, unseen
from grader.diagnose.catalogue import Trial, explains, mixed
from grader.diagnose.claims import claimed, hold
from grader.diagnose.conditions import deciding, traits
from grader.diagnose.evidence import values_only
from grader.engine import FRESH, Known, confirming, further
from grader.model import Status
from grader.pack import open_pack

RUNGS = ("misconception", "pair", "factor", "transform", "terms", "condition")
SEEDS = range(500, 510)
"""Seeds that the diagnosis does not see."""

SECONDS = 2.0
"""CPU time that a broken program may take for the cases of a seed: loops may have lost their end."""


class TooLongError(BaseException):
    """A broken program does not end. Not an Exception: nobody may take it for one of the program."""


# Programs


def sources(exercise):
    """The right solutions of an exercise: the reference, the variants, the styles.

    Those that lay strides over memory themselves are left out: broken, they write where they must not.
    """
    module = kit.module_of(exercise.entry.topic, exercise.name)
    found = {"reference": exercise.spec.solve, **RIGHT.get(exercise.name, {}), **(kit.styles(module) if module else {})}
    for name, solution in found.items():
        if "as_strided" not in inspect.getsource(solution):
            yield name, solution


def mutants(function):
    """What becomes of a function when one place is written otherwise: (what was done, the source)."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    tree.body[0].decorator_list = []
    known = {ast.unparse(tree)}
    places = [node for node in ast.walk(tree.body[0]) if not isinstance(node, ast.arguments)]
    for number, node in enumerate(places):
        for turn in range(sum(1 for _ in changes(node))):
            other = copy.deepcopy(tree)
            same = [node for node in ast.walk(other.body[0]) if not isinstance(node, ast.arguments)][number]
            what, new = list(changes(same))[turn]
            other = ast.fix_missing_locations(_Replaced(same, new).visit(other))
            text = ast.unparse(other)
            if text not in known:
                known.add(text)
                yield f"{what}, line {getattr(node, 'lineno', 0)}", text


def compiled(function, text):
    """The function in a text, with what the module of the right one has at hand; None where it is no Python."""
    space = dict(inspect.unwrap(function).__globals__)
    try:
        exec(compile(text, "mutant.py", "exec"), space)
    except SyntaxError:
        return None
    return space[function.__name__]


class _Replaced(ast.NodeTransformer):
    def __init__(self, old, new):
        self.old, self.new = old, new

    def visit(self, node):
        return self.new if node is self.old else self.generic_visit(node)


OPERATORS = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div, ast.Add), ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mod,), ast.Mod: (ast.FloorDiv,), ast.Pow: (ast.Mult,),
}  # fmt: skip
COMPARISONS = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq
}  # fmt: skip


def changes(node):
    """The ways to write one node otherwise: (what was done, the new node)."""
    match node:
        case ast.BinOp(left, op, right):
            for other in OPERATORS.get(type(op), ()):
                yield f"{type(op).__name__} to {other.__name__}", ast.BinOp(left, other(), right)
            yield "right side left out", left
            if isinstance(op, ast.Add | ast.Mult):
                yield "left side left out", right
            else:
                yield "sides exchanged", ast.BinOp(right, op, left)
        case ast.AugAssign(target, op, value):
            yield "assigned", ast.Assign([target], value)
            for other in OPERATORS.get(type(op), ()):
                yield f"{type(op).__name__} to {other.__name__}", ast.AugAssign(target, other(), value)
            yield "left out", ast.Pass()
        case ast.Assign() | ast.Expr(value=ast.Call()):
            yield "left out", ast.Pass()
        case ast.UnaryOp(op=ast.USub() | ast.Not(), operand=operand):
            yield "sign left out", operand
        case ast.Compare(left, [op], rest) if type(op) in COMPARISONS:
            yield f"{type(op).__name__} changed", ast.Compare(left, [COMPARISONS[type(op)]()], rest)
        case ast.Constant(value=bool(value)):
            yield f"{value} changed", ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield f"{value} plus 1", ast.Constant(value + 1)
            yield f"{value} minus 1", ast.Constant(value - 1)
        case ast.Constant(value=float(value)):
            yield f"{value} doubled", ast.Constant(2 * value)
        case ast.Call(function, [first, second, *rest], keywords):
            yield "arguments exchanged", ast.Call(function, [second, first, *rest], keywords)
        case ast.Tuple([_, _, *_] as parts, context):
            for n in range(len(parts) - 1):
                swapped = [*parts[:n], parts[n + 1], parts[n], *parts[n + 2 :]]
                yield f"parts {n} and {n + 1} exchanged", ast.Tuple(swapped, context)
        case ast.Slice(lower, upper, step):
            one = ast.Constant(1)
            if lower is not None:
                yield "start left out", ast.Slice(None, upper, step)
                yield "start moved", ast.Slice(ast.BinOp(lower, ast.Add(), one), upper, step)
            if upper is not None:
                yield "end left out", ast.Slice(lower, None, step)
                yield "end moved", ast.Slice(lower, ast.BinOp(upper, ast.Sub(), one), step)
            if step is not None:
                yield "step left out", ast.Slice(lower, upper, None)


# Diagnosis and truth


@dataclass
class Rung:
    """What one rung of the diagnosis said of broken programs: how often, how often falsely, and of which."""

    said: int = 0
    false: list = field(default_factory=list)


@dataclass
class Result:
    """What became of broken programs.

    tried        programs that are refused, and so diagnosed
    accepted     programs that the judge cannot tell from right ones
    endless      programs that took too long
    raised       programs of which the report tells no more than that they end in an exception
    unexplained  other programs of which nothing was said
    """

    tried: int = 0
    accepted: int = 0
    endless: int = 0
    raised: int = 0
    unexplained: int = 0
    seconds: list = field(default_factory=list)
    rungs: dict = field(default_factory=lambda: {rung: Rung() for rung in RUNGS})


def measure(exercise, result, chosen):
    """Diagnose the broken programs ``chosen`` of an exercise: (where they are from, function)."""
    known = Known(exercise)
    for place, function in chosen:
        signal.signal(signal.SIGVTALRM, _stop)
        try:
            _one(exercise, known, f"{exercise.name}: {place}", function, result)
        except TooLongError:
            result.endless += 1
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def _stop(signum, frame):
    raise TooLongError


def _one(exercise, known, place, function, result):
    spec = exercise.spec

    def answered(expected):
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        outcomes = [judge.answer(spec, judge.here(function), right) for right in expected]
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        return [Evidence(e, o, refused(spec, e, o)) for e, o in zip(expected, outcomes, strict=True)]

    graded = answered(known.expected(0, True))
    if not any(e.failed for e in graded):
        result.accepted += 1
        return
    result.tried += 1

    fresh = functools.cache(lambda: [e for n in confirming(spec) for e in answered(known.expected(n * FRESH, True))])
    more = further(exercise, 0, lambda cases: answered([judge.expect(spec, case) for case in cases]))
    started = time.process_time()
    findings = diagnose(spec, graded, fresh, again=lambda: more.ask([*unseen(spec, more, graded)]))
    result.seconds.append(time.process_time() - started)
    name = None
    if not findings:
        name, _pool = deciding(spec, graded, fresh, more)
    if not findings and name is None:
        if all(e.outcome.status is Status.RAISED for e in graded if e.failed):
            result.raised += 1
        else:
            result.unexplained += 1
        return
    rung = result.rungs[findings[0].rung if findings else "condition"]
    rung.said += 1
    tried = [e for seed in SEEDS for e in answered(known.expected(seed, True))]
    if not (_true(spec, findings, graded, tried) if findings else _decides(spec, name, tried)):
        rung.false.append((place, [finding.message for finding in findings] or [name]))


def _decides(spec, name, unseen):
    return all(traits(spec, e.case)[name] for e in unseen if e.failed)


def _true(spec, findings, graded, unseen):
    """Whether findings hold in cases that the diagnosis has not seen, for all or for the values alone."""
    if _holds(spec, findings, graded, unseen):
        return True
    mutated = any(e.outcome.mutated for e in graded)
    return mutated and _holds(spec, findings, values_only(graded), values_only(unseen))


def _holds(spec, findings, graded, unseen):
    if findings[0].misconception is None:
        claims = claimed(spec, Trial(spec, graded).evidence, looks())
        return bool(claims) and hold(spec, claims, unseen)
    named = [[wrong for wrong in spec.wrong if name_of(wrong) == finding.misconception] for finding in findings]
    if len(named) == 1:
        return any(explains(spec, bind(spec, wrong), unseen) for wrong in named[0])
    for one, other in ((one, other) for one in named[0] for other in named[1]):
        if any(explains(spec, bind(spec, *order), unseen) for order in permutations((one, other))):
            return True
        explained = Trial(spec, unseen).outputs_explained_by(one)
        if all(judge.same(spec, mixed(spec, one, other, explained, e.expected), e.outcome, e.expected.bounds)
               for e in unseen):  # fmt: skip
            return True
    return False


def sample(exercise, count):
    """``count`` broken programs of an exercise, spread evenly over all places of all its right solutions; 0: all."""
    found = [
        (f"{name}, {what}", solution, text) for name, solution in sources(exercise) for what, text in mutants(solution)
    ]
    chosen = np.linspace(0, len(found) - 1, count).astype(int) if 0 < count < len(found) else range(len(found))
    programs = ((found[n][0], compiled(*found[n][1:])) for n in chosen)
    return [(place, program) for place, program in programs if program is not None]


def rows(result):
    """By rung: how often it spoke, how often falsely, and the rate."""
    counts = {name: (rung.said, len(rung.false)) for name, rung in result.rungs.items()}
    counts["all"] = tuple(map(sum, zip(*counts.values())))
    return [(name, said, false, f"{false / said:.2%}" if said else "-") for name, (said, false) in counts.items()]


HEADER = ("rung", "said", "false", "rate")


def page(result):
    """The generated part of docs/diagnosis.md."""
    counts = (
        f"{result.tried} programs were refused and diagnosed. Of {result.raised} the report tells no more than that "
        f"they end in an exception; {result.unexplained} others got the smallest case that goes wrong, or the place "
        f"alone. {result.accepted} broken programs could not be told from right ones, {result.endless} took too long."
    )
    return "\n".join([counts, "", *common.markdown(HEADER, rows(result))])


def run(names=(), count=10):
    """Measure the exercises called ``names``, or all, with ``count`` broken programs of each."""
    pack, result = open_pack(), Result()
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in names or pack.entries:
            exercise = pack.exercise(name)
            measure(exercise, result, sample(exercise, count))
    return result


def main():
    """Measure and print."""
    options = common.parser(__doc__.partition("\n")[0])
    options.add_argument("--sample", type=int, default=10, metavar="N", help="programs an exercise (10); 0: all")
    options.add_argument("--only", action="append", default=[], metavar="NAME", help="these exercises only")
    options.add_argument("--show", action="store_true", help="list what was said falsely")
    options.add_argument("--write", action="store_true", help="write docs/diagnosis.md")
    chosen = options.parse_args()
    started = time.process_time()
    result = run(chosen.only, chosen.sample)
    counts = {name: getattr(result, name) for name in ("tried", "accepted", "endless", "raised", "unexplained")}
    slowest = max(result.seconds, default=0.0)
    document = {
        "circumstances": common.circumstances(),
        "sample": chosen.sample,
        **counts,
        "slowest_diagnosis": round(slowest, 3),
        "cpu_seconds": round(time.process_time() - started, 1),
        "rungs": {name: {"said": rung.said, "false": rung.false} for name, rung in result.rungs.items()},
    }
    said = ", ".join(f"{number} {name}" for name, number in counts.items())
    tables = [common.table(HEADER, rows(result)), f"{said}; the slowest diagnosis took {slowest:.2f} s"]
    if chosen.show:
        tables += [f"{name}: {row}" for name, rung in result.rungs.items() for row in rung.false]
    common.show(document, tables, chosen.json)
    if chosen.write and not chosen.only:
        common.write("diagnosis.md", "mutants", page(result))


if __name__ == "__main__":
    sys.exit(main())
