"""The expressions of authors: exact, bounded, and nothing but expressions."""

import re
from fractions import Fraction

import pytest

from grader.quiz.marking.expression import Tree, evaluate_item, parse_item

VALUES = {
    "H": 54, "K": 5, "S": 3, "num": 55, "a": (1, 2, 3), "m": ((1, 2), (3, 4)), "i": 1, "third": Fraction(1, 3),
    "yes": True, "out_c": 4, "H2": 9, "x": 7, "rounding": "floor",
}  # fmt: skip


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("floor(num/S) + 1", 19),
        ("(H, K, S)", (54, 5, 3)),
        ("(H,)", (54,)),
        ("H, K", (54, 5)),
        ("[1, 2]", (1, 2)),
        ("a[i]", 2),
        ("a[i - 1] + 1", 2),
        ("m[1][0]", 3),
        ("m[1, 0]", 3),
        ("len(a) + sum(a)", 9),
        ("sum(m)", 10),
        ("max(a) - min(a)", 2),
        ("max(H, K)", 54),
        ("mean(a)", 2),
        ("1/3 + third", Fraction(2, 3)),
        ("third*3", 1),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("1e-3", Fraction(1, 1000)),
        ("num // S", 18),
        ("-num // S", -19),
        ("num % S", 1),
        ("ceil(num/S)", 19),
        ("abs(-third)", Fraction(1, 3)),
        ("2^10", 1024),
        ("2**-2", Fraction(1, 4)),
        ("sqrt(16)", 4),
        ("sqrt(1/4)", Fraction(1, 2)),
        ("4^(1/2)", 2),
        ("exp(0)", 1),
        ("sqrt(2)", 2**0.5),
        ("H == 54 and K < 6", True),
        ("H < K or not K == 5", False),
        ("1 <= K <= 7", True),
        ("1 <= K <= 4", False),
        ("a == (1, 2, 3)", True),
        ("x if yes else 0", 7),
        ("out_c*(2K + 1)", 44),
        ("H2", 9),
    ],
)
def test_values_are_exact(source, value):
    """Whole numbers and fractions stay what they are; only roots and the like are floats."""
    found = evaluate_item(parse_item(source, VALUES), VALUES)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("zz + 1", "There is no zz"),
        ("H +", "missing"),
        ("", "no answer"),
        ("HK", "There is no HK"),
        ("1/2H", "two ways"),
        ("a.__class__", "full stop"),
        ("__import__('os')", "There is no __import__"),
        ("sum(1, 2, 3)", "does not take 3"),
        ("lambda: 1", "There is no lambda"),
        ('"text"', "no meaning"),
        ("H = 3", "before ="),
    ],
)
def test_what_cannot_be_read_is_a_sentence(source, said):
    """A mistake in a bank is a ValueError that says what and where."""
    with pytest.raises(ValueError, match=re.escape(said)):
        parse_item(source, VALUES)


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("a[5]", LookupError),
        ("a[-1]", LookupError),
        ("1/(K - 5)", ZeroDivisionError),
        ("9**9**9**9", OverflowError),
        ("log(0 - 1)", ArithmeticError),
        ("a + 1", TypeError),
        ("rounding + 1", TypeError),
    ],
)
def test_what_has_no_value_raises(source, error):
    """Computing may fail, in a few announced ways."""
    tree = parse_item(source, VALUES)
    assert isinstance(tree, Tree)
    with pytest.raises(error):
        evaluate_item(tree, VALUES)


def test_powers_are_bounded():
    """A power that no float can hold is too large, whatever it would be divided by."""
    assert evaluate_item(parse_item("3^600", []), {}) == 3**600
    with pytest.raises(OverflowError):
        evaluate_item(parse_item("(10^100)^100", []), {})
