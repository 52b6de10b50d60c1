"""The rectified linear unit, backward: the gradient passes where the number passed."""

import numpy as np

from grader import Case, Spec

from ._activations import BACKWARD, upstream
from .relu_forward import cases as forward_cases
from .relu_forward import relu_forward


def relu_backward(dout, x):
    """Gradient of the ReLU, dout and x of one shape -> dx. At x = 0 it is 0."""
    return dout * (x > 0)


def torch_relu_backward(dout, x):
    """PyTorch's autograd through its ReLU."""
    import torch

    return torch.autograd.grad(torch.relu(x.requires_grad_()), x, dout)[0]


def magnitude(dout, x):
    """The gradient that passes."""
    return np.abs(dout) * (x > 0)


def cases(rng):
    """The arrays of relu_forward with a random upstream gradient."""
    for case in forward_cases(rng):
        if "0 itself" in case.name:
            dout = np.array([4.0, -1.0, 2.0, -8.0, 5.0, 0.25])
            yield Case(case.name, {"dout": dout, **case.args}, smooth=False)
            x = np.array([[0.0, -2.0, 0.0, 1.5], [3.0, 0.0, -0.5, 0.0]])
            dout = np.array([[-3.0, 2.0, 5.0, -6.0], [0.5, 7.0, -1.0, -4.0]])
            yield Case("several x are exactly 0", {"dout": dout, "x": x}, smooth=False)
        else:
            yield upstream(rng, case)


def writes_into_dout(solve, dout, x):
    """The zeros were written into dout. Whoever called you still needs it: dx = dout * (x > 0) is a new array."""
    dout[...] = solve(dout, x)
    return dout.copy()


def writes_into_dout__at_zero(solve, dout, x):
    """The zeros were written into dout, and only where x < 0. Make a new array, with 0 also where x is 0."""
    dout[...] = dout * (x >= 0)
    return dout.copy()


def writes_into_dout__twice(solve, dout, x):
    """dout was changed and returned without the derivative. Make a new array: dx = dout * (x > 0)."""
    dx = dout.copy()
    dout[...] = solve(dout, x)
    return dx


def writes_into_dout__its_own_sign(solve, dout, x):
    """The zeros were written into dout, where it is negative. Make a new array, with 0 where x is not positive."""
    dout[...] = dout * (dout > 0)
    return dout.copy()


def writes_into_dout__other_way_round(solve, dout, x):
    """The zeros were written into dout, and where x > 0. Make a new array, with 0 where x is not positive."""
    dout[...] = dout * (x <= 0)
    return dout.copy()


def changes_x__to_relu(solve, dout, x):
    """The zeros were written into x. Whoever called you still needs it: x > 0 makes a new array."""
    dx = solve(dout, x)
    x[...] = relu_forward(x)
    return dx


def changes_x__to_ones(solve, dout, x):
    """x was changed: after x[x < 0] = 0 all of x is at least 0, and dout passed everywhere. Use x > 0 instead."""
    x[...] = 1
    return dout.copy()


def changes_x__one_at_zero(solve, dout, x):
    """x was changed, and where x is exactly 0 dout passed. Make a new array: dx = dout * (x > 0)."""
    x[...] = x >= 0
    return dout * x


def one_at_zero(solve, dout, x):
    """Where x is exactly 0 dout passed. There the derivative is 0: compare with x > 0, or clear where x <= 0."""
    return dout * (x >= 0)


def half_at_zero(solve, dout, x):
    """Where x is exactly 0 half of dout passed. There the derivative is 0."""
    return dout * np.heaviside(x, 0.5)


def other_way_round(solve, dout, x):
    """dout passed where x is not positive. It is the other way round: it passes where x > 0."""
    return dout * (x <= 0)


def other_way_round__below_zero(solve, dout, x):
    """dout passed where x is negative. It is the other way round: it passes where x > 0."""
    return dout * (x < 0)


def only_positive_dout(solve, dout, x):
    """Only positive gradients passed. The sign of x decides, that of dout does not."""
    return solve(np.maximum(dout, 0), x)


def only_positive_dout__relu_of_product(solve, dout, x):
    """The ReLU was applied to dout * x. Multiply dout by 1 where x > 0, and by 0 elsewhere."""
    return np.maximum(dout * x, 0)


def sign_as_derivative(solve, dout, x):
    """Where x is negative dout came back with the other sign. The derivative is 0 there, not -1."""
    return dout * np.sign(x)


def sign_as_derivative__two_values(solve, dout, x):
    """Where x is negative dout came back with the other sign. The derivative is 0 there, not -1, and 0 at x = 0."""
    return np.where(x > 0, dout, -dout)


def leaky(solve, dout, x):
    """Where x is negative a part of dout passed, as in a leaky ReLU. The derivative is 0 there."""
    return np.where(x > 0, dout, 0.01 * dout)


def leaky__tenth(solve, dout, x):
    """Where x is negative a part of dout passed, as in a leaky ReLU. The derivative is 0 there."""
    return np.where(x > 0, dout, 0.1 * dout)


def leaky__fifth(solve, dout, x):
    """Where x is negative a part of dout passed, as in a leaky ReLU. The derivative is 0 there."""
    return np.where(x > 0, dout, 0.2 * dout)


def calls_forward(solve, dout, x):
    """The ReLU of x was returned. Backward gives dout where x > 0, and 0 elsewhere."""
    return relu_forward(x)


def upstream_is_one__bools(solve, dout, x):
    """The result only says where x is positive. Multiply dout by that: dout * (x > 0)."""
    return x > 0


def upstream_is_one__ints(solve, dout, x):
    """dout is ignored: the result is 1 where x is positive. Multiply dout by that: dout * (x > 0)."""
    return (x > 0).astype(int)


def upstream_is_one__at_zero(solve, dout, x):
    """dout is ignored: the result is 1 where x is at least 0. Return dout where x > 0, and 0 elsewhere."""
    return (x >= 0).astype(float)


def drops_zeros(solve, dout, x):
    """Only the gradients that pass were returned. The others become 0 and keep their places."""
    return dout[x > 0]


def derivative_of_sigmoid(solve, dout, x):
    """This is the gradient of the sigmoid. For the ReLU the derivative is 1 where x > 0, and 0 elsewhere."""
    s = 1 / (1 + np.exp(-x))
    return dout * s * (1 - s)


def derivative_of_softplus(solve, dout, x):
    """dout was multiplied by the sigmoid of x. For the ReLU the derivative is 1 where x > 0, and 0 elsewhere."""
    return dout / (1 + np.exp(-x))


def maximum_of_both(solve, dout, x):
    """The larger of dout and x was taken. Multiply dout by 1 where x > 0, and by 0 elsewhere."""
    return np.maximum(dout, x)


def one_number_only(solve, dout, x):
    """The code works for one number only: an if cannot ask a whole array. x > 0 compares every element."""
    return dout if x > 0 else 0


def one_number_only__float(solve, dout, x):
    """The code works for one number only: an if cannot ask a whole array. x > 0 compares every element."""
    return dout if x > 0 else 0.0


def one_number_only__array(solve, dout, x):
    """The code works for one number only: an if cannot ask a whole array. x > 0 compares every element."""
    return dout * (1 if x > 0 else 0)


spec = Spec(
    solve=relu_backward,
    torch=torch_relu_backward,
    forward=relu_forward,
    wrt=("x",),
    cases=cases,
    outputs=("dx",),
    wrong=(
        writes_into_dout,
        writes_into_dout__at_zero,
        writes_into_dout__twice,
        writes_into_dout__its_own_sign,
        writes_into_dout__other_way_round,
        changes_x__to_relu,
        changes_x__to_ones,
        changes_x__one_at_zero,
        one_at_zero,
        half_at_zero,
        other_way_round,
        other_way_round__below_zero,
        only_positive_dout,
        only_positive_dout__relu_of_product,
        sign_as_derivative,
        sign_as_derivative__two_values,
        leaky,
        leaky__tenth,
        leaky__fifth,
        calls_forward,
        upstream_is_one__bools,
        upstream_is_one__ints,
        upstream_is_one__at_zero,
        drops_zeros,
        derivative_of_sigmoid,
        derivative_of_softplus,
        maximum_of_both,
        one_number_only,
        one_number_only__float,
        one_number_only__array,
        *BACKWARD,
    ),
    hints=(
        "Nudge an x that is negative: does the output move? Nudge one that is positive: by how much does it move?",
        "dx = dout where x > 0, and 0 elsewhere, also where x is 0.",
        "x > 0 is an array of True and False, which count as 1 and 0: multiply dout by it, and leave dout as it is.",
    ),
    hints_for={
        "writes_into_dout": (
            "Who else has the array that you wrote the zeros into?",
            "dx = dout gives dout a second name. A product makes a new array.",
            "`dx = dout.copy()`, then `dx[x <= 0] = 0`; or `dx = dout * (x > 0)` alone.",
        ),
        "upstream_is_one": (
            "The derivative is 1 where x > 0. What is multiplied by it?",
            "Chain rule: dx = dout times the derivative, so it is dout itself where x > 0.",
            "`mask = x > 0`, then `dout * mask`.",
        ),
        "only_positive_dout": (
            "A negative gradient says: a larger output makes the loss smaller. Should it be lost?",
            "dx[i] = dout[i] where x[i] > 0, whatever the sign of dout[i].",
            "`np.where(x > 0, dout, 0)`: the condition asks x alone.",
        ),
        "derivative_at_dout": (
            "Which array went through the ReLU in the forward pass?",
            "dx[i] = dout[i] where x[i] > 0: x decides, dout passes.",
            "`mask = x > 0`, then `dout * mask`.",
        ),
    },
    magnitude=magnitude,
)
