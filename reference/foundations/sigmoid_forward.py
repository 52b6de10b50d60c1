"""The sigmoid: an S between 0 and 1."""

import numpy as np

from grader import Case, Spec

from ._activations import FORWARD, inputs, one_number_only


def sigmoid_forward(x):
    """The sigmoid of each element, 1 / (1 + exp(-x)), without overflow for any x.

    The large exponential is divided out: with z = exp(-abs(x)), which is at most 1, the sigmoid is 1 / (1 + z) for
    positive x and z / (1 + z) for negative x.
    """
    z = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, z) / (1 + z)


def torch_sigmoid_forward(x):
    """PyTorch's sigmoid."""
    import torch

    return torch.sigmoid(x)


def magnitude(x):
    """1: some right forms, as (1 + tanh(x / 2)) / 2, are differences of numbers of that size."""
    return np.ones_like(x)


def cases(rng):
    """Small numbers, numbers that overflow, and arrays of other shapes."""
    yield Case("0.5 at 0", {"x": np.array([0.0, 1.0, -1.0, 4.0, -2.5])})
    far = np.array([-10000.0, -800.0, -40.0, -5.0, 0.0, 3.0, 40.0, 800.0, 10000.0])
    yield Case("far from zero, up to 10000", {"x": far})
    for name, x, hidden in inputs(rng):
        yield Case(name, {"x": x}, hidden)


def overflows(solve, x):
    """For large x this is inf / inf, which is nan. There use 1 / (1 + exp(-x)); exp(x) is for negative x only."""
    return np.exp(x) / (1 + np.exp(x))


def mirrored(solve, x):
    """The result is mirrored: large x must give 1. The sign of the exponent is wrong, it is exp(-x)."""
    return solve(-x)


def mirrored__overflow(solve, x):
    """The result is mirrored, and nan for very negative x. Above the bar stands 1: 1 / (1 + exp(-x))."""
    return np.exp(-x) / (1 + np.exp(-x))


def one_branch_for_all(solve, x):
    """exp(-abs(x)) was put into the formula for positive x everywhere. Negative x needs z / (1 + z), z = exp(x)."""
    return solve(np.abs(x))


def one_branch_for_all__negative(solve, x):
    """exp(-abs(x)) was put into the formula for negative x everywhere. Positive x needs 1 / (1 + z), z = exp(-x)."""
    return solve(-np.abs(x))


def no_reciprocal(solve, x):
    """The result is 1 + exp(-x). Brackets decide what is divided by: 1 / (1 + exp(-x))."""
    return 1 + np.exp(-x)


def minus_in_denominator(solve, x):
    """The denominator is 1 - exp(-x), which is 0 at x = 0. It is 1 + exp(-x)."""
    return 1 / (1 - np.exp(-x))


def minus_in_denominator__two_branches(solve, x):
    """The denominators are 1 - z, which is 0 at x = 0. They are 1 + z."""
    z = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, z) / (1 - z)


def misses_one(solve, x):
    """The 1 in the denominator is missing: 1 / exp(-x) is exp(x). Divide by 1 + exp(-x)."""
    return np.exp(x)


def applies_tanh(solve, x):
    """This is tanh, with values from -1 to 1. Those of the sigmoid lie between 0 and 1."""
    return np.tanh(x)


def applies_tanh__overflow(solve, x):
    """This is tanh, with values from -1 to 1, and nan where exp overflows. Those of the sigmoid lie between 0 and 1."""
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def applies_tanh__half(solve, x):
    """This is tanh(x / 2), with values from -1 to 1. The sigmoid is (tanh(x / 2) + 1) / 2, or 1 / (1 + exp(-x))."""
    return np.tanh(x / 2)


def twice_x(solve, x):
    """This is the sigmoid of 2 * x. It is (tanh(x / 2) + 1) / 2: halve x before tanh, or use 1 / (1 + exp(-x))."""
    return solve(2 * x)


def applies_softplus(solve, x):
    """This is log(1 + exp(x)), the softplus. The sigmoid is 1 / (1 + exp(-x)), without a logarithm."""
    return np.logaddexp(0, x)


def applies_softplus__overflow(solve, x):
    """This is log(1 + exp(x)), the softplus. The sigmoid is 1 / (1 + exp(-x)), without a logarithm."""
    return np.log(1 + np.exp(x))


def takes_log(solve, x):
    """The logarithm of the sigmoid was taken. Leave it out."""
    return -np.logaddexp(0, -x)


def takes_log__overflow(solve, x):
    """The logarithm of the sigmoid was taken. Leave it out."""
    return np.log(1 / (1 + np.exp(-x)))


def applies_softmax(solve, x):
    """exp(x) was divided by the sum over all elements, which is softmax. In the sigmoid each element stands alone."""
    z = np.exp(x - x.max())
    return z / z.sum()


def applies_softmax__overflow(solve, x):
    """exp(x) was divided by the sum over all elements, which is softmax. In the sigmoid each element stands alone."""
    z = np.exp(x)
    return z / z.sum()


def applies_softmax__rows(solve, x):
    """exp(x) was divided by the sum of its row, which is softmax. In the sigmoid each element stands alone."""
    z = np.exp(x - x.max(axis=-1, keepdims=True))
    return z / z.sum(axis=-1, keepdims=True)


def hard(solve, x):
    """The values are only 0 and 1, as those of a step. The sigmoid goes smoothly from 0 to 1."""
    return np.round(solve(x))


def hard__at_least_zero(solve, x):
    """The values are only 0 and 1, as those of a step. The sigmoid goes smoothly from 0 to 1."""
    return np.where(x >= 0, 1.0, 0.0)


def hard__linear(solve, x):
    """This is a straight line that was cut off at 0 and 1. The sigmoid is curved: 1 / (1 + exp(-x))."""
    return np.clip(0.2 * x + 0.5, 0, 1)


def hard__sixth(solve, x):
    """This is a straight line that was cut off at 0 and 1. The sigmoid is curved: 1 / (1 + exp(-x))."""
    return np.clip(x / 6 + 0.5, 0, 1)


def returns_derivative(solve, x):
    """This is the derivative, s * (1 - s). Return s itself."""
    return solve(x) * (1 - solve(x))


def zero_left_out(solve, x):
    """At x = 0 the result stayed 0: neither x > 0 nor x < 0 holds there. Let one of the two formulas have x == 0."""
    return np.where(x == 0, 0.0, solve(x))


def half_left_out(solve, x):
    """Where x is negative the result stayed 0. The sigmoid is small there, but not 0: exp(x) / (1 + exp(x))."""
    return np.where(x < 0, 0.0, solve(x))


def half_left_out__positive(solve, x):
    """Where x is positive the result stayed 0. There it is 1 / (1 + exp(-x))."""
    return np.where(x > 0, 0.0, solve(x))


def half_left_out__zero_too(solve, x):
    """Where x is 0 or more the result stayed 0. There it is 1 / (1 + exp(-x))."""
    return np.where(x >= 0, 0.0, solve(x))


def half_left_out__negative_and_zero(solve, x):
    """Where x is 0 or less the result stayed 0. There it is exp(x) / (1 + exp(x))."""
    return np.where(x <= 0, 0.0, solve(x))


def writes_into_x__clip(solve, x):
    """x was cut off in place, by out=x for instance. Whoever called you still needs it: np.clip makes a new array."""
    out = solve(x)
    x[...] = np.clip(x, -500, 500)
    return out


spec = Spec(
    solve=sigmoid_forward,
    torch=torch_sigmoid_forward,
    cases=cases,
    wrong=(
        overflows,
        mirrored,
        mirrored__overflow,
        one_branch_for_all,
        one_branch_for_all__negative,
        no_reciprocal,
        minus_in_denominator,
        minus_in_denominator__two_branches,
        misses_one,
        applies_tanh,
        applies_tanh__overflow,
        applies_tanh__half,
        twice_x,
        applies_softplus,
        applies_softplus__overflow,
        takes_log,
        takes_log__overflow,
        applies_softmax,
        applies_softmax__overflow,
        applies_softmax__rows,
        hard,
        hard__at_least_zero,
        hard__linear,
        hard__sixth,
        returns_derivative,
        zero_left_out,
        half_left_out,
        half_left_out__positive,
        half_left_out__zero_too,
        half_left_out__negative_and_zero,
        one_number_only,
        writes_into_x__clip,
        *FORWARD,
    ),
    hints=(
        "Try the formula at x = 10000 and at x = -10000: which exponential is large there, and what becomes of it?",
        "1 / (1 + exp(-x)) for x >= 0 and exp(x) / (1 + exp(x)) for x < 0. In both the exponential is exp(-abs(x)).",
        "z = np.exp(-np.abs(x)) is at most 1 everywhere. Then np.where(x >= 0, ..., ...) chooses between two fractions "
        "with the denominator 1 + z.",
    ),
    hints_for={
        "one_number_only": (
            "What should if answer for an array in which some x are negative and some are not?",
            "Compute both formulas for all of x, and let np.where choose for each element.",
            "`np.where(x >= 0, a, b)`, with a and b made of `z = np.exp(-np.abs(x))`, which never overflows.",
        ),
        "one_branch_for_all": (
            "What does your formula give at x = -3, and what at x = 3? Should the two be equal?",
            "With z = exp(-abs(x)): 1 / (1 + z) where x >= 0, and z / (1 + z) where x < 0.",
            "`np.where(x >= 0, 1, z) / (1 + z)`",
        ),
        "half_left_out": (
            "Which elements of the result has no line of your code written?",
            "x >= 0 and x < 0 together are all of x; each of them has its formula.",
            "`out[x >= 0] = ...` and `out[x < 0] = ...`: two lines, each with x under the same mask on the right.",
        ),
    },
    magnitude=magnitude,
)
