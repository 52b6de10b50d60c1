"""What all commands share: their flags, their help in the learner's language, their answer, the learner's state."""

from __future__ import annotations

import functools
import inspect
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from grader import __version__
from grader.cli import complete
from grader.errors import UsageError
from grader.messages import LANGUAGES, N_, _

if TYPE_CHECKING:
    from grader.learner import Learner
    from grader.screen.text import Style

FORMAT = 1


class Answer(NamedTuple):
    """How a command ended: the exit code, and what ``--json`` prints. Its text has been printed already.

    A list of documents is printed one a line.
    """

    code: int
    document: Mapping[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Flags:
    """The flags that every command has."""

    seed: int = 0
    given_seed: int | None = None
    pack: Path | None = None
    as_json: bool = False
    lang: str | None = None
    no_color: bool = False

    def style(self) -> Style:
        """The width and colour that suit the output."""
        from grader.screen.text import style_for

        return style_for(sys.stdout, color=not self.no_color)


def document(**contents: Any) -> dict[str, Any]:
    """A JSON document of the command line."""
    return {"format": FORMAT, "grader": __version__, **contents}


class Option(click.Option):
    """An option whose help is translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return (record[0], _(self.help or "")) if record else None


class Context(click.Context):
    """A context whose help pages are measured in cells."""

    def make_formatter(self) -> click.HelpFormatter:
        from grader.cli.page import Page

        return Page(width=self.terminal_width, max_width=self.max_content_width)


class Command(click.Command):
    """A command whose docstring is its help, translated when it is shown."""

    context_class = Context

    @property
    def about(self) -> str:
        """Its help in the learner's language."""
        return _(inspect.cleandoc(self.help or ""))

    def get_short_help_str(self, limit: int = 45) -> str:
        return self.about.partition("\n")[0].rstrip(".。")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.about)


class Group(Command, click.Group):
    """A group that names the nearest commands when asked for one that is not there."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        name, known = args[0], self.list_commands(ctx)
        if name not in known and not name.startswith("-"):
            from grader.pack import suggest

            near = tuple(suggest(name, known))
            hint = _("Did you mean {names}?").format(names=" / ".join(near))
            if not near:
                hint = _("`{path} --help` shows them all.").format(path=ctx.command_path)
            text = _("There is no command called {name}.").format(name=repr(name))
            raise UsageError(f"{text} {hint}", near)
        return super().resolve_command(ctx, args)


def shared_options() -> list[click.Parameter]:
    """Fresh copies of the options that every command takes, before or after its name."""
    return [
        Option(["--seed"], type=click.IntRange(0), metavar="N", help=N_("Draw other cases, the same for equal seeds.")),
        Option(
            ["--pack"],
            type=click.Path(path_type=Path),
            metavar="PACK",
            shell_complete=complete.packs,
            help=N_("Use another course: its folder or its name, if it is installed (default: $GRADE_PACK)."),
        ),
        Option(["--json", "as_json"], is_flag=True, help=N_("Print one JSON document.")),
        Option(["--lang"], type=click.Choice(LANGUAGES), help=N_("The language (default: that of the locale).")),
        Option(["--no-color"], is_flag=True, help=N_("Print no colours (as the variable NO_COLOR does).")),
    ]


def command(name: str, cls: type[Command] = Command) -> Callable[[Callable[..., Answer]], Command]:
    """Make a function a command of this name; it gets ``Flags`` first, then its own arguments by name."""

    def decorate(function: Callable[..., Answer]) -> Command:
        @functools.wraps(function)
        def run(
            seed: int | None, pack: Path | None, as_json: bool, lang: str | None, no_color: bool, **own: Any
        ) -> Answer:
            return function(Flags(seed or 0, seed, pack or complete.usual_pack(), as_json, lang, no_color), **own)

        made = click.command(name, cls=cls)(run)
        made.params += shared_options()
        return made

    return decorate


def pass_down(ctx: click.Context, **given: Any) -> None:
    """Let flags given before a command's name be the defaults of that command; without a command, show the help."""
    group = ctx.command
    assert isinstance(group, click.Group)
    kept = {key: value for key, value in given.items() if value}
    ctx.default_map = dict.fromkeys(group.list_commands(ctx), kept)
    if ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


@contextmanager
def learner() -> Iterator[Learner]:
    """The learner's state; what it has to say goes to stderr in the end."""
    from grader.learner import Learner

    with Learner.open() as state:
        try:
            yield state
        finally:
            for notice in state.notices:
                click.echo(notice, err=True)


def workspace(state: Learner) -> Path | None:
    """The remembered workspace, if it is still there."""
    remembered = state.workspace
    return Path(remembered) if remembered and Path(remembered).is_dir() else None


def own_file(state: Learner, name: str) -> Path:
    """The learner's file of an exercise, here or in the workspace. Raises UsageError when there is none."""
    for folder in filter(None, (Path(), workspace(state))):
        for file in (folder / f"{name}.py", folder / f"{name}.ipynb"):
            if file.is_file():
                return file
    raise UsageError(_("There is no {name}.py here. Run `grade start {name}` to begin it.").format(name=name))
