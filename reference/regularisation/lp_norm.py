"""The Lp norm of a set of weights: lasso takes p = 1, ridge p = 2."""

import math

import numpy as np

from grader import Case, Spec, grid


def lp_norm(w, p):
    """(sum of |w|^p)^(1/p) over all elements of w, any shape, p at least 1 -> float."""
    return (np.abs(w) ** p).sum() ** (1 / p)


def naive_lp_norm(w, p):
    """One element at a time, in units of the largest one, so that no power overflows."""
    largest = max(abs(float(value)) for value in w.flat)
    if largest == 0:
        return 0.0
    return largest * math.fsum((abs(float(value)) / largest) ** p for value in w.flat) ** (1 / p)


def torch_lp_norm(w, p):
    """PyTorch's vector norm, which takes all elements."""
    import torch

    return torch.linalg.vector_norm(w, p)


def cases(rng):
    """The lectures' two norms, odd and broken p, more axes than one, and nothing but zeros."""
    pair = np.array([3.0, -4.0])
    yield Case("known (3, -4), p = 1: 7", {"w": pair, "p": 1.0})
    yield Case("known (3, -4), p = 2: 5", {"w": pair.copy(), "p": 2.0})
    yield Case("p = 3, negative elements", {"w": np.array([1.5, -2.0, -3.0, 0.5, 0.0]), "p": 3.0})
    yield Case("a matrix, p = 2", {"w": np.array([[1.0, 2.0, -2.0], [4.0, -2.0, 0.5]]), "p": 2.0})
    yield Case("a matrix, p = 1, not contiguous", {"w": np.asfortranarray(grid(rng, 3, 5)), "p": 1.0})
    yield Case("convolution weights, p = 1.5", {"w": grid(rng, 2, 3, 4, 2), "p": 1.5})
    yield Case("all zero, p = 2", {"w": np.zeros((2, 3)), "p": 2.0})
    yield Case("sizes drawn anew", {"w": grid(rng, *rng.integers(2, 8, 2)) + 0.03125, "p": 4.0}, hidden=True)
    p = int(rng.integers(5, 20)) / 4
    yield Case("sizes drawn anew, once more", {"w": grid(rng, *rng.integers(2, 5, 3)) + 0.03125, "p": p}, hidden=True)


def forgets_root(solve, w, p):
    """The root is missing: the norm is the sum to the power 1 / p."""
    return (np.abs(w) ** p).sum()


def forgets_absolute(solve, w, p):
    """The absolute value is missing, so negative elements cancel others when p is odd. Sum np.abs(w) ** p."""
    return (w**p).sum() ** (1 / p)


def absolute_of_sum(solve, w, p):
    """The absolute value was taken of the sum. Take it of each element before it is raised to the power p."""
    return np.abs((w**p).sum()) ** (1 / p)


def always_square_root(solve, w, p):
    """A square root was taken, whatever p is. The sum is raised to the power 1 / p."""
    return np.sqrt((np.abs(w) ** p).sum())


def always_euclidean(solve, w, p):
    """This is the norm with p = 2, whatever p is. Use p in both powers."""
    return solve(w, 2.0)


def always_sum(solve, w, p):
    """This is the norm with p = 1, whatever p is. Take one root, of the sum: of each element it undoes the power."""
    return solve(w, 1.0)


def mean_of_powers(solve, w, p):
    """The mean was taken over the elements. A norm is a sum: it grows with every weight."""
    return (np.abs(w) ** p).mean() ** (1 / p)


def divides_by_p(solve, w, p):
    """The sum was divided by p. 1 / p is the exponent of the root: sum ** (1 / p)."""
    return (np.abs(w) ** p).sum() / p


def divides_by_p__precedence(solve, w, p):
    """In Python ** comes before /, so sum ** 1 / p divides by p. Write sum ** (1 / p)."""
    return (np.abs(w) ** p).sum() ** 1 / p


def divides_by_p__ints(solve, w, p):
    """1 // p rounds down to 0. The exponent of the root is 1 / p."""
    return float((np.abs(w) ** p).sum() ** (1 // p))


def swaps_powers(solve, w, p):
    """The two powers were swapped: raise the elements to p, and the sum to 1 / p."""
    return (np.abs(w) ** (1 / p)).sum() ** p


def power_of_sum(solve, w, p):
    """The sum was raised to the power p. Raise each element to p, then sum."""
    return (np.abs(w).sum() ** p) ** (1 / p)


def matrix_norm(solve, w, p):
    """np.linalg.norm(w, p) takes a matrix for a linear map, which gives another number. Flatten w first."""
    return np.linalg.norm(w, p)


def norm_of_each_row(solve, w, p):
    """One norm was returned for each row. All elements of w count in one norm: sum over all axes."""
    return (np.abs(w) ** p).sum(axis=-1) ** (1 / p)


def sums_first_axis(solve, w, p):
    """sum() of Python adds up the first axis only. Use np.sum, which takes all axes."""
    return sum(np.abs(w) ** p) ** (1 / p)


def largest_only(solve, w, p):
    """This is the largest absolute value, which the norm approaches for very large p only."""
    return np.abs(w).max()


def counts_elements(solve, w, p):
    """The elements that are not zero were counted, which some call L0. Raise the elements to the power p."""
    return float(np.count_nonzero(w))


def writes_into_w(solve, w, p):
    """w was changed, by w **= p or np.abs(w, out=w) for instance. Compute new arrays."""
    norm = solve(w, p)
    w[...] = np.abs(w) ** p
    return norm


def writes_into_w__abs(solve, w, p):
    """w was changed: its signs are gone. Compute new arrays."""
    norm = solve(w, p)
    w[...] = np.abs(w)
    return norm


def norm_of_each_row__axis_one(solve, w, p):
    """One norm was returned for each row. All elements of w count in one norm: sum over all axes."""
    return (np.abs(w) ** p).sum(axis=1) ** (1 / p)


def counts_elements__with_root(solve, w, p):
    """The elements that are not zero were counted, which some call L0. Raise the elements to the power p."""
    return float(np.count_nonzero(w)) ** (1 / p)


def writes_into_w__flat(solve, w, p):
    """w was changed through w.reshape(-1) or w.ravel(), which share its memory. Compute new arrays."""
    norm = solve(w, p)
    flat = w.reshape(-1)  # a copy where w is not contiguous
    flat[...] = np.abs(flat)
    return norm


spec = Spec(
    solve=lp_norm,
    torch=torch_lp_norm,
    second=naive_lp_norm,
    cases=cases,
    outputs=("norm",),
    wrong=(
        forgets_root,
        forgets_absolute,
        absolute_of_sum,
        always_square_root,
        always_euclidean,
        always_sum,
        mean_of_powers,
        divides_by_p,
        divides_by_p__precedence,
        divides_by_p__ints,
        swaps_powers,
        matrix_norm,
        norm_of_each_row,
        norm_of_each_row__axis_one,
        sums_first_axis,
        largest_only,
        counts_elements,
        counts_elements__with_root,
        writes_into_w,
        writes_into_w__abs,
        writes_into_w__flat,
    ),
    hints=(
        "Compute the norm of (3, -4) by hand for p = 1 and for p = 2. Which steps do the two have in common?",
        "norm = (sum of |w|^p) ^ (1/p): absolute values, power p, one sum over all elements, power 1 / p.",
        "One line: np.abs, ** p, np.sum without axis, then ** (1 / p), with the brackets around 1 / p.",
    ),
    hints_for={
        "divides_by_p": (
            "What does Python compute first in `s ** 1 / p`?",
            "** binds more tightly than /, so `s ** 1 / p` is (s ** 1) / p. The exponent has to be 1/p.",
            "`total ** (1 / p)`, with brackets.",
        ),
    },
)
