"""Ctrl-C as something to look at between two steps, not as an exception that may arise anywhere.

An exception that arises while a lock of the executor is being taken leaves it taken, and the batch would hang.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Self


class Interrupt:
    """Within this context the first Ctrl-C sets ``asked``, and the next one raises KeyboardInterrupt."""

    def __init__(self) -> None:
        self.asked = False
        self._taken = False

    def __enter__(self) -> Self:
        here = threading.current_thread() is threading.main_thread()  # nobody else is told of signals
        if here and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, self._note)
            self._taken = True
        return self

    def __exit__(self, *_exception: object) -> None:
        if self._taken:
            signal.signal(signal.SIGINT, signal.default_int_handler)

    def _note(self, _number: int, _frame: FrameType | None) -> None:
        if self.asked:
            raise KeyboardInterrupt
        self.asked = True
