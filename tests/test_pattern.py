"""One plain fact about an error, and silence where there is none."""

import numpy as np
import pytest

from grader.compare import allowance
from grader.pattern import constant_factor, pattern

RIGHT = np.random.default_rng(5).integers(1, 90, (2, 3, 4, 5)) / 8
BOUND = allowance(RIGHT, 10)
AXES = "N C_out H_out W_out"


def spoiled(*index):
    """The right array with something else at an index."""
    array = RIGHT.copy()
    array[index] += 1 + np.arange(array[index].size).reshape(array[index].shape)
    return array


def said(actual, axes=AXES):
    return pattern(RIGHT, actual, BOUND, axes)


@pytest.mark.parametrize(
    "actual",
    [
        RIGHT,
        spoiled(0, 1, 2, slice(2, 3)),
        np.full_like(RIGHT, np.nan),
        np.where(RIGHT.max() == RIGHT, np.inf, 2 * RIGHT),
        spoiled(slice(None)),
        np.random.default_rng(6).normal(size=RIGHT.shape),
    ],
    ids=["right", "one element", "nan", "inf", "everywhere", "noise"],
)
def test_nothing_is_said_where_nothing_is_plain(actual):
    """A right array, a single wrong element, values that are not finite and shapeless errors get no sentence."""
    assert said(actual) is None


@pytest.mark.parametrize(
    ("actual", "sentence"),
    [
        (0 * RIGHT, "everything is zero"),
        (-RIGHT, "every value has the opposite sign"),
        (2 * RIGHT, "got = 2 × expected, everywhere"),
        (RIGHT / 20, "got = 0.05 × expected, everywhere"),
        (spoiled(1), "wrong only where n = 1"),
        (np.where(np.arange(4)[:, None] == 2, RIGHT, RIGHT + RIGHT**2), "right only where h_out = 2"),
        (np.where(np.arange(5) == 4, RIGHT, RIGHT + RIGHT**2), "right only where w_out = 4"),
        (spoiled(slice(None), slice(None), [0, 3]), "wrong only on the border"),
        (spoiled(0, slice(0, 2), 1), "wrong only where n = 0"),
    ],
)
def test_plain_facts_are_said(actual, sentence):
    """Zeros, signs, factors, single slices and borders each have their sentence."""
    assert said(actual) == sentence


def test_without_names_no_sentence_speaks_of_axes():
    """Where the author named no axes, or another number of them, only factors are mentioned."""
    for axes in ("", "N C", "N C H W D"):
        assert said(spoiled(1), axes) is None
        assert said(-RIGHT, axes) == "every value has the opposite sign"


def test_rounding_is_not_an_error():
    """Elements within the tolerance count as right, so noise elsewhere does not hide a plain fact."""
    noisy = spoiled(1) * (1 + 1e-15)
    assert said(noisy) == "wrong only where n = 1"


def test_constant_factors():
    """A factor is found only when it holds everywhere, is not 1, and there is something to scale."""
    assert constant_factor(RIGHT, 0.25 * RIGHT) == pytest.approx(0.25)
    assert constant_factor(RIGHT, RIGHT) is None
    assert constant_factor(RIGHT, RIGHT * (1 + 1e-13)) is None
    assert constant_factor(RIGHT, 2 * spoiled(1)) is None
    assert constant_factor(0 * RIGHT, RIGHT) is None
    assert constant_factor(np.array([2.0]), np.array([4.0])) is None


def test_gigantic_values_are_no_trouble():
    """Values at the edge of what float64 holds give no sentence, and no factor of infinity."""
    with np.errstate(over="ignore"):
        assert said(np.full_like(RIGHT, 1.7e308)) is None
