"""What is remembered of quizzes: sittings, every answer in the order it was given, and the cards of the schedule.

Answers are only ever appended, each in one transaction with what follows from it; everything else can be made anew
from them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from grader.learner import Learner

RESUME_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer, as it is kept.

    verdict       correct, wrong, almost, ambiguous, invalid; gave_up for who asked for the solution
    confidence    1 sure, -1 a guess, None not said
    rating        1 to 4 on the answer that counts for the schedule, else None
    settled       whether the question was done with after it
    """

    sitting: int
    position: int
    item: str
    version: int
    seed: int
    lang: str
    at: datetime
    line: str
    verdict: str
    misconception: str = ""
    attempt: int = 0
    hints: int = 0
    confidence: int | None = None
    milliseconds: int | None = None
    rating: int | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """What the schedule knows about an item; ``state`` is the scheduling library's own."""

    item: str
    state: dict[str, Any]
    library: str
    due: datetime
    stability: float
    difficulty: float
    lapses: int


_FIELDS = ", ".join(field.name for field in fields(Entry))


class Log:
    """The quizzes of one learner and one pack."""

    def __init__(self, learner: Learner, pack: str) -> None:
        self._learner = learner
        self._pack = pack

    def now(self) -> datetime:
        """The present moment, by the learner's clock."""
        return self._learner.clock()

    # Sittings

    def begin(self, name: str, plan: dict[str, Any]) -> int:
        """Remember a new sitting; gives its number."""
        return self._learner.write(
            "INSERT INTO quiz_sitting (pack, name, plan_json, started) VALUES (?, ?, ?, ?)",
            self._pack,
            name,
            json.dumps(plan),
            self.now().isoformat(),
        )

    def unfinished(self, name: str) -> tuple[int, dict[str, Any]] | None:
        """The latest sitting of this name, if it has not ended and is not too old."""
        query = (
            "SELECT id, plan_json, ended, started FROM quiz_sitting WHERE pack = ? AND name = ?"
            " ORDER BY id DESC LIMIT 1"
        )
        for number, plan, ended, started in self._learner.read(query, self._pack, name):
            if ended is None and self.now() - datetime.fromisoformat(started) < RESUME_WITHIN:
                return int(number), dict(json.loads(plan))
        return None

    def end(self, sitting: int) -> None:
        """Remember that a sitting is over."""
        self._learner.write("UPDATE quiz_sitting SET ended = ? WHERE id = ?", self.now().isoformat(), sitting)

    # Answers

    def add(self, entry: Entry, card: Card | None = None) -> None:
        """Append an answer, and put the card that follows from it into the place of the old one."""
        values = (
            entry.sitting, entry.position, entry.item, entry.version, str(entry.seed), entry.lang,
            entry.at.isoformat(), entry.line, entry.verdict, entry.misconception, entry.attempt, entry.hints,
            entry.confidence, entry.milliseconds, entry.rating, int(entry.settled), self._pack,
        )  # fmt: skip
        marks = ", ".join("?" * len(values))
        answer = (f"INSERT INTO quiz_answer ({_FIELDS}, pack) VALUES ({marks})", values)
        self._learner.write_all(answer, *([self._put(card)] if card else []))

    def entries(self, *, sitting: int | None = None, item: str | None = None) -> list[Entry]:
        """The answers of a sitting, to an item, or all, oldest first."""
        query, values = f"SELECT {_FIELDS} FROM quiz_answer WHERE pack = ?", [self._pack]
        for name, value in (("sitting", sitting), ("item", item)):
            if value is not None:
                query += f" AND {name} = ?"
                values.append(str(value))
        return [_entry(row) for row in self._learner.read(f"{query} ORDER BY id", *values)]

    # Cards

    def card(self, item: str) -> Card | None:
        """The card of an item, if it has been answered before."""
        return next((card for card in self.cards() if card.item == item), None)

    def cards(self) -> list[Card]:
        """All cards, the one that is due first at the head."""
        query = (
            "SELECT item, card_json, library, due, stability, difficulty, lapses FROM quiz_card"
            " WHERE pack = ? ORDER BY due, item"
        )
        rows = self._learner.read(query, self._pack)
        return [
            Card(item, json.loads(text), library, datetime.fromisoformat(due), *numbers)
            for item, text, library, due, *numbers in rows
        ]

    def replace_cards(self, cards: list[Card]) -> None:
        """Put these cards into the place of all."""
        self._learner.write_all(("DELETE FROM quiz_card WHERE pack = ?", (self._pack,)), *map(self._put, cards))

    def _put(self, card: Card) -> tuple[str, tuple[object, ...]]:
        return (
            "INSERT OR REPLACE INTO quiz_card (pack, item, card_json, library, due, stability, difficulty, lapses)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                self._pack,
                card.item,
                json.dumps(card.state),
                card.library,
                card.due.isoformat(),
                card.stability,
                card.difficulty,
                card.lapses,
            ),
        )


def _entry(row: tuple[Any, ...]) -> Entry:
    kept = dict(zip(_FIELDS.split(", "), row, strict=True))
    at, seed, settled = datetime.fromisoformat(kept["at"]), int(kept["seed"]), bool(kept["settled"])
    return Entry(**{**kept, "at": at, "seed": seed, "settled": settled})
