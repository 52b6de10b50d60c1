"""Dropout is judged by what chance may do: right solutions pass, however they draw, and a bound says how surely."""

import math
from collections import Counter

import numpy as np
import pytest

from grader import judge
from grader.cases import draw_cases
from grader.model import Status
from grader.pack import open_pack

NAMES = ("dropout_forward", "dropout_classic_forward", "dropconnect_forward")
SEEDS = 100
ALARM = 1e-9
"""How often a right solution may fail a whole report."""


def by_threshold(shape, keep, rng):
    return rng.random(shape) < keep


def by_binomial(shape, keep, rng):
    return rng.binomial(1, keep, size=shape).astype(bool)


def by_choice(shape, keep, rng):
    return rng.choice([True, False], size=shape, p=[keep, 1 - keep])


def in_single_precision(shape, keep, rng):
    return rng.random(shape, dtype=np.float32) >= np.float32(1 - keep)


def column_by_column(shape, keep, rng):
    mask = np.ones(shape, bool)
    for column in range(shape[-1]):
        mask[..., column] = rng.uniform(0, 1, shape[:-1]) <= keep
    return mask


STYLES = (by_threshold, by_binomial, by_choice, in_single_precision, column_by_column)


def solution(name, draw):
    """A right solution that draws its mask in its own way, and writes the formula in another than the reference."""

    def inverted(x, p, rng, train):
        mask = draw(x.shape, 1 - p, rng) if train else np.full(x.shape, True)
        return np.where(mask, x * (1 / (1 - p)), 0.0) if train else x, mask

    def classic(x, p, rng, train):
        mask = draw(x.shape, 1 - p, rng) if train else x == x
        return np.where(mask, x, 0.0) if train else x - p * x, mask

    def dropconnect(x, w, b, p, rng, train):
        mask = draw(w.shape, 1 - p, rng) if train else w == w
        return np.einsum("nd,dm->nm", x, np.where(mask, w, 0.0)) / (1 - p if train else 1) + b, mask

    return dict(zip(NAMES, (inverted, classic, dropconnect)))[name]


@pytest.fixture(scope="module")
def specs():
    pack = open_pack()
    return {name: pack.exercise(name).spec for name in NAMES}


@pytest.mark.parametrize("draw", STYLES)
@pytest.mark.parametrize("name", NAMES)
def test_right_solutions_raise_no_alarm(specs, name, draw):
    """Masks drawn rightly pass every case of many seeds, whatever function of the generator draws them."""
    spec, ask = specs[name], judge.here(solution(name, draw))
    for seed in range(SEEDS):
        for case in draw_cases(name, spec, seed):
            right = judge.expect(spec, case)
            verdicts, _ = judge.check(spec, right, judge.answer(spec, ask, right))
            assert {v.output for v in verdicts if v.status is not Status.PASS} == set(), (seed, case.name)


def outside(count, rate, error):
    """The exact probability that of ``count`` independent events of probability ``rate`` a share is off by ``error``.

    Probabilities that are too small for a float are lost, which is less than 1e-300 each.
    """
    total = 0.0
    for hits in range(count + 1):
        if abs(hits / count - rate) > error:
            log = math.lgamma(count + 1) - math.lgamma(hits + 1) - math.lgamma(count - hits + 1)
            total += math.exp(max(log + hits * math.log(rate) + (count - hits) * math.log(1 - rate), -700))
    return total


def alarms(spec, case):
    """The probability that a right solution fails a case: the sum over all that is left to chance in it."""
    dropped = case.args["w"] if "w" in case.args else case.args["x"]
    shape, size, right = dropped.shape, dropped.size, judge.expect(spec, case)
    allowed = {
        name: (value, bound.error)
        for name, value, bound in zip(spec.outputs, right.outputs, right.bounds)
        if bound is not None
    }
    keep, _ = allowed["keep_rate"]
    alike, _ = allowed["neighbours_alike_on_axis_0"]
    trials = [("keep_rate", size)]
    for axis, length in enumerate(shape):
        trials += [("keep_rate_of_a_slice", size // length)] * length
        trials += [(f"neighbours_alike_on_{'other_axes' if axis else 'axis_0'}", length // 2 * (size // length))]
    assert {name for name, _ in trials} == set(allowed)
    assert keep == 1 - case.args["p"]
    assert alike == pytest.approx(keep**2 + (1 - keep) ** 2)
    tails = sum(many * outside(count, *allowed[name]) for (name, count), many in Counter(trials).items())
    return tails + alike**size  # the same mask from two seeds


@pytest.mark.parametrize("name", NAMES)
def test_a_right_solution_fails_less_than_once_in_a_billion_reports(specs, name):
    """The exact binomial probabilities of all alarms of a report add up to less than 1e-9."""
    for seed in (0, 1, 2):
        cases = [case for case in draw_cases(name, specs[name], seed) if case.args["train"]]
        assert len(cases) >= 4
        assert 0 < sum(alarms(specs[name], case) for case in cases) < ALARM
        assert all(case.args["p"] != 0.5 for case in cases)


def test_the_bound_is_not_wider_than_it_must_be(specs):
    """A mask that keeps a tenth too many is caught in every training case, so the bounds are worth having."""
    name = "dropout_forward"
    ask = judge.here(solution(name, lambda shape, keep, rng: by_threshold(shape, keep + 0.1, rng)))
    for case in draw_cases(name, specs[name], 0):
        if case.args["train"]:
            right = judge.expect(specs[name], case)
            verdicts, _ = judge.check(specs[name], right, judge.answer(specs[name], ask, right))
            assert any(v.output == "keep_rate" and v.status is Status.WRONG_VALUE for v in verdicts), case.name
