"""``grade quiz``: questions with typed answers."""

from __future__ import annotations

import click

from grader.cli.common import Group, pass_down, shared_options
from grader.cli.quiz_mark import command as mark


@click.group("quiz", cls=Group, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context, /, **given: object) -> None:
    """Questions with typed answers."""
    pass_down(ctx, **given)


command.params += shared_options()
command.add_command(mark)
