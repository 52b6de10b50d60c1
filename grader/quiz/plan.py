"""Which questions a sitting asks, and with which seeds: equal seeds give equal sittings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.errors import UsageError
from grader.messages import _
from grader.pack import Pack
from grader.quiz.bank import find_item
from grader.quiz.draw import Draws, Stream
from grader.quiz.model import Item

COUNT = 10
REVIEW = 15
"""How many questions a review asks at most: a backlog shall never be a wall."""

ROOM = 1000
"""Seeds that one sitting may use for one item."""

TRIES = 20


@dataclass(frozen=True, slots=True)
class Question:
    """An item and the seed of its variant."""

    item: Item
    seed: int


def questions(items: Sequence[Item], draws: Draws, seed: int, count: int = COUNT) -> list[Question]:
    """``count`` questions: all items in a shuffled order, then those that have numbers again with other ones.

    Fixed items come again only if there is nothing else.
    """
    rng = Stream(f"sitting:{seed}")
    used: dict[str, list[int]] = {}
    asked: list[Question] = []
    while len(asked) < count:
        once_more = [item for item in items if not item.fixed] if asked else []
        for item in _order(once_more or items, rng)[: count - len(asked)]:
            asked.append(_fresh(item, draws, seed, used.setdefault(item.name, [])))
    return asked


def some_banks(names: Sequence[str], seed: int, count: int) -> list[str]:
    """The banks of a mixed sitting: no more than it has questions, so that the others need not be read."""
    chosen = [*names]
    Stream(f"banks:{seed}").shuffle(chosen)
    return sorted(chosen[:count])


def for_review(items: Iterable[Item], seed: int, most: int = REVIEW) -> list[Question]:
    """One question for each of the items, in their order, at most ``most``."""
    return [Question(item, seed * ROOM) for item in [*items][:most]]


def once_more(question: Question) -> Question:
    """The same item with other numbers, for who was wrong."""
    return Question(question.item, question.seed + ROOM // 2)


def replayed(pack: Pack, ref: str) -> Question:
    """The question of a reference ``#bank.item@version:seed``. Raises UsageError."""
    match = re.fullmatch(r"#?([a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)(?:@(\d+))?:(\d+)", ref.strip())
    if not match:
        raise UsageError(_("{ref} is no reference; it looks like {example}").format(ref=ref, example="#bank.item@1:7"))
    name, version, seed = match.groups()
    item = find_item(pack, name)
    if version and int(version) != item.version:
        message = _("{name} has changed since: it is version {now} now, not {then}.")
        raise UsageError(message.format(name=name, now=item.version, then=version))
    return Question(item, int(seed))


def _order(items: Sequence[Item], rng: Stream) -> list[Item]:
    """Shuffled, but nothing before what it requires."""
    waiting = [*items]
    rng.shuffle(waiting)
    known = {item.name for item in waiting}
    ordered: list[Item] = []
    while waiting:
        done = {item.name for item in ordered}
        ready = (item for item in waiting if _needs(item) & known <= done)
        chosen = next(ready, waiting[0])  # in a circle of requirements somebody has to begin
        waiting.remove(chosen)
        ordered.append(chosen)
    return ordered


def _needs(item: Item) -> set[str]:
    return {f"{item.bank}.{name}" for name in item.requires}


def _fresh(item: Item, draws: Draws, seed: int, used: list[int]) -> Question:
    """The next seed of an item, one whose numbers were not there yet as long as there are such."""
    begin = used[-1] + 1 if used else seed * ROOM
    if used and not item.fixed:
        before = [draws.variant(item, one).values for one in used]
        others = (one for one in range(begin, begin + TRIES) if draws.variant(item, one).values not in before)
        begin = next(others, begin)
    used.append(begin)
    return Question(item, begin)
