"""What an author must be able to show about a question bank; everything that is not so becomes a complaint."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from grader.errors import PackError, UsageError
from grader.pack import Pack
from grader.quiz import answers, bank, figures, picks
from grader.quiz.calls import Caller
from grader.quiz.draw import Draws, Variant, same
from grader.quiz.model import PICKED, TYPED, Both, Item
from grader.screen.text import wrap

LANGUAGES = ("en", "ja")
SEEDS = 100
VARIANTS = 30
"""How many different variants a template must have, at least."""

LINES, CELLS = 6, 78
MARKED = 12
"""For how many of the seeds the right and all wrong answers are typed and marked: marking costs more than drawing."""


@dataclass(frozen=True, slots=True)
class BankProof:
    """The account of one bank: how many items it has, how many of them are templates, and the complaints."""

    name: str
    items: int = 0
    templates: int = 0
    misconceptions: int = 0
    complaints: tuple[str, ...] = ()


def prove(pack: Pack, name: str, seeds: int = SEEDS) -> BankProof:
    """Prove the bank ``name`` with so many draws of each template. Raises UsageError if there is none."""
    path = bank.bank_path(pack, name)
    shown = f"quizzes/{path.name}"
    made, flaws = bank.read(path, shown)
    if made is None or flaws:
        return BankProof(name, len(made.items) if made else 0, complaints=tuple(flaws))
    draws = Draws(Caller(pack))
    complaints = []
    for number, item in enumerate(made.items):
        found = list(dict.fromkeys(_item(pack, item, draws, seeds)))
        if found:
            line = bank.item_line(path, number)
            complaints += [f"{shown}:{line}: item {item.id}: {complaint}" for complaint in found]
    return BankProof(
        name,
        items=len(made.items),
        templates=sum(not item.fixed for item in made.items),
        misconceptions=len({name for item in made.items for name in _misconceptions(item)}),
        complaints=tuple(complaints),
    )


def _misconceptions(item: Item) -> Iterator[str]:
    yield from (wrong.id for wrong in item.wrongs)
    yield from (option.id for option in item.options if not option.correct)


def _item(pack: Pack, item: Item, draws: Draws, seeds: int) -> Iterator[str]:
    if item.exercise:
        try:
            pack.entry(item.exercise)
        except UsageError as error:
            yield error.message
    else:
        yield "no exercise is named that trains this, neither here nor at the head of the bank"
    try:
        variants = [draws.variant(item, seed) for seed in range(1 if item.fixed else seeds)]
    except PackError as error:
        yield error.message
        return
    prompts = {item.text.en(variant.values) + str(variant.values) for variant in variants}
    if not item.fixed and len(prompts) < min(VARIANTS, seeds):
        yield f"only {len(prompts)} different variants in {seeds} draws: at least {VARIANTS}"
    told: Counter[str] = Counter()
    for number, variant in enumerate(variants):
        yield from _texts(variant)
        yield from _figures(variant)
        yield from _witness(variant, draws)
        if number < MARKED or number % (seeds // MARKED + 1) == 0:
            yield from _marking(variant, told)
        else:
            told.update(_alone(variant))
    for wrong in item.wrongs:
        if not told[wrong.id]:
            yield f"wrong {wrong.id} is never told apart from the right answer and the others in {len(variants)} draws"


def _texts(variant: Variant) -> Iterator[str]:
    for place, text in _all_texts(variant.item):
        for language in LANGUAGES:
            try:
                said = text.of(language)({**variant.values, "given": "0", "answer": _key(variant)}, language)
            except Exception as error:
                yield f"{place}, {language}: seed {variant.seed} gives {type(error).__name__}: {error}"
                continue
            lines = wrap(said, CELLS).count("\n") + 1
            if lines > LINES:
                yield f"{place}, {language}: {lines} lines of {CELLS} cells: at most {LINES}"
    for language in LANGUAGES:
        shown = [option.text.of(language)(variant.values, language) for option in variant.item.options]
        if len(set(shown)) < len(shown):
            yield f"two options read the same in {language}, seed {variant.seed}"


def _key(variant: Variant) -> object:
    return variant.answer if variant.item.kind in TYPED else answers.expected(variant)


def _all_texts(item: Item) -> Iterator[tuple[str, Both]]:
    yield "text", item.text
    yield "solution", item.solution.text
    for number, hint in enumerate(item.hints, 1):
        yield f"hint {number}", hint
    for when, note in item.notes:
        yield f"note {when.source}", note
    for wrong in item.wrongs:
        yield f"wrong {wrong.id}", wrong.text
    for option in item.options:
        yield f"option {option.id}", option.text
        if option.feedback:
            yield f"option {option.id}, feedback", option.feedback
        if option.match:
            yield f"option {option.id}, match", option.match


def _figures(variant: Variant) -> Iterator[str]:
    for figure in filter(None, (variant.item.figure, variant.item.solution.figure)):
        try:
            for plain in (False, True):
                lines = figures.of(figure, {**variant.values, "answer": _key(variant)}, "ja", plain=plain)
                if wide := next((line for line in lines if wrap(line, CELLS) != line.rstrip()), ""):
                    yield f"figure {figure.name}: a line is wider than {CELLS} cells: {wide[:30]}..."
        except Exception as error:
            yield f"figure {figure.name}, seed {variant.seed}: {type(error).__name__}: {error}"


def _witness(variant: Variant, draws: Draws) -> Iterator[str]:
    """The key agrees with a second way of computing it."""
    call = variant.item.answer.check_with
    if call is not None:
        other = draws.caller(call, variant.values)
        if not same(variant.answer, other):
            yield f"check_with gives {other}, the key is {variant.answer}, seed {variant.seed}"


def _marking(variant: Variant, told: Counter[str]) -> Iterator[str]:
    """The key is marked right, every wrong answer wrong, with feedback of its own."""
    line = answers.expected(variant)
    for language in LANGUAGES:
        found = answers.reply(variant, line, language)
        if found.verdict != "correct":
            yield f"the right answer {line!r} is marked {found.verdict}, seed {variant.seed}"
    for name, wrong in _wrong_lines(variant):
        found = answers.reply(variant, wrong, "en")
        if found.verdict != "wrong":
            yield f"{name}: {wrong!r} is marked {found.verdict}, seed {variant.seed}"
        elif not found.misconception or not found.feedback:
            yield f"{name}: {wrong!r} gets no feedback of its own, seed {variant.seed}"
        told[found.misconception] += 1


def _wrong_lines(variant: Variant) -> Iterator[tuple[str, str]]:
    """Wrong answers as a learner would type them, and whose they are."""
    for wrong, value in variant.wrongs:
        line = answers.typed(variant, value) if wrong.expr is None else wrong.expr(variant.values)
        yield f"wrong {wrong.id}", line
    if variant.item.kind in PICKED:
        for picked in picks.mistakes(variant):
            yield "option", picks.write(variant, picked)


def _alone(variant: Variant) -> Iterator[str]:
    """The wrong answers whose value no earlier one has."""
    if variant.item.kind in TYPED:
        for number, (wrong, value) in enumerate(variant.wrongs):
            if not any(same(value, other) for _wrong, other in variant.wrongs[:number]):
                yield wrong.id
