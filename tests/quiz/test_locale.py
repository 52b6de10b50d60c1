"""The Japanese interface of quizzes: nothing is missing, and what is compiled is what is written."""

import ast
import gettext
import io
import re
from pathlib import Path

import pytest

from grader.messages import LOCALE

ROOT = Path(__file__).parents[2]
SOURCES = [
    *(ROOT / "grader" / "quiz").rglob("*.py"),
    *(
        ROOT / "grader" / "cli" / f"{name}.py"
        for name in ("quiz", "quiz_mark", "quiz_mark_sheets", "review", "sit", "export", "export_quiz", "common")
    ),
]
CATALOGUE = LOCALE / "ja" / "LC_MESSAGES" / "grader.po"


def said(path):
    """The texts that a module marks for translation, each with its plural if it has one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("_", "N_", "ngettext"):
            texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if texts:  # else it is the text of a variable, marked elsewhere
                yield tuple(texts)


TEXTS = sorted({text for path in SOURCES for text in said(path)})


@pytest.fixture(scope="module")
def japanese():
    return gettext.translation("grader", LOCALE, ["ja"])


@pytest.mark.parametrize("texts", TEXTS, ids=lambda texts: texts[0][:40])
def test_every_text_is_there_in_japanese(japanese, texts):
    """Each text of the quiz's interface is translated, with the same placeholders and marks."""
    there = japanese.ngettext(*texts, 2) if len(texts) == 2 else japanese.gettext(*texts)
    assert there not in texts
    places = re.compile(r"\{\w*\}|\[[ox?~]\]")
    assert set(places.findall(there)) == set(places.findall(texts[-1]))


def test_texts_were_found():
    """The search for texts works at all."""
    assert len(TEXTS) > 60


def test_what_is_compiled_is_what_is_written(japanese):
    """grader.mo was made from grader.po, and nothing in it is fuzzy."""
    pofile = pytest.importorskip("babel.messages.pofile")
    mofile = pytest.importorskip("babel.messages.mofile")
    catalogue = pofile.read_po(io.BytesIO(CATALOGUE.read_bytes()))
    assert not any(message.fuzzy for message in catalogue if message.id)
    made = io.BytesIO()
    mofile.write_mo(made, catalogue)
    assert made.getvalue() == CATALOGUE.with_suffix(".mo").read_bytes()
