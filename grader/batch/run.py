"""Hand work to an executor, keep every verdict as soon as it is there, and get to the end whatever happens.

The executor is a pool of local processes or a Dask cluster. A verdict that is in the gradebook is not computed again,
so a batch that was killed goes on where it was. A worker that dies takes nobody else's work with it: what it may have
died of is tried alone, and what kills a worker alone is left ungraded, which is not the same as wrong.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass, field
from typing import Protocol

from grader.batch.interrupt import Interrupt
from grader.batch.model import Row, Work
from grader.batch.worker import Task, grade_task
from grader.errors import GraderError, PackError, SandboxRefused
from grader.gradebook import Gradebook, Verdict
from grader.messages import _
from grader.pack import Pack

Progress = Callable[[int, int], None]
"""Told how many verdicts are there, and of how many."""


class Crew(Protocol):
    """Where work is done: gives executors, a new one after one has broken."""

    @property
    def size(self) -> int:
        """How many pieces of work are done at a time."""

    def executor(self) -> Executor:
        """An executor that works."""

    def close(self) -> None:
        """Let the workers go."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is the same for all the work of a batch."""

    pack: Pack
    seed: int
    floor: int
    language: str
    root: str | None = None
    """The folder of the course for workers, None for the built-in one."""

    def key(self, work: Work) -> str:
        """What identifies the verdict on a piece of work."""
        return work.key(self.pack.name, self.seed, self.language)

    def task(self, work: Work) -> Task:
        """A piece of work as a worker is told of it."""
        return {
            "pack": self.root,
            "print": self.pack.fingerprint,
            "seed": self.seed,
            "floor": self.floor,
            "language": self.language,
            "exercise": work.exercise,
            "file": work.file,
            "source": work.source,
            "siblings": [*work.siblings],
            "cells": [*work.cells],
        }


@dataclass(slots=True)
class Result:
    """What came of a batch.

    fresh     keys of the verdicts that were computed now
    before    what they said when they were computed earlier, where they were
    stale     keys of the verdicts that another version of the course gave, and that were kept
    ungraded  why there is no verdict, by key: the grader's trouble, never the student's
    stopped   whether it was interrupted
    """

    fresh: set[str] = field(default_factory=set)
    before: dict[str, Verdict] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)
    ungraded: dict[str, str] = field(default_factory=dict)
    stopped: bool = False


def run(
    rows: Iterable[Row],
    order: Order,
    book: Gradebook,
    crew: Crew,
    progress: Progress = lambda done, total: None,
    regrade: bool = False,
) -> Result:
    """Grade the work in ``rows`` that has no verdict yet; with ``regrade`` all that another version has judged, too.

    Raises GraderError where nothing can be graded at all: no sandbox, another course on the workers.
    """
    works = {order.key(row.work): row.work for row in rows if row.work is not None}
    known = book.verdicts(works)
    result = Result()
    old = {key: verdict for key, verdict in known.items() if verdict.print != order.pack.fingerprint}
    if regrade:
        result.before = old
    else:
        result.stale = set(old)
    left = {key: work for key, work in works.items() if key not in known or key in result.before}
    places = {name: number for number, name in enumerate(order.pack.entries)}
    waiting = deque(sorted(left, key=lambda key: places[left[key].exercise]))  # workers keep the answers of an exercise
    _Foreman(left, order, book, crew, progress, len(works), result).work(waiting)
    return result


class _Foreman:
    """Keeps the crew busy until nothing waits."""

    def __init__(
        self,
        works: Mapping[str, Work],
        order: Order,
        book: Gradebook,
        crew: Crew,
        progress: Progress,
        total: int,
        result: Result,
    ) -> None:
        self.works, self.order, self.book, self.crew = works, order, book, crew
        self.progress, self.total, self.result = progress, total, result
        self.done = total - len(works)
        self.suspects: deque[str] = deque()
        self.failed: set[str] = set()
        self.running: dict[Future[tuple[str, float]], str] = {}

    def work(self, waiting: deque[str]) -> None:
        """Do all of it. Ctrl-C once: what runs is finished. Twice: it is not."""
        self.progress(self.done, self.total)
        if not waiting:
            return
        with Interrupt() as interrupt:
            executor = self.crew.executor()
            while waiting or self.suspects or self.running:
                executor = self._submit(executor, waiting)
                finished, _running = wait(self.running, return_when=FIRST_COMPLETED)
                if self._gather(finished):
                    executor = self.crew.executor()
                if interrupt.asked:
                    self.result.stopped = True
                    waiting.clear()
                    self.suspects.clear()

    def _submit(self, executor: Executor, waiting: deque[str]) -> Executor:
        """Give out as much as keeps everybody busy; a suspect is given out when nothing else runs."""
        try:
            while not self.suspects and waiting and len(self.running) < 2 * self.crew.size:
                self._give(executor, waiting[0])
                waiting.popleft()
            if self.suspects and not self.running:
                self._give(executor, self.suspects[0])
                self.suspects.popleft()
        except BrokenExecutor:  # it broke after the last look at it
            return self.crew.executor()
        return executor

    def _give(self, executor: Executor, key: str) -> None:
        future = executor.submit(grade_task, self.order.task(self.works[key]))
        self.running[future] = key

    def _gather(self, finished: Iterable[Future[tuple[str, float]]]) -> bool:
        """Write down what has come in; whether the executor is broken."""
        fresh: list[Verdict] = []
        broken: list[str] = []
        for future in finished:
            key = self.running.pop(future)
            try:
                report, seconds = future.result()
                fresh.append(
                    Verdict(key, self.works[key].exercise, self.order.pack.fingerprint, report, round(seconds, 4))
                )
            except (PackError, SandboxRefused):
                raise
            except BrokenExecutor:
                broken.append(key)
            except Exception as error:
                self._retry(key, error)
        self.book.keep(fresh)
        self.result.fresh |= {verdict.key for verdict in fresh}
        self.done += len(fresh)
        self.progress(self.done, self.total)
        if broken:
            self._suspect(broken)
        return bool(broken)

    def _suspect(self, broken: Sequence[str]) -> None:
        """A worker has died, and all that ran is lost: one of it did that."""
        lost = [*broken, *self.running.values()]
        self.running.clear()
        if len(lost) == 1 and lost[0] in self.failed:
            self.result.ungraded[lost[0]] = _("a worker of the grader died over it, twice")
            return
        self.failed |= set(lost)
        self.suspects.extend(lost)

    def _retry(self, key: str, error: Exception) -> None:
        """The grader failed over this piece of work: once may be chance."""
        if key in self.failed:
            what = error.message if isinstance(error, GraderError) else f"{type(error).__name__}: {error}"
            self.result.ungraded[key] = what
        else:
            self.failed.add(key)
            self.suspects.append(key)
