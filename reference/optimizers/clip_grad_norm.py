"""Gradient clipping: all gradients together are no longer than max_norm."""

import numpy as np

from grader import Case, Spec, grid


def clip_grad_norm(grads, max_norm):
    """Scale a list of arrays down to a total norm of max_norm -> the new list, and the norm before, a float."""
    total_norm = float(np.sqrt(sum((grad**2).sum() for grad in grads)))
    factor = min(1.0, max_norm / (total_norm + 1e-6))
    return [factor * grad for grad in grads], total_norm


def torch_clip_grad_norm(grads, max_norm):
    """PyTorch's clip_grad_norm_."""
    import torch

    leaves = [torch.zeros_like(grad).requires_grad_() for grad in grads]
    for leaf, grad in zip(leaves, grads):
        leaf.grad = grad.clone()
    total_norm = torch.nn.utils.clip_grad_norm_(leaves, max_norm)
    return [leaf.grad for leaf in leaves], total_norm


def cases(rng):
    """A norm that fits in a head, gradients that are short enough, tiny and zero ones, and several shapes."""
    three_four_five = [np.array([3.0, 0.0]), np.array([4.0])]
    yield Case("[3, 0] and [4]: norm 5, max_norm=2.5", {"grads": three_four_five, "max_norm": 2.5})
    yield Case("[3, 0] and [4]: norm 5, max_norm=10", {"grads": three_four_five, "max_norm": 10.0})
    tiny = [np.array([3.0, 0.0, 0.0]) * 1e-6, np.array([4.0]) * 1e-6]
    yield Case("tiny gradients: norm 5e-6, max_norm=3e-6", {"grads": tiny, "max_norm": 3e-6})
    zeros = [np.zeros((2, 3)), np.zeros(4)]
    yield Case("all gradients are 0", {"grads": zeros, "max_norm": 1.0})
    yield Case("three arrays, max_norm=0.5", {"grads": _draw(rng, (2, 3), (5,), (1, 2, 2)), "max_norm": 0.5})
    yield Case("one array, max_norm=2", {"grads": _draw(rng, (4, 3)), "max_norm": 2.0})
    turned = [np.asfortranarray(grad) for grad in _draw(rng, (3, 5), (4, 2))]
    yield Case("not contiguous, max_norm=0", {"grads": turned, "max_norm": 0.0})
    rows, columns, size = (int(n) for n in rng.integers(2, 7, 3))
    grads = [np.asfortranarray(grad) for grad in _draw(rng, (rows, columns), (size,))]
    yield Case("random shapes, clipped", {"grads": grads, "max_norm": 0.25}, hidden=True)
    yield Case("random shapes, long enough", {"grads": _draw(rng, (size,), (columns, rows)), "max_norm": 99.0}, True)


def _draw(rng, *shapes):
    """Gradients whose first number is 2, so that no norm is too short to be clipped."""
    grads = [grid(rng, *shape, limit=2) for shape in shapes]
    grads[0].flat[0] = 2.0
    return grads


def _norm(grads):
    return float(np.sqrt(sum((grad**2).sum() for grad in grads)))


def _scaled(grads, factor, total_norm=None):
    """All gradients times a factor, and the norm, the right one if none is given."""
    return [factor * grad for grad in grads], _norm(grads) if total_norm is None else total_norm


def _with_norm(grads, max_norm, norm):
    """Clipped by another norm, which is returned, too."""
    return _scaled(grads, min(1.0, max_norm / (norm + 1e-6)), norm)


def each_by_itself(solve, grads, max_norm):
    """Every array was clipped by its own norm, which bends the direction. There is one factor for all of them."""
    return [solve([grad], max_norm)[0][0] for grad in grads], _norm(grads)


def each_by_itself__norms(solve, grads, max_norm):
    """Every array has its own norm here. The total norm is one number: the root of the sum of all squares."""
    return [solve([grad], max_norm)[0][0] for grad in grads], [_norm([grad]) for grad in grads]


def clips_values(solve, grads, max_norm):
    """Every number was cut at max_norm (np.clip). Scale all of them by one factor: that keeps the direction."""
    return [np.clip(grad, -max_norm, max_norm) for grad in grads], _norm(grads)


def norms_summed(solve, grads, max_norm):
    """The norms of the arrays were added. Add the squares of all numbers, then take one root."""
    return _with_norm(grads, max_norm, sum(_norm([grad]) for grad in grads))


def largest_norm(solve, grads, max_norm):
    """The largest norm of an array was taken. The total norm is that of all numbers together."""
    return _with_norm(grads, max_norm, max(_norm([grad]) for grad in grads))


def largest_number(solve, grads, max_norm):
    """The largest absolute value was taken for the norm. It is the root of the sum of the squares."""
    return _with_norm(grads, max_norm, max(float(np.abs(grad).max()) for grad in grads))


def absolute_values(solve, grads, max_norm):
    """The absolute values were summed. The norm is the root of the sum of the squares."""
    return _with_norm(grads, max_norm, float(sum(np.abs(grad).sum() for grad in grads)))


def root_missing(solve, grads, max_norm):
    """The root is missing: the norm is the root of the sum of the squares."""
    return _with_norm(grads, max_norm, _norm(grads) ** 2)


def mean_of_squares(solve, grads, max_norm):
    """The squares were averaged. The norm is the root of their sum."""
    return _with_norm(grads, max_norm, _norm(grads) / sum(grad.size for grad in grads) ** 0.5)


def mean_of_squares__each(solve, grads, max_norm):
    """The squares of each array were averaged. The norm is the root of the sum of all squares."""
    return _with_norm(grads, max_norm, float(np.sqrt(sum((grad**2).mean() for grad in grads))))


def mean_of_squares__arrays(solve, grads, max_norm):
    """The sum of the squares was divided by the number of arrays. The norm is the root of the sum."""
    return _with_norm(grads, max_norm, _norm(grads) / len(grads) ** 0.5)


def first_array_only(solve, grads, max_norm):
    """The norm of the first array was taken for all. The squares of all arrays are summed."""
    return _with_norm(grads, max_norm, _norm(grads[:1]))


def last_array_only(solve, grads, max_norm):
    """The norm holds the last array only: its sum was assigned (=) in the loop, not added (+=)."""
    return _with_norm(grads, max_norm, _norm(grads[-1:]))


def makes_longer(solve, grads, max_norm):
    """Short gradients were made longer. Clipping only shortens: the factor is at most 1, min(1, ...)."""
    return _scaled(grads, max_norm / (_norm(grads) + 1e-6))


def wrong_way(solve, grads, max_norm):
    """Gradients that are short enough were scaled, and long ones were not. Take the smaller factor: min(1, ...)."""
    return _scaled(grads, max(1.0, max_norm / (_norm(grads) + 1e-6)))


def never_clips(solve, grads, max_norm):
    """The gradients were returned as they came. Multiply them by min(1, max_norm / (total_norm + 1e-6))."""
    return _scaled(grads, 1.0)


def length_one(solve, grads, max_norm):
    """The gradients were brought to length 1. Their length becomes max_norm."""
    return _scaled(grads, min(1.0, 1 / (_norm(grads) + 1e-6)))


def length_one__if(solve, grads, max_norm):
    """Long gradients were brought to length 1. Their length becomes max_norm: multiply by it."""
    norm = _norm(grads)
    return _scaled(grads, 1 / (norm + 1e-6) if norm > max_norm else 1.0)


def length_one__norm(solve, grads, max_norm):
    """Long gradients were divided by their norm, so their length is 1. It becomes max_norm: multiply by it."""
    norm = _norm(grads)
    return _scaled(grads, 1 / norm if norm > max_norm else 1.0)


def upside_down(solve, grads, max_norm):
    """The factor is upside down: max_norm / (total_norm + 1e-6)."""
    norm = _norm(grads)
    return _scaled(grads, norm / (max_norm + 1e-6) if norm > max_norm else 1.0)


def upside_down__min(solve, grads, max_norm):
    """The factor is upside down, so long gradients stayed long: max_norm / (total_norm + 1e-6)."""
    return _scaled(grads, min(1.0, _norm(grads) / (max_norm + 1e-6)))


def upside_down__numerator(solve, grads, max_norm):
    """The factor is upside down: total_norm + 1e-6 stands below, max_norm above."""
    return _scaled(grads, min(1.0, np.float64(_norm(grads) + 1e-6) / max_norm))


def upside_down__bare(solve, grads, max_norm):
    """The factor is upside down, and 1e-6 is missing: max_norm / (total_norm + 1e-6)."""
    return _scaled(grads, min(1.0, np.float64(_norm(grads)) / max_norm))


def small_number_missing(solve, grads, max_norm):
    """The 1e-6 is missing beside total_norm: with it a norm of 0 does no harm, and tiny ones count less."""
    norm = _norm(grads)
    return _scaled(grads, max_norm / norm if norm > max_norm else 1.0)


def small_number_missing__division(solve, grads, max_norm):
    """The 1e-6 is missing: where all gradients are 0 this divides by 0. Divide by total_norm + 1e-6."""
    norm = _norm(grads)
    return _scaled(grads, min(1.0, max_norm / norm))


def small_number_missing__nan(solve, grads, max_norm):
    """The 1e-6 is missing, so gradients of 0 become nan. Divide by total_norm + 1e-6."""
    return _scaled(grads, np.minimum(1.0, max_norm / np.float64(_norm(grads))))


def norm_afterwards(solve, grads, max_norm):
    """The norm after clipping was returned. Return the norm before: it shows that gradients explode."""
    clipped, _ = solve(grads, max_norm)
    return clipped, _norm(clipped)


def factor_returned(solve, grads, max_norm):
    """The factor was returned. Return the total norm."""
    return solve(grads, max_norm)[0], min(1.0, max_norm / (_norm(grads) + 1e-6))


def norm_first(solve, grads, max_norm):
    """The results come in another order. Return the gradients, then the norm."""
    clipped, norm = solve(grads, max_norm)
    return norm, clipped


def gradients_only(solve, grads, max_norm):
    """Only the gradients were returned. Return the total norm, too."""
    return solve(grads, max_norm)[0]


def one_long_vector(solve, grads, max_norm):
    """The gradients came back as one long vector. Return a list of arrays with the shapes they came in."""
    clipped, norm = solve(grads, max_norm)
    return np.concatenate([grad.ravel() for grad in clipped]), norm


def flat(solve, grads, max_norm):
    """The arrays came back flat. Give them back in the shapes they came in."""
    clipped, norm = solve(grads, max_norm)
    return [grad.ravel() for grad in clipped], norm


def writes_into_grads(solve, grads, max_norm):
    """The gradients were changed in place (grad *= factor does that). Make a new list of new arrays."""
    clipped, norm = solve(grads, max_norm)
    for grad, new in zip(grads, clipped):
        grad[...] = new
    return grads, norm


spec = Spec(
    solve=clip_grad_norm,
    torch=torch_clip_grad_norm,
    cases=cases,
    outputs=("grads", "total_norm"),
    wrong=(
        each_by_itself,
        each_by_itself__norms,
        clips_values,
        norms_summed,
        largest_norm,
        largest_number,
        absolute_values,
        root_missing,
        mean_of_squares,
        mean_of_squares__each,
        mean_of_squares__arrays,
        first_array_only,
        last_array_only,
        makes_longer,
        wrong_way,
        never_clips,
        length_one,
        length_one__if,
        length_one__norm,
        upside_down,
        upside_down__min,
        upside_down__numerator,
        upside_down__bare,
        small_number_missing,
        small_number_missing__division,
        small_number_missing__nan,
        norm_afterwards,
        factor_returned,
        norm_first,
        gradients_only,
        one_long_vector,
        flat,
        writes_into_grads,
    ),
    hints=(
        "Two arrays [3, 0] and [4] make one vector of length 5. If 2.5 is allowed, by which factor is each shortened?",
        "total_norm = sqrt(sum of all squares); factor = min(1, max_norm / (total_norm + 1e-6)); every array times it.",
        "Sum (grad**2).sum() over the list, take np.sqrt, compute the factor, return [factor * grad for grad in grads] "
        "and the norm.",
    ),
    hints_for={
        "total_norm": (
            "Write down all numbers of all arrays in one row. What is the length of this vector?",
            "total_norm = sqrt(sum of the squares of all numbers), before clipping.",
            "`total_norm = np.sqrt(sum((grad**2).sum() for grad in grads))`: one root, around the whole sum.",
        ),
        "each_by_itself": (
            "One array is short, one long. Does the direction of the whole step stay if only the long one shrinks?",
            "One factor for all: min(1, max_norm / (total_norm + 1e-6)).",
            "Compute `total_norm` and `factor` before the loop that scales the arrays.",
        ),
        "makes_longer": (
            "The norm is 1 and max_norm is 10. Which factor do you get, and which one do you want?",
            "factor = min(1, max_norm / (total_norm + 1e-6)).",
            "`factor = min(1.0, max_norm / (total_norm + 1e-6))`.",
        ),
        "writes_into_grads": (
            "Look at the arrays in grads after the call. Which line has changed them?",
            "`grad *= factor` changes the array in the list; `factor * grad` makes a new one.",
            "`[factor * grad for grad in grads]` is a new list of new arrays.",
        ),
    },
)
