"""Answers that are arrays, typed on one line: ``1 2 / 3 4``, ``1,2;3,4`` or ``[[1, 2], [3, 4]]``."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import Any

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")


def read(line: str) -> tuple[Any, ...] | None:
    """The rows that a line holds: a tuple of numbers for one row, else of tuples; None if it is no array."""
    text = unicodedata.normalize("NFKC", line).replace("−", "-").replace("ー", "-").replace("、", ",")
    text = re.sub(r"\]\s*[,;/]?\s*\[", "/", text)
    text = re.sub(r"(array|\(|\)|\[|\])", " ", text)
    rows = [_row(row) for row in re.split(r"[/;]", text.strip(" /;"))]
    if not all(rows):
        return None
    return rows[0] if len(rows) == 1 else tuple(rows)


def rows(value: tuple[Any, ...]) -> tuple[tuple[Any, ...], ...]:
    """An array as its rows, one if it has one axis."""
    return value if isinstance(value[0], tuple) else (value,)


def write(value: tuple[Any, ...]) -> str:
    """An array on one line, as ``read`` takes it."""
    from grader.quiz.values import text

    return " / ".join(" ".join(map(text, row)) for row in rows(value))


def _row(text: str) -> tuple[Fraction, ...] | None:
    words = text.replace(",", " ").split()
    if not words or not all(map(_NUMBER.fullmatch, words)):
        return None
    return tuple(map(Fraction, words))
