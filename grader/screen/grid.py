"""Arrays of numbers as blocks of text: two axes as rows and columns, further ones as blocks with an index."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

from grader.screen.numbers import short
from grader.screen.text import cells, pad

GAP = 3

Block = list[str]
"""Lines of equal width: a heading, and what belongs to it."""


def shape_of(value: Any) -> tuple[int, ...]:
    """The shape of numbers in nested tuples, (2, 3) for two rows of three; of a list of several arrays its length."""
    if not isinstance(value, tuple):
        return ()
    shapes = {shape_of(part) for part in value}
    return (len(value), *shapes.pop()) if len(shapes) == 1 else (len(value),)


def blocks(name: str, value: Any, beside: Any = None) -> Iterator[Block]:
    """A scalar or an array, drawn: one block for each index of the axes before the last two.

    beside   an array of the same shape: numbers that are others there stand in brackets
    """
    shape = shape_of(value)
    if len(shape) == 1 and any(isinstance(part, tuple) for part in value):
        for number, part in enumerate(value):
            yield from blocks(f"{name}[{number}]", part, beside and beside[number])
        return
    if len(shape) < 2:
        row, other = (one if shape or one is None else (one,) for one in (value, beside))
        yield _squared([name, *_rows((row,), None if other is None else (other,))])
        return
    others = dict(_planes(beside, len(shape) - 2)) if beside is not None else {}
    for index, plane in _planes(value, len(shape) - 2):
        heading = f"{name}[{', '.join(map(str, index))}]" if index else name
        yield _squared([heading, *_rows(plane, others.get(index))])


def _planes(value: Any, depth: int, index: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Any]]:
    if depth == 0:
        yield index, value
        return
    for number, part in enumerate(value):
        yield from _planes(part, depth - 1, (*index, number))


def _rows(plane: Sequence[Sequence[Any]], beside: Sequence[Sequence[Any]] | None) -> list[str]:
    others = beside or plane
    texts = [
        [short(one) if _near(one, other) else f"[{short(one)}]" for one, other in zip(row, row_beside, strict=True)]
        for row, row_beside in zip(plane, others, strict=True)
    ]
    marked = any(text.startswith("[") for row in texts for text in row)
    if marked:
        texts = [[text if text.startswith("[") else f"{text} " for text in row] for row in texts]
    width = max((len(text) for row in texts for text in row), default=0)
    return [" ".join(text.rjust(width) for text in row).rstrip() for row in texts]


def _near(one: Any, other: Any) -> bool:
    plain = all(isinstance(number, int | float) for number in (one, other))
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-12) if plain else bool(one == other)


def _squared(lines: list[str]) -> Block:
    width = max(map(cells, lines))
    return [pad(line, width) for line in lines]


def side_by_side(found: Sequence[Block], width: int) -> list[str]:
    """Blocks from left to right, as many as fit into ``width`` cells, then the next row of them."""
    lines: list[str] = []
    row: list[Block] = []
    for block in found:
        used = sum(cells(one[0]) + GAP for one in row)
        if row and used + cells(block[0]) > width:
            lines += _joined(row)
            row = []
        row.append(block)
    return [*lines, *_joined(row)]


def _joined(row: Sequence[Block]) -> Iterator[str]:
    for number in range(max(map(len, row), default=0)):
        parts = [block[number] if number < len(block) else " " * cells(block[0]) for block in row]
        yield (" " * GAP).join(parts).rstrip()
