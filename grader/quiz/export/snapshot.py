"""A variant with all its texts written out: what every format is made from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.messages import speaking
from grader.quiz import answers, figures, picks
from grader.quiz.draw import Stream, Variant, same, tolerance
from grader.quiz.model import SYMBOLIC, Both, Figure
from grader.quiz.screens import prompt
from grader.quiz.values import text as shown

Text = Mapping[str, str]
"""A text in each of the languages that are exported."""

FORMS = {"number": "number", "shape": "text", "expr": "choice", "blank": "choice", "array": "choice"}
"""What a typed kind becomes where answers cannot be marked as expressions; options stay what they are."""

ROUNDED = Fraction(1, 2000)
"""How far from a number without a short decimal an answer may be: half of the third decimal."""

DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Known:
    """An answer about which something is known: the key, a misconception, an option.

    id        of the misconception or the option; empty for the key of a typed item
    text      how it is typed, or what the option says
    value     the number or the shape, where it is one
    side      for matching: the place of the right-hand side that belongs to it
    """

    id: str
    text: Text
    feedback: Text
    right: bool = False
    value: Any = None
    side: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A question, written out.

    form      number, text, choice, multi, order or match: what a program that knows no expressions makes of it
    known     typed: the key, then the misconceptions; options: in the order in which they are shown
    sides     for matching: the right-hand sides
    """

    variant: Variant
    form: str
    languages: tuple[str, ...]
    prompt: Text
    code: Text
    figure: Text
    known: tuple[Known, ...]
    sides: tuple[Text, ...]
    hints: tuple[Text, ...]
    solution: Text
    solution_figure: Text

    @property
    def ref(self) -> str:
        """``bank.item@version:seed``."""
        return self.variant.ref.removeprefix("#")

    @property
    def converted(self) -> bool:
        """Whether what was typed is chosen here."""
        return self.form == "choice" and self.variant.item.kind != "choice"

    @property
    def key(self) -> Known:
        """The right answer of a typed item, or the first right option."""
        return next(known for known in self.known if known.right)


def snapshot(variant: Variant, languages: Sequence[str]) -> Question:
    """Write out ``variant`` in these languages."""
    item = variant.item
    write = _Writer(variant, tuple(languages))
    known = tuple(write.options() if variant.order else write.typed())
    return Question(
        variant=variant,
        form=FORMS.get(item.kind, item.kind) if len(known) > 1 else "text",
        languages=write.languages,
        prompt=write(lambda language: prompt(variant, language)),
        code=write(lambda language: item.code(variant.values, language).strip("\n") if item.code else ""),
        figure=write.figure(item.figure),
        known=known,
        sides=tuple(write.both(match) for place in variant.sides if (match := item.options[place].match)),
        hints=tuple(map(write.both, item.hints)),
        solution=write(lambda language: answers.solution(variant, language)),
        solution_figure=write.figure(item.solution.figure),
    )


class _Writer:
    """Writes texts of one variant in all languages, the interface's words in them too."""

    def __init__(self, variant: Variant, languages: tuple[str, ...]) -> None:
        self.variant = variant
        self.languages = languages

    def __call__(self, render: Callable[[str], str]) -> Text:
        texts = {}
        for language in self.languages:
            with speaking(language):
                texts[language] = render(language)
        return texts

    def both(self, text: Both, **more: Any) -> Text:
        return self(lambda language: text.of(language)({**self.variant.values, **more}, language))

    def figure(self, figure: Figure | None) -> Text:
        if figure is None:
            return dict.fromkeys(self.languages, "")
        names = {**self.variant.values, "answer": self.variant.answer}
        return self(lambda language: "\n".join(figures.of(figure, names, language)))

    def options(self) -> Iterator[Known]:
        item, pairs = self.variant.item, dict((*picks.right(self.variant),))
        for shown_at, position in enumerate(self.variant.order):
            option = item.options[position]
            feedback = self.both(option.feedback, given=str(shown_at + 1)) if option.feedback else self(lambda _: "")
            side = pairs[position] if item.kind == "match" else 0
            yield Known(option.id, self.both(option.text), feedback, option.correct, side=side)

    def typed(self) -> list[Known]:
        """The key and the misconceptions that can be met: of those with the same answer the first is named."""
        variant = self.variant
        right = self(lambda language: answers.expected(variant, language))
        known = [Known("", right, self(lambda _: ""), right=True, value=variant.answer)]
        for wrong, value in variant.wrongs:
            line = answers.wrong_line(variant, wrong, value)
            if not any(self._same(line, value, other) for other in known):
                said = self.both(wrong.text, given=line)
                known.append(Known(wrong.id, dict.fromkeys(self.languages, line), said, value=value))
        if FORMS[variant.item.kind] == "choice":
            Stream(f"options:{variant.ref}").shuffle(known)
        return known

    def _same(self, line: str, value: Any, other: Known) -> bool:
        if self.variant.item.kind in SYMBOLIC:
            return line in other.text.values()
        return same(value, other.value, tolerance(self.variant.item))


def number(question: Question, known: Known) -> tuple[str, str]:
    """A number and how far from it an answer may be, both as decimals."""
    value = known.value
    declared = Fraction(tolerance(question.variant.item)).limit_denominator(10**DECIMALS)
    if declared:
        allowed = declared * _size(value)
    else:
        allowed = Fraction(0) if short(value) else _room(question, known)
    return decimal(value), decimal(allowed)


def short(value: Any) -> bool:
    """Whether a number can be typed as a decimal exactly."""
    if isinstance(value, float):
        return value == round(value, DECIMALS)
    return 10**DECIMALS % Fraction(value).denominator == 0


def decimal(value: Any) -> str:
    """A number as a decimal without an exponent: exact where it is short, else with some 15 digits."""
    if isinstance(value, float):
        value = Fraction(repr(value))
    value = Fraction(value)
    if short(value):
        return shown(value)
    digits = max(DECIMALS, 15 - len(str(abs(int(value)))))
    return f"{float(value):.{digits}f}".rstrip("0").rstrip(".")


def _size(value: Any) -> Fraction:
    """What a tolerance is multiplied by, as in the marking."""
    return max(Fraction(1), abs(Fraction(value)))


def _room(question: Question, known: Known) -> Fraction:
    """The tolerance for a number that must be rounded: it never reaches half way to another known answer."""
    value = Fraction(known.value)
    others = [abs(Fraction(other.value) - value) for other in question.known if other is not known]
    return min([ROUNDED * _size(value), *(gap / 4 for gap in others)])


SHAPES = (("(", ", ", ")"), ("(", ",", ")"), ("", ", ", ""), ("", ",", ""), ("[", ", ", "]"), ("[", ",", "]"))
CROSSES = (("", " ", ""), ("", "x", ""), ("", " x ", ""), ("", "×", ""))


def spellings(known: Known) -> list[str]:
    """The ways in which an answer may be typed where a program compares letters."""
    if not isinstance(known.value, tuple):
        return [*dict.fromkeys(known.text.values())]
    sizes = [*map(shown, known.value)]
    if len(sizes) == 1:
        return [f"({sizes[0]},)", f"({sizes[0]})", sizes[0], f"[{sizes[0]}]"]
    return [left + between.join(sizes) + right for left, between, right in (*SHAPES, *CROSSES)]
