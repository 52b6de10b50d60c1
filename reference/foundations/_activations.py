"""What the activation functions share: the arrays they are tried on, and what goes wrong whatever the formula.

Forward misconceptions are called as ``wrong(solve, x)``, backward ones as ``wrong(solve, dout, x)``.
"""

import numpy as np

from grader import Case, grid


def inputs(rng, draw=grid):
    """Name, x and whether hidden: arrays of one to four axes. ``draw(rng, *shape)`` gives the numbers."""
    yield "images", draw(rng, 2, 3, 4, 5), False
    yield "rows, not contiguous", np.asfortranarray(draw(rng, 3, 7)), False
    yield "a single number", draw(rng, 1), False
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        shape = rng.integers(2, 6, int(rng.integers(1, 5)))
        yield name, draw(rng, *map(int, shape)), True


def upstream(rng, case, smooth=True):
    """The backward case of a forward one: a random dout that lies in memory as x does."""
    x = case.args["x"]
    dout = grid(rng, *x.shape)
    if not x.flags.c_contiguous:
        dout = np.asfortranarray(dout)
    return Case(case.name, {"dout": dout, "x": x}, case.hidden, smooth)


# Forward


def writes_into_x(solve, x):
    """x was changed. Whoever called you still needs it: make a new array, or work on x.copy()."""
    x[...] = solve(x)
    return x.copy()


def returns_flat(solve, x):
    """The numbers are right but lie in one long row. Give them back in the shape of x."""
    return solve(x).reshape(-1)


def one_number_only(solve, x):
    """The code works for one number only: an if cannot ask a whole array. np.where(x >= 0, a, b) can."""
    bool(x >= 0)  # a ValueError unless x is a single number
    return solve(x)


FORWARD = (writes_into_x, returns_flat)


# Backward


def upstream_is_one(solve, dout, x):
    """dout is ignored, as if the loss were the sum of the output. Multiply the derivative by dout."""
    return solve(np.ones_like(dout), x)


def returns_dout(solve, dout, x):
    """dout came back as it was. Multiply it by the derivative at x."""
    return dout.copy()


def adds_dout(solve, dout, x):
    """The derivative was added to dout. The chain rule multiplies: dout times the derivative."""
    return dout + solve(np.ones_like(dout), x)


def divides_by_derivative(solve, dout, x):
    """dout was divided by the derivative. The chain rule multiplies."""
    return dout / solve(np.ones_like(dout), x)


def derivative_at_dout(solve, dout, x):
    """The derivative was taken at dout. Take it at x, where the forward pass was, and multiply it by dout."""
    return solve(dout, dout)


def derivative_at_dout__alone(solve, dout, x):
    """The derivative was taken at dout, and x was not used. Take it at x, and multiply it by dout."""
    return solve(np.ones_like(dout), dout)


def swaps_arguments(solve, dout, x):
    """dout and x were swapped: dout comes first. The derivative is taken at x and multiplied by dout."""
    return solve(x, dout)


def times_x(solve, dout, x):
    """The gradient was multiplied by x. x is only where the derivative is taken: dout times the derivative."""
    return solve(dout, x) * x


def opposite_sign(solve, dout, x):
    """dx has the opposite sign. A minus belongs to the update step (x - lr * dx), not to the gradient."""
    return -solve(dout, x)


def mean_over_batch(solve, dout, x):
    """dx was divided by the number of samples. The loss already carries any 1/N: nothing is averaged here."""
    return solve(dout, x) / len(x)


def mean_over_batch__all(solve, dout, x):
    """dx was divided by the number of elements. The loss already carries any 1/N: nothing is averaged here."""
    return solve(dout, x) / x.size


def sums_up(solve, dout, x):
    """The gradients were added up to one number. Each element of x has its own: dx has the shape of x."""
    return float(solve(dout, x).sum())


def writes_into_dout(solve, dout, x):
    """dout was changed, by dout *= ... for instance. Whoever called you still needs it: write dx = dout * ..."""
    dout[...] = solve(dout, x)
    return dout.copy()


def changes_x(solve, dout, x):
    """x was changed. Whoever called you still needs it: make a new array, or work on x.copy()."""
    out = solve(dout, x)
    x += 1
    return out


def dx_flat(solve, dout, x):
    """The numbers are right but lie in one long row. dx has the shape of x."""
    return solve(dout, x).reshape(-1)


BACKWARD = (
    upstream_is_one,
    returns_dout,
    adds_dout,
    derivative_at_dout,
    derivative_at_dout__alone,
    swaps_arguments,
    times_x,
    opposite_sign,
    mean_over_batch,
    mean_over_batch__all,
    sums_up,
    changes_x,
    dx_flat,
)
