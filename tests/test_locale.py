"""The interface in Japanese: every text is marked and translated, and what is compiled is what is written."""

import ast
import gettext
import io
import re
import unicodedata
from pathlib import Path

import click
import pytest

from grader.cli import page
from grader.cli.app import grade, run
from grader.locale.extract import texts
from grader.messages import LOCALE, set_language
from grader.screen.text import cells

GRADER = Path(__file__).parents[1] / "grader"
CATALOGUE = LOCALE / "ja" / "LC_MESSAGES" / "grader.po"
TEXTS = sorted({text for path in GRADER.rglob("*.py") for text in texts(path.read_text(encoding="utf-8"))})
SYMBOLS = re.compile(r"%%|%s|%d|\[[ox?~]\]|`[^`]*`|--[a-z]+")
"""What must be in a translation as it is: places of numbers, marks, commands and options."""

FOR_PEOPLE = {"GraderError", "UsageError", "StateError", "SandboxRefused", "SandboxBroken", "SubmissionError"}
"""The exceptions whose sentence a learner or an instructor reads."""


@pytest.fixture(scope="module")
def japanese():
    return gettext.translation("grader", LOCALE, ["ja"])


@pytest.fixture
def in_japanese():
    set_language("ja")
    yield
    set_language("en")


def places(text):
    """The names of what is filled in, with their formats."""
    return set(re.findall(r"\{\w*(?:![rs])?(?::[^}]*)?\}", text))


def has_kana_or_kanji(text):
    return any(unicodedata.name(character, "").startswith(("HIRAGANA", "KATAKANA", "CJK")) for character in text)


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[0][:40])
def test_every_text_is_there_in_japanese(japanese, text):
    """Each text of the interface is translated, with the same places, marks, commands and options in it."""
    there = japanese.ngettext(*text, 2) if len(text) == 2 else japanese.gettext(*text)
    assert there not in text
    assert places(there) == places(text[-1])
    assert set(SYMBOLS.findall(there)) == set(SYMBOLS.findall(text[-1]))


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text[0][:40])
def test_japanese_is_as_wide_on_every_terminal(japanese, text):
    """No translation has a character that some terminals show in one cell and others in two."""
    there = japanese.ngettext(*text, 2) if len(text) == 2 else japanese.gettext(*text)
    assert not [c for c in there if unicodedata.east_asian_width(c) == "A"]


def test_texts_were_found():
    """The search finds marked texts, plurals, the help of commands and the advice of the sandbox's layers."""
    source = '''
REMEDY = ("Ask " "somebody.")

@make("go")
@click.argument("name")
def command(flags, name):
    """Go there.

    NAME is where.
    """
    print(_("one"), N_("two"), ngettext("{n} day", "{n} days", 3), _(variable), other("not marked"))
'''
    found = {("Ask somebody.",), ("Go there.\n\nNAME is where.",), ("one",), ("two",), ("{n} day", "{n} days")}
    assert set(texts(source)) == found
    assert len(TEXTS) > 500


def commands(command, path=("grade",)):
    """All commands below a group, with their paths."""
    yield path, command
    for name in command.list_commands(click.Context(command)) if isinstance(command, click.Group) else ():
        yield from commands(command.get_command(click.Context(command), name), (*path, name))


@pytest.mark.parametrize(
    ("path", "command"), [pytest.param(*found, id=" ".join(found[0])) for found in commands(grade)]
)
def test_the_help_of_every_command_is_japanese(in_japanese, monkeypatch, capsys, path, command):
    """A help page is Japanese from its first word to the last option, and no line of it is wider than the screen."""
    monkeypatch.setattr(
        command, "_help_option", None, raising=False
    )  # click keeps it, in the language of its first use
    context = click.Context(command, info_name=path[-1])
    records = [one.get_help_record(context) for one in command.params if isinstance(one, click.Option)]
    assert [text for text in (command.about, *(text for _, text in records)) if not has_kana_or_kanji(text)] == []
    for width in (60, 80):
        monkeypatch.setenv("COLUMNS", str(width))
        assert run([*path[1:], "--help", "--lang", "ja"]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert lines[0].startswith("使い方: grade")
        assert has_kana_or_kanji(next(line for line in lines if "  --help" in line))
        assert max(map(cells, lines)) <= width


@pytest.mark.parametrize(
    "words",
    [
        "list --sed 1", "hint", "list a b", "list --lang fr", "list --seed x", "list --seed -1", "list --pack", "lst",
        "batch here", "list --json=1", "export grades x", "exercise a --oracle x", "exercise a --pack nowhere",
        "exercise conv_forwrd", "all nowhere", "start nothing", "hint conv_backward --step 9",
    ],
)  # fmt: skip
def test_mistakes_are_explained_in_japanese(monkeypatch, tmp_path, capsys, words):
    """Whoever mistypes is told so in Japanese, also where it is click that speaks."""
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    monkeypatch.setenv("GRADE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert run(words.split()) == 2
    said = capsys.readouterr().err
    assert has_kana_or_kanji(said)
    assert not re.search(r"\b(?:such|mean|[Mm]issing|Invalid|is|not|unexpected|requires|Choose|See|There|has)\b", said)
    set_language("en")


def test_clicks_words_are_in_the_catalogue(in_japanese):
    """What click asks gettext for is translated."""
    assert all(map(has_kana_or_kanji, page.words()))


@pytest.mark.parametrize("path", sorted(GRADER.rglob("*.py")), ids=lambda path: path.stem)
def test_no_sentence_for_people_is_left_unmarked(path):
    """An exception whose sentence people read is not raised with a bare string."""
    bare = [
        node.lineno
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FOR_PEOPLE
        for text in node.args[-1:]
        if isinstance(text, ast.Constant | ast.JoinedStr) and re.search("[a-z] [a-z]", ast.unparse(text))
    ]
    assert bare == []


@pytest.mark.parametrize("path", sorted(GRADER.rglob("*.py")), ids=lambda path: path.stem)
def test_the_mark_is_no_variable(path):
    """No function that translates a text also throws values away into ``_``: that would hide the translator."""
    for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(function, ast.FunctionDef):
            names = [node for node in ast.walk(function) if isinstance(node, ast.Name) and node.id == "_"]
            stored = {isinstance(node.ctx, ast.Store) for node in names}
            assert stored <= {True} or stored == {False}, function.name


def test_what_is_compiled_is_what_is_written():
    """grader.mo was made from grader.po; nothing in it is fuzzy, and nothing is left of texts that have gone."""
    pofile = pytest.importorskip("babel.messages.pofile")
    mofile = pytest.importorskip("babel.messages.mofile")
    catalogue = pofile.read_po(io.BytesIO(CATALOGUE.read_bytes()))
    there = [message for message in catalogue if message.id]
    assert not any(message.fuzzy for message in there)
    ids = {(message.id,) if isinstance(message.id, str) else tuple(message.id) for message in there}
    assert ids == set(TEXTS)
    made = io.BytesIO()
    mofile.write_mo(made, catalogue)
    assert made.getvalue() == CATALOGUE.with_suffix(".mo").read_bytes()
