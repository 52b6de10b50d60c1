"""``grade list``."""

from __future__ import annotations

import click

from grader import installed
from grader.cli.common import Answer, Flags, document, learner
from grader.cli.common import command as make
from grader.messages import _
from grader.pack import BUILT_IN, open_pack
from grader.screen import listing


@make("list")
def command(flags: Flags) -> Answer:
    """Show the exercises by topic, your state in each, and the next one."""
    pack = open_pack(flags.pack)
    with learner() as state:
        states = state.states(pack.name)
    topics = pack.outline
    click.echo(listing.course(pack.shown_title, topics, pack.entries, states, flags.style()), nl=False)
    others = [name for name in (BUILT_IN, *installed.names()) if name not in (pack.name, str(flags.pack))]
    if others:
        names = ", ".join(others)
        click.echo(_("Other courses: {names} (grade list --pack {first})").format(names=names, first=others[0]))
    exercises = [
        {
            "name": entry.name,
            "topic": entry.topic,
            "state": states.get(entry.name, "untouched"),
            "points": entry.points,
            "requires": [*entry.requires],
        }
        for entry in pack.entries.values()
    ]
    return Answer(0, document(exercises=exercises, others=others))
