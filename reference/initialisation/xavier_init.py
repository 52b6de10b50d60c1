"""Xavier initialisation: weights as wide as the signal needs to keep its size, forwards and backwards."""

import math

import numpy as np

from grader import Spec

from . import _draws, _rules
from ._draws import draw
from .fan_in_fan_out import fan_in_fan_out


def xavier_init(shape, rng, distribution="normal", mode="avg"):
    """Weights for sigmoid or tanh, shape (D, M) or (C_out, C_in, K_h, K_w) -> array of this shape.

    Source: Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, eq. 12
    and 16. "in" keeps the forward half of their argument (eq. 10) only.
    """
    fan_in, fan_out = fan_in_fan_out(shape)
    std = np.sqrt(2 / (fan_in + fan_out)) if mode == "avg" else np.sqrt(1 / fan_in)
    if distribution == "normal":
        return rng.normal(0, std, shape)
    bound = np.sqrt(3) * std
    return rng.uniform(-bound, bound, shape)


def other_xavier_init(shape, rng, distribution="normal", mode="avg"):
    """The same distributions from standard numbers, with the uniform bound as Glorot and Bengio print it."""
    fan_in, fan_out = fan_in_fan_out(shape)
    n = (fan_in + fan_out) / 2 if mode == "avg" else fan_in
    if distribution == "normal":
        return rng.standard_normal(math.prod(shape)).reshape(shape) / n**0.5
    return (2 * rng.random(shape) - 1) * (3 / n) ** 0.5


def rule(fan_in, fan_out, mode):
    """The right std."""
    return math.sqrt(2 / (fan_in + fan_out) if mode == "avg" else 1 / fan_in)


drive, law = _rules.judged_by(rule, "avg")


def torch_xavier_init(shape, rng, *options):
    """PyTorch's initialisers; its LeCun rule is the one with mode "in"."""
    from torch.nn import init

    def initialise(weights, distribution="normal", mode="avg"):
        if mode == "avg":
            (init.xavier_normal_ if distribution == "normal" else init.xavier_uniform_)(weights)
        else:
            fill = init.kaiming_normal_ if distribution == "normal" else init.kaiming_uniform_
            fill(weights, mode="fan_in", nonlinearity="linear")

    return _rules.torch_draws(drive, initialise, shape, rng, *options)


def cases(rng):
    """Affine layers and convolutions, both distributions, both modes."""
    yield from _rules.cases(rng, "avg", "in")


def ignores_mode(solve, shape, rng, distribution="normal", mode="avg"):
    """The mode is ignored: "in" means sqrt(1 / fan_in)."""
    return solve(shape, rng, distribution, "avg")


def ignores_mode__in(solve, shape, rng, distribution="normal", mode="avg"):
    """The mode is ignored: "avg" means sqrt(2 / (fan_in + fan_out))."""
    return solve(shape, rng, distribution, "in")


def modes_swapped(solve, shape, rng, distribution="normal", mode="avg"):
    """The modes were swapped: "avg" means sqrt(2 / (fan_in + fan_out)), "in" means sqrt(1 / fan_in)."""
    return solve(shape, rng, distribution, "in" if mode == "avg" else "avg")


def one_for_two(solve, shape, rng, distribution="normal", mode="avg"):
    """In mode "avg" 1 stands where 2 belongs: the average of the fans is (fan_in + fan_out) / 2."""
    return solve(shape, rng, distribution, mode) / (math.sqrt(2) if mode == "avg" else 1)


def he_rule(solve, shape, rng, distribution="normal", mode="avg"):
    """The variance is twice what it should be: sqrt(2 / n) is He's rule, for ReLU."""
    return solve(shape, rng, distribution, mode) * math.sqrt(2)


def he_rule__in(solve, shape, rng, distribution="normal", mode="avg"):
    """In mode "in" the variance is 1 / fan_in: 2 / fan_in is He's rule, for ReLU."""
    return solve(shape, rng, distribution, mode) * (1 if mode == "avg" else math.sqrt(2))


def product_of_fans(solve, shape, rng, distribution="normal", mode="avg"):
    """The fans were multiplied in mode "avg". Add them: sqrt(2 / (fan_in + fan_out))."""
    fan_in, fan_out = fan_in_fan_out(shape)
    return draw(shape, rng, distribution, math.sqrt(2 / (fan_in * fan_out)) if mode == "avg" else rule(fan_in, 0, mode))


def two_outside(solve, shape, rng, distribution="normal", mode="avg"):
    """In mode "avg" the 2 stands outside of the root: sqrt(2 / (fan_in + fan_out))."""
    return solve(shape, rng, distribution, mode) * (math.sqrt(2) if mode == "avg" else 1)


spec = Spec(
    solve=xavier_init,
    torch=torch_xavier_init,
    second=other_xavier_init,
    cases=cases,
    drive=drive,
    law=law,
    results=("weights",),
    outputs=_draws.OUTPUTS,
    wrong=(
        *_rules.bound(rule, "avg", *_rules.WRONG),
        ignores_mode,
        ignores_mode__in,
        modes_swapped,
        one_for_two,
        he_rule,
        he_rule__in,
        product_of_fans,
        two_outside,
    ),
    hints=(
        "An output is a sum of fan_in products. How large may the weights be if the sum is to vary as much as one "
        "input? And what about the gradients, which are sums of fan_out products?",
        'std = sqrt(2 / (fan_in + fan_out)) for "avg", sqrt(1 / fan_in) for "in"; the uniform bound is sqrt(3) * std.',
        "Compute the fans as in fan_in_fan_out, then std; return rng.normal(0, std, shape), or rng.uniform(-bound, "
        "bound, shape).",
    ),
    hints_for={
        **_rules.HINTS_FOR,
        "one_for_two": (
            "Let fan_in and fan_out be equal. Do both modes give the same std?",
            "The variance is 1 / n with n = (fan_in + fan_out) / 2, so it is 2 / (fan_in + fan_out).",
            "`std = np.sqrt(2 / (fan_in + fan_out))`.",
        ),
    },
)
