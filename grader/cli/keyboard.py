"""Keys as they are pressed, and signals as exceptions, so that the terminal is put back whatever happens."""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

ESCAPES = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?"
PASTE = 4
"""More characters at once are no keys: something was pasted."""


class Ended(BaseException):
    """A signal asks for the end."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def signals() -> Iterator[None]:
    """Turn SIGTERM and SIGHUP into an exception, so that everything is put back on the way out."""

    def end(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_IGN)  # once is enough
        raise Ended(number)

    numbers = [signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def terminal() -> Iterator[Keyboard | None]:
    """Single keys from the terminal, which is as it was afterwards; None where there is no terminal."""
    try:
        import termios

        fd = sys.stdin.fileno()
        if not (os.isatty(fd) and sys.stdout.isatty()):
            raise OSError
        keyboard = Keyboard(fd, termios.tcgetattr(fd))
    except (ImportError, OSError, ValueError, AttributeError):  # Windows, a pipe, or closed
        yield None
        return
    handlers: dict[signal.Signals, Callable[..., None]] = {
        signal.SIGTSTP: keyboard.pause,
        signal.SIGCONT: lambda *_: keyboard.take(),
    }
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        keyboard.take()
        yield keyboard
    finally:
        keyboard.give_back()
        for number, handler in before.items():
            signal.signal(number, handler)


class Keyboard:
    """A terminal that hands over keys as they are pressed and does not show them."""

    def __init__(self, fd: int, attributes: list[Any]) -> None:
        self.fd, self._attributes = fd, attributes

    def ours(self) -> bool:
        """Whether we stand in the foreground: another process's keys are not ours to read."""
        try:
            return os.tcgetpgrp(self.fd) == os.getpgrp()
        except OSError:  # it is nobody's: there is no background to stand in
            return True

    def take(self) -> None:
        """Keys one by one, unseen; Ctrl-C and Ctrl-Z stay signals."""
        import termios

        if self.ours():
            mode = [*self._attributes]
            mode[3] &= ~(termios.ICANON | termios.ECHO)
            mode[6] = [*mode[6]]
            mode[6][termios.VMIN], mode[6][termios.VTIME] = 1, 0
            with suppress(termios.error):
                termios.tcsetattr(self.fd, termios.TCSANOW, mode)

    def give_back(self) -> None:
        """As it was."""
        import termios

        if self.ours():
            with suppress(termios.error):  # the terminal has gone
                termios.tcsetattr(self.fd, termios.TCSANOW, self._attributes)

    def pause(self, *_signal: object) -> None:
        """Ctrl-Z: the shell gets its terminal back before we stop."""
        self.give_back()
        handler = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        signal.signal(signal.SIGTSTP, handler)
        self.take()

    def read(self) -> str:
        """The keys pressed, in small letters; an arrow key or a pasted text is none. Raises Ended at a hangup."""
        try:
            data = os.read(self.fd, 1024)
        except OSError:
            data = b""
        if not data:
            raise Ended(getattr(signal, "SIGHUP", signal.SIGTERM))
        text = re.sub(ESCAPES, "", data.decode("utf-8", "ignore"))
        return "" if len(text) > PASTE else text.lower()
