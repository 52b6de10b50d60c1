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
