"""The right numbers in the wrong shape: reshaped, framed, cropped, not yet summed, or summed too far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Any

import numpy as np

from grader.diagnose.claims import Holds
from grader.diagnose.evidence import Answer
from grader.diagnose.moved import joined, shape
from grader.messages import _


def reshaped(output: str, axes: Sequence[str], first: Answer) -> Iterator[tuple[str, Holds]]:
    """Claims about an answer of the wrong shape."""
    if first.right.shape == first.got.shape:
        return
    wanted = shape(axes)
    for text, holds in (
        (_("{output} has the right numbers in one long row: reshape it to {shape}."), _is_flat),
        (_("{output} is right but for axes of size 1: its shape should be {shape}."), _is_squeezed),
        (_("{output} has the right numbers in the right order: reshape it to {shape}."), _is_reshaped),
    ):
        yield text.format(output=output, shape=wanted), holds
    yield from _cut(output, axes, first)
    yield from _summed(output, axes, first)


def _is_flat(row: Answer) -> bool:
    return _is_reshaped(row) and row.got.ndim == 1 and row.right.ndim > 1


def _is_squeezed(row: Answer) -> bool:
    return _is_reshaped(row) and _without_ones(row.got) == _without_ones(row.right)


def _without_ones(array: np.ndarray) -> list[int]:
    return [size for size in array.shape if size != 1]


def _is_reshaped(row: Answer) -> bool:
    return row.got.size == row.right.size and row.near(row.got.ravel(), row.right.ravel())


def _cut(output: str, axes: Sequence[str], first: Answer) -> Iterator[tuple[str, Holds]]:
    """A frame too much, or too little, around the last two axes."""
    if len(axes) < 2:
        return
    names = joined(axes[-2:])
    for width in ("1", *(name for name, value in first.args.items() if type(value) is int)):
        text = _("{output} is right inside a frame of {width} along {axes}: cut the frame off.")
        yield text.format(output=output, width=width, axes=names), partial(_is_framed, width)
        text = _("{output} is right but lacks {width} at each end of {axes}.")
        yield text.format(output=output, width=width, axes=names), partial(_is_cropped, width)


def _is_framed(width: str, row: Answer) -> bool:
    n = _width(width, row)
    inside = row.got[..., n : row.got.shape[-2] - n, n : row.got.shape[-1] - n] if row.got.ndim > 1 else row.got
    return (n > 0) is row.wrong and row.near(inside, row.right)


def _is_cropped(width: str, row: Answer) -> bool:
    n = _width(width, row)
    if row.right.ndim < 2 or min(row.right.shape[-2:]) <= 2 * n:
        return False
    return (n > 0) is row.wrong and row.is_(row.right[..., n : row.right.shape[-2] - n, n : row.right.shape[-1] - n])


def _width(name: str, row: Answer) -> int:
    value = row.args.get(name, 0) if name.isidentifier() else int(name)
    return value if type(value) is int and value >= 0 else 0


def _summed(output: str, axes: Sequence[str], first: Answer) -> Iterator[tuple[str, Holds]]:
    """Axes that should have been summed over, or axes that should have been kept."""
    for count in (1, 2, 3):
        for chosen in combinations(range(first.got.ndim), count) if first.got.ndim > first.right.ndim else ():
            numbers = joined([str(n) for n in chosen])
            text = (
                _("{output} still has to be summed over its axis {n}.")
                if count == 1
                else _("{output} still has to be summed over its axes {n}.")
            )
            yield text.format(output=output, n=numbers), partial(_lacks_sum, chosen)
        for chosen in combinations(range(len(axes)), count):
            names = joined([axes[n] for n in chosen])
            text = _("{output} is the right answer summed over {axes}: its shape should be {shape}.")
            yield text.format(output=output, axes=names, shape=shape(axes)), partial(_is_reduced, chosen, np.sum)
            text = _("{output} is the right answer averaged over {axes}: its shape should be {shape}.")
            yield text.format(output=output, axes=names, shape=shape(axes)), partial(_is_reduced, chosen, np.mean)


def _lacks_sum(chosen: tuple[int, ...], row: Answer) -> bool:
    if row.got.ndim != row.right.ndim + len(chosen):
        return False
    return row.near(row.got.sum(axis=chosen), row.right)


def _is_reduced(chosen: tuple[int, ...], function: Callable[..., Any], row: Answer) -> bool:
    if max(chosen) >= row.right.ndim or row.got.size == row.right.size:
        return False
    reduced = np.asarray(function(row.right, axis=chosen))
    return row.got.size == reduced.size and row.near(row.got.ravel(), reduced.ravel())
