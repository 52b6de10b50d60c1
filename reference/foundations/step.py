"""The step function: the answer of a neuron that only knows yes and no."""

import numpy as np

from grader import Case, Spec

from ._activations import inputs, returns_flat


def step(x):
    """1 where x > 0, 0 elsewhere: an int array of the shape of x."""
    return (x > 0).astype(int)


def torch_step(x):
    """PyTorch's step, told what to give at 0."""
    import torch

    return torch.heaviside(x, torch.zeros((), dtype=x.dtype, device=x.device)).long()


def cases(rng):
    """Both sides of zero and zero itself, then arrays of other shapes."""
    yield Case("both sides of 0, and 0 itself", {"x": np.array([-3.0, -0.25, 0.0, 0.25, 1.0, 4.0])})
    for name, x, hidden in inputs(rng):
        yield Case(name, {"x": x}, hidden)


def zero_counts(solve, x):
    """At x = 0 the result is 1. It is 0 there: compare with > 0, not with >= 0."""
    return (x >= 0).astype(int)


def half_at_zero(solve, x):
    """At x = 0 the result is 0.5. It is 0 there, and all are ints."""
    return np.heaviside(x, 0.5)


def returns_bools(solve, x):
    """The result is True and False. Turn it into the ints 1 and 0, by .astype(int) for instance."""
    return solve(x).astype(bool)


def returns_bools__zero_counts(solve, x):
    """The result is True and False, and True at x = 0. Ints are asked for, by .astype(int), and 0 at x = 0."""
    return x >= 0


def returns_floats(solve, x):
    """The result is 1.0 and 0.0. Ints are asked for: .astype(int), or np.zeros(x.shape, dtype=int) to begin with."""
    return solve(x).astype(float)


def returns_floats__zero_counts(solve, x):
    """The result is 1.0 and 0.0, and 1.0 at x = 0. Ints are asked for, and 0 at x = 0."""
    return np.heaviside(x, 1)


def returns_list(solve, x):
    """The result is a list. Make it an array: np.array(values)."""
    return solve(x).tolist()


def sign(solve, x):
    """Where x is negative the result is -1. It is 0 there."""
    return np.sign(x).astype(int)


def sign__floats(solve, x):
    """Where x is negative the result is -1.0. It is 0 there, and all are ints."""
    return np.sign(x)


def sign__two_values(solve, x):
    """The result is -1 where x is not positive. It is 0 there."""
    return np.where(x > 0, 1, -1)


def sign__two_values_zero_counts(solve, x):
    """The result is 1 and -1. It is 1 where x > 0 and 0 elsewhere."""
    return np.where(x >= 0, 1, -1)


def other_way_round(solve, x):
    """The result is the wrong way round: 1 where x > 0, 0 elsewhere."""
    return 1 - solve(x)


def other_way_round__below_zero(solve, x):
    """The result is 1 where x is negative. It is 1 where x is positive."""
    return (x < 0).astype(int)


def not_zero(solve, x):
    """Every number but 0 gave 1. Only positive ones do: x > 0."""
    return (x != 0).astype(int)


def not_zero__bools(solve, x):
    """Every number but 0 gave True. Only positive ones give 1: first compare, (x > 0), then turn that into ints."""
    return x.astype(bool)


def at_one(solve, x):
    """Numbers between 0 and 1 gave 0. Compare x itself with 0: not with 1, and not after turning it into ints."""
    return (x >= 1).astype(int)


def at_one__bools(solve, x):
    """x was turned into ints before it was compared, so 0.25 counts as 0. Compare first: (x > 0).astype(int)."""
    return x >= 1


def at_one__above(solve, x):
    """The step is at 1 instead of 0. Compare with 0."""
    return (x > 1).astype(int)


def at_half(solve, x):
    """The step is at 0.5 instead of 0. Compare with 0."""
    return (x > 0.5).astype(int)


def at_half__included(solve, x):
    """The step is at 0.5 instead of 0. Compare with 0."""
    return (x >= 0.5).astype(int)


def keeps_x(solve, x):
    """Where x is positive the result is x itself. It is 1 there, whatever x is."""
    return np.maximum(x, 0)


def keeps_x__ints(solve, x):
    """Where x is positive the result is x itself, as an int. It is 1 there, whatever x is."""
    return np.maximum(x, 0).astype(int)


def one_number_only(solve, x):
    """The code works for one number only: an if cannot ask a whole array. x > 0 compares every element."""
    return 1 if x > 0 else 0


def one_number_only__one_axis(solve, x):
    """The code works for an array of one axis only. Without a loop, x > 0 compares every element of any array."""
    return np.array([1 if value > 0 else 0 for value in x])


def writes_into_x(solve, x):
    """The ones and zeros were written into x. Whoever called you still needs it: make a new array."""
    x[...] = x > 0
    return x.astype(int)


def writes_into_x__floats(solve, x):
    """The ones and zeros were written into x. Whoever called you still needs it: make a new array, of ints."""
    x[...] = x > 0
    return x.copy()


def writes_into_x__zero_counts(solve, x):
    """The ones and zeros were written into x, and 0 became 1. Make a new array of ints, with 0 at x = 0."""
    x[...] = x >= 0
    return x.astype(int)


def writes_into_x__zero_counts_floats(solve, x):
    """The ones and zeros were written into x, and 0 became 1. Make a new array of ints, with 0 at x = 0."""
    x[...] = x >= 0
    return x.copy()


spec = Spec(
    solve=step,
    torch=torch_step,
    cases=cases,
    wrong=(
        zero_counts,
        half_at_zero,
        returns_bools,
        returns_bools__zero_counts,
        returns_floats,
        returns_floats__zero_counts,
        returns_list,
        sign,
        sign__floats,
        sign__two_values,
        sign__two_values_zero_counts,
        other_way_round,
        other_way_round__below_zero,
        not_zero,
        not_zero__bools,
        at_one,
        at_one__bools,
        at_one__above,
        at_half,
        at_half__included,
        keeps_x,
        keeps_x__ints,
        one_number_only,
        one_number_only__one_axis,
        writes_into_x,
        writes_into_x__floats,
        writes_into_x__zero_counts,
        writes_into_x__zero_counts_floats,
        returns_flat,
    ),
    hints=(
        "What does NumPy give when a whole array is compared with a number?",
        "out = 1 where x > 0, else 0; at x = 0 it is 0.",
        "x > 0 is an array of True and False in the shape of x; .astype(int) makes 1 and 0 of these.",
    ),
    hints_for={
        "returns_bools": (
            "Which dtype has the result of a comparison, and which one is asked for?",
            "True becomes 1, False becomes 0.",
            "`return (x > 0).astype(int)`, with brackets around the comparison.",
        ),
        "one_number_only": (
            "x may have any number of axes. How many of them does your code know?",
            "A comparison works element by element and keeps the shape, whatever the shape is.",
            "`x > 0` asks all elements at once: no if, and no loop.",
        ),
        "writes_into_x": (
            "Is out another array than x, or only another name for it?",
            "out = x gives x a second name. A comparison makes a new array.",
            "`out = np.zeros(x.shape, dtype=int)`, then `out[x > 0] = 1`; or `(x > 0).astype(int)` alone.",
        ),
    },
)
