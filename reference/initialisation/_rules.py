"""What goes wrong when weights are drawn, whatever the rule for their std.

A misconception is called as ``wrong(rule, solve, shape, rng, distribution, mode)``; ``rule(fan_in, fan_out, mode)`` is
the right std. ``exercise`` turns a rule into what a Spec needs.
"""

import math

import numpy as np

from grader import Case, Rng

from . import _draws
from ._draws import draw
from .fan_in_fan_out import fan_in_fan_out


def judged_by(rule, default):
    """The drive and the law of an exercise with this rule and this default of ``mode``."""

    def drive(call, shape, rng, *options):
        distribution, mode = options or ("normal", default)
        return _draws.drive(call, rule(*fan_in_fan_out(shape), mode), shape, rng, distribution, *options)

    def law(shape, rng, distribution="normal", mode=default):
        return _draws.law(rule(*fan_in_fan_out(shape), mode), shape, distribution)

    return drive, law


def bound(rule, default, *wrongs):
    """The misconceptions of the exercise with this rule and this default of ``mode``."""

    def bind(wrong):
        def bound_wrong(solve, shape, rng, distribution="normal", mode=default):
            return wrong(rule, solve, shape, rng, distribution, mode)

        bound_wrong.__name__ = wrong.__name__
        bound_wrong.__doc__ = wrong.__doc__
        return bound_wrong

    return tuple(bind(wrong) for wrong in wrongs)


def cases(rng, default, other):
    """Affine layers and convolutions of at least 18000 weights, in which each fan and each side of a window differs."""
    yield _case(rng, "affine, from 240 to 80 numbers, defaults", (240, 80))
    yield _case(rng, "convolution, 64 filters of 16x5x4, defaults", (64, 16, 5, 4))
    yield _case(rng, f"affine, from 80 to 250 numbers, uniform, {other}", (80, 250), "uniform", other)
    yield _case(rng, f"convolution, 20 filters of 50x3x7, normal, {other}", (20, 50, 3, 7), "normal", other)
    yield _case(rng, f"convolution, 60 filters of 20x5x3, uniform, {default}", (60, 20, 5, 3), "uniform", default)
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        D, M = (int(n) for n in rng.integers([180, 90], [220, 110]))
        shapes = [(D, M), (M, D), (M, 30, 4, 2), (25, M, 2, 5)]
        shape, distribution, mode = shapes[rng.integers(4)], ("normal", "uniform")[rng.integers(2)], (default, other)
        yield _case(rng, name, shape, distribution, mode[rng.integers(2)], hidden=True)


def _case(rng, name, shape, *options, hidden=False):
    args = {"shape": shape, "rng": Rng(int(rng.integers(1 << 31)))}
    return Case(name, {**args, **dict(zip(("distribution", "mode"), options))}, hidden)


def torch_draws(drive, initialise, shape, rng, *options):
    """The drive, played with PyTorch: ``initialise(weights, *options)`` fills a tensor whose outputs come first."""
    import torch

    def call(shape, rng, *options):
        weights = torch.empty(shape[::-1] if len(shape) == 2 else shape, dtype=torch.float64, device="cpu")
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(rng.seed)
            initialise(weights, *options)
        return (weights.T if len(shape) == 2 else weights).numpy()

    return drive(call, shape, Rng(int(rng.integers(1 << 31))), *options)


# Another std


def variance_for_std(rule, solve, shape, rng, distribution, mode):
    """The root is missing: the variance was taken for the standard deviation."""
    return solve(shape, rng, distribution, mode) * rule(*fan_in_fan_out(shape), mode)


def variance_for_std__normal(rule, solve, shape, rng, distribution, mode):
    """The root is missing in the normal distribution: rng.normal takes the standard deviation, not the variance."""
    if distribution == "normal":
        return variance_for_std(rule, solve, shape, rng, distribution, mode)
    return solve(shape, rng, distribution, mode)


def root_of_std(rule, solve, shape, rng, distribution, mode):
    """The root was taken twice: sqrt(2/n) is the standard deviation already."""
    return solve(shape, rng, distribution, mode) / math.sqrt(rule(*fan_in_fan_out(shape), mode))


def inverse(rule, solve, shape, rng, distribution, mode):
    """The weights were divided by std. Multiply standard normal numbers by it: wide layers need small weights."""
    return solve(shape, rng, distribution, mode) / rule(*fan_in_fan_out(shape), mode) ** 2


def std_1(rule, solve, shape, rng, distribution, mode):
    """The std is 1, whatever the shape. That saturates a deep network: scale by the std of the formula."""
    return draw(shape, rng, distribution, 1.0)


def std_1__uniform(rule, solve, shape, rng, distribution, mode):
    """The range is fixed, whatever the shape. Scale by the std of the formula."""
    return rng.normal(0.0, 1.0, shape) if distribution == "normal" else rng.uniform(-1, 1, shape)


def std_1__normal(rule, solve, shape, rng, distribution, mode):
    """Standard normal numbers were drawn, whatever the shape. Scale by the std of the formula."""
    return rng.normal(0.0, 1.0, shape)


def std_a_hundredth(rule, solve, shape, rng, distribution, mode):
    """The std is 0.01, whatever the shape. In a deep network the signal fades: use the std of the formula."""
    return draw(shape, rng, distribution, 0.01)


def std_a_hundredth__normal(rule, solve, shape, rng, distribution, mode):
    """0.01 times standard normal numbers, whatever the shape: the signal fades. Use the std of the formula."""
    return rng.normal(0.0, 0.01, shape)


def std_1__normal_only(rule, solve, shape, rng, distribution, mode):
    """The normal distribution was left with std 1. Scale it by the std of the formula."""
    return rng.normal(0.0, 1.0, shape) if distribution == "normal" else solve(shape, rng, distribution, mode)


def std_a_hundredth__normal_only(rule, solve, shape, rng, distribution, mode):
    """The normal distribution has std 0.01, whatever the shape: the signal fades. Use the std of the formula."""
    return rng.normal(0.0, 0.01, shape) if distribution == "normal" else solve(shape, rng, distribution, mode)


def zeros(rule, solve, shape, rng, distribution, mode):
    """All weights are 0, so all nodes compute the same and learn the same. Draw them."""
    return np.zeros(shape)


def all_equal(rule, solve, shape, rng, distribution, mode):
    """All weights are equal, so all nodes compute the same and learn the same. Draw each on its own."""
    return np.full(shape, rule(*fan_in_fan_out(shape), mode))


def one_number(rule, solve, shape, rng, distribution, mode):
    """One number was drawn for all weights. Ask the generator for an array: give it the shape."""
    return np.full(shape, draw((), rng, distribution, rule(*fan_in_fan_out(shape), mode)))


# Another fan


def _rescaled(rule, solve, shape, rng, distribution, mode, fans):
    """The right draw, with the std that these fans lead to."""
    factor = rule(*fans, mode) / rule(*fan_in_fan_out(shape), mode)
    return solve(shape, rng, distribution, mode) * factor


def fans_swapped(rule, solve, shape, rng, distribution, mode):
    """Fan-in and fan-out were swapped. Fan-in counts the inputs of one output."""
    return _rescaled(rule, solve, shape, rng, distribution, mode, fan_in_fan_out(shape)[::-1])


def affine_fans_swapped(rule, solve, shape, rng, distribution, mode):
    """Affine weights are (D, M) here, inputs first: fan-in is shape[0]. (PyTorch has them the other way round.)"""
    fans = fan_in_fan_out(shape)
    fans = fans if len(shape) == 4 else fans[::-1]
    return _rescaled(rule, solve, shape, rng, distribution, mode, fans)


def convolution_fans_swapped(rule, solve, shape, rng, distribution, mode):
    """A convolution's weights are (C_out, C_in, K_h, K_w): the input channels are shape[1]."""
    fans = fan_in_fan_out(shape)
    fans = fans if len(shape) == 2 else fans[::-1]
    return _rescaled(rule, solve, shape, rng, distribution, mode, fans)


def without_area(rule, solve, shape, rng, distribution, mode):
    """The size of the window is missing: one output of a convolution sees C_in * K_h * K_w numbers, not C_in."""
    fans = shape if len(shape) == 2 else (shape[1], shape[0])
    return _rescaled(rule, solve, shape, rng, distribution, mode, fans)


def as_affine(rule, solve, shape, rng, distribution, mode):
    """A convolution was treated like an affine layer. Its fan-in is C_in * K_h * K_w, its fan-out C_out * K_h * K_w."""
    return _rescaled(rule, solve, shape, rng, distribution, mode, shape[:2])


def square_window(rule, solve, shape, rng, distribution, mode):
    """The window was taken as K_h * K_h: its width is K_w."""
    fans = shape if len(shape) == 2 else (shape[1] * shape[2] ** 2, shape[0] * shape[2] ** 2)
    return _rescaled(rule, solve, shape, rng, distribution, mode, fans)


# Another distribution


def uniform_without_root_3(rule, solve, shape, rng, distribution, mode):
    """The uniform weights end at std. Their std is bound / sqrt(3), so the bound has to be sqrt(3) * std."""
    return solve(shape, rng, distribution, mode) / (1 if distribution == "normal" else math.sqrt(3))


def bound_as_std(rule, solve, shape, rng, distribution, mode):
    """The factor sqrt(3) belongs to the uniform bound only. A normal distribution takes std as it is."""
    return solve(shape, rng, distribution, mode) * (math.sqrt(3) if distribution == "normal" else 1)


def ignores_distribution(rule, solve, shape, rng, distribution, mode):
    """The distribution is always normal: the argument is ignored."""
    return solve(shape, rng, "normal", mode)


def without_tails(rule, solve, shape, rng, distribution, mode):
    """There are no weights far out: the distribution is uniform, or cut off. "normal" is all of rng.normal."""
    return solve(shape, rng, "uniform", mode)


def distributions_swapped(rule, solve, shape, rng, distribution, mode):
    """The distributions were swapped: uniform where normal was asked for, and the other way round."""
    return solve(shape, rng, "uniform" if distribution == "normal" else "normal", mode)


def uniform_from_zero(rule, solve, shape, rng, distribution, mode):
    """The uniform weights begin at 0. Draw them from -bound to bound, so that their mean is 0."""
    if distribution == "normal":
        return solve(shape, rng, distribution, mode)
    return rng.uniform(0, math.sqrt(3) * rule(*fan_in_fan_out(shape), mode), shape)


def uniform_from_zero__times_std(rule, solve, shape, rng, distribution, mode):
    """rng.random(shape) lies between 0 and 1. Draw from -bound to bound, so that the mean is 0."""
    if distribution == "normal":
        return solve(shape, rng, distribution, mode)
    return rng.random(shape) * rule(*fan_in_fan_out(shape), mode)


def half_the_range(rule, solve, shape, rng, distribution, mode):
    """The uniform weights lie between -bound / 2 and bound / 2. Draw them from -bound to bound."""
    return solve(shape, rng, distribution, mode) / (1 if distribution == "normal" else 2)


def std_as_mean(rule, solve, shape, rng, distribution, mode):
    """rng.normal(std, size=shape) has mean std and std 1: the mean comes first. Write rng.normal(0, std, shape)."""
    if distribution == "uniform":
        return solve(shape, rng, distribution, mode)
    return rng.normal(rule(*fan_in_fan_out(shape), mode), size=shape)


def std_as_mean__both(rule, solve, shape, rng, distribution, mode):
    """The first argument of rng.normal is the mean, that of rng.uniform the lower end. Give both numbers."""
    std = rule(*fan_in_fan_out(shape), mode)
    if distribution == "uniform":
        return rng.uniform(math.sqrt(3) * std, size=shape)
    return rng.normal(std, size=shape)


def truncated(rule, solve, shape, rng, distribution, mode):
    """The normal distribution was cut off at two std. Draw from the whole of it."""
    return _truncated(rule, solve, shape, rng, distribution, mode, 1.0)


def without_tails__widened(rule, solve, shape, rng, distribution, mode):
    """There are no weights far out: the distribution is uniform, or cut off. "normal" is all of rng.normal."""
    return _truncated(rule, solve, shape, rng, distribution, mode, 0.87962566103423978)  # the std of what is left


def _truncated(rule, solve, shape, rng, distribution, mode, divisor):
    if distribution == "uniform":
        return solve(shape, rng, distribution, mode)
    z = rng.normal(0.0, 1.0, shape)
    while (beyond := np.abs(z) > 2).any():
        z[beyond] = rng.normal(0.0, 1.0, beyond.sum())
    return z * rule(*fan_in_fan_out(shape), mode) / divisor


def without_tails__clipped(rule, solve, shape, rng, distribution, mode):
    """There are no weights far out: the distribution is uniform, or cut off. "normal" is all of rng.normal."""
    if distribution == "uniform":
        return solve(shape, rng, distribution, mode)
    std = rule(*fan_in_fan_out(shape), mode)
    return np.clip(draw(shape, rng, distribution, std), -2 * std, 2 * std)


def absolute(rule, solve, shape, rng, distribution, mode):
    """Absolute values were taken. Weights have to lie on both sides of 0."""
    return np.abs(solve(shape, rng, distribution, mode))


def repeated(rule, solve, shape, rng, distribution, mode):
    """One node's weights were drawn and repeated for all others, so all compute the same. Draw every weight."""
    std = rule(*fan_in_fan_out(shape), mode)
    return np.tile(draw((1, *shape[1:]), rng, distribution, std), (shape[0], *(1,) * (len(shape) - 1)))


def repeated__columns(rule, solve, shape, rng, distribution, mode):
    """The same weights stand in many places, so nodes compute the same. Draw every weight."""
    std = rule(*fan_in_fan_out(shape), mode)
    return np.tile(draw((*shape[:-1], 1), rng, distribution, std), shape[-1])


# Another generator, another shape


def own_seed(rule, solve, shape, rng, distribution, mode):
    """A generator with a fixed seed was made: all layers get the same weights. Draw from the rng you are given."""
    return solve(shape, np.random.default_rng(0), distribution, mode)


def unseeded(rule, solve, shape, rng, distribution, mode):
    """A generator of its own was made, so nothing can be repeated. Draw from the rng you are given."""
    return solve(shape, np.random.default_rng(), distribution, mode)


def from_the_global(rule, solve, shape, rng, distribution, mode):
    """NumPy's global generator was used (np.random.randn and the like). Draw from the rng you are given."""
    return solve(shape, np.random, distribution, mode)


def from_the_global__seeded(rule, solve, shape, rng, distribution, mode):
    """NumPy's global generator was seeded and used. Draw from the rng you are given, and leave the global one alone."""
    np.random.seed(0)
    return solve(shape, np.random, distribution, mode)


def flat(rule, solve, shape, rng, distribution, mode):
    """The weights are one long row. They have the shape asked for."""
    return solve(shape, rng, distribution, mode).reshape(-1)


def transposed(rule, solve, shape, rng, distribution, mode):
    """The weights are transposed. They have the shape asked for: (D, M), or (C_out, C_in, K_h, K_w)."""
    return np.swapaxes(solve(shape, rng, distribution, mode), 0, 1)


def transposed__all_axes(rule, solve, shape, rng, distribution, mode):
    """All axes are the other way round (.T). The weights have the shape asked for."""
    return solve(shape, rng, distribution, mode).T


WRONG = (
    variance_for_std,
    variance_for_std__normal,
    root_of_std,
    inverse,
    std_1,
    std_1__uniform,
    std_1__normal,
    std_1__normal_only,
    std_a_hundredth,
    std_a_hundredth__normal,
    std_a_hundredth__normal_only,
    zeros,
    all_equal,
    one_number,
    fans_swapped,
    affine_fans_swapped,
    convolution_fans_swapped,
    without_area,
    as_affine,
    square_window,
    uniform_without_root_3,
    bound_as_std,
    ignores_distribution,
    without_tails,
    distributions_swapped,
    uniform_from_zero,
    uniform_from_zero__times_std,
    half_the_range,
    std_as_mean,
    std_as_mean__both,
    truncated,
    without_tails__widened,
    without_tails__clipped,
    absolute,
    repeated,
    repeated__columns,
    own_seed,
    unseeded,
    from_the_global,
    from_the_global__seeded,
    flat,
    transposed,
    transposed__all_axes,
)


HINTS_FOR = {
    "variance_for_std": (
        "Does the second argument of rng.normal say how far, or how far squared?",
        "std is the root of the variance.",
        "`std = np.sqrt(...)`, then `rng.normal(0, std, shape)`.",
    ),
    "uniform_without_root_3": (
        "Draw many numbers between -1 and 1. How large is their std?",
        "Uniform numbers from -bound to bound have the std bound / sqrt(3).",
        "`bound = np.sqrt(3) * std`, then `rng.uniform(-bound, bound, shape)`.",
    ),
    "std_as_mean": (
        "Which arguments does rng.normal take, and in which order?",
        "rng.normal(mean, std, shape), with mean 0.",
        "`rng.normal(0, std, shape)`, or by name: `rng.normal(scale=std, size=shape)`.",
    ),
    "from_the_global": (
        "Which generator do the functions of np.random draw from? And who has set its state?",
        "The same methods belong to rng: rng.normal, rng.uniform, rng.standard_normal.",
        "`rng.normal(...)` in place of `np.random.normal(...)`.",
    ),
}
"""Help for misconceptions about drawing, whatever the rule."""
