"""Right or wrong: no near miss passes, and no right answer fails for the order it was added up in."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.compare import Difference, allowance, compare, describe
from grader.judge import equal
from grader.model import Mismatch, Status
from grader.wire import Foreign, Seed

RIGHT = np.array([[1.0, -2.0, 3.0], [4.0, 5.0, -6.0]])
BOUND = allowance(np.abs(RIGHT), 6)


def status(expected, actual, bound=None):
    return compare(expected, actual, bound).status


def found(actual):
    return compare(RIGHT, actual, BOUND)


NEAR_MISSES = {
    "scaled": RIGHT * 2,
    "scaled by a part in ten thousand": RIGHT * (1 + 1e-4),
    "opposite sign": -RIGHT,
    "all zero": np.zeros_like(RIGHT),
    "off by one": RIGHT + 1,
    "one element off": RIGHT + np.array([[0, 0, 0], [0, 0, 1e-3]]),
    "rolled": np.roll(RIGHT, 1),
    "reversed": RIGHT[::-1],
    "swapped": RIGHT.T.reshape(2, 3),
    "rounded": np.round(RIGHT / 7) * 7,
    "ints that are wrong": np.zeros((2, 3), np.int64),
    "huge": np.full((2, 3), 1e308),
}


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_misses_are_wrong_values(name):
    """Every plausible wrong array of the right shape is a wrong value, not excused as single precision."""
    difference = found(NEAR_MISSES[name])
    assert difference.status is Status.WRONG_VALUE
    assert not difference.single
    assert difference.mismatch.total == 6


@pytest.mark.parametrize(
    "actual",
    [RIGHT.T, RIGHT[:1], RIGHT[None], RIGHT.ravel(), np.ones((1, 1)), np.array(1.0), np.empty((0, 3)), np.empty(0)],
)
def test_another_shape_is_never_broadcast(actual):
    """Transposed, broadcastable, scalar-like and empty arrays are wrong in shape, and both shapes are named."""
    assert found(actual) == Difference(Status.WRONG_SHAPE, Mismatch(str(RIGHT.shape), str(actual.shape)))


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_nan_and_infinity_never_pass(value):
    """One value that is not finite fails, is counted, and is written in a word that JSON can hold."""
    actual = RIGHT.copy()
    actual[1, 2] = value
    assert found(actual) == Difference(Status.NOT_FINITE, Mismatch(-6.0, str(value), (1, 2), 1, 6, None))
    assert status(1.0, value, allowance(1.0, 1)) is Status.NOT_FINITE
    assert status(3, value) is Status.NOT_FINITE


@pytest.mark.parametrize(
    "actual", [None, 1.0, 1, True, "array", [1.0, 2.0], RIGHT.tolist(), (RIGHT,), {}, Foreign("Equal"), Seed(3)]
)
def test_what_is_no_array_is_a_wrong_type(actual):
    """Lists, scalars, objects that did not cross the wire: named as what they are, not compared."""
    difference = found(actual)
    assert difference.status is Status.WRONG_TYPE
    assert difference.mismatch == Mismatch("array (2, 3) of float64", describe(actual))


def test_dtypes_count_once_the_values_are_right():
    """Right values as ints, or as bools where numbers are due, are a wrong dtype; wrong values come first."""
    assert found(RIGHT.astype(int)).status is Status.WRONG_DTYPE
    assert status(np.array([1, 0]), np.array([True, False])) is Status.WRONG_DTYPE
    assert status(np.array([True, False]), np.array([1, 0])) is Status.WRONG_DTYPE
    assert status(np.array([1, 2]), np.array([1.0, 2.0])) is Status.WRONG_DTYPE
    assert status(np.array([1, 2]), np.array([1, 2], np.int32)) is Status.PASS


@pytest.mark.parametrize("one", [int, float, bool])
@pytest.mark.parametrize("other", [int, float, bool])
def test_kinds_of_numbers_are_behaviours_of_their_own(one, other):
    """Of two answers where ints are asked for, one of bools or floats is not the same as one of ints."""
    answer = np.array([1, 0, 1])
    assert equal(answer.astype(one), answer.astype(other)) == (one is other)
    assert equal(answer.astype(one), answer.astype(other), allowance(np.abs(answer), 3)), "floats are asked for"


@pytest.mark.parametrize("name", ["complex128", "float16", "object", "void64"])
def test_arrays_that_did_not_cross_are_a_wrong_dtype(name):
    """An array of another kind of number is named by its dtype, beside the one asked for."""
    assert found(Foreign(f"array of {name}")) == Difference(Status.WRONG_DTYPE, Mismatch("float64", name))
    assert status(1.0, Foreign(f"array of {name}")) is Status.WRONG_TYPE


def test_float32_passes_only_as_single():
    """Values that are right to float32 precision pass with a note; without the note nothing was excused."""
    tenth = RIGHT / 10
    bound = allowance(np.abs(tenth), 6)
    assert compare(tenth, tenth.astype(np.float32), bound) == Difference(Status.PASS, None, True)
    assert compare(tenth, tenth.astype(np.float32).astype(float), bound) == Difference(Status.PASS, None, True)
    assert compare(tenth, tenth.copy(), bound) == Difference(Status.PASS, None, False)
    assert compare(tenth, tenth.astype(np.float16).astype(float), bound).status is Status.WRONG_VALUE


def test_single_asks_for_float32_precision_at_once():
    """With ``single`` float32 noise is not worth a note, and half precision still fails."""
    bound = allowance(np.abs(RIGHT), 6)
    assert compare(RIGHT, RIGHT * (1 + 1e-7), bound, single=True) == Difference(Status.PASS)
    assert compare(RIGHT, RIGHT * (1 + 1e-3), bound, single=True).status is Status.WRONG_VALUE


def test_the_noise_of_a_fast_transform_passes():
    """A convolution by FFT and one by sums differ by rounding only: both are right, without any note."""
    rng = np.random.default_rng(3)
    a, b = rng.normal(size=256), rng.normal(size=64)
    right = np.convolve(a, b)
    size = len(right)
    fast = np.fft.irfft(np.fft.rfft(a, size) * np.fft.rfft(b, size), size)
    assert not np.array_equal(fast, right)
    assert compare(right, fast, allowance(np.convolve(np.abs(a), np.abs(b)), 256)) == Difference(Status.PASS)


@settings(max_examples=50)
@given(st.integers(0, 2**32 - 1), st.integers(1, 400))
def test_any_order_of_summation_passes(seed, terms):
    """A sum of products is right in whatever order it is added up, even where it cancels to nearly nothing."""
    rng = np.random.default_rng(seed)
    products = rng.normal(size=terms) * 10.0 ** rng.integers(-6, 7, terms)
    products = np.concatenate([products, -products[1:]])
    bound = allowance(np.array([np.abs(products).sum()]), len(products))
    sums = [np.array([math.fsum(products)])]
    sums += [np.array([rng.permutation(products).cumsum()[-1]]) for _ in range(4)]
    for other in sums[1:]:
        assert compare(sums[0], other, bound) == Difference(Status.PASS)


def test_a_bound_grows_with_the_number_of_terms_and_their_size():
    """More terms and larger terms allow more error; an empty output allows none and does not fail."""
    assert (allowance(np.ones(3), 100) > allowance(np.ones(3), 10)).all()
    assert (allowance(np.full(3, 9.0), 10) > allowance(np.ones(3), 10)).all()
    assert allowance(np.empty(0), 1).shape == (0,)
    assert allowance("text", 1) is None
    assert compare(np.empty((0, 2)), np.empty((0, 2)), allowance(np.empty((0, 2)), 1)).status is Status.PASS


def test_numbers_are_compared_by_kind():
    """An int may not be a float or a bool, a float may be a 0-d array or an int, and texts must be equal."""
    one = allowance(1.0, 1)
    assert status(7, 7) is Status.PASS
    assert status(7, 7.0) is Status.WRONG_DTYPE
    assert status(7, 6) is status(7, 6.5) is Status.WRONG_VALUE
    assert status(1, True) is status(True, 1) is status(1.0, True, one) is Status.WRONG_TYPE
    assert status(7, "7") is status("7", 7) is status(None, 0) is Status.WRONG_TYPE
    assert status(1.0, 1, one) is status(1.0, np.array(1.0), one) is Status.PASS
    assert status(1.0, np.array([1.0]), one) is status(1.0, np.array(True), one) is Status.WRONG_TYPE
    assert status(1.0, 1.0 + 1e-3, one) is status("same", "other") is status(True, False) is Status.WRONG_VALUE
    assert status("same", "same") is status(None, None) is status(True, True) is Status.PASS


def test_containers_are_compared_part_by_part():
    """Lists, tuples and dicts need the same type, the same parts, and every part right."""
    expected = [RIGHT, {"gamma": RIGHT, "n": 2}]
    bound = allowance([np.abs(RIGHT), {"gamma": np.abs(RIGHT), "n": 2}], 6)
    assert compare(expected, [RIGHT, {"n": 2, "gamma": RIGHT}], bound) == Difference(Status.PASS)
    assert compare(expected, [RIGHT, {"gamma": RIGHT.astype("f4") + 1e-7, "n": 2}], bound).single
    assert status(expected, tuple(expected), bound) is Status.WRONG_TYPE
    assert status(expected, expected[:1], bound) is Status.WRONG_COUNT
    assert status(expected, [RIGHT, {"gamma": RIGHT}], bound) is Status.WRONG_COUNT
    assert status(expected, [RIGHT, {"beta": RIGHT, "n": 2}], bound) is Status.WRONG_COUNT
    assert status(expected, [RIGHT, {"gamma": -RIGHT, "n": 2}], bound) is Status.WRONG_VALUE
    assert status([], [], None) is Status.PASS


def test_a_mismatch_says_where_how_many_and_by_how_much():
    """The first wrong index, both values there, the count of wrong elements and the largest error are reported."""
    actual = RIGHT.copy()
    actual[0, 1], actual[1, 0] = 0.0, 40.0
    assert found(actual).mismatch == Mismatch(-2.0, 0.0, (0, 1), 2, 6, 36.0)
