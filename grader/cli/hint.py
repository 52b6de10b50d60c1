"""``grade hint``."""

from __future__ import annotations

import ast
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from grader.cli import complete
from grader.cli.common import Answer, Flags, Option, document, learner
from grader.cli.common import command as make
from grader.errors import UsageError
from grader.messages import N_, _
from grader.pack import Pack, open_pack
from grader.screen.text import Style, wrap

if TYPE_CHECKING:
    from grader.learner import Learner


@make("hint")
@click.argument("name", shell_complete=complete.of(complete.exercises))
@click.option("--step", cls=Option, type=click.IntRange(1), metavar="N", help=N_("Show this hint again."))
def command(flags: Flags, name: str, step: int | None) -> Answer:
    """Show the next hint: a nudge, the formula, the shape of the code."""
    pack = open_pack(flags.pack)
    hints = hints_of(pack, name)
    if not hints:
        raise UsageError(_("{name} has no hints. `grade show {name}` shows what it asks for.").format(name=name))
    if step is not None and step > len(hints):
        raise UsageError(
            _("{name} has {count} hints, so --step is at most {count}.").format(name=name, count=len(hints))
        )
    with learner() as state:
        step, messages = tell(pack, name, hints, step, state, flags.style())
    more = _("Next: grade exercise {name}").format(name=name)
    if step < len(hints):
        more += _(" (another hint: grade hint {name})").format(name=name)
    click.echo(more)
    contents = document(exercise=name, step=step, steps=len(hints), hint=hints[step - 1], diagnosis=messages)
    return Answer(0, contents)


def tell(
    pack: Pack, name: str, hints: tuple[str, ...], step: int | None, state: Learner, style: Style
) -> tuple[int, list[str]]:
    """Print a hint, by default the next one, after what the last answer looked like; gives both back."""
    seen = state.hint_step(pack.name, name)
    step = step or min(seen + 1, len(hints))
    state.set_hint_step(pack.name, name, max(step, seen))
    last = state.last_report(pack.name, name) or {}
    messages = [str(finding["message"]) for finding in last.get("diagnosis") or []]
    for message in messages:
        click.echo(wrap(_("Your last answer looks like: {text}").format(text=message), style.width))
    click.echo(style.bold(_("Hint {step} of {count} for {name}").format(step=step, count=len(hints), name=name)))
    click.echo(wrap(hints[step - 1], style.width, indent="  "))
    return step, messages


def hints_of(pack: Pack, name: str) -> tuple[str, ...]:
    """The hints of an exercise: read from its reference where they stand as they are, which spares loading NumPy."""
    topic = pack.entry(name).topic
    return tuple(pack.say(topic, hint) for hint in _written(pack, topic, name) or pack.exercise(name).spec.hints)


def _written(pack: Pack, topic: str, name: str) -> tuple[str, ...]:
    """The hints as they stand in the reference; empty where they are made in another way."""
    with suppress(OSError, SyntaxError, ValueError):
        tree = ast.parse((pack.root / "reference" / topic / f"{name}.py").read_bytes())
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                for keyword in node.value.keywords:
                    if keyword.arg == "hints":
                        return tuple(map(str, ast.literal_eval(keyword.value)))
    return ()
