"""A step of a walk as text: arrays side by side as far as they fit, with brackets around the cells it speaks of."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from grader.messages import _
from grader.screen.numbers import short
from grader.screen.text import Style, cells, sanitise, wrap

if TYPE_CHECKING:
    from grader.walk import Drawing, Stage

DIGITS = 4
GAP = 3
UNKNOWN = "."


def render(stage: Stage, name: str, number: int, count: int, style: Style) -> str:
    """One step with its heading; ends in a newline."""
    heading = _("{name}, step {number} of {count}").format(name=name, number=number, count=count)
    parts = [style.bold(heading), wrap(sanitise(stage.text), style.width)]
    if stage.figures:
        parts.append("\n".join(_side_by_side(stage.figures, style)))
    notes = [wrap(line, style.width, indent="      ", first="  ") for line in stage.work]
    if stage.code:
        notes.append(wrap(_("In code: {code}").format(code=stage.code), style.width, indent="    ", first=""))
    return "\n\n".join(parts) + "\n" + ("\n" + "\n".join(notes) + "\n" if notes else "")


Column = tuple[list[str], int]
"""Lines, and their width in cells: a line may hold colour."""


def _side_by_side(drawings: Sequence[Drawing], style: Style) -> list[str]:
    """As many in a row as the width allows; what does not fit goes under the last one, or into a row of its own."""
    lines: list[str] = []
    row: list[Column] = []
    for drawing in drawings:
        block, width = _block(drawing, style)
        if row and sum(one + GAP for _block, one in row) + width > style.width - 2:
            above, room = row[-1]
            if len(above) + len(block) <= max(len(column) for column, _width in row) and width <= room:
                row[-1] = ([*above, *(line + " " * (room - width) for line in block)], room)
                continue
            lines += [*_joined(row), ""]
            row = []
        row.append((block, width))
    return lines + _joined(row)


def _joined(row: Sequence[Column]) -> list[str]:
    """Columns beside each other."""
    height = max(len(column) for column, _width in row)
    filled = [[*column, *[" " * width] * (height - len(column))] for column, width in row]
    return ["  " + (" " * GAP).join(parts).rstrip() for parts in zip(*filled, strict=True)]


def _block(drawing: Drawing, style: Style) -> tuple[list[str], int]:
    """The title and the rows of an array, all of one width, and that width."""
    rows = [[UNKNOWN if one is None else _number(one) for one in row] for row in drawing.rows]
    widest = max((len(one) for row in rows for one in row), default=0)
    width = max(cells(drawing.title), (widest + 2) * max(map(len, rows)) + 1)
    lines = [drawing.title + " " * (width - cells(drawing.title))]
    for row, marked in zip(rows, drawing.marked, strict=True):
        line, used = _row([f"{one:>{widest}}" for one in row], marked, style)
        lines.append(line + " " * (width - used))
    return lines, width


def _number(value: float | str) -> str:
    return short(value + 0.0 if isinstance(value, float) else value, DIGITS)  # no minus before a zero


def _row(numbers: Sequence[str], marked: Sequence[bool], style: Style) -> tuple[str, int]:
    """A row of numbers of one width, brackets around each run of marked ones; and how wide that is."""
    line, used, opened = "", 0, False
    for is_marked, run in groupby(zip(numbers, marked, strict=True), key=lambda pair: pair[1]):
        text = "  ".join(number for number, _marked in run)
        if is_marked:
            piece = f"[ {text}]"
            line += style.mark(piece)
        else:
            piece = f" {text}" if opened else f"  {text}"
            line += piece
        used, opened = used + len(piece), is_marked
    return line, used
