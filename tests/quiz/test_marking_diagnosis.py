"""What is said about wrong answers, and that it is true."""

import pytest

from grader.quiz.marking import key_from, mark

CHAIN = {"expr": "2*(x+y)", "vars": "x y"}
CONV = {"expr": "floor((H+2*P-FH)/S)+1", "vars": "H P FH S", "domain": "int"}
DW = {"expr": "X^T dY", "mats": {"X": [2, 3], "dY": [2, 4]}}
SHAPE = {"expr": "(6, 28, 24)", "kind": "shape"}


@pytest.mark.parametrize(
    ("spec", "answer", "diagnosis"),
    [
        (CHAIN, "-2(x+y)", "sign"),
        (CHAIN, "x+y", "factor:0.5"),
        (CHAIN, "2(x+y)+1", "constant:+1"),
        (CHAIN, "2(x+y)*1.000001", "factor:1.000001"),
        (CHAIN, "1/(2(x+y))", "reciprocal"),
        (CHAIN, "2(x-y)", "sign_of_term:y"),
        (CHAIN, "2x", "missing_term:y"),
        (CHAIN, "2", "missing_factor:x + y"),
        (CHAIN, "2(x+y)^2", "extra_factor:x + y"),
        (CHAIN, "exp(log(2(x+y)))", "undefined"),
        (CHAIN, "x/0", "undefined"),
        (CHAIN, "2(x^3+y)", ""),
        (CONV, "(H+2P-FH)/S+1", "no_floor"),
        (CONV, "ceil((H+2P-FH)/S)+1", "ceil_for_floor"),
        (CONV, "round((H+2P-FH)/S)+1", "round_for_floor"),
        (CONV, "floor((H+P-FH)/S)+1", "missing_factor:2"),
        (CONV, "floor((H-FH)/S)+1", "missing_term:2·P"),
        (CONV, "floor((H+2P-FH)/S)", "missing_term:1"),
        (DW, "X @ dY", "shape:(2, 3) @ (2, 4)"),
        (DW, "X.T * dY", "shape:(3, 2) * (2, 4)"),
        (DW, "dY^T X", "transposed"),
        (DW, "X^T X", "shape:(3, 3)"),
        (DW, "X^T dY / 2", "factor:0.5"),
        (DW, "-X^T dY", "sign"),
        (SHAPE, "(6,24,28)", "swapped_hw"),
        (SHAPE, "(28,24,6)", "channels_last"),
        (SHAPE, "(1,6,28,24)", "batch_axis"),
        (SHAPE, "(28,24)", "no_batch_axis"),
        (SHAPE, "(28,6,24)", "permuted"),
        (SHAPE, "(6,28)", "rank:2"),
        (SHAPE, "(6,28,23)", ""),
        ({"expr": "x*exp(-x^2)", "vars": "x"}, "x exp(x^2)", "sign_of_term:x^2"),
        ({"expr": "exp(-x^2)", "vars": "x"}, "exp(-x)", "missing_power:x^2"),
        ({"expr": "x/sqrt(v)", "vars": "x v", "domain": "pos"}, "x/v", "missing_function:sqrt(v)"),
        ({"expr": "x/sqrt(v)", "vars": "x v", "domain": "pos"}, "x", "missing_divisor:sqrt(v)"),
        ({"expr": "W - X/N", "vars": "W X N"}, "W - N/X", "upside_down:X/N"),
        ({"expr": "A B^T + A", "mats": {"A": [3, 3], "B": [3, 3]}}, "A B + A", "missing_transpose:B"),
        ({"expr": "784", "kind": "number"}, "783", "constant:-1"),
        ({"expr": "784", "kind": "number"}, "1568", "factor:2"),
        ({"expr": "784", "kind": "number"}, "785.5", ""),
        ({"expr": "784", "kind": "number"}, "1000", ""),
    ],
)
def test_a_wrong_answer_is_explained(spec, answer, diagnosis):
    """The usual slips have names, and an unusual one gets none."""
    found = mark(answer, key_from(spec))
    assert (found.verdict, found.diagnosis) == ("wrong", diagnosis)
    assert found.message


def test_a_counterexample_holds():
    """The numbers in a counterexample are what the two expressions give."""
    found = mark("2x+y", key_from(CHAIN))
    assert found.counterexample == "Example: x = 1, y = 2: yours gives 4, expected is 6."
    found = mark("2(x+y)+max(0,x-100)", key_from(CHAIN))
    assert found.counterexample.startswith("Example: x = ")


@pytest.mark.parametrize("domain", ["unit", "pos", "int"])
def test_a_counterexample_stays_in_the_domain(domain):
    """Nobody is told about a probability of 2."""
    said = mark("p+1", key_from({"expr": "p", "vars": "p", "domain": domain})).counterexample
    shown = said.split("p = ")[1].split(":")[0]
    top, _slash, bottom = shown.partition("/")
    value = float(top) / float(bottom or 1)
    assert value > 0
    assert value < 1 or domain != "unit"
    assert value.is_integer() or domain != "int"


@pytest.mark.parametrize(
    ("spec", "answer", "ways"),
    [
        ({"expr": "lambda*W", "vars": "lambda W"}, "1/λW", ["1/lambda·W", "1/(lambda·W)"]),
        ({"expr": "log(x)*y", "vars": "x y", "domain": "pos"}, "log xy", ["log(x)·y", "log(x·y)"]),
        ({"expr": "exp(2*x)", "vars": "x"}, "e^2x", ["exp(2)·x", "exp(2·x)"]),
        ({"expr": "sqrt(2*n)", "vars": "n", "domain": "pos"}, "√2n", ["sqrt(2)·n", "sqrt(2·n)"]),
        ({"expr": "floor(H/2)+1", "vars": "H", "domain": "int"}, "[H/2]+1", ["H/2 + 1", "floor(H/2) + 1"]),
    ],
)
def test_two_readings_are_both_shown(spec, answer, ways):
    """A text with two meanings is no attempt; both are shown, and each of them, typed, is read one way."""
    found = mark(answer, key_from(spec))
    assert (found.verdict, found.diagnosis) == ("ambiguous", "two_readings")
    for way in ways:
        assert way in found.message
        assert mark(way, key_from(spec)).verdict in ("correct", "wrong")


@pytest.mark.parametrize("answer", ["1/2 λW", "λ/2·W", "1/2*λ*W", "λW/2", "W λ/2"])
def test_readings_that_agree_or_are_usual_are_not_asked_about(answer):
    """A space after a coefficient, a sign, or equal values leave nothing to ask."""
    assert mark(answer, key_from({"expr": "lambda*W/2", "vars": "lambda W"})).verdict == "correct"


def test_a_product_that_does_not_fit_as_matrices_is_asked_about():
    """The dot between two arrays of equal shape may mean element by element; that is no attempt."""
    key = key_from({"expr": "dout * mask", "mats": {"dout": [2, 3], "mask": [2, 3]}})
    assert mark("dout · mask", key).diagnosis == "product"
    assert mark("dout @ mask", key).verdict == "wrong"
    assert mark("dout ⊙ mask", key).verdict == "correct"


@pytest.mark.parametrize(
    ("answer", "diagnosis"),
    [("(h+2p-fh)/s+1", "unknown_name:h"), ("H + Q", "unknown_name:Q"), ("H2", "unknown_name:H2"), ("(H", "expected:)"),
     ("", "empty"), ("1" * 201, "too_long"), ("(" * 60, "too_deep"), ("9**9**9**9", "too_large"),
     ("OW = H", "left_side"), ("H = P", "chain"), ("\\foo", "latex"), ("H\u200b", "character"),
     ("H.real", "attribute"), ("σ^-1(H)", "inverse"),
     ("max()", "arguments"), ("sum(H)", "unknown_name:sum")],
)  # fmt: skip
def test_what_cannot_be_read_is_named(answer, diagnosis):
    """An unreadable answer has a word for programs and costs no attempt."""
    found = mark(answer, key_from(CONV))
    assert (found.verdict, found.diagnosis) == ("invalid", diagnosis)


def test_the_hint_on_capitals():
    """A name in the wrong case is called by the right one."""
    assert "Did you mean H?" in mark("(h+2p-fh)/s+1", key_from(CONV)).message
    assert "Did you mean FH?" in mark("(H+2P-fh)/S+1", key_from(CONV)).message
