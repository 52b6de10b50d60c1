"""The smallest case that goes wrong, drawn so that it can be followed with a pencil."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from grader.messages import _
from grader.model import Example
from grader.screen.grid import blocks, shape_of, side_by_side
from grader.screen.numbers import place, short
from grader.screen.text import wrap

INDENT = "  "


def smallest(example: Example, axes: Mapping[str, str], width: int) -> Iterator[str]:
    """Lines: the arguments, what is expected, what came, and for a gradient a second witness."""
    yield wrap(_("The smallest case found that goes wrong in the same way:"), width)
    scalars = [f"{name} = {short(value)}" for name, value in example.args if not isinstance(value, tuple)]
    if scalars:
        yield wrap(", ".join(scalars), width, indent=INDENT)
    arrays = [block for name, value in example.args if isinstance(value, tuple) for block in blocks(name, value)]
    yield from (INDENT + line for line in side_by_side(arrays, width - len(INDENT)))
    expected, actual = shape_of(example.expected), shape_of(example.actual)
    if expected != actual:
        text = _("{name} has shape {actual}, expected {expected}")
        yield wrap(text.format(name=example.output, actual=actual, expected=expected), width, indent=INDENT)
    expectation = example.expected if expected == actual else None
    pair = [
        *blocks(_("{name} expected").format(name=example.output), example.expected),
        *blocks(_("{name} yours").format(name=example.output), example.actual, expectation),
    ]
    yield from (INDENT + line for line in side_by_side(pair, width - len(INDENT)))
    if example.numeric:
        index, number = example.numeric
        text = _("Central differences of the forward pass say, too: {number} at {where}.")
        where = place(index, axes.get(example.output, ""))
        yield wrap(text.format(number=short(number), where=where), width, indent=INDENT)
