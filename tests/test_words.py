"""Courses in other languages: stubs, reports and hints, and what is missing is told."""

import ast

import pytest

from grader.engine import grade
from grader.messages import set_language
from grader.model import Submission
from grader.pack import open_pack
from grader.prove import prove
from grader.translate import missing, texts, update
from grader.words import catalogue, docstrings, place, with_docstrings

pofile = pytest.importorskip("babel.messages.pofile")

TOML = (
    'format = 1\nname = "words"\ntitle = "Words"\ntranslations = ["ja"]\n[[topic]]\nname = "t"\nexercises = ["twice"]\n'
)
STUB = '''"""
Twice a number, \\n not more.

    x        any array
    returns  like x
"""

import numpy as np


def twice(x):
    """Return 2x."""
    raise NotImplementedError("TODO: twice")
'''
SPEC = '''
from grader import Case, Spec, grid


def twice(x):
    return 2 * x


def cases(rng):
    for size in (2, 3, 4):
        yield Case(f"{size} numbers", {"x": grid(rng, size) + 5.0})


def thrice(solve, x):
    """It was multiplied by 3. Multiply by 2."""
    return 3 * x


spec = Spec(solve=twice, second=lambda x: x + x, cases=cases, wrong=(thrice,), hints=("Add.", "x + x", "one line"))
'''
WORDS = {
    "Twice a number, \n not more.\n\n    x        any array\n    returns  like x": "数を 2 倍に。\n\n    x  任意の配列",
    "Return 2x.": "2x を返す。",
    "2 numbers": "数 2 つ",
    "3 numbers": "数 3 つ",
    "4 numbers": "数 4 つ",
    "It was multiplied by 3. Multiply by 2.": "3 倍しています。2 倍してください。",
    "Add.": "足しましょう。",
    "x + x": "式は x + x です。",
    "one line": "1 行です。",
}


@pytest.fixture
def pack(tmp_path):
    for folder in ("exercises/t", "reference/t"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "exercises/pack.toml").write_text(TOML)
    (tmp_path / "exercises/t/twice.py").write_text(STUB)
    (tmp_path / "reference/t/twice.py").write_text(SPEC)
    yield open_pack(tmp_path)
    set_language("en")
    catalogue.cache_clear()


def translated(pack, words):
    """Write catalogues with these translations."""
    list(update(pack, "ja"))
    path = place(pack.root, "ja", "t")
    with path.open("rb") as file:
        known = pofile.read_po(file)
    for entry in known:
        entry.string = words.get(entry.id, "") if entry.id else entry.string
    with path.open("wb") as file:
        pofile.write_po(file, known)
    return list(update(pack, "ja"))


def test_texts_are_gathered(pack):
    """Statement, docstring, names of cases, misconceptions and hints are what a translator gets, in this order."""
    assert [text.text for text in texts(pack.exercise("twice"))] == [*WORDS]


def test_a_learner_reads_a_translated_course(pack):
    """The stub, the statement, the case and the misconception are in the language of the interface."""
    translated(pack, WORDS)
    set_language("ja")
    stub = pack.handout("twice")
    assert [node.value for node in docstrings(stub)] == ["\n数を 2 倍に。\n\n    x  任意の配列\n", "2x を返す。"]
    assert "raise NotImplementedError" in stub
    assert pack.statement("twice").startswith("数を 2 倍に。")
    report = grade(pack.exercise("twice"), Submission("twice.py", "def twice(x):\n    return 3 * x\n"))
    assert report.cases[0].name == "数 2 つ"
    assert [finding.message for finding in report.diagnosis] == ["3 倍しています。2 倍してください。"]
    set_language("en")
    assert pack.handout("twice") == STUB


def test_what_is_missing_is_a_complaint(pack):
    """A course that promises a language is not proved before every text is there."""
    counts = translated(pack, {key: value for key, value in WORDS.items() if key != "Add."})
    assert [(one.texts, one.missing) for one in counts] == [(2, 2), (9, 1)]
    assert [text.text for text in missing(pack.exercise("twice"), "ja")] == ["Add."]
    (proof,) = prove(pack, ["twice"])
    assert [line for line in proof.complaints if "ja" in line] == [
        "1 texts lack ja, the first is twice: hint 1: 'Add.'"
    ]


def test_an_update_keeps_what_is_translated(pack):
    """A text that changed comes back empty, the others keep their words, and nothing is written twice."""
    translated(pack, WORDS)
    path = place(pack.root, "ja", "t")
    before = path.read_bytes()
    list(update(pack, "ja"))
    assert path.read_bytes() == before
    reference = pack.root / "reference/t/twice.py"
    reference.write_text(reference.read_text().replace('"Add."', '"Add it."'))
    again = open_pack(pack.root)
    import sys

    for name in [name for name in sys.modules if name.startswith(again.mount)]:
        del sys.modules[name]
    again = open_pack(pack.root)
    assert [one.missing for one in update(again, "ja")] == [2, 1]


def test_a_damaged_catalogue_is_no_catalogue(pack):
    """Where the compiled file cannot be read the course speaks its own language."""
    translated(pack, WORDS)
    place(pack.root, "ja", "t").with_suffix(".mo").write_bytes(b"not a catalogue")
    catalogue.cache_clear()
    set_language("ja")
    assert pack.handout("twice") == STUB


@pytest.mark.parametrize("name", open_pack().entries)
def test_a_stub_with_other_docstrings_is_the_same_program(name):
    """Every stub of the course can carry other texts, backslashes included, and nothing else in it changes."""
    source = open_pack().stub(name)
    texts = [
        f"文 {number} \\sum\n\n    x  (N, D)" if number == 0 else "一行" for number, _ in enumerate(docstrings(source))
    ]
    changed = with_docstrings(source, texts)
    assert [node.value.strip() for node in docstrings(changed)] == texts

    def bare(text):
        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                node.value.value = ""
        return ast.dump(tree)

    assert bare(changed) == bare(source)
