"""``grade hint``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from grader.cli import complete
from grader.cli.common import Answer, Flags, Option, document, learner
from grader.cli.common import command as make
from grader.errors import UsageError
from grader.hints import GENERAL, Hints, aim, hints_of
from grader.messages import N_, _
from grader.pack import Pack, open_pack
from grader.screen.text import Style, cells, wrap

if TYPE_CHECKING:
    from grader.learner import Learner


@make("hint")
@click.argument("name", shell_complete=complete.of(complete.exercises))
@click.option("--step", cls=Option, type=click.IntRange(1), metavar="N", help=N_("Show this hint again."))
@click.option("--general", cls=Option, is_flag=True, help=N_("Hints for the exercise, whatever your last answer was."))
def command(flags: Flags, name: str, step: int | None, general: bool) -> Answer:
    """Show the next hint for your last answer: a nudge, the formula, the shape of the code."""
    pack = open_pack(flags.pack)
    hints = hints_of(pack, name)
    if not hints.general:
        raise UsageError(_("{name} has no hints. `grade show {name}` shows what it asks for.").format(name=name))
    with learner() as state:
        told = tell(pack, name, hints, state, flags.style(), step=step, general=general)
    following, more = _("Next: grade exercise {name}").format(name=name), ""
    if told.step < told.steps:
        more = _(" (another hint: grade hint {name})").format(name=name)
    elif told.aim != GENERAL:
        more = _(" (hints for all of it: grade hint {name} --general)").format(name=name)
    fits = cells(following + more) <= flags.style().width  # a command is not broken
    click.echo(following + more if fits else f"{following}\n{more.strip()}")
    contents = document(
        exercise=name, step=told.step, steps=told.steps, hint=told.hint, aim=told.aim or None, diagnosis=told.messages
    )
    return Answer(0, contents)


@dataclass(frozen=True, slots=True)
class Told:
    """The hint that was shown.

    aim        what it is for: an output, a misconception, or the exercise
    messages   what the last answer looked like
    """

    aim: str
    step: int
    steps: int
    hint: str
    messages: list[str]


def tell(
    pack: Pack,
    name: str,
    hints: Hints,
    state: Learner,
    style: Style,
    *,
    step: int | None = None,
    general: bool = False,
) -> Told:
    """Print a hint, by default the next one, after what the last answer looked like. Raises UsageError for a step."""
    last = state.last_report(pack.name, name) or {}
    aimed = GENERAL if general else aim(last, hints)
    ladder = hints.ladder(aimed)
    if step is not None and step > len(ladder):
        text = _("{name} has {count} hints, so --step is at most {count}.")
        raise UsageError(text.format(name=name, count=len(ladder)))
    seen = state.hint_step(pack.name, name, aimed)
    step = step or min(seen + 1, len(ladder))
    state.set_hint_step(pack.name, name, max(step, seen), aimed)
    messages = [str(finding["message"]) for finding in last.get("diagnosis") or []]
    for message in messages:
        click.echo(wrap(_("Your last answer looks like: {text}").format(text=message), style.width))
    click.echo(style.bold(_heading(last, aimed).format(step=step, count=len(ladder), name=name, output=aimed)))
    click.echo(wrap(ladder[step - 1], style.width, indent="  "))
    return Told(aimed, step, len(ladder), ladder[step - 1], messages)


def _heading(last: dict[str, object], aimed: str) -> str:
    if aimed == GENERAL:
        return _("Hint {step} of {count} for {name}")
    if any(aimed == finding["misconception"] for finding in last.get("diagnosis") or []):  # type: ignore[attr-defined]
        return _("Hint {step} of {count} for this mistake")
    return _("Hint {step} of {count} for {output}")
