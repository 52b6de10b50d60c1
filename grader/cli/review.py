"""``grade review``."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli.common import Answer, Flags, document, learner
from grader.cli.common import command as make
from grader.cli.quiz import options
from grader.messages import _
from grader.pack import open_pack


@make("review")
def command(flags: Flags, count: int | None, answers: Path | None, plain: bool) -> Answer:
    """Answer again what you are about to forget: the questions that are due today."""
    pack = open_pack(flags.pack)
    from grader.cli import sit
    from grader.quiz import plan, review
    from grader.quiz.bank import items_called
    from grader.quiz.calls import Caller
    from grader.quiz.draw import Draws
    from grader.quiz.log import Log
    from grader.quiz.screens import schedule

    show = sit.Show(flags, plain=plain)
    with learner() as state:
        log = Log(state, pack.name)
        now = log.now()
        cards = review.current(log)
        due_cards = review.due(cards, now)
        items = items_called(pack, [card.item for card in due_cards])
        due = [items[card.item] for card in due_cards if card.item in items]
        if not due:
            click.echo(_("Nothing is due. {schedule}").format(schedule=schedule(cards, now)).rstrip())
            click.echo(_("Next: grade quiz"))
            return Answer(0, document(quiz="review", due=0, count=0, right=0, items=[]))
        seed = flags.given_seed if flags.given_seed is not None else sit.new_seed()
        asked = plan.for_review(due, seed, count or plan.REVIEW)
        draws = Draws(Caller(pack))
        if answers is not None:
            return sit.sit(show, asked, draws, _("Review"), "review", None, answers)
        number = log.begin("review", sit.stored(asked))
        return sit.sit(show, asked, draws, _("Review"), "review", (log, number), None)


command.params += options()
