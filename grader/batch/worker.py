"""One piece of work graded, in a process of the batch or of a cluster.

Plain data goes in and text comes out: what crosses between machines is never an object that a student's process had
a hand in. Each thread that grades has a judge and a sandbox of its own, kept warm from one task to the next.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from pathlib import Path
from typing import TypedDict

KEEP = 32
"""How many exercises a worker keeps the right answers of."""


class Task(TypedDict):
    """What a worker is told.

    pack, print   the folder of the course (None: the built-in one) and its fingerprint, which must be the worker's too
    floor         the weakest sandbox that will do
    """

    pack: str | None
    print: str
    seed: int
    floor: int
    language: str
    exercise: str
    file: str
    source: str
    siblings: list[tuple[str, str]]
    cells: list[tuple[int, int]]


_local = threading.local()


def grade_task(task: Task) -> tuple[str, float]:
    """The report on one piece of work, as JSON text without a student's name, and the seconds it took.

    Raises GraderError for what is not the student's fault: no sandbox, another version of the course.
    """
    from grader.bench import Bench
    from grader.errors import PackError
    from grader.messages import _, set_language
    from grader.model import Submission
    from grader.pack import open_pack
    from grader.results import dumps, to_json

    set_language(task["language"])
    place = task["pack"], task["print"], task["seed"], task["floor"], task["language"]  # what is kept speaks a language
    if getattr(_local, "place", None) != place:
        pack = open_pack(Path(task["pack"]) if task["pack"] else None)
        if pack.fingerprint != task["print"]:
            text = _("This worker has another version of the course: install the same one on all machines.")
            raise PackError(text)
        if bench := getattr(_local, "bench", None):
            bench.close()
        _local.bench, _local.place = Bench(pack, task["seed"], task["floor"], KEEP), place
    siblings = dict(task["siblings"])
    cells = tuple(task["cells"])
    submission = Submission(task["file"], task["source"], siblings, cells)
    _local.bench.prepare(task["exercise"])  # that the answers are computed is not this student's fault
    started = time.perf_counter()
    report = _local.bench.grade(task["exercise"], submission)
    return dumps(to_json(report)), time.perf_counter() - started


def begin() -> None:
    """Prepare a process of the local executor: one thread for arithmetic, Ctrl-C is the batch's, and no orphans."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End with the batch, however that ended: a killed one cannot tell its workers to stop."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
