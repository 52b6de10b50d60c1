"""What an error looks like: one plain fact about where, or by how much, an array is off. No guess at the cause."""

from __future__ import annotations

import numpy as np

from grader.compare import DOUBLE
from grader.messages import _


def pattern(expected: np.ndarray, actual: np.ndarray, bound: np.ndarray | None, axes: str) -> str | None:
    """A sentence about the difference of two arrays of equal shape, or None when nothing simple holds.

    axes   the names of the axes, as in "N C H W"; without names no sentence speaks of axes
    """
    right = expected.astype(float)
    got = actual.astype(float)
    allowed = 0.0 if bound is None else DOUBLE * np.broadcast_to(bound, right.shape)
    wrong = ~(np.abs(got - right) <= allowed)
    if not np.isfinite(got).all() or wrong.sum() < 2:
        return None
    return _factor(right, got) or _where(wrong, axes.split())


def _factor(right: np.ndarray, got: np.ndarray) -> str | None:
    if not got.any():
        return _("everything is zero")
    factor = constant_factor(right, got)
    if factor is None:
        return None
    if np.isclose(factor, -1):
        return _("every value has the opposite sign")
    return _("got = {factor} × expected, everywhere").format(factor=f"{factor:.6g}")


def constant_factor(right: np.ndarray, got: np.ndarray) -> float | None:
    """c with ``got == c * right`` everywhere and c not 1, or None."""
    scale = float(np.sum(right * right))
    if right.size < 2 or scale == 0:
        return None
    factor = float(np.sum(right * got)) / scale
    close = np.allclose(got, factor * right, rtol=1e-9, atol=1e-9 * np.abs(right).max())
    return factor if close and not np.isclose(factor, 1, rtol=1e-9) and factor != 0 else None


def _where(wrong: np.ndarray, axes: list[str]) -> str | None:
    if len(axes) != wrong.ndim or wrong.all():
        return None
    for axis, name in enumerate(axes):
        size = wrong.shape[axis]
        bad = np.flatnonzero(np.moveaxis(wrong, axis, 0).reshape(size, -1).any(1))
        if len(bad) == 1 and size > 1:
            return _("wrong only where {axis} = {index}").format(axis=name.lower(), index=int(bad[0]))
        if len(bad) == size - 1 and size > 2:
            good = (set(range(size)) - set(bad.tolist())).pop()
            return _("right only where {axis} = {index}").format(axis=name.lower(), index=good)
    if wrong.ndim >= 2 and min(wrong.shape[-2:]) > 2 and not wrong[..., 1:-1, 1:-1].any():
        return _("wrong only on the border")
    return None


def regular(wrong: np.ndarray, axes: str) -> str | None:
    """A sentence about the places of the wrong elements, where rows, columns, channels and steps say all; or None.

    It is said only if the wrong elements, or the right ones, are exactly those at some indices of one or two axes: a
    channel, every other row, all but the last column.

    axes   the names of the axes, as in "N C H W"
    """
    names = axes.split()
    if len(names) != wrong.ndim or wrong.all() or wrong.sum() < 2:
        return None
    if (where := _product(wrong, names)) is not None:
        return _("wrong exactly where {where}").format(where=where)
    if (where := _product(~wrong, names)) is not None:
        return _("right exactly where {where}").format(where=where)
    return None


def _product(mask: np.ndarray, names: list[str]) -> str | None:
    """Where ``mask`` holds, if that is a choice of indices on one axis, or one on each of two; else None."""
    others = [tuple(other for other in range(mask.ndim) if other != axis) for axis in range(mask.ndim)]
    chosen = [np.flatnonzero(mask.any(axis=rest)) for rest in others]
    block = np.zeros_like(mask)
    block[np.ix_(*chosen)] = True
    if not np.array_equal(block, mask):
        return None
    told = [
        _indices(name.lower(), found.tolist(), size)
        for name, found, size in zip(names, chosen, mask.shape, strict=True)
        if len(found) < size
    ]
    return "; ".join(text for text in told if text) if 1 <= len(told) <= 2 and None not in told else None


def _indices(name: str, found: list[int], size: int) -> str | None:
    """Some indices of an axis in a few signs, ``h = 1, 3, 5, ...``; None where that takes many."""
    first, last, step = found[0], found[-1], found[1] - found[0] if len(found) > 1 else 1
    even = found == list(range(first, last + 1, step))
    if even and step == 1 and len(found) > 1 and 0 in (first, size - 1 - last):
        return f"{name} >= {first}" if first else f"{name} <= {last}"
    if even and step == 1 and len(found) > 2:
        return f"{first} <= {name} <= {last}"
    if len(found) <= 3:
        return f"{name} = {', '.join(map(str, found))}"
    return f"{name} = {first}, {first + step}, {first + 2 * step}, ..." if even and last + step >= size else None
