"""Numbers, indices and shapes as people read them."""

from __future__ import annotations

import math

from grader.messages import _
from grader.model import Mismatch
from grader.screen.text import sanitise

Scalar = float | int | str | bool | None


def short(value: Scalar, digits: int = 6) -> str:
    """A number with at most ``digits`` significant digits; anything else as text."""
    if isinstance(value, float):
        return f"{value:.{digits}g}"
    return sanitise(str(value))


def compact(value: Scalar, digits: int) -> str:
    """The same for a column of numbers: long whole numbers are shortened too, unless every digit is asked for."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**6 and digits < 17:
        return f"{value:.{digits}g}"
    return short(value, digits)


def pair(expected: Scalar, actual: Scalar) -> tuple[str, str]:
    """Both numbers, with all 17 digits where 6 would make them look equal."""
    one, other = short(expected), short(actual)
    return (one, other) if one != other else (short(expected, 17), short(actual, 17))


def points(value: float) -> str:
    """A score with two decimals at most, rounded down: what is not quite all must not look like all."""
    return f"{math.floor(100 * value + 1e-9) / 100:g}"


def place(index: tuple[int, ...], axes: str) -> str:
    """An index in words, ``c_out=1, k_h=0``, or as a plain tuple when the axes have no names."""
    names = axes.split()
    if len(names) != len(index):
        return _("index {place}").format(place=index[0] if len(index) == 1 else index)
    return ", ".join(f"{name.lower()}={i}" for name, i in zip(names, index))


def values(mismatch: Mismatch, axes: str) -> str:
    """What differs, how much of it, where first, and what it is instead."""
    expected, actual = pair(mismatch.expected, mismatch.actual)
    what = _("expected {expected}, got {actual}").format(expected=expected, actual=actual)
    if mismatch.allowed is not None:
        what += " " + _("(chance may move it by {allowed})").format(allowed=short(mismatch.allowed, 2))
    if not mismatch.index or mismatch.total is None or mismatch.wrong is None:
        return what
    where = place(mismatch.index, axes)
    if mismatch.total == 1:
        return _("at {where} {what}").format(where=where, what=what)
    text = _("{wrong} of {total} numbers differ; first at {where}: {what}")
    return text.format(wrong=mismatch.wrong, total=mismatch.total, where=where, what=what)
