"""The hyperbolic tangent, backward: its slope is 1 at 0 and fades away on both sides."""

import numpy as np

from grader import Case, Spec

from ._activations import BACKWARD, divides_by_derivative, upstream, writes_into_dout
from .tanh_forward import cases as forward_cases
from .tanh_forward import tanh_forward


def tanh_backward(dout, x):
    """Gradient of the hyperbolic tangent, dout and x of one shape -> dx."""
    t = tanh_forward(x)
    return dout * (1 - t**2)


def torch_tanh_backward(dout, x):
    """PyTorch's autograd through its hyperbolic tangent."""
    import torch

    return torch.autograd.grad(torch.tanh(x.requires_grad_()), x, dout)[0]


def magnitude(dout, x):
    """In 1 - t**2 numbers of size 1 are subtracted."""
    return np.abs(dout)


def cases(rng):
    """The arrays of tanh_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        if case.name.startswith("0 at 0"):
            dout = np.array([2.0, 4.0, -1.0, 8.0, -16.0])
            yield Case("the slope is 1 at 0, the same on both sides", {"dout": dout, **case.args})
        elif "flat" in case.name:
            dout = np.array([3.0, -2.0, 5.0, 0.5, -7.0, 16.0, 6.0, -4.0])
            yield Case(case.name, {"dout": dout, **case.args})
        else:
            yield upstream(rng, case)


def x_as_output(solve, dout, x):
    """x was put in place of t: 1 - x**2. x is the input of the forward pass, so first compute t = tanh(x)."""
    return dout * (1 - x**2)


def dout_as_output(solve, dout, x):
    """dout was put in place of t. Compute t = tanh(x), then multiply 1 - t**2 by dout."""
    return dout * (1 - dout**2)


def dout_as_output__alone(solve, dout, x):
    """dout was put in place of t. Compute t = tanh(x), then multiply 1 - t**2 by dout."""
    return 1 - dout**2


def tanh_twice(solve, dout, x):
    """tanh was applied twice. t is the tanh of x; the derivative needs no other."""
    return solve(dout, tanh_forward(x))


def square_missing(solve, dout, x):
    """The square is missing: the derivative is 1 - t**2, not 1 - t."""
    return dout * (1 - tanh_forward(x))


def one_missing(solve, dout, x):
    """dout was multiplied by t**2. The derivative is 1 - t**2."""
    return dout * tanh_forward(x) ** 2


def one_missing__minus(solve, dout, x):
    """dout was multiplied by -t**2. The 1 is missing: the derivative is 1 - t**2."""
    return -dout * tanh_forward(x) ** 2


def only_t(solve, dout, x):
    """dout was multiplied by tanh itself. Its derivative is 1 - t**2."""
    return dout * tanh_forward(x)


def one_plus_square(solve, dout, x):
    """The derivative was taken for 1 + t**2. It is 1 - t**2, and never more than 1."""
    return dout * (1 + tanh_forward(x) ** 2)


def brackets_missing(solve, dout, x):
    """Brackets are missing around 1 - t**2: t**2 was subtracted from dout. Write dout * (1 - t**2)."""
    return dout * 1 - tanh_forward(x) ** 2


def square_around_difference(solve, dout, x):
    """The square belongs to t alone: 1 - t**2, not (1 - t)**2."""
    return dout * (1 - tanh_forward(x)) ** 2


def squares_derivative(solve, dout, x):
    """The derivative was squared. It is 1 - t**2, once."""
    return dout * (1 - tanh_forward(x) ** 2) ** 2


def takes_root(solve, dout, x):
    """The root of the derivative was taken, which is 1 / cosh(x). The derivative is its square, 1 - t**2."""
    return dout / np.cosh(x)


def multiplies_by_cosh(solve, dout, x):
    """dout was multiplied by cosh(x)**2. The derivative is 1 / cosh(x)**2, which is 1 - t**2: divide."""
    return dout * np.cosh(x) ** 2


def derivative_of_sigmoid(solve, dout, x):
    """t * (1 - t) is the formula of the sigmoid. For tanh it is 1 - t**2."""
    t = tanh_forward(x)
    return dout * t * (1 - t)


def derivative_of_sigmoid__of_x(solve, dout, x):
    """This is the gradient of the sigmoid. For tanh it is 1 - t**2."""
    s = 1 / (1 + np.exp(-x))
    return dout * s * (1 - s)


def derivative_of_sigmoid__square(solve, dout, x):
    """1 - s**2 was computed with the sigmoid s. Use t = tanh(x)."""
    return dout * (1 - 1 / (1 + np.exp(-x)) ** 2)


def derivative_of_relu(solve, dout, x):
    """This is the gradient of a ReLU. For tanh it is 1 - t**2."""
    return dout * (x > 0)


def derivative_of_arctan(solve, dout, x):
    """1 / (1 + x**2) is the derivative of arctan. For tanh it is 1 - t**2."""
    return dout / (1 + x**2)


def derivative_of_tan(solve, dout, x):
    """1 + tan(x)**2 is the derivative of np.tan. For tanh it is 1 - t**2."""
    return dout * (1 + np.tan(x) ** 2)


def derivative_of_tan__minus(solve, dout, x):
    """np.tan is the tangent of an angle. The hyperbolic one is np.tanh."""
    return dout * (1 - np.tan(x) ** 2)


def calls_forward(solve, dout, x):
    """tanh of x was returned. Backward gives dout times its derivative, 1 - t**2."""
    return tanh_forward(x)


def calls_forward__dout(solve, dout, x):
    """tanh of dout was returned. Backward gives dout times the derivative at x, 1 - t**2."""
    return tanh_forward(dout)


spec = Spec(
    solve=tanh_backward,
    torch=torch_tanh_backward,
    forward=tanh_forward,
    wrt=("x",),
    cases=cases,
    outputs=("dx",),
    wrong=(
        x_as_output,
        dout_as_output,
        dout_as_output__alone,
        tanh_twice,
        square_missing,
        one_missing,
        one_missing__minus,
        only_t,
        one_plus_square,
        brackets_missing,
        square_around_difference,
        squares_derivative,
        takes_root,
        multiplies_by_cosh,
        derivative_of_sigmoid,
        derivative_of_sigmoid__of_x,
        derivative_of_sigmoid__square,
        derivative_of_relu,
        derivative_of_arctan,
        derivative_of_tan,
        derivative_of_tan__minus,
        calls_forward,
        calls_forward__dout,
        divides_by_derivative,
        writes_into_dout,
        *BACKWARD,
    ),
    hints=(
        "How much does the output change when one element of x grows a little? And how much does the loss then change?",
        "With t the tanh of x: dx = dout * (1 - t**2), element by element.",
        "Compute t as in tanh_forward, square it, subtract it from 1, and multiply by dout. Mind the brackets.",
    ),
    hints_for={
        "x_as_output": (
            "Is x what went into tanh, or what came out of it?",
            "First t = tanh(x), then dx = dout * (1 - t**2).",
            "`t = np.tanh(x)`, and then a line in which x does not occur any more.",
        ),
        "brackets_missing": (
            "In which order does Python compute your line? Put a bracket around each step.",
            "dout times (1 - t**2): two factors, of which the second is a difference.",
            "`return dout * (1 - t**2)`",
        ),
        "upstream_is_one": (
            "What does dout tell you, and where does it stand in your code?",
            "Chain rule: dx = dout times the derivative, element by element.",
            "`return dout * ...`, with the derivative that you have already.",
        ),
    },
    magnitude=magnitude,
)
