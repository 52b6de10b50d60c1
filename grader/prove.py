"""What an author must be able to show about an exercise; everything that is not so becomes a complaint."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

import numpy as np

from grader import judge, prove_walk, recorder, translate
from grader.cases import draw_cases
from grader.compare import SINGLE, Within
from grader.diagnose import bind, message, name_of
from grader.errors import PackError
from grader.gradcheck import agree, projections
from grader.model import Case, Exercise, Outcome, Spec, Status
from grader.pack import Pack
from grader.runner.session import outgoing
from grader.wire import encode

MARGIN = 100.0
"""How far outside the float32 tolerance every misconception must be, in some visible case.

Where chance has a say, outside twice of what it may do.
"""

HINTS = 3

PATIENT = 2.0  # CPU seconds for one call: an exercise that asks for more may take longer here, too
MILLISECONDS = 150.0
"""The judge's CPU time for one grading, at most; those who may take longer say so by ``Spec.seconds``."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The account of one exercise.

    milliseconds   CPU time of the judge's own work for one grading: cases, references, tolerances
    cover          how few of the visible cases would already expose every misconception
    margin         how many float32 tolerances the least visible misconception is off; None without float outputs
    """

    name: str
    cases: int = 0
    hidden: int = 0
    misconceptions: int = 0
    milliseconds: float = 0.0
    cover: int = 0
    margin: float | None = None
    torch: bool = False
    complaints: tuple[str, ...] = ()


def prove(pack: Pack, names: Sequence[str] | None = None) -> Iterator[Proof]:
    """Prove the exercises called ``names``, or all of them and the pack's folders. Raises UsageError for a name."""
    for name in names or pack.entries:
        pack.entry(name)
        try:
            yield _prove(pack, name)
        except PackError as error:
            yield Proof(name, complaints=(error.message,))
        except Exception as error:  # an author's mistake is a complaint, whatever it is
            yield Proof(name, complaints=(f"{type(error).__name__}: {error}",))
    stray = () if names else (*_stray(pack), *_untitled(pack))
    if stray:
        yield Proof("pack.toml", complaints=stray)


def _prove(pack: Pack, name: str) -> Proof:
    exercise = pack.exercise(name)
    spec = exercise.spec
    complaints = [*_stub(pack, exercise), *_texts(pack, exercise)]
    started = time.process_time()
    cases = draw_cases(name, spec, 0)
    expected = [judge.expect(spec, case) for case in cases]
    milliseconds = 1000 * (time.process_time() - started)
    if milliseconds > MILLISECONDS and spec.seconds <= PATIENT:
        complaints.append(f"{milliseconds:.0f} ms of the judge's time: at most {MILLISECONDS:.0f}")
    again = draw_cases(name, spec, 0)
    if list(map(_bytes, cases)) != list(map(_bytes, again)):
        complaints.append("cases(rng) gives other cases for an equal rng")
    visible = [right for right in expected if right.case.telling and not right.case.hidden]
    if len(visible) < min(3, len(cases)):
        complaints.append("fewer than three visible cases")
    if cases[0].hidden or not cases[0].scored:
        complaints.append("the first case is not a visible, scored one")
    if len({case.name for case in cases}) < len(cases):
        complaints.append("two cases have the same name")
    for right in expected:
        complaints += _case(exercise, right)
    complaints += _oracles(spec, expected)
    complaints += recorder.complaints(exercise)
    complaints += prove_walk.complaints(pack, exercise)
    catches, margin, found = _misconceptions(spec, visible)
    complaints += found
    if spec.torch is None and spec.second is None:
        complaints.append("neither torch nor second: the reference has no independent witness")
    return Proof(
        name,
        cases=len(cases),
        hidden=sum(case.hidden for case in cases),
        misconceptions=len({name_of(wrong) for wrong in spec.wrong}),
        milliseconds=milliseconds,
        cover=_cover(catches),
        margin=margin,
        torch=spec.torch is not None,
        complaints=tuple(dict.fromkeys(complaints)),
    )


def _stub(pack: Pack, exercise: Exercise) -> Iterator[str]:
    tree = ast.parse(exercise.stub)
    statement = ast.get_docstring(tree)
    if not statement:
        yield "the stub has no docstring"
    elif "TODO" in statement:
        yield "the stub's statement still has a TODO"
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    classes = [node.name for node in tree.body if isinstance(node, ast.ClassDef)]
    if functions != [exercise.name] and not (classes and exercise.name in functions):
        yield f"the stub defines something other than {exercise.name}"
    imports = [ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom)]
    if not set(imports) <= {"import numpy", "import numpy as np"}:
        yield "the stub imports something other than NumPy"
    raises = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    if not raises or (len(raises) > 1 and not classes) or any("NotImpl" not in ast.unparse(node) for node in raises):
        yield "the stub does not raise NotImplementedError once"
    code = exercise.spec.solve.__code__
    takes = code.co_varnames[: code.co_argcount]
    if takes != exercise.signature:
        yield f"the reference takes ({', '.join(takes)}), the stub ({', '.join(exercise.signature)})"


def _texts(pack: Pack, exercise: Exercise) -> Iterator[str]:
    spec = exercise.spec
    if len(spec.hints) != HINTS or not all(spec.hints):
        yield f"{len(spec.hints)} hints: a nudge, the formula, the shape of the code are asked for"
    for aim, hints in spec.hints_for.items():
        if aim not in spec.outputs and aim not in map(name_of, spec.wrong):
            yield f"hints_for names {aim}, which is neither an output nor a misconception"
        if len(hints) != HINTS or not all(hints):
            yield f"{len(hints)} hints for {aim}: a nudge, the formula, the shape of the code are asked for"
    for wrong in spec.wrong:
        if not message(wrong):
            yield f"{wrong.__name__}: no docstring, so nothing to tell the learner"
    if any("TODO" in text for text in (*spec.hints, *chain(*spec.hints_for.values()), *map(message, spec.wrong))):
        yield "a hint or a misconception still has a TODO"
    if len({wrong.__name__ for wrong in spec.wrong}) < len(spec.wrong):
        yield "two misconceptions have the same name"
    for language in pack.translations:
        lacking = translate.missing(exercise, language)
        if lacking:
            yield f"{len(lacking)} texts lack {language}, the first is {lacking[0].origin}: {lacking[0].text[:40]!r}"
    order = list(pack.entries)
    for name in exercise.entry.requires:
        if name not in pack.entries:
            yield f"requires {name}, which is not in pack.toml"
        elif order.index(name) >= order.index(exercise.name):
            yield f"requires {name}, which comes later in pack.toml"
    for name in spec.shapes:
        if name not in exercise.signature and name not in spec.outputs:
            yield f"shapes names {name}, which is neither an argument nor an output"


def _case(exercise: Exercise, right: judge.Expected) -> Iterator[str]:
    spec, case = exercise.spec, right.case
    if spec.drive is None and tuple(case.args) != exercise.signature[: len(case.args)]:
        yield f"{case.name}: the arguments are not those of the stub, in its order"
    if right.raises == "NotImplementedError":
        yield f"{case.name}: the reference is not written yet"
    outcome = judge.answer(spec, judge.here(spec.solve), right)
    if outcome.mutated:
        yield f"{case.name}: the reference changes its arguments"
    if right.raises:
        return
    verdicts, excused = judge.check(spec, right, outcome)
    if excused or any(v.status is not Status.PASS for v in verdicts):
        yield f"{case.name}: the reference does not pass its own check"
    values = {**case.args, **dict(zip(spec.outputs, right.outputs, strict=False))}
    for name, axes in spec.shapes.items():
        if isinstance(values.get(name), np.ndarray) and values[name].ndim != len(axes.split()):
            yield f"{case.name}: {name} has {values[name].ndim} axes, shapes says {axes!r}"
    yield from parts(spec, right)
    for name, value, bound in zip(spec.outputs, right.outputs, right.bounds, strict=True):
        if isinstance(value, np.ndarray) and isinstance(bound, np.ndarray) and (10 * np.abs(value) > bound).any():
            yield f"{case.name}: the magnitude of {name} is smaller than its value; give Spec.magnitude"


def parts(spec: Spec, right: judge.Expected) -> Iterator[str]:
    """What is wrong with ``Spec.summands`` and ``Spec.conditions`` in a case."""
    args = list(right.case.args.values())
    for condition in spec.conditions.values():
        condition(*args)
    for name, named in spec.summands(*map(judge.private, args)).items() if spec.summands else ():
        if name not in spec.outputs:
            yield f"summands names {name}, which is no output"
        elif not judge.equal(right.outputs[spec.outputs.index(name)], np.sum(list(named.values()), axis=0)):
            yield f"{right.case.name}: the summands of {name} do not add up to it"


def _oracles(spec: Spec, expected: Sequence[judge.Expected]) -> Iterator[str]:
    from grader.oracle import torch_answer, torch_outputs

    for right in expected:
        if right.raises:
            continue
        own = judge.answer(spec, judge.here(spec.solve), right)
        if spec.law is not None and spec.torch is not None:
            drawn = Outcome(Status.PASS, torch_outputs(spec, right))
            yield from _disagreement(spec, right, drawn, right.case.name, "PyTorch")
        elif spec.torch is not None:
            yield from _disagreement(spec, torch_answer(spec, right), own, right.case.name, "PyTorch")
        if spec.second is not None:
            other = judge.answer(spec, judge.here(spec.second), right)
            if spec.law is not None:
                yield from _disagreement(spec, right, other, right.case.name, "the second reference")
                continue
            outputs = judge.split(spec, other.value) if other.status is Status.PASS else None
            if outputs is None:
                yield f"{right.case.name}: the second reference fails: {other.failure}"
                continue
            answer = judge.Expected(right.case, outputs, right.bounds, None, 0)
            yield from _disagreement(spec, answer, own, right.case.name, "the second reference")
        if spec.forward is not None and right.case.smooth:
            yield from _differences(spec, right)


def _bytes(case: Case) -> list[list[bytes]]:
    return [encode(outgoing(value)) for value in case.args.values()]


def _disagreement(spec: Spec, answer: judge.Expected | None, own: Outcome, case: str, who: str) -> Iterator[str]:
    if answer is None:
        return
    verdicts, excused = judge.check(spec, answer, own)
    if excused:
        yield f"{case}: the reference agrees with {who} to float32 precision only"
    for verdict in verdicts:
        if verdict.status is not Status.PASS:
            yield f"{case}: the reference disagrees with {who}: {verdict.output} {verdict.status} {verdict.mismatch}"


def _differences(spec: Spec, right: judge.Expected) -> Iterator[str]:
    """Complaints where the gradients are not those of the reference forward."""
    assert spec.forward is not None
    if len(spec.wrt) != len(spec.outputs):
        yield "wrt does not name one argument for each output"
        return
    args = {key: value for key, value in right.case.args.items() if key != "dout"}
    gradients = dict(zip(spec.wrt, right.outputs, strict=True))
    pairs = projections(spec.forward, args, right.case.args["dout"], gradients, np.random.default_rng(1), count=3)
    if not agree(pairs):
        name, numeric, claimed = next(pair for pair in pairs if not agree([pair]))
        yield f"{right.case.name}: the gradient of {name} is not that of the forward ({claimed:.6g}, not {numeric:.6g})"


def _misconceptions(spec: Spec, visible: Sequence[judge.Expected]) -> tuple[list[set[int]], float | None, list[str]]:
    """Which visible cases catch each misconception, the smallest margin, and complaints."""
    complaints, catches, margins = [], [], []
    answers = {
        wrong: [judge.answer(spec, judge.here(bind(spec, wrong)), right) for right in visible] for wrong in spec.wrong
    }
    for wrong, outcomes in answers.items():
        caught, widest = set(), 0.0
        for number, (right, outcome) in enumerate(zip(visible, outcomes, strict=True)):
            verdicts, _excused = judge.check(spec, right, outcome)
            if right.case.scored and any(v.status is not Status.PASS for v in verdicts):
                caught.add(number)
                widest = max(widest, _excess(spec, right, outcome))
        if not caught:
            complaints.append(f"{wrong.__name__}: no visible case tells it from the reference")
        elif widest < MARGIN:
            complaints.append(f"{wrong.__name__}: only {widest:.3g} float32 tolerances from the reference")
        catches.append(caught)
        margins.append(widest)
    for one, other in combinations(spec.wrong, 2):
        if name_of(one) != name_of(other) and all(
            judge.same(spec, a, b, right.bounds)
            for a, b, right in zip(answers[one], answers[other], visible, strict=True)
        ):
            complaints.append(f"{one.__name__} and {other.__name__}: no visible case tells them apart")
    finite = [margin for margin in margins if np.isfinite(margin)]
    return catches, min(finite, default=None), complaints


def _excess(spec: Spec, right: judge.Expected, outcome: Outcome) -> float:
    """How many float32 tolerances an answer is off; infinite when it is wrong in kind, not in value."""
    outputs = judge.split(spec, outcome.value) if outcome.status is Status.PASS else None
    if outputs is None or outcome.mutated:
        return np.inf
    widest = 0.0
    for one, other, bound in zip(right.outputs, outputs, right.bounds, strict=True):
        if bound is judge.ANYTHING:
            continue
        if isinstance(bound, Within) and isinstance(other, float):
            widest = max(widest, MARGIN / 2 * abs(other - one) / bound.error)
            continue
        plain = isinstance(bound, np.ndarray | float) and isinstance(other, np.ndarray | float | int)
        if not plain or np.shape(one) != np.shape(other):
            widest = widest if judge.equal(one, other) else np.inf
            continue
        with np.errstate(all="ignore"):
            off = np.abs(np.asarray(other, float) - np.asarray(one, float)) / (SINGLE * np.asarray(bound))
        off = np.where(np.isnan(off), 0.0 if judge.equal(one, other) else np.inf, off)
        widest = max(widest, float(off.max(initial=0.0)))
    return widest


def _cover(catches: Sequence[set[int]]) -> int:
    """The size of the smallest set of cases that catches every misconception (exact up to 3, then greedy)."""
    needed = [caught for caught in catches if caught]
    numbers = sorted(set().union(*needed)) if needed else []
    for size in range(1, min(3, len(numbers)) + 1):
        if any(all(caught & set(chosen) for caught in needed) for chosen in combinations(numbers, size)):
            return size
    count = 0
    while needed:
        best = max(numbers, key=lambda number: sum(number in caught for caught in needed))
        needed = [caught for caught in needed if best not in caught]
        count += 1
    return count


def _untitled(pack: Pack) -> Iterator[str]:
    """Titles that lack a translation."""
    for language in pack.translations:
        for text in translate.missing_titles(pack, language):
            yield f"{text.origin} lacks {language}"


def _stray(pack: Pack) -> Iterator[str]:
    """Files that belong to no exercise, and exercises without files."""
    for folder in ("exercises", "reference"):
        for path in sorted((pack.root / folder).glob("*/*.py")):
            helper = folder == "reference" and path.stem.startswith("_")
            if not helper and (path.stem not in pack.entries or pack.entries[path.stem].topic != path.parent.name):
                yield f"{folder}/{path.parent.name}/{path.name} is not in pack.toml"
