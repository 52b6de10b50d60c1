"""Call functions of one submission in the student's process; whatever happens there becomes an Outcome."""

from __future__ import annotations

import re
import signal
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType, TracebackType
from typing import Any

from grader import wire
from grader.errors import GraderError, PackError, SubmissionError
from grader.messages import _
from grader.model import Failure, Outcome, Probe, Rng, Status, Submission
from grader.runner import child as far
from grader.runner.launch import Child, Gone, Late, start
from grader.runner.layers import tier_of

WALL = 5.0
"""Wall seconds allowed per CPU second, so that a busy machine does not turn a right answer into a timeout."""

IMPORT_SECONDS = 5.0
SPARE_BYTES = 256 * 1024

NOTHING: Mapping[str, str] = MappingProxyType({})

NAMES = re.compile(r"(?<![\w.])[^\W\d]\w*")
"""The names in a line of code, without those of attributes."""

_TROUBLE = {
    far.REFUSED: "import_refused",
    far.MISSING: "no_function",
    far.SYNTAX: "syntax_error",
    far.SIGNATURE: "wrong_arguments",
}


class Session:
    """One submission, loaded in one student's process. Use as a context manager.

    Raises SubmissionError from ``load`` and ``call`` for what makes grading impossible: a syntax error, a forbidden
    import, a missing function, other arguments. All else is an Outcome.
    """

    def __init__(self, name: str, submission: Submission, child: Child | None = None, probes: str = "") -> None:
        self.name = name
        self.probes = probes
        self.submission = submission
        self.layers: tuple[str, ...] = ()
        self.tier = 3
        self._child = child or start()
        self._reader = wire.Reader(self._child.read)
        self._dead = False
        self._number = 0

    def __enter__(self) -> Session:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._child.close()

    @property
    def alive(self) -> bool:
        return not self._dead

    def load(self) -> Outcome:
        """Execute the submission's module. A status other than PASS says how that failed."""
        try:
            kind, _count, layers = self._reader.message(4096)
        except (Gone, Late, wire.WireError) as error:
            text = _("The process for the submission did not start ({why}).").format(why=repr(error))
            raise GraderError(text) from error
        if kind != wire.READY or not isinstance(layers, list):
            raise GraderError(_("The process for the submission did not start."))
        # Nothing of the learner's has arrived there yet, so this can be believed.
        self.layers = tuple(str(layer) for layer in layers)
        self.tier = tier_of(self.layers)
        program = {
            "name": self.name,
            "source": self.submission.source,
            "siblings": dict(self.submission.siblings),
            "seconds": IMPORT_SECONDS,
            "probes": self.probes,
        }
        self._number = 0
        return self._exchange(wire.message(wire.PROGRAM, program), IMPORT_SECONDS, 0)

    def call(
        self,
        args: tuple[Any, ...],
        seconds: float,
        expected: int,
        function: str | None = None,
        module: str | None = None,
    ) -> Outcome:
        """Call the submission's function positionally.

        seconds   CPU seconds it may take
        expected  bytes of the expected answer; a reply much larger is refused unread
        module    the sibling in which ``function`` is looked for when the submission itself does not define it
        """
        if self._dead:
            return Outcome(Status.NOT_RUN)
        for arg in args:
            if isinstance(arg, Probe) and f"\ndef {arg.name}(" not in "\n" + self.probes:
                raise PackError(f"exercises/probes.py defines no function {arg.name}, which a case hands over.")
        self._number += 1
        request = {
            "module": module,
            "function": function or self.name,
            "args": tuple(outgoing(arg) for arg in args),
            "seconds": seconds,
        }
        return self._exchange(wire.message(wire.CALL, request, self._number), seconds, 2 * expected)

    def _exchange(self, request: bytes, seconds: float, budget: int) -> Outcome:
        self._child.allow(WALL * seconds + 1.0)
        try:
            self._child.send(request)
            kind, count, value = self._reader.message(budget + SPARE_BYTES)
            if count != self._number and kind != wire.EXPIRED:
                raise wire.WireError("the answer to another question")
            return self._understand(kind, value)
        except Late:
            return self._end(Status.TIMEOUT, Failure("Timeout", "wall"))
        except Gone as error:
            return self._end(Status.CRASHED, Failure("Exit", _ending(error.returncode)))
        except (wire.WireError, TypeError, ValueError, OverflowError) as error:
            return self._end(Status.CRASHED, Failure("Protocol", str(error)))

    def _end(self, status: Status, failure: Failure, printed: str = "") -> Outcome:
        self._dead = True
        self._child.process.kill()
        return Outcome(status, failure=failure, printed=printed)

    def _understand(self, kind: int, value: Any) -> Outcome:
        if kind == wire.LOADED and value is None:
            return Outcome(Status.PASS)
        if kind == wire.REPLY:
            result, mutated, printed, warnings = value
            positions = tuple(int(i) for i in mutated)
            return Outcome(Status.PASS, result, None, positions, str(printed), tuple(str(w) for w in warnings))
        if kind == wire.EXPIRED:
            trace, printed = value
            return self._end(Status.TIMEOUT, self._failure("Timeout", "cpu", trace), str(printed))
        if kind == wire.ERROR:
            return self._error(*value)
        raise wire.WireError("no answer")

    def _error(self, category: int, exception: str, text: str, trace: list, values: dict, printed: str) -> Outcome:
        failure = self._failure(str(exception), str(text), trace, values)
        if category in _TROUBLE and self._number <= 1:  # later it would carry the text of a hidden case outside
            raise SubmissionError(_TROUBLE[category], failure.message, failure.line)
        if category == far.TODO:
            failure = replace(failure, code="", values=())
        status = {far.MEMORY: Status.MEMORY, far.TODO: Status.TODO}.get(category, Status.RAISED)
        return Outcome(status, failure=failure, printed=str(printed))

    def _failure(self, exception: str, message: str, trace: list, values: Mapping[str, str] = NOTHING) -> Failure:
        """Steps on lines that do not exist are left out: a number chosen freely could carry the inputs.

        Of the ``values`` of variables those are kept that the last line speaks of.
        """
        sources = {self.name: self.submission.source, **self.submission.siblings}
        lines = {f"{name}.py": source.split("\n") for name, source in sources.items()}
        steps = ((str(file), int(line), str(function)) for file, line, function in trace)
        kept = tuple(step for step in steps if 0 < step[1] <= len(lines.get(step[0], ())))
        if not kept:
            return Failure(exception, message)
        file, line, _function = kept[-1]
        code = lines[file][line - 1].strip()
        spoken = {name: str(values[name]) for name in dict.fromkeys(NAMES.findall(code)) if name in values}
        return Failure(exception, message, line, kept, code, tuple(spoken.items()))


def _ending(returncode: int | None) -> str:
    if returncode is None:
        return _("it closed its connection")
    if returncode >= 0:
        return _("exit code {n}").format(n=returncode)
    try:
        return signal.Signals(-returncode).name
    except ValueError:
        return _("signal {n}").format(n=-returncode)


def outgoing(value: Any) -> Any:
    """An argument as it crosses the wire: of a generator its seed, of a probe its name."""
    if isinstance(value, Rng):
        return wire.Seed(value.seed)
    if isinstance(value, Probe):
        return wire.Named(f"{value.name}:{value.limit}")
    return value
