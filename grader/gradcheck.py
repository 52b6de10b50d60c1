"""Does this backward belong to that forward? Numeric vector-Jacobian products by central differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

STEP = 2.0**-10


def directional(f: Callable[[float], float], step: float = STEP) -> float:
    """The derivative of ``f`` at 0, by central differences with one Richardson extrapolation.

    The error is of order step^4: exact to rounding where ``f`` is a polynomial up to degree 4, which holds for every
    layer that is linear in each of its arguments.
    """
    wide = (f(step) - f(-step)) / (2 * step)
    narrow = (f(step / 2) - f(-step / 2)) / step
    return (4 * narrow - wide) / 3


def projections(
    forward: Callable[..., Any],
    args: Mapping[str, Any],
    dout: Any,
    gradients: Mapping[str, np.ndarray],
    rng: np.random.Generator,
    count: int = 2,
) -> list[tuple[str, float, float]]:
    """Compare gradients with differences of ``forward`` along random directions.

    forward     called with ``args``' values in order; gives an array or a scalar
    dout        the gradient of a loss with respect to the output, same shape
    gradients   for each argument to vary, the gradient claimed for it, same shape as the argument
    Returns (argument, numeric, claimed) for ``count`` Gaussian directions per argument: two inner products that agree
    if the gradient is right. A relative error e of the gradient goes unnoticed at tolerance t with a probability of
    about 0.8 t/e per direction.
    """
    found = []
    for name, gradient in gradients.items():
        for _ in range(count):
            direction = rng.normal(size=np.shape(args[name]))

            def along(t: float, name: str = name, direction: np.ndarray = direction) -> float:
                moved = {**args, name: args[name] + t * direction}
                return float(np.sum(dout * forward(*moved.values())))

            found.append((name, directional(along), float(np.sum(gradient * direction))))
    return found


def agree(pairs: Sequence[tuple[str, float, float]], rtol: float = 1e-7) -> bool:
    """Whether all (argument, numeric, claimed) of ``projections`` fit; ``rtol`` is relative to the larger of each."""
    return all(abs(a - b) <= rtol * max(abs(a), abs(b), 1e-3) for _, a, b in pairs)
