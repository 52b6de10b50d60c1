"""Mistakes are called by their names however the program is written, and never by another name."""

from functools import cache
from types import SimpleNamespace

import pytest

from grader.pack import open_pack

PACK = open_pack()
MAIN = (
    "conv_forward", "conv_backward", "im2col", "col2im", "conv_transpose_forward",
    "max_pool_forward", "max_pool_backward", "batchnorm_forward", "batchnorm_backward",
    "momentum_step", "adagrad_step", "rmsprop_step", "adam_step",
)  # fmt: skip
MANY_STYLES = {"convolution", "normalisation", "optimizers"}


@pytest.fixture(scope="module")
def naming(script):
    """The module benchmarks/naming.py."""
    return script("naming")


@pytest.fixture(scope="module")
def of(naming):
    """What was said of the programs of an exercise, measured when it is first asked for: all together take minutes."""
    return cache(lambda name: naming.of(PACK.exercise(name)))


@pytest.fixture
def found(of):
    """What was said of all programs."""
    return [of(name) for name in PACK.entries]


@pytest.mark.parametrize("name", PACK.entries)
def test_no_program_is_misjudged(of, name):
    """Right solutions of every style pass, programs with a mistake do not, and hardly any is called by a wrong name."""
    one = of(name)
    assert one.refused == []
    assert one.passed == []
    assert len(one.wrong) <= 1


def test_nearly_all_are_named(naming, found):
    """At least 95 of 100 mistakes that have a name get it, and at most 1 of 100 programs a wrong one."""
    total = naming.totals([*map(naming.row, found)])
    programs, right, wrong, strange, called = total[4], total[5], total[6], total[9], total[10]
    assert programs > 800
    assert right >= 0.95 * programs
    assert wrong + called <= 0.01 * (programs + strange)


def test_the_page_is_up_to_date(naming, found):
    """docs/diagnosis.md holds these figures; `python benchmarks/naming.py --write` brings it up to date."""
    text = (naming.common.ROOT / "docs" / naming.PAGE).read_text(encoding="utf-8")
    begin, end = naming.common.marks(naming.MARK)
    assert f"{begin}\n{naming.page(found)}\n{end}" in text


def test_there_are_styles_enough(found):
    """Three styles for exercises of convolution, pooling, normalisation and the optimizers."""
    few = [one.exercise for one in found if PACK.entry(one.exercise).topic in MANY_STYLES and one.styles < 3]
    assert few == []


@pytest.mark.parametrize("name", MAIN)
def test_main_misconceptions_are_made_in_three_styles(naming, name):
    """Of convolution, pooling, batch norm and the optimizers a dozen mistakes are made in three styles or more."""
    module = naming.kit.module_of(PACK.entry(name).topic, name)
    assert sum(len(styles) >= 3 for styles in naming.kit.in_styles(module).values()) >= 12


def test_a_slip_must_be_there(naming):
    """A text that does not occur once in its solution is a mistake in the corpus, not a program."""
    from styles.convolution import conv_backward

    slips = {"loops": [("dx_assigned", "not there", "")]}
    module = SimpleNamespace(__name__="conv_backward", loops=conv_backward.loops, SLIPS=slips)
    with pytest.raises(ValueError, match="'not there' 0 times"):
        list(naming.kit.programs(module))
