"""The hyperbolic tangent: an S between -1 and 1."""

import numpy as np

from grader import Case, Spec

from ._activations import FORWARD, inputs


def tanh_forward(x):
    """The hyperbolic tangent of each element, (exp(x) - exp(-x)) / (exp(x) + exp(-x))."""
    return np.tanh(x)


def written_tanh_forward(x):
    """With exponentials, as in the definition."""
    return (np.exp(x) - np.exp(-x)) / (np.exp(x) + np.exp(-x))


def torch_tanh_forward(x):
    """PyTorch's hyperbolic tangent."""
    import torch

    return torch.tanh(x)


def magnitude(x):
    """1: some right forms, as 1 - 2 / (exp(2 * x) + 1), are differences of numbers of that size."""
    return np.ones_like(x)


def cases(rng):
    """Small numbers, numbers where the curve is flat, and arrays of other shapes."""
    yield Case("0 at 0, the same on both sides", {"x": np.array([0.0, 0.5, -0.5, 3.0, -3.0])})
    yield Case("where it is flat, up to 20", {"x": np.array([-20.0, -12.0, -6.0, -1.0, 0.25, 7.0, 15.0, 20.0])})
    for name, x, hidden in inputs(rng):
        yield Case(name, {"x": x}, hidden)


def _sigmoid(x):
    return 1 / (1 + np.exp(-x))


def numerator_only(solve, x):
    """The denominator is missing: divide exp(x) - exp(-x) by exp(x) + exp(-x)."""
    return np.exp(x) - np.exp(-x)


def numerator_only__sinh(solve, x):
    """This is sinh, the numerator over 2. The tangent is sinh divided by cosh."""
    return np.sinh(x)


def denominator_only(solve, x):
    """This is the denominator alone, which belongs to cosh. The tangent is sinh divided by cosh."""
    return np.cosh(x)


def denominator_only__sum(solve, x):
    """This is exp(x) + exp(-x), the denominator. Divide exp(x) - exp(-x) by it."""
    return np.exp(x) + np.exp(-x)


def upside_down(solve, x):
    """The fraction is upside down: exp(x) - exp(-x) is above, exp(x) + exp(-x) below."""
    return (np.exp(x) + np.exp(-x)) / (np.exp(x) - np.exp(-x))


def brackets_missing(solve, x):
    """Brackets are missing: without them only exp(-x) / exp(x) is divided. Write (...) / (...)."""
    return np.exp(x) - np.exp(-x) / np.exp(x) + np.exp(-x)


def brackets_missing__below(solve, x):
    """Brackets are missing around the denominator: exp(-x) was added after the division. Write (...) / (...)."""
    return (np.exp(x) - np.exp(-x)) / np.exp(x) + np.exp(-x)


def brackets_missing__above(solve, x):
    """Brackets are missing around the numerator: only exp(-x) was divided. Write (...) / (...)."""
    return np.exp(x) - np.exp(-x) / (np.exp(x) + np.exp(-x))


def brackets_missing__one_exponential(solve, x):
    """Brackets are missing: without them only e is divided, by 1. Write (1 - e) / (1 + e)."""
    e = np.exp(-2 * x)
    return 1 - e / 1 + e


def brackets_missing__growing_exponential(solve, x):
    """Brackets are missing: without them only 1 is divided, by e. Write (e - 1) / (e + 1)."""
    e = np.exp(2 * x)
    return e - 1 / e + 1


def applies_sigmoid(solve, x):
    """This is the sigmoid, with values from 0 to 1. Those of tanh lie between -1 and 1."""
    return _sigmoid(x)


def sigmoid_not_lowered(solve, x):
    """2 * sigmoid(2 * x) lies between 0 and 2. Subtract 1, and it is tanh."""
    return solve(x) + 1


def sigmoid_not_stretched(solve, x):
    """This is sigmoid(2 * x). tanh is 2 * sigmoid(2 * x) - 1, which is (1 - e) / (1 + e) with e = exp(-2 * x)."""
    return _sigmoid(2 * x)


def sigmoid_not_stretched__lowered(solve, x):
    """sigmoid(2 * x) - 1 lies between -1 and 0. Multiply by 2 before subtracting 1."""
    return _sigmoid(2 * x) - 1


def half_of_x(solve, x):
    """This is tanh of x / 2. Inside of the exponentials stand x and -x; with one exponential it is exp(-2 * x)."""
    return solve(x / 2)


def twice_x(solve, x):
    """This is tanh of 2 * x. With exp(x) and exp(-x) there is no factor 2."""
    return solve(2 * x)


def circular_tangent(solve, x):
    """This is the tangent of an angle, np.tan. The hyperbolic one is np.tanh."""
    return np.tan(x)


def inverse(solve, x):
    """This is the inverse function, arctanh. The one asked for is np.tanh."""
    return np.arctanh(x)


def inverse__circular(solve, x):
    """This is np.arctan, the inverse of another tangent. The one asked for is np.tanh."""
    return np.arctan(x)


def hard(solve, x):
    """x was cut off at -1 and 1. tanh is curved: use the exponentials."""
    return np.clip(x, -1, 1)


def hard__sign(solve, x):
    """The values are only -1, 0 and 1. tanh goes smoothly from -1 to 1."""
    return np.sign(x)


def loses_sign(solve, x):
    """The result lost its sign. It is negative where x is."""
    return np.abs(solve(x))


def opposite_sign(solve, x):
    """The result has the opposite sign: it is exp(x) - exp(-x), not exp(-x) - exp(x)."""
    return -solve(x)


def returns_derivative(solve, x):
    """This is the derivative, 1 - t**2. Return t itself."""
    return 1 - solve(x) ** 2


spec = Spec(
    solve=tanh_forward,
    torch=torch_tanh_forward,
    second=written_tanh_forward,
    cases=cases,
    wrong=(
        numerator_only,
        numerator_only__sinh,
        denominator_only,
        denominator_only__sum,
        upside_down,
        brackets_missing,
        brackets_missing__below,
        brackets_missing__above,
        brackets_missing__one_exponential,
        brackets_missing__growing_exponential,
        applies_sigmoid,
        sigmoid_not_lowered,
        sigmoid_not_stretched,
        sigmoid_not_stretched__lowered,
        half_of_x,
        twice_x,
        circular_tangent,
        inverse,
        inverse__circular,
        hard,
        hard__sign,
        loses_sign,
        opposite_sign,
        returns_derivative,
        *FORWARD,
    ),
    hints=(
        "What is the value at x = 0, and towards which numbers does it go for large and for very negative x?",
        "(exp(x) - exp(-x)) / (exp(x) + exp(-x)). Mind the brackets: two sums, one division.",
        "NumPy has this function under its own name. By hand: compute np.exp(x) and np.exp(-x) once each, then the "
        "quotient of their difference and their sum.",
    ),
    hints_for={
        "brackets_missing": (
            "In which order does Python compute your line: + and - first, or / first?",
            "A fraction is (all above the bar) / (all below the bar).",
            "With `a = np.exp(x)` and `b = np.exp(-x)`: `(a - b) / (a + b)`.",
        ),
        "half_of_x": (
            "Multiply numerator and denominator by exp(-x). What becomes of exp(-x) * exp(-x)?",
            "tanh(x) = (1 - exp(-2 * x)) / (1 + exp(-2 * x)).",
            "`e = np.exp(-2 * x)`, then `(1 - e) / (1 + e)`; or with both np.exp(x) and np.exp(-x).",
        ),
    },
    magnitude=magnitude,
)
