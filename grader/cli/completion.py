"""``grade completion``."""

from __future__ import annotations

import click

from grader.cli.common import Answer, Flags, document
from grader.cli.common import command as make

SHELLS = ("bash", "zsh", "fish")


@make("completion")
@click.argument("shell", type=click.Choice(SHELLS))
def command(flags: Flags, shell: str) -> Answer:
    """Print what lets a shell complete commands, exercises, topics and question banks.

    bash: eval "$(grade completion bash)" in ~/.bashrc. zsh: the same with zsh, in ~/.zshrc, after compinit.
    fish: grade completion fish > ~/.config/fish/completions/grade.fish
    """
    from click.shell_completion import ShellComplete, get_completion_class

    kind = get_completion_class(shell)
    assert kind is not None
    # Not kind.source, which runs bash to ask for its version: whoever asks for the script has the shell.
    script = ShellComplete.source(kind(click.get_current_context().find_root().command, {}, "grade", "_GRADE_COMPLETE"))
    click.echo(script)
    return Answer(0, document(shell=shell, script=script))
