"""Gradient descent in one dimension: how the learning rate decides between crawling, arriving and diverging."""

from decimal import Decimal, localcontext

import numpy as np

from grader import Case, Probe, Spec

from ...exercises import probes


def gradient_descent_1d(df, w0, lr, steps):
    """Walk downhill from w0; gives w0 and the position after each step, (steps + 1,)."""
    walk = np.empty(steps + 1)
    walk[0] = w0
    for step in range(steps):
        walk[step + 1] = walk[step] - lr * df(walk[step])
    return walk


def exact_gradient_descent_1d(df, w0, lr, steps):
    """The same walk with fifty decimal digits, in a list."""
    with localcontext() as context:
        context.prec = 50
        walk, rate = [Decimal(w0)], Decimal(lr)
        while len(walk) <= steps:
            here = walk[-1]
            walk.append(here - rate * df(here))
        return np.array([float(w) for w in walk])


def magnitude(df, w0, lr, steps):
    """An error of w grows or shrinks in each step by the factor 1 - lr * f'', and rounding adds to it."""
    walk = gradient_descent_1d(df, w0, lr, steps)
    size, h = np.abs(walk), 1e-4
    for step, w in enumerate(walk[:-1]):
        curvature = (df(w + h) - df(w - h)) / (2 * h)
        size[step + 1] += abs(1 - lr * curvature) * size[step] + lr * (abs(df(w)) + abs(curvature * w))
    return size


BOWL = Probe("bowl_slope", probes.bowl_slope)
STEEP = Probe("steep_slope", probes.steep_slope)
TWO_VALLEYS = Probe("two_valleys_slope", probes.two_valleys_slope)


def cases(rng):
    """Walks with a good rate, too small and too large ones, and walks into one of two valleys."""

    def case(name, df, w0, lr, steps, hidden=False):
        return Case(name, {"df": df, "w0": w0, "lr": lr, "steps": steps}, hidden)

    yield case("f(w) = (w - 3)**2, w0=1, lr=0.25, 8 steps", BOWL, 1.0, 0.25, 8)
    yield case("the same with lr=0.01: it crawls", BOWL, 1.0, 0.01, 8)
    yield case("the same with lr=1: to and fro between 1 and 5", BOWL, 1.0, 1.0, 5)
    yield case("the same with lr=1.25: it diverges", BOWL, 1.0, 1.25, 8)
    yield case("the same from w0=3: it stays", BOWL, 3.0, 0.25, 2)
    yield case("f(w) = 10 * (w + 1)**2, w0=-4, lr=0.0625", STEEP, -4.0, 0.0625, 6)
    yield case("f(w) = w**4 / 4 - w**2 / 2, w0=0.5, lr=0.25: to the right valley", TWO_VALLEYS, 0.5, 0.25, 10)
    yield case("no steps at all", TWO_VALLEYS, -0.5, 0.25, 0)
    w0, lr, steps = -float(rng.integers(2, 12)) / 8, float(rng.integers(2, 7)) / 16, int(rng.integers(5, 12))
    yield case("to the left valley", TWO_VALLEYS, w0, lr, steps, hidden=True)
    w0, lr, steps = float(rng.integers(4, 40)) / 8, float(rng.integers(1, 31)) / 16, int(rng.integers(5, 12))
    yield case("a random rate", BOWL, w0, lr, steps, hidden=True)


def _walk(step, w0, steps):
    """The positions when each step goes from w to ``step(w, number)``."""
    walk = [w0]
    for number in range(steps):
        walk.append(step(walk[-1], number))
    return np.array(walk)


def goes_uphill(solve, df, w0, lr, steps):
    """The walk goes uphill: lr * df(w) was added. Where the slope is positive, downhill is to the left: subtract it."""
    return _walk(lambda w, number: w + lr * df(w), w0, steps)


def lr_forgotten(solve, df, w0, lr, steps):
    """The learning rate is missing: w - lr * df(w)."""
    return solve(df, w0, 1.0, steps)


def lr_fixed(solve, df, w0, lr, steps):
    """The learning rate was fixed at 0.1. Use the argument lr."""
    return solve(df, w0, 0.1, steps)


def lr_fixed__small(solve, df, w0, lr, steps):
    """The learning rate was fixed at 0.01. Use the argument lr."""
    return solve(df, w0, 0.01, steps)


def lr_divides(solve, df, w0, lr, steps):
    """The slope was divided by lr. Multiply: a small lr makes small steps."""
    return solve(df, w0, 1 / lr, steps)


def lr_divides__overflow(solve, df, w0, lr, steps):
    """The slope was divided by lr, and the walk ran away. Multiply: a small lr makes small steps."""
    return _walk(lambda w, number: w - df(w) / lr, w0, steps)


def lr_shrinks(solve, df, w0, lr, steps):
    """The learning rate got smaller with every step. Here it stays as it is."""
    return _walk(lambda w, number: w - lr / (number + 1) * df(w), w0, steps)


def lr_shrinks__by_a_tenth(solve, df, w0, lr, steps):
    """The learning rate was multiplied by 0.9 in every step. Here it stays as it is."""
    return _walk(lambda w, number: w - lr * 0.9**number * df(w), w0, steps)


def slope_of_start(solve, df, w0, lr, steps):
    """The slope at w0 was used in every step. Take it anew where the walk stands: df(w)."""
    slope = df(w0)
    return _walk(lambda w, number: w - lr * slope, w0, steps)


def steps_from_start(solve, df, w0, lr, steps):
    """Every step was taken from w0. Go on from where the last one ended."""
    return _walk(lambda w, number: w0 - lr * df(w), w0, steps)


def one_step_again(solve, df, w0, lr, steps):
    """w was not moved on: each step starts where the last one ended."""
    first = w0 - lr * df(w0)
    return _walk(lambda w, number: first, w0, steps)


def never_moves(solve, df, w0, lr, steps):
    """The walk stays at w0: the new position was not stored."""
    return np.full(steps + 1, w0)


def sign_only(solve, df, w0, lr, steps):
    """All steps have the length lr. A step is lr times the slope, so it gets shorter near the valley."""
    return _walk(lambda w, number: w - lr * np.sign(df(w)), w0, steps)


def position_replaced(solve, df, w0, lr, steps):
    """The new position is the step alone. Subtract it from the old one: w - lr * df(w)."""
    return _walk(lambda w, number: -lr * df(w), w0, steps)


def position_replaced__uphill(solve, df, w0, lr, steps):
    """The new position is lr * df(w) alone. Subtract it from the old one: w - lr * df(w)."""
    return _walk(lambda w, number: lr * df(w), w0, steps)


def start_missing(solve, df, w0, lr, steps):
    """The start is missing: w0 is the first number of the walk, so there are steps + 1."""
    return solve(df, w0, lr, steps)[1:]


def end_missing(solve, df, w0, lr, steps):
    """The last position is missing: w0 and one number after each step make steps + 1."""
    return solve(df, w0, lr, steps)[:-1]


def end_missing__loop(solve, df, w0, lr, steps):
    """There is one step too few: after w0 come steps more numbers."""
    return solve(df, w0, lr, max(steps - 1, 0))


def array_too_short(solve, df, w0, lr, steps):
    """The loop writes beyond the end of the array. The array has steps + 1 numbers, w0 and one after each step."""
    raise IndexError


def one_step_too_many(solve, df, w0, lr, steps):
    """There is one step too many. The walk has steps + 1 numbers, of which the first is w0."""
    return solve(df, w0, lr, steps + 1)


def end_only(solve, df, w0, lr, steps):
    """Only the last position was returned. Return the whole walk, from w0 on."""
    return float(solve(df, w0, lr, steps)[-1])


def end_only__array(solve, df, w0, lr, steps):
    """Only the last position was put into an array. Collect all positions, from w0 on."""
    return np.array(solve(df, w0, lr, steps)[-1])


def slopes(solve, df, w0, lr, steps):
    """The slopes were returned. Return the positions."""
    return np.array([float(df(w)) for w in solve(df, w0, lr, steps)])


def slopes__after_start(solve, df, w0, lr, steps):
    """After w0 the slopes were collected. Collect the positions."""
    walk = solve(df, w0, lr, steps)
    return np.array([w0, *(float(df(w)) for w in walk[1:])])


def whole_numbers(solve, df, w0, lr, steps):
    """The positions were cut to whole numbers: the array was made for ints. Use np.zeros(steps + 1)."""
    return _walk(lambda w, number: int(w - lr * df(w)), int(w0), steps)


def last_first(solve, df, w0, lr, steps):
    """The walk is the wrong way round: w0 comes first."""
    return solve(df, w0, lr, steps)[::-1].copy()


def list_returned(solve, df, w0, lr, steps):
    """The walk is a list. Make an array of it: np.array(walk)."""
    return [float(w) for w in solve(df, w0, lr, steps)]


def column(solve, df, w0, lr, steps):
    """The walk has a second axis. Its shape is (steps + 1,)."""
    return solve(df, w0, lr, steps)[:, None]


spec = Spec(
    solve=gradient_descent_1d,
    second=exact_gradient_descent_1d,
    cases=cases,
    outputs=("walk",),
    shapes={"walk": "step"},
    curve="walk",
    wrong=(
        goes_uphill,
        lr_forgotten,
        lr_fixed,
        lr_fixed__small,
        lr_divides,
        lr_divides__overflow,
        lr_shrinks,
        lr_shrinks__by_a_tenth,
        slope_of_start,
        steps_from_start,
        one_step_again,
        never_moves,
        sign_only,
        position_replaced,
        position_replaced__uphill,
        start_missing,
        end_missing,
        end_missing__loop,
        array_too_short,
        one_step_too_many,
        end_only,
        end_only__array,
        slopes,
        slopes__after_start,
        whole_numbers,
        last_first,
        list_returned,
        column,
    ),
    hints=(
        "Stand at w. If the slope df(w) is positive, on which side is the valley? And how far do you go?",
        "walk[0] = w0; walk[t + 1] = walk[t] - lr * df(walk[t]) for t = 0, ..., steps - 1.",
        "walk = np.zeros(steps + 1), walk[0] = w0, a loop over range(steps) with the formula, return walk.",
    ),
    hints_for={
        "slope_of_start": (
            "After the first step the walk stands somewhere else. How steep is it there?",
            "Each step needs df at the last position, walk[t].",
            "Inside the loop: `w = w - lr * df(w)`. The call of df belongs into the loop.",
        ),
        "one_step_again": (
            "Print w at the beginning of each round of the loop. Does it change?",
            "walk[t + 1] is made from walk[t], not from walk[0].",
            "Inside the loop: `w = w - lr * df(w)`, then store w.",
        ),
        "array_too_short": (
            "Take steps = 2. Which indices does the loop write, and which does the array have?",
            "The array has steps + 1 numbers: walk[0] = w0, and walk[t + 1] for t = 0, ..., steps - 1.",
            "`walk = np.zeros(steps + 1)`, `walk[0] = w0`, `for t in range(steps): walk[t + 1] = ...`.",
        ),
    },
    magnitude=magnitude,
)
