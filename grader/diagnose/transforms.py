"""Transforms of the right answer: the right numbers in another place, in another shape, or only some of them.

Facts about the output, in the names of its axes; no guess at the cause. Every list stands with the plainest fact first,
because several may be true: an axis of size 2 that is flipped is also shifted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain

import numpy as np

from grader.diagnose.claims import Claim, Holds
from grader.diagnose.evidence import Answer
from grader.diagnose.moved import exchanged, flipped, reordered, shifted
from grader.diagnose.partly import partly
from grader.diagnose.reshaped import reshaped
from grader.messages import _
from grader.model import Spec


def by_nothing(spec: Spec, output: str, rows: Sequence[Answer]) -> Iterator[Claim]:
    """Nothing was done: the output is zero, or one of the arguments. Whoever looks for a pair might find one."""
    claims = [(_("{output} is zero everywhere.").format(output=output), partial(_is_argument, None))]
    for name in dict.fromkeys(name for row in rows for name in row.args):
        text = _("{output} is {argument}, unchanged.")
        claims.append((text.format(output=output, argument=name), partial(_is_argument, name)))
    for text, holds in claims:
        if all(map(holds, rows)):
            yield Claim("transform", (text,), holds)


def _is_argument(name: str | None, row: Answer) -> bool:
    value = 0 * row.right if name is None else row.args.get(name)
    return isinstance(value, np.ndarray) and value.dtype.kind in "fi" and row.is_(value.astype(float))


def by_transform(spec: Spec, output: str, rows: Sequence[Answer]) -> Iterator[Claim]:
    """The transforms of the right answer that the learner's is, in all cases."""
    first = next((row for row in rows if row.wrong), None)
    if first is None:
        return
    axes = spec.shapes.get(output, "").split()
    if len(axes) != first.right.ndim:
        axes = [_("axis {n}").format(n=n) for n in range(first.right.ndim)]
    kinds = [_elementwise, flipped, exchanged, shifted, reshaped, reordered]
    if spec.drive is None:  # along a trajectory what is wrong spreads from step to step
        kinds.insert(-1, partly)
    for text, holds in chain.from_iterable(kind(output, axes, first) for kind in kinds):
        if all(map(holds, rows)):
            yield Claim("transform", (text,), holds)


def _elementwise(output: str, axes: Sequence[str], first: Answer) -> Iterator[tuple[str, Holds]]:
    """Every number changed by itself: a simple function of it, or a constant more or less."""
    for text, function in (
        (_("{output} has the right numbers without their signs."), np.abs),
        (_("{output} is the square of what it should be."), np.square),
        (_("{output} is the square root of what it should be."), np.sqrt),
    ):
        yield text.format(output=output), partial(_is_function, function)
    for name in ("1", "2", *(name for name, value in first.args.items() if type(value) in (int, float))):
        text = _("{output} is too large by {amount} everywhere.")
        yield text.format(output=output, amount=name), partial(_is_more, name, 1)
        text = _("{output} is too small by {amount} everywhere.")
        yield text.format(output=output, amount=name), partial(_is_more, name, -1)


def _is_function(function: Callable[[np.ndarray], np.ndarray], row: Answer) -> bool:
    return row.is_(function(row.right))


def _is_more(name: str, sign: int, row: Answer) -> bool:
    return row.is_(row.right + sign * float(row.args.get(name, 0) if name.isidentifier() else name))
