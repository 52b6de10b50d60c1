"""The student's process, started before anything else: it needs as long to get ready as the judge does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from grader.errors import GraderError

if TYPE_CHECKING:
    from grader.runner import Child

_waiting: list[Child] = []


@contextmanager
def head_start(argv: Sequence[str]) -> Iterator[None]:
    """Start a process if ``argv`` is going to grade one exercise; in the end it is closed, if nobody took it."""
    if "exercise" in argv and not {"--help", "--explain"} & {*argv} and not any("strict" in word for word in argv):
        from grader.runner import pool

        with suppress(GraderError, OSError):  # it will be tried again, and said, when it is needed
            _waiting.append(pool.child())
    try:
        yield
    finally:
        while _waiting:
            _waiting.pop().close()


def child(floor: int) -> Child:
    """The process that was started early, else a new one in a sandbox no weaker than ``floor``."""
    from grader.runner import pool

    return _waiting.pop() if _waiting else pool.child(floor)
