"""``grade list``."""

from __future__ import annotations

import click

from grader.cli.common import Answer, Flags, document, learner
from grader.cli.common import command as make
from grader.pack import open_pack
from grader.screen import listing


@make("list")
def command(flags: Flags) -> Answer:
    """Show the exercises by topic, your state in each, and the next one."""
    pack = open_pack(flags.pack)
    with learner() as state:
        states = state.states(pack.name)
    topics = pack.outline
    click.echo(listing.course(pack.shown_title, topics, pack.entries, states, flags.style()), nl=False)
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
    return Answer(0, document(exercises=exercises))
