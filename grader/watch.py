"""A judge that stays warm: it grades whatever was saved in a workspace, again and again.

NumPy, the pack, the references and their answers are there already, and a runner whose NumPy is imported waits in its
sandbox. Each runner runs one submission and is then thrown away, as in any other grading.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Any

import numpy as np

from grader import wire
from grader.engine import expectations, grade
from grader.errors import SubmissionError
from grader.judge import Expected, private
from grader.model import Exercise, Report, Spec
from grader.pack import Pack
from grader.runner import pool
from grader.submission import decode, read, siblings
from grader.trouble import refused

STEP = 5
"""Milliseconds without another change after which a save counts as finished."""
DEBOUNCE = 20
"""Milliseconds after which it does in any case."""

PLAIN = (np.ndarray, int, float, bool, str)
REMEMBERED = 8192
"""How many answers to small cases are kept, some tens of megabytes."""

Stamps = dict[Path, tuple[int, int, int]]


class Bench:
    """A pack, the exercise in hand with its expected answers, and a sandbox with a runner in reserve."""

    def __init__(self, pack: Pack, seed: int = 0, floor: int = pool.NONE) -> None:
        self.pack, self.seed = pack, seed
        self._kept: tuple[Exercise, list[Expected]] | None = None
        self._sandbox = pool.start(floor=floor)

    def __enter__(self) -> Bench:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._sandbox.close()

    def prepare(self, name: str) -> Exercise:
        """Load an exercise and its expected answers, unless it is the one in hand."""
        if self._kept is None or self._kept[0].name != name:
            exercise = self.pack.exercise(name)
            exercise = replace(exercise, spec=remembering(exercise.spec))
            self._kept = exercise, expectations(exercise, self.seed)
        return self._kept[0]

    def grade(self, name: str, path: Path) -> tuple[Report, str]:
        """The report on what lies at ``path``, and its source. Raises UsageError when nothing is there."""
        try:
            submission = read(path, name)
        except SubmissionError as error:
            return refused(self.pack.entry(name), self.pack.name, error, seed=self.seed, origin=str(path)), ""
        exercise = self.prepare(name)
        assert self._kept is not None
        expected = self._kept[1]
        report = self._sandbox.run(
            lambda child: grade(exercise, submission, seed=self.seed, child=child, expected=expected)
        )
        return report, submission.source


def remembering(spec: Spec) -> Spec:
    """The same spec with a reference and misconceptions that remember their answers: the cases are always the same.

    What is remembered is copied on its way in and out. A function that changes its arguments, or gets some that are
    not plain values, is called each time.
    """
    memory: dict[tuple[Callable[..., Any], bytes], Any] = {}

    def remember(function: Callable[..., Any], first: int) -> Callable[..., Any]:
        @wraps(function)
        def call(*args: Any) -> Any:
            plain = args[first:]
            if (first and args[0] is not solve) or not all(type(arg) in PLAIN for arg in plain):
                return function(*args)
            key = function, b"".join(wire.encode(plain))
            if key not in memory:
                value = function(*args)
                if len(memory) >= REMEMBERED or b"".join(wire.encode(plain)) != key[1]:
                    return value
                memory[key] = private(value)
            return private(memory[key])

        return call

    solve = remember(spec.solve, 0)
    return replace(spec, solve=solve, wrong=tuple(remember(wrong, 1) for wrong in spec.wrong))


def stamps(folder: Path) -> Stamps:
    """When each source in a workspace was written, and how large it is; empty when the folder has gone."""
    found: Stamps = {}
    with suppress(OSError):
        for path in folder.iterdir():
            if path.suffix in (".py", ".ipynb"):
                with suppress(OSError):
                    state = path.stat()
                    found[path] = state.st_mtime_ns, state.st_size, state.st_ino
    return found


def changed(before: Stamps, after: Stamps) -> set[str]:
    """The modules that were written, made or deleted between two looks."""
    return {path.stem for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def importers(folder: Path, files: Mapping[str, Path], names: set[str]) -> Iterator[str]:
    """Those of ``files`` that import one of the modules ``names``, directly or through one another."""
    local = {path.stem for path in folder.glob("*.py")}

    def source(module: str) -> str | None:
        try:
            return decode(folder.joinpath(f"{module}.py").read_bytes(), module)
        except (OSError, SubmissionError):
            return None

    for name, path in files.items():
        text = None if name in names or path.suffix != ".py" else source(path.stem)
        if text is None or not any(module in text for module in local - {name}):
            continue
        if not names.isdisjoint(siblings(text, name, source)):
            yield name


class Watcher:
    """Calls ``wake`` from a thread of its own when something in ``folder`` was written."""

    def __init__(self, folder: Path, wake: Callable[[], None]) -> None:
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(folder, wake), daemon=True)
        self._thread.start()

    def _run(self, folder: Path, wake: Callable[[], None]) -> None:
        from watchfiles import watch

        with suppress(OSError, RuntimeError):  # no more watches to be had, or the folder has gone: the clock is left
            for _changes in watch(
                folder,
                watch_filter=None,
                debounce=DEBOUNCE,
                step=STEP,
                stop_event=self._stop,
                recursive=False,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                wake()

    def close(self) -> None:
        """End the thread."""
        self._stop.set()
        self._thread.join(timeout=1.0)


def following(pack: Pack, states: Mapping[str, str], current: str) -> str | None:
    """The next exercise that is not passed, from ``current`` on and around, those first that are within reach."""
    names = [*pack.entries]
    place = names.index(current)
    left = [name for name in names[place + 1 :] + names[:place] if states.get(name) != "passed"]
    ready = [n for n in left if all(states.get(other) == "passed" for other in pack.entries[n].requires)]
    return next(iter([*ready, *left]), None)


def locate(folder: Path, name: str) -> Path | None:
    """The file of an exercise in a workspace."""
    return next((path for path in (folder / f"{name}.py", folder / f"{name}.ipynb") if path.is_file()), None)
