"""The sigmoid, backward: its slope is never more than a quarter."""

import numpy as np

from grader import Case, Spec

from ._activations import BACKWARD, divides_by_derivative, upstream, writes_into_dout
from .sigmoid_forward import cases as forward_cases
from .sigmoid_forward import sigmoid_forward


def sigmoid_backward(dout, x):
    """Gradient of the sigmoid, dout and x of one shape -> dx."""
    s = sigmoid_forward(x)
    return dout * s * (1 - s)


def torch_sigmoid_backward(dout, x):
    """PyTorch's autograd through its sigmoid."""
    import torch

    return torch.autograd.grad(torch.sigmoid(x.requires_grad_()), x, dout)[0]


def magnitude(dout, x):
    """In 1 - s numbers of size 1 are subtracted."""
    return np.abs(dout)


def cases(rng):
    """The arrays of sigmoid_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        if case.name == "0.5 at 0":
            dout = np.array([1.0, 4.0, -8.0, 16.0, 2.0])
            yield Case("known: the slope is 0.25 at 0, its maximum", {"dout": dout, **case.args})
        elif "far" in case.name:
            dout = np.array([3.0, -2.0, 5.0, 8.0, 4.0, -16.0, 1.0, 7.0, -6.0])
            yield Case(case.name, {"dout": dout, **case.args})
        else:
            yield upstream(rng, case)


def x_as_output(solve, dout, x):
    """x was put in place of s: x * (1 - x). x is the input of the forward pass, so first compute s from it."""
    return dout * x * (1 - x)


def dout_as_output(solve, dout, x):
    """dout was put in place of s. Compute s from x."""
    return dout * dout * (1 - dout)


def dout_as_output__alone(solve, dout, x):
    """dout was put in place of s. Compute s from x, then multiply s * (1 - s) by dout."""
    return dout * (1 - dout)


def sigmoid_twice(solve, dout, x):
    """The sigmoid was applied twice. s is the sigmoid of x; the derivative needs no other."""
    return solve(dout, sigmoid_forward(x))


def only_s(solve, dout, x):
    """dout was multiplied by s. The factor 1 - s is missing."""
    return dout * sigmoid_forward(x)


def only_one_minus_s(solve, dout, x):
    """dout was multiplied by 1 - s. The factor s is missing."""
    return dout * sigmoid_forward(-x)


def square_missing(solve, dout, x):
    """The denominator was not squared: the derivative is exp(-x) / (1 + exp(-x))**2, or s * (1 - s)."""
    return dout * np.exp(-x) / (1 + np.exp(-x))


def square_missing__of_size(solve, dout, x):
    """The denominator was not squared: with z = exp(-abs(x)) the derivative is z / (1 + z)**2, or s * (1 - s)."""
    return dout * sigmoid_forward(-np.abs(x))


def overflows(solve, dout, x):
    """exp(-x) / (1 + exp(-x))**2 is inf / inf, which is nan, for very negative x. Use s * (1 - s)."""
    return dout * np.exp(-x) / (1 + np.exp(-x)) ** 2


def overflows__positive(solve, dout, x):
    """There is an inf / inf for large x, which is nan. Use s * (1 - s), with an s that does not overflow."""
    return dout * np.exp(x) / (1 + np.exp(x)) ** 2


def brackets_missing(solve, dout, x):
    """Brackets are missing around 1 - s: s was subtracted from the product. Write s * (1 - s)."""
    s = sigmoid_forward(x)
    return dout * s * 1 - s


def brackets_missing__square(solve, dout, x):
    """Brackets are missing around s - s**2: only s was multiplied by dout. Write dout * (s - s**2)."""
    s = sigmoid_forward(x)
    return dout * s - s**2


def one_plus_s(solve, dout, x):
    """The derivative was taken for s * (1 + s). It is s * (1 - s)."""
    s = sigmoid_forward(x)
    return dout * s * (1 + s)


def derivative_of_tanh(solve, dout, x):
    """1 - s**2 is the formula of tanh. For the sigmoid it is s * (1 - s), which is s - s**2."""
    return dout * (1 - sigmoid_forward(x) ** 2)


def derivative_of_tanh__of_x(solve, dout, x):
    """This is the gradient of tanh. For the sigmoid it is s * (1 - s)."""
    return dout * (1 - np.tanh(x) ** 2)


def derivative_of_relu(solve, dout, x):
    """This is the gradient of a ReLU. For the sigmoid it is s * (1 - s)."""
    return dout * (x > 0)


def squares_derivative(solve, dout, x):
    """The derivative was squared. Each of s and 1 - s is a factor once."""
    s = sigmoid_forward(x)
    return dout * (s * (1 - s)) ** 2


def squares_derivative__second(solve, dout, x):
    """The factor 1 - s was squared. The derivative is s * (1 - s)."""
    s = sigmoid_forward(x)
    return dout * s * (1 - s) ** 2


def squares_derivative__first(solve, dout, x):
    """The factor s was squared. The derivative is s * (1 - s)."""
    s = sigmoid_forward(x)
    return dout * s**2 * (1 - s)


def always_a_quarter(solve, dout, x):
    """dout was multiplied by 0.25. That is the derivative at x = 0 only."""
    return dout * 0.25


def calls_forward(solve, dout, x):
    """The sigmoid of x was returned. Backward gives dout times its derivative, s * (1 - s)."""
    return sigmoid_forward(x)


def calls_forward__dout(solve, dout, x):
    """The sigmoid of dout was returned. Backward gives dout times the derivative at x, s * (1 - s)."""
    return sigmoid_forward(dout)


spec = Spec(
    solve=sigmoid_backward,
    torch=torch_sigmoid_backward,
    forward=sigmoid_forward,
    wrt=("x",),
    cases=cases,
    outputs=("dx",),
    wrong=(
        x_as_output,
        dout_as_output,
        dout_as_output__alone,
        sigmoid_twice,
        only_s,
        only_one_minus_s,
        square_missing,
        square_missing__of_size,
        overflows,
        overflows__positive,
        brackets_missing,
        brackets_missing__square,
        one_plus_s,
        derivative_of_tanh,
        derivative_of_tanh__of_x,
        derivative_of_relu,
        squares_derivative,
        squares_derivative__second,
        squares_derivative__first,
        always_a_quarter,
        calls_forward,
        calls_forward__dout,
        divides_by_derivative,
        writes_into_dout,
        *BACKWARD,
    ),
    hints=(
        "How much does the output change when one element of x grows a little? And how much does the loss then change?",
        "With s the sigmoid of x: dx = dout * s * (1 - s), element by element.",
        "Compute s as in sigmoid_forward, so that nothing overflows, and return the product of three factors.",
    ),
    hints_for={
        "x_as_output": (
            "Is x what went into the sigmoid, or what came out of it?",
            "First s = sigmoid(x), then dx = dout * s * (1 - s).",
            "`s = ...` as in sigmoid_forward, and then a line in which x does not occur any more.",
        ),
        "brackets_missing": (
            "In which order does Python compute your line? Put a bracket around each step.",
            "dout * s * (1 - s): three factors, of which the last is a difference.",
            "`return dout * s * (1 - s)`, or `return dout * (s - s**2)`.",
        ),
        "upstream_is_one": (
            "What does dout tell you, and where does it stand in your code?",
            "Chain rule: dx = dout times the derivative, element by element.",
            "`return dout * ...`, with the derivative that you have already.",
        ),
    },
    magnitude=magnitude,
)
