"""Where in a TOML text a key stands: the parser of the standard library does not say.

The text has been parsed before, so that this reader may be simple: it only has to find headers and keys.
"""

from __future__ import annotations

import re
from collections import defaultdict

Where = tuple[str | int, ...]

_HEADER = re.compile(r"(\[\[|\[)\s*(.+?)\s*(\]\]|\])\s*(#.*)?$")
_PART = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*""")
_QUOTES = ('"""', "'''", '"', "'")


def locate(text: str) -> dict[Where, int]:
    """The line, counted from 1, of every table and key; arrays of tables are counted from 0."""
    found: dict[Where, int] = {(): 1}
    counts: dict[Where, int] = defaultdict(int)
    prefix: Where = ()
    rows = text.split("\n")
    number = 0
    while number < len(rows):
        row = rows[number].strip()
        number += 1
        if header := _HEADER.match(row):
            prefix = _table(_parts(header[2]), header[1] == "[[", counts)
            found.setdefault(prefix, number)
        elif row and not row.startswith("#"):
            key, equals = _key(row)
            if equals < 0:
                continue
            where = prefix
            for part in key:
                where = (*where, part)
                found.setdefault(where, number)
            number += _more_rows(row[equals + 1 :], rows, number)
    return found


def nearest(found: dict[Where, int], where: Where) -> int:
    """The line of ``where``, else of the closest thing around it."""
    while where not in found:
        where = where[:-1]
    return found[where]


def _parts(text: str) -> list[str]:
    return ["".join(filter(None, match.groups())) for match in _PART.finditer(text) if match[0].strip()]


def _table(parts: list[str], array: bool, counts: dict[Where, int]) -> Where:
    """The full name of a table: every array on the way stands for its latest element."""
    where: Where = ()
    for number, part in enumerate(parts):
        where = (*where, part)
        if array and number == len(parts) - 1:
            counts[where] += 1
        if counts.get(where):
            where = (*where, counts[where] - 1)
    return where


def _key(row: str) -> tuple[list[str], int]:
    """The parts of a key and where its equals sign is; -1 if there is none."""
    parts: list[str] = []
    position = 0
    while match := _PART.match(row, position):
        parts.append("".join(filter(None, match.groups())))
        position = match.end()
        if position >= len(row) or row[position] != ".":
            break
        position += 1
    return parts, position if position < len(row) and row[position] == "=" else -1


def _more_rows(value: str, rows: list[str], number: int) -> int:
    """How many rows after its first a value goes on: open brackets and long strings."""
    quote, depth, more = "", 0, 0
    while True:
        quote, depth = _read(value, quote, depth)
        if (not quote and depth <= 0) or number + more >= len(rows):
            return more
        value = rows[number + more]
        more += 1


def _read(row: str, quote: str, depth: int) -> tuple[str, int]:
    """The open quote and the depth of brackets at the end of a row."""
    position = 0
    while position < len(row):
        if quote:
            if quote[0] == '"' and row[position] == "\\":
                position += 2
                continue
            if row.startswith(quote, position):
                position += len(quote)
                quote = ""
                continue
        else:
            opened = next((mark for mark in _QUOTES if row.startswith(mark, position)), "")
            if opened:
                quote = opened
                position += len(opened)
                continue
            if row[position] == "#":
                break
            depth += (row[position] in "[{") - (row[position] in "]}")
        position += 1
    return (quote if len(quote) == 3 else ""), depth
