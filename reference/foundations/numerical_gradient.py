"""Numerical gradient: move one number at a time and see what f does."""

from fractions import Fraction

import numpy as np

from grader import Case, Probe, Spec, grid

from ...exercises import probes


def numerical_gradient(f, x, h=1e-4):
    """Central differences of f at x, one for each number of x; f: array like x -> float.

    Off from the derivative by h^2 f'''/6 and by rounding, about u |f| / h (Nocedal and Wright, Numerical Optimization,
    section 8.1).
    """
    moved = x.astype(float)  # a copy, and of floats: whole numbers would swallow h
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        moved[i] = x[i] + h
        above = f(moved)
        moved[i] = x[i] - h
        below = f(moved)
        moved[i] = x[i]
        grad[i] = (above - below) / (2 * h)
    return grad


def exact_numerical_gradient(f, x, h=1e-4):
    """The same difference quotients in exact fractions: f is asked with arrays of Fractions, and nothing is rounded."""
    exact, h = np.array([Fraction(value) for value in x.ravel().tolist()]), Fraction(h)
    quotients = []
    for unit in np.eye(x.size, dtype=int):
        step = unit * h
        quotients.append((f((exact + step).reshape(x.shape)) - f((exact - step).reshape(x.shape))) / (2 * h))
    return np.array([float(quotient) for quotient in quotients]).reshape(x.shape)


def magnitude(f, x, h=1e-4):
    """F / h, with F the size of the terms of f around x.

    The truncation error is the same for all who take these differences with this h: it is part of the answer. What
    remains is rounding. Each of the two f is off by at most about n u F for n terms, and its argument, x + h or x - h,
    by u (|x| + h), which moves a polynomial of degree d by d u F; the difference is divided by 2 h. All probes grow
    with |x|, so F is f at |x| + h.
    """
    return np.full(x.shape, float(f(np.abs(x) + h)) / h)


def cases(rng):
    """The textbook's gradients, steps large enough to be seen in the result, more axes, and whole numbers."""
    squares = probes.sum_of_squares
    yield _case("known: x0^2 + x1^2 at (3, 4) has gradient (6, 8)", squares, np.array([3.0, 4.0]))
    yield _case("known: x0^2 + x1^2 at (0, 2), whole numbers", squares, np.array([0, 2]))
    yield _case("squares with weights 1, 2, 3, ..., h 0.25", probes.weighted_squares, grid(rng, 4), 0.25)
    yield _case("cubes with weights, h 0.5, 2x3", probes.weighted_cubes, grid(rng, 2, 3, limit=2), 0.5)
    yield _case("a product, h 0.125, 2x2", probes.product, grid(rng, 2, 2) + np.array([[5, -5], [6, 7]]), 0.125)
    hilly = np.asfortranarray(grid(rng, 3, 2, limit=1))
    yield _case("hills, h 0.01, 3x2, not contiguous", probes.hills, hilly, 0.01)
    yield _case("cubes of whole numbers, h 0.5", probes.weighted_cubes, np.array([[1, 0, 2]]), 0.5)
    for name in ("sizes drawn anew", "sizes drawn anew, once more"):
        shape = [int(n) for n in rng.integers(1, 4, int(rng.integers(1, 4)))]
        h = float(2.0 ** -int(rng.integers(1, 6)))
        yield _case(name, probes.weighted_cubes, grid(rng, *shape, limit=2), h, hidden=True)


def _case(name, f, x, h=None, hidden=False):
    args = {"f": Probe(f.__name__, f, limit=2 * x.size), "x": x}
    return Case(name, args if h is None else {**args, "h": h}, hidden)


def _quotients(f, x, h, quotient):
    """An array of quotient(f at a moved x, i, h): the loop that most wrong answers share."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):

        def at(step, i=i):
            moved = x.astype(float)
            moved[i] += step
            return f(moved)

        grad[i] = quotient(at, h)
    return grad


def forward_difference(solve, f, x, h=1e-4):
    """The difference was taken from x to x + h. Take it from x - h to x + h, which errs by h^2 and not by h."""
    return _quotients(f, x, h, lambda at, h: (at(h) - at(0)) / h)


def backward_difference(solve, f, x, h=1e-4):
    """The difference was taken from x - h to x. Take it from x - h to x + h, which errs by h^2 and not by h."""
    return _quotients(f, x, h, lambda at, h: (at(0) - at(-h)) / h)


def divides_by_h(solve, f, x, h=1e-4):
    """The difference was divided by h. From x - h to x + h it is 2 * h."""
    return 2 * solve(f, x, h)


def not_divided(solve, f, x, h=1e-4):
    """The difference was not divided by 2 * h."""
    return _quotients(f, x, h, lambda at, h: at(h) - at(-h))


def divides_by_2(solve, f, x, h=1e-4):
    """The difference was divided by 2 only. From x - h to x + h it is 2 * h."""
    return _quotients(f, x, h, lambda at, h: (at(h) - at(-h)) / 2)


def without_brackets(solve, f, x, h=1e-4):
    """/ 2 * h divides by 2 and multiplies by h. Write / (2 * h)."""
    return _quotients(f, x, h, lambda at, h: (at(h) - at(-h)) / 2 * h)


def divides_one_only(solve, f, x, h=1e-4):
    """Only the second value was divided by 2 * h: brackets are missing around the difference."""
    return _quotients(f, x, h, lambda at, h: at(h) - at(-h) / (2 * h))


def adds_values(solve, f, x, h=1e-4):
    """The two values were added. Their difference tells how f changes."""
    return _quotients(f, x, h, lambda at, h: (at(h) + at(-h)) / (2 * h))


def opposite_sign(solve, f, x, h=1e-4):
    """The difference is the wrong way round: f at x + h, minus f at x - h."""
    return -solve(f, x, h)


def half_steps(solve, f, x, h=1e-4):
    """The steps were h / 2. Move by h up and by h down."""
    return solve(f, x, h / 2)


def half_steps__divided_by_2h(solve, f, x, h=1e-4):
    """The steps were h / 2 but the difference was divided by 2 * h. Move by h up and by h down."""
    return solve(f, x, h / 2) / 2


def second_point_is_x(solve, f, x, h=1e-4):
    """The second point was x: x + h, less h, is x again. It has to be x - h, so subtract 2 * h from x + h."""
    return _quotients(f, x, h, lambda at, h: (at(h) - at(0)) / (2 * h))


def second_point_is_x__in_place(solve, f, x, h=1e-4):
    """The second point was x: x + h, less h, is x again. It has to be x - h, so subtract 2 * h from x + h."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] = x[i] + h
        above = f(x)
        x[i] = x[i] - h
        grad[i] = (above - f(x)) / (2 * h)
    return grad


def second_point_too_low(solve, f, x, h=1e-4):
    """The second point was x - 2 * h. From x it is h down; only from x + h is it 2 * h."""
    return _quotients(f, x, h, lambda at, h: (at(h) - at(-2 * h)) / (2 * h))


def fixed_step(solve, f, x, h=1e-4):
    """The step was fixed at 1e-4. That is the default: use the argument h."""
    return solve(f, x, 1e-4)


def fixed_step__smaller(solve, f, x, h=1e-4):
    """The step was fixed at 1e-5. Use the argument h."""
    return solve(f, x, 1e-5)


def fixed_step__tiny(solve, f, x, h=1e-4):
    """The step was fixed at 1e-6. Use the argument h."""
    return solve(f, x, 1e-6)


def relative_step(solve, f, x, h=1e-4):
    """The step was h times x. Move by h itself, whatever x is."""
    moved, grad = x.astype(float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        moved[i] = x[i] * (1 + h)
        above = f(moved)
        moved[i] = x[i] * (1 - h)
        grad[i] = (above - f(moved)) / (2 * h)
        moved[i] = x[i]
    return grad


def whole_array(solve, f, x, h=1e-4):
    """All numbers of x were moved at once, which gives one number. Move one at a time: each has its own derivative."""
    return float((f(x + h) - f(x - h)) / (2 * h))


def whole_array__filled(solve, f, x, h=1e-4):
    """All numbers of x were moved at once, so all got the same derivative. Move one at a time."""
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


def whole_rows(solve, f, x, h=1e-4):
    """Whole rows were moved at once: range(len(x)) counts rows. Move single numbers, with np.ndindex(x.shape)."""
    moved, grad = x.astype(float), np.zeros(x.shape)
    for i in range(len(x)):
        moved[i] = x[i] + h
        above = f(moved)
        moved[i] = x[i] - h
        grad[i] = (above - f(moved)) / (2 * h)
        moved[i] = x[i]
    return grad


def whole_rows__by_a_view(solve, f, x, h=1e-4):
    """Whole rows were moved at once, and x[i] kept as a view, which moves too. Use np.ndindex(x.shape) for numbers."""
    moved, grad = x.astype(float), np.zeros(x.shape)
    for i in range(len(x)):
        before = moved[i]
        moved[i] = before + h
        above = f(moved)
        moved[i] = before - h
        grad[i] = (above - f(moved)) / (2 * h)
        moved[i] = before
    return grad


def whole_array__single(solve, f, x, h=1e-4):
    """f was given the moved number alone. Give it the whole array, with one number moved."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        one = np.array([float(x[i])])
        grad[i] = (f(one + h) - f(one - h)) / (2 * h)
    return grad


def not_restored(solve, f, x, h=1e-4):
    """A number stayed at x - h when the next was moved. Put back what it was before."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        before = x[i]
        x[i] = before + h
        above = f(x)
        x[i] = before - h
        grad[i] = (above - f(x)) / (2 * h)
    return grad


def not_restored__in_a_copy(solve, f, x, h=1e-4):
    """A number stayed at x - h when the next was moved. Put back what it was before, also in a copy."""
    return not_restored(solve, f, x.astype(float), h)


def not_restored__other_order(solve, f, x, h=1e-4):
    """A number stayed at x + h when the next was moved. Put back what it was before."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        before = x[i]
        x[i] = before - h
        below = f(x)
        x[i] = before + h
        grad[i] = (f(x) - below) / (2 * h)
    return grad


def restored_by_adding(solve, f, x, h=1e-4):
    """x + h - 2 * h + h is not x: floating point rounds. Keep the number under another name and put that back."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] = x[i] + h
        above = f(x)
        x[i] = x[i] - 2 * h
        below = f(x)
        x[i] = x[i] + h
        grad[i] = (above - below) / (2 * h)
    return grad


def swallowed_by_whole_numbers(solve, f, x, h=1e-4):
    """An array of whole numbers swallows h: 3 + 0.0001 becomes 3. Work on a copy of floats: x.astype(float)."""
    moved, grad = x.copy(), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        moved[i] = x[i] + h
        above = f(moved)
        moved[i] = x[i] - h
        grad[i] = (above - f(moved)) / (2 * h)
        moved[i] = x[i]
    return grad


def swallowed_by_whole_numbers__gradient_too(solve, f, x, h=1e-4):
    """An array of whole numbers swallows h: 3 + 0.0001 becomes 3. Work on a copy of floats: x.astype(float)."""
    return swallowed_by_whole_numbers(solve, f, x, h).astype(x.dtype)


def swallowed_by_whole_numbers__step(solve, f, x, h=1e-4):
    """np.zeros_like(x) makes whole numbers where x has them, and h becomes 0. The step is np.zeros(x.shape): floats."""
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad


def gradient_of_whole_numbers(solve, f, x, h=1e-4):
    """np.zeros_like(x) makes whole numbers where x has them. The gradient is of floats: np.zeros(x.shape)."""
    return solve(f, x, h).astype(x.dtype)


def flat_copy(solve, f, x, h=1e-4):
    """x.reshape(-1) and x.ravel() are copies where x is not contiguous: what was moved there, f never saw."""
    moved = x.copy(order="K").astype(float, order="K")
    row, grad = moved.reshape(-1), np.zeros(x.size)
    for i, before in enumerate(row.tolist()):
        row[i] = before + h
        above = f(moved)
        row[i] = before - h
        grad[i] = (above - f(moved)) / (2 * h)
        row[i] = before
    return grad.reshape(x.shape)


def flat(solve, f, x, h=1e-4):
    """The gradient is one long row. It has the shape of x."""
    return solve(f, x, h).reshape(-1)


def called_too_often(solve, f, x, h=1e-4):
    """f was called more often than 2 * x.size times. For each number, once at x + h and once at x - h is enough."""
    return _quotients(f, x, h, lambda at, h: (at(h) - at(-h)) / (2 * h) + 0 * at(0))


def forgets_first(solve, f, x, h=1e-4):
    """Only the last number has a derivative: the array of the gradient was made anew in the loop. Make it before."""
    grad = solve(f, x, h)
    grad.reshape(-1)[:-1] = 0
    return grad


def first_number_only(solve, f, x, h=1e-4):
    """Only the first number has a derivative: the return stands inside of the loop. Return after it."""
    grad = solve(f, x, h)
    grad.reshape(-1)[1:] = 0
    return grad


spec = Spec(
    solve=numerical_gradient,
    second=exact_numerical_gradient,
    cases=cases,
    outputs=("grad",),
    wrong=(
        forward_difference,
        backward_difference,
        divides_by_h,
        not_divided,
        divides_by_2,
        without_brackets,
        divides_one_only,
        adds_values,
        opposite_sign,
        half_steps,
        half_steps__divided_by_2h,
        second_point_is_x,
        second_point_is_x__in_place,
        second_point_too_low,
        fixed_step,
        fixed_step__smaller,
        fixed_step__tiny,
        relative_step,
        whole_array,
        whole_array__filled,
        whole_array__single,
        whole_rows,
        whole_rows__by_a_view,
        not_restored,
        not_restored__in_a_copy,
        not_restored__other_order,
        restored_by_adding,
        swallowed_by_whole_numbers,
        swallowed_by_whole_numbers__gradient_too,
        swallowed_by_whole_numbers__step,
        gradient_of_whole_numbers,
        flat_copy,
        flat,
        called_too_often,
        forgets_first,
        first_number_only,
    ),
    hints=(
        "Hold all numbers of x but one. What is f a little above it, what a little below, and how far apart are the "
        "two points?",
        "grad[i] = (f(x with x[i] + h) - f(x with x[i] - h)) / (2 * h), and then x[i] is put back.",
        "Make a copy of floats; loop with np.ndindex(x.shape); set the number to x[i] + h, call f, set it to x[i] - h, "
        "call f, put it back, and write the quotient into grad[i].",
    ),
    hints_for={
        "not_restored": (
            "When the second number is moved, where is the first?",
            "Only one number differs from x at a time: after both calls of f the old value comes back.",
            "`old = x[i]` before, and as the last line of the loop `x[i] = old`.",
        ),
        "swallowed_by_whole_numbers": (
            "What does an int array keep of 3 + 0.0001?",
            "f(x + h) - f(x - h) needs an array that can hold fractions.",
            "`x = x.astype(float)` before the loop: that is a copy as well.",
        ),
        "whole_rows": (
            "What is x[0] of a 2x3 array: a number or three?",
            "Every number has an index of its own, (i, j) where there are two axes.",
            "`for i in np.ndindex(x.shape):` gives all such indices, and `x[i]` is one number.",
        ),
        "called_too_often": (
            "How often do you call f for one number of x?",
            "Two calls for each number: at x + h and at x - h. f(x) itself is not in the formula.",
            "`above = f(x)` and `below = f(x)`, each called once and kept under its name.",
        ),
    },
    magnitude=magnitude,
)
