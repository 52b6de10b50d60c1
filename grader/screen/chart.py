"""How a wrong answer went on: two trajectories on one canvas, or two histograms one above the other."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from grader.messages import _
from grader.screen.blocks import Block, caption, flow, near
from grader.screen.numbers import compact, short
from grader.screen.text import Style, cells, sanitise

if TYPE_CHECKING:
    from grader.scene import Draws, Walk

HEIGHT = 6
"""The rows of a chart."""
STEPS = 8
"""The most steps where there is little room."""
TALL = 4
"""The rows of a histogram."""


def walk(steps: Walk, style: Style, room: int | None) -> Iterator[str]:
    """A trajectory: a table of the steps, and beside it the right walk and the given one."""
    count = len(steps.wrong)
    shown = near(steps.wrong, None if room is None else max(HEIGHT, min(STEPS, room - 3)))
    text = _("{name} step by step, # wrong; o expected, x got, * both")
    yield from caption(text.format(name=sanitise(steps.name)), style)
    lines, _count = flow([_table(steps, shown), *_chart(steps, shown, style.width)], style)
    yield from lines
    if shown.stop - shown.start < count:
        text = _("Steps {first} to {last} of {n}")
        yield from caption("  " + text.format(first=shown.start, last=shown.stop - 1, n=count), style)


def _table(walk: Walk, shown: slice) -> Block:
    first = walk.wrong.index(True)
    digits = next((d for d in (6, 10) if compact(walk.expected[first], d) != compact(walk.given[first], d)), 17)
    head = [_("step"), _("expected"), _("got")]
    rows = [
        [str(step), compact(walk.expected[step], digits), compact(walk.given[step], digits)]
        for step in range(shown.start, shown.stop)
    ]
    wide = [max(cells(row[column]) for row in (head, *rows)) for column in range(3)]

    def line(row: Sequence[str], mark: str) -> str:
        return "  ".join(" " * (size - cells(text)) + text for size, text in zip(wide, row, strict=True)) + mark

    marks = ["  #" if walk.wrong[step] else "" for step in range(shown.start, shown.stop)]
    return Block(line(head, ""), tuple(line(row, mark) for row, mark in zip(rows, marks, strict=True)))


def _chart(walk: Walk, shown: slice, width: int) -> list[Block]:
    """The two trajectories on one canvas; nothing where they hold what cannot be drawn."""
    right, given = walk.expected[shown], walk.given[shown]
    values = [float(value) for value in (*right, *given)]
    low, high = min(values), max(values)
    digits = next((digits for digits in (3, 6, 10) if short(low, digits) != short(high, digits)), 17)
    labels = {0: short(high, digits), HEIGHT - 1: short(low, digits)}
    margin = max(map(len, labels.values()))
    gap = min(4, (width - margin - 6) // len(right))
    if not math.isfinite(high - low) or high == low or gap < 1:
        return []
    canvas = [[" "] * (gap * len(right)) for _row in range(HEIGHT)]
    for sign, line in (("o", right), ("x", given)):
        for step, value in enumerate(line):
            row = canvas[round((HEIGHT - 1) * (high - value) / (high - low))]
            row[gap * step] = "*" if row[gap * step] == "o" else sign
    lines = [f"{labels.get(number, ''):>{margin}} |{''.join(row)}".rstrip() for number, row in enumerate(canvas)]
    steps = "".join(f"{step % 10:<{gap}}" for step in range(shown.start, shown.stop))
    return [Block("", (*lines, f"{'':>{margin}}  {steps}".rstrip()))]


def draws(samples: Draws, style: Style, room: int | None) -> Iterator[str]:
    """Two histograms with the same bins, one above the other."""
    tall = TALL if room is None else max(2, min(TALL, (room - 4) // 2))
    columns = max(8, min(len(samples.expected), style.width - 8))
    texts = (
        _("{name} from the same seed, expected: mean {mean}, std {std}"),
        _("{name} from the same seed, got: mean {mean}, std {std}"),
    )
    for text, counts, (mean, std) in zip(texts, (samples.expected, samples.given), samples.moments, strict=True):
        said = text.format(name=sanitise(samples.name), mean=short(mean, 3), std=short(std, 3))
        yield from caption(said, style)
        yield from (f"    |{row}".rstrip() for row in _bars(_merged(counts, columns), tall))
    low, high = short(samples.low, 3), short(samples.high, 3)
    yield "    +" + "-" * columns
    yield f"     {low}{high:>{max(1, columns - len(low))}}"


def _merged(counts: Sequence[int], columns: int) -> list[int]:
    edges = [round(number * len(counts) / columns) for number in range(columns + 1)]
    return [sum(counts[a:b]) for a, b in pairwise(edges)]


def _bars(counts: Sequence[int], tall: int) -> Iterator[str]:
    """Columns of ``#``; a dot where something is, but too little for one."""
    most = max(counts) or 1
    heights = [round(tall * count / most) for count in counts]
    for row in range(tall, 0, -1):
        yield "".join(
            "#" if height >= row else "." if row == 1 and count else " "
            for height, count in zip(heights, counts, strict=True)
        )
