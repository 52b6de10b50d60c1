"""Marking an answer to a variant: every kind, as a learner types it, and what is said to it."""

import pytest

from grader.pack import open_pack
from grader.quiz import answers, arrays, picks
from grader.quiz.bank import open_bank
from grader.quiz.calls import Caller
from grader.quiz.draw import Draws
from grader.quiz.formula import FormulaError, template
from grader.quiz.values import text

COURSE = open_pack()
ITEMS = {item.id: item for item in open_bank(COURSE, "output_size").items}
DRAWS = Draws(Caller(COURSE))


def variant(name, seed=3):
    return DRAWS.variant(ITEMS[name], seed)


@pytest.mark.parametrize("name", ITEMS)
def test_the_expected_line_is_right(name):
    """What is called the expected answer is marked right, in both languages."""
    for seed in range(5):
        one = variant(name, seed)
        for language in ("ja", "en"):
            assert answers.reply(one, answers.expected(one, language), language).verdict == "correct"


@pytest.mark.parametrize("line", ["19", "１９", " 19 ", "19.0"])
def test_a_number_in_other_writing(line):
    """Full-width digits and decimals are numbers."""
    found = next(one for one in (variant("side", seed) for seed in range(500)) if one.answer == 19)
    assert answers.reply(found, line, "en").verdict == "correct"


def test_a_misconception_is_named_with_the_learners_numbers():
    """A wrong value gets the feedback of its misconception, in the language asked for."""
    one = variant("six_by_six", 0)
    said = answers.reply(one, "5", "en")
    assert (said.verdict, said.misconception) == ("wrong", "forgets_padding")
    assert "7x7" in said.feedback
    assert "パディング" in answers.reply(one, "5", "ja").feedback


@pytest.mark.parametrize(
    ("name", "line", "misconception"),
    [
        ("six_filters", "(28, 28, 6)", "channels_last"),
        ("six_filters", "3x28x28", "keeps_channels"),
        ("formula", "(H+P-K)/S+1", "pads_one_side"),
        ("formula", "(H+2P-K)/S", "forgets_plus_one"),
        ("padding_in_code", "padding", "pads_one_side"),
    ],
)
def test_misconceptions_of_shapes_and_expressions(name, line, misconception):
    """Shapes and formulas are told apart, too."""
    said = answers.reply(variant(name), line, "en")
    assert (said.verdict, said.misconception) == ("wrong", misconception)
    assert said.feedback


@pytest.mark.parametrize("line", ["", "five", "1 2", "((", "9**9**9**9", "__import__('os')", "\x1b[2J"])
def test_what_cannot_be_read_is_no_try(line):
    """Nonsense costs nothing and runs nothing."""
    assert answers.reply(variant("side"), line, "en").verdict in ("invalid", "ambiguous")


def test_numbers_in_front_of_options():
    """A choice is answered by the number on the screen, whatever the order."""
    one = variant("rounding")
    right = one.order.index(0) + 1
    for number in range(1, 5):
        said = answers.reply(one, str(number), "en")
        assert (said.verdict == "correct") == (number == right)
        assert said.feedback
    assert answers.reply(one, f"（{right}）", "en").verdict == "correct"
    for line in ("0", "5", "12", "x", "1 2"):
        assert answers.reply(one, line, "en").verdict == "invalid"


def test_several_options_at_once():
    """All right ones and no other; the first that is wrong is explained."""
    one = variant("uncovered")
    line = answers.expected(one)
    assert answers.reply(one, line.replace(" ", "、"), "en").verdict == "correct"
    assert answers.reply(one, "1 2 3 4", "en").misconception in ("first_divides", "second_divides")
    assert answers.reply(one, line.split()[0], "en").misconception in ("first_with_rest", "second_with_rest")


def test_an_order():
    """The numbers in the right order, with or without spaces; a wrong one is explained where it begins."""
    one = variant("steps")
    line = answers.expected(one)
    assert answers.reply(one, line.replace(" ", ""), "en").verdict == "correct"
    first, second, *rest = line.split()
    said = answers.reply(one, " ".join([second, first, *rest]), "en")
    assert (said.verdict, said.misconception) == ("wrong", "add_padding")
    assert answers.reply(one, "1 2 3", "en").verdict == "invalid"


def test_a_matching():
    """Pairs, or letters in the order of the numbers, in either width."""
    one = variant("what_changes")
    line = answers.expected(one)
    letters = "".join(pair[1] for pair in line.split())
    for same_line in (line, letters.lower(), line.replace(" ", ", "), "　".join(letters)):
        assert answers.reply(one, same_line, "en").verdict == "correct"
    assert answers.reply(one, letters[::-1], "en").verdict == "wrong"
    assert answers.reply(one, "1A 2B", "en").verdict == "invalid"
    assert answers.reply(one, "1A 2B 3C 4Z", "en").verdict == "invalid"


@pytest.mark.parametrize(
    "line",
    ["1 2 / 3 4", "1,2;3,4", "[[1, 2], [3, 4]]", "np.array([[1.0, 2],[3, 4]])".removeprefix("np."), "１　２／３　４"],
)
def test_arrays_as_they_are_typed(line):
    """Rows on one line, in the writings that learners know."""
    assert arrays.read(line) == ((1, 2), (3, 4))


def test_an_array_says_where_it_is_wrong():
    """An unknown wrong array is told its first wrong element, another size its size."""
    one = variant("padding_range")
    values = list(one.answer)
    assert answers.reply(one, arrays.write(tuple(values)), "en").verdict == "correct"
    values[2] += 100
    assert "row 0, column 2" in answers.reply(one, arrays.write(tuple(values)), "en").feedback
    assert "3x1" in answers.reply(one, "1 / 2 / 3", "en").feedback
    assert answers.reply(one, "a b", "en").verdict == "invalid"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("{a:coef}x{b:plus}", "-x - 3"),
        ("{c:coef}x", "x"),
        ("{s:dims} {{}} {2*c + 1}", "6x28x28 {} 3"),
        ("{h} {t} {s}", "0.5 1/3 (6, 28, 28)"),
        ("{x:row}; {x:list}", "1 2; 1, 2"),
        ("{t:.2} {h:.2f}", "0.33 0.50"),
        ("{g:grid}", "   1  -20\n  30    4"),
    ],
)
def test_placeholders(source, said):
    """Formats write numbers as people do."""
    from fractions import Fraction

    values = {"a": -1, "b": -3, "c": 1, "s": (6, 28, 28), "h": Fraction(1, 2), "t": Fraction(1, 3), "x": (1, 2)}
    values["g"] = ((1, -20), (30, 4))
    assert template(source, list(values))(values) == said


@pytest.mark.parametrize("source", ["{", "a}", "{a:oops}", "{missing}", "{}", "{a b}"])
def test_placeholders_that_cannot_be_read(source):
    """A mistake in a placeholder is an error where it is read, not where it is drawn."""
    with pytest.raises(FormulaError):
        template(source, ["a"])


def test_letters_stand_for_the_shown_sides():
    """Right-hand sides are shown once each, so that several options may share one."""
    one = variant("what_changes")
    assert len(one.sides) == 4
    assert picks.write(one, picks.right(one)) == answers.expected(one)
    assert text({"ja": "畳み込み", "en": "convolution"}, language="ja") == "畳み込み"
