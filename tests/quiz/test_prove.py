"""dev check on banks: each demand fails for a bank that breaks it, and only for that."""

import pytest

from grader.errors import UsageError
from grader.pack import open_pack
from grader.quiz.bank import bank_names
from grader.quiz.prove import prove

LONG = "word " * 100
FAULTS = {
    "a wrong answer that is right": ('value = "2*y"', 'value = "x + x"', "seed 0: no numbers fit"),
    "a wrong answer that another one hides": (
        'value = "2*y"', 'compute = "double.squares(x)"', "no numbers fit",
    ),
    "too few variants": ("y = { int = [3, 90] }", "y = { value = 2 }", None),
    "hardly any numbers": ("{ int = [3, 90] }", "{ int = [3, 6] }", "different variants in 60 draws: at least 30"),
    "a text that is too long": ('"You doubled {y}."', f'"You doubled {{y}}. {LONG}"', "other_number, en: 7 lines"),
    "an exercise that is not there": ('exercise = "double"', 'exercise = "duoble"', "no exercise called 'duoble'"),
    "no exercise at all": ('exercise = "double"\n', "", "no exercise is named that trains this"),
    "a misconception that is not there": ("double.squares(x)", "double.cubes(x)", "double has no misconception cubes"),
    "a reference that is not there": ('"double(x)"', '"triple(x)"', "There is no exercise called 'triple'"),
    "a second way that disagrees": (
        'compute = "double(x)"', 'compute = "double(x)"\ncheck_with = "double.negated(x)"', "check_with gives -",
    ),
    "two options alike": ('text = "x / 2"', 'text = "x * x"', "two options read the same"),
    "a figure that fails": (
        "[item.answer]\ncompute",
        '[item.figure]\nname = "window"\nsize = "x/(y - y)"\nkernel = "1"\n[item.answer]\ncompute',
        "figure window, seed 0:",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_found(course, bank_text, old, new, said):
    """Each demand of the documentation is one that a bank can fail."""
    assert old in bank_text
    proof = prove(course(bank_text.replace(old, new)), "doubling", 60)
    if said is None:
        assert proof.complaints == ()
    else:
        assert said in " ".join(proof.complaints)
        assert proof.complaints[0].startswith("quizzes/doubling.toml:")


def test_a_right_bank_has_no_complaints(course):
    """The small bank is in order, and what it holds is counted."""
    proof = prove(course(), "doubling")
    assert (proof.items, proof.templates, proof.misconceptions, proof.complaints) == (2, 1, 4, ())


@pytest.mark.parametrize("name", bank_names(open_pack()))
def test_the_built_in_banks_are_in_order(name):
    """Every bank of the course keeps all demands; dev check asks with more seeds."""
    assert prove(open_pack(), name, 100).complaints == ()


def test_an_unknown_bank(course):
    """A name that is no bank is the caller's mistake."""
    with pytest.raises(UsageError):
        prove(course(), "tripling")
