"""pytest and editors show the exercises of a workspace: a test for each case, with the report's words when it fails.

Only folders that ``grade start`` has marked are looked at (``grader.workspace``); anywhere else this module costs one
look per folder. The learner's files are not imported: they are graded as ever, in the sandbox, once a file. NumPy and
the grader are loaded when the first exercise is collected.
"""

from __future__ import annotations

import os
import re
from collections.abc import Generator, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from grader.bench import Bench
    from grader.model import CaseResult, Report
    from grader.pack import Pack

SEED = 0
MARK = ".tatami"
"""As in ``grader.workspace``, which is not imported where there is none."""


class Room:
    """What a session keeps: the courses of the folders it has seen, and a warm judge for each course in use."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._packs: dict[Path, tuple[Pack, ...]] = {}
        self._benches: dict[Path, Bench] = {}

    def pack(self, path: Path) -> Pack | None:
        """The course that the file at ``path`` is an exercise of. Raises CollectError when a course is not there."""
        if path.parent not in self._packs:
            self._packs[path.parent] = _packs(path.parent)
        if path.suffix == ".ipynb" and path.with_suffix(".py").exists():  # it goes first, as in `grade exercise`
            return None
        return next((pack for pack in self._packs[path.parent] if path.stem in pack.entries), None)

    def bench(self, pack: Pack) -> Bench:
        """The judge of a course, which stays warm until the session ends."""
        if pack.root not in self._benches:
            from grader.bench import Bench

            bench = self._benches[pack.root] = Bench(pack, SEED)
            self._config.add_cleanup(bench.close)
        return self._benches[pack.root]


ROOM = pytest.StashKey[Room]()


def pytest_configure(config: pytest.Config) -> None:
    """Begin with nothing known."""
    config.stash[ROOM] = Room(config)


@pytest.hookimpl(hookwrapper=True)
def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> Generator[None, Any, None]:
    """Take the exercises of a workspace, also from pytest's own collector, which would import them."""
    pack = parent.config.stash[ROOM].pack(file_path) if file_path.suffix in (".py", ".ipynb") else None
    outcome = yield
    if pack is not None:
        outcome.force_result([ExerciseFile.from_parent(parent, path=file_path, pack=pack)])


def _one_thread() -> None:
    """As the command line does: NumPy, when it is imported, need not start threads for small arrays."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _packs(folder: Path) -> tuple[Pack, ...]:
    if not (folder / MARK).is_file():
        return ()
    from grader.errors import GraderError
    from grader.workspace import packs

    try:
        return packs(folder)
    except GraderError as error:
        raise pytest.Collector.CollectError(error.message) from None


class ExerciseFile(pytest.File):
    """A learner's file: its cases, and the one report on it."""

    def __init__(self, *, pack: Pack, **given: Any) -> None:
        super().__init__(**given)
        self.pack = pack

    def collect(self) -> Iterator[pytest.Item]:
        """The cases that are scored, by name; those of a stub that is as it was handed out will be skipped."""
        _one_thread()
        from grader import files
        from grader.cases import draw_cases
        from grader.errors import GraderError

        try:
            spec = self.pack.exercise(self.path.stem).spec
        except GraderError as error:
            raise self.CollectError(error.message) from None
        untouched = files.holds(self.path, self.pack.stub(self.path.stem))
        line = self._line()
        scored = [case for case in draw_cases(self.path.stem, spec, SEED) if case.scored]
        for number, case in enumerate(scored):
            item = CaseItem.from_parent(self, name=case.name, number=number, line=line)
            if untouched:
                item.add_marker(pytest.mark.skip(reason=_not_started()))
            yield item

    @cached_property
    def report(self) -> Report:
        """What the grader says of the file; the attempt is remembered, as one of `grade exercise` is."""
        from contextlib import suppress

        from grader.errors import GraderError
        from grader.learner import Learner
        from grader.watch import grade_file

        report, source = grade_file(self.config.stash[ROOM].bench(self.pack), self.path.stem, self.path)
        with suppress(GraderError), Learner.open() as state:
            state.record(report, source)
        return report

    def _line(self) -> int:
        """Where the function begins, counted from 0: an editor puts its marks there."""
        text = self.path.read_text(encoding="utf-8", errors="replace") if self.path.suffix == ".py" else ""
        found = re.search(rf"^(?:def|class)\s+{self.path.stem}\b", text, re.MULTILINE)
        return text.count("\n", 0, found.start()) if found else 0


class CaseItem(pytest.Item):
    """One case of an exercise."""

    parent: ExerciseFile

    def __init__(self, *, number: int, line: int, **given: Any) -> None:
        super().__init__(**given)
        self._number, self._line = number, line

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the case is shown, and as what."""
        return self.path, self._line, f"{self.path.stem}: {self.name}"

    def runtest(self) -> None:
        """Fail with what the report says of this case."""
        from grader.model import Status

        report = self.parent.report
        if report.untouched:
            pytest.skip(_not_started())
        case = report.cases[self._number] if report.cases else None
        if case is not None and case.printed:
            from grader.safe_text import for_terminal

            self.add_report_section("call", "stdout", for_terminal(case.printed))
        if case is None or case.status is not Status.PASS:
            raise Wrong(self._told(report, case))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Words instead of a traceback, unless the grader itself failed."""
        from grader.errors import GraderError

        if isinstance(excinfo.value, Wrong | GraderError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def _told(self, report: Report, case: CaseResult | None) -> str:
        from grader.messages import _
        from grader.screen.report import told
        from grader.screen.text import Style

        axes = self.parent.pack.exercise(self.path.stem).spec.shapes
        text = told(report, case, axes, Style())
        if case is None:  # the text says what is to be mended
            return text
        return text + "\n" + _("Next: grade hint {name}").format(name=self.path.stem)


class Wrong(AssertionError):
    """A case did not pass; the message is what the learner reads."""


Wrong.__name__ = "AssertionError"  # by this name editors tell a wrong answer from a broken test


def _not_started() -> str:
    from grader.messages import _

    return _("not started yet")
