"""Two programs, side by side where they fit."""

from __future__ import annotations

from itertools import zip_longest

from grader.screen.text import Style, cells, pad, sanitise

GAP = " | "


def beside(one: tuple[str, str], other: tuple[str, str], style: Style) -> str:
    """Two texts, each with its heading: in two columns, or one after the other on a narrow screen."""
    columns = [
        [sanitise(line) for line in (heading, *text.expandtabs(4).rstrip("\n").split("\n"))]
        for heading, text in (one, other)
    ]
    left, right = (max(map(cells, lines)) for lines in columns)
    if left + len(GAP) + right > style.width:
        return "\n\n".join("\n".join([style.bold(lines[0]), *lines[1:]]) for lines in columns) + "\n"
    rows = [pad(a, left) + GAP + b for a, b in zip_longest(*columns, fillvalue="")]
    return "\n".join([style.bold(rows[0]), *(row.rstrip() for row in rows[1:])]) + "\n"
