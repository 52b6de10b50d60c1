"""``grade quiz``, and the way to its sub-commands."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from grader.cli import complete
from grader.cli.common import Answer, Command, Flags, Option, document, learner
from grader.cli.common import command as make
from grader.errors import UsageError
from grader.messages import N_, _, language, ngettext
from grader.pack import Pack, open_pack

SUBCOMMANDS = ("mark", "mark-sheets")
WITH_VALUE = ("--seed", "--pack", "--lang")


class Quiz(Command):
    """A command that takes the name of a bank, unless its first word is the name of a sub-command."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        place = _first_word(args)
        if place < len(args) and args[place] in SUBCOMMANDS:
            name = args[place]
            command: click.Command = import_module(f"grader.cli.quiz_{name.replace('-', '_')}").command
            rest = [*args[:place], *args[place + 1 :]]
            if parent is not None and parent.default_map:
                extra["default_map"] = parent.default_map.get(info_name or "")
            return command.make_context(f"{info_name} {name}", rest, parent, **extra)
        return super().make_context(info_name, args, parent, **extra)


def _first_word(args: Sequence[str]) -> int:
    """Where the first argument stands that is no flag and no flag's value."""
    place = 0
    while place < len(args) and args[place].startswith("-") and args[place] != "--":
        place += 2 if args[place] in WITH_VALUE else 1
    return place


def options() -> list[click.Parameter]:
    """The options that a sitting has, in ``grade quiz`` and in ``grade review``."""
    return [
        Option(["--count"], type=click.IntRange(1, 500), metavar="N", help=N_("How many questions (default: 10).")),
        Option(
            ["--answers"],
            type=click.Path(path_type=Path, allow_dash=True),
            metavar="FILE",
            help=N_("Mark the answers in this file, one a line; an empty line is no answer."),
        ),
        Option(["--plain"], is_flag=True, help=N_("One statement a line and no pictures, for screen readers.")),
    ]


@make("quiz", cls=Quiz)
@click.argument(
    "bank", required=False, shell_complete=complete.of(complete.banks, lambda _pack: map(complete.Word, SUBCOMMANDS))
)
@click.option("--list", "as_list", cls=Option, is_flag=True, help=N_("Show the question banks."))
@click.option("--replay", cls=Option, metavar="REF", help=N_("Ask one question again: the #name@1:7 beside it."))
@click.option("--fresh", cls=Option, is_flag=True, help=N_("Begin anew, even if a sitting was broken off."))
def command(
    flags: Flags,
    bank: str | None,
    as_list: bool,
    replay: str | None,
    fresh: bool,
    count: int | None,
    answers: Path | None,
    plain: bool,
) -> Answer:
    """Answer questions of a bank, or of all of them.

    `grade quiz mark` marks a file against one key, `grade quiz mark-sheets` a table with the answers of a class.

    Without a terminal the answers come from the standard input or from --answers, one a line.
    """
    pack = open_pack(flags.pack)
    if as_list:
        return _list(pack)
    from grader.cli import sit
    from grader.quiz.bank import bank_names, open_bank
    from grader.quiz.calls import Caller
    from grader.quiz.draw import Draws
    from grader.quiz.plan import replayed

    draws = Draws(Caller(pack))
    show = sit.Show(flags, plain=plain)
    if replay is not None:
        return sit.sit(show, [replayed(pack, replay)], draws, _("Replay"), "", None, answers)
    title = open_bank(pack, bank).title(language()) if bank else _("Quiz")
    if not bank_names(pack):
        raise UsageError(_("This course has no question banks."))
    wanted = sit.Wanted(bank or "", flags.given_seed, count, fresh)
    if answers is not None:  # somebody's answers are marked; whose they are is not known, so they are not remembered
        return sit.sit(show, wanted.questions(pack, draws), draws, title, bank or "", None, answers)
    with learner() as state:
        return sit.resumed(show, wanted, pack, draws, title, state)


command.params += options()


def _list(pack: Pack) -> Answer:
    from grader.quiz.bank import outlines

    banks = [(name, titles[language()], count) for name, titles, count in outlines(pack)]
    column = max((len(name) for name, _title, _count in banks), default=0)
    for name, title, count in banks:
        items = ngettext("{n} question", "{n} questions", count).format(n=count)
        click.echo(f"{name:<{column}}  {title} ({items})")
    if banks:
        click.echo(_("Next: grade quiz {name}").format(name=banks[0][0]))
    listed = [{"name": name, "title": title, "items": count} for name, title, count in banks]
    return Answer(0, document(banks=listed))
