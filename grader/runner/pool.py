"""The sandbox as the judge uses it: the strongest tier this machine has, a warm zygote, a runner per submission.

    with closing(start()) as sandbox:
        report = sandbox.run(lambda child: grade(exercise, submission, child=child))

Starting is probing: where a layer cannot be had, the next lower tier is tried, down to ``floor``. A zygote lives as
long as the *thread* that started it, and no longer than the judge.
"""

from __future__ import annotations

import contextlib
import importlib.util
import itertools
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from grader.errors import GraderError, SandboxBroken, SandboxRefused
from grader.messages import _
from grader.runner import kernel, launch
from grader.runner.handle import Run, Unbuilt, Zygote
from grader.runner.launch import CPU_SECONDS, MEMORY, Child
from grader.runner.layers import Plan

SING_EVERY = 200
"""A runner tries to break out before it takes a submission: the first of a zygote, and then every so many."""

RECYCLE_AFTER = 500
"""Runs after which a zygote is replaced."""

NONE = 3
_FIRST_USER = 61000
_USERS = 4000

T = TypeVar("T")

_weakest_needed = 0
"""The tier to begin with: tiers that have failed in this process are not tried again."""

_slots = itertools.count()


def start(
    tier: int | None = None,
    *,
    floor: int = NONE,
    without: frozenset[str] = frozenset(),
    memory: int = MEMORY,
    cpu: int = CPU_SECONDS,
    warm: bool = True,
) -> Sandbox:
    """A sandbox. Raises SandboxRefused when it would be weaker than ``floor``, at the latest on first use.

    tier      this tier and no other; None takes the strongest. Whether it can be had is known when this returns
    without   layers to leave out, to see what they are good for; never for a submission that counts
    warm      for many runs: also import what few submissions need, and have the next runner ready meanwhile
    """
    sandbox = Sandbox(tier, floor, without, memory, cpu, warm)
    if tier is not None:
        try:
            sandbox.spawn().close()
        except BaseException:
            sandbox.close()
            raise
    return sandbox


def child(floor: int = NONE) -> Child:
    """One runner in a sandbox of its own; closing it closes the sandbox, too. It gets ready meanwhile."""
    return start(floor=floor, warm=False).spawn(alone=True)


def tier() -> int:
    """The strongest tier this machine has; found out once."""
    with contextlib.closing(start(warm=False)) as sandbox:
        return sandbox.tier


class Sandbox:
    """One zygote at a time, one runner at work, one waiting. Not for use by two threads at once."""

    def __init__(
        self, tier: int | None, floor: int, without: frozenset[str], memory: int, cpu: int, warm: bool
    ) -> None:
        self._tier = _weakest_needed if tier is None else tier
        self._fixed = tier is not None
        self._floor = self._tier if self._fixed else floor
        self._without, self._limits, self._warm = without, (memory, cpu), warm
        self._zygote: Zygote | None = None
        self._last: Child | None = None
        self._ahead: tuple[Run, socket.socket] | None = None
        self._known = False
        if self._tier < NONE and kernel.ARCH is None:
            self.weaken(Unbuilt("kernel", _("only Linux on x86_64 and aarch64 has what it takes")), NONE)
        if self._tier > self._floor:
            raise self._refusal(_("stronger ones have failed already"))

    @property
    def hasty(self) -> bool:
        """Whether to go on while a killed runner is still being buried: the next one is waiting."""
        return self._ahead is not None

    @property
    def tier(self) -> int:
        """How strong this sandbox is; found out by a trial run where nothing has run yet."""
        if not self._known:
            self.spawn().close()
        return self._tier

    def spawn(self, alone: bool = False) -> Child:
        """A runner for one submission. The one before is ended.

        alone   closing it closes the sandbox
        """
        if self._last is not None:
            self._last.close()
        if self._tier == NONE:
            self._known = True
            self._last = launch.start(*self._limits)
        else:
            runner = Runner(self, alone)
            self._last = runner
            if self._fixed and not self._known:
                runner.settle()
        return self._last

    def run(self, work: Callable[[Child], T]) -> T:
        """Do ``work`` with a runner; once more with another one where the sandbox itself fails."""
        try:
            with contextlib.closing(self.spawn()) as runner:
                return work(runner)
        except SandboxBroken:
            with contextlib.closing(self.spawn()) as runner:
                return work(runner)

    def close(self) -> None:
        """End the runner and the zygote."""
        if self._last is not None:
            self._last.close()
            self._last = None
        self._drop()

    def order(self) -> tuple[Run, socket.socket]:
        """A runner's handle and its socket. The next one is ordered along with it, and gets ready meanwhile."""
        if self._ahead is not None and self._zygote is not None and self._zygote.alive:
            with contextlib.suppress(SandboxBroken):
                self._zygote.catch_up()
        if self._zygote is None or not self._zygote.alive:
            self._drop()
        ready, self._ahead = self._ahead, None
        if ready is None:
            if self._zygote is not None and self._zygote.runs >= RECYCLE_AFTER:
                self._drop()
            ready = self._bear()
        if self._warm and not self._without and self._zygote is not None and self._zygote.runs < RECYCLE_AFTER:
            self._ahead = self._bear()
        return ready

    def _bear(self) -> tuple[Run, socket.socket]:
        if self._zygote is None:
            self._zygote = Zygote(self._plan())
        return self._zygote.run(sing=not self._without and self._zygote.runs % SING_EVERY == 0)

    def _drop(self, now: bool = False) -> None:
        """Part from the zygote and the runner that waits in it."""
        if self._ahead is not None:
            self._ahead[1].close()
            self._ahead = None
        if self._zygote is not None:
            if now:
                self._zygote.destroy()
            else:
                self._zygote.close()
            self._zygote = None

    def _plan(self) -> Plan:
        numpy = importlib.util.find_spec("numpy")
        if numpy is None or numpy.origin is None:
            raise GraderError(_("NumPy is not installed for this Python: run `python -m pip install numpy`."))
        user = _FIRST_USER + (os.getpid() + next(_slots)) % _USERS
        without = self._without | ({"landlock"} if self._tier == 2 else set())
        return Plan(str(Path(numpy.origin).parents[1]), *self._limits, self._tier, user, without, self._warm)

    def settled(self) -> None:
        """A runner has taken on the layers of this tier."""
        global _weakest_needed
        self._known = True
        if not self._fixed:
            _weakest_needed = self._tier

    def weaken(self, why: Unbuilt, to: int | None = None) -> None:
        """Go down to a lower tier, or raise: SandboxRefused below the floor, SandboxBroken where that is no answer."""
        self._drop(now=True)
        if why.layer == "canary":
            raise SandboxBroken(_("The sandbox did not hold: {why}. Nothing was graded.").format(why=why.reason))
        if why.layer == "numpy":
            raise GraderError(_("NumPy cannot be loaded: {why}.").format(why=why.reason))
        lower = self._tier + 1 if to is None else to
        if self._known:
            raise SandboxBroken(_("The sandbox cannot be built again ({why}). Nothing was graded.").format(why=why))
        if lower > self._floor:
            raise self._refusal(str(why))
        self._tier = lower

    def _refusal(self, why: str) -> SandboxRefused:
        text = _("A sandbox of tier {tier} cannot be built here ({why}). `grade doctor` says more.")
        return SandboxRefused(text.format(tier=self._floor, why=why))


class Runner(Child):
    """A runner; whether its sandbox could be built is known when the first byte is read or sent."""

    def __init__(self, sandbox: Sandbox, alone: bool) -> None:
        self._sandbox, self._alone = sandbox, alone
        self._settled = self._retried = False
        super().__init__(*sandbox.order())

    def settle(self) -> None:
        """Wait until it is shut in, in the strongest sandbox that can be built. Raises Late, or GraderError."""
        while not self._settled:
            run = self.process
            assert isinstance(run, Run)
            try:
                run.started(self.deadline)
            except Unbuilt as why:
                self._sock.close()
                self._sandbox.weaken(why)
                self._again()
            except SandboxBroken:  # nothing was asked of it yet, so another one will do
                self._sock.close()
                if self._retried:
                    raise
                self._retried = True
                self._again()
            else:
                self._settled = True
                self._sandbox.settled()

    def _again(self) -> None:
        if self._sandbox._tier < NONE:
            self.process, self._sock = self._sandbox.order()
        else:
            plain = launch.start(*self._sandbox._limits)
            self.process, self._sock = plain.process, plain._sock
            self._settled = True
            self._sandbox.settled()

    def send(self, data: bytes) -> None:
        self.settle()
        super().send(data)

    def read(self, n: int) -> bytearray:
        self.settle()
        return super().read(n)

    def close(self) -> None:
        """End the runner, whatever it is doing; the zygote stays, unless it was started for this one."""
        self._sock.close()
        self.process.kill()
        if not self._sandbox.hasty:
            with contextlib.suppress(SandboxBroken, Unbuilt):
                self.process.wait()
        if self._alone:
            self._alone = False
            self._sandbox.close()
