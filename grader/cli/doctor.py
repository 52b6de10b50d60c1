"""``grade doctor``."""

from __future__ import annotations

import importlib.util
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from grader import __version__
from grader.cli.common import Answer, Flags, Option, document, workspace
from grader.cli.common import command as make
from grader.errors import GraderError
from grader.messages import N_, _
from grader.pack import open_pack
from grader.screen.listing import Check, table


@make("doctor")
@click.option("--torch", cls=Option, is_flag=True, help=N_("Load PyTorch and look for devices (seconds)."))
def command(flags: Flags, torch: bool) -> Answer:
    """Look at what grading needs, and say what to do where something is missing."""
    needed = [*_python(), _torch(torch), *_state(), _terminal(flags), *_limits(), _pack(flags)]
    checks = [*needed, *_extras(), *_sandbox()]  # a weaker sandbox is worth knowing, and no reason to fail
    click.echo(table(checks, flags.style()), nl=False)
    return Answer(int(not all(check.ok for check in needed)), document(checks=[asdict(check) for check in checks]))


def _sandbox() -> Iterator[Check]:
    """The tier, and each layer by trying it."""
    from grader.runner import pool
    from grader.runner.examine import examine

    tier = pool.tier()
    names = (_("full"), _("strong"), _("basic"), _("none"))
    advice = _("What each tier keeps in: docs/security.md")
    yield Check(_("sandbox"), tier < pool.NONE, _("tier {tier}, {name}").format(tier=tier, name=names[tier]), advice)
    for found in examine():
        yield Check(f"  {found.layer}", found.ok, _(found.detail), "" if found.ok else _(found.remedy))


def _python() -> Iterator[Check]:
    yield Check("grader", True, __version__)
    from importlib import metadata

    yield Check("Python", True, f"{platform.python_version()} ({sys.executable})")
    try:
        yield Check("NumPy", True, metadata.version("numpy"))
    except metadata.PackageNotFoundError:
        yield Check("NumPy", False, _("not installed"), "pip install numpy")


def _torch(load: bool) -> Check:
    if importlib.util.find_spec("torch") is None:
        advice = _("Only --oracle torch needs it: pip install 'tatami-grader[torch]'")
        return Check("PyTorch", True, _("not installed"), advice)
    if not load:
        from importlib import metadata

        return Check("PyTorch", True, metadata.version("torch"), _("For its devices: grade doctor --torch"))
    try:
        import torch
    except Exception as error:  # a broken installation fails in many ways
        return Check("PyTorch", False, _("cannot be loaded: {why}").format(why=error), "pip install -U torch")
    devices = ["cpu"]
    devices += [f"cuda ({torch.cuda.get_device_name()})"] if torch.cuda.is_available() else []
    devices += ["mps"] if torch.backends.mps.is_available() else []
    return Check("PyTorch", True, f"{torch.__version__}: {', '.join(devices)}")


def _state() -> Iterator[Check]:
    from grader.learner import Learner

    try:
        with Learner.open() as state:
            folder, path = workspace(state), state.path
            state.workspace = state.workspace or ""  # the way to know whether it can be written
            notices = [*state.notices]
    except GraderError as error:
        yield Check(_("your state"), False, _("cannot be used"), error.message)
        return
    yield Check(_("your state"), not notices, str(path), " ".join(notices))
    if folder is None:
        yield Check(_("workspace"), True, _("none yet"), "grade start")
    else:
        writable = os.access(folder, os.W_OK)
        advice = "" if writable else _("It cannot be written: choose another one with grade start --dir DIR")
        yield Check(_("workspace"), writable, str(folder), advice)


def _terminal(flags: Flags) -> Check:
    style, encoding = flags.style(), sys.stdout.encoding or "utf-8"
    if sys.stdout.isatty():
        found = _("{width} columns").format(width=style.width) + ", " + (_("colour") if style.color else _("no colour"))
    else:
        found = _("a pipe or a file")
    good = encoding.lower().replace("-", "").startswith("utf8")
    advice = "" if good else _("Some letters will show as `?`. Set PYTHONUTF8=1.")
    return Check(_("terminal"), good, f"{found}, {encoding}", advice)


def _limits() -> Iterator[Check]:
    """Whether this platform can stop a program that runs away."""
    import signal

    memory = importlib.util.find_spec("resource") is not None
    advice = _("A program that asks for too much memory is not stopped on this platform.")
    yield Check(_("memory limit"), memory, _("there") if memory else _("missing"), "" if memory else advice)
    clock = hasattr(signal, "setitimer")
    advice = _("An endless loop is stopped by the clock on the wall only, and its line is not known.")
    yield Check(_("time limit"), clock, _("there") if clock else _("missing"), "" if clock else advice)


def _pack(flags: Flags) -> Check:
    try:
        pack = open_pack(flags.pack)
    except GraderError as error:
        return Check(_("course"), False, str(flags.pack or Path()), error.message)
    return Check(
        _("course"), True, _("{title}: {count} exercises").format(title=pack.shown_title, count=len(pack.entries))
    )


EXTRAS = {
    "report": ("jinja2", N_("the page of a class")),
    "cluster": ("distributed", N_("batches on a Dask cluster")),
    "postgres": ("psycopg", N_("gradebooks in PostgreSQL")),
}
"""What instructors can add: a library that tells whether it is there, and what it is for."""


def _extras() -> Iterator[Check]:
    """Each extra, which nobody needs for learning."""
    for extra, (module, what) in EXTRAS.items():
        there = importlib.util.find_spec(module) is not None
        advice = _("For {what}: pip install 'tatami-grader[{extra}]'").format(what=_(what), extra=extra)
        yield Check(f"[{extra}]", True, _("there") if there else _("not installed"), "" if there else advice)
