"""The parts of a sum: which of them is missing, has the wrong sign, or counts too much?

The learner's output is fitted by least squares with the parts that the author names (``Spec.summands``). Only an exact
fit is taken, of parts that are independent of each other, with coefficients that have the same names in every case.

Along a trajectory the parts are known only as long as everything before was right. So there the first wrong step is
looked at and those before it; what comes later follows from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from grader.diagnose.claims import AT_LEAST, Claim
from grader.diagnose.evidence import Answer
from grader.diagnose.factor import named
from grader.judge import private
from grader.messages import _
from grader.model import Spec

WORST_CONDITION = 1e6
"""Parts that depend on each other more than this cannot be told apart."""

LACKING, ONCE = "0", "1"

Parts = Mapping[str, np.ndarray]
Fit = Mapping[str, set[str]]
"""For each part all the names that its coefficient has in one case."""


def by_terms(say: Callable[[str], str], spec: Spec, output: str, rows: Sequence[Answer]) -> Iterator[Claim]:
    """The parts of an output that count otherwise than once, in all cases.

    say   gives the name of a part in the language of the interface
    """
    summands = spec.summands
    if summands is None:
        return

    def parts(row: Answer) -> Parts:
        found = summands(*map(private, row.args.values())).get(output, {})
        return {name: np.asarray(part, float) for name, part in found.items()}

    fits = list(_fits(parts, rows))
    if len(fits) < AT_LEAST:
        return
    common = {name: set.intersection(*(fit[name] for fit in fits)) for name in fits[0]}
    if any(len(found) != 1 for found in common.values()):
        return
    coefficients = {name: found.pop() for name, found in common.items()}
    odd = {name: found for name, found in coefficients.items() if found != ONCE}
    if not 0 < len(odd) < len(coefficients):
        return  # where all parts are off it may be something else, and one factor for all has been tried

    def holds(row: Answer) -> bool:
        given = {**parts(row)}
        if given.keys() != coefficients.keys():
            return False
        total = np.add.reduce([_value(coefficients[name], row) * part for name, part in given.items()])
        return row.near(row.begun(row.got), row.begun(total))

    if all(map(holds, rows)):
        yield Claim(
            "terms",
            tuple(_text(found).format(output=output, part=say(name), name=found) for name, found in odd.items()),
            holds,
        )


def _fits(parts: Callable[[Answer], Parts], rows: Sequence[Answer]) -> Iterator[Fit]:
    """The fits of the wrong answers, up to one that does not fit; where parts cannot be told apart there is none."""
    for row in rows:
        given = parts(row) if row.wrong and row.right.shape == row.got.shape else {}
        matrix = np.stack([row.last(part).ravel() for part in given.values()], axis=1) if given else np.empty((0, 0))
        lengths = np.linalg.norm(matrix, axis=0)
        enough = matrix.shape[0] > matrix.shape[1] and np.isfinite(matrix).all() and lengths.all()
        if not enough or np.linalg.cond(matrix / lengths) > WORST_CONDITION:
            continue
        got = row.last(row.got).ravel()
        solved = np.linalg.lstsq(matrix / lengths, got, rcond=None)[0] / lengths
        if not row.near(matrix @ solved, got):
            return
        yield {name: _names(value, row) for name, value in zip(given, solved.tolist(), strict=True)}


def _known(row: Answer) -> dict[str, float]:
    """Simple names: those of factors, and what can be made of the settings between 0 and 1."""
    known = {LACKING: 0.0, ONCE: 1.0, **named(row.sizes)}
    for name, value in row.args.items():
        if isinstance(value, float) and 0 < value < 1:
            known |= {name: value, f"1/{name}": 1 / value, f"1 - {name}": 1 - value, f"1/(1 - {name})": 1 / (1 - value)}
    return known


def _names(value: float, row: Answer) -> set[str]:
    return {name for name, known in _known(row).items() if abs(value - known) <= 1e-7 * max(1.0, abs(known))}


def _value(name: str, row: Answer) -> float:
    return _known(row).get(name, 1.0)  # a size of 1 has no name, and is no factor


def _text(name: str) -> str:
    if name == LACKING:
        return _("{output} lacks {part}.")
    if name == "-1":
        return _("in {output} {part} has the wrong sign.")
    return _("in {output} {part} is {name} times what it should be.")
