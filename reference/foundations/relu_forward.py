"""The rectified linear unit: what is positive passes, the rest is 0."""

import numpy as np

from grader import Case, Spec, distinct

from ._activations import FORWARD, inputs


def relu_forward(x):
    """The larger of x and 0, element by element.

    Nair & Hinton, Rectified linear units improve restricted Boltzmann machines (2010).
    """
    return np.maximum(x, 0)


def torch_relu_forward(x):
    """PyTorch's ReLU."""
    import torch

    return torch.relu(x)


def _numbers(rng, *shape):
    """Random numbers on both sides of 0, none of them 0."""
    return distinct(rng, *shape, steps=4)


def cases(rng):
    """Both sides of zero and zero itself, then arrays of other shapes."""
    yield Case("both sides of 0, and 0 itself", {"x": np.array([-7.0, -0.5, 0.0, 0.5, 3.0, 9.0])})
    for name, x, hidden in inputs(rng, _numbers):
        yield Case(name, {"x": x}, hidden)


def maximum_along_axis(solve, x):
    """np.max(x, 0) is the largest element along axis 0. np.maximum(x, 0) takes the larger of each element and 0."""
    return x.max(axis=0)


def maximum_along_axis__all(solve, x):
    """The largest element of all was compared with 0. np.maximum(x, 0) compares each element."""
    return float(max(x.max(), 0))


def takes_minimum(solve, x):
    """Negative numbers passed and positive ones became 0. It is the other way round: np.maximum(x, 0)."""
    return np.minimum(x, 0)


def takes_absolute_value(solve, x):
    """Negative numbers lost their sign. They become 0."""
    return np.abs(x)


def negates(solve, x):
    """The result is -x where x is negative, as if the sign of x were changed first. It is x where x is positive."""
    return np.maximum(-x, 0)


def leaky(solve, x):
    """Negative numbers were made small, as by a leaky ReLU. They become 0."""
    return np.where(x > 0, x, 0.01 * x)


def leaky__tenth(solve, x):
    """Negative numbers were made small, as by a leaky ReLU. They become 0."""
    return np.where(x > 0, x, 0.1 * x)


def leaky__fifth(solve, x):
    """Negative numbers were made small, as by a leaky ReLU. They become 0."""
    return np.where(x > 0, x, 0.2 * x)


def applies_elu(solve, x):
    """Negative numbers became exp(x) - 1, as by an ELU. They become 0."""
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


def applies_softplus(solve, x):
    """This is log(1 + exp(x)), the softplus. The ReLU has a kink at 0 and is 0 where x is negative."""
    return np.logaddexp(0, x)


def applies_sigmoid(solve, x):
    """This is the sigmoid. The ReLU lets positive numbers pass as they are."""
    return 1 / (1 + np.exp(-x))


def applies_swish(solve, x):
    """This is x times its sigmoid, the SiLU. The ReLU is x where x > 0, and 0 elsewhere."""
    return x / (1 + np.exp(-x))


def returns_step(solve, x):
    """Positive numbers became 1. They pass as they are."""
    return np.where(x > 0, 1.0, 0.0)


def returns_step__bools(solve, x):
    """The result only says where x is positive. Multiply x by that: x * (x > 0)."""
    return x > 0


def returns_step__ints(solve, x):
    """Positive numbers became 1. They pass as they are."""
    return np.where(x > 0, 1, 0)


def cut_at_six(solve, x):
    """Numbers above 6 were cut off, as by a ReLU6. They pass as they are."""
    return np.clip(x, 0, 6)


def cut_at_one(solve, x):
    """Numbers above 1 were cut off. They pass as they are."""
    return np.clip(x, 0, 1)


def at_least_one(solve, x):
    """Numbers below 1 became 1. Those below 0 become 0, the others pass."""
    return np.maximum(x, 1)


def drops_negatives(solve, x):
    """Only the positive numbers were returned. The others become 0 and keep their places."""
    return x[x > 0]


def loses_fractions(solve, x):
    """The result is ints: the fractions are lost. Leave the dtype as it is."""
    return np.maximum(x, 0).astype(int)


def returns_x(solve, x):
    """x came back as it was. Negative numbers become 0."""
    return x.copy()


def returns_zeros(solve, x):
    """Everything is 0. Positive numbers pass."""
    return np.zeros_like(x)


def one_number_only(solve, x):
    """The code works for one number only: an if, or max, cannot ask a whole array. np.maximum can."""
    return x if x > 0 else 0


spec = Spec(
    solve=relu_forward,
    torch=torch_relu_forward,
    cases=cases,
    wrong=(
        maximum_along_axis,
        maximum_along_axis__all,
        takes_minimum,
        takes_absolute_value,
        negates,
        leaky,
        leaky__tenth,
        leaky__fifth,
        applies_elu,
        applies_softplus,
        applies_sigmoid,
        applies_swish,
        returns_step,
        returns_step__bools,
        returns_step__ints,
        cut_at_six,
        cut_at_one,
        at_least_one,
        drops_negatives,
        loses_fractions,
        returns_x,
        returns_zeros,
        one_number_only,
        *FORWARD,
    ),
    hints=(
        "What do a negative and a positive number become? Which of x and 0 is the larger in each case?",
        "out = max(x, 0), for every element on its own.",
        "np.maximum(x, 0) compares element by element (np.max does not); x * (x > 0) and np.where(x > 0, x, 0) do too.",
    ),
    hints_for={
        "maximum_along_axis": (
            "What does the second argument of np.max mean, and what that of np.maximum?",
            "np.max(x, 0) looks for one largest element along axis 0; np.maximum(x, 0) compares each element with 0.",
            "`return np.maximum(x, 0)`",
        ),
        "one_number_only": (
            "What should if answer for an array in which some x are positive and some are not?",
            "out[i] = x[i] where x[i] > 0, else 0: one decision for each element.",
            "`np.where(x > 0, x, 0)` or `np.maximum(x, 0)`: no if is needed.",
        ),
        "writes_into_x": (
            "Is out another array than x, or only another name for it?",
            "out = x gives x a second name; x.copy(), np.maximum and np.where make new arrays.",
            "`out = x.copy()`, then `out[x < 0] = 0`.",
        ),
    },
)
