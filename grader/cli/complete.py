"""What the shell offers after TAB: exercises, topics, banks, courses; of a course that is not there, nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from grader.errors import GraderError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from grader.pack import Pack


class Word(NamedTuple):
    """A word that would do, and what it stands for; some shells show that beside it."""

    text: str
    title: str = ""


def exercises(pack: Pack) -> Iterable[Word]:
    """The exercises of a course."""
    titles = {name: topic.title for topic in pack.topics for name in topic.names}
    return (Word(name, titles[name]) for name in pack.entries)


def topics(pack: Pack) -> Iterable[Word]:
    """The topics of a course."""
    return (Word(topic.name, topic.title) for topic in pack.topics)


def banks(pack: Pack) -> Iterable[Word]:
    """The question banks of a course."""
    from grader.quiz.bank import bank_names

    return map(Word, bank_names(pack))


Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]


def of(*kinds: Callable[[Pack], Iterable[Word]]) -> Completer:
    """A completer of words of these kinds that have not been given yet, from the course that the command line names."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from grader.pack import open_pack

        given = ctx.params.get(param.name or "") or ()
        with suppress(GraderError):
            pack = open_pack(_pack(ctx))
            words = [word for kind in kinds for word in kind(pack)]
            return [
                CompletionItem(word.text, help=word.title or None)
                for word in words
                if word.text.startswith(incomplete) and word.text not in given
            ]
        return []

    return complete


def packs(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The courses by name and the folders; bash shows these where no name fits, and forgets what was offered before."""
    from click.shell_completion import CompletionItem

    from grader import installed
    from grader.pack import BUILT_IN

    names = [name for name in (BUILT_IN, *installed.names()) if name.startswith(incomplete)]
    return [CompletionItem(incomplete, type="dir"), *map(CompletionItem, names)]


def _pack(ctx: click.Context) -> Path | None:
    """The course that ``--pack`` names, after the command or before it."""
    place: click.Context | None = ctx
    while place is not None:
        if given := place.params.get("pack"):
            return Path(given)
        place = place.parent
    return usual_pack()


def usual_pack() -> Path | None:
    """The course that the variable GRADE_PACK names, for those who work on one that is not built in."""
    name = os.environ.get("GRADE_PACK")
    return Path(name) if name else None
