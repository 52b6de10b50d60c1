"""What chance may do to a mask whose elements are drawn one by one: exact bounds, for any size."""

import math

import numpy as np

ALARM = 1e-10
"""How often a right solution may fail a case. A report has at most nine cases of chance, so less than 1e-9 in all."""

DIGITS = 4
"""Of what is not left to chance so many decimals are compared, so that rounding, even to float32, does not show."""

STATISTICS = (
    "keep_rate",
    "keep_rate_of_a_slice",
    "neighbours_alike_on_axis_0",
    "neighbours_alike_on_other_axes",
    "scale_where_kept",
    "mask_where_kept",
    "mask_where_dropped",
    "mask_dtype",
    "same_seed_same_mask",
    "other_seed_other_mask",
)
"""What ``statistics`` gives, and what is said of two more calls."""


def hoeffding(count, tests=1):
    """How far the mean of ``count`` independent numbers from [0, 1] may be off, in one of ``tests`` such means.

    Hoeffding, Probability inequalities for sums of bounded random variables (1963), theorem 1: farther with a
    probability of at most 2 exp(-2 count t^2). Section 6 there: also when drawn without replacement.
    """
    return math.sqrt(math.log(2 * tests / ALARM) / (2 * count))


def slices(shape):
    """How many slices an array has, over all axes, and how many elements the smallest of them."""
    return sum(shape), math.prod(shape) // max(shape)


def pairs(shape, axis):
    """How many disjoint pairs of neighbours there are along an axis."""
    return shape[axis] // 2 * (math.prod(shape) // shape[axis])


def laws(shape, keep, scale, train):
    """What each of the STATISTICS must be, and how far chance may take it.

    shape   of what is dropped from: at least two axes, none of length 1
    keep    the probability to be kept
    scale   the factor on what is kept
    """
    if not train:
        chance = [(1.0, None)] * 4
    else:
        count, smallest = slices(shape)
        tests = count + len(shape) + 2  # all slices, the neighbours along each axis, the whole, and equal masks
        alike = keep**2 + (1 - keep) ** 2
        fewest = min(pairs(shape, axis) for axis in range(1, len(shape)))
        chance = [
            (keep, hoeffding(math.prod(shape), tests)),
            (keep, hoeffding(smallest, tests)),
            (alike, hoeffding(pairs(shape, 0), tests)),
            (alike, hoeffding(fewest, tests)),
        ]
    exact = [(1.0, None), (0.0, None), ("bool", None), (True, None), (train, None)]
    return *chance, (round(scale, DIGITS), None), *exact


def statistics(factor, mask, keep, scale):
    """What can be seen of one mask: the first eight of the STATISTICS.

    factor   what each element was multiplied by; 0 where it was dropped
    mask     what the function says of it
    keep     the right share; of slices, axes and factors that is shown which is farthest from right
    scale    the right factor
    """
    kept = factor != 0
    axes = range(kept.ndim)
    rates = [rate for axis in axes for rate in kept.mean(axis=tuple(other for other in axes if other != axis))]
    alike = [_alike(kept, axis) for axis in axes]
    return (
        float(kept.mean()),
        _farthest(rates, keep),
        alike[0],
        _farthest(alike[1:], keep**2 + (1 - keep) ** 2),
        round(_farthest(factor[kept], scale), DIGITS),
        float(mask[kept].mean()) if kept.any() else 1.0,
        float(mask[~kept].mean()) if not kept.all() else 0.0,
        {"b": "bool", "f": "float", "i": "int", "u": "int"}[mask.dtype.kind],
    )


def _alike(kept, axis):
    """How many of the disjoint pairs along an axis share their fate."""
    kept = np.moveaxis(kept, axis, 0)
    even = len(kept) // 2 * 2
    return float((kept[0:even:2] == kept[1:even:2]).mean())


def _farthest(values, right):
    values = np.asarray(values, float)
    return float(values[np.abs(values - right).argmax()]) if values.size else 0.0
