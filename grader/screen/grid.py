"""Numbers in nested tuples as blocks of text: two axes as rows and columns, further ones as blocks with an index."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from grader.screen.blocks import Block
from grader.screen.numbers import short

MARKED = re.compile(r"\[[^]]*\]")


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of numbers in nested tuples, (2, 3) for two rows of three; of a list of several arrays its length."""
    if not isinstance(value, tuple):
        return ()
    shapes = {shape_of(part) for part in value}
    return (len(value), *shapes.pop()) if len(shapes) == 1 else (len(value),)


def blocks(name: str, value: Any, beside: Any = None, digits: int = 6) -> Iterator[Block]:
    """A scalar or an array, drawn: one block for each index of the axes before the last two.

    beside   an array of the same shape: numbers that are others there stand in brackets
    digits   the significant digits of a number, at most
    """
    shape = shape_of(value)
    if len(shape) == 1 and any(isinstance(part, tuple) for part in value):
        for number, part in enumerate(value):
            yield from blocks(f"{name}[{number}]", part, beside and beside[number], digits)
        return
    if len(shape) < 2:
        row, other = (one if shape or one is None else (one,) for one in (value, beside))
        yield Block(name, _rows((row,), None if other is None else (other,), digits), MARKED)
        return
    others = dict(_planes(beside, len(shape) - 2)) if beside is not None else {}
    for index, plane in _planes(value, len(shape) - 2):
        heading = f"{name}[{', '.join(map(str, index))}]" if index else name
        yield Block(heading, _rows(plane, others.get(index), digits), MARKED)


def _planes(value: Any, depth: int, index: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Any]]:
    if depth == 0:
        yield index, value
        return
    for number, part in enumerate(value):
        yield from _planes(part, depth - 1, (*index, number))


def _rows(plane: Sequence[Sequence[Any]], beside: Sequence[Sequence[Any]] | None, digits: int) -> tuple[str, ...]:
    others = beside or plane
    texts = [
        [
            short(one, digits) if _near(one, other) else f"[{short(one, digits)}]"
            for one, other in zip(row, row_beside, strict=True)
        ]
        for row, row_beside in zip(plane, others, strict=True)
    ]
    marked = any(text.startswith("[") for row in texts for text in row)
    if marked:
        texts = [[text if text.startswith("[") else f"{text} " for text in row] for row in texts]
    width = max((len(text) for row in texts for text in row), default=0)
    return tuple(" ".join(text.rjust(width) for text in row).rstrip() for row in texts)


def _near(one: Any, other: Any) -> bool:
    plain = all(isinstance(number, int | float) for number in (one, other))
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12) if plain else bool(one == other)
