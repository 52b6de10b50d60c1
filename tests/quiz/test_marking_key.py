"""Keys: what an author may write, and what is said when it is wrong."""

import pytest

from grader.messages import set_language
from grader.quiz.marking import Key, KeyFlaw, key_from, mark


@pytest.mark.parametrize(
    ("spec", "said"),
    [
        ({"expr": "x", "var": "x"}, "There is no field 'var'. Did you mean vars?"),
        ({"vars": "x"}, "expr, the right answer, is missing."),
        ({"expr": "", "vars": "x"}, "expr is an expression in quotes."),
        ({"expr": "x", "vars": 3}, "vars is a list of texts."),
        ({"expr": "x", "kind": "formula"}, "kind is one of expr, number, shape, not 'formula'."),
        ({"expr": "x", "vars": "x", "domain": "complex"}, "domain is one of real, pos, unit, int"),
        ({"expr": "x", "vars": "x", "domain": {"y": "pos"}}, "There is no name 'y'"),
        ({"expr": "x+z", "vars": "x"}, "There is no z in this question"),
        ({"expr": "2*(x", "vars": "x"}, "A closing ) is missing."),
        ({"expr": "X", "mats": {"X": [2, 3, 4]}}, "mats.X is a list of one or two sizes"),
        ({"expr": "X", "mats": {"X": [0, 3]}}, "mats.X is a list of one or two sizes"),
        ({"expr": "X", "mats": ["X"]}, "mats is a table of names."),
        ({"expr": "X", "mats": {"X": [2, 3]}, "vars": "X"}, "The name X is declared twice."),
        ({"expr": "X X", "mats": {"X": [2, 3]}}, "has no value anywhere"),
        ({"expr": "x", "vars": "x", "aux": {"t": "x+"}}, "aux.t"),
        ({"expr": "x", "vars": "x", "aux_policy": "refuse"}, "aux_policy is one of substitute, accept"),
        ({"expr": "x", "vars": "x", "tol": "small"}, "tol is a number from 0 to 1."),
        ({"expr": "x", "vars": "x", "max_nodes": 0}, "max_nodes is a whole number from 1."),
        ({"expr": "1", "kind": "number", "units": {"px": -1}}, "units.px is what one px is worth"),
        ({"expr": "(2, 3)", "kind": "expr"}, "without a comma"),
        ({"expr": "6", "kind": "shape"}, "The key of a shape is a tuple"),
        ({"expr": "1/0", "kind": "number"}, "has no value anywhere"),
        ({"expr": "9**9**9**9", "kind": "number"}, "has no value anywhere"),
        ({"expr": "x", "vars": "x", "wrong": [{"id": "a"}]}, "wrong 1 needs id and expr."),
        ({"expr": "x", "vars": "x", "wrong": [{"id": "a", "exp": "2"}]}, "Did you mean expr?"),
    ],
)
def test_a_flaw_is_a_sentence(spec, said):
    """A key that cannot be used is refused with a sentence that names the field."""
    with pytest.raises(KeyFlaw) as caught:
        key_from(spec)
    assert said in str(caught.value)


def test_a_wrong_answer_that_cannot_be_read_is_named():
    """A known wrong answer with a mistake in it is reported with its id when it is first needed."""
    key = key_from({"expr": "x", "vars": "x", "wrong": [{"id": "typo", "expr": "x+"}]})
    with pytest.raises(KeyFlaw, match="typo"):
        mark("2x", key)


def test_names_may_be_a_list_or_a_text():
    """Names can be written in one text or as a list, and a key can be made without a file."""
    for key in (key_from({"expr": "a*b", "vars": ["a", "b"]}), key_from({"expr": "a*b", "vars": "a, b"})):
        assert key.vars == ("a", "b")
    assert mark("ba", Key("a*b", vars=("a", "b"))).verdict == "correct"


def test_numbers_and_lists_may_stand_for_expressions():
    """JSON numbers and lists are keys too."""
    assert mark("1/4", key_from({"expr": 0.25, "kind": "number"})).verdict == "correct"
    assert mark("6x28x24", key_from({"expr": [6, 28, 24], "kind": "shape"})).verdict == "correct"


def test_a_known_wrong_answer_speaks_first_and_in_the_language_of_the_learner():
    """The first wrong answer that fits gives its id and its text, in Japanese where that is spoken."""
    wrong = [
        {"id": "no_inner", "expr": "x+y", "en": "The inner derivative.", "ja": "内側の微分。"},
        {"id": "later", "expr": "y+x", "en": "Never said."},
        {"id": "only_english", "expr": "x", "en": "Only x."},
    ]
    key = key_from({"expr": "2*(x+y)", "vars": "x y", "wrong": wrong})
    try:
        set_language("en")
        found = mark("y + x", key)
        assert (found.verdict, found.diagnosis, found.message) == ("wrong", "no_inner", "The inner derivative.")
        set_language("ja")
        assert mark("y + x", key).message == "内側の微分。"
        assert mark("x", key).message == "Only x."
    finally:
        set_language(None)


def test_aux_names_are_substituted_or_accepted():
    """The policy decides whether a right value in terms of t is almost right or right."""
    spec = {"expr": "2*(x+y)", "vars": "x y", "aux": {"t": "x+y", "u": "2t"}}
    assert mark("2t", key_from(spec)).diagnosis == "substitute"
    assert mark("u", key_from(spec)).verdict == "almost"
    assert mark("u", key_from({**spec, "aux_policy": "accept"})).verdict == "correct"
    assert mark("t", key_from({**spec, "aux_policy": "accept"})).verdict == "wrong"


@pytest.mark.parametrize(
    ("form", "answer", "verdict", "diagnosis"),
    [
        ({"must_not_contain": ["exp"]}, "1/(1+e^-x)", "almost", "form:exp"),
        ({"must_not_contain": ["exp"]}, "σ(x)", "correct", ""),
        ({"must_not_contain": ["/"]}, "(1+e^-x)^-1", "correct", ""),
        ({"max_nodes": 4}, "σ(x) + x - x", "almost", "form:long"),
        ({"max_nodes": 4}, "sigmoid(x)", "correct", ""),
    ],
)
def test_the_form_may_be_asked_for(form, answer, verdict, diagnosis):
    """A right value in another form than the asked one costs no attempt."""
    found = mark(answer, key_from({"expr": "sigmoid(x)", "vars": "x", **form}))
    assert (found.verdict, found.diagnosis) == (verdict, diagnosis)


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [("246824 B", "correct"), ("241.0390625 KiB", "correct"), ("246.824KB", "correct"), ("246824 KB", "wrong"),
     ("246824", "correct"), ("246824 MB", "invalid"), ("2e5 + 46824 B", "correct")],
)  # fmt: skip
def test_units_have_a_worth(answer, verdict):
    """A unit multiplies; one that is not asked for is pointed out."""
    key = key_from({"expr": "246824", "kind": "number", "units": {"B": 1, "KB": 1000, "KiB": 1024}})
    assert mark(answer, key).verdict == verdict


@pytest.mark.parametrize(
    ("spec", "answer", "verdict"),
    [
        ({"expr": "1/3"}, "0.333", "almost"),
        ({"expr": "1/3"}, "0.33", "wrong"),
        ({"expr": "1/3"}, "0.334", "wrong"),
        ({"expr": "1/3"}, "0.33333333333", "correct"),
        ({"expr": "sqrt(2)"}, "1.414", "almost"),
        ({"expr": "sqrt(2)", "tol": 0.001}, "1.414", "correct"),
        ({"expr": "sqrt(2)", "tol": 0.001}, "1.42", "wrong"),
        ({"expr": "0.125"}, "0.13", "wrong"),
        ({"expr": "200", "tol": 0.01}, "202", "correct"),
        ({"expr": "200", "tol": 0.01}, "202.1", "wrong"),
    ],
)
def test_rounding(spec, answer, verdict):
    """A rounded number is asked for more digits, unless the key allows a tolerance."""
    assert mark(answer, key_from({"kind": "number", **spec})).verdict == verdict


def test_each_name_may_have_its_own_domain():
    """A probability stays between 0 and 1 while another name takes all numbers."""
    key = key_from({"expr": "x*sqrt(p)", "vars": "x p", "domain": {"p": "unit"}})
    assert mark("√p x", key).verdict == "correct"
    assert mark("|x|√p", key).verdict == "wrong"


def test_further_spellings():
    """An author may allow other names for a name."""
    key = key_from({"expr": "eta*g", "vars": "eta g", "names": {"eta": ["lr", "learning_rate"]}})
    assert mark("lr*g", key).verdict == mark("learning_rate * g", key).verdict == mark("ηg", key).verdict == "correct"


def test_large_arrays_are_as_cheap_as_small_ones():
    """Real layer sizes may be declared; the messages show them."""
    key = key_from({"expr": "X^T dY / 100", "mats": {"X": [100, 784], "dY": [100, 10]}})
    assert mark("np.dot(X.T, dY)/100", key).verdict == "correct"
    assert mark("X @ dY", key).diagnosis == "shape:(100, 784) @ (100, 10)"
    key = key_from({"expr": "sum(dY, axis=0) / 100", "mats": {"dY": [100, 784]}})
    assert mark("dY.mean(axis=0)", key).verdict == "correct"
    assert mark("dY.mean(axis=1)", key).verdict == "wrong"
