"""The judge's hold on one zygote: orders and answers over the control socket, ends by pidfd."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from grader.errors import SandboxBroken
from grader.messages import _
from grader.runner.launch import START_SECONDS, Late, environment
from grader.runner.layers import Plan


class Unbuilt(Exception):
    """The zygote, or a runner, could not be shut in: which layer, and why."""

    def __init__(self, layer: str, reason: str) -> None:
        super().__init__(f"{layer}: {reason}")
        self.layer = layer
        self.reason = reason


class Zygote:
    """One zygote."""

    def __init__(self, plan: Plan) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        words = [plan.numpy_folder, *map(str, plan[1:5]), ",".join(sorted(plan.without)), str(int(plan.warm))]
        boot = str(Path(__file__).with_name("boot.py"))
        with theirs:
            self._keeper = subprocess.Popen(
                [sys.executable, "-I", "-S", "-B", boot, str(theirs.fileno()), *words],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=environment(),
                cwd="/",
                pass_fds=(theirs.fileno(),),
                start_new_session=True,  # Ctrl-C at the terminal is the judge's business
            )
        self._control: socket.socket | None = ours
        self._living: dict[str, Run] = {}
        self.runs = 0
        self.proven = False

    @property
    def alive(self) -> bool:
        return self._control is not None and self._keeper.poll() is None

    def run(self, sing: bool) -> tuple[Run, socket.socket]:
        """Order a runner; it lets the canaries sing before it says that it is ready. Does not wait for it."""
        self.runs += 1
        ours, theirs = socket.socketpair()
        with theirs:
            try:
                if self._control is None:
                    raise OSError
                socket.send_fds(self._control, [f"{self.runs} {int(sing)}".encode()], [theirs.fileno()])
            except OSError:
                pass  # whoever waits for the runner is told
        run = self._living[str(self.runs)] = Run(self)
        return run, ours

    def listen(self, deadline: float) -> None:
        """Give the next message to the runner it is about. Raises Late, SandboxBroken, or Unbuilt."""
        words, fd = self._receive(deadline)
        if words[0] == "X":
            self.destroy()
            raise Unbuilt(words[1], " ".join(words[2:]))
        run = self._living.pop(words[1]) if words[0] == "E" else self._living[words[1]]
        run.hear(words, fd)
        self.proven = True

    def catch_up(self) -> None:
        """Take what was said meanwhile, without waiting. Raises SandboxBroken, or Unbuilt."""
        with contextlib.suppress(Late):
            while True:
                self.listen(0.0)

    def _receive(self, deadline: float) -> tuple[list[str], int]:
        if self._control is None:
            raise SandboxBroken(_("The sandbox's own process has ended."))
        left = deadline - time.monotonic()
        try:
            self._control.settimeout(max(left, 0.0))
            try:
                data, fds, _flags, _address = socket.recv_fds(self._control, 4096, 1)
            except ConnectionResetError:  # it ended with an order unread; its last words come after this error
                data, fds, _flags, _address = socket.recv_fds(self._control, 4096, 1)
        except (TimeoutError, BlockingIOError):
            raise Late from None
        except OSError:
            data, fds = b"", []
        if not data:
            self.destroy()
            raise SandboxBroken(_("The sandbox's own process has ended."))
        return data.decode("utf-8", "replace").split(" "), fds[0] if fds else -1

    def close(self) -> None:
        """Let it end; end it where it does not."""
        if self._hang_up():
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._keeper.wait(1)
        self._keeper.kill()
        self._keeper.wait()

    def destroy(self) -> None:
        """End it and all that it has started, now."""
        self._hang_up()
        self._keeper.kill()
        self._keeper.wait()

    def _hang_up(self) -> bool:
        """Whether there was still something to hang up."""
        if self._control is None:
            return False
        self._control.close()
        self._control = None
        for run in self._living.values():
            run.forget()
        return True


class Run:
    """One runner, as its zygote tells of it; takes the place of a subprocess.Popen."""

    def __init__(self, zygote: Zygote) -> None:
        self._zygote = zygote
        self._pidfd = -1
        self._failure: Unbuilt | None = None
        self.layers: tuple[str, ...] = ()
        self.returncode: int | None = None
        self.cpu_seconds = 0.0
        self.peak_kib = 0

    def hear(self, words: list[str], fd: int) -> None:
        """What the zygote says of this runner."""
        if words[0] == "E":
            self.returncode = os.waitstatus_to_exitcode(int(words[2]))
            self.cpu_seconds, self.peak_kib = float(words[3]), int(words[4])
            self.forget()
        elif words[0] == "S":
            self._pidfd, self.layers = fd, tuple(words[2:])
        else:
            self._pidfd, self._failure = fd, Unbuilt(words[2], " ".join(words[3:]))

    def started(self, deadline: float) -> None:
        """Wait until it has taken on its layers. Raises Unbuilt, Late or SandboxBroken."""
        while not self.layers:
            if self._failure is not None:
                raise self._failure
            self._zygote.listen(deadline)

    def forget(self) -> None:
        """Let go of its pidfd."""
        if self._pidfd >= 0:
            os.close(self._pidfd)
            self._pidfd = -1

    def kill(self) -> None:
        """End it. Where it is not known yet, its zygote is ended instead."""
        if self.returncode is not None or not self._zygote.alive:
            return
        if self._pidfd < 0 and self._zygote.proven:  # where it is not, there is nothing worth waiting for
            with contextlib.suppress(Late, Unbuilt, SandboxBroken):
                self.started(time.monotonic() + 1)
        if self._pidfd < 0:
            self._zygote.destroy()
        else:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code. Raises subprocess.TimeoutExpired, or SandboxBroken when the zygote has ended instead."""
        deadline = time.monotonic() + (START_SECONDS if timeout is None else timeout)
        while self.returncode is None:
            try:
                self._zygote.listen(deadline)
            except Late:
                raise subprocess.TimeoutExpired("runner", timeout or START_SECONDS) from None
            except SandboxBroken:
                self.forget()
                raise
        return self.returncode
