"""The schedule: ratings follow from behaviour, cards from the log; what is due is what is being forgotten."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from grader.learner import Learner
from grader.quiz import review
from grader.quiz.log import Entry, Log
from grader.quiz.review import AGAIN, EASY, GOOD, HARD

START = datetime(2025, 4, 1, 9, 0, tzinfo=UTC)


def entry(rating=GOOD, days=0.0, item="a.b", milliseconds=10_000):
    at = START + timedelta(days=days)
    return Entry(1, 0, item, 1, 7, "en", at, "3", "correct", milliseconds=milliseconds, rating=rating)


@pytest.mark.parametrize(
    ("behaviour", "rating"),
    [
        ({"right": False}, AGAIN),
        ({"right": False, "confidence": 1}, AGAIN),
        ({"hints": 1}, AGAIN),
        ({}, GOOD),
        ({"confidence": -1}, HARD),
        ({"milliseconds": 21_000}, HARD),
        ({"milliseconds": 19_000}, GOOD),
        ({"confidence": 1, "milliseconds": 9_000}, EASY),
        ({"confidence": 1, "milliseconds": 11_000}, GOOD),
        ({"milliseconds": None, "confidence": 1}, GOOD),
        ({"milliseconds": 100_000, "before": []}, GOOD),
        ({"confidence": 1, "milliseconds": 9_000, "before": [entry()] * 3 + [entry(AGAIN)]}, GOOD),
    ],
)
def test_ratings(behaviour, rating):
    """Wrong or helped is Again; guessed or slow is Hard; sure, fast and right before is Easy; else Good."""
    usual = {"right": True, "hints": 0, "confidence": None, "milliseconds": 10_000, "before": [entry()] * 3}
    assert review.rate(**{**usual, **behaviour}) == rating


def test_successes_move_an_item_away_and_a_failure_brings_it_back():
    """Good, Good, Good waits longer each time; a failure comes back within the hour."""
    card, waits = None, []
    at = START
    for _ in range(3):
        card = review.reviewed(card, "a.b", GOOD, at)
        waits.append(card.due - at)
        at = card.due
    assert waits == sorted(waits)
    assert waits[0] >= timedelta(days=1)
    assert waits[2] > timedelta(days=20)
    failed = review.reviewed(card, "a.b", AGAIN, at)
    assert failed.due - at <= timedelta(hours=1)
    assert (card.lapses, failed.lapses) == (0, 1)


def test_cramming_does_not_look_like_remembering():
    """A success before the item is due changes nothing; a failure does."""
    card = review.reviewed(None, "a.b", GOOD, START)
    assert review.reviewed(card, "a.b", GOOD, START + timedelta(hours=1)) is None
    assert review.reviewed(card, "a.b", AGAIN, START + timedelta(hours=1)) is not None


def test_no_interval_is_longer_than_half_a_year():
    """A skill is never put away for good."""
    card, at = None, START
    for _ in range(12):
        card = review.reviewed(card, "a.b", EASY, at)
        assert card.due - at <= timedelta(days=review.LONGEST)
        at = card.due


def test_due_items_come_in_the_order_of_forgetting():
    """What is most nearly forgotten comes first; what is not due does not come."""
    cards = review.replay([entry(item="a.old"), entry(EASY, item="a.easy"), entry(days=30, item="a.new")])
    assert [card.item for card in review.due(cards, START + timedelta(days=30))] == ["a.old", "a.easy"]
    assert review.due(cards, START) == []


@pytest.fixture
def log(tmp_path, clock):
    with Learner.open(tmp_path / "learner.db", clock) as learner:
        yield Log(learner, "cnn")


def history(seed, count=60):
    """Answers as they come in practice: due and not due, right and wrong, of several items."""
    rng = random.Random(seed)
    day = 0.0
    for _ in range(count):
        day += rng.expovariate(2)
        yield entry(rng.choice([AGAIN, HARD, GOOD, GOOD, EASY, None]), day, f"a.{rng.randrange(9)}")


@pytest.mark.parametrize("seed", range(3))
def test_cards_are_what_the_log_says(log, seed):
    """Cards that were kept answer by answer are equal, bit for bit, to cards made anew from the log."""
    for one in history(seed):
        old = log.card(one.item)
        card = review.reviewed(old, one.item, one.rating, one.at) if one.rating else None
        log.add(one, card)
    kept = log.cards()
    assert len(kept) == 9
    assert sorted(review.replay(log.entries()), key=lambda card: (card.due, card.item)) == kept


def test_cards_of_another_library_are_made_anew(log):
    """When the library's format changes, the log is replayed instead of trusting old cards."""
    for one in history(1, 30):
        log.add(one)
    right = review.replay(log.entries())
    log.replace_cards([replace(card, library="fsrs 3", state={"d": 1}) for card in right])
    assert sorted(review.current(log), key=lambda c: c.item) == sorted(right, key=lambda c: c.item)


def test_a_simulated_learner_keeps_what_the_schedule_promises():
    """A learner who forgets as the model says, and answers what is due each day for 180 days, knows 0.90 of it.

    The learner's true memory is the model's with its own stabilities; reviews of the first days, when intervals are
    rounded to whole days, are part of the count.
    """
    rng = random.Random(20250401)
    right = reviews = 0
    for item in range(120):
        card = review.reviewed(None, f"a.{item}", GOOD, START + timedelta(days=item % 20))
        for day in range(20, 201):
            at = START + timedelta(days=day)
            if card.due > at:
                continue
            knows = rng.random() < review.recall(card, at)
            if card.state["last_review"] and at - datetime.fromisoformat(card.state["last_review"]) >= timedelta(
                days=1
            ):
                reviews += 1
                right += knows
            card = review.reviewed(card, card.item, GOOD if knows else AGAIN, at)
    assert reviews > 500
    assert abs(right / reviews - review.RETENTION) < 0.03
