"""``grade show``."""

from __future__ import annotations

from contextlib import suppress

import click

from grader.cli import complete
from grader.cli.common import Answer, Flags, Option, document, learner, own_file
from grader.cli.common import command as make
from grader.errors import SubmissionError, UsageError
from grader.messages import N_, _
from grader.pack import Pack, open_pack
from grader.screen.text import Style


@make("show")
@click.argument("name", shell_complete=complete.of(complete.exercises))
@click.option("--solution", cls=Option, is_flag=True, help=N_("Show our solution beside yours, once you have passed."))
def command(flags: Flags, name: str, solution: bool) -> Answer:
    """Show what an exercise asks for."""
    pack, style = open_pack(flags.pack), flags.style()
    entry = pack.entry(name)
    if solution:
        return _solution(pack, name, style)
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


def _solution(pack: Pack, name: str, style: Style) -> Answer:
    """The reference beside the learner's own. Raises UsageError before the exercise has been passed."""
    with learner() as state:
        if state.states(pack.name).get(name) != "passed":
            text = _("The solution of {name} is shown when you have passed it. Next: grade exercise {name}")
            raise UsageError(text.format(name=name))
        from grader.solution import source_of, without_statement
        from grader.submission import read

        ours, own = source_of(pack.exercise(name).spec), None
        with suppress(UsageError, SubmissionError):  # it may have been passed elsewhere
            file = own_file(state, name)
            own = without_statement(read(file, name).source)
    if own is None:
        click.echo(ours, nl=False)
    else:
        from grader.screen.beside import beside

        click.echo(beside((_("Yours, {file}").format(file=file), own), (_("Ours"), ours), style), nl=False)
    return Answer(0, document(exercise=name, solution=ours, own=own))
