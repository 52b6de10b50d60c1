"""Drawn values as text: numbers, coefficients, shapes, small arrays."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any


def text(value: Any, form: str = "", language: str = "en") -> str:
    """``value`` as a learner reads it.

    coef   1 is nothing and -1 a minus sign, as before a letter;  plus  `` + 3`` or `` - 3``
    dims   6x28x28;  grid  an array row by row;  row, list  its numbers after one another;  .3  that many decimals
    """
    if isinstance(value, Mapping):  # a word that differs between the languages
        return str(value[language])
    if form == "coef" and value in (1, -1):
        return "" if value == 1 else "-"
    if form == "plus":
        return f" - {text(-value)}" if value < 0 else f" + {text(value)}"
    if form == "dims":
        return "x".join(map(text, value))
    if form == "grid":
        return grid(value)
    if form in ("row", "list"):
        return (" " if form == "row" else ", ").join(map(text, value))
    if form.startswith("."):
        return decimals(value, int(form[1:].rstrip("fg")), fixed=form.endswith("f"))
    if isinstance(value, tuple):
        if value and isinstance(value[0], tuple):
            return " / ".join(text(row, "row") for row in value)
        return f"({', '.join(map(text, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, bool) or not isinstance(value, Fraction | float):
        return str(value)
    return fraction(value) if isinstance(value, Fraction) else decimals(value, 6)


def fraction(value: Fraction) -> str:
    """3/4 as 0.75, 1/3 as 1/3."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest > 1:
        return f"{value.numerator}/{value.denominator}"
    places = 0
    while (value * 10**places).denominator > 1:
        places += 1
    whole = abs(value * 10**places).numerator
    digits = str(whole).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def decimals(value: Any, places: int, *, fixed: bool = False) -> str:
    """A number with so many decimals, without zeros at the end unless ``fixed``."""
    shown = f"{float(value):.{places}f}"
    if not fixed and "." in shown:
        shown = shown.rstrip("0").rstrip(".")
    if float(shown) == 0 and value:
        shown = f"{float(value):.3g}"
    return "0" if shown == "-0" else shown


def grid(rows: Any) -> str:
    """An array row by row, its columns aligned; a row alone is one line."""
    if not isinstance(rows[0], tuple):
        rows = (rows,)
    cells = [[text(value) for value in row] for row in rows]
    widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
    return "\n".join("  " + "  ".join(map(str.rjust, row, widths)) for row in cells)
