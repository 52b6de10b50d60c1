"""Text in cells: how wide it is, where it may be broken, whether it may be coloured, and what must not be in it."""

from __future__ import annotations

import os
import re
import shutil
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TextIO

from grader.safe_text import for_terminal as sanitise

__all__ = ["Style", "cells", "pad", "sanitise", "style_for", "wrap"]

WIDTH = 80
LINK = re.compile(r"[/\\][^/\\]+:\d+")
"""What an editor or a terminal takes for a line of a file."""
NO_BREAK_BEFORE = frozenset(
    "、。，．・：；？！）」』】〕〉》］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々!%),.:;?]}"
)
NO_BREAK_AFTER = frozenset("（「『【〔〈《［｛([{")


@dataclass(frozen=True, slots=True)
class Style:
    """How wide the text may be, and whether it may be coloured. Colour only repeats what a word already says."""

    width: int = WIDTH
    color: bool = False

    def _wear(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def good(self, text: str) -> str:
        """Blue: this is as it should be."""
        return self._wear(text, "34")

    def bad(self, text: str) -> str:
        """Orange, as far as a terminal has it: this needs attention."""
        return self._wear(text, "1;33")

    def bold(self, text: str) -> str:
        """The one thing to read first."""
        return self._wear(text, "1")

    def mark(self, text: str) -> str:
        """Reversed: this is where to look."""
        return self._wear(text, "7")

    def dim(self, text: str) -> str:
        """For those who want to know."""
        return self._wear(text, "2")


def style_for(stream: TextIO, *, color: bool = True, environ: Mapping[str, str] = os.environ) -> Style:
    """What suits ``stream``: colour on a terminal unless NO_COLOR or TERM=dumb, and at most 80 cells a line."""
    if not stream.isatty():
        return Style()
    width = max(20, min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDTH))
    plain = (
        environ.get("NO_COLOR") or environ.get("TERM") == "dumb" or (os.name == "nt" and "WT_SESSION" not in environ)
    )
    return Style(width, color and not plain)


def cells(text: str) -> int:
    """How many columns of a terminal ``text`` takes."""
    return len(text) if text.isascii() else sum(map(_cell, text))


def _cell(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def pad(text: str, width: int) -> str:
    """``text`` with spaces after it, up to ``width`` cells."""
    return text + " " * max(0, width - cells(text))


def wrap(text: str, width: int = WIDTH, *, indent: str = "", first: str | None = None) -> str:
    """Break ``text`` into lines of at most ``width`` cells, at spaces or between wide characters.

    ``indent`` stands before every line; ``first``, when given, before the first instead.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        start = indent if lines or first is None else first
        lines += _fill(paragraph, width, start, indent)
    return "\n".join(lines)


def _fill(paragraph: str, width: int, start: str, indent: str) -> list[str]:
    lines: list[str] = []
    line, empty = start, True
    for atom in _atoms(paragraph):
        if atom.isspace() and empty and lines:
            continue
        while cells(line) + cells(atom.rstrip()) > width:
            if not empty or cells(line) > cells(indent):
                lines.append(line.rstrip())
            elif LINK.search(atom):  # half a link opens nothing
                break
            else:  # a word longer than a line
                cut = _cut(atom, width - cells(line))
                lines.append(line + atom[:cut])
                atom = atom[cut:]
            line, empty = indent, True
            atom = atom.lstrip()
        line += atom
        empty = empty and not atom.strip()
    return [*lines, line.rstrip()]


def _atoms(paragraph: str) -> list[str]:
    """What may not be broken: a run of spaces, a word, a wide character with the punctuation that clings to it."""
    atoms: list[str] = []
    for character in paragraph:
        before = atoms[-1][-1] if atoms else " "
        clings = character in NO_BREAK_BEFORE and not before.isspace()
        same = character.isspace() == before.isspace() and _cell(character) < 2 and _cell(before) < 2
        opens = before in NO_BREAK_AFTER and not character.isspace()
        if atoms and (clings or same or opens or not _cell(character)):
            atoms[-1] += character
        else:
            atoms.append(character)
    return atoms


def _cut(word: str, room: int) -> int:
    """How many characters of ``word`` fit into ``room`` cells, at least one."""
    used = 0
    for number, character in enumerate(word):
        used += _cell(character)
        if used > room and number:
            return number
    return len(word)
