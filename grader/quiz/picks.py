"""Answers that are numbers and letters in front of options: choice, multi, order, match."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from grader.messages import _
from grader.quiz.draw import Variant
from grader.quiz.model import Both

LETTERS = "ABCDEFG"

Picked = tuple[tuple[int, int], ...]
"""What was answered: for ``match`` pairs (option, side), else (place, option); options as they stand in the item."""


class Unreadable(ValueError):
    """A line that is no answer to this kind of item; the sentence says how to write one."""


def read(variant: Variant, line: str) -> Picked:
    """What a line says. Raises Unreadable."""
    text = unicodedata.normalize("NFKC", line).upper()
    return _pairs(variant, text) if variant.item.kind == "match" else _numbers(variant, text)


def right(variant: Variant) -> Picked:
    """The right answer."""
    options = variant.item.options
    if variant.item.kind == "match":
        return tuple((number, _side(variant, number)) for number in range(len(options)))
    if variant.item.kind == "order":
        return tuple(enumerate(range(len(options))))
    chosen = sorted((shown for shown, number in enumerate(variant.order) if options[number].correct))
    return tuple(enumerate(variant.order[shown] for shown in chosen))


def write(variant: Variant, picked: Picked) -> str:
    """The line that says this."""
    shown = {option: str(place + 1) for place, option in enumerate(variant.order)}
    if variant.item.kind == "match":
        sides = sorted((variant.order.index(option), side) for option, side in picked)
        return " ".join(f"{place + 1}{LETTERS[side]}" for place, side in sides)
    return " ".join(shown[option] for _place, option in picked)


def mistake(variant: Variant, picked: Picked) -> tuple[str, Both | None]:
    """The misconception of a wrong answer, and what is said to it; of several, the first that is shown."""
    options, good = variant.item.options, right(variant)
    if variant.item.kind == "choice":
        wrong = picked[0][1]
    elif variant.item.kind == "order":
        wrong = next(option for (_, option), (_, key) in zip(good, picked, strict=True) if option != key)
    elif variant.item.kind == "match":
        key = dict(good)
        wrong = min((option for option, side in picked if key[option] != side), key=variant.order.index)
    else:
        ours, theirs = ({option for _place, option in one} for one in (good, picked))
        wrong = min(ours ^ theirs, key=lambda option: (option in ours, variant.order.index(option)))
    return options[wrong].id, options[wrong].feedback


def mistakes(variant: Variant) -> Iterator[Picked]:
    """Wrong answers one step from the right one: another option, one more or less, two exchanged."""
    good, count = right(variant), len(variant.order)
    if variant.item.kind == "choice":
        yield from (((0, option),) for option in range(count) if not variant.item.options[option].correct)
    elif variant.item.kind == "multi":
        chosen = {option for _place, option in good}
        for option in range(count):
            if chosen != {option}:
                yield tuple(enumerate(one for one in variant.order if one in chosen ^ {option}))
    elif variant.item.kind == "order":
        for place in range(count - 1):
            order = [*range(count)]
            order[place : place + 2] = order[place + 1], order[place]
            yield tuple(enumerate(order))
    else:
        for option, side in good:
            for other in range(len(variant.sides)):
                if other != side:
                    yield tuple((one, other if one == option else place) for one, place in good)


def _side(variant: Variant, number: int) -> int:
    """The place of the right-hand side that belongs to an option."""
    options = variant.item.options
    mine = options[number].match
    assert mine is not None
    return next(place for place, other in enumerate(variant.sides) if options[other].match == mine)


def _numbers(variant: Variant, text: str) -> Picked:
    count = len(variant.order)
    if not re.fullmatch(r"[\d\s,.、・)(]*", text):
        raise Unreadable(_help(variant))
    found = [int(digit) for digit in re.findall(r"\d", text)]
    wanted = {"choice": len(found) == 1, "multi": bool(found), "order": len(found) == count}[variant.item.kind]
    if not wanted or any(not 1 <= number <= count for number in found) or len(set(found)) < len(found):
        raise Unreadable(_help(variant))
    if variant.item.kind == "multi":
        found.sort()
    return tuple(enumerate(variant.order[number - 1] for number in found))


def _pairs(variant: Variant, text: str) -> Picked:
    """``1B 2A 3C``, or the letters alone in the order of the numbers."""
    count, sides = len(variant.order), len(variant.sides)
    bare = re.sub(r"[\s,.、・)(:=\->]", "", text)
    if re.fullmatch(r"[A-Z]+", bare):
        bare = "".join(f"{number}{letter}" for number, letter in enumerate(bare, 1))
    pairs = re.findall(r"(\d)([A-Z])", bare)
    numbers = sorted(int(number) for number, _letter in pairs)
    known = all(letter in LETTERS[:sides] for _number, letter in pairs)
    if "".join(map("".join, pairs)) != bare or numbers != list(range(1, count + 1)) or not known:
        raise Unreadable(_help(variant))
    found = {variant.order[int(number) - 1]: LETTERS.index(letter) for number, letter in pairs}
    return tuple(sorted(found.items()))


def _help(variant: Variant) -> str:
    count = len(variant.order)
    if variant.item.kind == "choice":
        return _("Answer with one number from 1 to {count}.").format(count=count)
    if variant.item.kind == "multi":
        return _("Answer with the numbers of all that are right, such as: 1 3")
    if variant.item.kind == "order":
        return _("Answer with all {count} numbers in the right order, such as: {example}").format(
            count=count, example=" ".join(map(str, range(count, 0, -1)))
        )
    return _("Answer with a letter for each number, such as: {example}").format(
        example=" ".join(f"{number}{LETTERS[-number % len(variant.sides)]}" for number in range(1, count + 1))
    )
