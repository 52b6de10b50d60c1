"""What changed in a workspace, which exercises that concerns, and grading what was saved."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from grader.bench import Bench
from grader.errors import SubmissionError
from grader.model import Look, Report
from grader.pack import Pack
from grader.submission import decode, read, siblings
from grader.trouble import refused

STEP = 5
"""Milliseconds without another change after which a save counts as finished."""
DEBOUNCE = 20
"""Milliseconds after which it does in any case."""

Stamps = dict[Path, tuple[int, int, int]]


def grade_file(bench: Bench, name: str, path: Path, look: Callable[[Look], None] | None = None) -> tuple[Report, str]:
    """The report on what lies at ``path``, and its source; ``look`` as in ``engine.grade``.

    Raises UsageError when nothing is there.
    """
    try:
        submission = read(path, name)
    except SubmissionError as error:
        return refused(bench.pack.entry(name), bench.pack.name, error, seed=bench.seed, origin=str(path)), ""
    return bench.grade(name, submission, look), submission.source


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
