"""Drawing numbers: equal seeds give equal numbers everywhere, and no draw calls a misconception right."""

from fractions import Fraction

import pytest

from grader.errors import PackError
from grader.pack import open_pack
from grader.quiz.bank import open_bank
from grader.quiz.calls import Caller
from grader.quiz.draw import Draws, Stream, same

COURSE = open_pack()
ITEMS = {item.id: item for item in open_bank(COURSE, "output_size").items}
DRAWS = Draws(Caller(COURSE))


def test_the_stream_never_changes():
    """These numbers were drawn once; another version of Python or another machine must draw them, too."""
    rng = Stream("output_size.side:1:3")
    assert [rng.integer(0, 99) for _ in range(8)] == [67, 22, 85, 46, 37, 0, 10, 92]
    letters = [*"abcdef"]
    rng.shuffle(letters)
    assert "".join(letters) == "ebadcf"


def test_equal_seeds_give_equal_variants():
    """A variant can be replayed from its seed, and others differ from it."""
    item = ITEMS["side"]
    assert DRAWS.variant(item, 3) == DRAWS.variant(item, 3)
    assert DRAWS.variant(item, 3).ref == "#output_size.side@1:3"
    assert len({str(DRAWS.variant(item, seed).values) for seed in range(60)}) > 50


@pytest.mark.parametrize("seed", range(30))
def test_floor_and_divisible_are_what_the_draw_says(seed):
    """Where the item says that the stride divides it does, else it does not."""
    variant = DRAWS.variant(ITEMS["side"], seed)
    v = variant.values
    rest = (v["H"] + 2 * v["P"] - v["K"]) % v["S"]
    assert (rest == 0) == (v["rounding"] == "divisible")
    assert variant.answer == (v["H"] + 2 * v["P"] - v["K"]) // v["S"] + 1


@pytest.mark.parametrize("name", [name for name, item in ITEMS.items() if item.kind in ("number", "shape", "array")])
def test_wrong_values_differ_from_the_key_and_from_each_other(name):
    """Each draw has as many different wrong answers as the item asks for, none of them right."""
    item = ITEMS[name]
    for seed in range(25):
        variant = DRAWS.variant(item, seed)
        values = [value for _wrong, value in variant.wrongs]
        assert not any(same(value, variant.answer) for value in values)
        assert len({repr(value) for value in values}) >= item.min_distinct_wrong


def test_constraints_that_nothing_fulfils_are_an_authors_mistake(course, bank_text):
    """After 500 draws the item is given up, with the constraint that failed."""
    pack = course(bank_text.replace("x != y", "x == y + 100"))
    item = open_bank(pack, "doubling").items[0]
    with pytest.raises(PackError, match=r"doubling.twice, seed 0: .* x == y \+ 100"):
        Draws(Caller(pack)).variant(item, 0)


def test_options_are_shuffled_but_an_order_is_never_given_away():
    """Options come in several orders; those of an ``order`` item never in the right one."""
    choices = {DRAWS.variant(ITEMS["rounding"], seed).order for seed in range(40)}
    orders = {DRAWS.variant(ITEMS["steps"], seed).order for seed in range(40)}
    assert len(choices) > 10
    assert len(orders) > 10
    assert (0, 1, 2, 3) not in orders


def test_exact_numbers(course, bank_text):
    """Steps of a tenth are tenths, not binary fractions."""
    text = bank_text.replace("x = { int = [3, 90] }", "x = { real = [0.1, 0.9, 0.1] }")
    item = open_bank(course(text), "doubling").items[0]
    drawn = {DRAWS.start(item, Stream(str(seed)))["x"] for seed in range(80)}
    assert drawn == {Fraction(tenths, 10) for tenths in range(1, 10)}
