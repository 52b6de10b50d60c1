"""A curve over time as text: plain characters, so that it looks the same in every terminal and font."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from grader.messages import _
from grader.screen.numbers import short

ROWS = 8
COLUMNS = 60


def curve(name: str, values: Sequence[float], width: int) -> list[str]:
    """Lines that draw ``values`` from left to right, with the largest and smallest beside the axis.

    Where there are more values than columns, each column shows the mean of its share.
    """
    labels = [short(round(max(values), 4)), short(round(min(values), 4))]
    margin = max(map(len, labels)) + 2
    points = _means(values, max(8, min(COLUMNS, width - margin - 4)))
    low, high = min(values), max(values)
    reach = (high - low) or 1.0
    heights = [round((ROWS - 1) * (value - low) / reach) for value in points]
    lines = [_("{name}, {first} at first, {last} at last:").format(name=name, first=short(round(values[0], 4)),
                                                                   last=short(round(values[-1], 4)))]  # fmt: skip
    for row in reversed(range(ROWS)):
        label = labels[0] if row == ROWS - 1 else labels[1] if row == 0 else ""
        cells = "".join("*" if height == row else " " for height in heights)
        lines.append(f"{label:>{margin}} |{cells}".rstrip())
    return lines


def _means(values: Sequence[float], columns: int) -> list[float]:
    if len(values) <= columns:
        return list(values)
    edges = [round(column * len(values) / columns) for column in range(columns + 1)]
    return [sum(values[a:b]) / (b - a) for a, b in pairwise(edges)]
