"""When an item is due again: spaced repetition (FSRS, package ``fsrs``), with ratings that follow from behaviour.

A card is an item, not one of its variants: it comes back with new numbers. Learners never rate themselves; they
misuse "hard" as a failing grade, which spoils the schedule. A success counts only when the item was due, so that
cramming does not look like remembering; a failure always counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from statistics import median

from fsrs import Card as FsrsCard
from fsrs import Rating, Scheduler

from grader.quiz.log import Card, Entry, Log

LIBRARY = "fsrs 6"
"""The format of a card's state; cards of another one are made anew from the answers."""

RETENTION = 0.9
LONGEST = 180
SLOW = 2.0
TIMED = 3
"""How many right answers there must be before "slow" and "fast" mean something."""

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4

_SCHEDULER = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(timedelta(minutes=10),),
    relearning_steps=(timedelta(minutes=10),),
    maximum_interval=LONGEST,
    enable_fuzzing=False,  # it draws from the global stream; equal answers shall give equal cards
)


def rate(*, right: bool, hints: int, confidence: int | None, milliseconds: int | None, before: Sequence[Entry]) -> int:
    """The rating of the first answer to a question; ``before`` are the rated answers to the same item so far."""
    if not right or hints:
        return AGAIN
    times = [one.milliseconds for one in before if one.milliseconds is not None and (one.rating or 0) > AGAIN]
    usual = median(times) if len(times) >= TIMED else None
    if confidence == -1 or (usual and milliseconds is not None and milliseconds > SLOW * usual):
        return HARD
    fast = usual is not None and milliseconds is not None and milliseconds < usual
    if confidence == 1 and fast and before and (before[-1].rating or 0) > AGAIN:
        return EASY
    return GOOD


def reviewed(card: Card | None, item: str, rating: int, at: datetime) -> Card | None:
    """The card after an answer with this rating; None if the answer does not count."""
    if card is not None and rating > AGAIN and at < card.due:
        return None
    old = FsrsCard.from_dict(card.state) if card else FsrsCard(card_id=0, due=at)  # type: ignore[arg-type]
    new, _log = _SCHEDULER.review_card(old, Rating(rating), at.astimezone(UTC))
    lapsed = rating == AGAIN and card is not None
    return Card(
        item=item,
        state=dict(new.to_dict()),
        library=LIBRARY,
        due=new.due,
        stability=new.stability or 0.0,
        difficulty=new.difficulty or 0.0,
        lapses=(card.lapses if card else 0) + lapsed,
    )


def replay(entries: Iterable[Entry]) -> list[Card]:
    """The cards that follow from these answers, oldest first."""
    cards: dict[str, Card] = {}
    for entry in entries:
        if entry.rating is not None:
            made = reviewed(cards.get(entry.item), entry.item, entry.rating, entry.at)
            if made is not None:
                cards[entry.item] = made
    return list(cards.values())


def current(log: Log) -> list[Card]:
    """All cards; where another version of the library made one, all are made anew."""
    cards = log.cards()
    if any(card.library != LIBRARY for card in cards):
        log.replace_cards(replay(log.entries()))
        cards = log.cards()
    return cards


def due(cards: Iterable[Card], at: datetime) -> list[Card]:
    """The cards that are due, the ones that are most nearly forgotten first."""
    return sorted((card for card in cards if card.due <= at), key=lambda card: (recall(card, at), card.item))


def recall(card: Card, at: datetime) -> float:
    """How likely it is, by the model, that the learner still knows this."""
    return float(_SCHEDULER.get_card_retrievability(FsrsCard.from_dict(card.state), at.astimezone(UTC)))  # type: ignore[arg-type]
