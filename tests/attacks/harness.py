"""Run an attack as a submission, say in one word how it ended, and look whether it left anything behind."""

from __future__ import annotations

import ast
import contextlib
import ctypes
import gc
import os
import re
import shutil
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from grader import judge, pack
from grader.engine import draw_cases, grade
from grader.errors import SandboxRefused
from grader.model import Exercise, Report, Status, Submission
from grader.runner import pool, session
from grader.runner.launch import Child, start
from grader.runner.layers import LAYERS as _LAYERS

HERE = Path(__file__).parent
KIT = (HERE / "kit.py").read_text()
SECRET = "tatami_attack_secret_4711"
SECRET_FILE = Path("/tmp/tatami_attack_secret.txt")
INPUTS = "tatami_attack_inputs"
SEED = 20_250
IMPORT_SECONDS = 0.6
GRACE = 0.5
GROWTH = 32 << 20
SPARE = 2
"""Descriptors by which a judge may differ: a sandbox may have the next process ready, or have heard of it already."""
LAYERS = frozenset(_LAYERS)
PLAIN = frozenset({"process", "frames", "verify", "deadline", "handles", "report"})
"""What the judge and a process of one's own stop."""

RIGHT = KIT.replace("def right(", "def conv_forward(")

UNIMPORTED = ("ModuleNotFoundError", "ImportError", "PermissionError")
BODY = "<module>"

WORDS = {
    Status.WRONG_VALUE: "values",
    Status.NOT_DETERMINISTIC: "values",
    Status.MUTATED_INPUT: "values",
    Status.WRONG_TYPE: "type",
    Status.WRONG_COUNT: "type",
    Status.WRONG_SHAPE: "shape",
    Status.WRONG_DTYPE: "dtype",
    Status.NOT_FINITE: "nonfinite",
    Status.RAISED: "exception",
    Status.TODO: "exception",
    Status.TIMEOUT: "timeout",
    Status.MEMORY: "memory",
    Status.CRASHED: "crash",
}


@dataclass(frozen=True)
class Attack:
    """A submission that must not get its way. ``layers`` are those of which each alone stops it."""

    name: str
    source: str
    expect: str
    layers: tuple[str, ...]
    dangerous: bool

    @property
    def plain(self) -> bool:
        """Whether it needs no sandbox to be contained."""
        return not self.dangerous and set(self.layers) <= PLAIN

    @property
    def seconds(self) -> float:
        """CPU seconds a call may take: few where time is to run out."""
        return 0.1 if "timeout" in self.expect or "any" in self.expect else 2.0

    def allows(self, word: str) -> bool:
        """Whether ending with ``word`` is what is asked for."""
        wanted = re.sub(r"^pass-or-", "", self.expect)
        if word == "pass":
            return self.expect.startswith("pass")
        words = wanted.removeprefix("fail:").split("-or-")
        return wanted.startswith("fail:") and (word in words or words == ["any"])


@cache
def attacks() -> dict[str, Attack]:
    """All attacks, by name; their constants are read, they are never imported."""
    found = {}
    for path in sorted((HERE / "submissions").glob("*.py")):
        source = path.read_text()
        constants: dict[str, Any] = {}
        for node in ast.parse(source).body:
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in (
                "EXPECT", "LAYERS", "DANGEROUS"
            ):  # fmt: skip
                constants[node.targets[0].id] = ast.literal_eval(node.value)
        found[path.stem] = Attack(
            path.stem, source, constants["EXPECT"], constants["LAYERS"], constants.get("DANGEROUS", False)
        )
    return found


@cache
def exercise(seconds: float = 2.0) -> Exercise:
    """The exercise that all attacks pretend to solve, with the time a call may take; nothing is diagnosed."""
    loaded = pack.load("conv_forward")
    return replace(loaded, spec=replace(loaded.spec, seconds=seconds, wrong=()))


@cache
def table(seed: int = SEED) -> str:
    """A module with the right answers to the cases of a seed by their inputs, and how many cases are public."""
    answers = {}
    cases = draw_cases("conv_forward", exercise().spec, seed)
    for case in cases:
        outputs = judge.expect(exercise().spec, case).outputs
        x, w, b, *numbers = case.args.values()
        key = x.tobytes() + w.tobytes() + repr((b.tolist(), *numbers)).encode()
        answers[sha256(key).hexdigest()] = outputs[0].tolist()
    public = next(number for number, case in enumerate(cases) if case.hidden)
    return f"PUBLIC, TOTAL = {public}, {len(cases)}\nANSWERS = {answers!r}\n"


def submission(source: str, origin: str = "attack.py") -> Submission:
    """A submission that can import what the attacks share."""
    return Submission(origin, source, {"kit": KIT, "table": table()})


def run(attack: Attack, child: Child | None, seed: int = SEED + 1) -> Report:
    """Grade an attack in a process that was started for it."""
    return grade(exercise(attack.seconds), submission(attack.source, f"{attack.name}.py"), seed=seed, child=child)


def passes(child: Child | None) -> bool:
    """Whether the right solution passes in a process that was started for it."""
    return grade(exercise(), submission(RIGHT, "conv_forward.py"), seed=SEED, child=child).passed


def outcome(report: Report) -> str:
    """How a report ended, in one word of those that the attacks' EXPECT is made of."""
    if report.passed:
        return "pass"
    if report.trouble is not None:
        return "import" if report.trouble.kind == "import_refused" else report.trouble.kind
    failing = [case for case in report.cases if case.status is not Status.PASS]
    case = next((case for case in failing if case.status is not Status.NOT_DETERMINISTIC), failing[0])
    failure = case.failure
    if case.status is Status.CRASHED and failure is not None and failure.exception == "Protocol":
        return "protocol"
    if failure is not None and failure.exception in UNIMPORTED and failure.trace[-1:] and failure.trace[-1][2] == BODY:
        return "import"
    mismatch = next((check.mismatch for check in case.checks if check.mismatch), None)
    if case.status is Status.WRONG_TYPE and mismatch is not None and str(mismatch.actual).startswith("array of "):
        return "dtype"
    return WORDS[case.status]


def worked(report: Report) -> str | None:
    """What an attack says it was able to do: it answers with sevens then, and with zeros when it was refused."""
    first = next((case for case in report.cases if not case.hidden), None)
    if first is None or first.status is not Status.WRONG_VALUE:
        return None
    mismatch = next(check.mismatch for check in first.checks if check.mismatch)
    return first.printed.strip() or "something" if mismatch.actual == 7.0 else None


def complaints(report: Report, lines: int = 1 << 20) -> Iterator[str]:
    """What must hold of every report on a submission of so many lines, whatever it did."""
    text = repr(report)
    if SECRET in text:
        yield "the secret is in the report"
    if INPUTS in text:
        yield "the inputs of a hidden case are in the report"
    for case in report.cases:
        if case.hidden and (case.printed or any(check.mismatch or check.pattern for check in case.checks)):
            yield f"{case.name}: a hidden case shows numbers or text"
        if case.hidden and case.failure is not None and (case.failure.message or case.failure.trace):
            yield f"{case.name}: a hidden case shows what was raised"
        if case.hidden and case.failure is not None and not 0 <= (case.failure.line or 0) <= lines:
            yield f"{case.name}: a hidden case failed on a line that does not exist"


@dataclass(frozen=True)
class Traces:
    """What can be seen of a machine from outside."""

    files: frozenset[tuple[str, int, int]]
    shared: int
    processes: int
    zombies: int
    descriptors: int
    memory: int


def traces() -> Traces:
    """Look at files, shared memory, processes, descriptors and the judge's own memory."""
    processes, zombies = descendants()
    return Traces(
        frozenset(_files()), _shared(), processes, zombies, len(os.listdir("/proc/self/fd")), _memory("VmRSS")
    )


def _places() -> list[str]:
    """Folders in which attacks try to leave something."""
    library, home = Path(np.__file__).parent, Path(os.__file__).parent
    places = ["/tmp", "/var/tmp", "/dev/shm", "/run", "/", ".", "/home", "/root", library, library.parent, home]
    places += [library / "__pycache__", library.parent / "__pycache__", home / "__pycache__", library / "linalg"]
    places.append(sysconfig.get_path("scripts"))
    return sorted({str(Path(place).resolve()) for place in places})


def _files() -> Iterator[tuple[str, int, int]]:
    library, home = Path(np.__file__).parent, Path(os.__file__).parent
    victims = [library / "__init__.py", library / "linalg" / "__init__.py", home / "os.py", home / "site.py"]
    victims += [library.parent / "sitecustomize.py", Path("results.json"), Path("/autograder/results/results.json")]
    for place in _places():
        try:
            names = os.listdir(place)
        except OSError:
            continue
        victims += [Path(place, name) for name in names if name.startswith(("tatami_attack", "core."))]
    for path in set(victims) - {SECRET_FILE}:
        try:
            found = path.lstat()
        except OSError:
            continue
        yield str(path), found.st_size, found.st_mtime_ns


def _shared() -> int:
    keys = {str(0x7A7A11), str(0x7A7A22)}
    count = 0
    for kind in ("shm", "sem", "msg"):
        try:
            lines = Path(f"/proc/sysvipc/{kind}").read_text().splitlines()[1:]
        except OSError:
            continue
        count += sum(line.split()[0] in keys for line in lines)
    return count


def descendants() -> tuple[int, int]:
    """How many processes descend from this one, and how many of them are dead and not reaped."""
    children: dict[int, list[tuple[int, str]]] = {}
    for name in os.listdir("/proc"):
        if name.isdecimal():
            try:
                state, parent = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            children.setdefault(int(parent), []).append((int(name), state))
    living, dead, waiting = 0, 0, [os.getpid()]
    while waiting:
        for pid, state in children.get(waiting.pop(), []):
            living, dead = living + (state != "Z"), dead + (state == "Z")
            waiting.append(pid)
    return living, dead


def children() -> list[int]:
    """The processes that this one has started and that are alive."""
    found = []
    for name in os.listdir("/proc"):
        if name.isdecimal():
            with contextlib.suppress(OSError):
                state, parent = Path("/proc", name, "stat").read_text().rpartition(")")[2].split()[:2]
                if int(parent) == os.getpid() and state != "Z":
                    found.append(int(name))
    return found


def _memory(field: str) -> int:
    found = re.search(rf"{field}:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) * 1024 if found else 0


def _reset_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def environment() -> tuple[Any, ...]:
    """The judge's own arithmetic: error handling, rounding and the smallest number."""
    return np.geterr(), 0.1 + 0.2, 1.0 / 3.0, np.float64(5e-324) * 1.0


@contextmanager
def untouched(settle: float = 2.0, growth: int = GROWTH) -> Iterator[None]:
    """Fail unless the machine and the judge are afterwards as they were before."""
    gc.collect()
    before, arithmetic = traces(), environment()
    _reset_peak()
    yield
    peak = _memory("VmHWM")
    end = time.monotonic() + settle
    while True:
        after = traces()
        left = [
            f"files: {sorted(after.files ^ before.files)}" * (after.files != before.files),
            f"shared memory: {after.shared - before.shared} more" * (after.shared > before.shared),
            f"processes: {after.processes - before.processes} more" * (after.processes > before.processes),
            f"zombies: {after.zombies - before.zombies} more" * (after.zombies > before.zombies),
            f"descriptors: {after.descriptors - before.descriptors} more"
            * (after.descriptors > before.descriptors + SPARE),
        ]
        left = [text for text in left if text]
        if not left or time.monotonic() > end:
            break
        time.sleep(0.02)
    if peak > before.memory + growth:
        left.append(f"the judge grew by {(peak - before.memory) >> 20} MiB")
    if environment() != arithmetic:
        left.append("the judge calculates differently")
    assert not left, "; ".join(left)


def deadline(attack: Attack) -> float:
    """Wall seconds after which a verdict is overdue: one import and one call that take all the time they have."""
    return session.WALL * (session.IMPORT_SECONDS + attack.seconds) + 2.0


@dataclass(frozen=True)
class Ended:
    """What became of an attack."""

    word: str
    worked: str | None
    wrong: tuple[str, ...]

    @property
    def contained(self) -> bool:
        """Whether nothing forbidden happened."""
        return self.worked is None and not self.wrong


def attacked(attack: Attack, spawn: Callable[[], Child]) -> tuple[Ended, Report]:
    """Run an attack and the right solution after it, and collect everything that is not as it must be."""
    wrong = []
    child = spawn()
    started = time.monotonic()
    report = run(attack, child)
    took = time.monotonic() - started
    word = outcome(report)
    if took > deadline(attack) + GRACE:
        wrong.append(f"took {took:.1f} s of {deadline(attack):.1f} s")
    if not attack.allows(word):
        failure = next((case.failure for case in report.cases if case.failure), None)
        wrong.append(f"ended with {word} instead of {attack.expect}: {failure}")
    wrong += complaints(report, attack.source.count("\n") + 1)
    return Ended(word, worked(report), tuple(wrong)), report


class Sandboxes:
    """Sandboxes by tier and by what they leave out; tier 3 is a plain process of its own."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, frozenset[str]], pool.Sandbox | str] = {}

    def spawner(self, tier: int, without: frozenset[str] = frozenset()) -> Callable[[], Child]:
        """What starts a process in such a sandbox. Raises SandboxRefused where this machine cannot build it."""
        if tier == 3:
            return start
        if (tier, without) not in self._kept:
            try:
                sandbox = pool.start(tier, without=without)
                self._kept[tier, without] = sandbox
                passes(sandbox.spawn())  # what is opened once is open from here on
            except SandboxRefused as error:
                self._kept[tier, without] = str(error)
        found = self._kept[tier, without]
        if isinstance(found, str):
            raise SandboxRefused(found)
        return found.spawn

    def close(self) -> None:
        """End them all."""
        for sandbox in self._kept.values():
            if not isinstance(sandbox, str):
                sandbox.close()
        self._kept.clear()


@contextmanager
def subreaper() -> Iterator[None]:
    """Make orphans among the descendants children of this process, so that a daemon cannot hide."""
    prctl, option = ctypes.CDLL(None).prctl, 36
    prctl(option, 1, 0, 0, 0)
    try:
        yield
    finally:
        prctl(option, 0, 0, 0, 0)


def sweep() -> list[str]:
    """Remove what attacks left behind when a layer was off; what that was."""
    left: list[Path] = []
    for place in _places():
        with contextlib.suppress(OSError):
            left += [Path(place, name) for name in os.listdir(place) if name.startswith("tatami_attack")]
    left = [path for path in left if path != SECRET_FILE]
    for path in left:
        with contextlib.suppress(OSError):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    libc = ctypes.CDLL(None)
    for key in (0x7A7A11, 0x7A7A22):
        for kind, arguments in (("shm", (0, 0)), ("sem", (0, 0)), ("msg", (0,))):
            number = getattr(libc, f"{kind}get")(key, *arguments)
            if number >= 0:
                getattr(libc, f"{kind}ctl")(number, *((0, 0, 0) if kind == "sem" else (0, 0)))
                left.append(Path(f"{kind} {key:x}"))
    return [str(path) for path in left]
