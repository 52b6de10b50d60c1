"""Reading banks: every mistake an author can make is named with its file, line and field."""

import tomllib

import pytest

from grader.errors import PackError, UsageError
from grader.pack import open_pack
from grader.quiz import bank
from grader.quiz.lines import locate

MISTAKES = {
    "an unknown key": (
        'id = "twice"\n', 'id = "twice"\nsauce = "a book"\n',
        "quizzes/doubling.toml:7: item twice, sauce: there is no key 'sauce' here. Did you mean source?",
    ),
    "a key in the table above": (
        "[item.answer]\n", 'difficulty = 2\n[item.answer]\n',
        "quizzes/doubling.toml:13: item twice, params, difficulty: write difficulty = {",
    ),
    "a missing language": (
        'en = "You doubled {y}."\n', "",
        "quizzes/doubling.toml:26: item twice, wrong other_number: en is missing",
    ),
    "other placeholders": (
        'en = "You doubled {y}."', 'en = "You doubled {x}."',
        "quizzes/doubling.toml:29: item twice, wrong other_number, ja: only one of the languages has {x}, {y}",
    ),
    "an unknown name in a text": (
        "2 * {x} = {answer}", "2 * {z} = {answer}",
        "item twice, solution, ja:",
    ),
    "a brace alone": (
        '"What is twice {x}, not {y}?"', '"What is twice {x}, not {y}}?"',
        "item twice, text, en: a single '}'",
    ),
    "an unknown format": (
        '"What is twice {x}, not {y}?"', '"What is twice {x:fancy}, not {y}?"',
        "there is no format 'fancy'",
    ),
    "an unknown kind": ('"number"', '"numbers"', "quizzes/doubling.toml:7: item twice, type: type is one of number,"),
    "a name taken twice": ("y = { int", "answer = { int", "item twice, params, answer: the name answer is taken"),
    "a range that is none": ("[3, 90] }\ny", "[90, 3] }\ny", "item twice, params, x, int: int is [smallest, largest]"),
    "both a value and a call": (
        'compute = "double(x)"', 'compute = "double(x)"\nvalue = "2*x"',
        "item twice, answer: [item.answer] has either value or compute",
    ),
    "a call that is none": ('"double(x)"', '"double x"', "compute is written as name(a, b)"),
    "an id used twice": ('id = "word"', 'id = "twice"', "doubling.toml:36: item twice, id: the id twice is"),
    "a wrong answer used twice": ('"other_number"', '"squares"', "item twice, wrong squares, id: the id squares is"),
    "two right options": (
        'id = "power"', 'id = "power"\ncorrect = true', "item word: exactly one option is correct = true, here 2 are",
    ),
    "an option without feedback": (
        'feedback = "x + x = 2x"\n', "", "item word, option plus: option plus has no feedback_ja",
    ),
    "an id of another form": ('id = "half"', 'id = "Half"', "item word, option Half, id: id 'Half' is not of the form"),
    "a solution that leads nowhere": (
        'en = "2 * {x} = {answer}"', 'en = "2 * {x} = {answer}, clearly"', "the solution ends in {answer}",
    ),
    "another format": ("format = 1", "format = 2", "quizzes/doubling.toml:1: format: this grader reads format 1"),
    "no TOML": ("[[item]]", "[[item]", "quizzes/doubling.toml:5: "),
    "options in a number": (
        "[item.solution]\nja", '[[item.option]]\nid = "a"\n[item.solution]\nja', "a number item has [[item.wrong]]",
    ),
    "too many wrong answers wanted": (
        "min_distinct_wrong = 2", "min_distinct_wrong = 3", "min_distinct_wrong: there are 2 wrong answers",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_named_with_its_place(course, bank_text, old, new, said):
    """Loading a bank with a mistake fails with file, line, field and a sentence."""
    assert old in bank_text
    pack = course(bank_text.replace(old, new, 1) if old != "2 * {x} = {answer}" else bank_text.replace(old, new))
    with pytest.raises(PackError) as error:
        bank.open_bank(pack, "doubling")
    assert said in error.value.message


def test_all_flaws_of_a_bank_are_found(course, bank_text):
    """One flaw an item is told, not only the first of the file."""
    broken = bank_text.replace('"number"', '"numbers"').replace("correct = true", "correct = false")
    made, flaws = bank.read(course(broken).root / "quizzes" / "doubling.toml", "here")
    assert made is None or not made.items
    assert len(flaws) == 2


def test_a_bank_that_is_there_is_read(course):
    """Both languages, kinds, options and the default exercise arrive."""
    made = bank.open_bank(course(), "doubling")
    assert made.title("ja") == "二倍"
    assert [(item.name, item.kind, item.exercise) for item in made.items] == [
        ("doubling.twice", "number", "double"),
        ("doubling.word", "choice", "double"),
    ]
    assert [item.fixed for item in made.items] == [False, True]


def test_an_unknown_bank_is_a_usage_error_with_near_names(course):
    """Who mistypes a bank or an item is told what there is."""
    pack = course()
    with pytest.raises(UsageError) as error:
        bank.open_bank(pack, "dubling")
    assert error.value.suggestions == ("doubling",)
    with pytest.raises(UsageError) as error:
        bank.find_item(pack, "doubling.twise")
    assert error.value.suggestions[0] == "doubling.twice"


def test_not_utf8(course):
    """A file in another encoding is a sentence, not a traceback."""
    pack = course()
    (pack.root / "quizzes" / "doubling.toml").write_bytes('title = "二倍"'.encode("shift_jis"))
    with pytest.raises(PackError, match="UTF-8"):
        bank.open_bank(pack, "doubling")


@pytest.mark.parametrize("path", sorted((open_pack().root / "quizzes").glob("*.toml")), ids=lambda path: path.stem)
def test_lines_are_found(path):
    """Every key of every bank is located on a line where it stands."""
    text = path.read_text(encoding="utf-8")
    found, lines = locate(text), text.split("\n")

    def walk(value, where):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            here = (*where, key)
            if isinstance(inner, dict) or (isinstance(inner, list) and inner and isinstance(inner[0], dict)):
                walk(inner, here)
            if isinstance(key, str) and here in found:
                assert key in lines[found[here] - 1]
            elif isinstance(key, str) and not isinstance(inner, dict | list):
                table = where[:-2] if where[-2:-1] == ("choice",) else where  # a word of a choice, in both languages
                assert table[:-1] in found, here  # a table written in one line

    contents = tomllib.loads(text)
    walk(contents, ())
    for number, item in enumerate(contents["item"]):
        assert lines[found["item", number, "id"] - 1].split('"')[1] == item["id"]
