"""How far a long job is: a line that is rewritten on a terminal, a line now and then in a pipe."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TextIO

from grader.messages import _
from grader.screen.text import cells

EVERY = 0.1
"""Seconds between two looks of a person."""

SELDOM = 10.0
"""Seconds between two lines of a log."""


class Progress:
    """Call it with how many are done, and of how many. Use as a context manager: in the end the line is closed.

    clock   seconds from anywhere
    """

    def __init__(self, stream: TextIO, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._stream, self._what, self._clock = stream, what, clock
        self._live = stream.isatty()
        self._began = self._shown = clock()
        self._first: int | None = None
        self._last = (0, 0)
        self._wide = 0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._first is not None:
            self._show(*self._last)
            if self._live:
                self._stream.write("\n")
            self._stream.flush()

    def __call__(self, done: int, total: int) -> None:
        now = self._clock()
        if self._first is None:
            self._first, self._began = done, now
        self._last = done, total
        if now - self._shown >= (EVERY if self._live else SELDOM):
            self._shown = now
            self._show(done, total)

    def _show(self, done: int, total: int) -> None:
        text = self._text(done, total)
        if self._live:
            self._stream.write("\r" + text + " " * max(0, self._wide - cells(text)))
            self._wide = cells(text)
        else:
            self._stream.write(text + "\n")
        self._stream.flush()

    def _text(self, done: int, total: int) -> str:
        spent, fresh = self._clock() - self._began, done - (self._first or 0)
        text = _("{what}: {done} of {total}").format(what=self._what, done=done, total=total)
        if fresh and spent > 0:
            rate = fresh / spent
            text += _(", {rate:.1f} a second").format(rate=rate)
            if done < total:
                text += _(", {left} left").format(left=duration((total - done) / rate))
        return text


def duration(seconds: float) -> str:
    """A time a person can plan with: 12 s, 3 min 5 s, 1 h 10 min."""
    whole = round(seconds)
    if whole < 60:
        return _("{s} s").format(s=whole)
    if whole < 3600:
        return _("{min} min {s} s").format(min=whole // 60, s=whole % 60)
    return _("{h} h {min} min").format(h=whole // 3600, min=whole % 3600 // 60)
