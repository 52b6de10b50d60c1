"""Numeric gradients: the right ones fit, wrong ones do not, and neither depends on luck."""

import math

import numpy as np
import pytest

from grader.gradcheck import agree, directional, projections

X = np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.0]])
W = np.array([[2.0, -1.0], [0.5, 4.0], [-3.0, 1.5]])
DOUT = np.array([[1.0, -0.5], [2.0, 3.0]])
RIGHT = {"x": DOUT @ W.T, "w": X.T @ DOUT}


def forward(x, w):
    return x @ w


def fits(gradients, dout=DOUT, function=forward, seed=0):
    return agree(projections(function, {"x": X, "w": W}, dout, gradients, np.random.default_rng(seed)))


WRONG = {
    "doubled": RIGHT["x"] * 2,
    "a part in a hundred thousand": RIGHT["x"] * (1 + 1e-5),
    "opposite sign": -RIGHT["x"],
    "zero": np.zeros_like(X),
    "rows swapped": RIGHT["x"][::-1],
    "another order": RIGHT["x"].T.reshape(X.shape),
    "one more": RIGHT["x"] + 1,
    "one element": RIGHT["x"] + np.eye(2, 3),
    "without dout": np.ones_like(DOUT) @ W.T,
    "not a number": np.full_like(X, math.nan),
    "infinite": np.full_like(X, math.inf),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_gradients_do_not_fit(name):
    """Each plausible wrong gradient is told apart, whatever the random directions are."""
    with np.errstate(invalid="ignore"):
        assert not any(fits({**RIGHT, "x": WRONG[name]}, seed=seed) for seed in range(20))


def test_right_gradients_fit():
    """The gradients of a product of matrices fit for all directions tried."""
    assert all(fits(RIGHT, seed=seed) for seed in range(20))


def test_projections_name_the_argument_that_is_wrong():
    """Each argument is varied on its own, so a wrong gradient of w does not spoil the pairs of x."""
    pairs = projections(forward, {"x": X, "w": W}, DOUT, {**RIGHT, "w": -RIGHT["w"]}, np.random.default_rng(1), count=3)
    assert [name for name, _, _ in pairs] == ["x"] * 3 + ["w"] * 3
    assert [agree([pair]) for pair in pairs] == [True] * 3 + [False] * 3


def test_arguments_are_left_alone():
    """Varying an argument happens on a copy."""
    x, w = X.copy(), W.copy()
    fits(RIGHT)
    assert (x == X).all()
    assert (w == W).all()


def test_a_scalar_loss_needs_no_array():
    """A forward that gives one number, with a scalar dout, is checked the same way."""
    gradients = {"x": 3 * np.cos(X), "w": np.zeros_like(W)}
    assert fits(gradients, 3.0, lambda x, w: float(np.sin(x).sum()))
    assert not fits({**gradients, "x": np.cos(X)}, 3.0, lambda x, w: float(np.sin(x).sum()))


@pytest.mark.parametrize(("power", "slope"), [(0, 0.0), (1, 1.0), (2, 0.0), (3, 0.0), (4, 0.0)])
def test_polynomials_up_to_degree_four_are_exact(power, slope):
    """The formula is exact to rounding for (1 + t) ** power, whose derivative at 0 is the power."""
    assert directional(lambda t: t**power) == pytest.approx(slope, abs=1e-12)
    assert directional(lambda t: (1 + t) ** power) == pytest.approx(power, rel=1e-11)


def test_the_error_is_of_the_fourth_order():
    """Halving the step divides the error for exp by about sixteen."""
    wide, narrow = (abs(directional(lambda t: math.exp(3 * t), step) - 3) for step in (0.25, 0.125))
    assert 14 < wide / narrow < 18


def test_tiny_gradients_are_compared_absolutely():
    """Two numbers that are both nearly nothing agree; a small but real difference does not."""
    assert agree([("x", 1e-12, -1e-12)])
    assert not agree([("x", 1e-3, 1e-3 + 1e-8)])
    assert not agree([("x", math.nan, math.nan)])
    assert agree([])
