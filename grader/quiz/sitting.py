"""A sitting: one question after the other, what has been answered, and what is remembered of it. It prints nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from grader.quiz import answers
from grader.quiz.draw import Draws, Variant
from grader.quiz.log import Card, Entry, Log
from grader.quiz.plan import Question, once_more

TRIES = 3
"""After so many wrong answers the solution is shown."""

EPOCH = datetime.fromtimestamp(0, UTC)
GAVE_UP = "gave_up"
UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Result:
    """How one question went.

    verdict        of the first answer: correct or wrong; gave_up without one; unanswered while there is none
    misconception  of the first wrong answer
    solved         whether a later answer was right
    """

    question: Question
    verdict: str = UNANSWERED
    misconception: str = ""
    tries: int = 0
    hints: int = 0
    confidence: int | None = None
    solved: bool = False
    settled: bool = False

    @property
    def right(self) -> bool:
        """Whether the first answer was right, without help."""
        return self.verdict == "correct" and not self.hints


class Sitting:
    """Questions in order. With a ``log`` every answer is remembered before its verdict is given back."""

    def __init__(
        self,
        questions: Sequence[Question],
        draws: Draws,
        language: str,
        log: Log | None = None,
        number: int = 0,
        *,
        repeat: bool = False,
    ) -> None:
        self.results = [Result(question) for question in questions]
        self.planned = len(self.results)
        self.position = 0
        self.language = language
        self._draws, self._log, self._number, self._repeat = draws, log, number, repeat
        self._variants: dict[int, Variant] = {}
        for entry in log.entries(sitting=number) if log else ():
            self._follow(entry)
        self._skip()

    @property
    def over(self) -> bool:
        """Whether all questions are settled."""
        return self.position >= len(self.results)

    @property
    def result(self) -> Result:
        """How the present question goes so far."""
        return self.results[self.position]

    @property
    def variant(self) -> Variant:
        """The present question."""
        return self.variant_at(self.position)

    def variant_at(self, position: int) -> Variant:
        """The question at a position, drawn when it is first asked for."""
        if position not in self._variants:
            question = self.results[position].question
            self._variants[position] = self._draws.variant(question.item, question.seed)
        return self._variants[position]

    def hint(self) -> str | None:
        """The next hint, the last one again when there is no other, None when there is none."""
        hints = self.variant.item.hints
        if not hints:
            return None
        text = hints[min(self.result.hints, len(hints) - 1)]
        self.results[self.position] = replace(self.result, hints=min(self.result.hints + 1, len(hints)))
        return text.of(self.language)(self.variant.values, self.language)

    def answer(self, line: str, milliseconds: int | None = None) -> answers.Reply:
        """Mark an answer. ``result.settled`` says whether the question is done with."""
        line, confidence = split_confidence(line)
        reply = answers.reply(self.variant, line, self.language)
        self._remember(line, reply.verdict, reply.misconception, confidence, milliseconds)
        return reply

    def give_up(self) -> None:
        """Settle the question without a right answer."""
        self._remember("", GAVE_UP, "", None, None)

    def step(self) -> None:
        """Go to the next question that is not settled."""
        self.position += 1
        self._skip()

    def finish(self) -> None:
        """Remember that the sitting is over."""
        if self._log:
            self._log.end(self._number)

    def _skip(self) -> None:
        """Go on to a question that is not settled; at the end, those that went wrong come once more."""
        while not self.over and self.result.settled:
            self.position += 1
        if self.over and self._repeat and len(self.results) == self.planned:
            again = [once_more(result.question) for result in self.results if not result.right]
            self.results += [Result(question) for question in again]

    def _remember(
        self, line: str, verdict: str, misconception: str, confidence: int | None, milliseconds: int | None
    ) -> None:
        result, item = self.result, self.variant.item
        counts = verdict in answers.COUNTS
        tries = result.tries + counts
        settled = verdict in ("correct", GAVE_UP) or (counts and tries >= TRIES)
        entry = Entry(
            self._number, self.position, item.name, item.version, result.question.seed, self.language,
            at=self._log.now() if self._log else EPOCH,
            line=line, verdict=verdict, misconception=misconception, attempt=tries, hints=result.hints,
            confidence=confidence, milliseconds=milliseconds, settled=settled,
        )  # fmt: skip
        if self._log:
            entry, card = _scheduled(self._log, entry, first=result.verdict == UNANSWERED)
            self._log.add(entry, card)
        self._follow(entry)

    def _follow(self, entry: Entry) -> None:
        """What an answer changes in the result of its question."""
        if entry.position == len(self.results):
            self._skip()
        result = self.results[entry.position]
        first = result.verdict == UNANSWERED and entry.verdict in (*answers.COUNTS, GAVE_UP)
        self.results[entry.position] = replace(
            result,
            verdict=entry.verdict if first else result.verdict,
            misconception=result.misconception or entry.misconception,
            tries=entry.attempt,
            hints=entry.hints,
            confidence=entry.confidence if first else result.confidence,
            solved=result.solved or entry.verdict == "correct",
            settled=result.settled or entry.settled,
        )
        self.position = entry.position


def split_confidence(line: str) -> tuple[str, int | None]:
    """An answer and how sure the learner is: ``!`` at the end for sure, ``?`` for a guess."""
    line = line.strip()
    for sign, confidence in (("!", 1), ("！", 1), ("?", -1), ("？", -1)):
        if line.endswith(sign):
            return line[:-1].rstrip(), confidence
    return line, None


def _scheduled(log: Log, entry: Entry, *, first: bool) -> tuple[Entry, Card | None]:
    """The entry with its rating, if it is the one that counts, and the card that follows from it."""
    if not first or entry.verdict not in (*answers.COUNTS, GAVE_UP):
        return entry, None
    from grader.quiz import review  # it loads the scheduling library: not before the first question is on the screen

    before = [one for one in log.entries(item=entry.item) if one.rating is not None]
    rating = review.rate(
        right=entry.verdict == "correct",
        hints=entry.hints,
        confidence=entry.confidence,
        milliseconds=entry.milliseconds,
        before=before,
    )
    card = next((card for card in review.current(log) if card.item == entry.item), None)
    return replace(entry, rating=rating), review.reviewed(card, entry.item, rating, entry.at)
