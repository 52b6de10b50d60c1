"""A wrong answer as a picture of plain characters; colour only repeats what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from grader.messages import _
from grader.screen.blocks import GAP, INDENT, Block, caption, flow, near
from grader.screen.chart import draws, walk
from grader.screen.numbers import Scalar, compact, place
from grader.screen.text import Style, cells, sanitise

if TYPE_CHECKING:
    from grader.model import Exercise, Look
    from grader.scene import Map, Picture, Plane

HEIGHT = 23
"""The lines of a report with its picture: a terminal has 24, and the prompt needs one."""
LEAST = 5
"""The fewest lines in which numbers are shown, title included."""
FEW = 2
"""The most maps where there is little room; one, if it has more than ``WIDE`` cells."""
WIDE = 24
NEAR = 3
"""Rows and columns of an output around its first wrong number, where there is little room."""
NARROW = 16
"""The narrowest room for the numbers of an argument, in cells."""
DIGITS = (6, 3)
"""Significant digits: as many as are wanted, or fewer where that makes a row fit."""


def pictured(exercise: Exercise, look: Look, style: Style, full: bool = False) -> Picture:
    """What there is to draw of a wrong answer in this style; ``full``: its arrays too."""
    from grader.picture import picture

    return picture(exercise, look, width=style.width, full=full)


def draw(picture: Picture, style: Style, room: int | None = None) -> list[str]:
    """The lines of a picture.

    room   the most lines, roughly; None: all there is to show, and the arrays in full
    """
    lines: list[str] = []
    if picture.draws:
        lines += draws(picture.draws, style, room)
    if picture.walk:
        lines += walk(picture.walk, style, room)
    if picture.around:
        lines += _places(picture, picture.around, style, room)
    if room is None:
        lines += _arrays(picture, style)
    return lines


def _places(picture: Picture, around: tuple[Plane, Plane], style: Style, room: int | None) -> list[str]:
    """Where an output is wrong; what is expected and given there; what the first wrong number is made of."""
    lines = _legend(picture, picture.map, style) if picture.map else []
    if picture.said:
        lines += caption(_("Pattern: {text}").format(text=picture.said), style)
    rows = None if room is None else max(LEAST, room - len(lines) - 1)
    maps = _maps(picture.map, rows) if picture.map else []
    outputs = _outputs(around, style, rows)
    inputs = _inputs(picture.inputs, style, rows, sum(block.width + len(GAP) for block in (*maps, *outputs)))
    found, shown = flow([*maps, *outputs, *inputs], style, rows, least=len(maps) + len(outputs))
    made = _("In brackets: the first wrong number, and those that it is made of")
    alone = _("In brackets: the first wrong number")
    lines += caption(made if shown > len(maps) + len(outputs) else alone, style) + found
    return lines + (_rest(picture.map, min(shown, len(maps)), style, room) if picture.map else [])


# Where it is wrong


def _legend(picture: Picture, where: Map, style: Style) -> list[str]:
    drawn = "".join(row for one in where.slices for row in one.rows)
    meaning = {"#": _("# first wrong"), "x": _("x wrong"), "N": _("N nan or inf"), ".": _(". right")}
    said = ", ".join(text for sign, text in meaning.items() if sign in drawn)
    name = sanitise(picture.output)
    if len(where.axes) > 1:
        down, across = where.axes[-2:]
        name = _("{output}, rows {down}, columns {across}").format(output=name, down=down, across=across)
    lines = caption(f"{name}: {said}", style)
    if where.block != (1, 1):
        text = _("One sign stands for {rows} x {columns} numbers: wrong if one of them is.")
        lines += caption(text.format(rows=where.block[0], columns=where.block[1]), style)
    return lines


def _maps(where: Map, rows: int | None) -> list[Block]:
    """A block for each slice; where there is little room only for some, so that there is room for numbers."""
    names = " ".join(where.axes[:-2])
    blocks = []
    wide = 2 * len(where.slices[0].rows[0]) > WIDE
    for one in where.slices if rows is None else where.slices[: 1 if wide else FEW]:
        title = place(one.index, names) if one.index else ""
        if one.alike:
            title = _("{place} and {n} more").format(place=title, n=one.alike)
        blocks.append(Block(title, tuple(" ".join(row) for row in one.rows), re.compile("[xN#](?: [xN#])*")))
    return blocks


def _rest(where: Map, shown: int, style: Style, room: int | None) -> list[str]:
    """How many slices have no map. Where there is little room, those that are right are no news of their own."""
    more = where.more + sum(1 + one.alike for one in where.slices[shown:])
    if room is not None and not more:
        return []
    rest = [_("{n} wrong").format(n=more)] * bool(more) + [_("{n} right").format(n=where.right)] * bool(where.right)
    return caption(_("Maps not drawn: {rest}").format(rest=", ".join(rest)), style) if rest else []


# What enters there


def _outputs(around: tuple[Plane, Plane], style: Style, rows: int | None) -> list[Block]:
    """Expected and got; where there is little room only the nearest numbers."""
    side = None if rows is None else NEAR
    digits = [max(wanted, _telling(*around)) for wanted in (DIGITS if rows is None else DIGITS[-1:])]
    names = (_("expected"), _("got"))
    return [_plane(plane, digits, style.width, side, side, name) for plane, name in zip(around, names, strict=True)]


def _inputs(planes: Sequence[Plane], style: Style, rows: int | None, used: int) -> list[Block]:
    """What enters; where there is little room, as narrow as it takes to stand beside what has been ``used``."""
    if rows is None:
        return [_plane(plane, DIGITS, style.width) for plane in planes]
    blocks = []
    high = rows - 1 if used < style.width else NEAR  # they stand beside a map, or below it
    for plane in planes:
        left = style.width - used
        block = _plane(plane, DIGITS[-1:], left if left > NARROW else style.width, high)
        blocks.append(block)
        used += block.width + len(GAP)
    return blocks


def _telling(expected: Plane, given: Plane) -> int:
    """How many digits tell the right number from the given one."""
    pair = [value for plane in (expected, given) for value in _marked(plane)]
    return next((digits for digits in (*reversed(DIGITS), 10) if len({compact(v, digits) for v in pair}) > 1), 17)


def _marked(plane: Plane) -> list[Scalar]:
    pairs = zip(chain(*plane.rows), chain(*plane.marked), strict=True)
    return [value for value, marked in pairs if marked]


def _plane(
    plane: Plane,
    precisions: Sequence[int],
    width: int,
    rows: int | None = None,
    columns: int | None = None,
    name: str = "",
) -> Block:
    """Numbers in rows and columns, those that are marked in brackets.

    precisions  significant digits to try: the last where no other makes all fit into ``width`` cells
    name        the title, for an output: its place is known, so only what is cut off is told. By default, for an
                argument, the title is how NumPy would name the part
    """
    top = near([any(row) for row in plane.marked], rows)
    values, marks = plane.rows[top], plane.marked[top]
    for digits in precisions:
        texts = [[compact(value, digits) for value in row] for row in values]
        wide = max(len(text) for row in texts for text in row)
        fits = max(1, (width - len(INDENT) - 1) // (wide + 1))
        if fits >= len(texts[0]):
            break
    fits = min(fits, columns or fits)
    side = near([any(row[column] for row in marks) for column in range(len(texts[0]))], fits)
    lines = tuple(_row(row[side], marked[side], wide) for row, marked in zip(texts, marks, strict=True))
    title = _title(plane, _cut(plane, top, side), name)
    if cells(title) > width - len(INDENT):
        title = _title(plane, [], name) + " ..."
    return Block(title, lines, re.compile(r"(?<=\[)[^]]*"))


def _title(plane: Plane, cut: list[str], name: str) -> str:
    if name:
        return f"{name} [{', '.join(cut)}]" if cut else name
    index = ", ".join([*map(str, plane.index), *cut])
    title = sanitise(plane.name) + (f"[{index}]" if index else "")
    return title if plane.planes == 1 else title + " " + _("(1 of {n})").format(n=plane.planes)


def _row(texts: Sequence[str], marked: Sequence[bool], wide: int) -> str:
    """``1[2 3]4``: brackets stand between the numbers, around each run of marked ones."""
    line = "[" if marked[0] else " "
    for text, now, after in zip(texts, marked, [*marked[1:], False], strict=True):
        line += f"{text:>{wide}}" + ("]" if now and not after else "[" if after and not now else " ")
    return line


def _cut(plane: Plane, rows: slice, columns: slice) -> list[str]:
    """The part of the plane that is shown, ``2:7`` of each axis; nothing where it is all of it."""
    spans = [
        (start + span.start, start + span.stop, whole)
        for span, start, whole in zip((rows, columns), plane.start, plane.whole, strict=True)
        if whole is not None
    ]
    cut = any(stop - start < whole for start, stop, whole in spans)
    return [f"{start}:{stop}" for start, stop, _whole in spans] if cut else []


# In full


def _arrays(picture: Picture, style: Style) -> Iterator[str]:
    for name, text in picture.arrays:
        lines = sanitise(text).split("\n")
        if len(lines) == 1:
            yield from caption(f"{sanitise(name)} = {lines[0]}", style)
            continue
        yield from caption(f"{sanitise(name)} =", style)
        yield from (f"    {line}" for line in lines)


__all__ = ["HEIGHT", "draw", "pictured"]
