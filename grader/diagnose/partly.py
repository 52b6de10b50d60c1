"""Right in some places only: at the first or last index of an axis, everywhere but there, or away from the border."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np

from grader.diagnose.claims import Holds
from grader.diagnose.evidence import Answer
from grader.diagnose.moved import joined, letter
from grader.messages import _

Where = tuple[slice, ...]

SMALLEST = 3
"""Along a shorter axis "only the last is wrong" says little."""


def partly(output: str, axes: Sequence[str], first: Answer) -> Iterator[tuple[str, Holds]]:
    """Claims about where the numbers are right."""
    texts = (
        (_("{output} is right only where {place}; the rest is zero."), _right_rest_zero),
        (_("{output} is right only where {place}; the rest repeats it."), _right_rest_repeats),
        (_("{output} is wrong only where {place}: it is zero there."), _wrong_and_zero),
        (_("{output} is wrong only where {place}."), _wrong),
        (_("{output} is right only where {place}."), _right),
    )
    for text, holds in texts:
        for axis, name in enumerate(axes):
            for place, index in (("0", 0), (f"{name} - 1", -1)):
                said = text.format(output=output, place=f"{letter(name)} = {place}")
                yield said, partial(_at, holds, axis, index)
    if len(axes) >= 2:
        text = _("{output} is wrong only on the border of {axes}.")
        yield text.format(output=output, axes=joined(axes[-2:])), _border


def _at(holds: Callable[[Answer, Where, Where], bool], axis: int, index: int, row: Answer) -> bool:
    """Whether ``holds(row, there, elsewhere)`` of the places where the axis has this index, given as index tuples."""
    if not row.wrong:
        return True
    if row.got.shape != row.right.shape or axis >= row.right.ndim or row.right.shape[axis] < SMALLEST:
        return False
    there: list[slice] = [slice(None)] * row.right.ndim
    elsewhere = list(there)
    there[axis] = slice(0, 1) if index == 0 else slice(-1, None)
    elsewhere[axis] = slice(1, None) if index == 0 else slice(0, -1)
    return holds(row, tuple(there), tuple(elsewhere))


def _same(row: Answer, where: Where) -> bool:
    return row.near(row.got[where], row.right[where])


def _right_rest_zero(row: Answer, there: Where, elsewhere: Where) -> bool:
    return bool(row.right[there].any()) and not row.got[elsewhere].any() and _same(row, there)


def _right_rest_repeats(row: Answer, there: Where, elsewhere: Where) -> bool:
    repeated = np.broadcast_to(row.got[there], row.got.shape)
    return bool(row.right[there].any()) and _same(row, there) and row.is_(repeated)


def _wrong_and_zero(row: Answer, there: Where, elsewhere: Where) -> bool:
    return not row.got[there].any() and _same(row, elsewhere)


def _wrong(row: Answer, there: Where, elsewhere: Where) -> bool:
    return bool(row.right[elsewhere].any()) and _same(row, elsewhere)


def _right(row: Answer, there: Where, elsewhere: Where) -> bool:
    if not row.right[there].any() or not _same(row, there):
        return False
    axis = next(n for n, part in enumerate(there) if part != slice(None))
    rest = zip(*(np.moveaxis(array[elsewhere], axis, 0) for array in (row.right, row.got)))
    return not any(row.near(right, got) for right, got in rest)


def _border(row: Answer) -> bool:
    if not row.wrong:
        return True
    if row.got.shape != row.right.shape or row.right.ndim < 2 or min(row.right.shape[-2:]) < SMALLEST:
        return False
    inside = row.right[..., 1:-1, 1:-1]
    return bool(inside.any()) and row.near(row.got[..., 1:-1, 1:-1], inside)
