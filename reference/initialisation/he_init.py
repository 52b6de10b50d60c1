"""He initialisation: twice the variance, because ReLU throws half of the signal away."""

import math

import numpy as np

from grader import Spec

from . import _draws, _rules
from ._draws import draw
from .fan_in_fan_out import fan_in_fan_out


def he_init(shape, rng, distribution="normal", mode="in"):
    """Weights for ReLU, shape (D, M) or (C_out, C_in, K_h, K_w) -> array of this shape.

    Source: He, Zhang, Ren and Sun 2015, Delving deep into rectifiers, eq. 10 ("in") and 14 ("out").
    """
    fan_in, fan_out = fan_in_fan_out(shape)
    std = np.sqrt(2 / (fan_in if mode == "in" else fan_out))
    if distribution == "normal":
        return rng.normal(0, std, shape)
    bound = np.sqrt(3) * std
    return rng.uniform(-bound, bound, shape)


def other_he_init(shape, rng, distribution="normal", mode="in"):
    """The same distributions from standard numbers, with the uniform bound sqrt(6 / n)."""
    n = fan_in_fan_out(shape)[0 if mode == "in" else 1]
    if distribution == "normal":
        return rng.standard_normal(math.prod(shape)).reshape(shape) * (2 / n) ** 0.5
    return (2 * rng.random(shape) - 1) * (6 / n) ** 0.5


def rule(fan_in, fan_out, mode):
    """The right std."""
    return math.sqrt(2 / (fan_in if mode == "in" else fan_out))


drive, law = _rules.judged_by(rule, "in")


def torch_he_init(shape, rng, *options):
    """PyTorch's initialisers."""
    from torch.nn import init

    def initialise(weights, distribution="normal", mode="in"):
        fill = init.kaiming_normal_ if distribution == "normal" else init.kaiming_uniform_
        fill(weights, mode=f"fan_{mode}", nonlinearity="relu")

    return _rules.torch_draws(drive, initialise, shape, rng, *options)


def cases(rng):
    """Affine layers and convolutions, both distributions, both modes."""
    yield from _rules.cases(rng, "in", "out")


def _drawn(std, shape, rng, distribution, mode):
    return draw(shape, rng, distribution, std(*fan_in_fan_out(shape)))


def one_for_two(solve, shape, rng, distribution="normal", mode="in"):
    """sqrt(1 / n) was used, as some slides print it. He's rule for ReLU is sqrt(2 / n)."""
    return solve(shape, rng, distribution, mode) / math.sqrt(2)


def two_outside(solve, shape, rng, distribution="normal", mode="in"):
    """The 2 stands outside of the root: sqrt(2 / n)."""
    return solve(shape, rng, distribution, mode) * math.sqrt(2)


def two_below(solve, shape, rng, distribution="normal", mode="in"):
    """The 2 went below the line, sqrt(1 / (2 n)). ReLU halves the signal, so the variance is doubled: sqrt(2 / n)."""
    return solve(shape, rng, distribution, mode) / 2


def xavier_rule(solve, shape, rng, distribution="normal", mode="in"):
    """sqrt(2 / (fan_in + fan_out)) is Xavier's rule, for sigmoid and tanh. He's is sqrt(2 / n)."""
    return _drawn(lambda i, o: math.sqrt(2 / (i + o)), shape, rng, distribution, mode)


def average_fan(solve, shape, rng, distribution="normal", mode="in"):
    """n was taken as the average of fan_in and fan_out. It is one of them: mode says which."""
    return _drawn(lambda i, o: math.sqrt(4 / (i + o)), shape, rng, distribution, mode)


def ignores_mode(solve, shape, rng, distribution="normal", mode="in"):
    """The mode is ignored: with "out", n is fan_out."""
    return solve(shape, rng, distribution, "in")


spec = Spec(
    solve=he_init,
    torch=torch_he_init,
    second=other_he_init,
    cases=cases,
    drive=drive,
    law=law,
    results=("weights",),
    outputs=_draws.OUTPUTS,
    wrong=(
        *_rules.bound(rule, "in", *_rules.WRONG),
        one_for_two,
        two_outside,
        two_below,
        xavier_rule,
        average_fan,
        ignores_mode,
    ),
    hints=(
        "An output is a sum of fan_in products. ReLU has set half of the inputs to 0: what does that do to the mean "
        "of their squares?",
        'std = sqrt(2 / n), n = fan_in for "in" and fan_out for "out"; the uniform bound is sqrt(3) * std.',
        "Compute the fans as in fan_in_fan_out, then std; return rng.normal(0, std, shape), or rng.uniform(-bound, "
        "bound, shape).",
    ),
    hints_for={
        **_rules.HINTS_FOR,
        "one_for_two": (
            "Which part of the signal gets through ReLU?",
            "The variance is 2 / n.",
            "`std = np.sqrt(2 / n)`: the 2 stands inside the root, above n.",
        ),
    },
)
