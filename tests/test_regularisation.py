"""What the topic regularisation promises beyond each exercise's own proof."""

import math
import sys

import numpy as np
import pytest

from grader import judge
from grader.cases import draw_cases
from grader.engine import grade
from grader.model import Status, Submission
from grader.pack import open_pack

PACK = open_pack()
ALARM = 1e-9
"""How often a right solution may fail a whole report."""


def test_the_gradients_of_the_network_are_those_of_its_loss():
    """Every single gradient agrees with a central difference of the loss as the statement has it."""
    spec = PACK.exercise("multilayer_net_gradient").spec
    loss = vars(sys.modules[spec.solve.__module__])["loss"]
    step = 2.0**-20
    depths = set()
    for case in draw_cases("multilayer_net_gradient", spec, 0):
        x, labels, params, lam = case.args.values()
        depths.add(len(params) // 2)
        if case.name == "large logits":  # such a loss is too large for a difference of two
            continue
        grads = spec.solve(x, labels, params, lam)
        assert sorted(grads) == sorted(params)
        for key, value in params.items():
            for index in np.ndindex(value.shape):
                ends = []
                for moved in (value[index] + step, value[index] - step):
                    changed = value.copy()
                    changed[index] = moved
                    ends.append(loss(x, labels, params | {key: changed}, lam))
                assert grads[key][index] == pytest.approx((ends[0] - ends[1]) / (2 * step), rel=1e-6, abs=1e-7)
    assert depths == {1, 2, 3}


@pytest.mark.parametrize(
    ("blank", "misconception"),
    [
        ("lam * W", None),
        ("0.5 * lam * W ** 2", "squares_weights"),
        ("(lam + W)", "adds_lam_and_w"),
        ("0.5 * lam * W", "halves"),
    ],
)
def test_the_known_wrong_answers_to_the_weight_decay_blank_are_named(blank, misconception):
    """What people write in place of lam * W is recognised, and lam * W passes."""
    source = f"def weight_decay_gradient(dW, W, lam):\n    return dW + {blank}\n"
    report = grade(PACK.exercise("weight_decay_gradient"), Submission("x.py", source))
    assert report.passed == (misconception is None)
    assert [finding.misconception for finding in report.diagnosis] == [misconception][: not report.passed]


def shuffled(n, val_fraction, rng, labels=None):
    """Shuffle everything once, then go through it class by class."""
    order = np.arange(n)
    rng.shuffle(order)
    classes = np.zeros(n, int) if labels is None else labels
    val = np.concatenate(
        [found[: int(len(found) * val_fraction)] for c in np.unique(classes) for found in [order[classes[order] == c]]]
    )
    return np.setdiff1d(order, val), val


def chosen(n, val_fraction, rng, labels=None):
    """Choose without replacement, in plain Python."""
    members = {}
    for i in range(n):
        members.setdefault(0 if labels is None else int(labels[i]), []).append(i)
    val = [i for m in members.values() for i in rng.choice(m, int(len(m) * val_fraction), replace=False)]
    left = set(range(n)) - set(val)
    return np.array(sorted(left)), np.array(val)


@pytest.mark.parametrize("split", [shuffled, chosen])
def test_right_splits_raise_no_alarm(split):
    """Splits drawn rightly pass every case of many seeds, in whatever way they draw."""
    spec = PACK.exercise("train_val_split").spec
    for seed in range(60):
        for case in draw_cases("train_val_split", spec, seed):
            right = judge.expect(spec, case)
            verdicts, _ = judge.check(spec, right, judge.answer(spec, judge.here(split), right))
            assert {v.output for v in verdicts if v.status is not Status.PASS} == set(), (seed, case.name)


def test_a_right_split_fails_less_than_once_in_a_billion_reports():
    """Hoeffding's bound on the middle of val, and ten equal splits from other seeds, add up to less than 1e-9."""
    spec = PACK.exercise("train_val_split").spec
    total = 0.0
    for case in draw_cases("train_val_split", spec, 0):
        right = judge.expect(spec, case)
        values = dict(zip(spec.outputs, right.outputs))
        error = dict(zip(spec.outputs, right.bounds))["middle_of_val"].error
        counts, labels = values["val_per_class"], case.args["labels"]
        sizes = [case.args["n"]] if labels is None else np.unique(labels, return_counts=True)[1].tolist()
        splits = math.prod(math.comb(size, int(count)) for size, count in zip(sizes, counts, strict=True))
        total += 2 * math.exp(-2 * int(counts.sum()) * error**2) + math.exp(-10 * math.log(splits))
    assert 0 < total < ALARM
