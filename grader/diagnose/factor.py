"""A constant factor that can be named: -1, 2, 1/2, a size, a product of two sizes, or the inverse of one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from grader.diagnose.claims import Claim
from grader.diagnose.evidence import Answer
from grader.messages import _
from grader.model import Spec

SIMPLE = {"-1": -1.0, "2": 2.0, "1/2": 0.5}


def by_factor(spec: Spec, output: str, rows: Sequence[Answer]) -> Iterator[Claim]:
    """The one name that fits the factor of an output in all cases; nothing when several do."""
    wrong = [row for row in rows if row.wrong]
    known = set.intersection(*(set(_fitting(row)) for row in wrong)) if wrong else set()
    if len(known) != 1:
        return
    (name,) = known

    def holds(row: Answer) -> bool:
        value = named(row.sizes).get(name, 1.0)  # a size of 1 has no name, and is no factor
        return row.is_(value * row.right)

    if all(map(holds, rows)):
        text = _("{output} is {name} times what it should be. Where does the factor {name} come from?")
        yield Claim("factor", (text.format(output=output, name=name),), holds)


def _fitting(row: Answer) -> Iterator[str]:
    if row.right.shape == row.got.shape and row.right.any():
        scale = float((row.right * row.got).sum() / (row.right * row.right).sum())
        if row.is_(scale * row.right):
            yield from names(scale, row.sizes)


def names(value: float, sizes: Mapping[str, int]) -> set[str]:
    """All ways to write a factor in simple names."""
    return {name for name, known in named(sizes).items() if np.isclose(value, known, rtol=1e-9, atol=0)}


def named(sizes: Mapping[str, int]) -> dict[str, float]:
    """Every factor that has a simple name, by that name."""
    known = dict(SIMPLE)
    for count in (1, 2):
        for axes in combinations(sorted(sizes), count):
            name, value = "·".join(axes), float(np.prod([sizes[axis] for axis in axes]))
            if value > 1:
                known[name] = value
                known[f"1/{name}" if count == 1 else f"1/({name})"] = 1 / value
    return known
