"""Text from a stranger, made harmless for the place where it is shown: a terminal, a web page, a table cell."""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, movements
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # titles, links and their text
)
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def for_terminal(text: str) -> str:
    """``text`` without escape sequences, control, direction and zero-width characters; newlines and tabs stay."""
    text = _ESCAPES.sub("", text.replace("\r\n", "\n"))
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in _DROPPED)


def for_html(text: str) -> str:
    """``text`` as it may stand between tags and in quoted attributes."""
    import html  # two milliseconds that no terminal needs

    return html.escape(for_terminal(text), quote=True)


def for_csv(text: str) -> str:
    """``text`` as a cell that no spreadsheet takes for a formula; the csv module does the quoting."""
    text = for_terminal(text)
    start = unicodedata.normalize("NFKC", text.lstrip(" \u00a0\u3000"))[:1]
    return "'" + text if start in _FORMULA and text else text
