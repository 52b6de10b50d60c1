"""``grade export``: what other programs read."""

from __future__ import annotations

from typing import Any

import click

from grader.cli.common import Group, pass_down, shared_options
from grader.cli.export_grades import command as grades
from grader.cli.export_quiz import command as quiz


@click.group("export", cls=Group, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context, /, **given: Any) -> None:
    """Write grades and quizzes for other programs: Canvas, Moodle, Gradescope, JUnit, GitHub."""
    pass_down(ctx, **given)


command.params += shared_options()
command.add_command(grades)
command.add_command(quiz)
