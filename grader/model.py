"""The nouns: frozen, picklable, and without behaviour beyond what a reader expects of them.

``Case``, ``Walk`` and ``Spec`` are what an author writes; ``Exercise`` is a Spec at an address; ``Submission`` is what
comes in; ``Outcome`` is what the student's process gave back; ``Mismatch``, ``Verdict``, ``CaseResult``, ``Finding``,
``Example`` and ``Report`` are what goes out. A Report holds no arrays and no times, so equal work gives equal bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gettext import NullTranslations

    import numpy as np

Value = Any
"""What crosses the wire: arrays, int, float, bool, str, None, tuples, lists and dicts of these, Rng, Probe."""


class Status(StrEnum):
    """How one check, or one case, ended."""

    PASS = "pass"
    WRONG_COUNT = "wrong_count"
    WRONG_TYPE = "wrong_type"
    WRONG_SHAPE = "wrong_shape"
    WRONG_DTYPE = "wrong_dtype"
    WRONG_VALUE = "wrong_value"
    NOT_FINITE = "not_finite"
    MUTATED_INPUT = "mutated_input"
    NOT_DETERMINISTIC = "not_deterministic"
    TODO = "todo"
    RAISED = "raised"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    NOT_RUN = "not_run"


@dataclass(frozen=True, slots=True)
class Rng:
    """A seed from which the student's process builds its own ``numpy.random.Generator``."""

    seed: int


@dataclass(frozen=True, slots=True)
class Probe:
    """A function that an exercise receives: the name of one in the pack's ``exercises/probes.py``, and that function.

    Its source is sent to the student's process; after ``limit`` calls it raises.
    """

    name: str
    function: Callable[..., Any] = field(compare=False)
    limit: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Case:
    """One call: a phrase that names it, the arguments by name in the stub's order, and what it is for.

    ``hidden`` cases show their name and status only. A case that is not ``scored`` only leads to a remark.
    ``smooth`` is False where the function has a kink or a tie at
    these arguments, so that numeric gradients prove nothing there. A ``long`` case (training) is played with the
    learner's function and the reference, and with no misconception: the others must tell those apart.
    """

    name: str
    args: Mapping[str, Value]
    hidden: bool = False
    smooth: bool = True
    scored: bool = True
    long: bool = False

    @property
    def telling(self) -> bool:
        """Whether misconceptions are looked for here: what is not scored is one more thing that a learner may miss."""
        return self.scored and not self.long


@dataclass(frozen=True, slots=True)
class Figure:
    """An array as it stands in a step of a walk. NaN is a cell that is not known yet.

    marked   the cells that the step speaks of: an index as ``np.s_[0, 1:3]`` gives it, or a list of indices
    """

    name: str
    values: Value
    marked: Any = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a walk: what happens, on which numbers, and the line of code that does it.

    text     a pattern that is the same for all numbers, so that it can be translated: ``"Row {i} is next."``
    figures  the arrays that it is about, drawn side by side
    work     calculations written out, ``"1*2 + 0*3 = 2"``, without words; what stands before ": " names the number
    code     the shape of the learner's line
    values   what is filled into ``text``, by name
    """

    text: str
    figures: tuple[Figure, ...] = ()
    work: tuple[str, ...] = ()
    code: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Walk:
    """One small case, walked through for ``grade exercise NAME --explain``.

    args     the arguments by name, as a Case has them
    steps    ``steps(**args)`` yields the Steps. A step is read before the next one is asked for, so arrays may change
             in between. The last figure called like an output must be that output
    """

    args: Mapping[str, Value]
    steps: Callable[..., Iterable[Step]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """Everything an author writes about one exercise.

    solve       the reference: called with the case's arguments, returns one value, or a tuple as named by ``outputs``
    cases       ``cases(rng)`` yields the Cases; equal generators must give equal cases
    outputs     the names of what is returned, in order
    shapes      axis names of array arguments and outputs, as in ``{"x": "N C_in H W"}``; messages use them
    torch       the PyTorch oracle, same arguments as ``solve``; imports torch in its body
    second      a second, differently written reference, for what PyTorch does not have; naive loops where there is a
                ladder, to be timed beside the first
    forward     the forward function of a backward exercise; numeric gradients prove the one with the other
    wrt         the names of the forward's arguments that ``outputs`` are the gradients of, in order
    wrong       the misconceptions: ``wrong_one(solve, *args)`` is a wrong answer, its docstring is the message.
                ``solve`` is the next better implementation, so that two misconceptions can be combined. Functions
                called ``name__variant`` are the same misconception in another form (another order of writing, say)
    hints       three steps: a nudge, the formula, the shape of the code
    hints_for   three steps for those whose answer is wrong in one output, or behaves like one misconception: by the
                name of either. ``hints`` are for all others
    magnitude   for the tolerance: like ``solve``, but gives the sum of the absolute values of the terms of each
                output element. By default ``solve`` on absolute values, which is right for sums of products
    terms       for the tolerance: the most products that one element sums. By default the size of the largest argument,
                which no sum of one layer exceeds
    summands    for the diagnosis: ``summands(*args)`` gives for some outputs the parts they are the sum of, each called
                as in a sentence ("the part through the mean"). In a drive the parts of each row (step), as they are as
                long as all rows before are right; an output may be made of those after it. ``dev check`` adds them up
    conditions  for the diagnosis: what may be said of a case ("windows overlap"), and whether it is so, a function of
                the arguments: "wrong only when windows overlap" is said where nothing else explains it
    closest     where several answers are right: ``closest(actual, *args)`` gives the right answer nearest to ``actual``
    seconds     CPU seconds one call may take
    drive       for what one call cannot show (a trajectory, chance, training): ``drive(call, *args)`` plays a case and
                returns what is judged, as named by ``outputs``; ``call(*arguments)`` is one call of the function. The
                case's arguments are then those of the drive (and of ``torch``, ``magnitude`` and ``law``, while
                ``solve``, ``second`` and ``wrong`` stay functions like the stub's)
    results     with a drive: the names of what one call returns, in order; the first call that returns something of
                another kind fails the case. Empty: the drive takes what comes, and each output is judged by itself
    law         for random functions: ``law(*args)`` gives for each output the right value and how far chance may take
                it from there, both exact (None: it must be equal; ``...`` as value: shown, not judged)
    curve       the output that is a curve over time, to be drawn in the report
    ladder      Cases of growing size to be timed on by ``grade exercise NAME --speed``, the largest about 20 ms long
    walk        a small case to be walked through, step by step, by ``grade exercise NAME --explain``
    """

    solve: Callable[..., Value]
    cases: Callable[[np.random.Generator], Iterable[Case]]
    outputs: tuple[str, ...] = ("out",)
    shapes: Mapping[str, str] = field(default_factory=dict)
    torch: Callable[..., Value] | None = None
    second: Callable[..., Value] | None = None
    forward: Callable[..., Value] | None = None
    wrt: tuple[str, ...] = ()
    wrong: tuple[Callable[..., Value], ...] = ()
    hints: tuple[str, ...] = ()
    hints_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    magnitude: Callable[..., Value] | None = None
    terms: int | None = None
    summands: Callable[..., Mapping[str, Mapping[str, Value]]] | None = None
    conditions: Mapping[str, Callable[..., bool]] = field(default_factory=dict)
    closest: Callable[..., Value] | None = None
    seconds: float = 2.0
    drive: Callable[..., Value] | None = None
    results: tuple[str, ...] = ("out",)
    law: Callable[..., Value] | None = None
    curve: str | None = None
    ladder: Callable[[], Iterable[Case]] | None = None
    walk: Walk | None = None

    @property
    def recordable(self) -> bool:
        """Whether PyTorch's answers can be kept and compared with: it has some, and chance has no say in them."""
        return self.torch is not None and self.law is None


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a pack's table of contents: all that can be known without importing NumPy."""

    name: str
    topic: str
    points: float = 1.0
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Exercise:
    """A Spec at an address, with the stub the learner is handed; ``root`` is the folder of its pack."""

    pack: str
    entry: Entry
    stub: str
    signature: tuple[str, ...]
    spec: Spec
    root: Path = Path()
    probes: str = ""
    """The source of the functions that exercises of the pack receive."""
    words: NullTranslations | None = field(default=None, compare=False)
    """The texts of the topic in the language of the interface, where that is not the pack's own."""

    @property
    def name(self) -> str:
        return self.entry.name

    def say(self, text: str) -> str:
        """A text of the exercise in the language of the interface."""
        return self.words.gettext(text) if self.words and text else text


@dataclass(frozen=True, slots=True)
class Submission:
    """A learner's source text; ``siblings`` are the sources it imports from the same workspace, by module name.

    ``cells`` maps lines of ``source`` back to a notebook: (first line, cell) in ascending order. A cell is its number
    from the top, or, in a notebook that runs, "[5]", as it stands beside what was run fifth.
    """

    origin: str
    source: str
    siblings: Mapping[str, str] = field(default_factory=dict)
    cells: tuple[tuple[int, int | str], ...] = ()
    student: str | None = None
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """An exception in the student's process: class, message, the learner's line, and the way there.

    trace    (module, line, function) from the entry inwards, the learner's own files only
    code     the text of the line
    values   the variables in it: (name, shape or value)
    """

    exception: str
    message: str
    line: int | None = None
    trace: tuple[tuple[str, int, str], ...] = ()
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came back from one call: a value when ``status`` is PASS, else why there is none."""

    status: Status
    value: Value = None
    failure: Failure | None = None
    mutated: tuple[int, ...] = ()
    printed: str = ""
    warnings: tuple[str, ...] = ()
    returned: tuple[str, Status, Mismatch | None] | None = None
    """In a case of several calls: the result of the first call that was not of the right kind."""
    given: Value = field(default=None, compare=False)
    """What that call gave back, where it was numbers that are not finite: a diagnosis compares the others."""


@dataclass(frozen=True, slots=True)
class Look:
    """The arrays of one case that failed and that the learner may see: for pictures, never for reports.

    output    the name of the first output that is wrong
    expected  the right outputs, as named by the spec; ``bounds`` are the errors allowed, per unit of roundoff
    given     the learner's outputs
    pattern   what its numbers have in common, if that has been said
    call      what the learner's function gave at its first call, where chance has a say
    """

    case: Case
    output: str
    expected: tuple[Value, ...]
    bounds: tuple[Any, ...]
    given: tuple[Value, ...]
    pattern: str | None = None
    call: Value = None


@dataclass(frozen=True, slots=True)
class Mismatch:
    """How two values differ: scalars and an index, or two descriptions where there is nothing to count."""

    expected: float | int | str | bool | None
    actual: float | int | str | bool | None
    index: tuple[int, ...] | None = None
    wrong: int | None = None
    total: int | None = None
    max_abs: float | None = None
    allowed: float | None = None
    """How far off chance may be, where it has a say."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """One check of one case. ``check`` is value, torch, raises, mutation or repeat."""

    check: str
    output: str | None
    status: Status
    mismatch: Mismatch | None = None
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class CaseResult:
    """All checks of one case; ``status`` is that of the first check that did not pass."""

    name: str
    hidden: bool
    status: Status
    checks: tuple[Verdict, ...] = ()
    failure: Failure | None = None
    printed: str = ""
    curve: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What a wrong answer behaves like. ``misconception`` is a name of the pack, or None for a pattern.

    ``rung`` says by which step of the diagnosis it was found: misconception, pair, factor, transform, terms, forward
    or condition. Remarks have none.
    """

    misconception: str | None
    output: str | None
    message: str
    rung: str | None = None


@dataclass(frozen=True, slots=True)
class Example:
    """A small case that goes wrong, as plain numbers (arrays as nested tuples).

    args      the arguments by name, in the stub's order
    output    the output that is wrong, with what it should be and what it is
    numeric   in a gradient: the index of the first wrong number, and what central differences of the forward give
              there, a witness that shares nothing with the reference
    """

    args: tuple[tuple[str, Value], ...]
    output: str
    expected: Value
    actual: Value
    numeric: tuple[tuple[int, ...], float] | None = None


@dataclass(frozen=True, slots=True)
class OracleUse:
    """One oracle that took part: numpy or torch, live or recorded."""

    name: str
    mode: str
    version: str
    device: str | None = None


@dataclass(frozen=True, slots=True)
class Precision:
    """What PyTorch's own answer costs in a precision: never scored.

    error_over_bound   the largest error in units of the bound for that precision; above 1 something is odd
    spread             the largest difference between two runs
    """

    mode: str
    device: str
    error_over_bound: float
    spread: float


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a submission could not be graded at all: a short word, a sentence, the learner's line."""

    kind: str
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One exercise, one submission."""

    pack: str
    exercise: str
    student: str | None
    seed: int
    passed: bool
    points: float
    score: float
    cases: tuple[CaseResult, ...] = ()
    oracles: tuple[OracleUse, ...] = ()
    diagnosis: tuple[Finding, ...] = ()
    smallest: Example | None = None
    remarks: tuple[Finding, ...] = ()
    precision: tuple[Precision, ...] = ()
    tier: int = 3
    layers: tuple[str, ...] = ()
    trouble: Trouble | None = None
    origin: str = ""

    @property
    def untouched(self) -> bool:
        """Whether nothing was written yet: every case met the stub's NotImplementedError."""
        return bool(self.cases) and all(case.status is Status.TODO for case in self.cases)
