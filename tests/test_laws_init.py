"""What chance may do to drawn weights: a right draw is refused less than once in 10^9 reports."""

import math
import sys

import numpy as np
import pytest

from grader import judge
from grader.cases import draw_cases
from grader.model import Status
from grader.pack import open_pack

PACK = open_pack()
NAMES = ("xavier_init", "he_init")
SPECS = {name: PACK.exercise(name).spec for name in NAMES}
DRAWS = sys.modules[SPECS["xavier_init"].law.__module__.replace("._rules", "._draws")]
SIZES = (15000, 18000, 20000, 30000)
LOG_FACTORIAL = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, 60001)))])


def poisson(mean, counts):
    """The probability that a Poisson variable is one of the counts."""
    return math.fsum(np.exp(counts * math.log(mean) - mean - LOG_FACTORIAL[counts]))


def binomial(n, p, counts):
    """The probability that n trials succeed as often as one of the counts."""
    logs = LOG_FACTORIAL[n] - LOG_FACTORIAL[counts] - LOG_FACTORIAL[n - counts]
    return math.fsum(np.exp(logs + counts * math.log(p) + (n - counts) * math.log1p(-p)))


@pytest.mark.parametrize("name", NAMES)
def test_the_chances_of_a_report_add_up_to_less_than_one_in_a_billion(name):
    """Whatever the seed: statistics that chance can spoil, times cases, times the chance of one, and no small draw."""
    for seed in range(20):
        cases = draw_cases(name, SPECS[name], seed)
        judged = [row for row in SPECS[name].law(*cases[0].args.values()) if row[1] is not None]
        assert len(judged) == DRAWS.TESTS + 1  # and the share of different weights, which has a test of its own
        assert len(cases) * DRAWS.TESTS * DRAWS.CHANCE < 1e-9
        for case in cases:
            assert 15000 <= math.prod(case.args["shape"]) <= 30000


@pytest.mark.parametrize("n", SIZES)
def test_the_mean_strays_too_far_with_at_most_the_chance(n):
    """Normal: the exact probability. Uniform: the moment generating function is below that of a normal variable."""
    assert math.erfc(DRAWS.mean_error(n) * math.sqrt(n / 2)) <= DRAWS.CHANCE
    assert 2 * math.exp(-n * DRAWS.mean_error(n) ** 2 / 2) <= DRAWS.CHANCE * (1 + 1e-9)
    t = np.linspace(0.01, 30, 3000)  # times bound; the variance of a uniform variable is bound^2 / 3
    assert (np.sinh(t) / t <= np.exp(t**2 / 6)).all()


@pytest.mark.parametrize("n", SIZES)
def test_the_std_of_a_normal_draw_strays_too_far_with_at_most_the_chance(n):
    """Exactly, by the chi-square distribution of n = 2 m degrees: it exceeds y as a Poisson variable stays below m."""
    error, m = DRAWS.normal_std_error(n), n // 2
    above = poisson(n * (1 + error) ** 2 / 2, np.arange(m))
    below = poisson(n * (1 - error) ** 2 / 2, np.arange(m, 60000))
    assert above + below <= DRAWS.CHANCE


@pytest.mark.parametrize("n", SIZES)
def test_the_share_of_normal_weights_far_out_strays_too_far_with_at_most_the_chance(n):
    """Exactly, by the binomial distribution."""
    _, _, _, (p, error), *_ = DRAWS.law(1.0, (n, 1), "normal")
    counts = np.arange(n + 1)
    assert binomial(n, p, counts[np.abs(counts / n - p) > error]) <= DRAWS.CHANCE


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize(("variance", "largest"), [(4 / 45, 2 / 3), (0.02, 0.98)])
def test_the_bound_solves_the_inequality_of_bernstein(n, variance, largest):
    """Put back into the inequality, the bound gives the chance."""
    e = DRAWS.bernstein(n, variance, largest)
    assert 2 * math.exp(-n * e * e / (2 * (variance + largest * e / 3))) == pytest.approx(DRAWS.CHANCE)


def test_the_square_of_a_uniform_variable_has_the_moments_that_are_used():
    """Its mean is 1/3, its variance 4/45, and it strays by at most 2/3: integrated over a fine grid."""
    squares = ((np.arange(200000) + 0.5) / 100000 - 1) ** 2
    assert squares.mean() == pytest.approx(1 / 3)
    assert squares.var() == pytest.approx(4 / 45)
    assert np.abs(squares - 1 / 3).max() <= 2 / 3


@pytest.mark.parametrize("n", SIZES)
def test_the_distance_and_the_share_of_different_weights_keep_the_chance(n):
    """The inequality of Dvoretzky, Kiefer and Wolfowitz gives the chance; equal weights are next to impossible."""
    rows = dict(zip(DRAWS.OUTPUTS, DRAWS.law(1.0, (n, 1), "uniform")))
    assert 2 * math.exp(-2 * n * rows["distance"][1] ** 2) == pytest.approx(DRAWS.CHANCE)
    k = rows["distinct"][1] * n
    assert k * math.log(math.e * n / k * n * 2.0**-20) < math.log(1e-100)


def single(shape, rng, distribution="normal", mode=None):
    """Standard numbers in float32, to be scaled."""
    if distribution == "normal":
        return rng.standard_normal(shape, dtype=np.float32)
    return np.float32(12**0.5) * (rng.random(shape, dtype=np.float32) - np.float32(0.5))


def in_single_precision(name):
    """A right initialiser that works in float32."""
    fans = PACK.exercise("fan_in_fan_out").spec.solve

    def initialise(shape, rng, distribution="normal", mode="avg" if name == "xavier_init" else "in"):
        fan_in, fan_out = fans(shape)
        if name == "xavier_init":
            variance = 2 / (fan_in + fan_out) if mode == "avg" else 1 / fan_in
        else:
            variance = 2 / (fan_in if mode == "in" else fan_out)
        return np.float32(variance**0.5) * single(shape, rng, distribution)

    return initialise


@pytest.mark.parametrize("name", NAMES)
def test_right_draws_pass(name):
    """300 right draws, in three ways to write them, of all cases: not one is refused."""
    spec = SPECS[name]
    ways = (spec.solve, spec.second, in_single_precision(name))
    for seed in range(300):
        cases = draw_cases(name, spec, seed)
        right = judge.expect(spec, cases[seed % len(cases)])
        outcome = judge.answer(spec, judge.here(ways[seed % 3]), right)
        verdicts, _single = judge.check(spec, right, outcome)
        assert [verdict for verdict in verdicts if verdict.status is not Status.PASS] == [], (seed, right.case.name)


def test_the_experiment_shows_what_the_lectures_say():
    """For 20 seeds: std 1 saturates, 0.01 brings all to 0.5 or 0, Xavier's and He's std keep the signal spread."""
    spec = PACK.exercise("activation_stats").spec
    for seed in range(20):
        cases = {case.name: case for case in draw_cases("activation_stats", spec, seed)}
        found = {name: spec.solve(*case.args.values()) for name, case in cases.items() if name.startswith("known")}
        (_, _, saturated), (mean, small, none), (_, spread, few), (_, faded, _), (_, alive, _) = found.values()
        assert saturated.min() > 0.2
        assert (np.abs(mean - 0.5).max() < 0.02, small.max() < 0.02, none.max()) == (True, True, 0.0)
        assert (spread.min() > 5 * small[1:].max(), few.max() < 0.05) == (True, True)
        assert (faded[-1] < 1e-6, alive.min() > 0.1) == (True, True)
