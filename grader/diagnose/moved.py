"""The right numbers in another place: flipped, with axes exchanged, shifted, in another order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import combinations, permutations

import numpy as np

from grader.diagnose.claims import Holds
from grader.diagnose.evidence import Answer
from grader.messages import _

KNOWN_AXES = 5
"""More axes than this are not permuted: there would be too many ways."""


def flipped(output: str, axes: Sequence[str], first: Answer) -> Iterator[tuple[str, Holds]]:
    """Backwards along some axes."""
    numbers = range(min(len(axes), KNOWN_AXES))
    for count in range(1, len(axes) + 1):
        for chosen in combinations(numbers, count):
            text = _("{output} is right but flipped along {axes}.")
            yield text.format(output=output, axes=joined([axes[n] for n in chosen])), partial(_is_flipped, chosen)


def _is_flipped(chosen: tuple[int, ...], row: Answer) -> bool:
    return max(chosen) < row.right.ndim and row.is_(np.flip(row.right, chosen))


def exchanged(output: str, axes: Sequence[str], first: Answer) -> Iterator[tuple[str, Holds]]:
    """With its axes in another order."""
    if not 2 <= len(axes) <= KNOWN_AXES:
        return
    for order in sorted(permutations(range(len(axes))), key=_displaced):
        moved = [n for n, old in enumerate(order) if n != old]
        if not moved:
            continue
        if len(moved) == 2:
            text = _("{output} has the right numbers with the axes {one} and {other} exchanged: transpose it.")
            said = text.format(output=output, one=axes[moved[0]], other=axes[moved[1]])
        else:
            text = _(
                "{output} has the right numbers with its axes in the order {got}: bring them into the order {right}."
            )
            said = text.format(output=output, got=shape([axes[n] for n in order]), right=shape(axes))
        yield said, partial(_is_exchanged, order)


def _displaced(order: tuple[int, ...]) -> int:
    return sum(n != old for n, old in enumerate(order))


def _is_exchanged(order: tuple[int, ...], row: Answer) -> bool:
    return row.right.ndim == len(order) and row.is_(row.right.transpose(order))


def shifted(output: str, axes: Sequence[str], first: Answer) -> Iterator[tuple[str, Holds]]:
    """By a constant, or by an argument such as the padding, along one axis or the last two; the rim may be anything."""
    lengths = ["1", "2", *(name for name, value in first.args.items() if type(value) is int)]
    groups = [(n,) for n in range(len(axes))] + [(len(axes) - 2, len(axes) - 1)] * (len(axes) >= 2)
    for length in lengths:
        for chosen in groups:
            for sign in "+-":
                text = _("{output} is right but shifted: what stands at {here} belongs at {there}.")
                letters = [letter(axes[n]) for n in chosen]
                here, there = at(letters), at([f"{one} {sign} {length}" for one in letters])
                said = text.format(output=output, here=here, there=there)
                yield said, partial(_is_shifted, chosen, length, 1 if sign == "+" else -1)


def _is_shifted(chosen: tuple[int, ...], length: str, sign: int, row: Answer) -> bool:
    """Whether the numbers that stay inside the array stand at their shifted places; at least half must stay."""
    value = row.args.get(length) if length.isidentifier() else int(length)
    if type(value) is not int or value < 0 or row.right.shape != row.got.shape or max(chosen) >= row.right.ndim:
        return False
    if any(2 * value > row.right.shape[n] for n in chosen):
        return False
    ahead, behind = [slice(None)] * row.right.ndim, [slice(None)] * row.right.ndim
    for n in chosen:
        ahead[n], behind[n] = slice(value, None), slice(0, row.right.shape[n] - value)
    one, other = (ahead, behind) if sign > 0 else (behind, ahead)
    if value == 0:
        return not row.wrong
    right = row.right[tuple(one)]
    return (bool(right.any()) or not row.wrong) and row.near(row.got[tuple(other)], right)


def reordered(output: str, axes: Sequence[str], first: Answer) -> Iterator[tuple[str, Holds]]:
    """In another order along one axis, or all over the array."""
    if len(axes) > 1:
        for n, axis in enumerate(axes):
            text = _("{output} has the right numbers in another order along {axis}.")
            yield text.format(output=output, axis=axis), partial(_is_reordered, n)
    yield _("{output} has the right numbers at other places.").format(output=output), partial(_is_reordered, None)


def _is_reordered(axis: int | None, row: Answer) -> bool:
    if not row.wrong:
        return True
    if row.got.shape != row.right.shape or (axis or 0) >= row.right.ndim:
        return False
    right, got = np.sort(row.right, axis=axis), np.sort(row.got, axis=axis)
    return len(np.unique(row.right)) > 0.75 * row.right.size and row.near(got.reshape(right.shape), right)


def joined(names: Sequence[str]) -> str:
    """Names in a row: H; H and W; N, H and W."""
    if len(names) == 1:
        return names[0]
    return _("{several} and {last}").format(several=", ".join(names[:-1]), last=names[-1])


def shape(names: Sequence[str]) -> str:
    """A shape by the names of its axes: (N, C)."""
    return f"({', '.join(names)}{',' * (len(names) == 1)})"


def letter(axis: str) -> str:
    """The index along an axis: h for H. One that is no plain name stands for itself."""
    return axis.lower() if axis.isidentifier() else axis


def at(places: Sequence[str]) -> str:
    """A place: h, or (h, w)."""
    return places[0] if len(places) == 1 else f"({', '.join(places)})"
