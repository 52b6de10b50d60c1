"""The bounds by which random exercises are judged: chance must keep them, and they must not be wider than they need."""

import importlib.util
from math import comb

import pytest

from grader.pack import default_root

SPEC = importlib.util.spec_from_file_location("chance", default_root() / "reference" / "_chance.py")
chance = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(chance)


def exceeded(probability, count, error):
    """The exact probability that a relative frequency is off by more than ``error``."""
    rows = ((k, comb(count, k) * probability**k * (1 - probability) ** (count - k)) for k in range(count + 1))
    return sum(mass for k, mass in rows if abs(k / count - probability) > error)


@pytest.mark.parametrize(("probability", "count"), [(1 / 2, 400), (1 / 3, 900), (1 / 15, 600), (0.9, 300)])
def test_a_frequency_is_refused_as_rarely_as_promised(probability, count):
    """The exact binomial tails beyond the bound are rarer than RARE, and two thirds of the bound would not do."""
    value, error = chance.frequency(probability, count)
    assert value == probability
    assert exceeded(probability, count, error) <= chance.RARE < exceeded(probability, count, error / 1.5)


def test_what_is_certain_may_not_vary():
    """A frequency that must be 1 has no room for chance."""
    assert chance.frequency(1.0, 50) == (1.0, 0.0)
