"""Start the student's process: a clean exec with a whitelisted environment and one socket.

Only the standard library is imported here, so that the process can be started first and its NumPy import overlaps
with the judge's own.
"""

from __future__ import annotations

import importlib.util
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

from grader.errors import GraderError
from grader.messages import _

MEMORY = 1 << 30
CPU_SECONDS = 120
START_SECONDS = 60.0


class Gone(Exception):
    """The student's process ended; ``returncode`` as subprocess gives it."""

    def __init__(self, returncode: int | None) -> None:
        super().__init__(returncode)
        self.returncode = returncode


class Late(Exception):
    """The deadline passed while waiting for the student's process."""


class Process(Protocol):
    """A process that can be ended, as subprocess.Popen is one."""

    def kill(self) -> None:
        """End it."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code. Raises subprocess.TimeoutExpired."""


class Child:
    """A running student's process and the judge's end of its socket. Every wait has a deadline kept here."""

    def __init__(self, process: Process, sock: socket.socket) -> None:
        self.process = process
        self._sock = sock
        self.deadline = time.monotonic() + START_SECONDS

    def allow(self, seconds: float) -> None:
        """Set the deadline of all that follows to ``seconds`` from now."""
        self.deadline = time.monotonic() + seconds

    def _arm(self) -> None:
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise Late
        self._sock.settimeout(left)

    def send(self, data: bytes) -> None:
        """Send all of ``data``. Raises Gone or Late."""
        view = memoryview(data)
        try:
            while view:
                self._arm()
                view = view[self._sock.send(view) :]
        except TimeoutError:
            raise Late from None
        except OSError:
            raise Gone(self._wait()) from None

    def read(self, n: int) -> bytearray:
        """Exactly ``n`` bytes. Raises Gone or Late."""
        buffer = bytearray(n)
        view = memoryview(buffer)
        try:
            while view:
                self._arm()
                got = self._sock.recv_into(view)
                if not got:
                    raise Gone(self._wait())
                view = view[got:]
        except TimeoutError:
            raise Late from None
        except OSError:
            raise Gone(self._wait()) from None
        return buffer

    def _wait(self) -> int | None:
        try:
            return self.process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return None

    def close(self) -> None:
        """End the process, whatever it is doing, and reap it."""
        self._sock.close()
        self.process.kill()
        self.process.wait()


def environment() -> dict[str, str]:
    """What the student's process may know of this machine's environment."""
    kept = {"LANG": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    for name in ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "LD_LIBRARY_PATH"):  # without these some Pythons cannot start
        if name in os.environ:
            kept[name] = os.environ[name]
    return kept


def start(memory: int = MEMORY, cpu: int = CPU_SECONDS) -> Child:
    """Start a student's process; it imports NumPy meanwhile. Raises GraderError when NumPy or Python is not found."""
    numpy = importlib.util.find_spec("numpy")
    if numpy is None or numpy.origin is None:
        raise GraderError(_("NumPy is not installed for this Python: run `python -m pip install numpy`."))
    ours, theirs = socket.socketpair()
    windows = sys.platform == "win32"
    command = [sys.executable, "-I", "-S", "-B", str(Path(__file__).with_name("child.py"))]
    command += ["stdin" if windows else str(theirs.fileno()), str(Path(numpy.origin).parents[1]), str(memory), str(cpu)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE if windows else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
        pass_fds=() if windows else (theirs.fileno(),),
        start_new_session=not windows,  # Ctrl-C at the terminal is the judge's business
    )
    if sys.platform == "win32":
        shared = theirs.share(process.pid)
        assert process.stdin is not None
        process.stdin.write(len(shared).to_bytes(4, "little") + shared)
        process.stdin.close()
    theirs.close()
    return Child(process, ours)
