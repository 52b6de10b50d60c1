"""Text from a stranger, on a terminal, in a page, in a table."""

from __future__ import annotations

import csv
import html
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.safe_text import for_csv, for_html, for_terminal

HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("\x1b\x9b\x9d\x07[]0;mJ<>&\"'=+-@\t\r\n|%\u202e\u2066\u200b\uff1d")),
    max_size=40,
)


@given(HOSTILE)
def test_terminal(text):
    """No control, direction or zero-width character is left, and once is enough."""
    safe = for_terminal(text)
    assert all(c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") for c in safe)
    assert for_terminal(safe) == safe


@given(HOSTILE)
def test_html(text):
    """No markup and no quote is left, and a browser shows what a terminal would."""
    safe = for_html(text)
    assert not set(safe) & set("<>\"'")
    assert html.unescape(safe) == for_terminal(text)


@given(HOSTILE)
def test_csv(text):
    """No cell begins like a formula, also when it is read back."""
    out = io.StringIO()
    csv.writer(out).writerow([for_csv(text), "next"])
    cell, after = next(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert after == "next"
    assert cell == for_csv(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unicodedata.normalize("NFKC", cell.lstrip(" "))[:1] not in tuple("=+-@")


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x9b31mred", "red"),
        ("\x1bPq#0\x1b\\after", "after"),
        ("a\r\nb\rc", "a\nbc"),
        ("\u202eabc", "abc"),
        ("plain – ü 日本", "plain – ü 日本"),
    ],
)
def test_examples(text, safe):
    """Escape sequences go as a whole; ordinary text stays as it is."""
    assert for_terminal(text) == safe


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\uff1d1", "\u00a0=1", "\r=1"])
def test_formulas(text):
    """What a spreadsheet would calculate becomes text."""
    assert for_csv(text).startswith("'")


@pytest.mark.parametrize("text", ["", "conv_forward", "12.5", "a=b", "'quoted'"])
def test_ordinary_cells(text):
    """Ordinary cells are left alone."""
    assert for_csv(text) == text
