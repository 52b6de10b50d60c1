"""``grade show``."""

from __future__ import annotations

import click

from grader.cli import complete
from grader.cli.common import Answer, Flags, document
from grader.cli.common import command as make
from grader.messages import _
from grader.pack import open_pack


@make("show")
@click.argument("name", shell_complete=complete.of(complete.exercises))
def command(flags: Flags, name: str) -> Answer:
    """Show what an exercise asks for."""
    pack, style = open_pack(flags.pack), flags.style()
    entry = pack.entry(name)
    statement, signature = pack.statement(name), pack.signature(name)
    click.echo(style.bold(f"{name}({', '.join(signature)})"))
    click.echo(f"\n{statement}\n")
    if entry.requires:
        click.echo(_("Builds on: {names}").format(names=", ".join(entry.requires)))
    if explains := pack.explains(name):
        click.echo(_("A small example, step by step: grade exercise {name} --explain").format(name=name))
    click.echo(_("Next: grade start {name}").format(name=name))
    contents = document(
        exercise=name,
        topic=entry.topic,
        points=entry.points,
        requires=[*entry.requires],
        signature=[*signature],
        statement=statement,
        explains=explains,
    )
    return Answer(0, contents)
