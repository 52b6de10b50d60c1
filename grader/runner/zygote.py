"""The zygote: a clean process that has imported NumPy and gives birth to runners, one per submission.

It never receives a reference, an expected value or a secret, so its children have none to find. It is told by the
judge, over one control socket, to start a runner; the runner's own socket comes with that message. What it says back:

    X WHAT REASON             it cannot be built; the last message
    S NUMBER LAYER ...        a runner holds these layers and waits for a submission; comes with a pidfd of it
    F NUMBER WHAT REASON      a runner could not be shut in, and has ended
    E NUMBER STATUS CPU RSS   a runner has ended: as wait4 gives it, CPU seconds, peak memory in KiB
"""

from __future__ import annotations

import gc
import importlib
import os
import select
import socket
import sys
import types
from typing import NoReturn

from . import canary, child, kernel
from .layers import Plan, capabilities, descriptors, identity, landlock, limits, namespaces, rootview, seccomp

_LAZY = ("fft", "linalg", "random", "ma", "polynomial", "lib.stride_tricks")


class Unbuilt(Exception):
    """A layer cannot be had: its name and why."""


def main(argv: list[str]) -> NoReturn:
    """Build the sandbox, then serve the judge until it hangs up."""
    kernel.die_with_parent()
    os.umask(0o077)
    control = socket.socket(fileno=int(argv[0]))
    memory, cpu, tier, user = map(int, argv[2:6])
    plan = Plan(argv[1], memory, cpu, tier, user, frozenset(argv[6].split(",")), argv[7] == "1")
    try:
        built, ruleset, wire = build(plan)
        if "namespaces" in built:
            if keeper := os.fork():
                control.close()
                os.waitpid(keeper, 0)
                os._exit(0)
            kernel.die_with_parent()
    except Unbuilt as error:
        control.send(f"X {error}".encode()[:4000])
        os._exit(1)
    Zygote(control, plan, built, ruleset, wire).serve()


def build(plan: Plan) -> tuple[list[str], int | None, types.ModuleType]:
    """Apply what is applied once. The layers in force, the rules of landlock, the wire format. Raises Unbuilt."""
    built = ["process"]
    step = "namespaces"
    root = os.geteuid() == 0
    # A descriptor of the folder, because the root to come has no /proc.
    proc = os.open("/proc/self", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC) if plan.wants(step) else -1
    try:
        # What may be forbidden comes before what takes time; NumPy before its libraries' other homes are out of sight.
        if plan.wants("namespaces") and not root:
            namespaces.apply(proc, mounts=True)
        step = "rootview"
        if plan.wants(step):
            rootview.begin(own=root)
        step = "numpy"
        wire = load(plan)
        step = "rootview"
        if plan.wants(step):
            rootview.apply(plan.numpy_folder)
        step = "landlock"
        ruleset = None
        if plan.wants(step):
            boxed = plan.wants("rootview")
            ruleset = landlock.rules(None if boxed else plan.numpy_folder, 1 if boxed else 4)
        step = "identity"
        alien = root and plan.wants(step) and identity.suits(os.__file__)
        if alien:
            identity.apply(plan.user)
        step = "namespaces"
        if plan.wants(step) and root:
            namespaces.apply(proc, mounts=False)
        if proc >= 0:
            os.close(proc)
        kernel.die_with_parent()  # again: changing the user has cleared it
    except Exception as error:
        raise Unbuilt(f"{step} {type(error).__name__}: {error}") from error
    built += [name for name in ("namespaces", "rootview") if plan.wants(name)]
    return built + ["identity"] * alien, ruleset, wire


def load(plan: Plan) -> types.ModuleType:
    """Import what submissions need, once for all of them; the wire format."""
    sys.path.append(plan.numpy_folder)
    import numpy

    wire = child.load_wire()
    if plan.warm:
        for name in _LAZY:
            importlib.import_module(f"numpy.{name}")
        ones = numpy.ones((64, 64))
        ones @ ones
        gc.collect()
    gc.freeze()  # the collector leaves these pages alone, so that they stay shared
    if len(os.listdir("/proc/self/task")) != 1:
        raise RuntimeError("NumPy has started threads: a fork would not be safe")
    return wire


class Zygote:
    """Starts runners, and buries them."""

    def __init__(
        self, control: socket.socket, plan: Plan, built: list[str], ruleset: int | None, wire: types.ModuleType
    ) -> None:
        self.control, self.plan, self.built, self.ruleset, self.wire = control, plan, built, ruleset, wire
        self.nested = "namespaces" in built
        self.home = namespaces.mine() if self.nested else -1
        self.process = os.getpid()
        self.alive: dict[int, tuple[int, str]] = {}
        if not self.nested:
            kernel.adopt_orphans()
        self.filter = seccomp.rules()

    def serve(self) -> NoReturn:
        """Start what the judge asks for, and tell of what ends, until the judge hangs up."""
        poll = select.poll()
        poll.register(self.control, select.POLLIN)
        while True:
            for fd, _event in poll.poll():
                if fd in self.alive:
                    poll.unregister(fd)
                    self.bury(fd)
                    continue
                order, fds, _flags, _address = socket.recv_fds(self.control, 64, 1)
                if not order:
                    os._exit(0)
                number, sing = order.decode().split()
                poll.register(self.bear(number, sing == "1", fds[0]), select.POLLIN)

    def bear(self, number: str, sing: bool, theirs: int) -> int:
        """Start a runner and tell the judge when it is shut in; a pidfd of it."""
        told, tell = os.pipe()
        if self.nested:
            namespaces.fresh()
        runner = os.fork()
        if not runner:
            self.become(theirs, tell, sing)
        if self.nested:
            namespaces.back(self.home)
        os.close(tell)
        os.close(theirs)
        with os.fdopen(told, "rb") as pipe:
            words = pipe.read().decode() or "F runner ended early"
        pidfd = os.pidfd_open(runner)
        self.alive[pidfd] = (runner, number)
        socket.send_fds(self.control, [f"{words[0]} {number}{words[1:]}".encode()[:4000]], [pidfd])
        return pidfd

    def bury(self, pidfd: int) -> None:
        """A runner has ended: tell the judge how, and make sure that nothing of it is left."""
        runner, number = self.alive.pop(pidfd)
        os.close(pidfd)
        _pid, status, usage = os.wait4(runner, 0)
        if not self.childless():
            os._exit(1)  # a runner has left something behind: nothing here can be trusted any more
        spent = usage.ru_utime + usage.ru_stime
        self.control.send(f"E {number} {status} {spent:.6f} {usage.ru_maxrss}".encode())

    def childless(self) -> bool:
        """Whether there is no child but the runners that are known; looks only, reaps nothing."""
        known = [runner for runner, _number in self.alive.values()]
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return not known
        return bool(known) and (ended is None or ended.si_pid in known)

    def become(self, theirs: int, tell: int, sing: bool) -> NoReturn:
        """In the new process: take on the layers, say so, and serve one submission."""
        step = "process"
        try:
            kernel.die_with_parent()
            parent = os.getppid()
            if not self.nested and parent != self.process:
                os._exit(1)
            layers = list(self.built)
            kept = [theirs, tell] if self.ruleset is None else [theirs, tell, self.ruleset]
            for step in ("descriptors", "limits", "capabilities", "landlock", "seccomp"):
                if self.plan.wants(step):
                    kept = self.take(step, kept)
                    layers.append(step)
            if sing and (heard := canary.sing(parent, files=self.plan.tier < 2)):
                step = "canary"
                raise OSError(", ".join(heard))
            os.write(kept[1], f"S {' '.join(layers)}".encode())
            os.close(kept[1])
        except BaseException as error:
            os.write(kept[1], f"F {step} {error}".encode())
            os._exit(70)
        sock = socket.socket(fileno=kept[0])
        self.control.detach()
        child.serve(sock, self.wire, layers)
        os._exit(0)

    def take(self, layer: str, kept: list[int]) -> list[int]:
        """Apply one layer; the descriptors that are still needed."""
        if layer == "descriptors":
            return descriptors.apply(kept)
        if layer == "limits":
            limits.apply(self.plan.memory, self.plan.cpu, processes=self.nested)
        elif layer == "capabilities":
            capabilities.apply()
        elif layer == "landlock":
            landlock.apply(kept.pop())
        else:
            seccomp.apply(self.filter)
        return kept
