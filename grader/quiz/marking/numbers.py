"""Answers that are one number: thousands separators, percent, units, and numbers that were rounded."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from grader.messages import _
from grader.quiz.marking.tree import Unreadable

COUNTERS = (
    "個", "つ", "枚", "回", "通り", "倍", "画素", "ピクセル", "パラメータ", "parameters", "parameter", "params",
    "pixels", "pixel", "px",
)  # fmt: skip
"""What may follow a number of a question that declares no units: it counts things, and changes nothing."""

_GROUPS = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?")
_PERCENT = re.compile(r"([0-9][0-9.]*)\s*%\s*$")
_CALL = re.compile(r"[A-Za-z]\s*\(")
_DECIMAL = re.compile(r"[+-]?[0-9]*\.([0-9]+)")


def prepare(text: str, units: Mapping[str, float]) -> tuple[str, float]:
    """A plain text without separators and unit, and what the unit is worth."""
    text, worth = _without_unit(text, units)
    if _SPACED.fullmatch(text):
        text = text.replace(" ", "")
    if not _CALL.search(text):  # max(1,200) has two arguments
        text = _GROUPS.sub(lambda match: match[0].replace(",", ""), text)
    return _PERCENT.sub(r"(\1/100)", text), worth


def _without_unit(text: str, units: Mapping[str, float]) -> tuple[str, float]:
    words = units or dict.fromkeys(COUNTERS, 1.0)
    for word in sorted(words, key=len, reverse=True):
        rest = text.removesuffix(word).rstrip()
        if rest != text and re.search(r"[0-9)\]%.]$", rest):
            return rest, words[word]
    if units and not re.search(r"[0-9)\]|%]$", text):
        unit = re.search(r"[^\W\d]+$", text)
        if unit and unit[0] not in ("e", "π", "pi") and re.search(r"[0-9] *$", text[: unit.start()]):
            sentence = _("The unit {unit} is not asked for. Possible: {units}.")
            raise Unreadable("unit", sentence.format(unit=unit[0], units=", ".join(units)))
    return text, 1.0


def is_rounding(text: str, key: Any) -> bool:
    """Whether ``text`` is the key, which has no short decimal, rounded to at least three digits."""
    match = _DECIMAL.fullmatch(text)
    if not match or len(text.strip("+-").replace(".", "").lstrip("0")) < 3 or isinstance(key, int):
        return False
    if isinstance(key, Fraction) and 10**6 % key.denominator == 0:
        return False
    half = Fraction(1, 2 * 10 ** len(match[1]))
    return bool(abs(Fraction(text) - Fraction(key)) <= half)
