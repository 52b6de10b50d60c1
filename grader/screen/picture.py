"""A wrong answer as a picture of plain characters; colour only repeats what they say."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from grader.messages import _
from grader.screen.blocks import GAP, INDENT, Block, flow
from grader.screen.numbers import place, short
from grader.screen.text import Style, cells, sanitise, wrap

if TYPE_CHECKING:
    from grader.model import Exercise, Look
    from grader.picture import Draws, Map, Picture, Plane, Walk

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
CHART = 6
STEPS = 8
TALL = 4
Number = float | int | bool


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
        lines += _draws(picture.draws, style, TALL if room is None else max(2, min(TALL, (room - 4) // 2)))
    if picture.walk:
        lines += _walk(picture.walk, style, room)
    if picture.around:
        lines += _places(picture, picture.around, style, room)
    if room is None:
        lines += _arrays(picture, style)
    return lines


def _caption(text: str, style: Style) -> list[str]:
    return wrap(text, style.width, indent="  ").split("\n")


def _places(picture: Picture, around: tuple[Plane, Plane], style: Style, room: int | None) -> list[str]:
    """Where an output is wrong; what is expected and given there; what the first wrong number is made of."""
    lines = _legend(picture, picture.map, style) if picture.map else []
    if picture.said:
        lines += _caption(_("Pattern: {text}").format(text=picture.said), style)
    rows = None if room is None else max(LEAST, room - len(lines) - 1)
    maps = _maps(picture.map, rows) if picture.map else []
    outputs = _outputs(around, style, rows, NEAR if rows and picture.inputs else None)
    inputs = _inputs(picture.inputs, style, rows, sum(block.width + len(GAP) for block in (*maps, *outputs)))
    found, shown = flow([*maps, *outputs, *inputs], style, rows, least=len(maps) + len(outputs))
    made = _("In brackets: the first wrong number, and those that it is made of")
    alone = _("In brackets: the first wrong number")
    lines += _caption(made if shown > len(maps) + len(outputs) else alone, style) + found
    return lines + (_rest(picture.map, min(shown, len(maps)), style) if picture.map else [])


# Where it is wrong


def _legend(picture: Picture, where: Map, style: Style) -> list[str]:
    drawn = "".join(row for one in where.slices for row in one.rows)
    meaning = {"#": _("# first wrong"), "x": _("x wrong"), "N": _("N nan or inf"), ".": _(". right")}
    said = ", ".join(text for sign, text in meaning.items() if sign in drawn)
    name = sanitise(picture.output)
    if len(where.axes) > 1:
        down, across = where.axes[-2:]
        name = _("{output}, rows {down}, columns {across}").format(output=name, down=down, across=across)
    lines = _caption(f"{name}: {said}", style)
    if where.block != (1, 1):
        text = _("One sign stands for {rows} x {columns} numbers: wrong if one of them is.")
        lines += _caption(text.format(rows=where.block[0], columns=where.block[1]), style)
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


def _rest(where: Map, shown: int, style: Style) -> list[str]:
    """How many slices have no map."""
    more = where.more + sum(1 + one.alike for one in where.slices[shown:])
    rest = [_("{n} wrong").format(n=more)] * bool(more) + [_("{n} right").format(n=where.right)] * bool(where.right)
    return _caption(_("Maps not drawn: {rest}").format(rest=", ".join(rest)), style) if rest else []


# What enters there


def _outputs(around: tuple[Plane, Plane], style: Style, rows: int | None, side: int | None) -> list[Block]:
    """Expected and got; of at most ``side`` rows and columns."""
    digits = [max(wanted, _telling(*around)) for wanted in (DIGITS if rows is None else DIGITS[-1:])]
    high = side or (rows and rows - 1)
    names = (_("expected"), _("got"))
    return [_plane(plane, digits, style.width, high, side, name) for plane, name in zip(around, names, strict=True)]


def _inputs(planes: Sequence[Plane], style: Style, rows: int | None, used: int) -> list[Block]:
    """What enters; where there is little room, as narrow as it takes to stand beside what has been ``used``."""
    if rows is None:
        return [_plane(plane, DIGITS, style.width) for plane in planes]
    blocks = []
    for plane in planes:
        left = style.width - used
        block = _plane(plane, DIGITS[-1:], left if left > NARROW else style.width, rows - 1)
        blocks.append(block)
        used += block.width + len(GAP)
    return blocks


def _telling(expected: Plane, given: Plane) -> int:
    """How many digits tell the right number from the given one."""
    pair = [value for plane in (expected, given) for value in _marked(plane)]
    return next((digits for digits in (*reversed(DIGITS), 10) if len({_short(v, digits) for v in pair}) > 1), 17)


def _marked(plane: Plane) -> list[Number]:
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
    top = _from([any(row) for row in plane.marked], rows)
    values, marks = plane.rows[top], plane.marked[top]
    for digits in precisions:
        texts = [[_short(value, digits) for value in row] for row in values]
        wide = max(len(text) for row in texts for text in row)
        fits = max(1, (width - len(INDENT) - 1) // (wide + 1))
        if fits >= len(texts[0]):
            break
    fits = min(fits, columns or fits)
    side = _from([any(row[column] for row in marks) for column in range(len(texts[0]))], fits)
    lines = tuple(_row(row[side], marked[side], wide) for row, marked in zip(texts, marks, strict=True))
    cut = _cut(plane, top, side)
    if name:
        title = f"{name} [{', '.join(cut)}]" if cut else name
    else:
        index = ", ".join([*map(str, plane.index), *cut])
        title = sanitise(plane.name) + (f"[{index}]" if index else "")
    if plane.planes > 1:
        title += " " + _("(1 of {n})").format(n=plane.planes)
    return Block(title, lines, re.compile(r"(?<=\[)[^]]*"))


def _from(marked: Sequence[bool], most: int | None) -> slice:
    """At most so many places, from just before the first that is marked."""
    if most is None or len(marked) <= most:
        return slice(0, len(marked))
    start = min(max(0, marked.index(True) - (most > 2)), len(marked) - most)
    return slice(start, start + most)


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


def _short(value: Number, digits: int) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**6 and digits < 17:
        return f"{value:.{digits}g}"
    return short(value, digits)


# How it went on


def _walk(walk: Walk, style: Style, room: int | None) -> Iterator[str]:
    """A table of the steps, and beside it the two trajectories."""
    steps = len(walk.wrong)
    part = _from(walk.wrong, None if room is None else max(CHART, min(STEPS, room - 3)))
    start, stop = part.start, part.stop
    text = _("{name} step by step, # wrong; o expected, x got, * both")
    yield from _caption(text.format(name=sanitise(walk.name)), style)
    table = _table(walk, start, stop)
    lines, _shown = flow([table, *_chart(walk, start, stop, style.width)], style)
    yield from lines
    if stop - start < steps:
        text = _("Steps {first} to {last} of {n}")
        yield from _caption("  " + text.format(first=start, last=stop - 1, n=steps), style)


def _table(walk: Walk, start: int, stop: int) -> Block:
    first = walk.wrong.index(True)
    digits = next((d for d in (6, 10) if _short(walk.expected[first], d) != _short(walk.given[first], d)), 17)
    head = [_("step"), _("expected"), _("got")]
    rows = [
        [str(step), _short(walk.expected[step], digits), _short(walk.given[step], digits)]
        for step in range(start, stop)
    ]
    wide = [max(cells(row[column]) for row in (head, *rows)) for column in range(3)]

    def line(row: Sequence[str], mark: str) -> str:
        return "  ".join(" " * (size - cells(text)) + text for size, text in zip(wide, row, strict=True)) + mark

    marks = ["  #" if walk.wrong[step] else "" for step in range(start, stop)]
    return Block(line(head, ""), tuple(line(row, mark) for row, mark in zip(rows, marks, strict=True)))


def _chart(walk: Walk, start: int, stop: int, width: int) -> list[Block]:
    """The two trajectories on one canvas; nothing where they hold what cannot be drawn."""
    right, given = walk.expected[start:stop], walk.given[start:stop]
    values = [float(value) for value in (*right, *given)]
    low, high = min(values), max(values)
    if not math.isfinite(high - low) or high == low:
        return []
    labels = {0: short(high, 3), CHART - 1: short(low, 3)}
    margin = max(map(len, labels.values()))
    gap = max(1, min(4, (width - margin - 6) // (stop - start)))
    canvas = [[" "] * (gap * (stop - start)) for _row in range(CHART)]
    for sign, line in (("o", right), ("x", given)):
        for step, value in enumerate(line):
            row = canvas[round((CHART - 1) * (high - value) / (high - low))]
            row[gap * step] = "*" if row[gap * step] == "o" else sign
    lines = [f"{labels.get(number, ''):>{margin}} |{''.join(row)}".rstrip() for number, row in enumerate(canvas)]
    steps = "".join(f"{step % 10:<{gap}}" for step in range(start, stop))
    return [Block("", (*lines, f"{'':>{margin}}  {steps}".rstrip()))]


def _draws(draws: Draws, style: Style, tall: int) -> Iterator[str]:
    """Two histograms with the same bins, one above the other."""
    columns = max(8, min(len(draws.expected), style.width - 8))
    texts = (
        _("{name} from the same seed, expected: mean {mean}, std {std}"),
        _("{name} from the same seed, got: mean {mean}, std {std}"),
    )
    for text, counts, (mean, std) in zip(texts, (draws.expected, draws.given), draws.moments, strict=True):
        said = text.format(name=sanitise(draws.name), mean=short(mean, 3), std=short(std, 3))
        yield from _caption(said, style)
        yield from (f"    |{row}".rstrip() for row in _bars(_merged(counts, columns), tall))
    low, high = short(draws.low, 3), short(draws.high, 3)
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


# In full


def _arrays(picture: Picture, style: Style) -> Iterator[str]:
    for name, text in picture.arrays:
        lines = sanitise(text).split("\n")
        if len(lines) == 1:
            yield from _caption(f"{sanitise(name)} = {lines[0]}", style)
            continue
        yield from _caption(f"{sanitise(name)} =", style)
        yield from (f"    {line}" for line in lines)


__all__ = ["HEIGHT", "draw", "pictured"]
