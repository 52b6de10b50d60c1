"""A sitting at the terminal, or with answers that come one a line: what ``grade quiz`` and ``grade review`` share."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

import click

from grader.cli.common import Answer, Flags, document
from grader.errors import UsageError
from grader.messages import _, language
from grader.pack import Pack
from grader.quiz import plan
from grader.quiz.bank import bank_names, items_called, open_bank
from grader.quiz.draw import Draws, Variant
from grader.quiz.log import Log
from grader.quiz.model import SYMBOLIC
from grader.quiz.plan import Question
from grader.quiz.screens import Screens, score
from grader.quiz.sitting import EPOCH, UNANSWERED, Sitting, split_confidence

if TYPE_CHECKING:
    from grader.learner import Learner

INTERRUPTED = 130
WORDS = {
    "hint": ("h", "hint", "ヒント"),
    "solution": ("s", "solution", "解説"),
    "quit": ("q", "quit", "exit", "終了"),
}


class Quit(Exception):
    """The learner wants to stop here."""


class Show(Screens):
    """How and where a sitting is shown."""

    def __init__(self, flags: Flags, *, plain: bool) -> None:
        super().__init__(flags.style(), language(), plain=plain)
        self.as_json = flags.as_json

    @property
    def talks(self) -> bool:
        """Whether there is somebody at a terminal to talk to."""
        return not self.as_json and sys.stdin.isatty() and sys.stdout.isatty()


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command line asks for: a bank, or all; a seed, a number of questions, or whatever comes."""

    bank: str
    seed: int | None
    count: int | None
    fresh: bool

    def questions(self, pack: Pack, draws: Draws) -> list[Question]:
        """A new sitting."""
        seed = self.seed if self.seed is not None else new_seed()
        count = self.count or plan.COUNT
        names = [self.bank] if self.bank else plan.some_banks(bank_names(pack), seed, count)
        items = [item for name in names for item in open_bank(pack, name).items]
        return plan.questions(items, draws, seed, count)


def new_seed() -> int:
    """A seed that nobody has chosen."""
    import secrets

    return secrets.randbelow(10_000)


def stored(questions: Sequence[Question]) -> dict[str, Any]:
    """A plan as it is remembered."""
    return {"questions": [[one.item.name, one.item.version, str(one.seed)] for one in questions]}


def resumed(show: Show, wanted: Wanted, pack: Pack, draws: Draws, title: str, state: Learner) -> Answer:
    """Go on with the sitting that was broken off, if that is what is wanted, else begin one."""
    log = Log(state, pack.name)
    name = f"quiz {wanted.bank}".rstrip()
    if show.talks and not wanted.fresh and wanted.seed is None and wanted.count is None:
        found = log.unfinished(name)
        questions = _restored(pack, found[1]) if found else []
        if found and questions:
            return sit(show, questions, draws, title, wanted.bank, (log, found[0]), None)
    questions = wanted.questions(pack, draws)
    number = log.begin(name, stored(questions))
    return sit(show, questions, draws, title, wanted.bank, (log, number), None)


def _restored(pack: Pack, kept: dict[str, Any]) -> list[Question]:
    """The questions of a plan; none if the bank has changed since."""
    items = items_called(pack, [name for name, _version, _seed in kept["questions"]])
    questions = []
    for name, version, seed in kept["questions"]:
        if name not in items or items[name].version != version:
            return []
        questions.append(Question(items[name], int(seed)))
    return questions


def sit(
    show: Show,
    questions: Sequence[Question],
    draws: Draws,
    title: str,
    name: str,
    remembered: tuple[Log, int] | None,
    answers: Path | None,
) -> Answer:
    """Ask these questions: at a terminal, or with a line of ``answers`` (else of the standard input) for each."""
    log, number = remembered or (None, 0)
    talks = show.talks and answers is None
    sitting = Sitting(questions, draws, show.language, log, number, repeat=talks and log is not None)
    if talks:
        return _talk(show, sitting, title, name, log)
    return _mark(show, sitting, title, name, log, _lines(answers))


# Without a terminal


def _lines(answers: Path | None) -> Iterator[str]:
    if answers is None and sys.stdin.isatty():
        raise UsageError(_("There is no keyboard to answer on: give --answers FILE, or answers on the standard input."))
    try:
        if answers is None or str(answers) == "-":
            yield from sys.stdin
        else:
            yield from answers.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UsageError(_("{path} cannot be read: {why}.").format(path=answers, why=error.strerror)) from None
    except UnicodeDecodeError:
        raise UsageError(_("The answers are not UTF-8. Save them as UTF-8 and try again.")) from None


def _mark(show: Show, sitting: Sitting, title: str, name: str, log: Log | None, lines: Iterator[str]) -> Answer:
    """Each question gets one line; there is no second try, and where no line is left the question is unanswered."""
    from grader.quiz.document import item

    given = [line.strip() for line in lines]
    if extra := [*filter(None, given[len(sitting.results) :])]:
        text = _("There are {n} questions, but a line after the last one: {line}")
        raise UsageError(text.format(n=len(sitting.results), line=extra[0][:40]))
    items = []
    for position in range(len(sitting.results)):
        sitting.position = position
        line = given[position] if position < len(given) else ""
        variant = sitting.variant
        if not show.as_json:
            click.echo(show.question(variant, title, f"{position + 1}/{len(sitting.results)}"))
        reply = sitting.answer(line) if line else None
        if not show.as_json:
            click.echo(f"> {line}\n" + (show.reply(reply, line) if reply else _("Not answered.")) + "\n")
        items.append(item(variant, line or None, reply, show.language))
    if log is not None:
        sitting.finish()
    right = sum(one["correct"] for one in items)
    if not show.as_json:
        click.echo(score(sitting.results))
    contents = document(quiz=name, lang=show.language, count=len(items), right=right, items=items)
    return Answer(int(right < len(items)), contents)


# At a terminal


def _talk(show: Show, sitting: Sitting, title: str, name: str, log: Log | None) -> Answer:
    """One question at a time, until all are settled or the learner leaves."""
    import contextlib

    with contextlib.suppress(ImportError):
        import readline  # noqa: F401  (it makes input() an editor)
    again = f"grade quiz {name}".rstrip() if name != "review" else "grade review"
    begun = sitting.position
    if begun:
        click.echo(_("You were at question {n} of {count}.").format(n=begun + 1, count=len(sitting.results)))
    click.echo(show.first_words() + "\n")
    code = 0
    try:
        while not sitting.over:
            click.echo(show.question(sitting.variant, title, _progress(sitting)))
            _question(show, sitting)
            sitting.step()
    except Quit:
        pass
    except (KeyboardInterrupt, EOFError):
        click.echo()
        code = INTERRUPTED
    if sitting.over:
        sitting.finish()
    planned = sitting.results[: sitting.planned]
    if code == 0:
        cards = log.cards() if log else []
        click.echo(show.summary(planned, cards, log.now() if log else EPOCH))
    if not sitting.over:
        done = sum(result.settled for result in sitting.results)
        text = _("Saved: {done} of {count} questions. Go on with: {command}")
        if log is not None:
            click.echo(text.format(done=done, count=len(sitting.results), command=again))
    return Answer(code or int(not all(result.right for result in planned if result.verdict != UNANSWERED)), document())


def _progress(sitting: Sitting) -> str:
    if sitting.position >= sitting.planned:
        number, count = sitting.position - sitting.planned + 1, len(sitting.results) - sitting.planned
        return _("once more {n}/{count}").format(n=number, count=count)
    return f"{sitting.position + 1}/{sitting.planned}"


def _question(show: Show, sitting: Sitting) -> None:
    """Ask until the question is settled; then wait, for who wants to read."""
    variant = sitting.variant
    shown = False
    while not sitting.result.settled:
        click.echo(show.keys(hints=bool(variant.item.hints)))
        started = monotonic()
        line = _read("> ")
        word = _word(line, variant)
        if word == "hint":
            text = sitting.hint()
            click.echo(show.hint(text) if text else _("There are no hints for this question."))
        elif word == "solution":
            sitting.give_up()
        elif split_confidence(line)[0]:
            reply = sitting.answer(line, int(1000 * (monotonic() - started)))
            click.echo(show.reply(reply, split_confidence(line)[0]))
        if sitting.result.settled and not sitting.result.solved:
            click.echo(show.solution(variant))
            shown = True
    click.echo(show.keys_after(solution=not shown))
    if _word(_read("> "), None) == "solution" and not shown:
        click.echo(show.solution(variant) + "\n" + show.keys_after(solution=False))
        _read("> ")
    click.echo()


def _read(prompt: str) -> str:
    """A line from the keyboard. Raises EOFError, KeyboardInterrupt, Quit."""
    while True:
        try:
            line = input(prompt)
        except UnicodeDecodeError:
            click.echo(_("The answer could not be read: this terminal does not send UTF-8. Set LANG to C.UTF-8."))
            continue
        if _word(line, None) == "quit":
            raise Quit
        return line


def _word(line: str, variant: Variant | None) -> str:
    """Which key a line is, full-width or not; a letter that the question uses as a name is an answer."""
    said = unicodedata.normalize("NFKC", line).strip().lower()
    names = _names(variant) if variant else ()
    for word, forms in WORDS.items():
        if said in forms and said not in names:
            return word
    return ""


def _names(variant: Variant) -> Sequence[str]:
    if variant.item.kind not in SYMBOLIC:
        return ()
    return [
        str(one(variant.values) if callable(one) else one) for one in dict(variant.item.answer.marking).get("vars", ())
    ]
