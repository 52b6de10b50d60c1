"""``grade exercise NAME --explain``: a small example, step by step; nothing is graded."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from grader.cli.common import Answer, Flags, document
from grader.errors import UsageError
from grader.messages import _
from grader.pack import Pack
from grader.screen.text import wrap

if TYPE_CHECKING:
    from grader.walk import Stage

INTERRUPTED = 130
BACK = ("b", "back", "戻る")
QUIT = ("q", "quit", "exit", "終了")


def walk_through(flags: Flags, pack: Pack, name: str, given: Sequence[str]) -> Answer:
    """Show the walk of ``name``: a step at a time to who sits at a terminal, else all of it.

    ``given`` are the words of the command line that have nothing to do here. Raises UsageError.
    """
    if given:
        text = _("--explain walks through an example of its own and grades nothing: leave out {what}.")
        raise UsageError(text.format(what=", ".join(given)))
    if not pack.explains(name):
        known = [one for one in pack.entries if pack.explains(one)]
        text = _("{name} has no example to walk through. These have one: {names}.")
        none = _("{name} has no example to walk through. `grade hint {name}` helps, too.")
        raise UsageError((text if known else none).format(name=name, names=", ".join(known)))
    from grader.walk import stages

    exercise = pack.exercise(name)
    steps = stages(exercise)
    contents = document(exercise=name, steps=[asdict(one) for one in steps])
    if flags.as_json:
        return Answer(0, contents)
    screens = _screens(steps, name, flags)
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        click.echo("\n".join(screens), nl=False)
    elif not _turn_pages(screens):
        click.echo()
        return Answer(INTERRUPTED, contents)
    click.echo(wrap(_("Now yours: grade start {name}").format(name=name), flags.style().width))
    return Answer(0, contents)


def _screens(steps: Sequence[Stage], name: str, flags: Flags) -> list[str]:
    from grader.screen.walk import render

    return [render(one, name, number, len(steps), flags.style()) for number, one in enumerate(steps, 1)]


def _turn_pages(screens: Sequence[str]) -> bool:
    """One step after the other, and back, until the reader has seen the last one or leaves; False after Ctrl-C."""
    here = 0
    try:
        while here < len(screens):
            click.echo(screens[here])
            last = here == len(screens) - 1
            said = _read(_("Enter: end, b: back > ") if last else _("Enter: next, b: back, q: quit > "))
            if said in QUIT:
                break
            here = max(0, here - 1) if said in BACK else here + 1
    except EOFError:
        click.echo()
    except KeyboardInterrupt:
        return False
    return True


def _read(prompt: str) -> str:
    """A line from the keyboard, full-width or not. Raises EOFError, KeyboardInterrupt."""
    try:
        return unicodedata.normalize("NFKC", input(prompt)).strip().lower()
    except UnicodeDecodeError:  # not UTF-8, so none of the words
        return ""
