"""A sitting as text: at most 78 cells a line and 22 lines a screen, ASCII beside the texts, nothing that needs colour.

``plain`` is for screen readers: no rules, no pictures, one statement a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from grader.messages import _, ngettext
from grader.quiz import answers, arrays, figures, picks
from grader.quiz.answers import Reply
from grader.quiz.draw import Variant
from grader.quiz.log import Card
from grader.quiz.model import Figure
from grader.quiz.sitting import GAVE_UP, UNANSWERED, Result
from grader.screen.text import Style, cells, pad, sanitise, wrap

LEECH = 4
"""So many lapses, and it is better to read and to code than to guess once more."""

WIDTH = 78
HEIGHT = 22


class Screens:
    """Draws what a learner sees, in one language and style."""

    def __init__(self, style: Style, language: str, *, plain: bool = False) -> None:
        self.style = style
        self.language = language
        self.plain = plain
        self.width = min(style.width, WIDTH)

    def question(self, variant: Variant, title: str, progress: str) -> str:
        """The question with its picture, its code and its options."""
        lines = self._head(title, progress, variant.ref)
        lines.append(self.wrap(prompt(variant, self.language)))
        if variant.item.code is not None:
            code = variant.item.code(variant.values, self.language).split("\n")
            lines += ["", *(f"    {line}".rstrip() for line in code)]
        if variant.item.figure is not None:
            lines += ["", *self.figure(variant.item.figure, variant)]
        if variant.order:
            lines += ["", *self.options(variant), "", self.style.dim(self.wrap(picks.how_to(variant)))]
        elif variant.item.kind == "array" and isinstance(variant.answer[0], tuple):
            lines.append(self.style.dim(self.wrap(arrays.how_to())))
        return "\n".join(lines) + "\n"

    def options(self, variant: Variant) -> list[str]:
        """What there is to choose; for a matching also the other side."""
        texts = [option.text.of(self.language) for option in variant.item.options]
        lines = [
            self.wrap(texts[option](variant.values, self.language), f"  {number}) ")
            for number, option in enumerate(variant.order, 1)
        ]
        for place, option in enumerate(variant.sides):
            match = variant.item.options[option].match
            assert match is not None
            text = match.of(self.language)(variant.values, self.language)
            lines.append(self.wrap(text, f"     {picks.LETTERS[place]}) "))
        return lines

    def keys(self, *, hints: bool) -> str:
        """What can be typed instead of an answer."""
        keys = [_("h hint")] if hints else []
        return self.style.dim("  ".join([*keys, _("s solution"), _("q save and quit")]))

    def keys_after(self, *, solution: bool) -> str:
        """What can be typed when a question is settled."""
        keys = [_("Enter next"), *([_("s solution")] if solution else []), _("q save and quit")]
        return self.style.dim("  ".join(keys))

    def first_words(self) -> str:
        """Said once, before the first question."""
        return self.style.dim(
            self.wrap(_("Type an answer and press Enter. End it with ! when sure, with ? for a guess."))
        )

    def reply(self, reply: Reply, line: str = "") -> str:
        """The verdict, and what is said to the answer ``line``; where it was read in another way, how."""
        echo = self._read_as(reply.echo, line) if reply.verdict in ("correct", "wrong", "almost") else ""
        return f"{echo}\n{self._verdict(reply)}" if echo else self._verdict(reply)

    def _read_as(self, echo: str, line: str) -> str:
        """How an expression was read, unless it was read as it stands."""
        if not echo or "".join(echo.split()) == "".join(line.split()):
            return ""
        return self.wrap(echo, "    ", first="    " + _("I read:") + " ")

    def _verdict(self, reply: Reply) -> str:
        if reply.verdict == "correct":
            mark = self.style.good(_("[o] Right.")) if not self.plain else _("Right.")
            return self._said(mark, reply.feedback)
        if reply.verdict == "wrong":
            mark = self.style.bad(_("[x] Not right.")) if not self.plain else _("Not right.")
            name = f"({reply.misconception})" if reply.misconception.isidentifier() else ""
            return self._said(" ".join(filter(None, (mark, name))), reply.feedback)
        words = {
            "almost": _("[~] Almost. This does not count as a try."),
            "ambiguous": _("[?] This cannot be decided. It does not count as a try."),
        }
        mark = words.get(reply.verdict, _("[?] This could not be read. It does not count as a try."))
        return self._said(mark[4:] if self.plain else mark, reply.feedback)

    def solution(self, variant: Variant) -> str:
        """The worked solution with its picture, and the answer where options are chosen."""
        lines = [self.wrap(answers.solution(variant, self.language), "    ", first="    " + _("Solution:") + " ")]
        if variant.order:
            lines.append("    " + _("Answer:") + " " + answers.expected(variant, self.language))
        if variant.item.solution.figure is not None:
            lines += self.figure(variant.item.solution.figure, variant)
        return "\n".join(lines)

    def hint(self, text: str) -> str:
        """A hint."""
        return self.wrap(text, "    ", first="    " + _("Hint:") + " ")

    def figure(self, figure: Figure, variant: Variant) -> list[str]:
        """The lines of a picture."""
        names = {**variant.values, "answer": variant.answer}
        return figures.of(figure, names, self.language, plain=self.plain)

    def summary(self, results: Sequence[Result], cards: Sequence[Card], now: datetime) -> str:
        """What went well, what to look at, what comes next and when."""
        lines = ["" if self.plain else "-" * self.width, self.style.bold(score(results))]
        lines += filter(None, [_confidence(results)])
        lines += [self.wrap(line, "  ") for line in _to_review(results)]
        lines += [self.wrap(line) for line in _leeches(results, cards)]
        if exercises := _exercises(results):
            lines.append(_("Train it:") + " " + "  ".join(f"grade exercise {name}" for name in exercises[:2]))
        if upcoming := schedule(cards, now):
            lines.append(upcoming)
        return "\n".join(lines)

    def wrap(self, text: str, indent: str = "", first: str | None = None) -> str:
        """Text in lines, with ``indent`` before the second and later ones."""
        start = indent if first is None else first
        return wrap(sanitise(text), self.width, indent=" " * cells(indent), first=start)

    def _head(self, title: str, progress: str, ref: str) -> list[str]:
        if self.plain:
            return [f"{title}. {progress}. {ref}"]
        left = f"{title}   {progress}"
        room = self.width - cells(ref) - 2
        head = pad(left, room) + "  " + ref if cells(left) <= room else f"{left}\n{ref}"
        return [self.style.bold(head), "-" * self.width]

    def _said(self, mark: str, feedback: str) -> str:
        return mark + ("\n" + self.wrap(feedback, "    ", first="    ") if feedback else "")


def prompt(variant: Variant, language: str) -> str:
    """The text of a question and the notes that apply."""
    item, values = variant.item, variant.values
    notes = [text.of(language)(values, language) for when, text in item.notes if when(values)]
    return "\n".join([item.text.of(language)(values, language), *notes])


def score(results: Sequence[Result]) -> str:
    """How many there were, and how many were right."""
    done = [result for result in results if result.verdict != UNANSWERED]
    right = sum(result.right for result in done)
    later = sum(result.solved and not result.right for result in done)
    text = ngettext(
        "{n} question, {right} right at the first try", "{n} questions, {right} right at the first try", len(done)
    )
    more = [_("{n} right later").format(n=later)] if later else []
    if missing := len(results) - len(done):
        more.append(_("{n} not answered").format(n=missing))
    return ", ".join([text.format(n=len(done), right=right), *more])


def schedule(cards: Sequence[Card], now: datetime) -> str:
    """How much is due now, tomorrow, within a week."""
    counts = [
        (sum(card.due <= now + timedelta(days=days) for card in cards), words)
        for days, words in ((0, _("now {n}")), (1, _("until tomorrow {n}")), (7, _("within a week {n}")))
    ]
    shown = [words.format(n=count) for count, words in counts if count]
    return _("To review: {counts}  (grade review)").format(counts=", ".join(shown)) if shown else ""


def _confidence(results: Sequence[Result]) -> str:
    words = {
        (1, True): _("sure and right {n}"),
        (-1, True): _("guessed and right {n}"),
        (1, False): _("sure and wrong {n}"),
    }
    counts = Counter((result.confidence, result.right) for result in results)
    return " | ".join(text.format(n=counts[key]) for key, text in words.items() if counts[key])


def _to_review(results: Sequence[Result]) -> list[str]:
    """The items that went wrong, each with its misconception; where the learner was sure comes first."""
    wrong = [result for result in results if result.verdict in ("wrong", GAVE_UP)]
    wrong.sort(key=lambda result: result.confidence != 1)
    lines: dict[str, None] = {}
    for result in wrong:
        name = f" ({result.misconception})" if result.misconception else ""
        lines[f"- {result.question.item.name}{name}"] = None
    head = [_("Look at these again:")] if lines else []
    return [*head, *[*lines][:5]]


def _leeches(results: Sequence[Result], cards: Sequence[Card]) -> list[str]:
    """Items that have been forgotten again and again: asking once more will not help."""
    asked = {result.question.item.name: result.question.item.exercise for result in results if not result.right}
    text = _("You have missed {name} {n} times. Before you try again: grade show {exercise}")
    return [
        text.format(name=card.item, n=card.lapses + 1, exercise=asked[card.item])
        for card in cards
        if card.lapses >= LEECH and asked.get(card.item)
    ]


def _exercises(results: Sequence[Result]) -> list[str]:
    names = Counter(result.question.item.exercise for result in results if result.verdict in ("wrong", GAVE_UP))
    return [name for name, _count in names.most_common() if name]
