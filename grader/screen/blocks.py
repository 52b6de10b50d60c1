"""Small blocks of text that stand side by side as long as there is room, and then below each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.screen.text import Style, cells, pad, wrap

GAP = "   "
INDENT = "    "


@dataclass(frozen=True, slots=True)
class Block:
    """A title and lines below it; what ``marked`` matches in the lines is shown in reverse where there is colour."""

    title: str
    lines: tuple[str, ...]
    marked: re.Pattern[str] | None = None

    @property
    def width(self) -> int:
        """In cells."""
        return max(map(cells, (self.title, *self.lines)))

    def row(self, number: int, style: Style) -> str:
        """One of its lines, as wide as the block; empty below the last."""
        line = pad(self.lines[number] if number < len(self.lines) else "", self.width)
        return self.marked.sub(lambda found: style.mark(found[0]), line) if self.marked else line


def flow(blocks: Sequence[Block], style: Style, rows: int | None = None, least: int = 1) -> tuple[list[str], int]:
    """Lines that hold ``blocks`` side by side, and how many of the blocks found room.

    rows   the most lines, None: as many as it takes; the first ``least`` blocks are there in any case
    """
    lines: list[str] = []
    shown = 0
    for band in _bands(blocks, style.width - len(INDENT)):
        found = [*_lines(band, style)]
        if rows is not None and shown >= least and len(lines) + len(found) > rows:
            break
        lines += found
        shown += len(band)
    return lines, shown


def _bands(blocks: Sequence[Block], width: int) -> Iterator[list[Block]]:
    """The blocks that stand side by side."""
    band: list[Block] = []
    for block in blocks:
        if band and sum(one.width + len(GAP) for one in band) + block.width > width:
            yield band
            band = []
        band.append(block)
    if band:
        yield band


def _lines(band: Sequence[Block], style: Style) -> Iterator[str]:
    titles = GAP.join(pad(block.title, block.width) for block in band)
    if titles.strip():
        yield f"{INDENT}{titles}".rstrip()
    for number in range(max(len(block.lines) for block in band)):
        yield f"{INDENT}{GAP.join(block.row(number, style) for block in band)}".rstrip()


def caption(text: str, style: Style) -> list[str]:
    """The lines of a sentence above or below blocks."""
    return wrap(text, style.width, indent="  ").split("\n")


def near(marked: Sequence[bool], most: int | None) -> slice:
    """At most so many places, from just before the first that is marked."""
    if most is None or len(marked) <= most:
        return slice(0, len(marked))
    start = min(max(0, marked.index(True) - (most > 2)), len(marked) - most)
    return slice(start, start + most)
